/** A whole message to neutral parts: its blocks are read like those that open a streamed block, and are complete. */

import { ProviderError } from '../../chat/errors.ts'
import type { ChatPart } from '../../chat/part.ts'
import type { AnthropicBlockStart, AnthropicResponse } from '../../wire/anthropic.ts'
import { answerError } from '../decode-error.ts'
import { parseAnswer, wholeParts } from '../decode-whole.ts'
import type { AnswerReading } from '../dialect.ts'
import { errorInAnswer } from '../read-error-body.ts'
import { newAnthropicState } from './answer-state.ts'
import { openBlock } from './decode-blocks.ts'
import { decodeFinish, decodeStart } from './decode-stream.ts'
import { decodeUsage } from './decode-usage.ts'

export const decodeResult = (body: Buffer, reading: AnswerReading): readonly ChatPart[] => {
  const text = body.toString()
  const json = parseAnswer(text)
  const error = errorInAnswer(json)
  if (error !== undefined) throw answerError(error, 'bad-response')
  const message = json as AnthropicResponse
  if (!Array.isArray(message.content)) throw new ProviderError('bad-response', 'answered without content', { billing: 'maybe' })
  const state = newAnthropicState(reading)
  return wholeParts(state, () => {
    decodeStart(state, message)
    for (const [index, block] of (message.content as readonly AnthropicBlockStart[]).entries()) openBlock(state, index, block)
    decodeFinish(state, message)
    decodeUsage(state, message.usage)
    return state.isMended ? JSON.stringify(json) : text
  })
}
