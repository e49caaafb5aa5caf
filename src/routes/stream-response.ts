/**
 * Writes an answer to a client at the client's pace: one write for each text, a sign of life in silence, and never more in
 * memory than the client is willing to take. A client that stops reading for too long is cut off.
 */

import type { ServerResponse } from 'node:http'
import type { ClientLimits } from './client-limits.ts'

export interface StreamResponseOptions {
  readonly raw: ServerResponse
  /** What is written in silence; nothing where it would be a part of the answer. */
  readonly heartbeat?: string
  readonly limits: Pick<ClientLimits, 'heartbeatMs' | 'drainLimitMs'>
  readonly onSlowClient: () => void
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
  async write (texts: AsyncIterable<string | Buffer> | Iterable<string | Buffer>): Promise<void> {
    const heartbeat = this.#startHeartbeat()
    try {
      for await (const text of texts) {
        if (this.#isOver || this.#raw.destroyed) return
        heartbeat?.refresh()
        if (!this.#raw.write(text)) await this.#drained()
      }
      this.#end()
    } finally {
      clearInterval(heartbeat)
    }
  }

  /** Ends the answer in the middle, with a last word that is no success. */
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

  #startHeartbeat (): NodeJS.Timeout | undefined {
    const { heartbeat, limits } = this.#options
    if (heartbeat === undefined) return undefined
    return setInterval(() => {
      if (!this.#isOver && !this.#isBlocked && !this.#raw.destroyed) this.#raw.write(heartbeat)
    }, limits.heartbeatMs)
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
      }, this.#options.limits.drainLimitMs)
      this.#raw.once('drain', done)
      this.#raw.once('close', done)
    })
  }
}
