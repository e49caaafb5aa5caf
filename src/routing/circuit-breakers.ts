/**
 * One breaker for each target, kept as a ledger: attempts run on their own and report how they ended.
 *
 * closed → open: more than half of at least five calls in ten seconds failed, or three connections in a row did.
 * open → half-open: after five seconds; each further failure doubles that, up to thirty.
 * half-open: one request is let through. Success closes, failure (or three seconds without an outcome) opens again; a
 * client that leaves says nothing, so it opens again too and the next request tries. Outcomes of requests that were
 * admitted in an earlier state are not heard any more.
 */

import CircuitBreaker from 'opossum'
import type { RoutingSettings } from '../config/snapshot.ts'
import type { BreakerSample } from './verdicts.ts'

const PROBE_LIMIT_MS = 3_000
const CONNECT_FAILURES_TO_OPEN = 3

export type BreakerState = 'closed' | 'open' | 'half-open'

/** Permission for one attempt, and where its outcome goes. Only the first report counts. */
export interface Admission {
  report (sample: BreakerSample, isConnectFailure?: boolean): void
}

const succeeded = Promise.resolve()
class ProviderIsFailing extends Error {}
class SaysNothing extends Error {}
const ignore = (): void => {}

class TargetBreaker {
  readonly #circuit: CircuitBreaker<[Promise<void>], void>
  readonly #settings: RoutingSettings['breaker']
  #opensInARow = 0
  #connectFailures = 0
  #openedAtMs = 0

  constructor (settings: RoutingSettings['breaker'], onChange: (state: BreakerState) => void) {
    this.#settings = settings
    this.#circuit = new CircuitBreaker((outcome: Promise<void>) => outcome, {
      timeout: false,
      resetTimeout: settings.openMs,
      volumeThreshold: settings.minimumCalls,
      errorThresholdPercentage: settings.failurePercent,
      rollingCountTimeout: settings.windowMs,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      errorFilter: (error: unknown) => error instanceof SaysNothing && this.#circuit.closed,
    })
    this.#circuit.on('open', () => { this.#opened(); onChange('open') })
    this.#circuit.on('halfOpen', () => { onChange('half-open') })
    this.#circuit.on('close', () => { this.#opensInARow = 0; onChange('closed') })
  }

  get state (): BreakerState { return this.#circuit.opened ? 'open' : this.#circuit.halfOpen ? 'half-open' : 'closed' }

  /** Whether an attempt would be admitted now. */
  get isAvailable (): boolean { return this.#circuit.closed || (this.#circuit.halfOpen && this.#circuit.pendingClose) }

  /** Milliseconds until the next request is let through; 0 when one would be now. */
  remainingMs (now: number): number {
    if (this.isAvailable) return 0
    return this.#circuit.halfOpen ? PROBE_LIMIT_MS : Math.max(0, this.#openedAtMs + this.#openMs() - now)
  }

  admit (): Admission | undefined {
    if (!this.isAvailable) return undefined
    return this.#circuit.halfOpen ? this.#admitProbe() : { report: (sample, isConnectFailure) => { this.#count(sample, isConnectFailure === true) } }
  }

  /** Lets the next request through at once. */
  wake (): void { if (this.#circuit.opened) { this.#circuit.close() } }

  shutdown (): void { this.#circuit.shutdown() }

  #openMs (): number { return Math.min(this.#settings.maxOpenMs, this.#settings.openMs * 2 ** Math.max(0, this.#opensInARow - 1)) }

  #opened (): void {
    this.#opensInARow += 1
    this.#connectFailures = 0
    this.#openedAtMs = performance.now()
  }

  /** Reports of requests that were admitted while it was closed. */
  #count (sample: BreakerSample, isConnectFailure: boolean): void {
    if (!this.#circuit.closed || sample === 'neutral') return
    if (sample === 'success') {
      this.#connectFailures = 0
      this.#circuit.fire(succeeded).catch(ignore)
      return
    }
    this.#prepareReset()
    this.#connectFailures = isConnectFailure ? this.#connectFailures + 1 : 0
    this.#circuit.fire(Promise.reject(new ProviderIsFailing())).catch(ignore)
    if (this.#connectFailures >= CONNECT_FAILURES_TO_OPEN) this.#circuit.open()
  }

  #admitProbe (): Admission {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#prepareReset()
    this.#circuit.fire(promise).catch(ignore)
    const limit = setTimeout(() => { reject(new ProviderIsFailing()) }, PROBE_LIMIT_MS)
    limit.unref()
    return {
      report: (sample) => {
        clearTimeout(limit)
        if (sample === 'success') resolve()
        else reject(sample === 'neutral' ? new SaysNothing() : new ProviderIsFailing())
      },
    }
  }

  /** opossum reads the time to half-open when it opens. */
  #prepareReset (): void {
    const options = (this.#circuit as unknown as { options: { resetTimeout: number } }).options
    options.resetTimeout = Math.min(this.#settings.maxOpenMs, this.#settings.openMs * 2 ** this.#opensInARow)
  }
}

export interface BreakerChange { readonly targetId: string, readonly state: BreakerState }

export class CircuitBreakers {
  readonly #breakers = new Map<string, TargetBreaker>()
  readonly #settings: () => RoutingSettings['breaker']
  readonly #onChange: (change: BreakerChange) => void

  constructor (settings: () => RoutingSettings['breaker'], onChange: (change: BreakerChange) => void = ignore) {
    this.#settings = settings
    this.#onChange = onChange
  }

  isAvailable (targetId: string): boolean { return this.#breakers.get(targetId)?.isAvailable ?? true }

  state (targetId: string): BreakerState { return this.#breakers.get(targetId)?.state ?? 'closed' }

  remainingMs (targetId: string): number { return this.#breakers.get(targetId)?.remainingMs(performance.now()) ?? 0 }

  /** `undefined`: the target is not to be asked now. */
  admit (targetId: string): Admission | undefined { return this.#breakerOf(targetId).admit() }

  wake (targetId: string): void { this.#breakers.get(targetId)?.wake() }

  /** After a reload: forgets targets that are gone, keeps what is known of the rest. */
  retain (targetIds: ReadonlySet<string>): void {
    for (const [targetId, breaker] of this.#breakers) {
      if (targetIds.has(targetId)) continue
      breaker.shutdown()
      this.#breakers.delete(targetId)
    }
  }

  close (): void { this.retain(new Set()) }

  #breakerOf (targetId: string): TargetBreaker {
    const known = this.#breakers.get(targetId)
    if (known !== undefined) return known
    const breaker = new TargetBreaker(this.#settings(), (state) => { this.#onChange({ targetId, state }) })
    this.#breakers.set(targetId, breaker)
    return breaker
  }
}
