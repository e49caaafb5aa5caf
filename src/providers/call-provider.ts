/**
 * One HTTP call to a provider, from its start to an answer that somebody can read: addresses, cancelling, statuses, and
 * the failure of everything that goes wrong on the way. What is asked and what an answer says are others' business.
 */

import { LRUCache } from 'lru-cache'
import type { ProviderError } from '../chat/errors.ts'
import type { HttpClient } from '../lib/net/http-client.ts'
import type { HttpAnswer, HttpExchange } from '../lib/net/http-exchange.ts'
import type { Attempt } from './attempt.ts'
import type { Dialect, UpstreamCall } from './dialect.ts'
import { failureOfAttempt, networkError } from './network-errors.ts'
import { plainBytes, readStart } from './read-body.ts'

const MAX_ERROR_BYTES = 64 * 1024
/** The status is known by then; what is said about it is not worth a longer wait. */
const ERROR_BODY_MS = 1_000

/** What goes out. Default: a POST. */
export type ProviderCall = Pick<UpstreamCall, 'url' | 'headers' | 'body'> & { readonly method?: 'GET' }

interface Address { readonly origin: string, readonly path: string }

const addresses = new LRUCache<string, Address>({ max: 1000 })

/** Parsing an address costs more than all that is done with it; there are as many as there are targets. */
const addressOf = (url: string): Address => {
  const known = addresses.get(url)
  if (known !== undefined) return known
  const { origin, pathname, search } = new URL(url)
  const address = { origin, path: pathname + search }
  addresses.set(url, address)
  return address
}

const startCall = (client: HttpClient, call: ProviderCall, attempt: Attempt): HttpExchange => {
  const { origin, path } = addressOf(call.url)
  return client.start({ ...(call.method !== undefined && { method: call.method }), origin, path, headers: call.headers, body: call.body, needsFreshSocket: attempt.usedFreshSocketRetry })
}

/** A kept connection may have been closed on the other side long ago; a fresh one, or one that answered, may not. */
const isStale = (exchange: HttpExchange, attempt: Attempt): boolean =>
  !exchange.hasAnswer && !attempt.usedFreshSocketRetry && (exchange.isSocketReused || !exchange.isSent)

/** What a status outside 2xx says, whatever of its body can be read. */
const readRefusal = async (decodeError: Dialect['decodeError'], answer: HttpAnswer, exchange: HttpExchange): Promise<ProviderError> => {
  const limit = setTimeout(() => { exchange.cancel(new Error('the body of the error took too long')) }, ERROR_BODY_MS)
  const body = await readStart(plainBytes(exchange, answer.headers['content-encoding']), MAX_ERROR_BYTES)
  clearTimeout(limit)
  return decodeError(answer.statusCode, answer.headers, body)
}

export interface CallProviderOptions {
  readonly client: HttpClient
  readonly now: () => number
}

export interface AnswerReader<Answer> {
  readonly decodeError: Dialect['decodeError']
  /** Of an answer with a status of 2xx. */
  read (answer: HttpAnswer, exchange: HttpExchange): Promise<Answer> | Answer
}

/** Rejects with `ProviderError`, or with the attempt's own reason when that is aborted. */
export const callProvider = async <Answer>(options: CallProviderOptions, call: ProviderCall, attempt: Attempt, reader: AnswerReader<Answer>): Promise<Answer> => {
  if (attempt.abortReason !== undefined) throw attempt.abortReason
  const exchange = startCall(options.client, call, attempt)
  attempt.onAbort((reason) => {
    attempt.isSent = exchange.isSent
    exchange.cancel(reason)
  })
  try {
    const answer = await exchange.answer
    attempt.headersAtMs = options.now()
    attempt.statusCode = answer.statusCode
    if (answer.statusCode < 200 || answer.statusCode > 299) throw await readRefusal(reader.decodeError, answer, exchange)
    return await reader.read(answer, exchange)
  } catch (error) {
    exchange.cancel(error as Error)
    throw failureOfAttempt(error, attempt.signal, cause => networkError(cause, { isSent: exchange.isSent, isStale: isStale(exchange, attempt) }))
  } finally {
    attempt.isSent = exchange.isSent
  }
}
