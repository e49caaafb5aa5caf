/**
 * An answer for which its provider runs a tool of its own, and wants the tool's arguments given back first. Each round is
 * one call; the client sees one answer, without the tool.
 *
 * A round passes on what the model says and keeps the calls of that tool to itself. A round that ends with such calls and
 * no others is followed by the next; any other is the last. Blocks are numbered on from round to round, and the usage of
 * all rounds is summed. A model that also calls the client's tools has to wait for them: its answer ends there.
 */

import { ProviderError } from '../chat/errors.ts'
import type { ChatBatch, ChatPart, ChatStream, Usage } from '../chat/part.ts'
import type { EchoedTurn, ToolEcho, UpstreamCall } from './dialect.ts'

/** A model that goes on searching beyond this will not come to an end. */
const MOST_ROUNDS = 8

interface HeldCall { readonly id: string, readonly name: string, argumentsText: string }

const searchedForEver = (): ProviderError => new ProviderError('bad-response', `searched ${MOST_ROUNDS} times without answering`, { billing: 'billed' })

const COUNTS = ['inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens', 'reasoningTokens'] as const satisfies ReadonlyArray<keyof Usage>

const sumOf = (a: Usage, b: Usage): Usage => Object.fromEntries(COUNTS.flatMap(name => {
  const counts = [a[name], b[name]].filter(count => count !== undefined)
  return counts.length === 0 ? [] : [[name, counts.reduce((sum, count) => sum + count, 0)]]
}))

/** What one round says, and what is kept of it. */
class Round {
  readonly #tool: string
  readonly #isFirst: boolean
  readonly #isLastAllowed: boolean
  readonly #earlierUsage: Usage
  readonly #numbers = new Map<number, number>()
  readonly #held = new Map<number, HeldCall>()
  #usage: Usage = {}
  #text = ''
  #reasoning = ''
  #callsOthers = false
  #goesOn = false

  constructor (tool: string, number: number, earlier: { readonly usage: Usage, readonly blocks: number }) {
    this.#tool = tool
    this.#isFirst = number === 1
    this.#isLastAllowed = number === MOST_ROUNDS
    this.#earlierUsage = earlier.usage
    this.blocks = earlier.blocks
  }

  /** Blocks that the client was told of so far. */
  blocks: number

  get usage (): Usage { return sumOf(this.#earlierUsage, this.#usage) }

  /** What to give back; `undefined`: this was the last round. */
  get turn (): EchoedTurn | undefined {
    return this.#goesOn ? { text: this.#text, reasoning: this.#reasoning, calls: [...this.#held.values()] } : undefined
  }

  /** What the client is to see of a batch. */
  pass (batch: ChatBatch): ChatBatch { return batch.flatMap(part => this.#part(part)) }

  #part (part: ChatPart): readonly ChatPart[] {
    if ('block' in part) return this.#blockPart(part)
    switch (part.type) {
      case 'response-start': return this.#isFirst ? [part] : []
      case 'usage':
        this.#usage = { ...this.#usage, ...part.usage }
        return [{ ...part, usage: this.usage }]
      case 'response-end': return this.#end(part)
      case 'terminal': return this.#goesOn ? [] : [part]
      default: return [part]
    }
  }

  #blockPart (part: Extract<ChatPart, { block: number }>): readonly ChatPart[] {
    if (part.type === 'tool-call-start' && part.name === this.#tool) {
      this.#held.set(part.block, { id: part.id, name: part.name, argumentsText: '' })
      return []
    }
    const held = this.#held.get(part.block)
    if (held !== undefined) {
      if (part.type === 'tool-call-delta') held.argumentsText += part.argumentsText
      return []
    }
    this.#keep(part)
    return [{ ...part, block: this.#numberOf(part.block) }]
  }

  #keep (part: ChatPart): void {
    if (part.type === 'text-delta') this.#text += part.text
    if (part.type === 'reasoning-delta') this.#reasoning += part.text
    if (part.type === 'tool-call-start') this.#callsOthers = true
  }

  #numberOf (block: number): number {
    const known = this.#numbers.get(block)
    if (known !== undefined) return known
    const number = this.blocks++
    this.#numbers.set(block, number)
    return number
  }

  #end (part: Extract<ChatPart, { type: 'response-end' }>): readonly ChatPart[] {
    this.#goesOn = this.#held.size > 0 && !this.#callsOthers && part.finishReason === 'tool-calls'
    if (!this.#goesOn) return [part]
    if (this.#isLastAllowed) throw searchedForEver()
    return []
  }
}

/** `first`: the answer to the call whose `echo` this is; `ask` makes the calls that follow. */
export async function * echoRounds (echo: ToolEcho, first: ChatStream, ask: (call: UpstreamCall) => Promise<ChatStream>): AsyncGenerator<ChatBatch> {
  let stream = first
  let earlier: { readonly usage: Usage, readonly blocks: number } = { usage: {}, blocks: 0 }
  for (let number = 1; ; number++) {
    const round = new Round(echo.tool, number, earlier)
    for await (const batch of stream) {
      const passed = round.pass(batch)
      if (passed.length > 0) yield passed
    }
    const { turn } = round
    if (turn === undefined) return
    earlier = round
    stream = await ask(echo.next(turn))
  }
}
