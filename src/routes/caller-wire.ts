/** Which wire an answer is to be written in when the request itself may be unreadable: told by path and headers alone. */

import type { IncomingHttpHeaders } from 'node:http'
import type { Wire } from '../chat/request.ts'

export const callerWire = (url: string, headers: IncomingHttpHeaders): Wire =>
  url.startsWith('/v1/messages') || headers['anthropic-version'] !== undefined ? 'anthropic-messages' : 'openai-chat'
