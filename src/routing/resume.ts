/**
 * An answer that does not end where its target breaks off. The reader gets one stream: first what the first target says, and
 * from the very character where that one stopped what the next one says.
 *
 * While an answer comes, what was shown of it is remembered. When it breaks, the next candidates are opened with what was
 * shown as the beginning of their answer; the first that goes on takes the place of the broken one. It may break as well,
 * and be followed by another one, as long as the limits hold. Where nobody goes on, the reader gets the error that broke the
 * answer, as if nothing had been tried. Leaving ends whatever is under way.
 */

import type { ChatBatch, ChatPart, Usage } from '../chat/part.ts'
import type { ChatRequest } from '../chat/request.ts'
import { estimateTokens } from '../chat/tokens.ts'
import type { Attempt } from '../providers/attempt.ts'
import { askedTarget, continuationOf } from '../providers/continuation.ts'
import { continuedRequest } from './continued-request.ts'
import type { OpenFirstCall, Opened } from './open-first.ts'
import { ResumeOpening, type ResumeOpeningDependencies } from './resume-opening.ts'
import { canGoOn, isMendable } from './resume-rules.ts'
import { Seam } from './resume-seam.ts'
import { addUsage, serviceUsedOf, settledUsage, type Share } from './resume-shares.ts'
import { ResumedParts } from './resumed-parts.ts'
import { ShownAnswer } from './shown-answer.ts'

/** How often one answer is gone on with. */
const MAX_RESUMES = 2

/**
 * - `continued`: another attempt went on
 * - `failed`: nobody that was asked went on, or nobody was left to ask
 * - `unsuitable`: what broke off cannot be gone on with, or it was gone on with too often
 */
export type ResumeOutcome = 'continued' | 'failed' | 'unsuitable'

export interface Resume {
  readonly outcome: ResumeOutcome
  /** The one that broke off. */
  readonly from: Attempt
  /** The one that went on. */
  readonly to: Attempt | undefined
}

export interface ResumeDependencies extends ResumeOpeningDependencies {
  readonly onResume: (resume: Resume) => void
}

type Result = IteratorResult<ChatBatch, undefined>

const finished: IteratorReturnResult<undefined> = { done: true, value: undefined }

const ignore = (): void => {}

export class ResumableStream implements AsyncIterableIterator<ChatBatch> {
  /** How often somebody else went on, and said something. */
  resumes = 0
  readonly #request: ChatRequest
  readonly #onResume: ResumeDependencies['onResume']
  readonly #opening: ResumeOpening
  readonly #shown: ShownAnswer
  /** Of those who broke off. */
  readonly #shares: Share[] = []
  readonly #ready: ChatBatch[] = []
  #attempt: Attempt
  #inner: AsyncIterator<ChatBatch>
  /** What the current attempt says, as part of the answer; `undefined` for the first one's, which is the answer. */
  #resumed: ResumedParts | undefined
  /** Something of the current attempt was shown. */
  #isTold = true
  #openings = 0
  /** How the attempt ended of which something was shown last. */
  #failure: unknown
  #isOver = false
  #hasLeft = false

  constructor ({ stream, attempt }: Opened, call: OpenFirstCall, dependencies: ResumeDependencies) {
    this.#request = call.request
    this.#onResume = dependencies.onResume
    this.#opening = new ResumeOpening(call, dependencies, dependencies.now() - Math.min(...call.attempts.map(({ startedAtMs }) => startedAtMs)))
    this.#shown = new ShownAnswer(call.request.reasoning.isVisible)
    this.#attempt = attempt
    this.#inner = stream[Symbol.asyncIterator]()
  }

  /** Who wrote the answer so far, in their order: the first alone, unless others went on. */
  get shares (): readonly Share[] { return this.#isTold ? [...this.#shares, this.#currentShare] : this.#shares }

  next (): Promise<Result> {
    if (this.#resumed !== undefined) return this.#nextResumed(this.#resumed)
    if (this.#isOver) return Promise.resolve(finished)
    return this.#inner.next().then(this.#read, this.#readOn)
  }

  async return (): Promise<IteratorReturnResult<undefined>> {
    this.#isOver = true
    this.#hasLeft = true
    this.#opening.leave()
    await this.#inner.return?.()
    return finished
  }

  [Symbol.asyncIterator] (): this { return this }

  readonly #read = (result: Result): Result => {
    if (result.done === true) this.#isOver = true
    else this.#shown.note(result.value)
    return result
  }

  readonly #readOn = async (error: unknown): Promise<Result> => {
    await this.#broke(error)
    return await this.next()
  }

  async #nextResumed (resumed: ResumedParts): Promise<Result> {
    while (this.#ready.length === 0 && !this.#isOver) {
      try {
        this.#readResumed(await this.#inner.next(), resumed)
      } catch (error) {
        return await this.#readOn(error)
      }
    }
    const ready = this.#ready.shift()
    return ready === undefined ? finished : { done: false, value: ready }
  }

  #readResumed (result: Result, resumed: ResumedParts): void {
    try {
      this.#show(result.done === true ? resumed.end() : resumed.take(result.value))
    } catch (error) {
      this.#attempt.error = error as Error
      this.#inner.return?.().catch(ignore)
      throw error
    }
    if (result.done === true) this.#isOver = true
  }

  /** Whoever goes on is named before its first word. */
  #show (parts: readonly ChatPart[]): void {
    if (parts.length === 0) return
    if (!this.#isTold) {
      this.#isTold = true
      this.resumes += 1
      this.#ready.push([{ type: 'continued', choice: 0, shown: this.#shown.parts, serviceUsed: serviceUsedOf(this.shares) }])
    }
    this.#ready.push(parts)
    this.#shown.note(parts)
  }

  /** Puts whoever goes on in the place of who broke off. Where nobody does, throws what broke the answer as the reader knows it. */
  async #broke (error: unknown): Promise<void> {
    if (this.#isTold) this.#failure = error
    if (this.#hasLeft) throw this.#failure
    const from = this.#attempt
    const isSuitable = this.#isSuitable(error)
    this.#isOver = true
    const opened = isSuitable ? await this.#openNext() : undefined
    if (this.#hasLeft) {
      opened?.stream[Symbol.asyncIterator]().return?.().catch(ignore)
      throw this.#failure
    }
    if (opened === undefined) {
      this.#onResume({ outcome: isSuitable ? 'failed' : 'unsuitable', from, to: undefined })
      throw this.#failure
    }
    this.#onResume({ outcome: 'continued', from, to: opened.attempt })
    this.#goOn(opened)
  }

  #isSuitable (error: unknown): boolean {
    return this.#openings < MAX_RESUMES && isMendable(error) && canGoOn(this.#shown.state, this.#request.wire)
  }

  #openNext (): Promise<Opened | undefined> {
    return this.#opening.open(this.#isText ? continuedRequest(this.#request, this.#shown.text) : this.#request)
  }

  get #isText (): boolean { return this.#shown.state === 'text' }

  #goOn ({ stream, attempt }: Opened): void {
    const { state, textBlock, blockCount, text } = this.#shown
    if (this.#isTold && state !== 'nothing') this.#shares.push(this.#currentShare)
    this.#resumed = new ResumedParts({
      seam: this.#seamTo(attempt),
      textBlock,
      nextBlock: blockCount,
      usageBefore: this.#shares.reduce<Usage>((sum, { usage }) => addUsage(sum, usage), {}),
      estimatedInputTokens: this.#request.estimatedInputTokens + estimateTokens(text),
    })
    this.#openings += 1
    this.#isOver = false
    this.#attempt = attempt
    this.#inner = stream[Symbol.asyncIterator]()
    this.#isTold = false
  }

  #seamTo ({ candidate }: Attempt): Seam | undefined {
    if (!this.#isText) return undefined
    const { text } = this.#shown
    const request = { wire: this.#request.wire, continuation: text }
    const target = askedTarget(request, candidate.target)
    const continuation = continuationOf(request, target)
    return new Seam({
      shown: text,
      withheld: text.slice(continuation?.text.length ?? 0),
      repeats: continuation?.form === 'words' || target.compat.continuationEchoes === true,
    })
  }

  get #currentShare (): Share {
    if (this.#resumed !== undefined) return { attempt: this.#attempt, usage: this.#resumed.usage }
    const estimated = { inputTokens: this.#request.estimatedInputTokens, outputTokens: estimateTokens(this.#shown.written) }
    return { attempt: this.#attempt, usage: settledUsage(this.#shown.told, estimated) }
  }
}
