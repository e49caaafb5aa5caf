/**
 * The innermost `OpenStream`: one HTTP call in a target's dialect. It knows statuses and content types, and turns every
 * failure into a `ProviderError`; time, order and health are other people's.
 */

import { LRUCache } from 'lru-cache'
import { ProviderError } from '../chat/errors.ts'
import type { ChatBatch, ChatStream } from '../chat/part.ts'
import { type DialectName, speaking } from '../config/target.ts'
import type { HttpClient } from '../lib/net/http-client.ts'
import type { HttpAnswer, HttpExchange } from '../lib/net/http-exchange.ts'
import type { Attempt, OpenStream } from './attempt.ts'
import type { AnswerReading, Dialect, UpstreamCall } from './dialect.ts'
import { failureOfAttempt, networkError } from './network-errors.ts'
import { plainBytes, readStart, readWhole } from './read-body.ts'

const MAX_RESULT_BYTES = 32 * 1024 * 1024
const MAX_ERROR_BYTES = 64 * 1024
/** The status is known by then; what is said about it is not worth a longer wait. */
const ERROR_BODY_MS = 1_000

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

const startCall = (client: HttpClient, call: UpstreamCall, attempt: Attempt): HttpExchange => {
  const { origin, path } = addressOf(call.url)
  return client.start({ origin, path, headers: call.headers, body: call.body, needsFreshSocket: attempt.usedFreshSocketRetry })
}

/** A kept connection may have been closed on the other side long ago; a fresh one, or one that answered, may not. */
const isStale = (exchange: HttpExchange, attempt: Attempt): boolean =>
  !exchange.hasAnswer && !attempt.usedFreshSocketRetry && (exchange.isSocketReused || !exchange.isSent)

const contentTypeOf = ({ headers }: HttpAnswer): string => (headers['content-type'] ?? '').toLowerCase()

async function * oneBatch (batch: ChatBatch): AsyncGenerator<ChatBatch> { yield batch }

const decodeAnswer = async (dialect: Dialect, answer: HttpAnswer, exchange: HttpExchange, reading: AnswerReading): Promise<ChatStream> => {
  const bytes = plainBytes(exchange, answer.headers['content-encoding'])
  const contentType = contentTypeOf(answer)
  const mayBeEventStream = contentType === '' || contentType.startsWith('text/event-stream')
  if (reading.request.isStream && mayBeEventStream) return dialect.decodeStream(bytes, reading)
  // A whole answer where a stream was asked for is still an answer; only its frame is not one the client can read.
  const whole = reading.request.isStream ? { ...reading, keepsFrames: false } : reading
  return oneBatch(dialect.decodeResult(await readWhole(bytes, MAX_RESULT_BYTES), whole))
}

/** What a status outside 2xx says, whatever of its body can be read. */
const readRefusal = async (dialect: Dialect, answer: HttpAnswer, exchange: HttpExchange): Promise<ProviderError> => {
  const limit = setTimeout(() => { exchange.cancel(new Error('the body of the error took too long')) }, ERROR_BODY_MS)
  const body = await readStart(plainBytes(exchange, answer.headers['content-encoding']), MAX_ERROR_BYTES)
  clearTimeout(limit)
  return dialect.decodeError(answer.statusCode, answer.headers, body)
}

export interface TransportOptions {
  readonly client: HttpClient
  readonly dialects: Readonly<Record<DialectName, Dialect>>
  readonly now: () => number
}

export const createTransport = ({ client, dialects, now }: TransportOptions): OpenStream => async (request, candidate, attempt) => {
  const { credential, parameters } = candidate
  const target = speaking(candidate.target, request.wire)
  const dialect = dialects[target.provider.dialect]
  const call = dialect.encodeRequest(request, target, credential, parameters)
  attempt.dropped = call.dropped
  const { signal } = attempt
  signal.throwIfAborted()
  const exchange = startCall(client, call, attempt)
  signal.addEventListener('abort', () => {
    attempt.isSent = exchange.isSent
    exchange.cancel(signal.reason as Error)
  }, { once: true })
  try {
    const answer = await exchange.answer
    attempt.headersAtMs = now()
    attempt.statusCode = answer.statusCode
    if (answer.statusCode < 200 || answer.statusCode > 299) throw await readRefusal(dialect, answer, exchange)
    return await decodeAnswer(dialect, answer, exchange, { request, target, keepsFrames: request.wire === dialect.wire })
  } catch (error) {
    exchange.cancel(error as Error)
    throw failureOfAttempt(error, signal, cause => networkError(cause, { isSent: exchange.isSent, isStale: isStale(exchange, attempt) }))
  } finally {
    attempt.isSent = exchange.isSent
  }
}
