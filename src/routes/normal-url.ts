/**
 * Base URLs are typed in every form: with `/v1`, without, doubled, with a slash too many. All of them mean the same path.
 */

const DOUBLED = /^\/v1(?:\/+v1)+(?=\/|$)/
/** Paths of the API that people call without `/v1`. */
const WITHOUT_VERSION = /^\/(?:chat\/completions|messages|models|responses|embeddings|completions|route)(?=\/|$)/

const isNormal = (path: string): boolean => path.startsWith('/v1/') && !path.startsWith('/v1/v1') && !path.startsWith('/v1//') && !path.endsWith('/') && !path.includes('//')

/** The path and query to route by. The absolute form of a URL loses its origin; the `Host` check has its own view of that. */
export const normalUrl = (url: string): string => {
  const origin = /^https?:\/\/[^/?#]*/i.exec(url)
  const local = origin === null ? url : url.slice(origin[0].length) || '/'
  const queryStart = local.indexOf('?')
  const path = queryStart < 0 ? local : local.slice(0, queryStart)
  if (isNormal(path)) return local
  const query = queryStart < 0 ? '' : local.slice(queryStart)
  let normal = path.replace(/\/{2,}/g, '/').replace(DOUBLED, '/v1')
  if (WITHOUT_VERSION.test(normal)) normal = `/v1${normal}`
  if (normal.length > 1 && normal.endsWith('/')) normal = normal.slice(0, -1)
  return normal + query
}
