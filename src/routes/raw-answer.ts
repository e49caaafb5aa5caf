/** What answers that are written on the bare response have in common: their head, their pieces, their last word. */

import type { FastifyReply } from 'fastify'
import { RouterError } from '../chat/errors.ts'
import type { HeaderFields } from './answer-headers.ts'

/** Beyond this an answer is handed over piece by piece, so that a client that does not take it can be told from a slow one. */
export const PIECE_BYTES = 64 * 1024

export const piecesOf = function * (body: Buffer): Generator<Buffer> {
  for (let start = 0; start < body.length; start += PIECE_BYTES) yield body.subarray(start, start + PIECE_BYTES)
}

/** The framework's way of sending costs as much as all of routing. */
export const startRaw = (reply: FastifyReply, headers: HeaderFields): void => {
  reply.hijack()
  // Names and values in one array: node's quickest way of taking them.
  const lines: string[] = []
  const own = reply.getHeaders()
  for (const name in own) lines.push(name, String(own[name]))
  for (const name in headers) lines.push(name, headers[name] as string)
  reply.raw.writeHead(200, lines)
}

export const EVENT_STREAM_HEADERS: HeaderFields = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' }

export const shutdown = (): RouterError => new RouterError('router_shutdown', 'The router is shutting down; the answer above is incomplete. Send the request again.')
