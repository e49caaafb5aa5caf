/**
 * The HTTP server: limits, guards, the error handler and the 404, and the routes it is given. It knows no route itself,
 * and nothing of what routes do.
 */

import { randomUUIDv7 } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import { RouterError } from './chat/errors.ts'
import type { Wire } from './chat/request.ts'
import type { Protocol } from './protocols/protocol.ts'
import { callerWire } from './routes/caller-wire.ts'
import { answerError } from './routes/error-answer.ts'
import { type AllowedHosts, guardRequest } from './routes/http-guard.ts'
import { normalUrl } from './routes/normal-url.ts'

const BODY_LIMIT_BYTES = 32 * 1024 * 1024
/** Bodies that may be in memory at once. */
const BODIES_LIMIT_BYTES = 256 * 1024 * 1024
const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 60_000
const MAX_HEADER_BYTES = 32 * 1024

export interface ServerOptions {
  readonly protocols: Readonly<Record<Wire, Protocol>>
  readonly allowedHosts: AllowedHosts
  readonly maxConnections: number | undefined
  readonly isDraining: () => boolean
  readonly scrub: (text: string) => string
  /** An error was answered: `unexpected` is set for our own faults. */
  readonly onError: (error: RouterError, requestId: string) => void
  readonly onRejected: (reason: string) => void
  readonly onRequestStart: () => void
  readonly onRequestEnd: () => void
  readonly headersTimeoutMs?: number
  readonly requestTimeoutMs?: number
}

interface ClientError extends Error { readonly code?: string }

/** Requests that Node's parser refused: no route ever saw them, so the answer is written on the bare socket. */
const clientErrorOf = (error: ClientError): RouterError => {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return new RouterError('request_timeout', 'The request did not arrive in time.')
  if (error.code === 'HPE_HEADER_OVERFLOW') return new RouterError('header_too_large', `The headers are larger than ${MAX_HEADER_BYTES / 1024} KiB.`)
  return new RouterError('invalid_http', 'This is not a valid HTTP request.')
}

const answerOnSocket = (socket: Socket, statusCode: number, body: string): void => {
  if (!socket.writable) { socket.destroy(); return }
  socket.end(`HTTP/1.1 ${statusCode} Refused\r\ncontent-type: application/json; charset=utf-8\r\nx-should-retry: false\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

const CLIENT_REQUEST_ID = /^[\w-]{1,64}$/

const isMutating = (method: string): boolean => method === 'POST'

export const buildServer = (options: ServerOptions): FastifyInstance => {
  const { protocols, isDraining, scrub, onError, onRejected } = options
  let bodiesBytes = 0
  /** The URL as it came, before it was made normal; the host check must see an absolute one. */
  const originalUrls = new WeakMap<IncomingMessage, string>()

  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    return503OnClosing: false,
    genReqId: () => randomUUIDv7(),
    requestIdHeader: false,
    http: { headersTimeout: options.headersTimeoutMs ?? HEADERS_TIMEOUT_MS, connectionsCheckingInterval: 1_000, maxHeaderSize: MAX_HEADER_BYTES },
    rewriteUrl: (request) => {
      const url = request.url ?? '/'
      const normal = normalUrl(url)
      if (normal !== url) originalUrls.set(request as IncomingMessage, url)
      return normal
    },
    clientErrorHandler: (error, socket) => {
      const refusal = clientErrorOf(error)
      onRejected(refusal.code)
      const { statusCode, body } = protocols['openai-chat'].encodeError(refusal, '')
      answerOnSocket(socket as Socket, statusCode, JSON.stringify(body))
    },
  })
  if (options.maxConnections !== undefined) app.server.maxConnections = options.maxConnections

  const wireOf = (request: { readonly url: string, readonly headers: IncomingMessage['headers'] }): Protocol => protocols[callerWire(request.url, request.headers)]

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    if (callerWire(request.url, request.headers) === 'anthropic-messages') reply.header('request-id', request.id)
    const clientId = request.headers['x-request-id']
    if (typeof clientId === 'string' && CLIENT_REQUEST_ID.test(clientId)) reply.header('x-client-request-id', clientId)
    try {
      guardRequest(request.raw, originalUrls.get(request.raw) ?? request.url, options.allowedHosts)
      if (isDraining() && isMutating(request.method)) throw new RouterError('router_draining', 'The router is stopping; send the request again.', { retryAfterMs: 1_000 })
    } catch (error) {
      onRejected(error instanceof RouterError ? error.code : 'internal_error')
      done(error as Error)
      return
    }
    if (isMutating(request.method)) {
      const bytes = Number(request.headers['content-length'] ?? 0)
      bodiesBytes += bytes
      options.onRequestStart()
      reply.raw.once('close', () => { bodiesBytes -= bytes; options.onRequestEnd() })
      if (bytes > BODY_LIMIT_BYTES / 32 && bodiesBytes > BODIES_LIMIT_BYTES) {
        done(new RouterError('router_overloaded', 'The router is holding as many large requests as it can; try again.', { retryAfterMs: 1_000 }))
        return
      }
    }
    done()
  })

  app.removeAllContentTypeParsers()
  app.addContentTypeParser(/^application\/(?:[\w.-]+\+)?json/, { parseAs: 'buffer' }, (_request, body, done) => { done(null, body) })

  app.setErrorHandler((thrown, request, reply) => {
    const { statusCode, headers, body, error } = answerError(thrown, wireOf(request), request.id, scrub)
    onError(error, request.id)
    return reply.code(statusCode).headers(headers).send(body)
  })

  app.setNotFoundHandler((request, reply) => {
    const error = new RouterError('not_found', `${request.method} ${request.url.split('?')[0]?.slice(0, 120)} is not served here. OpenAI clients use the base URL with /v1, Anthropic clients without it.`)
    const { statusCode, headers, body } = answerError(error, wireOf(request), request.id, scrub)
    return reply.code(statusCode).headers(headers).send(body)
  })

  return app
}
