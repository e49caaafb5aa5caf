/** The way of a request in one line of ASCII, for a header: each attempt and how it ended. */

import { ProviderError } from '../chat/errors.ts'
import type { Attempt } from '../providers/attempt.ts'

const MAX_HOPS = 10

const outcomeOf = (attempt: Attempt): string => {
  if (attempt.outcome === 'failed') return attempt.error instanceof ProviderError ? attempt.error.failure : 'skipped'
  return attempt.outcome === 'won' ? 'ok' : attempt.outcome
}

const hop = (attempt: Attempt): string => `${attempt.candidate.target.id}=${outcomeOf(attempt)}${attempt.isHedge ? ' (hedge)' : ''}`

/** `deepseek/deepseek-reasoner=rate-limited; qwen/qwen-max=ok`. Of a long way the middle is left out: the end is what counts. */
export const trailOf = (attempts: readonly Attempt[]): string => {
  if (attempts.length <= MAX_HOPS) return attempts.map(hop).join('; ')
  const last = attempts.at(-1)
  return [...attempts.slice(0, MAX_HOPS - 1).map(hop), `+${attempts.length - MAX_HOPS} more`, ...(last === undefined ? [] : [hop(last)])].join('; ')
}
