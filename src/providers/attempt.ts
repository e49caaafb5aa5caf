/**
 * One attempt: a call to one candidate, and what became of it. The seam that everything around an upstream call shares.
 * A new `Attempt` is made for each try; nothing mutable is ever carried from one to the next.
 */

import type { ChatStream } from '../chat/part.ts'
import type { ChatRequest, JsonObject } from '../chat/request.ts'
import type { RoutingSettings } from '../config/snapshot.ts'
import type { Credential, Target } from '../config/target.ts'

/** What a request is about, where that changes how a provider is asked. */
export interface Intent {
  /** Its task is to think: who did not say a word about reasoning gets it. */
  readonly thinks: boolean
  /** The web is to be searched. */
  readonly searches: boolean
}

export interface Candidate {
  readonly target: Target
  readonly credential: Credential
  /** The matrix's extra members for this target. */
  readonly parameters: JsonObject | undefined
  readonly intent?: Intent | undefined
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

export interface AnswerHead {
  readonly contentType: string
  /** Bytes; `undefined` where nobody knows before the end. */
  readonly length: number | undefined
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
  /** What the target was asked for in place of what the client asked for, in ASCII sentences. */
  notes: readonly string[] = []
  /** Of an answer whose bytes are relayed as they are. */
  answerHead: AnswerHead | undefined
  /** Events of its answer that could not be read and were passed over. */
  unreadableEvents = 0
  error: Error | undefined
  #abortReason: Error | undefined
  #abortListeners: Array<(reason: Error) => void> | undefined
  #controller: AbortController | undefined

  constructor (start: AttemptStart) {
    this.requestId = start.requestId
    this.number = start.number
    this.candidate = start.candidate
    this.isHedge = start.isHedge
    this.startedAtMs = start.startedAtMs
    this.settings = start.settings
  }

  /** Made when somebody asks for it: most attempts end without, and a signal costs more than all else that is kept here. */
  get signal (): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#abortReason !== undefined) this.#controller.abort(this.#abortReason)
    }
    return this.#controller.signal
  }

  get abortReason (): Error | undefined { return this.#abortReason }

  /** Called once, when the attempt is aborted; never for one that already was. */
  onAbort (listener: (reason: Error) => void): void { (this.#abortListeners ??= []).push(listener) }

  /** Ends the attempt; what it waits for fails with `reason`, and so does the attempt. The first reason holds. */
  abort (reason: Error): void {
    if (this.#abortReason !== undefined) return
    this.#abortReason = reason
    for (const listener of this.#abortListeners ?? []) listener(reason)
    this.#controller?.abort(reason)
  }

  /** Ends the attempt because nobody waits for it any more; that says nothing about its target. */
  abandon (): void {
    this.outcome = 'abandoned'
    this.abort(new Abandoned('nobody waits for this attempt any more'))
  }
}

/** What failing over needs to know of a request, whatever it asks for. */
export interface AnyRequest {
  /** Its answer comes piece by piece, the first of them soon. */
  readonly isStream: boolean
  /** Rough size of what the model will read, tokens. */
  readonly estimatedInputTokens: number
  /** The member of the body that holds what the model reads, for errors. Default `messages`. */
  readonly inputMember?: string
}

/** Resolves at the commit point: the first content is in hand, and failing over is no longer free. */
export type Open<Request, Answer> = (request: Request, candidate: Candidate, attempt: Attempt) => Promise<Answer>
export type OpenStream = Open<ChatRequest, ChatStream>

/** Something around every call to one candidate. What spans several candidates is `open-first`. */
export type Interceptor<Request = ChatRequest, Answer = ChatStream> = (next: Open<Request, Answer>) => Open<Request, Answer>

/** The first interceptor is the outermost. */
export const compose = <Request = ChatRequest, Answer = ChatStream>(...interceptors: readonly Interceptor<Request, Answer>[]) => (innermost: Open<Request, Answer>): Open<Request, Answer> =>
  interceptors.reduceRight((next, intercept) => intercept(next), innermost)
