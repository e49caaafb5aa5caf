/** What a look at the routing file came to, for whoever logs it, counts it or shows it. */

import type { Change } from './change-summary.ts'
import type { ConfigProblem } from './config-problem.ts'
import type { RoutingConfig } from './snapshot.ts'

export interface AcceptedReload {
  readonly accepted: true
  /** The same object as before where nothing that matters changed. */
  readonly config: RoutingConfig
  readonly changes: readonly Change[]
  /** `+provider glm, ~tasks.code`, or `no changes`. */
  readonly summary: string
  readonly warnings: readonly ConfigProblem[]
}

export interface RejectedReload {
  readonly accepted: false
  readonly problems: readonly ConfigProblem[]
  /** What goes on running. */
  readonly config: RoutingConfig
  /** What was read, for code frames; absent where nothing could be read. */
  readonly text?: string
}

export type ReloadOutcome = AcceptedReload | RejectedReload
