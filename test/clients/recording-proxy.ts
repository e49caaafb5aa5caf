/** A proxy that lets nobody out: whoever asks it for a host is noted down and refused, but for the loopback itself. */

import { createServer, request as httpRequest } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface RecordingProxy {
  readonly url: string
  /** Every host outside that was asked for, in order. */
  readonly hosts: readonly string[]
  close (): Promise<void>
}

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::|$)/u

const forward = (message: IncomingMessage, response: ServerResponse): void => {
  const upstream = httpRequest(message.url ?? '', { method: message.method ?? 'GET', headers: message.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  upstream.on('error', () => { response.destroy() })
  message.pipe(upstream)
}

export const startRecordingProxy = async (): Promise<RecordingProxy> => {
  const hosts: string[] = []
  const server = createServer((message, response) => {
    const host = URL.canParse(message.url ?? '') ? new URL(message.url ?? '').host : message.headers.host ?? ''
    if (LOOPBACK.test(host)) { forward(message, response); return }
    hosts.push(host)
    response.writeHead(403).end()
  })
  server.on('connect', (message: IncomingMessage, socket: Socket) => {
    hosts.push(message.url ?? '')
    socket.on('error', () => undefined)
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hosts,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => { server.close(() => { resolve() }) })
    },
  }
}
