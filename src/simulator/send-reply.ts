/** Puts a reply on an exchange's connection, byte for byte as planned, at the pace of the reader. */

import type { Exchange } from './exchange.ts'
import { type BytesReply, type Chunk, type HttpReply, type Reply, type ReplyEnd, isWait, promiseOf } from './reply.ts'

/** A chunk header that announces 64 bytes, and fewer than that. */
const SHORT_CHUNK = '40\r\ndata: {"choi'

interface Writer { write (data: string | Buffer, done: () => void): unknown }

/** Resolves when the bytes are handed to the kernel, or when there is nobody left to hand them to. */
const write = async (exchange: Exchange, writer: Writer, data: string | Buffer): Promise<void> => {
  if (exchange.isOver || data.length === 0) return
  const { promise, resolve } = Promise.withResolvers<void>()
  writer.write(data, resolve)
  await Promise.race([promise, exchange.over])
}

const reset = ({ socket }: Exchange): void => {
  // A TLS connection has no handle that could be reset; it is closed without its farewell.
  if ('encrypted' in socket) socket.destroy()
  else socket.resetAndDestroy()
}

type Ending = (exchange: Exchange, reply: Reply) => Promise<void> | void

const ENDINGS: Readonly<Record<ReplyEnd, Ending>> = {
  complete: async (exchange, reply) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    if (reply.kind === 'http' && reply.trailers !== undefined) exchange.response.addTrailers(reply.trailers)
    exchange.response.end(resolve)
    await Promise.race([promise, exchange.over])
  },
  fin: ({ socket }) => { socket.end() },
  'short-chunk': async exchange => {
    await write(exchange, exchange.socket, SHORT_CHUNK)
    exchange.socket.end()
  },
  destroy: ({ socket }) => { socket.destroy() },
  reset,
  hang: ({ over }) => over,
}

const sendChunks = async (exchange: Exchange, chunks: Iterable<Chunk>, writer: Writer, beforeWait: () => void): Promise<void> => {
  for (const chunk of chunks) {
    if (exchange.isOver) return
    if (isWait(chunk)) {
      beforeWait()
      await exchange.wait(chunk)
    } else await write(exchange, writer, chunk)
  }
}

const finish = async (exchange: Exchange, reply: Reply): Promise<void> => {
  if (exchange.isOver) return
  if (reply.end !== 'hang' && reply.end !== 'complete') exchange.endsHere()
  await ENDINGS[reply.end](exchange, reply)
}

const closeIdle = async (exchange: Exchange, { how, heldBy }: NonNullable<HttpReply['thenClose']>): Promise<void> => {
  const { socket } = exchange
  // The exchange is over once it is complete, so the hold is awaited against the connection itself.
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  socket.once('close', () => { resolve() })
  if (heldBy !== undefined) await Promise.race([promiseOf(heldBy), closed])
  if (socket.destroyed) return
  if (how === 'reset') reset(exchange)
  else socket.end()
}

const sendHttp = async (exchange: Exchange, reply: HttpReply): Promise<void> => {
  const { response } = exchange
  if (reply.hasEarlyHints === true) response.writeEarlyHints({ link: '</hint>; rel=preload' })
  if (reply.trailers !== undefined) response.setHeader('trailer', Object.keys(reply.trailers).join(', '))
  if (reply.isCloseDelimited === true) response.removeHeader('transfer-encoding')
  response.writeHead(reply.status, reply.headers)
  const flush = (): void => { response.flushHeaders() }
  await sendChunks(exchange, reply.chunks, response, flush)
  if (reply.end !== 'complete' && !exchange.isOver) flush()
  await finish(exchange, reply)
  if (reply.thenClose !== undefined && !exchange.socket.destroyed) await closeIdle(exchange, reply.thenClose)
}

const sendBytes = async (exchange: Exchange, reply: BytesReply): Promise<void> => {
  await sendChunks(exchange, reply.chunks, exchange.socket, () => undefined)
  await finish(exchange, reply)
}

/** Resolves when the reply is out, or when the connection is gone. */
export const sendReply = async (exchange: Exchange, reply: Reply): Promise<void> => {
  await exchange.waitFor(reply.heldBy)
  if (exchange.isOver) return
  if (reply.kind === 'http') await sendHttp(exchange, reply)
  else await sendBytes(exchange, reply)
}
