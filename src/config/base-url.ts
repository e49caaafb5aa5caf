/** Whether a provider's base URL can be called, and what to mend or to warn of. Nothing is resolved or dialled here. */

import { BlockList, isIP } from 'node:net'
import type { DialectName } from './target.ts'

export type CheckedUrl =
  | { readonly ok: true; readonly url: string; readonly mended?: string; readonly isUnsafe: boolean }
  | { readonly ok: false; readonly message: string; readonly suggestion: string }

/** Ends that the dialect appends itself; people copy them from curl examples. */
const APPENDED: Readonly<Record<DialectName, RegExp>> = {
  openai: /\/(chat\/completions|completions|responses)$/,
  anthropic: /\/v1(\/messages)?$/,
  'openai-responses': /\/responses$/,
}

const PRIVATE = new BlockList()
for (const [network, bits] of [['10.0.0.0', 8], ['127.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['169.254.0.0', 16], ['100.64.0.0', 10]] as const) PRIVATE.addSubnet(network, bits)
for (const [network, bits] of [['::1', 128], ['fc00::', 7], ['fe80::', 10]] as const) PRIVATE.addSubnet(network, bits, 'ipv6')

/** Names that never leave the machine or the local network; a name without a dot is a neighbour's (`ollama`, `vllm`). */
const isLocalName = (host: string): boolean => !host.includes('.') || /\.(localhost|local|internal|lan|home\.arpa|svc|test)$/.test(host)

const isPrivateHost = (hostname: string): boolean => {
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
  const version = isIP(host)
  return version === 0 ? isLocalName(host) : PRIVATE.check(host, version === 6 ? 'ipv6' : 'ipv4')
}

const refuse = (message: string, suggestion: string): CheckedUrl => ({ ok: false, message, suggestion })

const parseUrl = (text: string): URL | undefined => {
  try { return new URL(text) } catch { return undefined }
}

/** `localhost:8000/v1` parses as the scheme `localhost:`; somebody left the scheme out. */
const suggestScheme = (text: string): string => {
  const host = /^([\w.-]+)(:\d+)?(\/|$)/.exec(text)?.[1]
  return host === undefined ? 'write https://host/v1' : `write ${isPrivateHost(host) ? 'http' : 'https'}://${text}`
}

const refuseUrl = (url: URL): CheckedUrl | undefined => {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse(`a base URL begins with https:// or http://, not ${url.protocol}//`, 'write https://host/v1')
  if (url.username !== '' || url.password !== '') return refuse('a base URL must not hold a user name or password', 'put the key under "api_key"')
  if (url.search !== '' || url.hash !== '') return refuse('a base URL has no "?" and no "#"', 'put keys under "api_key" and other parts under "headers"')
  return undefined
}

/** Gives the URL without a trailing slash and without the path that the dialect appends. */
export const checkBaseUrl = (text: string, dialect: DialectName): CheckedUrl => {
  const url = text.includes('://') ? parseUrl(text.trim()) : undefined
  if (url === undefined) return refuse(text.includes('@') ? 'this is not a URL' : `"${text}" is not a URL`, suggestScheme(text.trim()))
  const refused = refuseUrl(url)
  if (refused !== undefined) return refused
  const path = url.pathname.replace(/\/+$/, '')
  const mendedPath = path.replace(APPENDED[dialect], '')
  const base = `${url.origin}${mendedPath}`
  const isUnsafe = url.protocol === 'http:' && !isPrivateHost(url.hostname)
  return mendedPath === path ? { ok: true, url: base, isUnsafe } : { ok: true, url: base, isUnsafe, mended: path.slice(mendedPath.length) }
}
