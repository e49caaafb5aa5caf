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
import { atMost } from '../lib/bounded.ts'

const MAX_RETRY_AFTER_MS = 60_000
/** A little disorder, so that many routers do not come back in step. */
const JITTER = 0.1

interface Benched { readonly sinceMs: number, readonly untilMs: number, readonly repeats: number, readonly failure: Failure }

export interface CooldownState { readonly key: string, readonly failure: Failure, readonly remainingMs: number }

type Benchable = Pick<Candidate, 'target' | 'credential'>

/** What is benched, by its scope. */
const KEYS: Readonly<Record<Bench['scope'], (candidate: Benchable) => string>> = {
  credential: ({ credential }) => `key ${credential.id}`,
  'credential-target': ({ target, credential }) => `key ${credential.id} at ${target.id}`,
  target: ({ target }) => `target ${target.id}`,
}

const keysOf = (candidate: Benchable): readonly string[] => Object.values(KEYS).map(keyOf => keyOf(candidate))

const restMsOf = ({ heedsRetryAfter }: Bench, { retryAfterMs }: ProviderError, backoffMs: number): number => {
  if (retryAfterMs === undefined) return backoffMs
  const askedMs = Math.min(MAX_RETRY_AFTER_MS, retryAfterMs)
  return heedsRetryAfter === true ? askedMs : Math.max(askedMs, backoffMs)
}

export class Cooldowns {
  readonly #benched = new LRUCache<string, Benched>(atMost(10_000))
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
    const key = KEYS[bench.scope](candidate)
    const now = this.#now()
    const before = this.#benched.get(key)
    // Requests that were under way together fail together; that is one refusal, not many.
    const repeats = before === undefined ? 1 : before.untilMs > now ? before.repeats : before.repeats + 1
    const backoffMs = Math.min(bench.maxMs, bench.baseMs * 2 ** (repeats - 1)) * (1 + this.#random() * JITTER)
    const untilMs = Math.max(now + restMsOf(bench, error, backoffMs), before?.untilMs ?? 0)
    this.#benched.set(key, { sinceMs: now, untilMs, repeats, failure: error.failure })
    return untilMs - now
  }

  /** The success of an attempt that began so forgets what was held against its candidate before. */
  forgive (candidate: Candidate, startedAtMs: number): void {
    if (this.#benched.size === 0) return
    for (const key of keysOf(candidate)) {
      if ((this.#benched.get(key)?.sinceMs ?? Infinity) <= startedAtMs) this.#benched.delete(key)
    }
  }

  /** How long the candidate is left alone, and for which failure; `undefined`: it may be asked now. */
  rest (candidate: Benchable): Rest | undefined {
    if (this.#benched.size === 0) return undefined
    const now = this.#now()
    let rest: Rest | undefined
    for (const key of keysOf(candidate)) {
      const benched = this.#benched.get(key)
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
