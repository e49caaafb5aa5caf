/** A whole chat completion to neutral parts. */

import { ProviderError } from '../../chat/errors.ts'
import type { ChatPart } from '../../chat/part.ts'
import type { OpenAiChatResponse } from '../../wire/openai.ts'
import { answerError } from '../decode-error.ts'
import { parseAnswer, wholeParts } from '../decode-whole.ts'
import type { AnswerReading } from '../dialect.ts'
import { errorInAnswer } from '../read-error-body.ts'
import { newOpenAiState } from './answer-state.ts'
import { decodeParts } from './decode-stream.ts'

export const decodeResult = (body: Buffer, reading: AnswerReading): readonly ChatPart[] => {
  const text = body.toString()
  const json = parseAnswer(text)
  const error = errorInAnswer(json)
  if (error !== undefined) throw answerError(error, 'bad-response')
  const { choices } = json as OpenAiChatResponse
  if (!Array.isArray(choices) || choices.length === 0) throw new ProviderError('bad-response', 'answered without choices', { billing: 'maybe' })
  const state = newOpenAiState(reading, true)
  return wholeParts(state, () => {
    decodeParts(state, json, undefined)
    return state.isMended ? JSON.stringify(json) : text
  })
}
