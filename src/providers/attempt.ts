/**
 * One attempt: a call to one candidate, and what became of it. The seam that everything around an upstream call shares.
 * A new `Attempt` is made for each try; nothing mutable is ever carried from one to the next.
 */

import type { ChatStream } from '../chat/part.ts'
import type { ChatRequest, JsonObject } from '../chat/request.ts'
import type { RoutingSettings } from '../config/snapshot.ts'
import type { Credential, Target } from '../config/target.ts'

export interface Candidate {
  readonly target: Target
  readonly credential: Credential
  /** The matrix's extra members for this target. */
  readonly parameters: JsonObject | undefined
  /** Why it stands in this place, as an ASCII slug (`code #1`, `explicit`, `fallback`). */
  readonly reason: string
}

export type Outcome = 'pending' | 'won' | 'failed' | 'abandoned'

export interface AttemptStart {
  /** Of the exchange that it is made for. */
  readonly requestId?: string
  /** 1 for the first attempt of a request. */
  readonly number: number
  readonly candidate: Candidate
  /** Asked because another one is silent. */
  readonly isHedge: boolean
  /** Monotonic milliseconds. */
  readonly startedAtMs: number
  /** Of the configuration that the request started with. */
  readonly settings: RoutingSettings
}

/** Why an attempt ended that nobody waits for any more: the client left, or another one answered. Nobody's failure. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned'
}

export class Attempt {
  readonly requestId: string | undefined
  readonly number: number
  readonly candidate: Candidate
  readonly isHedge: boolean
  readonly startedAtMs: number
  readonly settings: RoutingSettings
  outcome: Outcome = 'pending'
  /** Monotonic milliseconds; `undefined` until it happened. */
  headersAtMs: number | undefined
  firstContentAtMs: number | undefined
  endedAtMs: number | undefined
  statusCode: number | undefined
  /** The request left on a socket: from here on the provider may charge for it. */
  isSent = false
  usedFreshSocketRetry = false
  dropped: readonly string[] = []
  error: Error | undefined
  readonly #controller = new AbortController()

  constructor (start: AttemptStart) {
    this.requestId = start.requestId
    this.number = start.number
    this.candidate = start.candidate
    this.isHedge = start.isHedge
    this.startedAtMs = start.startedAtMs
    this.settings = start.settings
  }

  get signal (): AbortSignal { return this.#controller.signal }

  /** Ends the attempt; what it waits for fails with `reason`, and so does the attempt. The first reason holds. */
  abort (reason: Error): void { this.#controller.abort(reason) }

  /** Ends the attempt because nobody waits for it any more; that says nothing about its target. */
  abandon (): void {
    this.outcome = 'abandoned'
    this.abort(new Abandoned('nobody waits for this attempt any more'))
  }
}

/** Resolves at the commit point: the first content is in hand, and failing over is no longer free. */
export type OpenStream = (request: ChatRequest, candidate: Candidate, attempt: Attempt) => Promise<ChatStream>

/** Something around every call to one candidate. What spans several candidates is `open-first`. */
export type Interceptor = (next: OpenStream) => OpenStream

/** The first interceptor is the outermost. */
export const compose = (...interceptors: readonly Interceptor[]) => (innermost: OpenStream): OpenStream =>
  interceptors.reduceRight((next, intercept) => intercept(next), innermost)
