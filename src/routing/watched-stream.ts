/**
 * An answer after its commit point: first what was read before it, then the rest as it comes. It ends a silence that
 * lasts too long, takes no unfinished answer for a finished one, and turns every failure into a `ProviderError`.
 */

import { ProviderError } from '../chat/errors.ts'
import type { ChatBatch, ChatPart } from '../chat/part.ts'
import { Deadline } from '../lib/deadline.ts'
import { interruption } from '../providers/network-errors.ts'

/** Pings keep an answer alive for so many idle limits; then a stall is a stall. */
const PING_PATIENCE = 4
/** How long the rest of a finished answer is waited for, so that its connection can be used again. */
const DRAIN_MS = 1_000

export type StreamEnd = 'finished' | 'failed' | 'left'

export interface WatchedStreamOptions {
  readonly inner: AsyncIterator<ChatBatch>
  /** What was read before the commit point. */
  readonly batches: readonly ChatBatch[]
  readonly idleTimeoutMs: number
  /** Ends the upstream call, at once: a generator that waits for bytes cannot be told to return. */
  readonly cancel: (reason: Error) => void
  /** Called once. `left`: the reader went away before the end. */
  readonly onEnd: (end: StreamEnd, error?: ProviderError) => void
}

const finished: IteratorReturnResult<undefined> = { done: true, value: undefined }

const ignore = (): void => {}

export class WatchedStream implements AsyncIterableIterator<ChatBatch> {
  readonly #inner: AsyncIterator<ChatBatch>
  readonly #batches: ChatBatch[]
  readonly #options: WatchedStreamOptions
  readonly #idle: Deadline
  #isWaiting = false
  #isOver = false
  #innerIsDone = false
  #silences = 0
  #sawOpaque = false
  #sawTerminal = false
  #choices = 0
  #endedChoices = 0
  #rejectWaiting: ((error: ProviderError) => void) | undefined

  constructor (options: WatchedStreamOptions) {
    this.#options = options
    this.#inner = options.inner
    this.#batches = [...options.batches]
    this.#idle = new Deadline(options.idleTimeoutMs, () => { this.#silent() })
  }

  next (): Promise<IteratorResult<ChatBatch, undefined>> {
    const buffered = this.#batches.shift()
    if (buffered !== undefined) { this.#note(buffered); return Promise.resolve({ done: false, value: buffered }) }
    if (this.#isOver) return Promise.resolve(finished)
    if (this.#sawTerminal) { this.#finish(); return Promise.resolve(finished) }
    this.#isWaiting = true
    this.#idle.restart()
    return new Promise((resolve, reject) => {
      this.#rejectWaiting = reject
      this.#inner.next().then(
        (result) => { this.#isWaiting = false; this.#received(result, resolve, reject) },
        (error: unknown) => { this.#isWaiting = false; this.#innerIsDone = true; this.#fail(interruption(error), reject) })
    })
  }

  return (): Promise<IteratorReturnResult<undefined>> {
    if (!this.#isOver) this.#end(this.#isComplete ? 'finished' : 'left')
    this.#leaveInner(new Error('the reader left'))
    return Promise.resolve(finished)
  }

  [Symbol.asyncIterator] (): this { return this }

  get #isComplete (): boolean { return this.#sawTerminal || (this.#choices > 0 && this.#endedChoices >= this.#choices) }

  #received (result: IteratorResult<ChatBatch>, resolve: (value: IteratorResult<ChatBatch, undefined>) => void, reject: (error: ProviderError) => void): void {
    if (this.#isOver) { resolve(finished); return }
    if (result.done !== true) { this.#note(result.value); resolve({ done: false, value: result.value }); return }
    this.#innerIsDone = true
    if (this.#isComplete) { this.#finish(); resolve(finished) } else {
      this.#fail(new ProviderError('interrupted', 'ended its answer without saying that it was finished', { billing: 'maybe' }), reject)
    }
  }

  #note (batch: ChatBatch): void {
    for (const part of batch) this.#notePart(part)
  }

  #notePart (part: ChatPart): void {
    if (part.type === 'opaque') { this.#sawOpaque = true; return }
    this.#silences = 0
    if (part.choice >= this.#choices) this.#choices = part.choice + 1
    if (part.type === 'response-end') this.#endedChoices += 1
    if (part.type === 'terminal') this.#sawTerminal = true
  }

  /** The idle limit passed. Pings buy some patience; silence, or a reader that is not even asking, is told apart. */
  #silent (): void {
    if (this.#isOver || !this.#isWaiting) return
    this.#silences += 1
    if (this.#sawOpaque && this.#silences < PING_PATIENCE) { this.#sawOpaque = false; this.#idle.restart(); return }
    const error = new ProviderError('stalled', `fell silent for ${this.#options.idleTimeoutMs * this.#silences / 1000} s in the middle of its answer`, { billing: 'maybe' })
    const reject = this.#rejectWaiting
    this.#fail(error, reject ?? ignore)
    this.#leaveInner(error)
  }

  #fail (error: ProviderError, reject: (error: ProviderError) => void): void {
    if (!this.#isOver) this.#end('failed', error)
    reject(error)
  }

  #finish (): void {
    this.#end('finished')
    if (!this.#innerIsDone) this.#drain()
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

  #leaveInner (reason: Error): void {
    if (this.#innerIsDone) return
    this.#innerIsDone = true
    this.#options.cancel(reason)
  }
}
