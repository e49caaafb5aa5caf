/**
 * A whole routing in plain data, before targets are made: what a file, the environment or the demo all come to. Every name in it
 * is resolved. `build-routing.ts` makes the snapshot from it.
 */

import type { JsonObject, Task } from '../chat/request.ts'
import type { Compat } from './compat.ts'
import type { RoutedClass, RoutingSettings, Strategy } from './snapshot.ts'
import type { Capability, DialectName, Measured, Price, Provider, TargetKind } from './target.ts'
import type { WrittenKeys } from './written-keys.ts'

export interface ModelPlan {
  /** As in `provider/model`. */
  readonly id: string
  /** What is sent to the provider. */
  readonly upstreamName: string
  readonly kind: TargetKind
  readonly displayName?: string
  readonly contextWindow?: number
  readonly maxOutputTokens?: number
  readonly price?: Price
  readonly capabilities?: readonly Capability[]
  /** As in `Target`. */
  readonly measured?: Measured
  /** What was told, where something else was measured; on other wires it still holds. */
  readonly told?: Pick<ModelPlan, 'capabilities' | 'compat'>
  /** Complete: the provider's quirks are already in it. */
  readonly compat: Compat
  /** Quirks of this model on its provider's other wires, over those of the wire. */
  readonly endpointCompat?: Readonly<Partial<Record<DialectName, Compat>>>
  readonly weight: number
}

/** A provider as it will be, and what its targets are made from. */
export interface ProviderPlan extends Omit<Provider, 'openCompat'> {
  /** Quirks of a model that nobody listed. */
  readonly compat: Compat
  /** Models that become targets by themselves, in order. */
  readonly offered: readonly ModelPlan[]
  /** Those of them that the word `all` stands for. */
  readonly everyday: readonly string[]
  /** Models whose facts are known, offered or not. */
  readonly known: ReadonlyMap<string, ModelPlan>
  /** Any other name is a model too, with unknown facts. */
  readonly isOpenEnded: boolean
  /** Default: the file says nothing of its own. */
  readonly written?: WrittenKeys
}

export interface PlannedEntry {
  readonly provider: string
  readonly model: string
  readonly parameters?: JsonObject
  /** Default: the model's. */
  readonly weight?: number
}

export interface PlannedRoute {
  readonly strategy: Strategy
  readonly entries: readonly PlannedEntry[]
}

export interface RoutingPlan {
  /** A path, `environment` or `demo`. */
  readonly source: string
  /** Without those that were left out; disabled ones are here. */
  readonly providers: readonly ProviderPlan[]
  /** A task that is absent goes round robin over all. */
  readonly tasks: Readonly<Partial<Record<Task, PlannedRoute>>>
  readonly classes?: Readonly<Partial<Record<RoutedClass, PlannedRoute>>>
  readonly aliases: readonly { readonly pattern: string; readonly model: string }[]
  readonly routing: RoutingSettings
}

export const DEFAULT_ROUTING: RoutingSettings = {
  connectTimeoutMs: 1000,
  firstContentTimeoutMs: 10_000,
  resultTimeoutMs: 120_000,
  idleTimeoutMs: 30_000,
  totalTimeoutMs: 180_000,
  hedgeAfterMs: 1500,
  hedgeBudget: 0.05,
  maxBilledAttempts: 3,
  retryBudget: 0.2,
  longTokens: 4000,
  fallbackOnInvalidRequest: false,
  resume: true,
  breaker: { minimumCalls: 5, failurePercent: 50, windowMs: 10_000, openMs: 5000, maxOpenMs: 30_000 },
}

export const DEFAULT_PRIORITY = 100

/** What clients ask for when they do not know us: Claude Code, Codex and SDKs with their default model. */
export const DEFAULT_ALIASES: RoutingPlan['aliases'] = [{ pattern: 'claude-*', model: 'auto' }, { pattern: 'gpt-*', model: 'auto' }]

/** A model of which only the name is known. */
export const unlistedModel = (id: string, compat: Compat): ModelPlan => ({ id, upstreamName: id, kind: 'chat', compat, weight: 1 })
