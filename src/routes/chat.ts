/** Mounts every protocol at its path: body → protocol → gateway → protocol → reply. */

import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import { RouterError } from '../chat/errors.ts'
import { collect } from '../chat/result.ts'
import { type Answer, ExchangeFailed, type Gateway } from '../gateway/gateway.ts'
import type { Clock } from '../lib/clock.ts'
import { readOriginalBody } from '../protocols/original-body.ts'
import type { EncodingContext, Protocol } from '../protocols/protocol.ts'
import { streamFailure } from '../protocols/stream-failure.ts'
import { ClientGone } from '../routing/open-first.ts'
import { answerHeaders, type HeaderFields } from './answer-headers.ts'
import { bodyOf } from './body.ts'
import type { ClientLimits } from './client-limits.ts'
import type { OpenExchanges } from './open-exchanges.ts'
import { StreamResponse } from './stream-response.ts'
import { taskHint } from './task-hint.ts'

export interface ChatRoutesOptions {
  readonly protocols: readonly Protocol[]
  readonly gateway: Gateway
  readonly openExchanges: OpenExchanges
  readonly limits: ClientLimits
  readonly now: Clock
  readonly onSlowClient: () => void
}

interface Exchange {
  readonly protocol: Protocol
  readonly answer: Answer
  readonly context: EncodingContext
  readonly reply: FastifyReply
}

/** Beyond this an answer is handed over piece by piece, so that a client that does not take it can be told from a slow one. */
const PIECE_BYTES = 64 * 1024

const piecesOf = function * (body: Buffer): Generator<Buffer> {
  for (let start = 0; start < body.length; start += PIECE_BYTES) yield body.subarray(start, start + PIECE_BYTES)
}

const startRaw = (reply: FastifyReply, headers: HeaderFields): void => {
  reply.hijack()
  reply.raw.writeHead(200, { ...(reply.getHeaders() as HeaderFields), ...headers })
}

/** The whole answer as text. What it fails with still says who was tried. */
const encodeWhole = async ({ protocol, answer, context }: Exchange): Promise<string> => {
  try {
    return protocol.encodeResult(await collect(answer.stream), context)
  } catch (error) {
    throw new ExchangeFailed(streamFailure(error, context.serviceUsed), answer.decision, answer.attempts)
  }
}

const sendResult = async (exchange: Exchange, { limits, onSlowClient }: ChatRoutesOptions): Promise<void> => {
  const { answer, reply } = exchange
  const text = await encodeWhole(exchange)
  const headers: HeaderFields = { ...answerHeaders(answer), 'content-type': 'application/json; charset=utf-8' }
  // Written on the bare response: the framework's way of sending costs as much as all of routing.
  if (text.length <= PIECE_BYTES) {
    startRaw(reply, { ...headers, 'content-length': String(Buffer.byteLength(text)) })
    reply.raw.end(text)
    return
  }
  const body = Buffer.from(text)
  startRaw(reply, { ...headers, 'content-length': String(body.length) })
  await new StreamResponse({ raw: reply.raw, limits, onSlowClient }).write(piecesOf(body))
}

const STREAM_HEADERS: HeaderFields = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' }

const shutdown = (): RouterError => new RouterError('router_shutdown', 'The router is shutting down; the answer above is incomplete. Send the request again.')
const draining = (): RouterError => new RouterError('router_draining', 'The router is stopping and this request was not answered in time; send it again.', { retryAfterMs: 1_000 })

const sendStream = async ({ protocol, answer, context, reply }: Exchange, { openExchanges, limits, onSlowClient }: ChatRoutesOptions): Promise<void> => {
  const { raw } = reply
  startRaw(reply, { ...answerHeaders(answer), ...STREAM_HEADERS })
  const stream = new StreamResponse({ raw, heartbeat: protocol.heartbeat, limits, onSlowClient })
  openExchanges.set(reply, () => {
    const error = shutdown()
    stream.interrupt(protocol.encodeStreamError(error, context.requestId))
    answer.leave(error)
  })
  try {
    await stream.write(protocol.encodeStream(answer.stream, context))
  } finally {
    // Whatever went wrong: an answer that nobody will end must not look as if it went on.
    if (!raw.writableEnded) raw.destroy()
  }
}

const handle = (protocol: Protocol, options: ChatRoutesOptions) => async (fastifyRequest: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const receivedAtMs = options.now()
  const { raw } = reply
  const request = protocol.decodeRequest(readOriginalBody(bodyOf(fastifyRequest)), fastifyRequest.headers)
  const hint = taskHint(fastifyRequest.headers)
  const waiting = new AbortController()
  let answer: Answer | undefined
  raw.once('close', () => {
    if (raw.writableFinished) return
    waiting.abort()
    answer?.leave()
  })
  options.openExchanges.set(reply, () => { waiting.abort(draining()) })
  try {
    if (raw.destroyed) throw new ClientGone()
    answer = await options.gateway({ requestId: fastifyRequest.id, request, taskHint: hint, receivedAtMs, signal: waiting.signal })
    if (raw.destroyed) { answer.leave(); throw new ClientGone() }
    const context: EncodingContext = { request, requestId: fastifyRequest.id, serviceUsed: answer.attempt.candidate.target.provider.name }
    const exchange = { protocol, answer, context, reply }
    if (request.isStream) await sendStream(exchange, options)
    else await sendResult(exchange, options)
  } catch (error) {
    if (!(error instanceof ClientGone) && !raw.destroyed) throw error
    if (!reply.sent) reply.hijack()
  } finally {
    options.openExchanges.delete(reply)
  }
}

export const chatRoutes: FastifyPluginCallback<ChatRoutesOptions> = (app, options, done) => {
  for (const protocol of options.protocols) app.post(protocol.path, handle(protocol, options))
  done()
}
