/**
 * One valid configuration, built and frozen. Everything a request needs to know of the configuration is read from one
 * snapshot, taken when it starts; a reload swaps the snapshot and touches nothing inside an old one.
 */

import type { JsonObject, RequestClass, Task } from '../chat/request.ts'
import type { Provider, Target } from './target.ts'

export const STRATEGIES = ['priority', 'round_robin', 'weighted', 'latency', 'cost'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** Classes of requests that may have targets of their own; `main` goes by its task. */
export const ROUTED_CLASSES = ['subagent', 'workflow', 'compaction', 'auxiliary'] as const satisfies readonly RequestClass[]
export type RoutedClass = (typeof ROUTED_CLASSES)[number]

export interface RouteEntry {
  readonly target: Target
  /** Extra members of the provider's request (`enable_search: true`); they win over the client's. */
  readonly parameters?: JsonObject
  /** For `weighted`; 1 by default. */
  readonly weight: number
}

export interface TaskRoute {
  readonly strategy: Strategy
  readonly entries: readonly RouteEntry[]
}

export interface Alias {
  /** As written: a name or a glob (`claude-*`). */
  readonly pattern: string
  readonly matches: (model: string) => boolean
  /** `auto`, a task, `auto:<task>`, `provider/model` or a bare model. */
  readonly model: string
}

/** Defaults in brackets; all times in milliseconds. */
export interface RoutingSettings {
  /** DNS, TCP and TLS together [1000]. */
  readonly connectTimeoutMs: number
  /** From the call to the first content, for a small streamed request [10000]; grows with the prompt. */
  readonly firstContentTimeoutMs: number
  /** From the call to the whole JSON answer where nothing is streamed [120000]. */
  readonly resultTimeoutMs: number
  /** Longest silence in mid-answer; pings do not count [30000]. */
  readonly idleTimeoutMs: number
  /** Everything: all attempts of one request, up to the commit point [180000]. */
  readonly totalTimeoutMs: number
  /** Silence after which a second target is asked, where nothing is known of the first one's pace [1500]. 0: never. */
  readonly hedgeAfterMs: number
  /** Share of requests that may be hedged [0.05]. */
  readonly hedgeBudget: number
  /** Attempts of one request that may have been billed [3]. */
  readonly maxBilledAttempts: number
  /** Same-target retries, as a share of a provider's requests [0.2]. */
  readonly retryBudget: number
  /** Estimated tokens from which a person's text is `long` [4000]. */
  readonly longTokens: number
  /** A 400 from one provider is tried once at the next [false]. */
  readonly fallbackOnInvalidRequest: boolean
  /** A text answer that breaks after its first content is gone on with by the next target [true]. */
  readonly resume: boolean
  readonly breaker: {
    /** [5] */
    readonly minimumCalls: number
    /** Percent of calls in the window [50]. */
    readonly failurePercent: number
    /** [10000] */
    readonly windowMs: number
    /** From opening to the first half-open request [5000]; doubles to `maxOpenMs` [30000]. */
    readonly openMs: number
    readonly maxOpenMs: number
  }
}

export interface RoutingConfig {
  /** 1 for the first configuration of this process, then counted up. */
  readonly revision: number
  /** What it was read from: a path, `environment`, or `demo`. */
  readonly source: string
  readonly providers: ReadonlyMap<string, Provider>
  /** By id, in the file's order. Only enabled providers' targets. */
  readonly targets: ReadonlyMap<string, Target>
  /** Every provider that has a bare model name, in the file's order. */
  readonly targetsByModel: ReadonlyMap<string, readonly Target[]>
  readonly tasks: Readonly<Record<Task, TaskRoute>>
  /** Asked before those of the task, for requests of the class that leave the choice to the router. */
  readonly classes: Readonly<Partial<Record<RoutedClass, TaskRoute>>>
  readonly aliases: readonly Alias[]
  readonly routing: RoutingSettings
}

/** Where the current snapshot comes from. */
export interface ConfigSource {
  /** A request reads it once. */
  current (): RoutingConfig
  subscribe (listener: (next: RoutingConfig, previous: RoutingConfig) => void): () => void
  close (): Promise<void>
}
