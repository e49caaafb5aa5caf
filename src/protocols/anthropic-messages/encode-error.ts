/** Errors of the Anthropic wire. `details` tells its SDK what else it may try. */

import type { RouterError } from '../../chat/errors.ts'
import type { WireError } from '../protocol.ts'

const bodyOf = (error: RouterError, requestId: string): object => ({
  type: 'error',
  error: { type: error.kind.anthropicType, message: error.message, ...(error.details === undefined ? {} : { details: error.details }) },
  request_id: requestId,
})

export const encodeError = (error: RouterError, requestId: string): WireError =>
  ({ statusCode: error.kind.anthropicStatusCode ?? error.kind.statusCode, body: bodyOf(error, requestId) })

/** No `message_stop` follows it. */
export const encodeStreamError = (error: RouterError, requestId: string): string =>
  `event: error\ndata: ${JSON.stringify(bodyOf(error, requestId))}\n\n`
