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

export type ModelChoice =
  | { readonly kind: 'auto' }
  | { readonly kind: 'task', readonly task: Task }
  | { readonly kind: 'targets', readonly targets: readonly Target[] }

const AUTO = { kind: 'auto' } as const
const AUTO_NAMES: ReadonlySet<string> = new Set(['auto', 'smart-router', 'smart-router/auto', 'claude-router-auto'])
const TASK_CHOICES = new Map<string, ModelChoice>(TASKS.flatMap((task): Array<[string, ModelChoice]> => {
  const choice: ModelChoice = { kind: 'task', task }
  return [[task, choice], [`auto:${task}`, choice], [`task:${task}`, choice]]
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

const unknownModel = (config: RoutingConfig, model: string): RouterError => {
  const shown = model.slice(0, 100)
  const suggestion = model.length > 200 ? undefined : nearest(config, model)
  const known = [...config.targets.keys()]
  const list = known.slice(0, MAX_LISTED).join(', ') + (known.length > MAX_LISTED ? ', …' : '')
  const hint = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`
  return new RouterError('model_not_found', `The model "${shown}" is not known to this router.${hint} Use "auto", a task (${TASKS.join(', ')}) or one of: ${list}. GET /v1/models lists all.`, { parameter: 'model' })
}

/** Throws `model_not_found`, with the nearest name, for what nobody has. */
export const resolveModel = (config: RoutingConfig, model: string): ModelChoice => {
  let name = model
  for (let step = 0; step < MAX_ALIAS_STEPS; step++) {
    const choice = direct(config, name)
    if (choice !== undefined) return choice
    const alias = config.aliases.find(({ matches }) => matches(name))
    if (alias === undefined || alias.model === name) break
    name = alias.model
  }
  throw unknownModel(config, model)
}
