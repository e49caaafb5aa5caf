/** Fresh ids for tool calls whose own are empty or repeat: clients loop without end on either. */

import { randomUUID } from 'node:crypto'
import type { AnswerReading } from './dialect.ts'

const PREFIXES = { 'openai-chat': 'call_', 'openai-responses': 'call_', 'anthropic-messages': 'toolu_' } as const

/** Keeps the ids of one answer apart from each other and from those of the conversation so far. */
export class ToolCallIds {
  readonly #reading: AnswerReading
  #taken: Set<string> | undefined

  constructor (reading: AnswerReading) { this.#reading = reading }

  /** `id` where it may stay; otherwise a new one in the manner of the client's wire. */
  admit (id: string): string {
    const { target, request, keepsFrames } = this.#reading
    const mustMint = id === '' || target.compat.toolCallIds === 'mint'
    // Between wires the answer is written anew anyway; on one wire only a declared quirk is worth decoding the history for.
    if (!mustMint && (keepsFrames || !this.#isTaken(id))) return id
    return `${PREFIXES[request.wire]}${randomUUID().replaceAll('-', '').slice(0, 24)}`
  }

  #isTaken (id: string): boolean {
    this.#taken ??= new Set(this.#reading.request.messages.flatMap(message =>
      message.content.flatMap(block => block.type === 'tool-call' ? [block.id] : [])))
    const isTaken = this.#taken.has(id)
    this.#taken.add(id)
    return isTaken
  }
}
