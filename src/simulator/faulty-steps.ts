/** Steps whose bytes are wrong in the same way on every wire: wrong HTTP, wrong encodings, wrong bodies, wrong sizes. */

import { gzipSync } from 'node:zlib'
import type { Hold } from './reply.ts'
import { type Step, answer, bytes, raw, status } from './steps.ts'
import type { SimulatedError } from './simulated-wire.ts'

const EVENT_STREAM = { 'content-type': 'text/event-stream' }
const JSON_BODY = { 'content-type': 'application/json' }

/** Status 200 with an error in the wire's shape where the answer should be. */
export const errorInsideOk = (error: SimulatedError = { type: 'server_error', code: 500 }): Step => status(200, { error })

export const htmlPage = (code = 200): Step =>
  status(code, { body: '<!doctype html><html><body><h1>Just a moment…</h1></body></html>', headers: { 'content-type': 'text/html; charset=utf-8' } })

/** Status 200 and not one byte of body. */
export const emptyBody = (contentType = 'text/event-stream'): Step => raw({ headers: { 'content-type': contentType } })

export const redirect = (location: string, code = 302): Step => raw({ status: code, headers: { location, 'content-length': '0' } })

/** The connection ends before one byte of a response: on a reused connection, a stale socket; on a fresh one, a crash. */
export const drop = (how: 'fin' | 'destroy' | 'reset' = 'reset', heldBy?: Hold): Step => bytes([], how, heldBy)

const endless = function * (head: string, chunkBytes: number): Generator<string> {
  yield head
  for (const filler = 'x'.repeat(chunkBytes); ;) yield filler
}

/** One line of an event stream that never ends, as fast as the client reads. */
export const endlessLine = (chunkBytes = 65_536): Step =>
  raw({ headers: EVENT_STREAM, chunks: endless('data: {"choices":[{"delta":{"content":"', chunkBytes) })

/** A JSON body that never ends, as fast as the client reads. */
export const endlessBody = (chunkBytes = 65_536): Step =>
  raw({ headers: JSON_BODY, chunks: endless('{"choices":[{"message":{"content":"', chunkBytes) })

/** A good answer whose whole text is one event of `textBytes` bytes. */
export const hugeEvent = (textBytes: number): Step => answer({ text: 'x'.repeat(textBytes) })

const COMPRESSED = {
  /** Not gzip at all. */
  garbage: () => Buffer.from('this is no gzip'),
  /** Good gzip that stops in the middle. */
  truncated: (body: string) => gzipSync(body).subarray(0, -12),
  /** What was asked for, compressed although nobody allowed it. */
  good: (body: string) => gzipSync(body),
  /** 16 MiB of zeroes in 16 KiB. */
  bomb: () => gzipSync(Buffer.alloc(16 * 1024 * 1024)),
}

interface GzipBody {
  /** What is inside, for the good and the truncated one. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A body under `content-encoding: gzip`. */
export const gzipBody = (kind: keyof typeof COMPRESSED, { body = '{}', headers = JSON_BODY }: GzipBody = {}): Step =>
  raw({ headers: { ...headers, 'content-encoding': 'gzip' }, chunks: [COMPRESSED[kind](body)] })

const head = (...lines: readonly string[]): string => [...lines, '', ''].join('\r\n')
const OK = 'HTTP/1.1 200 OK'

const BAD_HTTP = {
  'not-http': 'SSH-2.0-OpenSSH_9.9\r\n',
  'bad-status-line': head('HTTP/1.1 abc OK'),
  /** Both framings at once: a way to smuggle, never to be read. */
  'length-and-chunks': `${head(OK, 'content-length: 5', 'transfer-encoding: chunked')}5\r\nhello\r\n0\r\n\r\n`,
  'bare-line-feeds': `${OK}\ncontent-length: 5\n\nhello`,
  'header-overflow': head(OK, `x-filler: ${'x'.repeat(1_048_576)}`, 'content-length: 0'),
  'unsolicited-continue': `${head('HTTP/1.1 100 Continue')}${head(OK, 'content-length: 5')}hello`,
  'switching-protocols': head('HTTP/1.1 101 Switching Protocols', 'connection: upgrade', 'upgrade: websocket'),
  'bad-chunk-size': `${head(OK, 'transfer-encoding: chunked')}zz\r\nhello\r\n0\r\n\r\n`,
  'length-too-long': `${head(OK, 'content-type: application/json', 'content-length: 64')}{"choices":[`,
}

export type BadHttp = keyof typeof BAD_HTTP
export const BAD_HTTP_KINDS = Object.keys(BAD_HTTP) as readonly BadHttp[]

/** Bytes that are no HTTP response, then FIN. */
export const badHttp = (kind: BadHttp): Step => bytes([BAD_HTTP[kind]])
