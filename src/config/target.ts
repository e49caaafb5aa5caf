/**
 * The shapes that a valid configuration is built into: providers, targets and their credentials, frozen. A request keeps
 * the objects it started with to its end, whatever is reloaded meanwhile. Reading and checking YAML happens elsewhere.
 */

import type { Wire } from '../chat/request.ts'
import type { Secret } from '../lib/secret.ts'
import type { Compat } from './compat.ts'

/** The wire that each dialect speaks. */
export const DIALECT_WIRES = { openai: 'openai-chat', anthropic: 'anthropic-messages', 'openai-responses': 'openai-responses' } as const satisfies Readonly<Record<string, Wire>>
export type DialectName = keyof typeof DIALECT_WIRES
export const DIALECT_NAMES = Object.keys(DIALECT_WIRES) as readonly DialectName[]

export const CAPABILITIES = ['tools', 'images', 'documents', 'audio', 'reasoning', 'search', 'image_output', 'structured_output'] as const
export type Capability = (typeof CAPABILITIES)[number]

/** What a model is for. Only `chat` models, and `image` ones for the task of that name, have a place in the matrix. */
export const TARGET_KINDS = ['chat', 'image', 'embedding', 'completion', 'speech', 'transcription', 'moderation'] as const
export type TargetKind = (typeof TARGET_KINDS)[number]

/** One key of one provider: the unit of rate limits and refusals. */
export interface Credential {
  /** `deepseek#1`: safe to log. */
  readonly id: string
  readonly secret: Secret
}

/** A further address of a provider, for another wire. */
export interface Endpoint {
  /** As in `Provider`. */
  readonly baseUrl: string
  /** Quirks of this wire here. What is true of a model on every wire comes from the model (`other-wires.ts`). */
  readonly compat: Compat
}

export type Endpoints = Readonly<Partial<Record<DialectName, Endpoint>>>

export interface Provider {
  readonly name: string
  readonly dialect: DialectName
  /** Without a trailing slash; the dialect appends its path (`/chat/completions`, `/v1/messages`). */
  readonly baseUrl: string
  readonly credentials: readonly Credential[]
  /** Sent with every call, lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly isEnabled: boolean
  /** Smaller goes first among targets that are otherwise equal. */
  readonly priority: number
  /** A built-in demonstration, never a real model; said in every answer. */
  readonly isDemo: boolean
  readonly preset?: string
  /** Quirks of models that nobody listed; present where a client may name any model of this provider (`open-target.ts`). */
  readonly openCompat?: Compat
  /** Where it is reached on other wires. */
  readonly endpoints?: Endpoints
}

/** United States dollars for a million tokens. */
export interface Price {
  readonly input: number
  readonly output: number
  readonly cacheRead?: number
  readonly cacheWrite?: number
}

/** What was measured of a target, as far as it is obeyed. Days as `2026-11-20`. */
export interface Measured {
  readonly capabilities: Readonly<Partial<Record<Capability, { readonly supported: boolean; readonly day: string }>>>
  /** Of every other fact, by its name in YAML: `compat.tool_choice`, `context_window`. */
  readonly days: Readonly<Record<string, string>>
}

/** One model at one provider: the unit of health, cooldown and failover. */
export interface Target {
  /** `provider/model`. */
  readonly id: string
  readonly provider: Provider
  readonly model: string
  readonly kind: TargetKind
  readonly displayName?: string
  /** Tokens; `undefined` where nobody told. */
  readonly contextWindow?: number
  readonly maxOutputTokens?: number
  readonly price?: Price
  /** `undefined` where nobody told: the target is then taken to be able. */
  readonly capabilities?: ReadonlySet<Capability>
  readonly compat: Compat
  /** Already in the facts above, but for capabilities of which nobody told: see `lacks.ts`. */
  readonly measured?: Measured
  readonly weight: number
  /** The same target at its provider's address for another wire: same id, other dialect, address and quirks. */
  readonly otherWires?: ReadonlyMap<Wire, Target>
}

/** The target as it is best asked by a client of this wire: on that wire where its provider speaks it. */
export const speaking = (target: Target, wire: Wire): Target => target.otherWires?.get(wire) ?? target
