/**
 * A conversation in the order that every wire accepts: system text first, then turns in which each tool call has its
 * result. Clients interrupt, reorder, compact and forget; providers refuse what does not match.
 */

import type { ContentBlock, Message } from '../chat/request.ts'

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
  /** Removes what the provider does not accept in an id. */
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

class TurnBuilder {
  readonly turns: Turn[] = []
  readonly #options: TurnOptions
  readonly #ids = new Set<string>()

  constructor (options: TurnOptions) { this.#options = options }

  addAssistant (messages: readonly Message[], results: ToolResultBlock[]): void {
    const blocks = messages.flatMap(message => message.content)
    const calls = blocks.filter(block => block.type === 'tool-call').map(call => this.#pair(call, results))
    this.turns.push({ role: 'assistant', blocks, calls })
  }

  /** `orphans` are the results that no call has taken. */
  addOthers (messages: readonly Message[], orphans: readonly ToolResultBlock[]): void {
    for (const { role, content } of messages) {
      if (role === 'system') this.#addSystem(textsOf(content))
      else this.#addUser(content.flatMap(block => block.type !== 'tool-result' ? [block] : orphans.includes(block) ? orphanBlocks(block) : []))
    }
  }

  #pair (call: ToolCallBlock, results: ToolResultBlock[]): PairedCall {
    const at = results.findIndex(result => result.toolCallId === call.id)
    const [result] = at === -1 ? [] : results.splice(at, 1)
    return { id: this.#uniqueId(call.id), call, result }
  }

  #uniqueId (id: string): string {
    const tidy = this.#options.tidyId(id === '' ? 'call' : id)
    let unique = tidy
    for (let count = 2; this.#ids.has(unique); count++) unique = `${tidy}_${count}`
    this.#ids.add(unique)
    return unique
  }

  #addSystem (text: string): void {
    if (text === '') return
    if (this.#options.keepsSystemInPlace) this.turns.push({ role: 'system', text })
    else this.#addUser([reminder(text)])
  }

  #addUser (blocks: readonly ContentBlock[]): void {
    if (blocks.length === 0) return
    const last = this.turns.at(-1)
    if (last?.role === 'user') this.turns[this.turns.length - 1] = { role: 'user', blocks: [...last.blocks, ...blocks] }
    else this.turns.push({ role: 'user', blocks })
  }
}

/** Index of the first message from `start` on whose being an assistant's is `isAssistant`. */
const runEnd = (messages: readonly Message[], start: number, isAssistant: boolean): number => {
  const found = messages.findIndex((message, index) => index >= start && (message.role === 'assistant') !== isAssistant)
  return found === -1 ? messages.length : found
}

export const conversationOf = (messages: readonly Message[], options: TurnOptions): Conversation => {
  const firstTurn = messages.findIndex(message => message.role !== 'system')
  const start = firstTurn === -1 ? messages.length : firstTurn
  const builder = new TurnBuilder(options)
  for (let index = start; index < messages.length;) {
    const answersFrom = runEnd(messages, index, true)
    const end = runEnd(messages, answersFrom, false)
    const others = messages.slice(answersFrom, end)
    const results = others.flatMap(message => message.content.filter(block => block.type === 'tool-result'))
    if (answersFrom > index) builder.addAssistant(messages.slice(index, answersFrom), results)
    builder.addOthers(others, results)
    index = end
  }
  return { system: messages.slice(0, start).map(message => textsOf(message.content)).filter(text => text !== '').join('\n\n'), turns: builder.turns }
}
