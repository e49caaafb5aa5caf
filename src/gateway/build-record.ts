/** The record of one exchange, from the facts that its end left. Pure. */

import { ProviderError } from '../chat/errors.ts'
import type { Usage } from '../chat/part.ts'
import type { Attempt } from '../providers/attempt.ts'
import { costUsd } from '../records/cost.ts'
import type { AttemptRecord, RequestOutcome, RequestRecord } from '../records/record.ts'
import type { GatewayCall } from './call.ts'
import type { Decision } from './decision.ts'
import type { Observation } from './observation.ts'
import { overheadMs } from './timings.ts'

export interface ExchangeEnd {
  readonly outcome: RequestOutcome
  readonly statusCode: number
  readonly errorCode?: string
}

export interface RecordFacts {
  readonly call: GatewayCall
  readonly decision: Decision
  readonly attempts: readonly Attempt[]
  /** The one that answered. */
  readonly attempt: Attempt | undefined
  readonly observation: Observation
  readonly end: ExchangeEnd
  readonly endedAtMs: number
}

const attemptRecord = (attempt: Attempt, receivedAtMs: number, endedAtMs: number): AttemptRecord => {
  const error = attempt.error instanceof ProviderError ? attempt.error : undefined
  return {
    target: attempt.candidate.target.id,
    credential: attempt.candidate.credential.id,
    outcome: attempt.outcome,
    isHedge: attempt.isHedge,
    statusCode: attempt.statusCode,
    failure: error?.failure,
    message: error?.message,
    billing: attempt.outcome === 'won' ? 'billed' : error?.billing ?? (attempt.isSent ? 'maybe' : 'not-billed'),
    startMs: attempt.startedAtMs - receivedAtMs,
    durationMs: (attempt.endedAtMs ?? endedAtMs) - attempt.startedAtMs,
  }
}

const usageOf = ({ attempt, observation, call }: RecordFacts): { readonly usage: Usage, readonly source: RequestRecord['usageSource'] } => {
  if (attempt === undefined) return { usage: {}, source: 'none' }
  const told = observation.usage
  if (told?.inputTokens !== undefined && told.outputTokens !== undefined) return { usage: told, source: 'provider' }
  return {
    usage: { inputTokens: told?.inputTokens ?? call.request.estimatedInputTokens, ...told, outputTokens: told?.outputTokens ?? observation.estimatedOutputTokens },
    source: 'estimated',
  }
}

export const buildRecord = (facts: RecordFacts): RequestRecord => {
  const { call, decision, attempts, attempt, observation, end, endedAtMs } = facts
  const target = attempt?.candidate.target
  const { usage, source } = usageOf(facts)
  const firstContentAtMs = attempt?.firstContentAtMs
  return {
    id: call.requestId,
    atMs: Date.now() - (endedAtMs - call.receivedAtMs),
    wire: call.request.wire,
    requestedModel: call.request.model,
    isStream: call.request.isStream,
    task: decision.choice.task,
    taskSource: decision.choice.source,
    outcome: end.outcome,
    statusCode: end.statusCode,
    errorCode: end.errorCode,
    target: target?.id,
    provider: target?.provider.name,
    model: target?.model,
    finishReason: observation.finishReason,
    usage,
    usageSource: source,
    costUsd: costUsd(usage, target?.price),
    timings: {
      overheadMs: overheadMs(attempts, call.receivedAtMs, firstContentAtMs ?? endedAtMs),
      firstContentMs: firstContentAtMs === undefined ? undefined : firstContentAtMs - call.receivedAtMs,
      totalMs: endedAtMs - call.receivedAtMs,
    },
    attempts: attempts.map(each => attemptRecord(each, call.receivedAtMs, endedAtMs)),
    revision: decision.revision,
  }
}
