/**
 * What follows from each way an attempt can fail: one table, no branches elsewhere. Reasons and measurements: every row
 * is a row of the fault matrix.
 */

import type { Failure, ProviderError } from '../chat/errors.ts'

/**
 * - `same-target`: once more, after 50 ms, if the retry budget allows; then the next target.
 * - `next-credential`: another key of the same target; when there is none, the next target.
 * - `next-target`: at once, without a pause.
 * - `larger-window`: only targets known to take more.
 * - `surface`: the client is told; another provider would say the same.
 */
export type Verdict = 'same-target' | 'next-credential' | 'next-target' | 'larger-window' | 'surface'

/** What the breaker of the target learns: it failed, it is alive, or nothing. */
export type BreakerSample = 'failure' | 'success' | 'neutral'

/** What is left alone for a while, and how long at first; repeated failures double it up to `maxMs`. */
export interface Bench {
  readonly scope: 'credential' | 'credential-target' | 'target'
  readonly baseMs: number
  readonly maxMs: number
  /** The provider's own word on how long is taken; otherwise it can only prolong the rest, never shorten it. */
  readonly heedsRetryAfter?: true
}

interface Consequence {
  readonly verdict: Verdict
  readonly breaker: BreakerSample
  readonly bench?: Bench
}

const next = (breaker: BreakerSample): Consequence => ({ verdict: 'next-target', breaker })

const CONSEQUENCES: Readonly<Record<Failure, Consequence>> = {
  'rate-limited': { verdict: 'next-credential', breaker: 'neutral', bench: { scope: 'credential-target', baseMs: 1_000, maxMs: 60_000, heedsRetryAfter: true } },
  'quota-exhausted': { verdict: 'next-credential', breaker: 'neutral', bench: { scope: 'credential', baseMs: 300_000, maxMs: 300_000 } },
  overloaded: { verdict: 'next-target', breaker: 'failure', bench: { scope: 'target', baseMs: 2_000, maxMs: 30_000, heedsRetryAfter: true } },
  'server-error': { verdict: 'same-target', breaker: 'failure' },
  unavailable: next('failure'),
  authentication: { verdict: 'next-credential', breaker: 'neutral', bench: { scope: 'credential', baseMs: 30_000, maxMs: 300_000 } },
  permission: { verdict: 'next-credential', breaker: 'neutral', bench: { scope: 'credential-target', baseMs: 60_000, maxMs: 300_000 } },
  'model-not-found': { verdict: 'next-credential', breaker: 'neutral', bench: { scope: 'credential-target', baseMs: 60_000, maxMs: 60_000 } },
  'invalid-request': { verdict: 'surface', breaker: 'success' },
  'context-length': { verdict: 'larger-window', breaker: 'success' },
  'content-filter': { verdict: 'surface', breaker: 'success' },
  'request-too-large': next('success'),
  'request-timeout': next('failure'),
  redirect: next('failure'),
  'bad-response': next('failure'),
  'bad-http': next('failure'),
  refused: next('failure'),
  'connect-timeout': next('failure'),
  dns: next('failure'),
  tls: next('failure'),
  'stale-socket': next('neutral'),
  reset: next('failure'),
  'first-content-timeout': next('failure'),
  stalled: next('failure'),
  interrupted: next('failure'),
  'local-exhaustion': { verdict: 'surface', breaker: 'neutral' },
}

/** Failures to connect at all: three in a row open the breaker, without waiting for a percentage. */
export const CONNECT_FAILURES: ReadonlySet<Failure> = new Set<Failure>(['refused', 'connect-timeout', 'dns', 'tls'])

/** Wordings of a 400 that blame a field which another provider may well know. */
const DIALECT_GAP = /unsupported (parameter|value|field)|unknown (parameter|field|name)|unrecognized|not supported|extra inputs are not permitted|additional properties|unexpected keyword/i

export interface JudgeFacts {
  /** Other targets are left to try. */
  readonly hasOtherTargets: boolean
  /** How often a request called invalid went on to another target; once is enough. */
  readonly gapFailovers: number
  /** The configuration lets any 400 fail over, not only one that blames a field. */
  readonly fallbackOnInvalidRequest: boolean
  /** Asked only where a retry would help, because the answer may spend the retry budget. */
  readonly mayRetrySameTarget: () => boolean
}

export const consequenceOf = (failure: Failure): Consequence => CONSEQUENCES[failure]

/** What to do next after a failed attempt. */
export const judge = (error: ProviderError, facts: JudgeFacts): Verdict => {
  const { verdict } = CONSEQUENCES[error.failure]
  if (verdict === 'same-target') return facts.mayRetrySameTarget() ? 'same-target' : 'next-target'
  if (error.failure !== 'invalid-request' || !facts.hasOtherTargets || facts.gapFailovers > 0) return verdict
  return facts.fallbackOnInvalidRequest || DIALECT_GAP.test(error.message) ? 'next-target' : verdict
}
