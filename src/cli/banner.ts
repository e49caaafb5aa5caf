/** The four lines that a start ends with: where it is, what to look at, what to paste, how to point Claude Code at it. */

import { VERSION } from '../lib/version.ts'

/** Addresses that mean "everywhere" are no address to call. */
const CALLABLE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '127.0.0.1' }

export const originOf = (host: string, port: number): string => {
  const name = CALLABLE[host] ?? (host.includes(':') ? `[${host}]` : host)
  return `http://${name}:${port}`
}

const BODY = '{"model":"auto","messages":[{"role":"user","content":"اكتب function python"}]}'

export const banner = (origin: string, isDemo: boolean): string => [
  `smart-router ${VERSION} is ready at ${origin}${isDemo ? '   DEMONSTRATION: no provider key was found, built-in demo providers answer' : ''}`,
  `look    ${origin}/`,
  `try     curl ${origin}/v1/chat/completions -H 'content-type: application/json' -d '${BODY}'`,
  `claude  ANTHROPIC_BASE_URL=${origin} ANTHROPIC_AUTH_TOKEN=any claude`,
].join('\n')
