/** What a target is known to be unable to do, and since when that is measured. */

import type { Compat } from './compat.ts'
import type { Capability, Target } from './target.ts'

/** On the wire on which it is to be asked: see `speaking`. */
type Able = Pick<Target, 'capabilities' | 'measured' | 'compat'>

/** Who takes tools only while it does not think, and always thinks. */
const cannotCall = ({ toolsWithoutReasoning, reasoningAlwaysOn }: Compat): boolean => toolsWithoutReasoning === true && reasoningAlwaysOn === true

/** `false` where nobody knows: the target is then taken to be able. */
export const lacks = ({ capabilities, measured, compat }: Able, capability: Capability): boolean =>
  capability === 'tools' && cannotCall(compat) ? true : capabilities === undefined ? measured?.capabilities[capability]?.supported === false : !capabilities.has(capability)

/** ` (measured 2026-11-20)`, or nothing where nobody measured it. */
export const measuredWords = ({ measured }: Able, capability: Capability): string => {
  const day = measured?.capabilities[capability]?.day
  return day === undefined ? '' : ` (measured ${day})`
}
