/**
 * When silence is worth a second call. A hedge costs money, so it is for silence alone: beyond twice the target's own
 * 95th percentile for a request of this size, never below the configured wait, never for reasoning or pictures, which are
 * silent by nature, and for no more than a small share of all requests.
 */

import type { ChatRequest } from '../chat/request.ts'
import type { Clock } from '../lib/clock.ts'
import type { Attempt } from '../providers/attempt.ts'
import type { TargetHealth } from './target-health.ts'
import { TokenBucket } from './token-bucket.ts'

/** Beyond this, a prompt whose pace is unknown is not hedged at all. */
const SMALL_REQUEST_TOKENS = 4_000
const PATIENCE = 2

/** Pictures take their time, and each one is paid for. */
const draws = ({ candidate: { target } }: Attempt): boolean => target.kind === 'image'

const reasons = ({ candidate: { target: { compat } } }: Attempt, request: ChatRequest): boolean =>
  request.reasoning.enabled === true || compat.reasoningAlwaysOn === true || compat.hidesReasoning === true

export const hedgeAfterMs = (health: TargetHealth) => (attempt: Attempt, request: ChatRequest): number | undefined => {
  const { hedgeAfterMs: floorMs, hedgeBudget } = attempt.settings
  if (floorMs === 0 || hedgeBudget === 0 || !request.isStream || draws(attempt) || reasons(attempt, request)) return undefined
  const p95Ms = health.p95Ms(attempt.candidate.target.id, request.estimatedInputTokens)
  if (p95Ms !== undefined) return Math.max(floorMs, p95Ms * PATIENCE)
  return request.estimatedInputTokens <= SMALL_REQUEST_TOKENS ? floorMs : undefined
}

const MAX_SAVED_HEDGES = 10

/** The share of requests that may be hedged: each request deposits its share, a few hedges may be saved up. */
export const createHedgeBudget = (now: Clock): TokenBucket => new TokenBucket({ earnedPerSecond: 0, max: MAX_SAVED_HEDGES, now })
