/** What a target is given for a task beyond its name, and whether it can do the task at all. Said once for files and for the environment. */

import { TASKS } from '../chat/request.ts'
import type { JsonObject, Task } from '../chat/request.ts'
import type { Preset } from './presets/index.ts'
import type { ModelPlan } from './routing-plan.ts'
import type { Capability, TargetKind } from './target.ts'

type KnownModel = Pick<ModelPlan, 'kind' | 'capabilities'> | undefined

/** What a model must not be known to lack, where the vendor is asked for it by extra members. */
const ASKED_FOR: Readonly<Partial<Record<Task, Capability>>> = { search: 'search', thinking: 'reasoning' }

/** The vendor's own members for a task, for a model that has any use for them. `task` may be the name of a class of requests. */
export const taskParameters = (preset: Preset | undefined, model: KnownModel, task: string): JsonObject | undefined => {
  const name = TASKS.find((each) => each === task)
  if (name === undefined) return undefined
  const wanted = ASKED_FOR[name]
  const lacksIt = wanted !== undefined && model?.capabilities?.includes(wanted) === false
  return lacksIt ? undefined : preset?.taskParameters?.[name]
}

/** Kinds that answer a chat request of this task; a picture is drawn where one is asked for. */
const answers = (kind: TargetKind, task: string): boolean => kind === 'chat' || (kind === 'image' && task === 'image')

/** Why a model never answers in this place; `undefined` where it may. */
export const kindObjection = (model: KnownModel, task: string): string | undefined =>
  (model === undefined || answers(model.kind, task) ? undefined : `is of the kind "${model.kind}" and never answers "${task}"`)
