/**
 * One request to a simulated provider and the connection it came on: what was asked, whether the client is still there,
 * and waits that end when the connection does. What is answered is decided elsewhere.
 */

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { type Hold, type Wait, promiseOf } from './reply.ts'

export interface CapturedRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Names and values in turn, as they were sent. */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
  readonly text: string
  /** The body where it is a JSON object; empty otherwise. */
  readonly json: Readonly<Record<string, unknown>>
  /** When its head arrived, milliseconds of `performance.now()`. */
  readonly receivedAtMs: number
  /** Number of its TCP connection, from 1: the same number, the same connection. */
  readonly socketId: number
  /** Resolves when the client leaves before the answer was complete; never otherwise. */
  readonly aborted: Promise<void>
}

export interface Exchange {
  readonly request: CapturedRequest
  readonly response: ServerResponse
  readonly socket: Socket
  /** The connection is gone, whoever closed it. */
  readonly isOver: boolean
  /** From here on a closed connection is our doing, not the client's. */
  endsHere (): void
  /** Resolves when the wait is over or the connection is. */
  wait (wait: Wait): Promise<void>
  waitFor (hold: Hold | undefined): Promise<void>
  /** Resolves when the connection is gone. */
  readonly over: Promise<void>
}

const parseObject = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : {}
  } catch {
    return {}
  }
}

export interface Arrival {
  readonly body: Buffer
  readonly receivedAtMs: number
  readonly socketId: number
  /** A connection that ends from then on was not ended by the client. */
  readonly isServerClosing: () => boolean
}

export const openExchange = (message: IncomingMessage, response: ServerResponse, arrival: Arrival): Exchange => {
  const { body, receivedAtMs, socketId, isServerClosing } = arrival
  const { socket } = message
  const { promise: aborted, resolve: resolveAborted } = Promise.withResolvers<void>()
  const over = new AbortController()
  const { promise: isOver, resolve: resolveOver } = Promise.withResolvers<void>()
  let isOurEnd = false
  const onClose = (): void => {
    if (!isOurEnd && !isServerClosing() && !response.writableFinished) resolveAborted()
    over.abort()
    resolveOver()
  }
  if (socket.destroyed) onClose()
  else response.once('close', onClose)

  const pauseFor = async (milliseconds: number): Promise<void> => {
    if (milliseconds <= 0) return
    await delay(milliseconds, undefined, { signal: over.signal }).catch(() => undefined)
  }
  const text = body.toString('utf8')
  return {
    request: {
      method: message.method ?? '', path: message.url ?? '', headers: message.headers, rawHeaders: message.rawHeaders,
      body, text, json: parseObject(text), receivedAtMs, socketId, aborted,
    },
    response,
    socket,
    // A destroyed socket says so before it says `close`.
    get isOver () { return over.signal.aborted || socket.destroyed },
    over: isOver,
    endsHere: () => { isOurEnd = true },
    wait: async wait => {
      if ('pauseMs' in wait) await Promise.race([pauseFor(wait.pauseMs), ...(wait.orWhen === undefined ? [] : [wait.orWhen])])
      else await Promise.race(['open' in wait ? wait.promise : wait.waitFor, isOver])
    },
    waitFor: async hold => { if (hold !== undefined) await Promise.race([promiseOf(hold), isOver]) },
  }
}
