/** One row of the matrix: a question in both clients' words, what it becomes on the other wire, and what is answered. */

import type { ClientWire } from '../replies.ts'
import type { DialectName, Saying } from './answers.ts'

export interface Row {
  readonly name: string
  /** The model at either provider. `plain`: nothing is known of it; `thinker`: its reasoning can be switched; `reader`: reads documents. */
  readonly model?: 'plain' | 'thinker' | 'reader'
  /** The client's body, `model` and `stream` left out. */
  readonly asks: Readonly<Record<ClientWire, object>>
  /** The whole body that a provider of the *other* wire is sent, `model` and what asks for a stream left out. */
  readonly sent: Readonly<Record<DialectName, object>>
  /** Members of which a provider of the *same* wire cannot take the client's words; every other byte stays. */
  readonly mended?: Readonly<Partial<Record<DialectName, object>>>
  /** What a provider of the other wire cannot be told, by the header that says so. */
  readonly dropped?: Readonly<Partial<Record<DialectName, readonly string[]>>>
  /** The same for one of the same wire. */
  readonly droppedOnOwnWire?: Readonly<Partial<Record<DialectName, readonly string[]>>>
  readonly says: Saying
  /** Clients that did not ask for thinking, and do not see it when it comes from another wire. */
  readonly hidesThinking?: readonly ClientWire[]
  /** An OpenAI client asks for usage in its stream. */
  readonly wantsUsage?: boolean
}

export const HI = [{ role: 'user', content: 'Hi' }] as const
/** The same as the Anthropic dialect writes it. */
export const HI_BLOCKS = [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] as const
export const CACHED = { cache_control: { type: 'ephemeral' } } as const

/** Rides along in every request: a member of nobody's specification, a number that only its own writer would write so. */
export const CUSTOM_TEXT = '"x_custom": {"kept": 1.50}'
export const CUSTOM = { x_custom: { kept: 1.5 } } as const
