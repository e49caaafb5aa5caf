/** What a simulated vendor is, as data: its models, the requests it refuses and the oddities of its answers. Nothing runs in here. */

import type { SimulatedWireName } from '../simulated-wire.ts'
import type { Quirk } from './quirks.ts'
import type { Rule } from './rules/rule.ts'
import type { ErrorShape } from './vendor-errors.ts'
import type { ThinkingSwitch, VendorModel } from './vendor-model.ts'

export interface Vendor {
  readonly name: string
  readonly wire: SimulatedWireName
  /** A second address of the vendor of this preset, for clients of this wire; absent at its usual one. */
  readonly preset?: string
  /** Below which its paths are; the wire's own path follows (`/chat/completions`, `/v1/messages`). */
  readonly basePath: string
  /** The first one is the one to ask. */
  readonly models: readonly VendorModel[]
  readonly thinkingSwitch: ThinkingSwitch
  /** Whether what it thinks is in its answers. */
  readonly showsThinking: boolean
  /** In the order in which they are looked at; the first broken one is told. */
  readonly rules: readonly Rule[]
  readonly quirks: readonly Quirk[]
  readonly errorShape: ErrorShape
}
