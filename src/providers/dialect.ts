/**
 * The seam to a provider's wire. A dialect turns a neutral request into one HTTP call and the provider's bytes into
 * neutral parts. It does no I/O, keeps no state between calls, and never asks for a vendor's name: quirks are `compat`.
 */

import type { ChatPart, ChatStream } from '../chat/part.ts'
import type { ProviderError } from '../chat/errors.ts'
import type { ChatRequest, JsonObject, Wire } from '../chat/request.ts'
import type { Credential, DialectName, Target } from '../config/target.ts'
import type { Intent } from './attempt.ts'
import type { ReasoningMemory } from './reasoning-vault.ts'

export interface UpstreamCall {
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | string
  /** Members of the request that this target could not take; told to the client in `x-smart-router-dropped`. */
  readonly dropped: readonly string[]
  /** The answer holds what the client did not ask to see: it is written anew, not relayed frame by frame. */
  readonly rewritesAnswer?: boolean
  readonly echo?: ToolEcho
}

/** A turn in which the model called a tool that its provider runs itself. */
export interface EchoedTurn {
  readonly text: string
  readonly reasoning: string
  readonly calls: ReadonlyArray<{ readonly id: string, readonly name: string, readonly argumentsText: string }>
}

/** The provider runs this tool itself, once its arguments are given back to it as the result. */
export interface ToolEcho {
  readonly tool: string
  /** The call that gives them back. */
  next (turn: EchoedTurn): UpstreamCall
}

/** A tool call in the history, in the client's words. */
export interface CallInHistory {
  readonly id: string
  readonly name: string
  readonly argumentsText: string
}

/** What is remembered of the answers that came before, as far as a provider wants it back. */
export interface Recollection {
  /** What was thought right before a call, and its signature. */
  recall (call: CallInHistory): ReasoningMemory | undefined
  /** Whose a signature is, where it is known not to be that of a vendor who checks signatures. */
  signerOf (signature: string): string | undefined
}

export interface EncodeOptions {
  /** The matrix's extra members for this target, already JSON; they win over the client's. */
  readonly parameters?: JsonObject | undefined
  readonly intent?: Intent | undefined
  /** Default: nothing is remembered. */
  readonly memory?: Recollection | undefined
}

/** How an answer is to be read: made once with the call, used for its stream, its result and its errors. */
export interface AnswerReading {
  readonly request: ChatRequest
  readonly target: Target
  /** Both sides speak one wire: parts carry their frames. */
  readonly keepsFrames: boolean
  /** Told of each event that could not be read and was passed over. */
  readonly onUnreadableEvent?: () => void
}

export interface Dialect {
  readonly name: DialectName
  readonly wire: Wire
  encodeRequest (request: ChatRequest, target: Target, credential: Credential, options: EncodeOptions): UpstreamCall
  /**
   * Throws `ProviderError` for an error event, wherever it comes. Ends normally when the bytes end; whether a terminal
   * marker came is for the caller to check (`response-end`, `terminal` parts).
   */
  decodeStream (bytes: AsyncIterable<Buffer>, reading: AnswerReading): ChatStream
  /** A whole JSON answer. Throws `ProviderError` for an error member, no choices, or what is not the wire's answer. */
  decodeResult (body: Buffer, reading: AnswerReading): readonly ChatPart[]
  /** A status outside 2xx. `body` is at most 64 KiB. */
  decodeError (statusCode: number, headers: Readonly<Record<string, string | string[] | undefined>>, body: string): ProviderError
}
