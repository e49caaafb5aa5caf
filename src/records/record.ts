/** What one exchange leaves behind for logs, metrics, billing and explanation. Plain data; where it goes is others' business. */

import type { Billing } from '../chat/errors.ts'
import type { FinishReason, Usage } from '../chat/part.ts'
import type { Task, Wire } from '../chat/request.ts'

export type RequestOutcome = 'ok' | 'error' | 'interrupted' | 'client_gone'

export interface AttemptRecord {
  readonly target: string
  readonly credential: string
  readonly outcome: 'won' | 'failed' | 'abandoned' | 'pending'
  readonly isHedge: boolean
  readonly statusCode: number | undefined
  /** The failure's name, where it failed. */
  readonly failure: string | undefined
  readonly message: string | undefined
  readonly billing: Billing
  /** Milliseconds after the request arrived. */
  readonly startMs: number
  readonly durationMs: number
}

/** What one of several targets wrote of an answer. */
export interface ShareRecord {
  readonly target: string
  readonly usage: Usage
  readonly costUsd: number | undefined
}

/** Durations in milliseconds. */
export interface Timings {
  /** Spent in the router itself before the first content. */
  readonly overheadMs: number
  readonly firstContentMs: number | undefined
  readonly totalMs: number
}

export interface RequestRecord {
  readonly id: string
  /** Wall clock, milliseconds since the epoch, when the request arrived. */
  readonly atMs: number
  readonly wire: Wire
  /** What was asked for: `chat`, whichever its wire, or the name of a relayed endpoint (`embeddings`, `speech`, …). */
  readonly endpoint: string
  readonly requestedModel: string
  readonly isStream: boolean
  readonly task: Task | undefined
  readonly taskSource: string
  readonly outcome: RequestOutcome
  readonly statusCode: number
  readonly errorCode: string | undefined
  /** The target that answered; the first of them where others went on. */
  readonly target: string | undefined
  /** Of everybody who wrote the answer: `deepseek`, `deepseek+qwen`. */
  readonly provider: string | undefined
  readonly model: string | undefined
  readonly finishReason: FinishReason | undefined
  /** How often another attempt went on with an answer that broke. */
  readonly resumes: number
  /** Who wrote how much, in their order, where others went on; absent otherwise. */
  readonly shares?: readonly ShareRecord[]
  readonly usage: Usage
  /** `estimated`: counted here, because the provider did not tell. `none`: nobody answered, or nobody counts tokens here. */
  readonly usageSource: 'provider' | 'estimated' | 'none'
  readonly costUsd: number | undefined
  readonly timings: Timings
  readonly attempts: readonly AttemptRecord[]
  /** Events of the answer that could not be read and were left out. */
  readonly badEvents: number
  readonly revision: number
  /** What was substituted, as the client was told; absent where nothing was. */
  readonly notes?: readonly string[]
}
