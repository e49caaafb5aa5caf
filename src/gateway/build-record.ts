/** The record of one exchange, from the facts that its end left. Pure. */

import { ProviderError } from '../chat/errors.ts'
import type { FinishReason, Usage } from '../chat/part.ts'
import type { ChatRequest } from '../chat/request.ts'
import type { Attempt } from '../providers/attempt.ts'
import { costUsd } from '../records/cost.ts'
import type { AttemptRecord, RequestOutcome, RequestRecord, ShareRecord } from '../records/record.ts'
import { addUsage, serviceUsedOf, type Share } from '../routing/resume-shares.ts'
import type { Decision } from './decision.ts'
import { overheadMs } from './timings.ts'

export interface ExchangeEnd {
  readonly outcome: RequestOutcome
  readonly statusCode: number
  readonly errorCode?: string
}

/** What a record takes of a call, whatever it asked for. */
export interface RecordedCall {
  readonly requestId: string
  readonly request: Pick<ChatRequest, 'wire' | 'model' | 'isStream' | 'estimatedInputTokens'>
  readonly receivedAtMs: number
}

export interface Observed {
  readonly usage: Usage | undefined
  readonly finishReason: FinishReason | undefined
  readonly estimatedOutputTokens: number
}

export interface RecordFacts {
  readonly call: RecordedCall
  /** What was asked for. Default `chat`. */
  readonly endpoint?: string
  /** What was read and written is text, whose tokens can be counted here. Default true. */
  readonly countsTokens?: boolean
  readonly decision: Decision
  readonly attempts: readonly Attempt[]
  /** The one that answered. */
  readonly attempt: Attempt | undefined
  /** Who wrote the answer, where others could go on with it. */
  readonly resumed?: { readonly resumes: number, readonly shares: readonly Share[] } | undefined
  readonly observation: Observed
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

const usageOf = ({ attempt, observation, call, countsTokens = true }: RecordFacts): { readonly usage: Usage, readonly source: RequestRecord['usageSource'] } => {
  if (attempt === undefined) return { usage: {}, source: 'none' }
  const told = observation.usage
  if (told?.inputTokens !== undefined && told.outputTokens !== undefined) return { usage: told, source: 'provider' }
  // What a picture API read and drew are no tokens that could be counted here.
  if (!countsTokens || attempt.candidate.target.kind === 'image') return told === undefined ? { usage: {}, source: 'none' } : { usage: told, source: 'provider' }
  return {
    usage: { inputTokens: told?.inputTokens ?? call.request.estimatedInputTokens, ...told, outputTokens: told?.outputTokens ?? observation.estimatedOutputTokens },
    source: 'estimated',
  }
}

const shareRecord = ({ attempt: { candidate: { target } }, usage: { isEstimated: _isEstimated, ...usage } }: Share): ShareRecord =>
  ({ target: target.id, usage, costUsd: costUsd(usage, target.price) })

/** Unknown where the price of a share is. */
const sumOfCosts = (shares: readonly ShareRecord[]): number | undefined =>
  shares.reduce<number | undefined>((sum, share) => sum === undefined || share.costUsd === undefined ? undefined : sum + share.costUsd, 0)

type Spending = Pick<RequestRecord, 'provider' | 'usage' | 'usageSource' | 'costUsd' | 'resumes' | 'shares'>

const spendingOfSeveral = (shares: readonly Share[], resumes: number): Spending => {
  const { isEstimated, ...usage } = shares.map(share => share.usage).reduce(addUsage)
  const records = shares.map(shareRecord)
  return { provider: serviceUsedOf(shares), usage, usageSource: isEstimated === true ? 'estimated' : 'provider', costUsd: sumOfCosts(records), resumes, shares: records }
}

const spendingOf = (facts: RecordFacts): Spending => {
  const { attempt, resumed } = facts
  if (resumed !== undefined && resumed.resumes > 0) return spendingOfSeveral(resumed.shares, resumed.resumes)
  const { usage, source } = usageOf(facts)
  return { provider: attempt?.candidate.target.provider.name, usage, usageSource: source, costUsd: costUsd(usage, attempt?.candidate.target.price), resumes: 0 }
}

export const buildRecord = (facts: RecordFacts): RequestRecord => {
  const { call, decision, attempts, attempt, observation, end, endedAtMs } = facts
  const target = (facts.resumed?.shares[0]?.attempt ?? attempt)?.candidate.target
  const firstContentAtMs = attempt?.firstContentAtMs
  const notes = [...decision.selection.notes ?? [], ...attempt?.notes ?? []]
  return {
    id: call.requestId,
    atMs: Date.now() - (endedAtMs - call.receivedAtMs),
    wire: call.request.wire,
    endpoint: facts.endpoint ?? 'chat',
    requestedModel: call.request.model,
    isStream: call.request.isStream,
    task: decision.choice.task,
    taskSource: decision.choice.source,
    outcome: end.outcome,
    statusCode: end.statusCode,
    errorCode: end.errorCode,
    target: target?.id,
    model: target?.model,
    finishReason: observation.finishReason,
    ...spendingOf(facts),
    timings: {
      overheadMs: overheadMs(attempts, call.receivedAtMs, firstContentAtMs ?? endedAtMs),
      firstContentMs: firstContentAtMs === undefined ? undefined : firstContentAtMs - call.receivedAtMs,
      totalMs: endedAtMs - call.receivedAtMs,
    },
    attempts: attempts.map(each => attemptRecord(each, call.receivedAtMs, endedAtMs)),
    badEvents: attempt?.unreadableEvents ?? 0,
    revision: decision.revision,
    ...(notes.length > 0 && { notes }),
  }
}
