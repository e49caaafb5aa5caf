/** Errors of the chat completions wire. All four members are always there. */

import type { RouterError } from '../../chat/errors.ts'
import type { WireError } from '../protocol.ts'

const bodyOf = (error: RouterError): object =>
  ({ error: { message: error.message, type: error.kind.openAiType, param: error.parameter ?? null, code: error.code } })

export const encodeError = (error: RouterError): WireError => ({ statusCode: error.kind.statusCode, body: bodyOf(error) })

/** No `[DONE]` follows it. */
export const encodeStreamError = (error: RouterError): string => `data: ${JSON.stringify(bodyOf(error))}\n\n`
