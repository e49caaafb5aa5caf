/**
 * A conversation in the order that every wire accepts: system text first, then turns in which each tool call has its
 * result. Clients interrupt, reorder, compact and forget; providers refuse what does not match.
 */

import type { ContentBlock, Message } from '../chat/request.ts'
import { withoutDrawnPicture } from './drawn-pictures.ts'

export type ToolCallBlock = Extract<ContentBlock, { type: 'tool-call' }>
export type ToolResultBlock = Extract<ContentBlock, { type: 'tool-result' }>

export interface PairedCall {
  /** Unique in the conversation. */
  readonly id: string
  readonly call: ToolCallBlock
  /** `undefined`: the turn was interrupted before the tool answered. */
  readonly result: ToolResultBlock | undefined
}

export type Turn =
  | { readonly role: 'system', readonly text: string }
  /** Without paired tool results; a result that answers no call has become text. */
  | { readonly role: 'user', readonly blocks: readonly ContentBlock[] }
  | { readonly role: 'assistant', readonly blocks: readonly ContentBlock[], readonly calls: readonly PairedCall[] }

export interface Conversation {
  /** What stood before the first turn; empty where nothing did. */
  readonly system: string
  /** Neighbours have different roles, `system` aside. */
  readonly turns: readonly Turn[]
}

export interface TurnOptions {
  /** System text after the first turn stays a turn of its own; otherwise it becomes a reminder inside the user's. */
  readonly keepsSystemInPlace: boolean
  /** Makes an id one that the provider accepts; one that it gave itself stays. */
  readonly tidyId: (id: string) => string
}

/** Varies from conversation to conversation and would stand first: with it, no provider's cache ever helps. */
const BILLING_LINE = /^x-anthropic-billing-header:[^\n]*\n?/

const textsOf = (blocks: readonly ContentBlock[]): string =>
  blocks.flatMap(block => block.type === 'text' ? [block.text.replace(BILLING_LINE, '')] : []).filter(text => text !== '').join('\n\n')

const reminder = (text: string): ContentBlock => ({ type: 'text', text: `<system-reminder>\n${text}\n</system-reminder>` })

/** Gives the words of an orphaned result a place, label first. */
const orphanBlocks = ({ toolCallId, content, isError }: ToolResultBlock): readonly ContentBlock[] =>
  [{ type: 'text', text: `${isError ? 'Error' : 'Result'} of the earlier tool call ${toolCallId}:` }, ...content]

/** Results by the call they answer. One call may be answered twice, and one id may be called twice: first come, first served. */
class ResultPool {
  readonly #byCall = new Map<string, ToolResultBlock[]>()
  readonly #taken = new Set<ContentBlock>()

  constructor (messages: readonly Message[]) {
    for (const message of messages.toReversed()) {
      for (const block of message.content.toReversed()) if (block.type === 'tool-result') this.#add(block)
    }
  }

  take (callId: string): ToolResultBlock | undefined {
    const result = this.#byCall.get(callId)?.pop()
    if (result !== undefined) this.#taken.add(result)
    return result
  }

  isTaken (result: ToolResultBlock): boolean { return this.#taken.has(result) }

  /** The last one stands first: taking from the end costs the same however many there are. */
  #add (result: ToolResultBlock): void {
    const others = this.#byCall.get(result.toolCallId)
    if (others === undefined) this.#byCall.set(result.toolCallId, [result])
    else others.push(result)
  }
}

class TurnBuilder {
  readonly turns: Turn[] = []
  readonly #options: TurnOptions
  readonly #ids = new Set<string>()
  /** How often an id was asked for, so that the next number need not be searched. */
  readonly #repeats = new Map<string, number>()
  /** The blocks of the last turn, while that is a user's. */
  #userBlocks: ContentBlock[] | undefined

  constructor (options: TurnOptions) { this.#options = options }

  addAssistant (messages: readonly Message[], results: ResultPool): void {
    const blocks = messages.flatMap(message => message.content.map(withoutDrawnPicture))
    const calls = blocks.filter(block => block.type === 'tool-call').map((call): PairedCall => ({ id: this.#uniqueId(call.id), call, result: results.take(call.id) }))
    this.#push({ role: 'assistant', blocks, calls })
  }

  /** Results that no call has taken become text. */
  addOthers (messages: readonly Message[], results: ResultPool): void {
    for (const { role, content } of messages) {
      if (role === 'system') this.#addSystem(textsOf(content))
      else this.#addUser(content.flatMap(block => block.type !== 'tool-result' ? [block] : results.isTaken(block) ? [] : orphanBlocks(block)))
    }
  }

  #uniqueId (id: string): string {
    const { tidyId } = this.#options
    const tidy = tidyId(id === '' ? 'call' : id)
    let count = (this.#repeats.get(tidy) ?? 0) + 1
    let unique = count === 1 ? tidy : tidyId(`${tidy}_${count}`)
    while (this.#ids.has(unique)) unique = tidyId(`${tidy}_${++count}`)
    this.#repeats.set(tidy, count)
    this.#ids.add(unique)
    return unique
  }

  #addSystem (text: string): void {
    if (text === '') return
    if (this.#options.keepsSystemInPlace) this.#push({ role: 'system', text })
    else this.#addUser([reminder(text)])
  }

  #addUser (blocks: readonly ContentBlock[]): void {
    if (blocks.length === 0) return
    if (this.#userBlocks === undefined) {
      const begun: ContentBlock[] = []
      this.#push({ role: 'user', blocks: begun })
      this.#userBlocks = begun
    }
    for (const block of blocks) this.#userBlocks.push(block)
  }

  #push (turn: Turn): void {
    this.turns.push(turn)
    this.#userBlocks = undefined
  }
}

/** Index after the messages from `start` on that are all an assistant's, or all not. */
const runEnd = (messages: readonly Message[], start: number, isAssistant: boolean): number => {
  let end = start
  while (end < messages.length && (messages[end]?.role === 'assistant') === isAssistant) end++
  return end
}

export const conversationOf = (messages: readonly Message[], options: TurnOptions): Conversation => {
  const firstTurn = messages.findIndex(message => message.role !== 'system')
  const start = firstTurn === -1 ? messages.length : firstTurn
  const builder = new TurnBuilder(options)
  for (let index = start; index < messages.length;) {
    const answersFrom = runEnd(messages, index, true)
    const end = runEnd(messages, answersFrom, false)
    const others = messages.slice(answersFrom, end)
    const results = new ResultPool(others)
    if (answersFrom > index) builder.addAssistant(messages.slice(index, answersFrom), results)
    builder.addOthers(others, results)
    index = end
  }
  return { system: messages.slice(0, start).map(message => textsOf(message.content)).filter(text => text !== '').join('\n\n'), turns: builder.turns }
}
