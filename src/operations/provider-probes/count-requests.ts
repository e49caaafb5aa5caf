/** How many requests a test may send at most, told before the first of them. */

import type { Target } from '../../config/target.ts'
import type { Ask } from './ask.ts'
import type { Known } from './probe.ts'
import { PROBES } from './probes.ts'
import { maxApproaches } from './reach.ts'

/** As much as possible is found to be possible, and every way has to be tried. */
const worstCase = (target: Target, isDeep: boolean): Known => ({ target, isDeep, reachedAs: {}, stateOf: () => 'supported', wayOf: () => 0 })

/** Without what is asked again after a rate limit. */
export const maxRequests = (target: Target, isDeep: boolean): number => {
  const known = worstCase(target, isDeep)
  const first = new Set<Ask>()
  let others = maxApproaches(target)
  for (const { ways } of PROBES) {
    const asked = ways(known)
    for (const { ask, next } of typeof asked === 'string' ? [] : asked) {
      if (ask === 'first') continue
      others += 1
      // The question that goes before is asked once, however often the conversation goes on from it.
      if (next !== undefined) first.add(ask)
    }
  }
  return others + first.size
}
