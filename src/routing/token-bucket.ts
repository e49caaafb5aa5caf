/** A budget that grows with use and with time: what retries and hedges may spend without ever multiplying the load. One token is there at once. */

import type { Clock } from '../lib/clock.ts'

export interface TokenBucketOptions {
  /** Tokens earned by waiting, so that a quiet router may still try again. */
  readonly earnedPerSecond: number
  readonly max: number
  readonly now: Clock
}

export class TokenBucket {
  readonly #options: TokenBucketOptions
  #tokens: number
  #atMs: number

  constructor (options: TokenBucketOptions) {
    this.#options = options
    this.#tokens = Math.min(1, options.max)
    this.#atMs = options.now()
  }

  /** Use earns a share of a token. */
  deposit (share: number): void { this.#tokens = Math.min(this.#options.max, this.#tokens + share) }

  /** Takes one token if there is one. */
  withdraw (): boolean {
    const now = this.#options.now()
    this.#tokens = Math.min(this.#options.max, this.#tokens + (now - this.#atMs) / 1000 * this.#options.earnedPerSecond)
    this.#atMs = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
