/**
 * Failover. Candidates are asked in their order until one answers well; there is no pause before another target.
 *
 * One attempt runs at a time, or two while the first is silent (a hedge). An attempt that fails is judged: the verdict
 * strikes candidates from the queue and the next one starts at once. The first attempt to reach its commit point wins,
 * the other is cancelled. The race ends without a winner when nobody runs any more and the queue is empty or as many
 * attempts as allowed may have been billed, when a failure is the client's own fault, when the time for the whole request
 * is up, or when the client leaves.
 */

import { mayBeBilled, ProviderError, RouterError } from '../chat/errors.ts'
import type { ChatStream } from '../chat/part.ts'
import type { ChatRequest } from '../chat/request.ts'
import type { RoutingSettings } from '../config/snapshot.ts'
import type { Clock } from '../lib/clock.ts'
import { type AnyRequest, Attempt, type Candidate, type Open } from '../providers/attempt.ts'
import { NotAdmitted } from './breaker-interceptor.ts'
import { exhaustedError, type FailedAttempt, nobodyError, surfacedError, timeIsUpError } from './final-error.ts'
import type { Selection, Skip } from './select-candidates.ts'
import { judge, type Verdict } from './verdicts.ts'

const SAME_TARGET_PAUSE_MS = 50
/** The one case in which a request sleeps: nobody else is left, and the wait is short. */
const MAX_RATE_LIMIT_SLEEP_MS = 2_000

/** What is asked for and what comes back are others' business: chat unless said otherwise. */
export interface OpenFirstDependencies<Request = ChatRequest, Answer = ChatStream> {
  readonly open: Open<Request, Answer>
  readonly now: Clock
  /** An attempt began, for the books. */
  readonly onAttempt: (attempt: Attempt) => void
  /** An attempt failed; says how long its candidate rests now, for the trail. */
  readonly onFailure: (attempt: Attempt, error: ProviderError) => void
  /** Whether a second call to the same target is within the provider's budget. */
  readonly mayRetry: (candidate: Candidate) => boolean
  /** How long this attempt may be silent before another target is asked too, milliseconds; `undefined`: for ever. */
  readonly hedgeAfterMs: (attempt: Attempt, request: Request) => number | undefined
  readonly mayHedge: () => boolean
}

export interface OpenFirstCall<Request = ChatRequest> {
  readonly requestId?: string
  readonly request: Request
  readonly selection: Selection
  readonly settings: RoutingSettings
  /** Aborted when the client leaves; a `RouterError` as its reason is what the client is told instead. */
  readonly signal: AbortSignal
  /** Filled with every attempt, in the order of their start. */
  readonly attempts: Attempt[]
}

export interface Opened<Answer = ChatStream> {
  readonly stream: Answer
  readonly attempt: Attempt
}

/** Thrown when the client left before anybody answered: nobody is told. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone'
}

const reasonToLeave = ({ reason }: AbortSignal): Error => reason instanceof RouterError ? reason : new ClientGone('the client left')

const ignore = (): void => {}

class Race<Request extends AnyRequest, Answer extends AsyncIterable<unknown>> {
  readonly #call: OpenFirstCall<Request>
  readonly #dependencies: OpenFirstDependencies<Request, Answer>
  readonly #result = Promise.withResolvers<Opened<Answer>>()
  /** One, or two while one of them is a hedge. */
  readonly #running: Attempt[] = []
  readonly #failed: FailedAttempt[] = []
  readonly #skipped: Skip[]
  readonly #retriedTargets: string[] = []
  readonly #timers: NodeJS.Timeout[] = []
  #queue: Candidate[]
  #gapFailovers = 0
  #hasSlept = false
  #isOver = false

  constructor (call: OpenFirstCall<Request>, dependencies: OpenFirstDependencies<Request, Answer>) {
    this.#call = call
    this.#dependencies = dependencies
    this.#queue = [...call.selection.candidates]
    this.#skipped = [...call.selection.skipped]
  }

  run (): Promise<Opened<Answer>> {
    const { signal, settings } = this.#call
    if (signal.aborted) return Promise.reject(reasonToLeave(signal))
    signal.addEventListener('abort', this.#onAbort, { once: true })
    this.#after(settings.totalTimeoutMs, () => { this.#timeIsUp() })
    this.#startNext()
    return this.#result.promise
  }

  readonly #onAbort = (): void => { this.#lose(reasonToLeave(this.#call.signal)) }

  #after (milliseconds: number, action: () => void): NodeJS.Timeout {
    const timer = setTimeout(action, milliseconds)
    this.#timers.push(timer)
    return timer
  }

  #startNext (): void {
    const candidate = this.#mayBill() ? this.#queue.shift() : undefined
    if (candidate !== undefined) this.#start(candidate, false)
    else if (this.#running.length === 0) this.#exhausted()
  }

  #start (candidate: Candidate, isHedge: boolean): void {
    const { requestId, request, settings, attempts } = this.#call
    const attempt = new Attempt({ ...(requestId === undefined ? {} : { requestId }), number: attempts.length + 1, candidate, isHedge, startedAtMs: this.#dependencies.now(), settings })
    attempts.push(attempt)
    this.#running.push(attempt)
    this.#dependencies.onAttempt(attempt)
    const hedgeTimer = this.#watchForSilence(attempt)
    this.#dependencies.open(request, candidate, attempt).then(
      (stream) => { clearTimeout(hedgeTimer); this.#answered(attempt, stream) },
      (error: unknown) => { clearTimeout(hedgeTimer); this.#failedWith(attempt, error) },
    ).catch((error: unknown) => { this.#lose(error) })
  }

  #finish (attempt: Attempt): void {
    this.#running.splice(this.#running.indexOf(attempt), 1)
  }

  #watchForSilence (attempt: Attempt): NodeJS.Timeout | undefined {
    const silenceMs = this.#dependencies.hedgeAfterMs(attempt, this.#call.request)
    return silenceMs === undefined || attempt.isHedge ? undefined : this.#after(silenceMs, () => { this.#hedge(attempt) })
  }

  /** Another target is asked while the silent one goes on; the queue keeps the silent one's other keys for later. */
  #hedge (silent: Attempt): void {
    if (this.#running.length !== 1 || !this.#mayBill()) return
    const candidate = this.#queue.find(({ target }) => target.id !== silent.candidate.target.id)
    if (candidate === undefined || !this.#dependencies.mayHedge()) return
    this.#queue = this.#queue.filter(other => other !== candidate)
    this.#start(candidate, true)
  }

  #answered (attempt: Attempt, stream: Answer): void {
    this.#finish(attempt)
    if (this.#isOver) { stream[Symbol.asyncIterator]().return?.().catch(ignore); return }
    attempt.outcome = 'won'
    this.#end()
    this.#result.resolve({ stream, attempt })
  }

  #failedWith (attempt: Attempt, error: unknown): void {
    this.#finish(attempt)
    if (this.#isOver) return
    attempt.endedAtMs = this.#dependencies.now()
    attempt.outcome = 'failed'
    attempt.error = error instanceof Error ? error : new Error(String(error))
    if (error instanceof NotAdmitted) this.#notAdmitted(attempt)
    else if (error instanceof ProviderError) this.#providerFailed(attempt, error)
    else this.#lose(error)
  }

  /** The breaker closed its door between selection and now. Nothing was sent. */
  #notAdmitted ({ candidate }: Attempt): void {
    this.#skipped.push({ target: candidate.target.id, reason: 'circuit open', kind: 'circuit-open', restMs: 0 })
    this.#strikeTarget(candidate)
    this.#startNext()
  }

  #providerFailed (attempt: Attempt, error: ProviderError): void {
    const { candidate } = attempt
    this.#failed.push({ candidate, error })
    this.#dependencies.onFailure(attempt, error)
    const verdict = this.#judge(candidate, error)
    if (verdict === 'surface') { this.#lose(surfacedError({ candidate, error }, this.#call.request)); return }
    if (verdict === 'same-target') { this.#retrySoon(candidate); return }
    if (verdict === 'next-target') this.#strikeTarget(candidate)
    if (verdict === 'larger-window') this.#strikeSmaller(candidate, error)
    this.#startNext()
  }

  #judge (candidate: Candidate, error: ProviderError): Verdict {
    const { settings } = this.#call
    const verdict = judge(error, {
      hasOtherTargets: this.#queue.some(({ target }) => target.id !== candidate.target.id),
      gapFailovers: this.#gapFailovers,
      fallbackOnInvalidRequest: settings.fallbackOnInvalidRequest,
      mayRetrySameTarget: () => !this.#retriedTargets.includes(candidate.target.id) && this.#running.length === 0 && this.#mayBill() && this.#dependencies.mayRetry(candidate),
    })
    if (error.failure === 'invalid-request') this.#gapFailovers += 1
    return verdict
  }

  #retrySoon (candidate: Candidate): void {
    this.#retriedTargets.push(candidate.target.id)
    this.#after(SAME_TARGET_PAUSE_MS, () => { this.#start(candidate, false) })
  }

  #strikeTarget ({ target }: Candidate): void {
    this.#queue = this.#queue.filter(other => other.target.id !== target.id)
  }

  /** Leaves in the queue who is known to take more than this target does. */
  #strikeSmaller ({ target }: Candidate, { tokens }: ProviderError): void {
    const maximum = tokens?.maximum ?? target.contextWindow ?? 0
    this.#queue = this.#queue.filter(other => other.target.id !== target.id && (other.target.contextWindow ?? 0) > maximum)
  }

  /** Attempts that were sent and not answered may be on a bill. */
  #mayBill (): boolean {
    const billed = this.#failed.filter(({ error }) => mayBeBilled(error.billing)).length
    return billed + this.#running.length < this.#call.settings.maxBilledAttempts
  }

  #exhausted (): void {
    const { request } = this.#call
    const exhaustion = { failed: this.#failed, skipped: this.#skipped, request }
    const error = this.#failed.length === 0 ? nobodyError(exhaustion) : exhaustedError(exhaustion)
    if (!this.#sleepsInstead(error)) this.#lose(error)
  }

  #sleepsInstead (error: RouterError): boolean {
    if (this.#hasSlept || error.code !== 'providers_rate_limited') return false
    const waits = this.#failed.flatMap(({ candidate, error: { retryAfterMs } }) => retryAfterMs === undefined ? [] : [{ candidate, retryAfterMs }])
    const [soonest] = waits.sort((a, b) => a.retryAfterMs - b.retryAfterMs)
    if (soonest === undefined || soonest.retryAfterMs > MAX_RATE_LIMIT_SLEEP_MS) return false
    this.#hasSlept = true
    this.#after(soonest.retryAfterMs, () => { this.#start(soonest.candidate, false) })
    return true
  }

  #timeIsUp (): void {
    const silent = [...this.#running].map(({ candidate }) => candidate)
    this.#lose(timeIsUpError({ failed: this.#failed, silent, limitMs: this.#call.settings.totalTimeoutMs }))
  }

  #lose (error: unknown): void {
    if (this.#isOver) return
    this.#end()
    this.#result.reject(error instanceof Error ? error : new Error(String(error)))
  }

  /** The race is decided: timers end, and whoever still runs is cancelled. */
  #end (): void {
    this.#isOver = true
    this.#call.signal.removeEventListener('abort', this.#onAbort)
    for (const timer of this.#timers) clearTimeout(timer)
    for (const attempt of this.#running) {
      attempt.endedAtMs = this.#dependencies.now()
      attempt.abandon()
    }
  }
}

/**
 * Opens the first candidate that answers well. Rejects with `RouterError` when nobody does, with `ClientGone` when the
 * signal aborts. After it resolves, aborting the attempt is the caller's way to stop the answer.
 */
export const createOpenFirst = <Request extends AnyRequest = ChatRequest, Answer extends AsyncIterable<unknown> = ChatStream>(dependencies: OpenFirstDependencies<Request, Answer>) =>
  (call: OpenFirstCall<Request>): Promise<Opened<Answer>> => new Race(call, dependencies).run()
