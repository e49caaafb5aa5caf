/**
 * Connects sockets for HTTP/1.1 with an exact limit on DNS, TCP and TLS together. undici's own connect timer ticks in
 * half seconds, which is too coarse to fail over by.
 */

import type { LookupFunction } from 'node:net'
import { buildConnector } from 'undici'

export interface ConnectorOptions {
  /** Read at each connection, so that a reload is felt at once. */
  readonly connectTimeoutMs: () => number
  readonly lookup: LookupFunction
}

interface Destroyable { destroy (): void }

const timeoutError = (host: string, timeoutMs: number): Error =>
  Object.assign(new Error(`no connection to ${host} within ${timeoutMs} ms`), { code: 'UND_ERR_CONNECT_TIMEOUT' })

export const createConnector = ({ connectTimeoutMs, lookup }: ConnectorOptions): buildConnector.connector => {
  const connect = buildConnector({ timeout: 0, allowH2: false, lookup } as buildConnector.BuildOptions)
  return (options, callback) => {
    const timeoutMs = connectTimeoutMs()
    let isSettled = false
    let pending: Destroyable | undefined
    const timer = setTimeout(() => {
      isSettled = true
      pending?.destroy()
      callback(timeoutError(options.host ?? options.hostname, timeoutMs), null)
    }, timeoutMs)
    try {
      // The connector returns the socket it is connecting, though its type does not say so.
      pending = connect(options, (...[error, socket]: buildConnector.CallbackArgs) => {
        if (isSettled) { socket?.destroy(); return }
        isSettled = true
        clearTimeout(timer)
        if (error === null) callback(null, socket)
        else callback(error, null)
      }) as unknown as Destroyable
    } catch (error) {
      clearTimeout(timer)
      throw error
    }
  }
}
