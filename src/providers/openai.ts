/** The dialect of OpenAI's chat completions and of everybody who speaks it. */

import type { Dialect, UpstreamCall } from './dialect.ts'
import { callHeaders } from './call-headers.ts'
import { continuedAt } from './continuation.ts'
import { decodeError } from './decode-error.ts'
import { decodeResult } from './openai/decode-result.ts'
import { decodeStream } from './openai/decode-stream.ts'
import { echoingCall } from './openai/echo-call.ts'
import { editRequest } from './openai/edit-request.ts'
import { writeRequest } from './openai/write-request.ts'
import { thinksUnseen } from './reasoning.ts'

export const openai: Dialect = {
  name: 'openai',
  wire: 'openai-chat',
  encodeRequest (request, target, credential, options) {
    const { body, dropped, echoes } = request.wire === 'openai-chat' ? editRequest(request, target, options) : writeRequest(request, target, options)
    const headers = callHeaders(request, target, credential, { wire: 'openai-chat', authentication: 'bearer', demanded: {} })
    const url = `${continuedAt(request, target) ?? target.provider.baseUrl}/chat/completions`
    const call: UpstreamCall = { url, headers, body, dropped, ...(thinksUnseen(request, options.intent) && { rewritesAnswer: true }) }
    return echoes === undefined ? call : echoingCall(call, echoes)
  },
  decodeStream,
  decodeResult,
  decodeError,
}
