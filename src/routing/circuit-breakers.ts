/**
 * One breaker for each target, kept as a ledger: attempts run on their own and report how they ended.
 *
 * closed → open: more than half of at least five calls in ten seconds failed, or three connections in a row did. An
 * answer that breaks after its first content, and so was counted as a success, counts as two failures from then on.
 * open → half-open: after five seconds; each further failure doubles that, up to thirty.
 * half-open: one request is let through. Success closes; failure opens again, and so do three seconds without an outcome,
 * but a slow target's success closes whenever it comes. An outcome that says nothing of the target, such as a client that
 * leaves, lets the next request through in its place. Outcomes of requests that were admitted before the breaker last
 * opened are not heard any more.
 */

import { LRUCache } from 'lru-cache'
import CircuitBreaker from 'opossum'
import type { RoutingSettings } from '../config/snapshot.ts'
import type { BreakerSample } from './verdicts.ts'
import { atMost } from '../lib/bounded.ts'

const PROBE_LIMIT_MS = 3_000
const CONNECT_FAILURES_TO_OPEN = 3
const FAILURES_OF_A_BREAK = 2
/** Clients may name models that nobody listed; each has a breaker. */
const MAX_BREAKERS = 2_000

export type BreakerState = 'closed' | 'open' | 'half-open'

/** Permission for one attempt, and where its outcome goes. Only the first report counts. */
export interface Admission {
  report (sample: BreakerSample, isConnectFailure?: boolean): void
}

type BreakerSettings = RoutingSettings['breaker']
type Circuit = CircuitBreaker<[Promise<void>], void>

const HALF_OPEN = { state: { closed: false, halfOpen: true } }

class ProviderIsFailing extends Error {}
const ignore = (): void => {}

/** An `Admission` that hears its first report alone. */
const once = (hear: Admission['report']): Admission => {
  let isReported = false
  return {
    report: (sample, isConnectFailure) => {
      if (isReported) return
      isReported = true
      hear(sample, isConnectFailure)
    },
  }
}

class TargetBreaker {
  readonly settings: BreakerSettings
  readonly #onChange: (state: BreakerState) => void
  #circuit: Circuit
  #timesOpened = 0
  #opensInARow = 0
  #connectFailures = 0
  #halfOpenAtMs = 0

  constructor (settings: BreakerSettings, onChange: (state: BreakerState) => void) {
    this.settings = settings
    this.#onChange = onChange
    this.#circuit = this.#createCircuit()
  }

  get state (): BreakerState { return this.#circuit.opened ? 'open' : this.#circuit.halfOpen ? 'half-open' : 'closed' }

  /** Whether an attempt would be admitted now. */
  get isAvailable (): boolean { return this.#circuit.closed || (this.#circuit.halfOpen && this.#circuit.pendingClose) }

  /** Milliseconds until the next request is let through; 0 when one would be now. */
  remainingMs (now: number): number {
    if (this.isAvailable) return 0
    return this.#circuit.halfOpen ? PROBE_LIMIT_MS : Math.max(0, this.#halfOpenAtMs - now)
  }

  admit (): Admission | undefined {
    if (!this.isAvailable) return undefined
    return this.#circuit.halfOpen ? this.#admitProbe() : this.#admitOne()
  }

  /** An answer broke that had been counted as a success. */
  broke (): void {
    for (let count = 0; count < FAILURES_OF_A_BREAK; count++) this.#count('failure', false)
  }

  /** Lets the next request through at once. */
  wake (): void {
    if (!this.#circuit.opened) return
    this.#awaitProbe()
    this.#onChange('half-open')
  }

  shutdown (): void { this.#circuit.shutdown() }

  #createCircuit (state: object = {}): Circuit {
    const options = {
      timeout: false as const,
      resetTimeout: this.settings.openMs,
      volumeThreshold: this.settings.minimumCalls,
      errorThresholdPercentage: this.settings.failurePercent,
      rollingCountTimeout: this.settings.windowMs,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      ...state,
    }
    const circuit: Circuit = new CircuitBreaker((outcome: Promise<void>) => outcome, options)
    circuit.on('open', () => { this.#opened(options) })
    circuit.on('halfOpen', () => { this.#onChange('half-open') })
    circuit.on('close', () => { this.#opensInARow = 0; this.#onChange('closed') })
    // Its own listener, which starts the timer, reads the time from the options it was given.
    circuit.prependListener('open', () => { options.resetTimeout = this.#openMs() })
    return circuit
  }

  #openMs (): number { return Math.min(this.settings.maxOpenMs, this.settings.openMs * 2 ** this.#opensInARow) }

  #opened ({ resetTimeout }: { readonly resetTimeout: number }): void {
    this.#timesOpened += 1
    this.#opensInARow += 1
    this.#connectFailures = 0
    this.#halfOpenAtMs = performance.now() + resetTimeout
    this.#onChange('open')
  }

  #admitOne (): Admission {
    const timesOpened = this.#timesOpened
    return once((sample, isConnectFailure) => { if (timesOpened === this.#timesOpened) this.#count(sample, isConnectFailure === true) })
  }

  #count (sample: BreakerSample, isConnectFailure: boolean): void {
    if (!this.#circuit.closed || sample === 'neutral') return
    this.#connectFailures = isConnectFailure ? this.#connectFailures + 1 : 0
    if (sample === 'success') this.#countSuccess()
    else this.#circuit.fire(Promise.reject(new ProviderIsFailing())).catch(ignore)
    if (this.#connectFailures >= CONNECT_FAILURES_TO_OPEN) this.#circuit.open()
  }

  /** What firing comes to when a closed circuit's call succeeds, without a call. */
  #countSuccess (): void {
    const { status } = this.#circuit as Circuit & { readonly status: { increment (property: string): void } }
    status.increment('fires')
    status.increment('successes')
  }

  #admitProbe (): Admission {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const circuit = this.#circuit
    circuit.fire(promise).catch(ignore)
    const limit = setTimeout(() => { reject(new ProviderIsFailing()) }, PROBE_LIMIT_MS)
    limit.unref()
    return once((sample) => {
      clearTimeout(limit)
      if (sample === 'failure') reject(new ProviderIsFailing())
      else if (sample === 'neutral') { if (circuit === this.#circuit && circuit.halfOpen) this.#awaitProbe() }
      else { resolve(); this.#circuit.close() }
    })
  }

  /** A circuit can be made half-open, but not told to become so. */
  #awaitProbe (): void {
    this.#circuit.shutdown()
    this.#circuit = this.#createCircuit(HALF_OPEN)
  }
}

export interface BreakerChange { readonly targetId: string, readonly state: BreakerState }

const hasSameNumbers = (a: BreakerSettings, b: BreakerSettings): boolean =>
  (Object.keys(a) as Array<keyof BreakerSettings>).every(name => a[name] === b[name])

export class CircuitBreakers {
  readonly #breakers = new LRUCache<string, TargetBreaker>({ ...atMost(MAX_BREAKERS), dispose: (breaker) => { breaker.shutdown() } })
  readonly #settings: () => BreakerSettings
  readonly #onChange: (change: BreakerChange) => void

  constructor (settings: () => BreakerSettings, onChange: (change: BreakerChange) => void = ignore) {
    this.#settings = settings
    this.#onChange = onChange
  }

  isAvailable (targetId: string): boolean { return this.#breakers.get(targetId)?.isAvailable ?? true }

  state (targetId: string): BreakerState { return this.#breakers.get(targetId)?.state ?? 'closed' }

  remainingMs (targetId: string): number { return this.#breakers.get(targetId)?.remainingMs(performance.now()) ?? 0 }

  /** `undefined`: the target is not to be asked now. */
  admit (targetId: string): Admission | undefined { return this.#breakerOf(targetId).admit() }

  /** An answer of this target broke after its first content. */
  broke (targetId: string): void { this.#breakerOf(targetId).broke() }

  wake (targetId: string): void { this.#breakers.get(targetId)?.wake() }

  /**
   * After a reload: forgets targets that are gone, and everything where the settings changed; keeps what is known of the
   * rest.
   */
  retain (targetIds: ReadonlySet<string>): void {
    const settings = this.#settings()
    for (const [targetId, { settings: before, state }] of [...this.#breakers.entries()]) {
      if (targetIds.has(targetId) && hasSameNumbers(settings, before)) continue
      this.#breakers.delete(targetId)
      if (state !== 'closed') this.#onChange({ targetId, state: 'closed' })
    }
  }

  close (): void { this.#breakers.clear() }

  #breakerOf (targetId: string): TargetBreaker {
    const known = this.#breakers.get(targetId)
    if (known !== undefined) return known
    const breaker = new TargetBreaker(this.#settings(), (state) => { this.#onChange({ targetId, state }) })
    this.#breakers.set(targetId, breaker)
    return breaker
  }
}
