/** A node:http server on the loopback that gives each request, once it is whole, to one function. It knows no wire. */

import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type Exchange, openExchange } from './exchange.ts'

/** PEM texts. */
export interface ServerCertificate {
  readonly key: string
  readonly cert: string
}

export interface SimulatedServerOptions {
  /** Default: a free one. */
  readonly port?: number
  readonly tls?: ServerCertificate
  /** An idle server does not keep the process alive. Default false. */
  readonly isUnreferenced?: boolean
}

export interface SimulatedServer {
  readonly url: string
  readonly port: number
  /** TCP connections taken so far. */
  readonly connections: number
  /** Destroys every connection. Rejects with the first error that answering threw. */
  close (): Promise<void>
}

/** No timeout of the server's own may end what a test has planned. */
const NO_TIMEOUTS = { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0, connectionsCheckingInterval: 2 ** 30 }

export type AnswerExchange = (exchange: Exchange) => Promise<void>

export const startSimulatedServer = async (answer: AnswerExchange, options: SimulatedServerOptions = {}): Promise<SimulatedServer> => {
  const sockets = new Set<Socket>()
  const socketIds = new WeakMap<Socket, number>()
  let connections = 0
  let isClosing = false
  let failure: unknown

  const receive = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const receivedAtMs = performance.now()
    // A client that leaves in the middle of its upload has asked for nothing.
    const body = await buffer(message).catch(() => undefined)
    if (body === undefined) return
    const socketId = socketIds.get(message.socket) ?? 0
    await answer(openExchange(message, response, { body, receivedAtMs, socketId, isServerClosing: () => isClosing }))
  }
  const listener = (message: IncomingMessage, response: ServerResponse): void => {
    receive(message, response).catch((error: unknown) => {
      failure ??= error
      message.socket.destroy()
    })
  }
  const server = options.tls === undefined
    ? createServer(NO_TIMEOUTS, listener)
    : (await import('node:https')).createServer({ ...NO_TIMEOUTS, ...options.tls }, listener)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    if (options.isUnreferenced === true) socket.unref()
    socket.once('close', () => { sockets.delete(socket) })
  })
  server.on(options.tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
    socketIds.set(socket, ++connections)
    // What was broken on purpose, or by a client that left, is no error of the server's.
    socket.on('error', () => undefined)
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  if (options.isUnreferenced === true) server.unref()
  const { port } = server.address() as AddressInfo
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    get connections () { return connections },
    close: async () => {
      isClosing = true
      const closed = new Promise<void>(resolve => { server.close(() => { resolve() }) })
      for (const socket of sockets) socket.destroy()
      await closed
      if (failure !== undefined) throw failure
    },
  }
}
