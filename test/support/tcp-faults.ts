/** Providers that fail below HTTP: nobody listens, nobody accepts, nobody speaks, the wrong thing is spoken. Linux only. */

import { once } from 'node:events'
import { type AddressInfo, type Socket, connect, createServer } from 'node:net'
import { Worker } from 'node:worker_threads'
import { type ScriptedProvider, startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { type Certificate, createCertificate, createExpiredCertificate } from './certificate.ts'

export interface TcpFault {
  readonly url: string
  readonly port: number
  close (): Promise<void>
}

const LOOPBACK = '127.0.0.1'
const urlOf = (port: number, scheme = 'http'): string => `${scheme}://${LOOPBACK}:${port}`

export interface SilentListener extends TcpFault {
  /** Connections accepted so far. */
  readonly connections: number
  /** Resolves with the first connection. */
  readonly accepted: Promise<void>
}

const startListener = async (scheme: string, onConnection: (socket: Socket) => void): Promise<SilentListener> => {
  const sockets = new Set<Socket>()
  const { promise: accepted, resolve } = Promise.withResolvers<void>()
  let connections = 0
  const server = createServer(socket => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => { sockets.delete(socket) })
    onConnection(socket)
    resolve()
  })
  server.listen(0, LOOPBACK)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: urlOf(port, scheme),
    port,
    get connections () { return connections },
    accepted,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>(done => { server.close(() => { done() }) })
    },
  }
}

/** Accepts, reads and never says a word. */
export const startMutePort = async (): Promise<SilentListener> => await startListener('http', socket => { socket.resume() })

/** The same behind `https`: the handshake never gets its answer. */
export const startMuteTlsPort = async (): Promise<SilentListener> => await startListener('https', socket => { socket.resume() })

/** Plain HTTP behind an `https` URL. */
export const startPlainPortBehindTls = async (): Promise<SilentListener> =>
  await startListener('https', socket => { socket.once('data', () => { socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n') }) })

/**
 * A port on which nobody listens, and nobody else can: it is the near end of a connection of ours until `close`. To
 * listen on it afterwards would be a race; for that there is `findQuietPort`.
 */
export const reserveRefusedPort = async (): Promise<TcpFault> => {
  const far = await startMutePort()
  const socket = connect(far.port, LOOPBACK)
  await once(socket, 'connect')
  const { localPort: port = 0 } = socket
  return {
    url: urlOf(port),
    port,
    close: async () => {
      // A reset leaves the port free at once; a FIN would leave it in TIME_WAIT.
      const closed = once(socket, 'close')
      socket.resetAndDestroy()
      await closed
      await far.close()
    },
  }
}

/** Listens and then blocks its whole thread, so that nothing is ever accepted. */
const BLOCKED_LISTENER = `
  const { createServer } = require('node:net')
  const { parentPort } = require('node:worker_threads')
  const server = createServer().listen({ port: 0, host: '${LOOPBACK}', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  })`
/** The kernel keeps one connection more than the backlog; from the next one on it drops every SYN. */
const ACCEPT_QUEUE = 2

/** A port whose accept queue is full: a connection is neither made nor refused, for ever. */
export const startBlackhole = async (): Promise<TcpFault> => {
  const worker = new Worker(BLOCKED_LISTENER, { eval: true })
  const [port] = await once(worker, 'message') as [number]
  const fillers = Array.from({ length: ACCEPT_QUEUE }, () => connect(port, LOOPBACK).on('error', () => undefined))
  await Promise.all(fillers.map(async filler => await once(filler, 'connect')))
  return {
    url: urlOf(port),
    port,
    close: async () => {
      for (const filler of fillers) filler.destroy()
      await worker.terminate()
    },
  }
}

const CERTIFICATES = {
  /** Good but for who signed it: trusted by clients that take it as their `ca`. */
  'self-signed': () => createCertificate(),
  expired: createExpiredCertificate,
  'wrong-name': () => createCertificate({ hosts: ['other.test'], addresses: ['192.0.2.1'] }),
} as const

export type TlsProvider = ScriptedProvider & { readonly certificate: Certificate }

/** A scripted provider behind TLS, with a certificate that is wrong in one way. */
export const startTlsProvider = async (kind: keyof typeof CERTIFICATES): Promise<TlsProvider> => {
  const certificate = CERTIFICATES[kind]()
  const provider = await startScriptedProvider({ tls: certificate })
  return Object.defineProperties({ certificate }, Object.getOwnPropertyDescriptors(provider)) as TlsProvider
}

/** A host that no resolver knows (RFC 2606). */
export const UNRESOLVABLE_URL = 'http://provider.invalid'

/** Below the range from which systems take ports by themselves, so that nobody takes this one between two uses. */
const FIRST_QUIET_PORT = 20_000
const QUIET_PORTS = 10_000

const isFree = (port: number): Promise<boolean> => new Promise((resolve) => {
  const server = createServer()
  server.once('error', () => { resolve(false) })
  server.listen(port, '127.0.0.1', () => { server.close(() => { resolve(true) }) })
})

/** A port on which nothing listens now, and on which the test may listen later. */
export const findQuietPort = async (): Promise<number> => {
  for (let tries = 0; tries < 100; tries++) {
    const port = FIRST_QUIET_PORT + Math.floor(Math.random() * QUIET_PORTS)
    if (await isFree(port)) return port
  }
  throw new Error('no free port in a hundred tries')
}
