/**
 * The HTTP server: limits, guards, the error handler and the 404, and the routes it is given. It knows no route itself,
 * and nothing of what routes do.
 */

import { randomUUIDv7 } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { RouterError } from './chat/errors.ts'
import type { Wire } from './chat/request.ts'
import { ExchangeFailed } from './gateway/gateway.ts'
import type { Protocol } from './protocols/protocol.ts'
import { BodyIntake } from './routes/body-intake.ts'
import { callerWire } from './routes/caller-wire.ts'
import { CLIENT_LIMITS, type ClientLimits } from './routes/client-limits.ts'
import { answerError, type ErrorAnswer } from './routes/error-answer.ts'
import { type AllowedHosts, guardRequest } from './routes/http-guard.ts'
import { normalUrl } from './routes/normal-url.ts'
import { RouteTable } from './routes/route-table.ts'
import { answerUnparsed, type ParserError } from './routes/unparsed-answer.ts'

export interface ServerOptions {
  readonly protocols: Readonly<Record<Wire, Protocol>>
  readonly allowedHosts: AllowedHosts
  readonly limits?: ClientLimits
  /** Where routes of their own parsers take in bodies too. Default: a new one. */
  readonly intake?: BodyIntake
  readonly isDraining: () => boolean
  readonly scrub: (text: string) => string
  /** Every error that is answered. */
  readonly onError: (error: RouterError, requestId: string) => void
  /** A request that was refused before it was routed to anybody. */
  readonly onRejected: (reason: string) => void
  readonly onRequestStart: () => void
  readonly onRequestEnd: () => void
}

const CLIENT_REQUEST_ID = /^[\w-]{1,64}$/

/** Some names of models are longer than the framework's default of 100. */
const MAX_PARAMETER_LENGTH = 500

const JSON_CONTENT = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/

/** The ids by which both sides can speak of this request. */
const nameRequest = (request: FastifyRequest, reply: FastifyReply): void => {
  reply.header('x-request-id', request.id)
  if (callerWire(request.url, request.headers) === 'anthropic-messages') reply.header('request-id', request.id)
  const clientId = request.headers['x-request-id']
  if (typeof clientId === 'string' && CLIENT_REQUEST_ID.test(clientId)) reply.header('x-client-request-id', clientId)
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? ''

const notServed = ({ method, url }: FastifyRequest, methods: readonly string[]): RouterError => {
  const path = pathOf(url).slice(0, 120)
  return methods.length > 0
    ? new RouterError('method_not_allowed', `${method} is not what ${path} is for; use ${methods.join(' or ')}.`)
    : new RouterError('not_found', `${method} ${path} is not served here. OpenAI clients use the base URL with /v1, Anthropic clients without it.`)
}

type EncodeError = (thrown: unknown, wire: Wire, requestId: string) => ErrorAnswer
type Refuse = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => void

const createRefuse = (encode: EncodeError, { onRejected, onError }: ServerOptions): Refuse => (thrown, request, reply) => {
  // Whoever left in the middle of an upload is told nothing, and has broken nothing.
  if (reply.raw.destroyed) { reply.hijack(); return }
  const { statusCode, headers, body, error } = encode(thrown, callerWire(request.url, request.headers), request.id)
  if (!(thrown instanceof ExchangeFailed)) onRejected(error.code)
  onError(error, request.id)
  reply.code(statusCode).headers(headers).send(body)
}

interface ConnectionState {
  /** URLs as they came, before they were made normal: the host check must see an absolute one. */
  readonly originalUrls: WeakMap<IncomingMessage, string>
  /** The newest response on each connection. */
  readonly responses: WeakMap<Socket, ServerResponse>
}

const createInstance = (encode: EncodeError, refuse: Refuse, { limits = CLIENT_LIMITS, onRejected }: ServerOptions, state: ConnectionState): FastifyInstance => fastify({
  logger: false,
  requestTimeout: limits.requestTimeoutMs,
  return503OnClosing: false,
  genReqId: () => randomUUIDv7(),
  requestIdHeader: false,
  routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
  http: { headersTimeout: limits.headersTimeoutMs, connectionsCheckingInterval: limits.checkingIntervalMs, maxHeaderSize: limits.headerBytes, requireHostHeader: false },
  rewriteUrl: (request) => {
    const url = request.url ?? '/'
    const normal = normalUrl(url)
    if (normal !== url) state.originalUrls.set(request as IncomingMessage, url)
    return normal
  },
  // Refused by the framework before any hook could see it.
  frameworkErrors: (error, request, reply) => {
    nameRequest(request, reply)
    refuse(error, request, reply)
  },
  clientErrorHandler: (error, socket) => {
    const refusal = answerUnparsed(error as Error as ParserError, socket as Socket, {
      headerBytes: limits.headerBytes,
      responseOn: each => state.responses.get(each),
      createRequestId: randomUUIDv7,
      encode,
    })
    if (refusal !== undefined) onRejected(refusal.code)
  },
})

const admitPost = ({ raw }: FastifyRequest, reply: FastifyReply, intake: BodyIntake, { isDraining, onRequestStart, onRequestEnd }: ServerOptions): void => {
  if (isDraining()) throw new RouterError('router_draining', 'The router is stopping; send the request again.', { retryAfterMs: 1_000 })
  onRequestStart()
  reply.raw.once('close', () => { intake.release(raw); onRequestEnd() })
}

export const buildServer = (options: ServerOptions): FastifyInstance => {
  const { limits = CLIENT_LIMITS, protocols, scrub } = options
  const intake = options.intake ?? new BodyIntake(limits)
  const table = new RouteTable()
  const state: ConnectionState = { originalUrls: new WeakMap(), responses: new WeakMap() }

  const encode: EncodeError = (thrown, wire, requestId) => answerError(thrown, protocols[wire], requestId, scrub)
  const refuse = createRefuse(encode, options)
  const refuseUnserved = (request: FastifyRequest, reply: FastifyReply): void => {
    const methods = table.methodsAt(pathOf(request.url))
    if (methods.length > 0) reply.header('allow', methods.join(', '))
    refuse(notServed(request, methods), request, reply)
  }

  const app = createInstance(encode, refuse, options, state)
  if (limits.maxConnections !== undefined) app.server.maxConnections = limits.maxConnections
  // What a client expects beyond "100-continue" is ignored, not answered with an empty 417.
  app.server.on('checkExpectation', (request, response) => { app.server.emit('request', request, response) })

  app.addHook('onRoute', ({ url, method }) => { table.add(url, method) })
  app.addHook('onRequest', (request, reply, done) => {
    state.responses.set(request.raw.socket, reply.raw)
    nameRequest(request, reply)
    let refusal: Error | undefined
    try {
      guardRequest(request.raw, state.originalUrls.get(request.raw) ?? request.url, options.allowedHosts)
      if (request.method === 'POST') admitPost(request, reply, intake, options)
    } catch (error) {
      refusal = error as Error
    }
    done(refusal)
  })

  app.removeAllContentTypeParsers()
  app.addContentTypeParser(JSON_CONTENT, async (_request: FastifyRequest, payload: IncomingMessage) => await intake.read(payload))
  app.setErrorHandler((thrown, request, reply) => {
    if (request.is404) refuseUnserved(request, reply)
    else refuse(thrown, request, reply)
  })
  app.setNotFoundHandler(refuseUnserved)
  return app
}
