/**
 * What every client may rely on, as expectations: a good answer, a failover nobody notices, the one error that ends a
 * request, and the one that ends a broken stream. The table is the contract of the fault matrix, not the product's.
 */

import { expect } from 'vitest'
import { type Reply, said } from './replies.ts'

interface ErrorContract {
  readonly status: number
  readonly openAiType: string
  readonly anthropicType: string
}

const invalid = (status = 400, anthropicType = 'invalid_request_error'): ErrorContract => ({ status, openAiType: 'invalid_request_error', anthropicType })
const failed = (status: number, anthropicType: string): ErrorContract => ({ status, openAiType: 'server_error', anthropicType })

const CONTRACT = {
  invalid_request: invalid(),
  context_length_exceeded: invalid(),
  content_policy_violation: invalid(),
  model_not_found: invalid(404, 'not_found_error'),
  request_too_large: invalid(413, 'request_too_large'),
  providers_rate_limited: { status: 429, openAiType: 'requests', anthropicType: 'rate_limit_error' },
  all_providers_failed: failed(503, 'overloaded_error'),
  no_provider_available: failed(503, 'overloaded_error'),
  provider_auth_failed: failed(502, 'api_error'),
  provider_bad_response: failed(502, 'api_error'),
  provider_timeout: failed(504, 'timeout_error'),
} as const satisfies Record<string, ErrorContract>

export type ErrorCode = keyof typeof CONTRACT

/** An explicit failure of one target must be answered by the next within this time. */
export const PROMPTLY_MS = 2_000

/** Each attempt as `target=outcome`, in their order. */
export const expectTrail = ({ headers }: Reply, ...hops: readonly string[]): void => {
  expect(headers.get('x-smart-router-trail')).toBe(hops.join('; '))
  expect(headers.get('x-smart-router-attempts')).toBe(String(hops.length))
}

/** A whole answer, ended by the wire's own word for success. */
export const expectAnswer = (reply: Reply, text = 'hello'): void => {
  expect(reply.status, reply.text).toBe(200)
  const { finishReason, ...rest } = said(reply)
  expect(rest).toEqual({ text, isTerminated: true, error: undefined })
  expect(finishReason).toBe(reply.wire === 'openai-chat' ? 'stop' : 'end_turn')
}

/** A whole answer of a later target, in good time. */
export const expectFailover = (reply: Reply, ...hops: readonly string[]): void => {
  expectAnswer(reply)
  expectTrail(reply, ...hops)
  expect(reply.headMs).toBeLessThan(PROMPTLY_MS)
}

export interface Advice {
  /** Whether the client is told to try again [false]. */
  readonly shouldRetry?: boolean
  /** `retry-after`, seconds; none where absent. */
  readonly retryAfter?: number
}

const expectBody = (reply: Reply, code: ErrorCode): string => {
  const { openAiType, anthropicType } = CONTRACT[code]
  const body = JSON.parse(reply.text) as { readonly error: { readonly message: string } }
  const message = expect.stringMatching(/./u) as unknown
  if (reply.wire === 'openai-chat') expect(body).toEqual({ error: { message, type: openAiType, param: code === 'context_length_exceeded' ? 'messages' : null, code } })
  else expect(body).toEqual({ type: 'error', error: { type: anthropicType, message }, request_id: reply.headers.get('request-id') })
  return body.error.message
}

/** The error that ends a request which nobody answered, in the client's wire; gives its message. */
export const expectFailure = (reply: Reply, code: ErrorCode, { shouldRetry = false, retryAfter }: Advice = {}): string => {
  expect(reply.status, reply.text).toBe(CONTRACT[code].status)
  expect(reply.headers.get('content-type')).toMatch(/^application\/json/u)
  expect(reply.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/u)
  expect(reply.headers.get('x-should-retry')).toBe(String(shouldRetry))
  expect(reply.headers.get('retry-after')).toBe(retryAfter === undefined ? null : String(retryAfter))
  return expectBody(reply, code)
}

const STREAM_TYPES = { 'openai-chat': 'server_error', 'anthropic-messages': 'api_error' } as const

/** A stream that broke after `text`: an error event in the client's wire, and nothing that could be taken for success. */
export const expectBroken = (reply: Reply, code: 'upstream_stream_interrupted' | 'upstream_stream_stalled', text = 'hello'): string => {
  expect(reply.status).toBe(200)
  const answer = said(reply)
  expect(answer).toEqual({ text, finishReason: undefined, isTerminated: false, error: expect.objectContaining({ type: STREAM_TYPES[reply.wire] }) as unknown })
  if (reply.wire === 'openai-chat') expect(answer.error?.code).toBe(code)
  return answer.error?.message ?? ''
}
