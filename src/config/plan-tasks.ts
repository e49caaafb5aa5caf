/** The matrix and the aliases of the file, with every target resolved and every target that cannot be used taken out. */

import { TASKS } from '../chat/request.ts'
import type { JsonObject, Task } from '../chat/request.ts'
import type { ConfigPath } from './config-problem.ts'
import { didYouMean } from './did-you-mean.ts'
import type { PlannedProvider } from './plan-provider.ts'
import type { ProblemReport } from './problem-report.ts'
import { resolveTarget } from './resolve-target.ts'
import type { PlannedEntry, PlannedRoute, RoutingPlan } from './routing-plan.ts'
import type { EntrySettings, RouteSettings, RoutingFile } from './schema.ts'

export interface PlanningContext {
  readonly report: ProblemReport
  readonly providers: readonly PlannedProvider[]
  /** Providers that have problems of their own; what names them is not a second problem. */
  readonly broken: ReadonlySet<string>
  /** Told for every target that is skipped: `thinking` and `glm`. */
  readonly onSkipped: (place: string, provider: string) => void
}

interface Target { readonly text: string; readonly path: ConfigPath; /** `code`, or `alias claude-*`. */ readonly place: string }

const PATH_ALL: readonly EntrySettings[] = ['all']

const providerOf = (target: string): string => target.split('/', 1)[0] ?? ''

/** The targets that a text stands for; none where it is skipped or wrong. */
const resolve = ({ text, path, place }: Target, context: PlanningContext): ReadonlyArray<Pick<PlannedEntry, 'provider' | 'model'>> => {
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

const planEntry = (entry: EntrySettings, path: ConfigPath, task: Task, context: PlanningContext): PlannedEntry[] => {
  const settings = typeof entry === 'string' ? { target: entry } : entry
  const place = typeof entry === 'string' ? path : [...path, 'target']
  return resolve({ text: settings.target, path: place, place: task }, context).map((target) => ({
    ...target,
    ...(settings.parameters === undefined ? {} : { parameters: settings.parameters as JsonObject }),
    ...(settings.weight === undefined ? {} : { weight: settings.weight }),
  }))
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

const planRoute = (task: Task, route: RouteSettings, context: PlanningContext): PlannedRoute => {
  const isList = Array.isArray(route)
  const targets = isList ? route : route.targets === 'all' ? PATH_ALL : route.targets
  const path: ConfigPath = isList ? ['tasks', task] : ['tasks', task, 'targets']
  const isWord = !isList && route.targets === 'all'
  const entries = targets.flatMap((entry, index) => planEntry(entry, isWord ? path : [...path, index], task, context))
  return { strategy: isList ? 'priority' : route.strategy ?? 'priority', entries: withoutRepeats(entries) }
}

export const planTasks = (tasks: RoutingFile['tasks'] = {}, context: PlanningContext): RoutingPlan['tasks'] => {
  const planned: Partial<Record<Task, PlannedRoute>> = {}
  const before = context.report.problems.length
  for (const task of TASKS) {
    const route = tasks[task]
    if (route === undefined) continue
    const plan = planRoute(task, route, context)
    if (plan.entries.length > 0) planned[task] = plan
    else if (context.report.problems.length === before && context.broken.size === 0) {
      context.report.warning({
        code: 'SR-155',
        path: ['tasks', task],
        end: 'key',
        message: `no target of the task "${task}" can be used; it goes round robin over all`,
        suggestion: 'set a key for one of its providers, or name another target',
      })
    }
  }
  return planned
}

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
