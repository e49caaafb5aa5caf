/** The exchanges that are under way, so that a stop can end each of them in its own words. */

export class OpenExchanges {
  readonly #interrupts = new Map<object, () => void>()

  get size (): number { return this.#interrupts.size }

  /** How the exchange is to be interrupted from now on; what was said before about the same exchange is forgotten. */
  set (exchange: object, interrupt: () => void): void { this.#interrupts.set(exchange, interrupt) }
  delete (exchange: object): void { this.#interrupts.delete(exchange) }

  interruptAll (): void {
    for (const interrupt of this.#interrupts.values()) interrupt()
    this.#interrupts.clear()
  }
}
