/**
 * The plan to the snapshot: targets made, indexed and frozen. It cannot fail: whatever may be wrong was refused before.
 */

import picomatch from 'picomatch'
import { TASKS } from '../chat/request.ts'
import type { Task } from '../chat/request.ts'
import { onUsualWire, otherWires, whereItSearches } from './other-wires.ts'
import { GLOB_OPTIONS, isGlob } from './resolve-target.ts'
import type { ModelPlan, PlannedEntry, PlannedRoute, ProviderPlan, RoutingPlan } from './routing-plan.ts'
import { unlistedModel } from './routing-plan.ts'
import type { Alias, RoutedClass, RouteEntry, RoutingConfig, TaskRoute } from './snapshot.ts'
import type { Provider, Target } from './target.ts'

/** Freezes plain data to its last leaf, and gives it back. */
const freezeData = <Data>(data: Data): Data => {
  if (data !== null && typeof data === 'object') for (const part of Object.values(Object.freeze(data))) freezeData(part)
  return data
}

const buildProvider = (plan: ProviderPlan): Provider => Object.freeze({
  name: plan.name,
  dialect: plan.dialect,
  baseUrl: plan.baseUrl,
  credentials: Object.freeze(plan.credentials.map((credential) => Object.freeze(credential))),
  headers: Object.freeze({ ...plan.headers }),
  isEnabled: plan.isEnabled,
  priority: plan.priority,
  isDemo: plan.isDemo,
  ...(plan.preset === undefined ? {} : { preset: plan.preset }),
  ...(plan.isOpenEnded ? { openCompat: freezeData(plan.compat) } : {}),
  ...(plan.endpoints === undefined ? {} : { endpoints: freezeData(plan.endpoints) }),
})

/** As it was told: what is measured on the usual wire says nothing of the others. */
const unmeasured = ({ measured: _day, capabilities: _measured, ...target }: Target, { capabilities, compat }: NonNullable<ModelPlan['told']>): Target =>
  ({ ...target, compat: freezeData(compat), ...(capabilities === undefined ? {} : { capabilities: new Set(capabilities) }) })

/** One target of a provider, on all its wires; `model.id` names it, `model.upstreamName` is what is sent. */
export const buildTarget = (provider: Provider, model: ModelPlan): Target => {
  const { id, upstreamName, capabilities, compat, endpointCompat, told, ...facts } = model
  const target: Target = {
    ...freezeData(facts),
    id: `${provider.name}/${id}`,
    provider,
    model: upstreamName,
    ...(capabilities === undefined ? {} : { capabilities: new Set(capabilities) }),
    compat: freezeData(compat),
  }
  const others = otherWires(told === undefined ? target : unmeasured(target, told), endpointCompat)
  return Object.freeze(others === undefined ? target : { ...target, otherWires: others })
}

/** Models that a task or an alias names, by provider. */
const namedModels = (plan: RoutingPlan): ReadonlyMap<string, ReadonlySet<string>> => {
  const named = new Map<string, Set<string>>()
  const add = (provider: string, model: string): void => { named.set(provider, (named.get(provider) ?? new Set()).add(model)) }
  for (const route of Object.values({ ...plan.tasks, ...plan.classes })) for (const { provider, model } of route.entries) add(provider, model)
  for (const { model } of plan.aliases) {
    const slash = model.indexOf('/')
    if (slash > 0) add(model.slice(0, slash), model.slice(slash + 1))
  }
  return named
}

/** The models of a provider that become targets: those it offers, then those that somebody names. */
const targetModels = (plan: ProviderPlan, named: ReadonlySet<string> = new Set()): ModelPlan[] => {
  const offered = new Set(plan.offered.map(({ id }) => id))
  const extra = [...named].filter((id) => !offered.has(id)).map((id) => plan.known.get(id) ?? unlistedModel(id, plan.compat))
  return [...plan.offered, ...extra]
}

const indexByModel = (targets: Iterable<Target>): Map<string, readonly Target[]> => {
  const byModel = new Map<string, readonly Target[]>()
  for (const target of targets) {
    // Both the name in the file and the provider's own name lead here.
    for (const name of new Set([target.id.slice(target.provider.name.length + 1), target.model])) byModel.set(name, [...byModel.get(name) ?? [], target])
  }
  return byModel
}

const buildEntry = ({ parameters, weight }: PlannedEntry, target: Target): RouteEntry => Object.freeze({
  // Parameters are words of the usual wire: on another one they would be a mistake.
  target: parameters === undefined ? target : onUsualWire(target),
  weight: weight ?? target.weight,
  ...(parameters === undefined ? {} : { parameters: freezeData(parameters) }),
})

const buildRoute = (route: PlannedRoute, targets: ReadonlyMap<string, Target>, name: string): TaskRoute => {
  const entries = route.entries.flatMap((entry): RouteEntry[] => {
    const target = targets.get(`${entry.provider}/${entry.model}`)
    return target === undefined ? [] : [buildEntry(entry, name === 'search' ? whereItSearches(target) : target)]
  })
  return Object.freeze({ strategy: route.strategy, entries: Object.freeze(entries) })
}

/** What `all` stands for in this plan. */
export const everydayEntries = (providers: readonly ProviderPlan[]): PlannedEntry[] =>
  providers.filter(({ isEnabled }) => isEnabled).flatMap(({ name, everyday }) => everyday.map((model) => ({ provider: name, model })))

const buildAlias = ({ pattern, model }: { pattern: string; model: string }): Alias => {
  const matchesGlob = isGlob(pattern) ? picomatch(pattern, GLOB_OPTIONS) : undefined
  return Object.freeze({ pattern, model, matches: (name: string) => name === pattern || matchesGlob?.(name) === true })
}

/** Exact names first, then patterns, each in the file's order. */
const buildAliases = (aliases: RoutingPlan['aliases']): readonly Alias[] => {
  const exact = aliases.filter(({ pattern }) => !isGlob(pattern))
  return Object.freeze([...exact, ...aliases.filter(({ pattern }) => isGlob(pattern))].map(buildAlias))
}

/** `revision`: 1 for the first configuration of the process. */
export const buildRouting = (plan: RoutingPlan, revision = 1): RoutingConfig => {
  const named = namedModels(plan)
  const providers = new Map(plan.providers.map((provider) => [provider.name, buildProvider(provider)]))
  const targets = new Map<string, Target>()
  for (const planned of plan.providers) {
    const provider = providers.get(planned.name)
    if (provider?.isEnabled !== true) continue
    for (const model of targetModels(planned, named.get(planned.name))) targets.set(`${planned.name}/${model.id}`, buildTarget(provider, model))
  }
  const everything: PlannedRoute = { strategy: 'round_robin', entries: everydayEntries(plan.providers) }
  const tasks = Object.fromEntries(TASKS.map((task) => [task, buildRoute(plan.tasks[task] ?? everything, targets, task)])) as Record<Task, TaskRoute>
  const classes = Object.fromEntries(Object.entries(plan.classes ?? {}).map(([name, route]) => [name, buildRoute(route, targets, name)])) as Partial<Record<RoutedClass, TaskRoute>>
  return Object.freeze({
    revision,
    source: plan.source,
    providers,
    targets,
    targetsByModel: indexByModel(targets.values()),
    tasks: Object.freeze(tasks),
    classes: Object.freeze(classes),
    aliases: buildAliases(plan.aliases),
    routing: Object.freeze({ ...plan.routing, breaker: Object.freeze({ ...plan.routing.breaker }) }),
  })
}
