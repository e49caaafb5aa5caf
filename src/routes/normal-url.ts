/**
 * Base URLs are typed in every form: with `/v1`, without, doubled, with a slash too many. All of them mean the same path.
 */

const DOUBLED = /^\/v1(?:\/+v1)+(?=\/|$)/
/** Paths of the API that people call without `/v1`. */
const WITHOUT_VERSION = /^\/(?:chat\/completions|messages|models|responses|embeddings|completions|moderations|images|audio|route)(?=\/|$)/

/** What nearly every client asks for needs no second look. */
const USUAL: ReadonlySet<string> = new Set(['/v1/chat/completions', '/v1/responses', '/v1/messages', '/v1/messages?beta=true', '/v1/messages/count_tokens?beta=true'])

const isNormal = (path: string): boolean => path.startsWith('/v1/') && !path.startsWith('/v1/v1') && !path.startsWith('/v1//') && !path.endsWith('/') && !path.includes('//')

/** The path and query to route by. The absolute form of a URL loses its origin; the `Host` check has its own view of that. */
export const normalUrl = (url: string): string => {
  if (USUAL.has(url)) return url
  const origin = /^https?:\/\/[^/?#]*/i.exec(url)
  const local = origin === null ? url : url.slice(origin[0].length) || '/'
  const queryStart = local.indexOf('?')
  const path = queryStart < 0 ? local : local.slice(0, queryStart)
  if (isNormal(path)) return local
  const query = queryStart < 0 ? '' : local.slice(queryStart)
  // What has no slash in front is no path (`*`): as a path of its own it is not found, and never taken for another.
  let normal = `/${path}`.replace(/\/{2,}/g, '/').replace(DOUBLED, '/v1')
  if (WITHOUT_VERSION.test(normal)) normal = `/v1${normal}`
  if (normal.length > 1 && normal.endsWith('/')) normal = normal.slice(0, -1)
  return normal + query
}
