/**
 * Errors of the Responses wire. Before an answer they are those of chat completions. In the middle of one there are two
 * events: `error`, which OpenAI's own packages throw, and `response.failed`, the only one that Codex listens to.
 */

import { ProviderError } from '../../chat/errors.ts'
import type { RouterError } from '../../chat/errors.ts'
import { answerId } from '../identifiers.ts'
import { EventNumbering } from './event-numbering.ts'

export { encodeError } from '../openai-chat/encode-error.ts'

/** Clients look for this code in order to shorten their conversation. */
const codeOf = (error: RouterError): string =>
  error.cause instanceof ProviderError && error.cause.failure === 'context-length' ? 'context_length_exceeded' : error.code

export interface BrokenResponse {
  readonly id: string
  /** Left out where it is not known. */
  readonly model?: string | undefined
  readonly createdAtSeconds: number
  /** JSON of the items that were told whole, an array. */
  readonly output: string
}

export const encodeFailure = (error: RouterError, numbering: EventNumbering, { id, model, createdAtSeconds, output }: BrokenResponse): string => {
  const { message, parameter = null } = error
  const code = codeOf(error)
  const told = { message, type: error.kind.openAiType, param: parameter, code }
  const head = JSON.stringify({ id, object: 'response', created_at: createdAtSeconds, status: 'failed', error: { code, message }, incomplete_details: null, model, usage: null })
  return numbering.event('error', `,"code":${JSON.stringify(code)},"message":${JSON.stringify(message)},"param":${JSON.stringify(parameter)},"error":${JSON.stringify(told)}`)
    + numbering.event('response.failed', `,"response":${head.slice(0, -1)},"output":${output}}`)
}

/** Later than all that may have been said: who writes this does not know how far the answer came. */
const SOME_LATE_EVENT = Number.MAX_SAFE_INTEGER - 1

export const encodeStreamError = (error: RouterError, requestId: string): string =>
  encodeFailure(error, new EventNumbering(SOME_LATE_EVENT), { id: answerId('resp_', '', requestId), createdAtSeconds: Math.floor(Date.now() / 1000), output: '[]' })
