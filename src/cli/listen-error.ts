/** Why the server could not listen, in words that say what to do. */

import { request } from 'undici'
import { originOf } from './banner.ts'

const LIMIT_MS = 500

const isSmartRouter = async (host: string, port: number): Promise<boolean> => {
  try {
    const { body, headers } = await request(`${originOf(host, port)}/livez`, { signal: AbortSignal.timeout(LIMIT_MS) })
    await body.dump()
    return headers['x-request-id'] !== undefined
  } catch {
    return false
  }
}

/** Message and hint. */
export const explainListenError = async ({ code, message }: NodeJS.ErrnoException, host: string, port: number): Promise<[message: string, hint: string]> => {
  if (code === 'EADDRINUSE') {
    const who = await isSmartRouter(host, port) ? 'a smart-router that is already running' : 'another program'
    return [`port ${port} on ${host} is taken by ${who}`, `stop it, or choose another port: PORT=${port + 1} npm start`]
  }
  if (code === 'EACCES') return [`port ${port} needs more rights than this user has`, 'choose a port above 1023, for example PORT=4747']
  if (code === 'EADDRNOTAVAIL') return [`${host} is not an address of this machine`, 'set HOST to 127.0.0.1, or to 0.0.0.0 for every address']
  return [`cannot listen on ${host}:${port}: ${message}`, 'check HOST and PORT']
}
