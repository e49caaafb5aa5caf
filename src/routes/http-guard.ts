/**
 * What is wrong with a request before anybody reads it: framing that smuggles, headers given twice, a host that is not
 * ours, a body that is compressed. Throws `RouterError`; the connection of a smuggler is not kept.
 */

import type { IncomingMessage } from 'node:http'
import { RouterError } from '../chat/errors.ts'

/** Headers of which Node silently takes the first, so that another hop may have read another one. */
const SINGLE: ReadonlySet<string> = new Set(['authorization', 'x-api-key', 'host', 'content-type', 'content-length', 'transfer-encoding'])

const findDuplicate = ({ headers, rawHeaders }: IncomingMessage): string | undefined => {
  // As many names as lines: nothing can stand twice.
  if (Object.keys(headers).length * 2 === rawHeaders.length) return undefined
  let seen: Set<string> | undefined
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? ''
    if (!SINGLE.has(name)) continue
    if (seen?.has(name) === true) return name
    seen = (seen ?? new Set()).add(name)
  }
  return undefined
}

/** Without the port; an IPv6 address without its brackets. */
const hostnameOf = (host: string): string => {
  if (host.startsWith('[')) return host.slice(1, host.indexOf(']'))
  const colon = host.lastIndexOf(':')
  return (colon < 0 ? host : host.slice(0, colon)).toLowerCase()
}

/** Every host that the request says it is for: its header's, and that of a URL in absolute form. */
const hostsOf = (url: string, { host }: IncomingMessage['headers']): readonly string[] => {
  const absolute = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1]
  return [absolute, host].filter(each => each !== undefined).map(hostnameOf)
}

/** `undefined`: every host is ours (a public address, where names are the operator's business). */
export type AllowedHosts = ReadonlySet<string> | undefined

/** Who listens on the loopback interface alone is not to be reached by a name that somebody else made point there. */
export const allowedHostsOf = (listeningHost: string): AllowedHosts => {
  const isLoopback = listeningHost === 'localhost' || listeningHost === '::1' || listeningHost.startsWith('127.')
  return isLoopback ? new Set(['127.0.0.1', '::1', 'localhost', listeningHost]) : undefined
}

const guardFraming = (request: IncomingMessage): void => {
  const encoding = request.headers['transfer-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'chunked') {
    throw new RouterError('invalid_http', `transfer-encoding: "${encoding.slice(0, 40)}" is not understood; send "chunked" or a content-length.`)
  }
  const duplicate = findDuplicate(request)
  if (duplicate !== undefined) throw new RouterError('invalid_http', `The header ${duplicate} was sent more than once; send it once.`)
}

/** HTTP/1.0 knows no `Host`; a browser, which alone can be tricked into sending a foreign one, always sends it. */
const guardHost = ({ headers, httpVersion }: IncomingMessage, url: string, allowedHosts: AllowedHosts): void => {
  if (headers.host === undefined && httpVersion === '1.1') throw new RouterError('invalid_http', 'The header Host is missing; HTTP/1.1 asks for it.')
  if (allowedHosts === undefined) return
  if (url.startsWith('/') && headers.host !== undefined && allowedHosts.has(hostnameOf(headers.host))) return
  const foreign = hostsOf(url, headers).find(host => !allowedHosts.has(host))
  if (foreign === undefined) return
  throw new RouterError('host_not_allowed', `This router answers on the loopback interface only, not for the host "${foreign.slice(0, 60)}". Set HOST to serve other names.`)
}

/** `url` is the request's URL as it came, before it was made normal. */
export const guardRequest = (request: IncomingMessage, url: string, allowedHosts: AllowedHosts): void => {
  guardFraming(request)
  guardHost(request, url, allowedHosts)
  const encoding = request.headers['content-encoding']
  if (encoding === undefined || encoding === 'identity') return
  throw new RouterError('unsupported_media_type', `content-encoding: ${encoding.slice(0, 40)} is not accepted; send the body uncompressed.`)
}
