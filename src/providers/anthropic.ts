/** The dialect of Anthropic's messages and of everybody who speaks it. */

import type { Target } from '../config/target.ts'
import { DEFAULT_VERSION } from './anthropic/limits.ts'
import { decodeResult } from './anthropic/decode-result.ts'
import { decodeStream } from './anthropic/decode-stream.ts'
import { editRequest } from './anthropic/edit-request.ts'
import { writeRequest } from './anthropic/write-request.ts'
import { callHeaders } from './call-headers.ts'
import { decodeError } from './decode-error.ts'
import type { Dialect } from './dialect.ts'

/** Some write the version into the base URL, others do not. */
const urlOf = ({ provider: { baseUrl } }: Target): string => baseUrl.endsWith('/v1') ? `${baseUrl}/messages` : `${baseUrl}/v1/messages`

export const anthropic: Dialect = {
  name: 'anthropic',
  wire: 'anthropic-messages',
  encodeRequest (request, target, credential, options) {
    const { body, dropped, rewritesAnswer = false } = request.wire === 'anthropic-messages' ? editRequest(request, target, options) : writeRequest(request, target, options)
    const headers = callHeaders(request, target, credential, {
      wire: 'anthropic-messages',
      authentication: 'x-api-key',
      demanded: { 'anthropic-version': DEFAULT_VERSION },
    })
    const { anthropicVersion } = target.compat
    const versioned = anthropicVersion === undefined ? headers : { ...headers, 'anthropic-version': anthropicVersion }
    return { url: urlOf(target), headers: versioned, body, dropped, ...(rewritesAnswer && { rewritesAnswer }) }
  },
  decodeStream,
  decodeResult,
  decodeError,
}
