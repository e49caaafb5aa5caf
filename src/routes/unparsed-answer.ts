/**
 * Answers what Node's HTTP parser refused. No route ever saw such a request, so the answer is written on the bare socket;
 * where an answer is under way on that socket, nothing may be written into it, and the connection is all that can end.
 */

import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { RouterError } from '../chat/errors.ts'
import type { Wire } from '../chat/request.ts'
import { callerWire } from './caller-wire.ts'
import type { ErrorAnswer } from './error-answer.ts'

// An import of anything but types makes Node load all that `node:http` offers, its own fetch and WebSocket too: 3 MB.
const { STATUS_CODES } = process.getBuiltinModule('node:http')

export interface ParserError extends Error {
  readonly code?: string
  /** What was being parsed: often, not always, from the request line on. */
  readonly rawPacket?: Buffer
}

export interface UnparsedAnswerOptions {
  readonly headerBytes: number
  /** The answer that is, or was last, under way on this socket. */
  readonly responseOn: (socket: Socket) => ServerResponse | undefined
  readonly createRequestId: () => string
  readonly encode: (error: RouterError, wire: Wire, requestId: string) => ErrorAnswer
}

const NO_HEADERS: IncomingHttpHeaders = {}
const REQUEST_LINE = /^[A-Z]+ (\S+)/
const REQUEST_LINE_BYTES = 200

const refusalOf = ({ code }: ParserError, headerBytes: number): RouterError => {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new RouterError('request_timeout', 'The request did not arrive in time.')
  if (code === 'HPE_HEADER_OVERFLOW') return new RouterError('header_too_large', `The headers are larger than ${headerBytes / 1024} KiB.`)
  return new RouterError('invalid_http', 'This is not a valid HTTP request.')
}

const wireOf = ({ rawPacket }: ParserError, running: ServerResponse | undefined): Wire => {
  if (running !== undefined) return callerWire(running.req.url ?? '/', running.req.headers)
  const url = REQUEST_LINE.exec(rawPacket?.toString('latin1', 0, REQUEST_LINE_BYTES) ?? '')?.[1]
  return callerWire(url ?? '/', NO_HEADERS)
}

/** Whether bytes on this socket now would be read as a part of another answer, or as a second one. */
const isSpoken = (response: ServerResponse | undefined): boolean =>
  response !== undefined && response.headersSent && !(response.writableFinished && response.shouldKeepAlive)

const textOf = (answer: ErrorAnswer, requestId: string): string => {
  const headers = { ...answer.headers, 'x-request-id': requestId, 'content-length': String(Buffer.byteLength(answer.body)), connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${answer.statusCode} ${STATUS_CODES[answer.statusCode] ?? 'Refused'}\r\n${lines.join('')}\r\n${answer.body}`
}

/** Returns what was refused, for the books; nothing when it was only a client that left. */
export const answerUnparsed = (error: ParserError, socket: Socket, options: UnparsedAnswerOptions): RouterError | undefined => {
  if (error.code === 'ECONNRESET' || socket.destroyed) { socket.destroy(); return undefined }
  const refusal = refusalOf(error, options.headerBytes)
  const response = options.responseOn(socket)
  if (isSpoken(response) || !socket.writable) { socket.destroy(); return refusal }
  const running = response?.headersSent === false ? response : undefined
  const requestId = running?.getHeader('x-request-id')?.toString() ?? options.createRequestId()
  socket.end(textOf(options.encode(refusal, wireOf(error, running), requestId), requestId))
  return refusal
}
