/**
 * Why a request went where it went: one JSON, the same behind the response headers, `POST /v1/route`, `explain` and the
 * log. It is known before the first byte is answered.
 */

import type { RequestClass, Task } from '../chat/request.ts'
import type { RoutingConfig } from '../config/snapshot.ts'
import type { Selection } from '../routing/select-candidates.ts'

/** Who said what the task is. `none`: the client named a model, and nobody asked what the request is about. */
export type TaskSource = 'header' | 'model' | 'session' | 'classifier' | 'none'

export interface TaskChoice {
  readonly task: Task | undefined
  readonly source: TaskSource
  readonly confidence?: number
  readonly scores?: Readonly<Record<Task, number>>
  readonly reasons: readonly string[]
}

export interface Decision {
  readonly requestedModel: string
  readonly choice: TaskChoice
  /** How the task's targets are ordered; `explicit` where the client named them. */
  readonly strategy: string
  readonly selection: Selection
  readonly revision: number
  /** What the call is within its client's own work, where that is known. */
  readonly requestClass?: RequestClass
}

export const describeDecision = (decision: Decision, config: RoutingConfig): object => ({
  model: decision.requestedModel,
  task: decision.choice.task ?? null,
  task_source: decision.choice.source,
  confidence: decision.choice.confidence ?? null,
  scores: decision.choice.scores ?? null,
  reasons: decision.choice.reasons,
  request_class: decision.requestClass ?? null,
  strategy: decision.strategy,
  candidates: decision.selection.candidates.map(({ target, credential, reason, parameters }) => ({
    target: target.id,
    provider: target.provider.name,
    model: target.model,
    credential: credential.id,
    reason,
    parameters: parameters ?? null,
    context_window: target.contextWindow ?? null,
  })),
  skipped: decision.selection.skipped.map(skip => ({ target: skip.target, reason: skip.reason, rest_ms: 'restMs' in skip ? Math.ceil(skip.restMs) : null })),
  notes: decision.selection.notes ?? [],
  configuration: { revision: decision.revision, source: config.source },
})
