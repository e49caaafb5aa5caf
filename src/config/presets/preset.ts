/**
 * What is known of a vendor before anybody configures it: address, key, models, quirks. Data only; the meaning of a quirk is in
 * its dialect. Facts come from public lists at `asOf` and are easy to override in `config/routing.yaml`; what could not be
 * verified is left out rather than invented.
 */

import type { JsonObject, Task } from '../../chat/request.ts'
import type { Compat } from '../compat.ts'
import type { Capability, DialectName, Price, TargetKind } from '../target.ts'

export interface PresetModel {
  /** As in `provider/model`. */
  readonly id: string
  /** What the vendor calls it, where that differs. */
  readonly upstreamName?: string
  /** Default `chat`. */
  readonly kind?: TargetKind
  readonly displayName?: string
  readonly contextWindow?: number
  readonly maxOutputTokens?: number
  /** The vendor's list price at `asOf`, lowest tier, without promotions. */
  readonly price?: Price
  readonly capabilities?: readonly Capability[]
  /** Added to the preset's own. */
  readonly compat?: Compat
  /** Known where somebody names it, never offered by itself. */
  readonly isLegacy?: boolean
}

/** An environment variable that holds a key; some keys belong to another address. */
export interface KeyVariable {
  readonly name: string
  readonly baseUrl?: string
}

export interface Preset {
  readonly name: string
  readonly title: string
  /** Month of the facts, `2026-11`. */
  readonly asOf: string
  readonly dialect: DialectName
  readonly baseUrl: string
  readonly keyVariables: readonly KeyVariable[]
  /** Without a key no call can succeed. */
  readonly needsKey: boolean
  readonly compat: Compat
  /** The first one is the default. */
  readonly models: readonly PresetModel[]
  /** A marketplace: names outside the list are usual. */
  readonly servesAnyModel?: boolean
  /** Models for tasks that deserve another than the default. */
  readonly taskModels: Readonly<Partial<Record<Task, string>>>
  /** Extra request members for a task (`enable_search: true`). */
  readonly taskParameters?: Readonly<Partial<Record<Task, JsonObject>>>
  /** Told whenever the preset is used. */
  readonly warning?: string
}
