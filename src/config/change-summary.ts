/** What differs between two snapshots, in short words for one log line. Keys are compared, never shown. */

import { TASKS } from '../chat/request.ts'
import { ROUTED_CLASSES } from './snapshot.ts'
import type { RouteEntry, RoutingConfig, TaskRoute } from './snapshot.ts'
import type { Provider, Target } from './target.ts'

/** `+provider glm`, `~tasks.code`, `-alias gpt-*`. */
export type Change = string

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const sameKeys = ({ credentials: old }: Provider, { credentials: fresh }: Provider): boolean =>
  old.length === fresh.length && old.every(({ secret }, index) => secret.equals(fresh[index]?.secret))

const targetFacts = ({ provider: _provider, capabilities, ...facts }: Target): unknown => ({
  ...facts,
  capabilities: capabilities === undefined ? undefined : [...capabilities],
})

const providerFacts = (config: RoutingConfig, name: string): unknown => {
  const provider = config.providers.get(name)
  return provider === undefined ? undefined : {
    ...provider,
    credentials: undefined,
    targets: [...config.targets.values()].filter((target) => target.provider.name === name).map(targetFacts),
  }
}

const describeProvider = (before: RoutingConfig, after: RoutingConfig, name: string): Change[] => {
  const [old, fresh] = [before.providers.get(name), after.providers.get(name)]
  if (old === undefined) return [`+provider ${name}`]
  if (fresh === undefined) return [`-provider ${name}`]
  if (!same(providerFacts(before, name), providerFacts(after, name))) return [`~provider ${name}`]
  return sameKeys(old, fresh) ? [] : [`~provider ${name} (keys)`]
}

const entryFacts = ({ target, parameters, weight }: RouteEntry): unknown => ({ id: target.id, parameters, weight })
const routeFacts = (route: TaskRoute | undefined): unknown => route === undefined ? undefined : { strategy: route.strategy, entries: route.entries.map(entryFacts) }

const describeAliases = (before: RoutingConfig, after: RoutingConfig): Change[] => {
  const old = new Map(before.aliases.map(({ pattern, model }) => [pattern, model]))
  const fresh = new Map(after.aliases.map(({ pattern, model }) => [pattern, model]))
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((pattern) => {
    if (!old.has(pattern)) return [`+alias ${pattern}`]
    if (!fresh.has(pattern)) return [`-alias ${pattern}`]
    return old.get(pattern) === fresh.get(pattern) ? [] : [`~alias ${pattern}`]
  })
}

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const describeSettings = (before: RoutingConfig, after: RoutingConfig): Change[] =>
  (Object.keys(after.routing) as (keyof RoutingConfig['routing'])[])
    .filter((name) => !same(before.routing[name], after.routing[name]))
    .map((name) => `~routing.${snakeCase(name)}${typeof after.routing[name] === 'object' ? '' : ` ${String(before.routing[name])}→${String(after.routing[name])}`}`)

/** Empty: both route alike. */
export const describeChanges = (before: RoutingConfig, after: RoutingConfig): readonly Change[] => [
  ...new Set([...before.providers.keys(), ...after.providers.keys()]),
].flatMap((name) => describeProvider(before, after, name)).concat(
  TASKS.filter((task) => !same(routeFacts(before.tasks[task]), routeFacts(after.tasks[task]))).map((task) => `~tasks.${task}`),
  ROUTED_CLASSES.filter((name) => !same(routeFacts(before.classes[name]), routeFacts(after.classes[name]))).map((name) => `~classes.${name}`),
  describeAliases(before, after),
  describeSettings(before, after),
)
