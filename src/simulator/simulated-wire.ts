/** The wires a simulated provider speaks. What each says in which words is in its own file; here is what they share. */

import type { ModelAnswer } from './model-answer.ts'
import type { Chunk } from './reply.ts'

export type SimulatedWireName = 'openai-chat' | 'anthropic-messages'

/** A streamed answer in its three stretches: before any content, the content with its waits, and the good end. */
export interface AnswerEvents {
  readonly start: readonly string[]
  readonly content: readonly Chunk[]
  readonly finish: readonly string[]
}

export interface SimulatedError {
  readonly message?: string
  readonly type?: string
  readonly code?: string | number | null
}

export interface SimulatedWire {
  readonly name: SimulatedWireName
  events (answer: ModelAnswer, options: { readonly includesUsage: boolean }): AnswerEvents
  result (answer: ModelAnswer): object
  /** The JSON body of an error, in the wire's shape; what is not given follows from the status. */
  error (status: number, error?: SimulatedError): object
  /** The same as an event inside a stream. */
  errorEvent (status: number, error?: SimulatedError): string
  /** The answer to `GET /models`. */
  models (ids: readonly string[]): object
  /** Bytes without meaning that keep a stream alive. */
  readonly ping: string
  /** The terminal event alone. */
  readonly terminal: string
}
