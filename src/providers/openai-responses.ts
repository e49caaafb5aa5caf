/**
 * The dialect of OpenAI's Responses and of everybody who speaks it. It relays: only requests of this very wire are asked on
 * it, because every provider that has it has chat completions as well.
 */

import { callHeaders } from './call-headers.ts'
import { decodeError } from './decode-error.ts'
import type { Dialect } from './dialect.ts'
import { decodeResult } from './openai-responses/decode-result.ts'
import { decodeStream } from './openai-responses/decode-stream.ts'
import { editRequest } from './openai-responses/edit-request.ts'

export const openaiResponses: Dialect = {
  name: 'openai-responses',
  wire: 'openai-responses',
  encodeRequest (request, target, credential, options) {
    if (request.wire !== 'openai-responses') throw new TypeError(`a request of the wire ${request.wire} cannot be asked on the wire openai-responses`)
    const { body, dropped } = editRequest(request, target, options)
    const headers = callHeaders(request, target, credential, { wire: 'openai-responses', authentication: 'bearer', demanded: {} })
    return { url: `${target.provider.baseUrl}/responses`, headers, body, dropped }
  },
  decodeStream,
  decodeResult,
  decodeError,
}
