/**
 * The innermost `OpenStream`: one HTTP call in a target's dialect. It knows statuses and content types, and turns every
 * failure into a `ProviderError`; time, order and health are other people's.
 */

import type { ChatStream } from '../chat/part.ts'
import { WholeAnswer } from '../chat/whole-answer.ts'
import type { DialectName } from '../config/target.ts'
import type { ChatRequest } from '../chat/request.ts'
import type { HttpClient } from '../lib/net/http-client.ts'
import type { HttpAnswer, HttpExchange } from '../lib/net/http-exchange.ts'
import type { OpenStream } from './attempt.ts'
import { callProvider } from './call-provider.ts'
import { askedTarget } from './continuation.ts'
import type { AnswerReading, Dialect, UpstreamCall } from './dialect.ts'
import { echoRounds } from './echo-rounds.ts'
import { checkedFirstWords } from './first-words.ts'
import { plainBytes, readWhole } from './read-body.ts'
import type { ReasoningVault } from './reasoning-vault.ts'
import { prefetchHistory, recollectionOf } from './recollection.ts'
import { rememberAnswer } from './remember-answer.ts'
import { substitutions } from './substitutions.ts'

const MAX_RESULT_BYTES = 32 * 1024 * 1024

const contentTypeOf = ({ headers }: HttpAnswer): string => (headers['content-type'] ?? '').toLowerCase()

const decodeAnswer = async (dialect: Dialect, answer: HttpAnswer, exchange: HttpExchange, reading: AnswerReading): Promise<ChatStream> => {
  const bytes = plainBytes(exchange, answer.headers['content-encoding'])
  const contentType = contentTypeOf(answer)
  const mayBeEventStream = contentType === '' || contentType.startsWith('text/event-stream')
  if (reading.request.isStream && mayBeEventStream) return dialect.decodeStream(bytes, reading)
  // A whole answer where a stream was asked for is still an answer; only its frame is not one the client can read.
  const whole = reading.request.isStream ? { ...reading, keepsFrames: false } : reading
  return new WholeAnswer(dialect.decodeResult(await readWhole(bytes, MAX_RESULT_BYTES), whole))
}

export interface TransportOptions {
  readonly client: HttpClient
  readonly dialects: Readonly<Record<DialectName, Dialect>>
  readonly now: () => number
  /** What models thought before, and what they will be told of it. */
  readonly vault: ReasoningVault
  /** Who asks: what one caller was answered is remembered for nobody else. Default: all are one caller. */
  readonly scopeOf?: (request: ChatRequest) => string
}

const oneCaller = (): string => ''

export const createTransport = ({ client, dialects, now, vault, scopeOf = oneCaller }: TransportOptions): OpenStream => async (request, candidate, attempt) => {
  const { credential, parameters, intent } = candidate
  const target = askedTarget(request, candidate.target, intent)
  const dialect = dialects[target.provider.dialect]
  const scope = scopeOf(request)
  if (vault.isShared) await prefetchHistory(request, target, vault, scope)
  const call = dialect.encodeRequest(request, target, credential, { parameters, intent, memory: recollectionOf(request, vault, scope) })
  attempt.dropped = call.dropped
  attempt.notes = substitutions(request, target, intent)
  const reading: AnswerReading = {
    request,
    target,
    keepsFrames: request.wire === dialect.wire && call.rewritesAnswer !== true,
    onUnreadableEvent: () => { attempt.unreadableEvents += 1 },
  }
  const ask = (next: UpstreamCall): Promise<ChatStream> => callProvider({ client, now }, next, attempt, {
    decodeError: dialect.decodeError,
    read: (answer, exchange) => decodeAnswer(dialect, answer, exchange, reading),
  })
  const stream = checkedFirstWords(await ask(call), target.compat)
  return rememberAnswer(call.echo === undefined ? stream : echoRounds(call.echo, stream, ask), reading, vault, scope)
}
