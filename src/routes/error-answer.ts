/** Turns any error into an answer: status, headers and body in the caller's own wire. The one place that does. */

import { RouterError } from '../chat/errors.ts'
import { ExchangeFailed } from '../gateway/gateway.ts'
import type { Protocol } from '../protocols/protocol.ts'
import { failureHeaders, type HeaderFields } from './answer-headers.ts'

const MAX_RETRY_AFTER_MS = 60_000

export interface ErrorAnswer {
  readonly statusCode: number
  readonly headers: HeaderFields
  readonly body: string
  readonly error: RouterError
}

/** Fastify's own refusals, in our words. */
const FASTIFY_ERRORS: Readonly<Record<string, () => RouterError>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new RouterError('unsupported_media_type', 'Send the body as JSON with the header "content-type: application/json".'),
  FST_ERR_BAD_URL: () => new RouterError('invalid_http', 'The URL cannot be decoded.'),
}

interface FrameworkError extends Error { readonly code?: string, readonly statusCode?: number }

const isClientFault = ({ code, statusCode = 500 }: FrameworkError): boolean => code?.startsWith('FST_') === true && statusCode >= 400 && statusCode < 500

const routerErrorOf = (error: unknown): RouterError => {
  if (error instanceof RouterError) return error
  if (error instanceof ExchangeFailed) return error.cause
  if (error instanceof Error) {
    const known = FASTIFY_ERRORS[(error as FrameworkError).code ?? '']
    if (known !== undefined) return known()
    if (isClientFault(error)) return new RouterError('invalid_http', 'This request is not one that the router can read.', { cause: error })
  }
  return new RouterError('internal_error', 'The router failed unexpectedly; the request id finds the reason in its log.', { cause: error })
}

const retryHeaders = ({ shouldRetry, retryAfterMs }: RouterError): HeaderFields => {
  const headers: HeaderFields = { 'x-should-retry': String(shouldRetry) }
  if (!shouldRetry && retryAfterMs === undefined) return headers
  const waitMs = Math.min(MAX_RETRY_AFTER_MS, retryAfterMs ?? 1_000)
  return { ...headers, 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))), 'retry-after-ms': String(Math.ceil(waitMs)) }
}

/** Connections that are not worth keeping: what follows on them may not be a request. */
const CLOSING: ReadonlySet<string> = new Set(['invalid_http', 'router_draining', 'request_too_large', 'request_timeout'])

export const answerError = (thrown: unknown, protocol: Protocol, requestId: string, scrub: (text: string) => string): ErrorAnswer => {
  const error = routerErrorOf(thrown)
  const { statusCode, body } = protocol.encodeError(error, requestId)
  const headers: HeaderFields = {
    'content-type': 'application/json; charset=utf-8',
    ...retryHeaders(error),
    ...(thrown instanceof ExchangeFailed ? failureHeaders(thrown.decision, thrown.attempts) : {}),
    ...(CLOSING.has(error.code) ? { connection: 'close' } : {}),
  }
  return { statusCode, headers, body: scrub(JSON.stringify(body)), error }
}
