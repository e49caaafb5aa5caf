/**
 * What is wrong with a request before anybody reads it: framing that smuggles, headers given twice, a host that is not
 * ours, a body that is compressed. Throws `RouterError`; the connection of a smuggler is not kept.
 */

import type { IncomingMessage } from 'node:http'
import { RouterError } from '../chat/errors.ts'

/** Headers of which Node silently takes the first, so that another hop may have read another one. */
const SINGLE: ReadonlySet<string> = new Set(['authorization', 'x-api-key', 'host', 'content-type', 'content-length', 'transfer-encoding'])

const findDuplicate = (rawHeaders: readonly string[]): string | undefined => {
  let seen: Set<string> | undefined
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? ''
    if (!SINGLE.has(name)) continue
    if (seen?.has(name) === true) return name
    seen = (seen ?? new Set()).add(name)
  }
  return undefined
}

const hostnameOf = (host: string): string => {
  if (host.startsWith('[')) return host.slice(1, host.indexOf(']'))
  const colon = host.lastIndexOf(':')
  return (colon < 0 ? host : host.slice(0, colon)).toLowerCase()
}

/** The host that the request is really for: an absolute URL overrules the header. */
const effectiveHost = (request: IncomingMessage): string => {
  const absolute = /^https?:\/\/([^/?#]*)/i.exec(request.url ?? '')
  return hostnameOf(absolute?.[1] ?? request.headers.host ?? '')
}

/** `undefined`: every host is ours (a public address, where names are the operator's business). */
export type AllowedHosts = ReadonlySet<string> | undefined

export const guardRequest = (request: IncomingMessage, originalUrl: string, allowedHosts: AllowedHosts): void => {
  const { headers } = request
  const encoding = headers['transfer-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'chunked') {
    throw new RouterError('invalid_http', `transfer-encoding: "${encoding.slice(0, 40)}" is not understood; send "chunked" or a content-length.`)
  }
  const duplicate = findDuplicate(request.rawHeaders)
  if (duplicate !== undefined) throw new RouterError('invalid_http', `The header ${duplicate} was sent more than once; send it once.`)
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    throw new RouterError('unsupported_media_type', `content-encoding: ${headers['content-encoding'].slice(0, 40)} is not accepted; send the body uncompressed.`)
  }
  if (allowedHosts === undefined) return
  const host = effectiveHost(originalUrl === request.url ? request : Object.assign(Object.create(request) as IncomingMessage, { url: originalUrl }))
  if (!allowedHosts.has(host)) {
    throw new RouterError('host_not_allowed', `This router answers on the loopback interface only, not for the host "${host.slice(0, 60)}". Set HOST to serve other names.`)
  }
}
