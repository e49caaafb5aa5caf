/**
 * Asks others to go on with an answer that broke, within what is left of the limits of its request: the attempts that may be
 * billed, and the time for opening them all. The time in which an answer is read does not count.
 */

import { ProviderError, RouterError } from '../chat/errors.ts'
import type { ChatRequest } from '../chat/request.ts'
import type { Clock } from '../lib/clock.ts'
import type { Attempt, Candidate } from '../providers/attempt.ts'
import type { OpenFirstCall, Opened } from './open-first.ts'
import { continuers, inOtherWords } from './resume-candidates.ts'

export interface ResumeOpeningDependencies {
  readonly open: (call: OpenFirstCall) => Promise<Opened>
  readonly now: Clock
  /** Neither resting nor behind an open circuit. */
  readonly isReady: (candidate: Candidate) => boolean
}

/** Attempts of an exchange that may be on a bill. */
const billedCount = (attempts: readonly Attempt[]): number => attempts.filter(({ outcome, error, isSent }) => {
  if (outcome === 'failed') return error instanceof ProviderError && error.billing !== 'not-billed'
  return outcome === 'won' || isSent
}).length

export class ResumeOpening {
  readonly #call: OpenFirstCall
  readonly #dependencies: ResumeOpeningDependencies
  readonly #leaving = new AbortController()
  #spentMs: number

  /** `spentMs`: what opening the first answer took. */
  constructor (call: OpenFirstCall, dependencies: ResumeOpeningDependencies, spentMs: number) {
    this.#call = call
    this.#dependencies = dependencies
    this.#spentMs = spentMs
  }

  /** Ends what is under way; nobody is asked any more. */
  leave (): void { this.#leaving.abort() }

  /** The first that goes on; `undefined` where nobody does. Rejects with what is nobody's answer to the request. */
  async open (request: ChatRequest): Promise<Opened | undefined> {
    const { attempts, selection: { candidates } } = this.#call
    for (const group of continuers({ candidates, attempts, request, isReady: this.#dependencies.isReady })) {
      const opened = await this.#openAmong(request, group)
      if (opened !== undefined) return opened
    }
    return undefined
  }

  /** Whoever does not know the form in which it was asked is asked once more in words, before anybody else. */
  async #openAmong (request: ChatRequest, group: readonly Candidate[]): Promise<Opened | undefined> {
    const { attempts } = this.#call
    let candidates = group
    while (candidates.length > 0) {
      const before = attempts.length
      const opened = await this.#openFirst(request, candidates)
      if (opened !== undefined) return opened
      const asked = attempts.slice(before)
      if (asked.length === 0) return undefined
      candidates = [...inOtherWords(asked, request), ...candidates.filter(candidate => !asked.some(attempt => attempt.candidate === candidate))]
    }
    return undefined
  }

  /** A refusal ends a call for all its candidates; but the request was good enough for the first, so the others may take it. */
  async #openFirst (request: ChatRequest, candidates: readonly Candidate[]): Promise<Opened | undefined> {
    const { settings, attempts } = this.#call
    const startedAtMs = this.#dependencies.now()
    const maxBilledAttempts = settings.maxBilledAttempts - billedCount(attempts)
    const totalTimeoutMs = settings.totalTimeoutMs - this.#spentMs
    if (maxBilledAttempts <= 0 || totalTimeoutMs <= 0) return undefined
    try {
      return await this.#dependencies.open({
        ...this.#call,
        request,
        selection: { candidates, skipped: [] },
        settings: { ...settings, maxBilledAttempts, totalTimeoutMs },
        signal: this.#leaving.signal,
      })
    } catch (error) {
      if (error instanceof RouterError || this.#leaving.signal.aborted) return undefined
      throw error
    } finally {
      this.#spentMs += this.#dependencies.now() - startedAtMs
    }
  }
}
