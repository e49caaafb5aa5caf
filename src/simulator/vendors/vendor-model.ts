/** One model of a simulated vendor: what it can do, and when it thinks. */

/** `always`: it cannot be switched off. `unless-told`: on by default. `when-told`: off by default. */
export type Thinks = 'always' | 'unless-told' | 'when-told' | 'never'

export interface VendorModel {
  readonly id: string
  readonly thinks: Thinks
  readonly seesImages: boolean
  /** Tokens. */
  readonly maxOutputTokens: number
}

/** The member of a request that switches thinking. */
export type ThinkingSwitch = 'thinking' | 'enable_thinking' | 'reasoning_effort' | 'reasoning' | 'none'
