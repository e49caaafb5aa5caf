/**
 * Who is left alone, and until when: a rate limit benches one key for one model, a refused key benches the key, an
 * overloaded provider its target. Repeats double the wait up to the table's maximum, one success forgets it. Time is
 * monotonic; nothing here outlives the process.
 */

import { LRUCache } from 'lru-cache'
import type { Failure, ProviderError } from '../chat/errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { Candidate } from '../providers/attempt.ts'
import type { Rest } from './select-candidates.ts'
import { type Bench, consequenceOf } from './verdicts.ts'

const MAX_RETRY_AFTER_MS = 60_000
/** A little disorder, so that many routers do not come back in step. */
const JITTER = 0.1

interface Benched { readonly untilMs: number, readonly repeats: number, readonly failure: Failure }

export interface CooldownState { readonly key: string, readonly failure: Failure, readonly remainingMs: number }

const keyOf = (scope: Bench['scope'], { target, credential }: Pick<Candidate, 'target' | 'credential'>): string => {
  switch (scope) {
    case 'credential': return `key ${credential.id}`
    case 'credential-target': return `key ${credential.id} at ${target.id}`
    case 'target': return `target ${target.id}`
    default: return scope satisfies never
  }
}

const SCOPES: ReadonlyArray<Bench['scope']> = ['credential', 'credential-target', 'target']

export class Cooldowns {
  readonly #benched = new LRUCache<string, Benched>({ max: 10_000 })
  readonly #now: Clock
  readonly #random: () => number

  constructor (now: Clock, random: () => number = Math.random) {
    this.#now = now
    this.#random = random
  }

  /** Learns from a failure; says how long the candidate rests now, milliseconds, 0 if it does not. */
  learn (candidate: Candidate, error: ProviderError): number {
    const { bench } = consequenceOf(error.failure)
    if (bench === undefined) return 0
    const key = keyOf(bench.scope, candidate)
    const repeats = (this.#benched.get(key)?.repeats ?? 0) + 1
    const backoffMs = Math.min(bench.maxMs, bench.baseMs * 2 ** (repeats - 1)) * (1 + this.#random() * JITTER)
    const restMs = error.retryAfterMs === undefined ? backoffMs : Math.min(MAX_RETRY_AFTER_MS, error.retryAfterMs)
    this.#benched.set(key, { untilMs: this.#now() + restMs, repeats, failure: error.failure })
    return restMs
  }

  /** A success forgets what was held against this candidate. */
  forgive (candidate: Candidate): void {
    if (this.#benched.size === 0) return
    for (const scope of SCOPES) this.#benched.delete(keyOf(scope, candidate))
  }

  /** How long the candidate is left alone, and for which failure; `undefined`: it may be asked now. */
  rest (candidate: Pick<Candidate, 'target' | 'credential'>): Rest | undefined {
    if (this.#benched.size === 0) return undefined
    const now = this.#now()
    let rest: Rest | undefined
    for (const scope of SCOPES) {
      const benched = this.#benched.get(keyOf(scope, candidate))
      const remainingMs = (benched?.untilMs ?? 0) - now
      if (benched !== undefined && remainingMs > (rest?.remainingMs ?? 0)) rest = { remainingMs, failure: benched.failure }
    }
    return rest
  }

  /** Forgets what is held against a provider's keys: they were changed. */
  forget (provider: string): void {
    for (const key of this.#benched.keys()) if (key.startsWith(`key ${provider}#`)) this.#benched.delete(key)
  }

  snapshot (): readonly CooldownState[] {
    const now = this.#now()
    return [...this.#benched.entries()]
      .map(([key, { untilMs, failure }]) => ({ key, failure, remainingMs: Math.max(0, untilMs - now) }))
      .filter(({ remainingMs }) => remainingMs > 0)
  }
}
