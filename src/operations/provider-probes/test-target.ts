/**
 * Puts every probe to one target, one after the other, and gathers what came of it. A target that cannot be reached is asked
 * nothing more; one that falls silent twice is given up; nothing is ever asked twice.
 */

import type { Failure, ProviderError } from '../../chat/errors.ts'
import { compatOfFlags } from '../../config/compat-schema.ts'
import type { MeasuredFlags } from '../../config/measured-shape.ts'
import { onUsualWire } from '../../config/other-wires.ts'
import { DIALECT_WIRES } from '../../config/target.ts'
import type { Credential, Target } from '../../config/target.ts'
import type { Candidate } from '../../providers/attempt.ts'
import type { Ask } from './ask.ts'
import { encodeAsk } from './encode-ask.ts'
import type { ProbedWire } from './encode-ask.ts'
import { exchange } from './exchange.ts'
import type { Answer, Line } from './exchange.ts'
import type { Known, Probe, ProbeName, Way } from './probe.ts'
import { PROBES } from './probes.ts'
import { reach } from './reach.ts'
import { SOFT_ERROR_NAMES } from './soft-error-names.ts'
import type { Approach, Reached } from './reach.ts'
import { judgeError, mergeFacts, unclear } from './verdict.ts'
import type { Facts, Verdict } from './verdict.ts'

export interface Outcome extends Verdict {
  /** All that follows from it. */
  readonly facts: Facts
  /** The way that decided it, from 0. */
  readonly way: number
  readonly ms: number
}

export interface TargetReport {
  readonly target: Target
  /** Why it could not be reached; then nothing else is known. */
  readonly trouble?: { readonly failure: Failure, readonly message: string, readonly statusCode?: number }
  /** Of every probe whose turn came. */
  readonly outcomes: ReadonlyMap<ProbeName, Outcome>
  readonly requests: number
  /** Every probe had its turn, or needed none. */
  readonly isComplete: boolean
}

export interface Limits {
  /** Of one question and its answer. */
  readonly probeMs: number
  /** Of one whose size is what is probed. */
  readonly longProbeMs: number
}

export interface TestOptions {
  readonly line: Omit<Line, 'onRequest'>
  readonly isDeep: boolean
  readonly limits: Limits
  readonly onProbe?: (target: Target, probe: ProbeName) => void
  readonly onRequest?: () => void
}

/** What falls silent so often is not asked on. */
const MAX_SILENCES = 2
const SILENCES: ReadonlySet<Failure> = new Set<Failure>(['first-content-timeout', 'stalled'])

/** Thinks unseen: its answers take longer. */
const HIDDEN_REASONING_PATIENCE = 2

/** Beside what is asked. */
interface How {
  readonly approach: Approach
  readonly credential: Credential
  /** The target is asked as if it were so. */
  readonly as: MeasuredFlags
  /** Default: that of every probe. */
  readonly limitMs?: number | undefined
}

class TargetTest {
  readonly #target: Target
  readonly #options: TestOptions
  readonly #line: Line
  readonly #outcomes = new Map<ProbeName, Outcome>()
  readonly #answers = new Map<string, Promise<Answer>>()
  readonly #askNumbers = new Map<Ask, number>()
  #requests = 0
  #silences = 0

  constructor (target: Target, options: TestOptions) {
    this.#target = target
    this.#options = options
    this.#line = { ...options.line, onRequest: () => { this.#requests += 1; options.onRequest?.() } }
  }

  async run (): Promise<TargetReport> {
    const reached = await reach(this.#target, (ask, approach, credential) => this.#ask(ask, { approach, credential, as: approach.as }))
    if ('failure' in reached) return this.#unreachable(reached)
    for (const probe of PROBES) {
      if (this.#line.signal.aborted) break
      await this.#put(probe, reached)
    }
    return this.#report(!this.#line.signal.aborted)
  }

  #unreachable ({ failure, message, statusCode }: ProviderError): TargetReport {
    if (this.#line.signal.aborted) return this.#report(false)
    return { ...this.#report(true), trouble: { failure, message, ...(statusCode !== undefined && { statusCode }) } }
  }

  #report (isComplete: boolean): TargetReport {
    return { target: this.#target, outcomes: this.#outcomes, requests: this.#requests, isComplete }
  }

  async #put (probe: Probe, reached: Reached): Promise<void> {
    const { now } = this.#line
    const startedAtMs = now()
    this.#options.onProbe?.(this.#target, probe.name)
    const known: Known = { target: this.#target, isDeep: this.#options.isDeep, reachedAs: reached.as, stateOf: name => this.#outcomes.get(name)?.state, wayOf: name => this.#outcomes.get(name)?.way }
    const ways = probe.ways(known)
    const { way, verdict } = typeof ways === 'string' ? { way: 0, verdict: unclear(ways) } : await this.#tryWays(ways, reached)
    // What broke off because everything ends says nothing.
    if (this.#line.signal.aborted) return
    const said = verdict.state === 'unclear' ? [] : [verdict.facts ?? {}, probe.says?.(verdict.state, known) ?? {}]
    this.#outcomes.set(probe.name, { state: verdict.state, reason: verdict.reason, facts: mergeFacts(said), way, ms: now() - startedAtMs })
  }

  /** The first way that is supported, or the first that is not clear, or else the last. */
  async #tryWays (ways: readonly Way[], reached: Reached): Promise<{ readonly way: number, readonly verdict: Verdict }> {
    let decided = { way: 0, verdict: unclear('') }
    for (const [index, way] of ways.entries()) {
      if (way.onlyAfter?.test(decided.verdict.reason) === false) continue
      const verdict = await this.#tryWay(way, reached)
      decided = { way: index, verdict: verdict.state === 'supported' ? { ...verdict, facts: mergeFacts([{ compat: way.as ?? {} }, verdict.facts ?? {}]) } : verdict }
      if (verdict.state !== 'unsupported') break
    }
    return decided
  }

  async #tryWay (way: Way, reached: Reached): Promise<Verdict> {
    if (way.ask !== 'first' && this.#silences >= MAX_SILENCES) return unclear(`not asked: it fell silent ${MAX_SILENCES} times`)
    const answer = await this.#answerTo(way, reached)
    if (answer === undefined) return unclear('it made no call this time that could be answered')
    if (answer.error !== undefined && SILENCES.has(answer.error.failure)) this.#silences += 1
    return answer.error === undefined || way.expectsErrors === true ? way.judge(answer) : judgeError(answer.error)
  }

  async #answerTo ({ ask, as, asIf, next, isLong }: Way, reached: Reached): Promise<Answer | undefined> {
    if (ask === 'first') return reached.answer
    const how: How = { approach: reached, credential: reached.credential, as: reached.as, limitMs: isLong === true ? this.#options.limits.longProbeMs : undefined }
    const asked = { ...how, as: { ...reached.as, ...as, ...asIf } }
    if (next === undefined) return await this.#ask(ask, asked)
    const first = await this.#ask(ask, how)
    if (first.error !== undefined) return first
    const second = next(first)
    return second === undefined ? undefined : await this.#ask(second, asked)
  }

  /** Nothing is asked twice: who asks the same gets the same answer. */
  #ask (ask: Ask, how: How): Promise<Answer> {
    const number = this.#askNumbers.get(ask) ?? this.#askNumbers.size
    this.#askNumbers.set(ask, number)
    const key = JSON.stringify([number, how.as, how.approach.isStream, how.credential.id])
    const known = this.#answers.get(key)
    if (known !== undefined) return known
    const asked = this.#exchange(ask, how)
    this.#answers.set(key, asked)
    return asked
  }

  /** An apology in the model's name must never pass for what the model can do: every one that is known is looked for. */
  async #exchange (ask: Ask, { approach, credential, as, limitMs }: How): Promise<Answer> {
    const { compat, model, provider } = this.#target
    const wire = DIALECT_WIRES[provider.dialect] as ProbedWire
    const target: Target = { ...onUsualWire(this.#target), model: ask.model ?? model, compat: { ...compat, ...compatOfFlags(as), softErrors: SOFT_ERROR_NAMES } }
    const candidate: Candidate = { target, credential, parameters: undefined, reason: 'probe' }
    const patience = compat.hidesReasoning === true ? HIDDEN_REASONING_PATIENCE : 1
    const request = encodeAsk(ask, wire, { model: target.model, isStream: approach.isStream })
    return await exchange(this.#line, request, candidate, limitMs ?? this.#options.limits.probeMs * patience)
  }
}

/** Never rejects for what a provider does. When the line's signal ends it, what is known so far is reported. */
export const testTarget = async (target: Target, options: TestOptions): Promise<TargetReport> => await new TargetTest(target, options).run()
