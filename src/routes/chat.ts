/** Mounts every protocol at its path: body → protocol → gateway → protocol → reply. */

import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { Usage } from '../chat/part.ts'
import { collect } from '../chat/result.ts'
import { type Answer, ExchangeFailed, type Gateway } from '../gateway/gateway.ts'
import type { Clock } from '../lib/clock.ts'
import { readOriginalBody } from '../protocols/original-body.ts'
import type { EncodingContext, Protocol } from '../protocols/protocol.ts'
import { streamFailure } from '../protocols/stream-failure.ts'
import { costUsd } from '../records/cost.ts'
import { answerHeaders, type HeaderFields } from './answer-headers.ts'
import { bodyOf } from './body.ts'
import { exchangeWithClient } from './client-exchange.ts'
import type { ClientLimits } from './client-limits.ts'
import type { OpenExchanges } from './open-exchanges.ts'
import { EVENT_STREAM_HEADERS, PIECE_BYTES, piecesOf, shutdown, startRaw } from './raw-answer.ts'
import { letsOthersGoOn } from './resume-wish.ts'
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
  if (text.length <= PIECE_BYTES) {
    startRaw(reply, { ...headers, 'content-length': String(Buffer.byteLength(text)) })
    reply.raw.end(text)
    return
  }
  const body = Buffer.from(text)
  startRaw(reply, { ...headers, 'content-length': String(body.length) })
  await new StreamResponse({ raw: reply.raw, limits, onSlowClient }).write(piecesOf(body))
}

const sendStream = async ({ protocol, answer, context, reply }: Exchange, { openExchanges, limits, onSlowClient }: ChatRoutesOptions): Promise<void> => {
  const { raw } = reply
  startRaw(reply, { ...answerHeaders(answer), ...EVENT_STREAM_HEADERS })
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
  const request = protocol.decodeRequest(readOriginalBody(bodyOf(fastifyRequest)), fastifyRequest.headers)
  const hint = taskHint(fastifyRequest.headers)
  await exchangeWithClient({
    reply,
    openExchanges: options.openExchanges,
    open: signal => options.gateway({ requestId: fastifyRequest.id, request, taskHint: hint, resumes: letsOthersGoOn(fastifyRequest.headers), receivedAtMs, signal }),
    send: async (answer) => {
      const { target } = answer.attempt.candidate
      const context: EncodingContext = {
        request,
        requestId: fastifyRequest.id,
        serviceUsed: target.provider.name,
        ...(request.preferences?.wantsCost === true && { costUsd: (usage: Usage) => costUsd(usage, target.price) }),
      }
      const exchange = { protocol, answer, context, reply }
      if (request.isStream) await sendStream(exchange, options)
      else await sendResult(exchange, options)
    },
  })
}

export const chatRoutes: FastifyPluginCallback<ChatRoutesOptions> = (app, options, done) => {
  for (const protocol of options.protocols) app.post(protocol.path, handle(protocol, options))
  done()
}
