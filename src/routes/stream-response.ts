/**
 * Writes a stream to a client: one write for each batch, a sign of life in silence, and never more in memory than the
 * client is willing to take. A client that stops reading for too long is cut off.
 */

import type { ServerResponse } from 'node:http'

const HEARTBEAT_MS = 10_000
const DRAIN_LIMIT_MS = 30_000

export interface StreamResponseOptions {
  readonly raw: ServerResponse
  readonly heartbeat: string
  readonly onSlowClient: () => void
  readonly heartbeatMs?: number
  readonly drainLimitMs?: number
}

export class StreamResponse {
  readonly #raw: ServerResponse
  readonly #options: StreamResponseOptions
  #isOver = false
  #isBlocked = false

  constructor (options: StreamResponseOptions) {
    this.#options = options
    this.#raw = options.raw
  }

  /** Resolves when everything was handed to the socket, or the client is gone. Never rejects but for errors of `texts`. */
  async write (texts: AsyncIterable<string>): Promise<void> {
    const heartbeat = setInterval(() => { this.#beat() }, this.#options.heartbeatMs ?? HEARTBEAT_MS)
    try {
      for await (const text of texts) {
        if (this.#isOver || this.#raw.destroyed) return
        heartbeat.refresh()
        if (!this.#raw.write(text)) await this.#drained()
      }
      this.#end()
    } finally {
      clearInterval(heartbeat)
    }
  }

  /** Ends the stream in the middle, with a last word that is no success. */
  interrupt (lastText: string): void {
    if (this.#isOver) return
    if (!this.#raw.destroyed) this.#raw.write(lastText)
    this.#end()
  }

  #end (): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#raw.end()
  }

  #beat (): void {
    if (!this.#isOver && !this.#isBlocked && !this.#raw.destroyed) this.#raw.write(this.#options.heartbeat)
  }

  #drained (): Promise<void> {
    if (this.#raw.destroyed) return Promise.resolve()
    this.#isBlocked = true
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(limit)
        this.#isBlocked = false
        this.#raw.off('drain', done)
        this.#raw.off('close', done)
        resolve()
      }
      const limit = setTimeout(() => {
        this.#options.onSlowClient()
        this.#raw.destroy()
      }, this.#options.drainLimitMs ?? DRAIN_LIMIT_MS)
      this.#raw.once('drain', done)
      this.#raw.once('close', done)
    })
  }
}

/** The streams that are open now, so that a stop can end each with its own last word. */
export class OpenStreams {
  readonly #open = new Map<StreamResponse, () => void>()

  get size (): number { return this.#open.size }

  add (stream: StreamResponse, interrupt: () => void): void { this.#open.set(stream, interrupt) }
  delete (stream: StreamResponse): void { this.#open.delete(stream) }

  interruptAll (): void {
    for (const interrupt of this.#open.values()) interrupt()
    this.#open.clear()
  }
}
