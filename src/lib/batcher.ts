/**
 * Gathers items and hands them on together, after a moment or when there are many: work that nobody waits for is cheaper
 * in one piece, and is done beside the request's path.
 */

export interface BatcherOptions<Item> {
  readonly handle: (items: readonly Item[]) => void
  /** Longest wait of an item, milliseconds. */
  readonly maxWaitMs: number
  /** So many are handed on at once. */
  readonly maxItems: number
}

export class Batcher<Item> {
  readonly #options: BatcherOptions<Item>
  #items: Item[] = []
  #timer: NodeJS.Timeout | undefined

  constructor (options: BatcherOptions<Item>) { this.#options = options }

  add (item: Item): void {
    this.#items.push(item)
    if (this.#items.length >= this.#options.maxItems) this.flush()
    else this.#timer ??= setTimeout(() => { this.flush() }, this.#options.maxWaitMs).unref()
  }

  /** Hands on what is there, now. */
  flush (): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#items.length === 0) return
    const items = this.#items
    this.#items = []
    this.#options.handle(items)
  }
}
