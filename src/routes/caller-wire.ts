/** Which wire an answer is to be written in when the request itself may be unreadable: told by path and headers alone. */

import type { IncomingHttpHeaders } from 'node:http'
import type { Wire } from '../chat/request.ts'

/** Paths that only one wire has; anywhere else the version header tells. */
const PATHS: ReadonlyArray<readonly [path: RegExp, wire: Wire]> = [
  [/^\/v1\/messages(?:[/?]|$)/, 'anthropic-messages'],
  [/^\/v1\/chat\/completions(?:[/?]|$)/, 'openai-chat'],
  [/^\/v1\/(?:embeddings|completions|moderations|images|audio)(?:[/?]|$)/, 'openai-chat'],
  [/^\/v1\/responses(?:[/?]|$)/, 'openai-responses'],
]

export const callerWire = (url: string, headers: IncomingHttpHeaders): Wire =>
  PATHS.find(([path]) => path.test(url))?.[1] ?? (headers['anthropic-version'] === undefined ? 'openai-chat' : 'anthropic-messages')
