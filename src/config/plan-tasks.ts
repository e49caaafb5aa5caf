/** The matrix, the classes and the aliases of the file, with every target resolved and every target that cannot be used taken out. */

import { TASKS } from '../chat/request.ts'
import type { JsonObject } from '../chat/request.ts'
import type { ConfigPath } from './config-problem.ts'
import { didYouMean } from './did-you-mean.ts'
import type { PlannedProvider } from './plan-provider.ts'
import { PRESETS } from './presets/index.ts'
import type { ProblemReport } from './problem-report.ts'
import { resolveTarget } from './resolve-target.ts'
import type { ModelPlan, PlannedEntry, PlannedRoute, ProviderPlan, RoutingPlan } from './routing-plan.ts'
import type { EntrySettings, RouteSettings, RoutingFile } from './schema.ts'
import { ROUTED_CLASSES } from './snapshot.ts'
import { kindObjection, taskParameters } from './task-entry.ts'

export interface PlanningContext {
  readonly report: ProblemReport
  readonly providers: readonly PlannedProvider[]
  /** Providers that have problems of their own; what names them is not a second problem. */
  readonly broken: ReadonlySet<string>
  /** Told for every target that is skipped: `thinking` and `glm`. */
  readonly onSkipped: (place: string, provider: string) => void
}

interface Target { readonly text: string; readonly path: ConfigPath; /** `code`, or `alias claude-*`. */ readonly place: string }

type TargetName = Pick<PlannedEntry, 'provider' | 'model'>

const PATH_ALL: readonly EntrySettings[] = ['all']

const providerOf = (target: string): string => target.split('/', 1)[0] ?? ''

/** The targets that a text stands for; none where it is skipped or wrong. */
const resolve = ({ text, path, place }: Target, context: PlanningContext): readonly TargetName[] => {
  const { report, providers, broken, onSkipped } = context
  if (broken.has(providerOf(text))) return []
  const resolution = resolveTarget(text, providers)
  switch (resolution.kind) {
    case 'unknown': report.problem({ code: 'SR-110', path, message: resolution.message, suggestion: resolution.suggestion }); return []
    case 'skipped': for (const provider of resolution.providers) onSkipped(place, provider); return []
    case 'found': if (resolution.isUnverified === true) warnOfUnverified({ text, path, place }, context); return resolution.targets
    default: return resolution satisfies never
  }
}

const warnOfUnverified = ({ text, path }: Target, { report, providers }: PlanningContext): void => {
  const provider = providers.find(({ plan }) => plan.name === providerOf(text))
  const known = [...provider?.plan.known.keys() ?? []].map((model) => `${providerOf(text)}/${model}`)
  report.warning({
    code: 'SR-154',
    path,
    message: `"${text}" is not among the models that this version knows of "${providerOf(text)}"; it is used as written`,
    suggestion: didYouMean(text, known) ?? 'list it under "models" with its context_window and price',
  })
}

const planOf = (name: string, { providers }: PlanningContext): ProviderPlan | undefined => providers.find(({ plan }) => plan.name === name)?.plan

/** What is known of the model; a word where it can never answer there. */
const warnedOfKind = ({ provider, model: id }: TargetName, path: ConfigPath, name: string, context: PlanningContext): ModelPlan | undefined => {
  const model = planOf(provider, context)?.known.get(id)
  const objection = kindObjection(model, name)
  if (objection !== undefined) context.report.warning({ code: 'SR-159', path, message: `"${provider}/${id}" ${objection}`, suggestion: 'take it out, or set its kind under "models"' })
  return model
}

/** Members by which a preset asks its vendor for a task; they are words of the vendor's usual wire. */
const presetParameters = (provider: string, model: ModelPlan | undefined, name: string, context: PlanningContext): JsonObject | undefined => {
  const plan = planOf(provider, context)
  const preset = PRESETS.get(plan?.preset ?? '')
  return preset?.dialect === plan?.dialect ? taskParameters(preset, model, name) : undefined
}

const planEntry = (entry: EntrySettings, path: ConfigPath, name: string, context: PlanningContext): PlannedEntry[] => {
  const settings = typeof entry === 'string' ? { target: entry } : entry
  const place = typeof entry === 'string' ? path : [...path, 'target']
  return resolve({ text: settings.target, path: place, place: name }, context).map((target) => {
    const model = warnedOfKind(target, place, name, context)
    const parameters = settings.parameters as JsonObject | undefined ?? presetParameters(target.provider, model, name, context)
    return {
      ...target,
      ...(parameters === undefined ? {} : { parameters }),
      ...(settings.weight === undefined ? {} : { weight: settings.weight }),
    }
  })
}

/** The first mention of a target counts: patterns and `all` come after what was named. */
export const withoutRepeats = (entries: readonly PlannedEntry[]): PlannedEntry[] => {
  const byId = new Map<string, PlannedEntry>()
  for (const entry of entries) {
    const id = `${entry.provider}/${entry.model}`
    if (!byId.has(id)) byId.set(id, entry)
  }
  return [...byId.values()]
}

type Section = 'tasks' | 'classes'

const planRoute = ([section, name]: readonly [Section, string], route: RouteSettings, context: PlanningContext): PlannedRoute => {
  const isList = Array.isArray(route)
  const targets = isList ? route : route.targets === 'all' ? PATH_ALL : route.targets
  const path: ConfigPath = isList ? [section, name] : [section, name, 'targets']
  const isWord = !isList && route.targets === 'all'
  const entries = targets.flatMap((entry, index) => planEntry(entry, isWord ? path : [...path, index], name, context))
  return { strategy: isList ? 'priority' : route.strategy ?? 'priority', entries: withoutRepeats(entries) }
}

/** What becomes of the requests of a route that has no target left. */
const WITHOUT_TARGETS: Readonly<Record<Section, (name: string) => string>> = {
  tasks: name => `no target of the task "${name}" can be used; it goes round robin over all`,
  classes: name => `no target of the class "${name}" can be used; its requests go by their task`,
}

const planRoutes = <Name extends string>(section: Section, names: readonly Name[], routes: Readonly<Partial<Record<Name, RouteSettings>>>, context: PlanningContext): Partial<Record<Name, PlannedRoute>> => {
  const planned: Partial<Record<Name, PlannedRoute>> = {}
  const before = context.report.problems.length
  for (const name of names) {
    const route = routes[name]
    if (route === undefined) continue
    const plan = planRoute([section, name], route, context)
    if (plan.entries.length > 0) planned[name] = plan
    else if (context.report.problems.length === before && context.broken.size === 0) {
      context.report.warning({
        code: 'SR-155',
        path: [section, name],
        end: 'key',
        message: WITHOUT_TARGETS[section](name),
        suggestion: 'set a key for one of its providers, or name another target',
      })
    }
  }
  return planned
}

export const planTasks = (tasks: RoutingFile['tasks'] = {}, context: PlanningContext): RoutingPlan['tasks'] => planRoutes('tasks', TASKS, tasks, context)

export const planClasses = (classes: RoutingFile['classes'] = {}, context: PlanningContext): NonNullable<RoutingPlan['classes']> => planRoutes('classes', ROUTED_CLASSES, classes, context)

const AUTO = /^(?:auto|(?:auto:)?(.+))$/

/** Whether an alias leads to `auto`, a task, or a model that somebody has. */
const isKnownName = (model: string, { providers }: PlanningContext): boolean => {
  const task = AUTO.exec(model)?.[1]
  return task === undefined || TASKS.some((name) => name === task) || providers.some(({ plan }) => plan.known.has(model))
}

const explainAlias = (model: string, path: ConfigPath, { report, providers }: PlanningContext): void => {
  const names = ['auto', ...TASKS, ...TASKS.map((task) => `auto:${task}`), ...providers.flatMap(({ plan }) => [...plan.known.keys()])]
  report.problem({
    code: 'SR-116',
    path,
    message: `the alias leads to "${model}", which is no task and no model`,
    suggestion: didYouMean(model, names) ?? 'use auto, a task, or provider/model',
  })
}

export const planAliases = (aliases: RoutingFile['aliases'] = {}, context: PlanningContext): RoutingPlan['aliases'] =>
  Object.entries(aliases).flatMap(([pattern, model]) => {
    const path = ['aliases', pattern]
    if (isKnownName(model, context)) return [{ pattern, model }]
    if (!model.includes('/')) {
      explainAlias(model, path, context)
      return []
    }
    return resolve({ text: model, path, place: `alias ${pattern}` }, context).length === 0 ? [] : [{ pattern, model }]
  })
