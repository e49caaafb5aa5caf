/**
 * Content blocks as the Anthropic wire wants them: numbered from 0 without gaps, one open at a time.
 *
 * Neutral blocks may interleave. The first one is opened and its deltas go out as they come. A further block waits, and what
 * it says is kept, until the open one may close: text and thinking may at any time, a tool call only when its arguments are
 * a whole JSON object, because more of them may still come. Whoever waits longest is opened next, and so on. At the end
 * every block closes in its turn; a tool call whose arguments are not JSON then breaks the answer, because a client would
 * run it, unless the answer was cut short by its length limit, where no client runs it. A text that goes on after its block
 * was closed goes on in a new block.
 */

import { JsonProgress } from '../../lib/json-progress.ts'
import { unfinishedAnswer } from '../stream-failure.ts'
import { isJson } from './tool-input.ts'

export type BlockKind = 'text' | 'thinking' | 'redacted_thinking' | 'tool_use'

interface Block {
  /** Its neutral number. */
  readonly number: number
  readonly kind: BlockKind
  /** Of a tool call. */
  readonly id: string
  readonly name: string
  /** Of a tool call everything so far; of others what is kept while they wait. */
  text: string
  signature: string
  readonly progress: JsonProgress
}

/** Of a block that no part belongs to. */
const NOBODYS = -1

const newBlock = (block: Pick<Block, 'number' | 'kind'> & Partial<Block>): Block =>
  ({ id: '', name: '', text: '', signature: '', progress: new JsonProgress(), ...block })

const event = (type: string, index: number, member: string): string =>
  `event: ${type}\ndata: {"type":"${type}","index":${index}${member}}\n\n`

const quote = (text: string): string => JSON.stringify(text)

const openingOf = (block: Block): string => {
  switch (block.kind) {
    case 'text': return '{"type":"text","text":""}'
    case 'thinking': return '{"type":"thinking","thinking":"","signature":""}'
    case 'redacted_thinking': return `{"type":"redacted_thinking","data":${quote(block.text)}}`
    case 'tool_use': return `{"type":"tool_use","id":${quote(block.id)},"name":${quote(block.name)},"input":{}}`
  }
}

const DELTAS: Readonly<Record<BlockKind, string | undefined>> = {
  text: '{"type":"text_delta","text":',
  thinking: '{"type":"thinking_delta","thinking":',
  tool_use: '{"type":"input_json_delta","partial_json":',
  redacted_thinking: undefined,
}

export class BlockSequence {
  hasToolCalls = false
  #open: Block | undefined
  /** By neutral number, longest waiting first. */
  readonly #waiting = new Map<number, Block>()
  /** Index of the open block, or of the last one. */
  #index = -1

  /** More text of a block, which begins here if it is new. */
  append (number: number, kind: 'text' | 'thinking', text: string): string {
    if (text === '') return ''
    if (this.#open?.number === number) return this.#delta(this.#open.kind, text)
    const waiting = this.#waiting.get(number)
    if (waiting === undefined) return this.#begin({ number, kind, text })
    waiting.text += text
    return ''
  }

  startTool (number: number, id: string, name: string): string {
    this.hasToolCalls = true
    return this.#begin({ number, kind: 'tool_use', id, name })
  }

  /** More arguments of a call. What comes for a call that closed already is beyond its JSON, and dropped. */
  appendTool (number: number, argumentsText: string): string {
    const block = this.#open?.number === number ? this.#open : this.#waiting.get(number)
    if (block === undefined || argumentsText === '') return ''
    block.text += argumentsText
    block.progress.push(argumentsText)
    if (block !== this.#open) return ''
    return this.#delta('tool_use', argumentsText) + this.#advance()
  }

  redacted (number: number, data: string): string { return this.#begin({ number, kind: 'redacted_thinking', text: data }) }

  /** Only a thinking block that is not closed can still be signed. */
  sign (number: number, signature: string): string {
    if (this.#open?.number === number) return this.#signature(signature)
    const waiting = this.#waiting.get(number)
    if (waiting !== undefined) waiting.signature = signature
    return ''
  }

  /** Closes everything. Throws where a tool call is not whole, unless the answer was `cutShort`. */
  finish (isCutShort: boolean): string {
    let events = ''
    while (this.#open !== undefined) {
      if (!isCutShort && this.#open.kind === 'tool_use' && !isJson(this.#open.text)) throw unfinishedAnswer()
      events += this.#close(this.#open) + this.#openNext()
    }
    return events
  }

  /**
   * The blocks so far were somebody else's: `index` is the number of the last one, `openType` what it is while it is open. An
   * open text goes on as the text that is open here; any other block is closed before the next one.
   */
  adopt (index: number, openType: string | undefined): void {
    this.#index = index
    if (openType === undefined) this.#open = undefined
    else if (openType !== 'text') this.#open = newBlock({ number: NOBODYS, kind: 'thinking' })
  }

  #begin (block: Pick<Block, 'number' | 'kind'> & Partial<Block>): string {
    this.#waiting.set(block.number, newBlock(block))
    return this.#advance()
  }

  /** Opens who waits, as long as nobody who is open has to be waited for. */
  #advance (): string {
    let events = ''
    while (this.#waiting.size > 0 && (this.#open === undefined || this.#open.kind !== 'tool_use' || this.#open.progress.isClosed)) {
      events += (this.#open === undefined ? '' : this.#close(this.#open)) + this.#openNext()
    }
    return events
  }

  #openNext (): string {
    const next = this.#waiting.values().next().value
    this.#open = next
    if (next === undefined) return ''
    this.#waiting.delete(next.number)
    this.#index++
    const opening = event('content_block_start', this.#index, `,"content_block":${openingOf(next)}`)
    const kept = next.text === '' ? '' : this.#delta(next.kind, next.text)
    return opening + kept + (next.signature === '' ? '' : this.#signature(next.signature))
  }

  /** Clients take the input from deltas alone, so a call without arguments gets one too. */
  #close (block: Block): string {
    const missing = block.kind === 'tool_use' && block.text.trim() === '' ? this.#delta('tool_use', '{}') : ''
    return missing + event('content_block_stop', this.#index, '')
  }

  #delta (kind: BlockKind, text: string): string {
    const delta = DELTAS[kind]
    return delta === undefined ? '' : event('content_block_delta', this.#index, `,"delta":${delta}${quote(text)}}`)
  }

  #signature (signature: string): string {
    return event('content_block_delta', this.#index, `,"delta":{"type":"signature_delta","signature":${quote(signature)}}`)
  }
}
