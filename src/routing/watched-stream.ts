/**
 * An answer after its commit point: first what was read before it, then the rest as it comes. It ends a silence that
 * lasts too long, takes no unfinished answer for a finished one, and turns every failure into a `ProviderError`.
 *
 * It is over once, in one of three ways. Finished: every choice was said to be finished, and then the wire's last word
 * came, or the bytes ended or broke, or nothing more came. Failed: the same without every choice being finished. Left:
 * the reader went away first. Only the time in which the reader waits counts as silence, and pings are not progress.
 */

import { ProviderError } from '../chat/errors.ts'
import type { ChatPart } from '../chat/part.ts'
import { Deadline } from '../lib/deadline.ts'
import { interruption } from '../providers/network-errors.ts'
import { AnswerEnds, type AnyPart } from './answer-ends.ts'

/** Pings keep an answer alive for so many idle limits; then a stall is a stall. */
const PING_PATIENCE = 4
/** How long a finished answer is waited for to say its usage and its last word. */
const AFTER_END_MS = 5_000
/** How long the rest of a finished answer is read, so that its connection can be used again. */
const DRAIN_MS = 1_000

export type StreamEnd = 'finished' | 'failed' | 'left'

export interface WatchedStreamOptions<Part extends AnyPart = ChatPart> {
  readonly inner: AsyncIterator<readonly Part[]>
  /** What was read before the commit point. */
  readonly batches: ReadonlyArray<readonly Part[]>
  /** Its last word alone says that it is finished, as that of one JSON body does. */
  readonly isWhole: boolean
  readonly idleTimeoutMs: number
  /** Ends the upstream call, at once: a generator that waits for bytes cannot be told to return. */
  readonly cancel: (reason: Error) => void
  /** Called once. `left`: the reader went away before the end. */
  readonly onEnd: (end: StreamEnd, error?: ProviderError) => void
}

interface Waiting<Part> {
  readonly resolve: (result: IteratorResult<readonly Part[], undefined>) => void
  readonly reject: (error: ProviderError) => void
}

const finished: IteratorReturnResult<undefined> = { done: true, value: undefined }

const ignore = (): void => {}

/** Some providers ping with empty text. */
const isProgress = (part: AnyPart): boolean => part.type !== 'opaque' && !('text' in part && part.text === '')

const unfinished = (): ProviderError =>
  new ProviderError('interrupted', 'ended its answer without saying that it was finished', { billing: 'maybe' })

const leftEarly = (): ProviderError => new ProviderError('interrupted', 'was left before its end')

export class WatchedStream<Part extends AnyPart = ChatPart> implements AsyncIterableIterator<readonly Part[]> {
  readonly #options: WatchedStreamOptions<Part>
  readonly #inner: AsyncIterator<readonly Part[]>
  readonly #batches: Array<readonly Part[]>
  readonly #ends: AnswerEnds
  readonly #idle: Deadline
  #waiting: Waiting<Part> | undefined
  #isOver = false
  #innerIsDone = false
  #hasProgress = true
  #sawPing = false
  #silences = 0

  constructor (options: WatchedStreamOptions<Part>) {
    this.#options = options
    this.#inner = options.inner
    this.#batches = [...options.batches]
    this.#ends = new AnswerEnds({ believesTerminal: options.isWhole })
    this.#idle = new Deadline(options.idleTimeoutMs, () => { this.#silent() })
  }

  next (): Promise<IteratorResult<readonly Part[], undefined>> {
    const held = this.#batches.shift()
    if (held !== undefined) { this.#note(held); return Promise.resolve({ done: false, value: held }) }
    if (this.#isOver) return Promise.resolve(finished)
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      if (this.#ends.hasTerminal) this.#conclude(unfinished)
      else this.#readOn()
    })
  }

  return (): Promise<IteratorReturnResult<undefined>> {
    if (!this.#isOver) this.#end(this.#ends.isComplete ? 'finished' : 'left')
    this.#leaveInner(leftEarly)
    this.#takeWaiting()?.reject(leftEarly())
    return Promise.resolve(finished)
  }

  [Symbol.asyncIterator] (): this { return this }

  #readOn (): void {
    this.#watchSilence()
    this.#inner.next().then(
      (result) => {
        if (this.#isOver) return
        if (result.done !== true) { this.#note(result.value); this.#takeWaiting()?.resolve(result); return }
        this.#innerIsDone = true
        this.#conclude(unfinished)
      },
      (error: unknown) => { if (!this.#isOver) this.#conclude(() => interruption(error)) })
  }

  #note (batch: readonly Part[]): void {
    this.#ends.note(batch)
    if (batch.some(isProgress)) this.#hasProgress = true
    else this.#sawPing = true
  }

  #takeWaiting (): Waiting<Part> | undefined {
    const waiting = this.#waiting
    this.#waiting = undefined
    return waiting
  }

  #watchSilence (): void {
    if (!this.#hasProgress) return
    this.#hasProgress = false
    this.#sawPing = false
    this.#silences = 0
    const { idleTimeoutMs } = this.#options
    this.#idle.restart(this.#ends.isComplete ? Math.min(AFTER_END_MS, idleTimeoutMs) : idleTimeoutMs)
  }

  /** The limit passed. A reader that is not even asking is no silence; pings buy some patience. */
  #silent (): void {
    if (this.#waiting === undefined) { this.#hasProgress = true; return }
    this.#silences += 1
    if (this.#sawPing && this.#silences < PING_PATIENCE && !this.#ends.isComplete) {
      this.#sawPing = false
      this.#idle.restart()
      return
    }
    const seconds = this.#options.idleTimeoutMs * this.#silences / 1000
    this.#conclude(() => new ProviderError('stalled', `fell silent for ${seconds} s in the middle of its answer`, { billing: 'maybe' }))
  }

  /** Nothing more comes, or needs to: the answer is finished, or else it failed. An error costs more than a whole answer. */
  #conclude (errorOf: () => ProviderError): void {
    const waiting = this.#takeWaiting()
    if (this.#ends.isComplete) {
      this.#end('finished')
      if (this.#ends.hasTerminal) this.#drain()
      else this.#leaveInner(errorOf)
      waiting?.resolve(finished)
      return
    }
    const error = errorOf()
    this.#end('failed', error)
    this.#leaveInner(() => error)
    waiting?.reject(error)
  }

  #end (end: StreamEnd, error?: ProviderError): void {
    this.#isOver = true
    this.#idle.clear()
    this.#options.onEnd(end, error)
  }

  /** The answer is whole; its last bytes are read aside so that the connection stays usable. */
  #drain (): void {
    this.#innerIsDone = true
    const limit = setTimeout(() => { this.#options.cancel(new Error('the connection was not ended after the answer')) }, DRAIN_MS)
    limit.unref()
    const readOn = (): void => {
      this.#inner.next().then(({ done }) => { if (done === true) clearTimeout(limit); else readOn() }, () => { clearTimeout(limit) })
    }
    readOn()
  }

  #leaveInner (reasonOf: () => Error): void {
    if (this.#innerIsDone) return
    this.#innerIsDone = true
    this.#options.cancel(reasonOf())
    this.#inner.return?.().catch(ignore)
  }
}
