/**
 * What is known of a vendor before anybody configures it: addresses, keys, quirks, and models, whose facts stand in `models/`.
 * Data only; the meaning of a quirk is in its dialect. Facts come from public lists at `asOf` and are easy to override in
 * `config/routing.yaml`; what could not be verified is left out rather than invented.
 */

import type { JsonObject, Task } from '../../chat/request.ts'
import type { Compat } from '../compat.ts'
import type { Capability, DialectName, Price, TargetKind } from '../target.ts'

/** Facts of a model that age: what `models/` holds, and what anybody overrides under `models` in `config/routing.yaml`. */
export interface ModelFacts {
  /** As in `provider/model`. */
  readonly id: string
  readonly kind: TargetKind
  /** What the vendor calls it, where that differs. */
  readonly upstreamName?: string
  readonly displayName?: string
  /** Tokens, question and answer together; of models that only read, the longest input. */
  readonly contextWindow?: number
  readonly maxOutputTokens?: number
  /** The vendor's list price at `asOf`, lowest tier, without promotions; absent where it is not by tokens. */
  readonly price?: Price
  readonly capabilities?: readonly Capability[]
  /** Known where somebody names it, never offered by itself. */
  readonly isLegacy?: boolean
}

export interface ModelList {
  /** Month of the facts, `2026-11`. */
  readonly asOf: string
  /** The first one that converses is the default. */
  readonly models: readonly ModelFacts[]
}

export interface ModelQuirks {
  /** Added to the preset's own. */
  readonly compat?: Compat
  /** Added to the preset's own, on the wires of `endpoints`. */
  readonly endpointCompat?: Readonly<Partial<Record<DialectName, Compat>>>
}

export interface PresetModel extends ModelFacts, ModelQuirks {}

/** The listed models, with the quirks of some of them. */
export const withQuirks = <Id extends string>({ models }: { readonly models: ReadonlyArray<ModelFacts & { readonly id: Id }> }, quirks: Readonly<Partial<Record<Id, ModelQuirks>>>): readonly PresetModel[] =>
  models.map((model) => ({ ...model, ...quirks[model.id] }))

/** An environment variable that holds a key; some keys belong to another of the vendor's sites. */
export interface KeyVariable {
  readonly name: string
  readonly baseUrl?: string
}

/** The addresses of one of a vendor's sites. Keys are sent to all of them, so they hold together or not at all (`preset-site.ts`). */
export interface Site {
  readonly baseUrl: string
  /** The same models on other wires. */
  readonly endpoints?: Readonly<Partial<Record<DialectName, string>>>
  /** As in `Compat`. */
  readonly continuationBaseUrl?: string
}

export interface Preset extends Site {
  readonly name: string
  readonly title: string
  /** Month in which its addresses and quirks were looked up, `2026-11`. */
  readonly asOf: string
  readonly dialect: DialectName
  /** Other sites of the vendor, each with its own addresses. */
  readonly otherSites?: readonly Site[]
  readonly keyVariables: readonly KeyVariable[]
  /** Without a key no call can succeed. */
  readonly needsKey: boolean
  readonly compat: Compat
  /** Quirks on the wires of `endpoints`, at every site. */
  readonly endpointCompat?: Readonly<Partial<Record<DialectName, Compat>>>
  readonly models: readonly PresetModel[]
  /** A marketplace: names outside the list are usual. */
  readonly servesAnyModel?: boolean
  /** Models for tasks that deserve others than the default, best first. */
  readonly taskModels: Readonly<Partial<Record<Task, readonly string[]>>>
  /** Extra request members for a task (`enable_search: true`), on the usual wire. */
  readonly taskParameters?: Readonly<Partial<Record<Task, JsonObject>>>
  /** Told whenever the preset is used. */
  readonly warning?: string
}
