/** The same model at its provider's addresses for other wires: what it is stays, how it is spoken to is that wire's own. */

import type { Wire } from '../chat/request.ts'
import type { Compat } from './compat.ts'
import { DIALECT_NAMES, DIALECT_WIRES } from './target.ts'
import type { DialectName, Endpoint, Target } from './target.ts'

/** Facts of a model or a vendor, on whichever wire; every other quirk is one of the usual wire alone. */
const ON_EVERY_WIRE = ['reasoningAlwaysOn', 'hidesReasoning', 'imageInput', 'mayKnowClient', 'softErrors', 'imageApi', 'imageApiUrl'] as const satisfies ReadonlyArray<keyof Compat>

/** What of a model's quirks is true on every wire. */
export const lasting = (compat: Compat): Compat =>
  Object.fromEntries(ON_EVERY_WIRE.flatMap((flag) => (compat[flag] === undefined ? [] : [[flag, compat[flag]]])))

const targetAt = (target: Target, dialect: DialectName, { baseUrl, compat }: Endpoint): Target => Object.freeze({
  ...target,
  provider: Object.freeze({ ...target.provider, dialect, baseUrl }),
  compat: Object.freeze({ ...lasting(target.compat), ...compat }),
})

/** The target on its usual wire alone. */
export const onUsualWire = ({ otherWires: _others, ...target }: Target): Target => Object.freeze(target)

/** The target without the wires on which its provider cannot be told to search, where it can be on its usual one. */
export const whereItSearches = (target: Target): Target => {
  const { otherWires: others, compat } = target
  if (others === undefined || compat.searchSwitch === undefined) return target
  const able = [...others].filter(([, other]) => other.compat.searchSwitch !== undefined)
  return able.length === others.size ? target : Object.freeze({ ...onUsualWire(target), ...(able.length > 0 && { otherWires: new Map(able) }) })
}

/** `undefined` where its provider speaks one wire alone. `own`: quirks of the model on those wires. */
export const otherWires = (target: Target, own: Readonly<Partial<Record<DialectName, Compat>>> = {}): ReadonlyMap<Wire, Target> | undefined => {
  const { endpoints = {} } = target.provider
  const others = new Map(DIALECT_NAMES.flatMap((dialect): Array<[Wire, Target]> => {
    const endpoint = endpoints[dialect]
    if (endpoint === undefined) return []
    return [[DIALECT_WIRES[dialect], targetAt(target, dialect, { ...endpoint, compat: { ...endpoint.compat, ...own[dialect] } })]]
  }))
  return others.size === 0 ? undefined : others
}
