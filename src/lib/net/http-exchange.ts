/**
 * One HTTP request and its answer, on undici's dispatch interface. It ends at once when cancelled, whatever the socket
 * is doing, pauses the sender when nobody reads, and knows whether the request was sent, and on a used socket.
 *
 * States: waiting for a socket → sent → answering (headers came) → ended | failed. `cancel` leads to failed from any of
 * them; an exchange cancelled before it had a socket aborts as soon as undici offers one.
 */

import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'

const PAUSE_BYTES = 256 * 1024

export interface HttpAnswer {
  readonly statusCode: number
  readonly headers: IncomingHttpHeaders
}

interface Settle<Value> { readonly resolve: (value: Value) => void, readonly reject: (error: Error) => void }

interface WholeReader extends Settle<Buffer | undefined> { readonly maxBytes: number }

const finished: IteratorReturnResult<undefined> = { done: true, value: undefined }

export class HttpExchange implements Dispatcher.DispatchHandler, AsyncIterableIterator<Buffer> {
  /** The request reached a socket. */
  isSent = false
  /** That socket had carried another request before. */
  isSocketReused = false
  /** The head of the answer came. */
  hasAnswer = false
  readonly answer: Promise<HttpAnswer>

  readonly #settleAnswer: Settle<HttpAnswer>
  #controller: Dispatcher.DispatchController | undefined
  #chunks: Buffer[] = []
  #queuedBytes = 0
  #reader: Settle<IteratorResult<Buffer, undefined>> | undefined
  #wholeReader: WholeReader | undefined
  #isEnded = false
  #error: Error | undefined

  constructor () {
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>()
    this.answer = promise
    this.#settleAnswer = { resolve, reject }
    // The caller may be cancelled before it looks.
    this.answer.catch(() => {})
  }

  /** Ends the exchange now: what waits for it fails with `reason`, what nobody has read is gone, the socket is closed. */
  cancel (reason: Error): void {
    if (this.#error !== undefined || (this.#isEnded && this.#chunks.length === 0)) return
    this.#dropQueued()
    this.#fail(reason)
    this.#controller?.abort(reason)
  }

  onRequestStart (controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#error !== undefined) controller.abort(this.#error)
  }

  onResponseStart (_controller: Dispatcher.DispatchController, statusCode: number, headers: IncomingHttpHeaders): void {
    if (statusCode < 200) return
    this.hasAnswer = true
    this.#settleAnswer.resolve({ statusCode, headers })
  }

  onResponseData (controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#error !== undefined) return
    const reader = this.#reader
    if (reader !== undefined) {
      this.#reader = undefined
      reader.resolve({ done: false, value: chunk })
      return
    }
    this.#chunks.push(chunk)
    this.#queuedBytes += chunk.length
    if (this.#wholeReader !== undefined) this.#checkWhole(this.#wholeReader)
    else if (this.#queuedBytes > PAUSE_BYTES && !controller.paused) controller.pause()
  }

  onResponseEnd (): void {
    this.#isEnded = true
    const reader = this.#reader
    this.#reader = undefined
    reader?.resolve(finished)
    this.#wholeReader?.resolve(this.#takeQueued())
    this.#wholeReader = undefined
  }

  onResponseError (_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    if (this.#error === undefined) this.#fail(error)
  }

  /** What one read of the socket held, or all that has gathered since the last call. */
  next (): Promise<IteratorResult<Buffer, undefined>> {
    if (this.#chunks.length > 0) return Promise.resolve({ done: false, value: this.#takeQueued() })
    if (this.#error !== undefined) return Promise.reject(this.#error)
    if (this.#isEnded) return Promise.resolve(finished)
    return new Promise((resolve, reject) => { this.#reader = { resolve, reject } })
  }

  /** All that comes, once it has come, instead of iterating. `undefined`: it was more than so many bytes, and was cancelled. */
  whole (maxBytes: number): Promise<Buffer | undefined> {
    if (this.#error !== undefined) return Promise.reject(this.#error)
    if (this.#isEnded) return Promise.resolve(this.#queuedBytes > maxBytes ? undefined : this.#takeQueued())
    return new Promise((resolve, reject) => {
      this.#wholeReader = { resolve, reject, maxBytes }
      if (this.#controller?.paused === true) this.#controller.resume()
      this.#checkWhole(this.#wholeReader)
    })
  }

  return (): Promise<IteratorReturnResult<undefined>> {
    this.cancel(new Error('the reader left'))
    this.#dropQueued()
    return Promise.resolve(finished)
  }

  [Symbol.asyncIterator] (): this { return this }

  #checkWhole ({ resolve, maxBytes }: WholeReader): void {
    if (this.#queuedBytes <= maxBytes) return
    this.#wholeReader = undefined
    resolve(undefined)
    this.cancel(new Error('the answer is too large'))
  }

  #takeQueued (): Buffer {
    const chunks = this.#chunks
    const value = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, this.#queuedBytes)
    this.#dropQueued()
    if (this.#controller?.paused === true) this.#controller.resume()
    return value
  }

  #dropQueued (): void {
    this.#chunks = []
    this.#queuedBytes = 0
  }

  #fail (error: Error): void {
    this.#error = error
    this.#settleAnswer.reject(error)
    const reader = this.#reader
    this.#reader = undefined
    reader?.reject(error)
    this.#wholeReader?.reject(error)
    this.#wholeReader = undefined
  }
}
