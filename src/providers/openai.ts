/** The dialect of OpenAI's chat completions and of everybody who speaks it. */

import type { Dialect } from './dialect.ts'
import { callHeaders } from './call-headers.ts'
import { decodeError } from './decode-error.ts'
import { decodeResult } from './openai/decode-result.ts'
import { decodeStream } from './openai/decode-stream.ts'
import { editRequest } from './openai/edit-request.ts'
import { writeRequest } from './openai/write-request.ts'

export const openai: Dialect = {
  name: 'openai',
  wire: 'openai-chat',
  encodeRequest (request, target, credential, parameters) {
    const { body, dropped } = request.wire === 'openai-chat' ? editRequest(request, target, parameters) : writeRequest(request, target, parameters)
    const headers = callHeaders(request, target, credential, { wire: 'openai-chat', authentication: 'bearer', demanded: {} })
    return { url: `${target.provider.baseUrl}/chat/completions`, headers, body, dropped }
  },
  decodeStream,
  decodeResult,
  decodeError,
}
