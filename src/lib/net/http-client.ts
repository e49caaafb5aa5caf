/**
 * Starts HTTP exchanges on pooled connections. undici's own timeouts are off: they tick in half seconds and abort
 * nothing that still waits for its socket. Whoever calls keeps the time.
 */

import diagnosticsChannel from 'node:diagnostics_channel'
import { Agent } from 'undici'
import { createConnector, type ConnectorOptions } from './connector.ts'
import { HttpExchange } from './http-exchange.ts'

export interface HttpCall {
  /** Default `POST`. A GET has no body. */
  readonly method?: 'GET'
  readonly origin: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | string
  /** Never a pooled connection: for the one retry after a pooled one turned out to be dead. */
  readonly needsFreshSocket?: boolean
}

export interface HttpClient {
  /** Never throws: whatever goes wrong fails the exchange. */
  start (call: HttpCall): HttpExchange
  /** Lets running exchanges end, accepts no new ones. */
  close (): Promise<void>
  /** Ends everything at once. */
  destroy (): Promise<void>
}

/** Which exchange a request of undici's belongs to: its request object is made synchronously inside `dispatch`. */
let starting: HttpExchange | undefined
const exchanges = new WeakMap<object, HttpExchange>()
const usedSockets = new WeakSet<object>()

diagnosticsChannel.subscribe('undici:request:create', (message) => {
  if (starting !== undefined) exchanges.set((message as { request: object }).request, starting)
})

diagnosticsChannel.subscribe('undici:client:sendHeaders', (message) => {
  const { request, socket } = message as { request: object, socket: object }
  const exchange = exchanges.get(request)
  if (exchange === undefined) return
  exchange.isSent = true
  exchange.isSocketReused = usedSockets.has(socket)
  usedSockets.add(socket)
})

const MAX_HEADER_BYTES = 32 * 1024

export const createHttpClient = (options: ConnectorOptions): HttpClient => {
  const settings = { connect: createConnector(options), headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: MAX_HEADER_BYTES, allowH2: false }
  const pooled = new Agent({ ...settings, keepAliveTimeout: 10_000 })
  // Every answer closes its connection here, so no request ever finds a used one.
  const fresh = new Agent(settings)
  return {
    start ({ method, origin, path, headers, body, needsFreshSocket = false }) {
      const exchange = new HttpExchange()
      starting = exchange
      try {
        const agent = needsFreshSocket ? fresh : pooled
        agent.dispatch({ origin, path, method: method ?? 'POST', headers, body: method === 'GET' ? null : body, reset: needsFreshSocket }, exchange)
      } finally {
        starting = undefined
      }
      return exchange
    },
    async close () { await Promise.all([pooled.close(), fresh.close()]) },
    async destroy () { await Promise.all([pooled.destroy(), fresh.destroy()]) },
  }
}
