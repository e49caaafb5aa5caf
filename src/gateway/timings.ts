/** How long the router itself took: the time until the first content in which no provider was being waited for. */

import type { Attempt } from '../providers/attempt.ts'

/** Milliseconds between two moments in which no attempt was running. Attempts stand in the order of their start. */
export const overheadMs = (attempts: readonly Attempt[], fromMs: number, toMs: number): number => {
  let coveredMs = 0
  let coveredUntilMs = fromMs
  for (const attempt of attempts) {
    const endMs = Math.min(toMs, attempt.firstContentAtMs ?? attempt.endedAtMs ?? toMs)
    coveredMs += Math.max(0, endMs - Math.max(coveredUntilMs, attempt.startedAtMs))
    coveredUntilMs = Math.max(coveredUntilMs, endMs)
  }
  return Math.max(0, toMs - fromMs - coveredMs)
}
