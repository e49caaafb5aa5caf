/** What a target is known to be unable to do, and since when that is measured. */

import type { Capability, Target } from './target.ts'

/** On the wire on which it is to be asked: see `speaking`. */
type Able = Pick<Target, 'capabilities' | 'measured'>

/** `false` where nobody knows: the target is then taken to be able. */
export const lacks = ({ capabilities, measured }: Able, capability: Capability): boolean =>
  capabilities === undefined ? measured?.capabilities[capability]?.supported === false : !capabilities.has(capability)

/** ` (measured 2026-11-20)`, or nothing where nobody measured it. */
export const measuredWords = ({ measured }: Able, capability: Capability): string => {
  const day = measured?.capabilities[capability]?.day
  return day === undefined ? '' : ` (measured ${day})`
}
