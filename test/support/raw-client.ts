/** A client on the bare socket: it sends what no HTTP library would, stops reading, and leaves in every way there is. */

import { once } from 'node:events'
import { type Socket, connect } from 'node:net'
import { onTestFinished } from 'vitest'

export interface RawClient {
  readonly socket: Socket
  /** Everything that came so far. */
  readonly text: string
  send (text: string | Buffer): void
  /** Resolves with everything that came so far once it fits. Rejects when the connection ends before. */
  until (fits: RegExp | ((text: string) => boolean)): Promise<string>
  /** Resolves with everything that came when the connection is gone. */
  readonly closed: Promise<string>
}

/** Connects to `http://host:port`; the connection is gone when the test is over. */
export const connectRaw = async (url: string): Promise<RawClient> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  onTestFinished(() => { socket.destroy() })
  let text = ''
  const readers = new Set<() => void>()
  const { promise: closed, resolve } = Promise.withResolvers<string>()
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => { text += chunk; for (const look of readers) look() })
  socket.on('error', () => undefined)
  socket.once('close', () => { resolve(text); for (const look of readers) look() })
  return {
    socket,
    get text () { return text },
    closed,
    send: (bytes) => { socket.write(bytes) },
    until: fits => new Promise((found, missed) => {
      const isThere = typeof fits === 'function' ? fits : (all: string) => fits.test(all)
      const look = (): void => {
        if (isThere(text)) { readers.delete(look); found(text) } else if (socket.destroyed) { readers.delete(look); missed(new Error(`the connection ended after:\n${text}`)) }
      }
      readers.add(look)
      look()
    }),
  }
}

export interface RawRequest {
  readonly path?: string
  readonly method?: string
  /** Lines after the request line; `Host` is there unless it is given. */
  readonly headers?: readonly string[]
  readonly body?: string | Buffer
}

/** The bytes of a good request; a body brings its own length and type. */
export const rawRequest = ({ path = '/v1/chat/completions', method = 'POST', headers = [], body }: RawRequest = {}): Buffer => {
  const host = headers.some(line => /^host:/i.test(line)) ? [] : ['host: 127.0.0.1']
  const entity = body === undefined ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`]
  const head = [`${method} ${path} HTTP/1.1`, ...host, ...entity, ...headers, '', ''].join('\r\n')
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body ?? '')])
}

/** A chat request as JSON text. */
export const chatBody = (members: object = {}): string =>
  JSON.stringify({ model: 'task:general', max_tokens: 100, messages: [{ role: 'user', content: 'hi' }], ...members })

export interface RawAnswer {
  readonly statusCode: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The first answer in what came, and what came after its head. */
export const parseRaw = (text: string): RawAnswer => {
  const end = text.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = Object.fromEntries(lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  }))
  return { statusCode: Number(statusLine.split(' ')[1]), headers, body: text.slice(end + 4) }
}

/** Sends these bytes on a connection of their own; gives what came until the other side closed it. */
export const exchangeRaw = async (url: string, bytes: string | Buffer): Promise<string> => {
  const client = await connectRaw(url)
  client.send(bytes)
  return await client.closed
}
