/** A value that cannot be printed by accident: only `reveal()` gives it, and only header builders call that. */

import { inspect } from 'node:util'

export class Secret {
  readonly #value: string

  constructor (value: string) { this.#value = value }

  reveal (): string { return this.#value }

  equals (other: Secret | undefined): boolean { return this.#value === other?.reveal() }

  /** Enough to tell keys apart, never enough to use one. */
  get hint (): string { return this.#value.length >= 12 ? `…${this.#value.slice(-4)}` : '…' }

  toString (): string { return `[secret ${this.hint}]` }
  toJSON (): string { return this.toString() }
  [inspect.custom] (): string { return this.toString() }
}
