/**
 * The seam to a client's wire: it decodes what the client said and encodes what it gets back. It knows no provider and
 * no routing. Everything is pure; the routes own sockets.
 */

import type { ChatStream, Usage } from '../chat/part.ts'
import type { ChatResult } from '../chat/result.ts'
import type { RouterError } from '../chat/errors.ts'
import type { ChatRequest, OriginalBody, Wire } from '../chat/request.ts'

export interface EncodingContext {
  readonly request: ChatRequest
  /** `x-request-id` of the exchange, for errors in the stream. */
  readonly requestId: string
  /** Provider that answers, for `service_used`. */
  readonly serviceUsed: string
  /** What the answer cost by the price of who gives it, US dollars; present where the client asked to be told. */
  readonly costUsd?: (usage: Usage) => number | undefined
}

export interface WireError {
  readonly statusCode: number
  readonly body: object
}

export interface Protocol {
  readonly name: Wire
  /** Path below the base URL, with `/v1`. */
  readonly path: string
  /** Throws `RouterError` (`invalid_request`, with `parameter`) for what is no request of this wire. */
  decodeRequest (original: OriginalBody, headers: Readonly<Record<string, string | string[] | undefined>>): ChatRequest
  /** The JSON answer as text: the provider's own body where `result.frame` holds it, with `service_used` added. */
  encodeResult (result: ChatResult, context: EncodingContext): string
  /**
   * What to write, one piece for each batch (never empty). A thrown error becomes the wire's own error event and the
   * end, without a success terminator.
   */
  encodeStream (stream: ChatStream, context: EncodingContext): AsyncIterable<string | Buffer>
  encodeError (error: RouterError, requestId: string): WireError
  /** The same error as one event inside a stream. */
  encodeStreamError (error: RouterError, requestId: string): string
  /** Bytes that keep a quiet stream alive. */
  readonly heartbeat: string
}
