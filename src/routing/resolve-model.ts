/**
 * What a client means by the model it names. The client's word wins: a target, a bare model or a task is taken as said;
 * only `auto` (and aliases that lead to it) leaves the choice to the classifier.
 */

import { distance } from 'fastest-levenshtein'
import { RouterError } from '../chat/errors.ts'
import { type Task, TASKS } from '../chat/request.ts'
import { openTarget } from '../config/open-target.ts'
import type { RoutingConfig } from '../config/snapshot.ts'
import type { Target } from '../config/target.ts'
import { pathsFor } from '../providers/relay-endpoints.ts'

export type ModelChoice =
  | { readonly kind: 'auto' }
  | { readonly kind: 'task', readonly task: Task }
  | { readonly kind: 'targets', readonly targets: readonly Target[] }

const AUTO = { kind: 'auto' } as const
const AUTO_NAMES: ReadonlySet<string> = new Set(['auto', 'smart-router', 'smart-router/auto', 'claude-router-auto'])
const TASK_CHOICES = new Map<string, ModelChoice>(TASKS.flatMap((task): Array<[string, ModelChoice]> => {
  const choice: ModelChoice = { kind: 'task', task }
  return [[task, choice], [`auto:${task}`, choice], [`task:${task}`, choice], [`claude-router-${task}`, choice]]
}))
const MAX_ALIAS_STEPS = 5

export const isTask = (name: string): name is Task => (TASKS as readonly string[]).includes(name)

const direct = (config: RoutingConfig, model: string): ModelChoice | undefined => {
  if (AUTO_NAMES.has(model)) return AUTO
  const target = openTarget(config, model)
  if (target !== undefined) return { kind: 'targets', targets: [target] }
  const targets = config.targetsByModel.get(model)
  return targets === undefined ? TASK_CHOICES.get(model) : { kind: 'targets', targets }
}

const nearest = (config: RoutingConfig, model: string): string | undefined => {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(model.length / 3)) + 1
  for (const name of [...AUTO_NAMES, ...TASK_CHOICES.keys(), ...config.targets.keys(), ...config.targetsByModel.keys()]) {
    const steps = distance(model, name)
    if (steps < bestDistance) { best = name; bestDistance = steps }
  }
  return best
}

const MAX_LISTED = 8

const unknownModel = (config: RoutingConfig, model: string, parameter: string): RouterError => {
  const shown = model.slice(0, 100)
  const suggestion = model.length > 200 ? undefined : nearest(config, model)
  const known = [...config.targets.keys()]
  const list = known.slice(0, MAX_LISTED).join(', ') + (known.length > MAX_LISTED ? ', …' : '')
  const hint = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`
  return new RouterError('model_not_found', `The model "${shown}" is not known to this router.${hint} Use "auto", a task (${TASKS.join(', ')}) or one of: ${list}. GET /v1/models lists all.`, { parameter })
}

/** What a name stands for, models of every kind; `undefined`: nobody has it. */
export const lookUpModel = (config: RoutingConfig, model: string): ModelChoice | undefined => {
  let name = model
  for (let step = 0; step < MAX_ALIAS_STEPS; step++) {
    const choice = direct(config, name)
    if (choice !== undefined) return choice
    const alias = config.aliases.find(({ matches }) => matches(name))
    if (alias === undefined || alias.model === name) break
    name = alias.model
  }
  return undefined
}

/** Those of one name that converse; of the others the client is told where they are asked. */
const conversing = (targets: readonly Target[], model: string, parameter: string): readonly Target[] => {
  const able = targets.filter(({ kind }) => kind === 'chat' || kind === 'image')
  const [other] = targets
  if (able.length > 0 || other === undefined) return able
  throw new RouterError('invalid_request', `The model "${model.slice(0, 100)}" does not converse: it is for ${other.kind}. Ask it at ${pathsFor(other.kind)}.`, { parameter })
}

/** Throws for what nobody has (`model_not_found`, with the nearest name) and for what does not converse; `parameter` is the member that names it. */
export const resolveModel = (config: RoutingConfig, model: string, parameter = 'model'): ModelChoice => {
  const choice = lookUpModel(config, model)
  if (choice === undefined) throw unknownModel(config, model, parameter)
  return choice.kind === 'targets' ? { kind: 'targets', targets: conversing(choice.targets, model, parameter) } : choice
}

export interface ResolvedModels {
  /** What the client named, in its order. */
  readonly named: readonly Target[]
  /** What it leaves to the router, after those; `undefined`: nothing. */
  readonly open: Exclude<ModelChoice, { readonly kind: 'targets' }> | undefined
}

/** A model and those to ask after it. What stands behind a choice of the router's own adds nothing: that is everybody. */
export const resolveModels = (config: RoutingConfig, model: string, further: readonly string[] = []): ResolvedModels => {
  const first = resolveModel(config, model)
  if (further.length === 0) return first.kind === 'targets' ? { named: first.targets, open: undefined } : { named: [], open: first }
  const choices = [first, ...further.map(name => resolveModel(config, name, 'models'))]
  const named = new Set<Target>()
  for (const choice of choices) {
    if (choice.kind !== 'targets') return { named: [...named], open: choice }
    for (const target of choice.targets) named.add(target)
  }
  return { named: [...named], open: undefined }
}
