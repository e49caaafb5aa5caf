/** From a request to its decision: what it is about, whom that leaves, in what order. Nothing is sent. */

import type { Classifier, ClassifierInput } from '../classify/classifier.ts'
import type { ChatRequest, Task } from '../chat/request.ts'
import type { RoutingConfig } from '../config/snapshot.ts'
import { type ModelChoice, resolveModel } from '../routing/resolve-model.ts'
import type { Router } from '../routing/router.ts'
import type { Wish } from '../routing/select-candidates.ts'
import type { Decision, TaskChoice } from './decision.ts'

export interface DecideDependencies {
  readonly classify: Classifier
  readonly classifierInput: (request: ChatRequest) => ClassifierInput
  readonly select: Router['select']
}

const UNASKED: TaskChoice = { task: undefined, source: 'none', reasons: ['the client named the model'] }

const taskOf = (request: ChatRequest, choice: ModelChoice, hint: Task | undefined, { classify, classifierInput }: DecideDependencies): TaskChoice => {
  if (hint !== undefined) return { task: hint, source: 'header', reasons: ['x-task-type header'] }
  if (choice.kind === 'task') return { task: choice.task, source: 'model', reasons: [`model "${request.model}"`] }
  if (choice.kind === 'targets') return UNASKED
  const { task, confidence, scores, reasons } = classify(classifierInput(request))
  return { task, source: 'classifier', confidence, scores, reasons }
}

/** `hint` is the client's `x-task-type`. Throws `RouterError` `model_not_found`. */
export const createDecide = (dependencies: DecideDependencies) => (config: RoutingConfig, request: ChatRequest, hint: Task | undefined): Decision => {
  const modelChoice = resolveModel(config, request.model)
  const choice = taskOf(request, modelChoice, hint, dependencies)
  const task = choice.task ?? 'general'
  const isExplicit = modelChoice.kind === 'targets'
  const wish: Wish = isExplicit ? { request, task, targets: modelChoice.targets } : { request, task }
  return {
    requestedModel: request.model,
    choice,
    strategy: isExplicit ? 'explicit' : config.tasks[task].strategy,
    selection: dependencies.select(config, wish),
    revision: config.revision,
  }
}

export type Decide = ReturnType<typeof createDecide>
