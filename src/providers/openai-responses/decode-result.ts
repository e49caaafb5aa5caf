/** A whole response to neutral parts. */

import { ProviderError } from '../../chat/errors.ts'
import type { ChatPart } from '../../chat/part.ts'
import type { ResponsesResponse } from '../../wire/openai-responses.ts'
import { answerError } from '../decode-error.ts'
import { parseAnswer, wholeParts } from '../decode-whole.ts'
import type { AnswerReading } from '../dialect.ts'
import { errorInAnswer } from '../read-error-body.ts'
import { newResponsesState } from './answer-state.ts'
import { decodeEnd } from './decode-response.ts'

/** Where nobody says how it stands, a response that holds output is taken for whole. */
const ENDED: ReadonlySet<unknown> = new Set(['completed', 'incomplete', undefined, null])

export const decodeResult = (body: Buffer, reading: AnswerReading): readonly ChatPart[] => {
  const text = body.toString()
  const json = parseAnswer(text)
  const error = errorInAnswer(json)
  if (error !== undefined) throw answerError(error, 'bad-response')
  const response = json as ResponsesResponse
  if (!Array.isArray(response.output)) throw new ProviderError('bad-response', 'answered without output', { billing: 'maybe' })
  if (!ENDED.has(response.status)) throw new ProviderError('bad-response', `answered with a response that is ${String(response.status).slice(0, 40)}`, { billing: 'maybe' })
  const state = newResponsesState(reading)
  return wholeParts(state, () => {
    decodeEnd(state, response)
    return state.isMended ? JSON.stringify(json) : text
  })
}
