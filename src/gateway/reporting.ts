/**
 * What is said of exchanges: a log line and the metrics for each request, failed attempt and change of a breaker. Events
 * come in by callbacks; nothing here is waited for.
 */

import { LRUCache } from 'lru-cache'
import { type Failure, mayBeBilled, ProviderError, type RouterError } from '../chat/errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../observability/logger.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Attempt } from '../providers/attempt.ts'
import type { RequestRecord } from '../records/record.ts'
import type { RoutingEvents } from '../routing/router.ts'

/** A credential that is refused is worth waking somebody up, but not at every request. */
const ALERT_EVERY_MS = 300_000
const ALERTING: Partial<Record<Failure, string>> = {
  authentication: 'provider_key_refused',
  'quota-exhausted': 'provider_key_exhausted',
  permission: 'provider_key_not_permitted',
}

export interface Reporting extends RoutingEvents {
  onRecord (record: RequestRecord): void
  onError (error: RouterError, requestId: string): void
}

export interface ReportingOptions {
  readonly logger: Logger
  readonly metrics: Metrics
  readonly now: Clock
  /** Whether the configuration names this target; clients may invent models of open-ended providers. */
  readonly isListed: (targetId: string) => boolean
}

const round = (milliseconds: number | undefined): number | undefined => milliseconds === undefined ? undefined : Math.round(milliseconds * 100) / 100

const logLine = (record: RequestRecord): object => ({
  request_id: record.id,
  wire: record.wire,
  endpoint: record.endpoint,
  model_requested: record.requestedModel,
  task: record.task,
  task_source: record.taskSource,
  provider: record.provider,
  model: record.model,
  attempts: record.attempts.length,
  resumes: record.resumes > 0 ? record.resumes : undefined,
  outcome: record.outcome,
  status: record.statusCode,
  error: record.errorCode,
  finish: record.finishReason,
  ttft_ms: round(record.timings.firstContentMs),
  ms: round(record.timings.totalMs),
  overhead_ms: round(record.timings.overheadMs),
  in: record.usage.inputTokens,
  out: record.usage.outputTokens,
  usage_source: record.usageSource,
  cost_usd: record.costUsd,
  notes: record.notes,
  bad_events: record.badEvents > 0 ? record.badEvents : undefined,
})

const LEVELS = { ok: 'info', client_gone: 'info', interrupted: 'warn', error: 'warn' } as const

const measureOf = (record: RequestRecord, names: TargetNames) => ({
  wire: record.wire,
  endpoint: record.endpoint,
  task: record.task ?? 'none',
  ...names,
  outcome: record.outcome,
  statusCode: record.statusCode,
  totalMs: record.timings.totalMs,
  firstContentMs: record.timings.firstContentMs,
  overheadMs: record.timings.overheadMs,
})

interface TargetNames { readonly provider: string, readonly model: string }

export const createReporting = ({ logger, metrics, now, isListed }: ReportingOptions): Reporting => {
  const alertedAtMs = new LRUCache<string, number>({ max: 1_000 })

  /** Labels: a model that only a client named is `other`, one that nobody answered with is `none`. */
  const labelsOf = (targetId: string | undefined): TargetNames => {
    if (targetId === undefined) return { provider: 'none', model: 'none' }
    const slash = targetId.indexOf('/')
    return { provider: targetId.slice(0, slash), model: isListed(targetId) ? targetId.slice(slash + 1) : 'other' }
  }
  const namesOf = ({ candidate }: Attempt): TargetNames => labelsOf(candidate.target.id)

  const alert = (attempt: Attempt, error: ProviderError): void => {
    const name = ALERTING[error.failure]
    const { id } = attempt.candidate.credential
    if (name === undefined || now() - (alertedAtMs.get(id) ?? -Infinity) < ALERT_EVERY_MS) return
    alertedAtMs.set(id, now())
    logger.error({ alert: name, credential: id, ...namesOf(attempt), status: error.statusCode, reason: error.message }, `the key ${id} was refused: ${error.message}`)
  }

  const labelOf = (targetId: string): string => isListed(targetId) ? targetId : 'other'

  const countFailovers = ({ attempts }: RequestRecord): void => {
    for (let index = 1; index < attempts.length; index++) {
      const previous = attempts[index - 1]
      const next = attempts[index]
      if (previous === undefined || next === undefined || previous.target === next.target) continue
      metrics.failover(labelOf(previous.target), labelOf(next.target), previous.failure ?? (next.isHedge ? 'silence' : previous.outcome))
    }
  }

  /** Attempts that nobody waited for any more: their providers may send a bill all the same. */
  const countAbandoned = ({ attempts }: RequestRecord): void => {
    for (const { target, outcome, billing } of attempts) {
      if (outcome !== 'abandoned') continue
      const names = labelsOf(target)
      metrics.attempt({ ...names, outcome })
      if (mayBeBilled(billing)) metrics.maybeBilled(names.provider, outcome)
    }
  }

  /** Answers that ended well, or as somebody else ended them, and those that broke. */
  const countAnswers = ({ target, outcome, errorCode, attempts }: RequestRecord): void => {
    const end = outcome === 'interrupted' ? errorCode ?? outcome : 'ok'
    const won = attempts.length > 1 ? attempts.filter(attempt => attempt.outcome === 'won') : attempts
    if (won.length > 1) for (const attempt of won) metrics.attempt({ ...labelsOf(attempt.target), outcome: attempt.failure ?? end })
    else if (target !== undefined) metrics.attempt({ ...labelsOf(target), outcome: end })
  }

  const countSpending = ({ target, usage, costUsd, shares }: RequestRecord): void => {
    for (const share of shares ?? [{ target, usage, costUsd }]) {
      const { provider, model } = labelsOf(share.target)
      metrics.spent(provider, model, share.usage, share.costUsd)
    }
  }

  return {
    onAttempt: () => {},
    onFailure: (attempt, error, restMs) => {
      metrics.attempt({ ...namesOf(attempt), outcome: error.failure })
      if (mayBeBilled(error.billing)) metrics.maybeBilled(namesOf(attempt).provider, error.failure)
      alert(attempt, error)
      logger.warn({
        request_id: attempt.requestId,
        attempt: attempt.number,
        target: attempt.candidate.target.id,
        credential: attempt.candidate.credential.id,
        failure: error.failure,
        status: error.statusCode,
        code: error.rawCode,
        ms: round(now() - attempt.startedAtMs),
        rest_ms: restMs > 0 ? Math.round(restMs) : undefined,
      }, `${attempt.candidate.target.id} ${error.message}`)
    },
    onBroken: (attempt, error) => {
      metrics.interrupted(namesOf(attempt).provider, error.failure)
      logger.warn({ request_id: attempt.requestId, target: attempt.candidate.target.id, failure: error.failure, code: error.rawCode }, `${attempt.candidate.target.id} ${error.message}`)
    },
    onResume: ({ outcome, from, to }) => {
      metrics.resume(outcome)
      if (to === undefined) return
      const target = to.candidate.target.id
      logger.info({ request_id: from.requestId, target, continues: from.candidate.target.id }, `${target} goes on with the answer of ${from.candidate.target.id}`)
    },
    onBreakerChange: ({ targetId, state }) => {
      const { provider, model } = labelsOf(targetId)
      metrics.circuit(provider, model, state)
      logger[state === 'open' ? 'warn' : 'info']({ target: targetId, circuit: state }, `circuit of ${targetId} is ${state}`)
    },
    onStaleSocket: (provider, billing) => { metrics.staleSocket(provider, billing) },
    onHedge: (attempt) => { metrics.hedge(namesOf(attempt).provider) },
    onRecord: (record) => {
      const names = labelsOf(record.target)
      metrics.request(measureOf(record, names))
      countSpending(record)
      countAnswers(record)
      countAbandoned(record)
      if (record.attempts.length > 1) countFailovers(record)
      if (record.outcome === 'client_gone') metrics.clientGone(record.timings.firstContentMs === undefined ? 'waiting' : 'streaming')
      logger[LEVELS[record.outcome]](logLine(record), 'request')
    },
    onError: (error, requestId) => {
      if (error.code === 'internal_error') logger.error({ request_id: requestId, err: error.cause ?? error }, 'unexpected failure')
    },
  }
}
