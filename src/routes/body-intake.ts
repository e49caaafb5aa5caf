/**
 * Takes in request bodies whole, and never more of them at once than memory has room for. What is in them is for others
 * to read; how long they may take to come is the server's business.
 */

import type { IncomingMessage } from 'node:http'
import { RouterError } from '../chat/errors.ts'
import type { ClientLimits } from './client-limits.ts'

/** Bodies up to this size are taken however full it is: they are nearly all, and large ones must not lock them out. */
const SMALL_BYTES = 1024 * 1024

const tooLarge = (limitBytes: number): RouterError => {
  const mebibytes = limitBytes / (1024 * 1024)
  return new RouterError('request_too_large', `The request body is larger than ${mebibytes >= 1 ? `${mebibytes} MiB` : `${limitBytes} bytes`}.`)
}

const full = (): RouterError => new RouterError('router_overloaded', 'The router is holding as many large requests as it can; try again.', { retryAfterMs: 1_000 })

export class BodyIntake {
  readonly #limits: Pick<ClientLimits, 'bodyBytes' | 'allBodiesBytes'>
  readonly #heldBytes = new WeakMap<IncomingMessage, number>()
  #allHeldBytes = 0

  constructor (limits: Pick<ClientLimits, 'bodyBytes' | 'allBodiesBytes'>) { this.#limits = limits }

  /** Bytes of all bodies that were not released yet. */
  get heldBytes (): number { return this.#allHeldBytes }

  /**
   * The bytes as they came; they count as held until they are released. Rejects with `RouterError` `request_too_large` or
   * `router_overloaded`, and with the connection's error when the client leaves in the middle.
   */
  read (message: IncomingMessage): Promise<Buffer> {
    const { bodyBytes } = this.#limits
    if (Number(message.headers['content-length']) > bodyBytes) return Promise.reject(tooLarge(bodyBytes))
    const chunks: Buffer[] = []
    let bytes = 0
    return new Promise((resolve, reject) => {
      const take = (chunk: Buffer): void => {
        bytes += chunk.length
        this.#hold(message, chunk.length)
        chunks.push(chunk)
        if (bytes > bodyBytes) fail(tooLarge(bodyBytes))
        else if (bytes > SMALL_BYTES && this.#allHeldBytes > this.#limits.allBodiesBytes) fail(full())
      }
      const fail = (error: Error): void => {
        message.off('data', take)
        chunks.length = 0
        this.release(message)
        reject(error)
      }
      message.on('data', take)
      message.once('end', () => { resolve(Buffer.concat(chunks, bytes)) })
      message.once('error', fail)
    })
  }

  /** The request is answered and its body is needed no more. Harmless for requests that have none. */
  release (message: IncomingMessage): void {
    this.#allHeldBytes -= this.#heldBytes.get(message) ?? 0
    this.#heldBytes.delete(message)
  }

  #hold (message: IncomingMessage, bytes: number): void {
    this.#heldBytes.set(message, (this.#heldBytes.get(message) ?? 0) + bytes)
    this.#allHeldBytes += bytes
  }
}
