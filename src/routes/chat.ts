/** Mounts every protocol at its path: body → protocol → gateway → protocol → reply. */

import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import { RouterError } from '../chat/errors.ts'
import { collect } from '../chat/result.ts'
import type { ChatRequest, Task } from '../chat/request.ts'
import type { Answer, Gateway } from '../gateway/gateway.ts'
import type { Clock } from '../lib/clock.ts'
import { readOriginalBody } from '../protocols/original-body.ts'
import type { EncodingContext, Protocol } from '../protocols/protocol.ts'
import { ClientGone } from '../routing/open-first.ts'
import { isTask } from '../routing/resolve-model.ts'
import { answerHeaders, type HeaderFields } from './answer-headers.ts'
import { bodyOf } from './body.ts'
import { type OpenStreams, StreamResponse } from './stream-response.ts'

export interface ChatRoutesOptions {
  readonly protocols: readonly Protocol[]
  readonly gateway: Gateway
  readonly openStreams: OpenStreams
  readonly now: Clock
  readonly onSlowClient: () => void
}

interface Exchange {
  readonly protocol: Protocol
  readonly request: ChatRequest
  readonly answer: Answer
  readonly context: EncodingContext
  readonly reply: FastifyReply
}

/** `x-task-type`, the client's word on what the request is. Throws for a word that is no task. */
export const taskHint = (headers: FastifyRequest['headers']): Task | undefined => {
  const hint = headers['x-task-type']
  if (typeof hint !== 'string' || hint === '' || hint === 'auto') return undefined
  const task = hint.toLowerCase()
  if (isTask(task)) return task
  throw new RouterError('invalid_request', `x-task-type: "${hint.slice(0, 40)}" is not a task; use code, thinking, long, image, search, agent or general.`, { parameter: 'x-task-type' })
}

const sendResult = async ({ protocol, answer, context, reply }: Exchange): Promise<void> => {
  const body = protocol.encodeResult(await collect(answer.stream), context)
  const headers: HeaderFields = { ...answerHeaders(answer), 'content-type': 'application/json; charset=utf-8' }
  await reply.headers(headers).send(body)
}

const STREAM_HEADERS: HeaderFields = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' }

const sendStream = async ({ protocol, answer, context, reply }: Exchange, { openStreams, onSlowClient }: ChatRoutesOptions): Promise<void> => {
  const { raw } = reply
  reply.hijack()
  raw.writeHead(200, { ...(reply.getHeaders() as HeaderFields), ...answerHeaders(answer), ...STREAM_HEADERS })
  const stream = new StreamResponse({ raw, heartbeat: protocol.heartbeat, onSlowClient })
  openStreams.add(stream, () => {
    stream.interrupt(protocol.encodeStreamError(new RouterError('router_shutdown', 'The router is shutting down; the answer above is incomplete. Send the request again.'), context.requestId))
    answer.leave()
  })
  try {
    await stream.write(protocol.encodeStream(answer.stream, context))
  } finally {
    openStreams.delete(stream)
  }
}

const handle = (protocol: Protocol, options: ChatRoutesOptions) => async (fastifyRequest: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const receivedAtMs = options.now()
  const { raw } = reply
  const request = protocol.decodeRequest(readOriginalBody(bodyOf(fastifyRequest)), fastifyRequest.headers)
  const client = new AbortController()
  let answer: Answer | undefined
  raw.once('close', () => {
    if (raw.writableFinished) return
    client.abort()
    answer?.leave()
  })
  try {
    answer = await options.gateway({ requestId: fastifyRequest.id, request, taskHint: taskHint(fastifyRequest.headers), receivedAtMs, signal: client.signal })
    if (raw.destroyed) { answer.leave(); throw new ClientGone() }
    const context: EncodingContext = { request, requestId: fastifyRequest.id, serviceUsed: answer.attempt.candidate.target.provider.name }
    const exchange = { protocol, request, answer, context, reply }
    if (request.isStream) await sendStream(exchange, options)
    else await sendResult(exchange)
  } catch (error) {
    if (!(error instanceof ClientGone) && !raw.destroyed) throw error
    if (!reply.sent) reply.hijack()
  }
}

export const chatRoutes: FastifyPluginCallback<ChatRoutesOptions> = (app, options, done) => {
  for (const protocol of options.protocols) app.post(protocol.path, handle(protocol, options))
  done()
}
