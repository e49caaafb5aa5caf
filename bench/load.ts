/**
 * The client side: keeps a fixed number of requests in flight over kept-alive connections, and checks every answer. Its own CPU
 * time counts for nobody. An answer that fails its check ends the run.
 */

import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import type { Dispatcher } from 'undici'

import type { Answer, Check } from './answers.ts'

export interface Call {
  readonly path: string
  /** Sent in turn. */
  readonly bodies: readonly Buffer[]
  readonly check: Check
}

export interface Pace {
  readonly concurrency: number
  readonly durationMs: number
  /** The first requests begin spread over this time, so that streams are not in step. */
  readonly staggerMs: number
}

/** Longest silence of a server before the run is given up. */
const silenceTimeoutMs = 20_000

export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer'
}

/** The connections to one server. */
export class Load {
  readonly #origin: string
  readonly #pool: Pool
  #sent = 0

  constructor (origin: string, connections: number) {
    this.#origin = origin
    this.#pool = new Pool(origin, {
      connections, pipelining: 1, allowH2: false, headersTimeout: silenceTimeoutMs, bodyTimeout: silenceTimeoutMs, keepAliveTimeout: 60_000,
    })
  }

  /** One request with the next body. Resolves with the milliseconds it took, once the answer is whole and checked. */
  async send (call: Call): Promise<number> {
    const body = call.bodies[this.#sent++ % call.bodies.length]!
    const startedAt = performance.now()
    const answer = await this.open(call.path, body)
    const tookMs = performance.now() - startedAt
    const complaint = call.check(answer)
    if (complaint !== undefined) throw new WrongAnswer(`${this.#origin}${call.path}: ${complaint}`)
    return tookMs
  }

  /** One request; resolves with the whole answer. `onFirstBytes` is called when the body begins. */
  open (path: string, body: Buffer, onFirstBytes?: () => void): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const options = { path, method: 'POST' as const, headers: { 'content-type': 'application/json', authorization: 'Bearer bench' }, body }
      this.#pool.dispatch(options, new Collector(resolve, reject, onFirstBytes))
    })
  }

  /** Requests in a closed loop for a while; those in flight at the end are waited for. Resolves with how many there were. */
  async run (call: Call, pace: Pace): Promise<number> {
    const endsAt = performance.now() + pace.durationMs
    let count = 0
    await Promise.all(Array.from({ length: pace.concurrency }, async (_, index) => {
      if (pace.staggerMs > 0) await delay(pace.staggerMs * index / pace.concurrency)
      do {
        await this.send(call)
        count++
      } while (performance.now() < endsAt)
    }))
    return count
  }

  /** Drops the connections; what is in flight fails. */
  async close (): Promise<void> {
    await this.#pool.destroy()
  }
}

/** Gathers one answer. */
class Collector implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: Answer) => void
  readonly #reject: (error: Error) => void
  readonly #onFirstBytes: (() => void) | undefined
  readonly #chunks: Buffer[] = []
  #statusCode = 0

  constructor (resolve: (answer: Answer) => void, reject: (error: Error) => void, onFirstBytes?: () => void) {
    this.#resolve = resolve
    this.#reject = reject
    this.#onFirstBytes = onFirstBytes
  }

  onRequestStart (): void {}

  onResponseStart (_controller: Dispatcher.DispatchController, statusCode: number): void {
    this.#statusCode = statusCode
  }

  onResponseData (_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#chunks.push(chunk) === 1) this.#onFirstBytes?.()
  }

  onResponseEnd (): void {
    this.#resolve({ statusCode: this.#statusCode, body: Buffer.concat(this.#chunks) })
  }

  onResponseError (_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error)
  }
}
