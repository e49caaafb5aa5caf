/**
 * One exchange from end to end: decide, open the first candidate that answers, watch the answer pass, leave one record.
 * It sees no wire and no socket.
 */

import { ProviderError, RouterError } from '../chat/errors.ts'
import type { ChatStream } from '../chat/part.ts'
import type { ConfigSource } from '../config/snapshot.ts'
import type { Clock } from '../lib/clock.ts'
import type { Attempt } from '../providers/attempt.ts'
import type { RequestRecord } from '../records/record.ts'
import { ClientGone } from '../routing/open-first.ts'
import type { Answering, Router } from '../routing/router.ts'
import type { Decide } from './decide.ts'
import type { Decision } from './decision.ts'
import { buildRecord, type ExchangeEnd } from './build-record.ts'
import type { GatewayCall } from './call.ts'
import { Observation, observe, type ObservedEnd } from './observation.ts'
import { overheadMs } from './timings.ts'

export interface Answer {
  readonly stream: ChatStream
  readonly decision: Decision
  readonly attempt: Attempt
  readonly attempts: readonly Attempt[]
  /** Milliseconds that the router itself took. */
  readonly overheadMs: number
  /** The client left, or the router ends the answer with an error of its own: ends the upstream call at once. */
  readonly leave: (error?: RouterError) => void
}

/** A failed exchange, with what is known of it, so that an error's headers can explain it too. */
export class ExchangeFailed extends Error {
  override readonly name = 'ExchangeFailed'
  override readonly cause: RouterError
  readonly decision: Decision
  readonly attempts: readonly Attempt[]

  constructor (cause: RouterError, decision: Decision, attempts: readonly Attempt[]) {
    super(cause.message)
    this.cause = cause
    this.decision = decision
    this.attempts = attempts
  }
}

export interface GatewayDependencies {
  readonly config: ConfigSource
  readonly decide: Decide
  readonly open: Router['open']
  readonly now: Clock
  readonly onRecord: (record: RequestRecord) => void
}

export type Gateway = (call: GatewayCall) => Promise<Answer>

const codeOf = (error: unknown): string => {
  if (error instanceof ProviderError) return error.failure
  return error instanceof RouterError ? error.code : 'internal_error'
}

/** How a record tells of an answer's end. */
export const endOf = (end: ObservedEnd): ExchangeEnd => {
  if (end.kind === 'finished') return { outcome: 'ok', statusCode: 200 }
  if (end.kind === 'left') return { outcome: 'client_gone', statusCode: 499 }
  return { outcome: 'interrupted', statusCode: 200, errorCode: codeOf(end.error) }
}

interface Unanswered {
  readonly decision: Decision
  readonly attempts: readonly Attempt[]
  readonly record: (end: ExchangeEnd) => void
}

/** Leaves the record of an exchange that nobody answered; gives what its caller is to be told. */
export const failedExchange = (error: unknown, { decision, attempts, record }: Unanswered): Error => {
  if (error instanceof ClientGone) { record({ outcome: 'client_gone', statusCode: 499 }); return error }
  const failure = error instanceof RouterError ? error : new RouterError('internal_error', 'The router failed unexpectedly; the request id finds the reason in its log.', { cause: error })
  record({ outcome: 'error', statusCode: failure.kind.statusCode, errorCode: failure.code })
  return new ExchangeFailed(failure, decision, attempts)
}

export const leaving = (stream: AsyncIterable<unknown>): Answer['leave'] => (error) => {
  const iterator = stream[Symbol.asyncIterator]()
  void (error === undefined ? iterator.return?.() : iterator.throw?.(error))
}

/**
 * Rejects with `ExchangeFailed` when nobody answered, `RouterError` when the request cannot even be routed, and
 * `ClientGone` when the client left first. Every exchange that was decided leaves exactly one record.
 */
export const createGateway = ({ config, decide, open, now, onRecord }: GatewayDependencies): Gateway => async (call) => {
  const current = config.current()
  const { request, receivedAtMs } = call
  const decision = decide(current, request, call.taskHint)
  const attempts: Attempt[] = []
  const observation = new Observation()
  const record = (end: ExchangeEnd, answering?: Answering): void => {
    onRecord(buildRecord({ call, decision, attempts, attempt: answering?.attempt, resumed: answering?.resumable, observation, end, endedAtMs: now() }))
  }

  let opened: Answering
  try {
    opened = await open({ requestId: call.requestId, request, selection: decision.selection, task: decision.choice.task, settings: current.routing, resumes: call.resumes ?? true, signal: call.signal, attempts })
  } catch (error) {
    throw failedExchange(error, { decision, attempts, record })
  }

  const { attempt } = opened
  const stream = observe(opened.stream, observation, (end) => { record(endOf(end), opened) })
  return {
    stream,
    decision,
    attempt,
    attempts,
    overheadMs: overheadMs(attempts, receivedAtMs, attempt.firstContentAtMs ?? now()),
    leave: leaving(stream),
  }
}
