/** From a request to its decision: what it is about, whom that leaves, in what order. Nothing is sent. */

import type { Classifier, ClassifierInput } from '../classify/classifier.ts'
import type { CallerFacts, ChatRequest, Task } from '../chat/request.ts'
import { countRequestTokens } from '../chat/tokens.ts'
import type { RoutingConfig } from '../config/snapshot.ts'
import { unmetParameters } from '../providers/unmet-parameters.ts'
import { type ResolvedModels, resolveModels } from '../routing/resolve-model.ts'
import type { Router } from '../routing/router.ts'
import type { Wish } from '../routing/select-candidates.ts'
import type { Conversation } from '../routing/summary-target.ts'
import type { Decision, TaskChoice } from './decision.ts'
import { settleDrawing } from './settle-drawing.ts'

export interface DecideDependencies {
  readonly classify: Classifier
  readonly classifierInput: (request: ChatRequest) => ClassifierInput
  readonly select: Router['select']
  /** Who answered the caller's conversation last. Default: nobody is remembered. */
  readonly conversationOf?: (caller: CallerFacts) => Conversation | undefined
}

const UNASKED: TaskChoice = { task: undefined, source: 'none', reasons: ['the client named the model'] }

/** What the client leaves to the router, and the conversation that is to be summed up. */
interface Question {
  readonly request: ChatRequest
  readonly hint: Task | undefined
  readonly open: ResolvedModels['open']
  readonly conversation: Conversation | undefined
}

const taskOf = ({ request, hint, open, conversation }: Question, { classify, classifierInput }: DecideDependencies): TaskChoice => {
  if (hint !== undefined) return { task: hint, source: 'header', reasons: ['x-task-type header'] }
  if (open === undefined) return UNASKED
  if (open.kind === 'task') return { task: open.task, source: 'model', reasons: [`model "${request.model}"`] }
  if (conversation !== undefined) return { task: conversation.task, source: 'session', reasons: ['the conversation that is to be summed up'] }
  const { task, confidence, scores, reasons } = classify(classifierInput(request))
  return { task, source: 'classifier', confidence, scores, reasons }
}

/** Targets that the request's class has of its own: only where the client said no more than `auto`. */
const routeOfClass = ({ classes }: RoutingConfig, { request: { caller: { requestClass = 'main' } }, hint, open }: Question): Wish['first'] => {
  const route = open?.kind !== 'auto' || hint !== undefined || requestClass === 'main' ? undefined : classes[requestClass]
  return route === undefined ? undefined : { name: requestClass, route }
}

const wishOf = (config: RoutingConfig, question: Question, named: ResolvedModels['named'], task: Task): Wish => {
  const { request, open, conversation } = question
  const first = routeOfClass(config, question)
  return {
    request,
    task,
    conversation,
    leavesOut: target => unmetParameters(request, target),
    countTokens: () => countRequestTokens(request),
    ...(first !== undefined && { first, turns: `class ${first.name}` }),
    ...((open === undefined || named.length > 0) && { targets: named, goesOn: open !== undefined }),
  }
}

/** `hint` is the client's `x-task-type`. Throws `RouterError` `model_not_found`, and `invalid_request` for preferences that name nobody. */
export const createDecide = (dependencies: DecideDependencies) => (config: RoutingConfig, request: ChatRequest, hint: Task | undefined): Decision => {
  const { named, open } = resolveModels(config, request.model, request.preferences?.models)
  const isSummary = open !== undefined && request.caller.requestClass === 'compaction'
  const question = { request, hint, open, conversation: isSummary ? dependencies.conversationOf?.(request.caller) : undefined }
  const { choice, drawing } = settleDrawing(taskOf(question, dependencies), request)
  const task = choice.task ?? 'general'
  const wish = { ...wishOf(config, question, named, task), drawing }
  return {
    requestedModel: request.model,
    choice,
    strategy: wish.targets !== undefined ? 'explicit' : (wish.first?.route ?? config.tasks[task]).strategy,
    selection: dependencies.select(config, wish),
    revision: config.revision,
    ...(request.caller.requestClass !== undefined && { requestClass: request.caller.requestClass }),
  }
}

export type Decide = ReturnType<typeof createDecide>
