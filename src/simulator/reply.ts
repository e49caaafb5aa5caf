/** What a simulated provider puts on the wire for one request, as data: bytes, waits between them, and how it ends. */

import type { Gate } from './gate.ts'

/** A gate or a promise that holds something back. */
export type Hold = Gate | Promise<unknown>

/** Nothing is sent until the gate opens, the promise settles or the milliseconds have passed. The client leaving ends it. */
export type Wait = Gate | { readonly waitFor: Promise<unknown> } | { readonly pauseMs: number; readonly orWhen?: Promise<unknown> }
export type Chunk = string | Buffer | Wait

export const promiseOf = (hold: Hold): Promise<unknown> => 'open' in hold ? hold.promise : hold

/**
 * `complete`: a proper end, the connection stays. `fin`: the connection is half-closed with the body unfinished.
 * `short-chunk`: a chunk promises more bytes than come, then FIN. `destroy`: the socket is closed. `reset`: RST.
 * `hang`: nothing more, until the client leaves.
 */
export type ReplyEnd = 'complete' | 'fin' | 'short-chunk' | 'destroy' | 'reset' | 'hang'

export interface HttpReply {
  readonly kind: 'http'
  /** Before anything is sent. */
  readonly heldBy?: Hold
  readonly hasEarlyHints?: boolean
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** No length and no chunks: the body ends when the connection does. */
  readonly isCloseDelimited?: boolean
  readonly chunks: Iterable<Chunk>
  readonly trailers?: Readonly<Record<string, string>>
  readonly end: ReplyEnd
  /** The idle connection is closed after a complete response, when `heldBy` (if any) says so. */
  readonly thenClose?: { readonly how: 'fin' | 'reset'; readonly heldBy?: Hold }
}

/** Bytes written to the bare socket, for what is no HTTP. */
export interface BytesReply {
  readonly kind: 'bytes'
  readonly heldBy?: Hold
  readonly chunks: Iterable<Chunk>
  readonly end: Exclude<ReplyEnd, 'complete' | 'short-chunk'>
}

export type Reply = HttpReply | BytesReply

export const isWait = (chunk: Chunk): chunk is Wait => typeof chunk === 'object' && !Buffer.isBuffer(chunk)

type Headers = Readonly<Record<string, string>>

/** A whole body, JSON unless its headers say otherwise. */
export const bodyReply = (status: number, body: string, headers: Headers = {}): HttpReply => ({
  kind: 'http',
  status,
  headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers },
  chunks: [body],
  end: 'complete',
})

export const eventStreamReply = (chunks: Iterable<Chunk>, headers: Headers = {}): HttpReply => ({
  kind: 'http', status: 200, headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', ...headers }, chunks, end: 'complete',
})
