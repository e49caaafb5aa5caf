/**
 * Prompts that fit nobody, known before anybody is asked. Sizes are estimates, so only what is clearly too long is refused
 * here: everything else is sent, and the provider says so itself.
 */

import type { Target } from '../config/target.ts'

/** A count made here may be a fifth too high. */
const CLEARLY = 1.25

interface SizedWish {
  readonly request: {
    /** Cheap, from bytes alone. */
    readonly estimatedInputTokens: number
  }
  /** Counted text by text: asked only when the estimate is clearly too long. */
  readonly countTokens?: () => number
}

/** How many tokens a request has that is clearly longer than every one of these windows; `undefined` where it may fit. */
export const tokensBeyondAll = (targets: readonly Target[], { request, countTokens }: SizedWish): number | undefined => {
  const limit = Math.max(0, ...targets.map(({ contextWindow = Infinity }) => contextWindow)) * CLEARLY
  if (targets.length === 0 || countTokens === undefined || request.estimatedInputTokens <= limit) return undefined
  const tokens = countTokens()
  return tokens > limit ? tokens : undefined
}
