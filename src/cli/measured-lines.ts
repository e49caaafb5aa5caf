/** Which targets the router takes for other than it was told, because that was measured. */

import type { RoutingConfig } from '../config/snapshot.ts'
import type { Measured, Target } from '../config/target.ts'

const tellCapabilities = ({ capabilities }: Measured): readonly string[] =>
  Object.entries(capabilities).map(([name, { supported, day }]) => `${supported ? '' : 'no '}${name} (measured ${day})`)

/** Quirks and windows have values that `providers list` and the file tell; here only that they were measured. */
const tellOthers = ({ days }: Measured): readonly string[] => Object.entries(days).map(([name, day]) => `${name} (measured ${day})`)

const measuredOf = ({ targets }: RoutingConfig): ReadonlyArray<Target & { readonly measured: Measured }> =>
  [...targets.values()].flatMap(target => target.measured === undefined ? [] : [{ ...target, measured: target.measured }])

export const measuredLines = (config: RoutingConfig): readonly string[] =>
  measuredOf(config).map(({ id, measured }) => `note: ${id}: ${[...tellCapabilities(measured), ...tellOthers(measured)].join(', ')}`)

export const describeMeasured = (config: RoutingConfig): object =>
  Object.fromEntries(measuredOf(config).map(({ id, measured: { capabilities, days } }) => [id, { capabilities, others: days }]))
