/**
 * What is known of each target's pace: the time to first content, by size of request, over its last answers. Selection
 * orders by it, hedging waits by it. Being up or down is the breaker's and the cooldowns' business.
 */

import { LRUCache } from 'lru-cache'
import { atMost } from '../lib/bounded.ts'

const SAMPLES = 64
/** Fewer samples say nothing about a 95th percentile. */
const MIN_SAMPLES = 10
const RECOMPUTE_EVERY = 8

/** Upper bounds of the size classes, tokens. A long prompt is slow to first content everywhere. */
const SIZE_CLASSES = [2_000, 16_000, Infinity] as const

const sizeClassOf = (tokens: number): number => SIZE_CLASSES.findIndex(bound => tokens <= bound)

class Pace {
  readonly #samples = new Float64Array(SAMPLES)
  #count = 0
  #p50: number | undefined
  #p95: number | undefined

  add (milliseconds: number): void {
    this.#samples[this.#count++ % SAMPLES] = milliseconds
    if (this.#count >= MIN_SAMPLES && (this.#count === MIN_SAMPLES || this.#count % RECOMPUTE_EVERY === 0)) this.#recompute()
  }

  get p50Ms (): number | undefined { return this.#p50 }
  get p95Ms (): number | undefined { return this.#p95 }

  #recompute (): void {
    const sorted = this.#samples.slice(0, Math.min(this.#count, SAMPLES)).sort()
    this.#p50 = sorted[Math.floor(sorted.length * 0.5)]
    this.#p95 = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))]
  }
}

export class TargetHealth {
  readonly #paces = new LRUCache<string, readonly Pace[]>(atMost(5_000))

  /** An answer's first content came after so many milliseconds. */
  answered (targetId: string, inputTokens: number, firstContentMs: number): void {
    let paces = this.#paces.get(targetId)
    if (paces === undefined) {
      paces = SIZE_CLASSES.map(() => new Pace())
      this.#paces.set(targetId, paces)
    }
    paces[sizeClassOf(inputTokens)]?.add(firstContentMs)
  }

  /** Usual time to first content for a request of this size, or `undefined` while too little is known. */
  p50Ms (targetId: string, inputTokens: number): number | undefined { return this.#paces.get(targetId)?.[sizeClassOf(inputTokens)]?.p50Ms }

  p95Ms (targetId: string, inputTokens: number): number | undefined { return this.#paces.get(targetId)?.[sizeClassOf(inputTokens)]?.p95Ms }
}
