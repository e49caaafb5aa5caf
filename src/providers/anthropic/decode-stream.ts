/** Events of the Anthropic wire to neutral parts: one case for each event, over one explicit state. */

import { ProviderError } from '../../chat/errors.ts'
import type { ChatStream } from '../../chat/part.ts'
import { formatEvent } from '../../lib/sse.ts'
import type { AnthropicDelta, AnthropicResponse, AnthropicStreamEvent } from '../../wire/anthropic.ts'
import { answerError } from '../decode-error.ts'
import { decodeEvents } from '../decode-events.ts'
import type { AnswerReading } from '../dialect.ts'
import { FAILED_FINISH_REASONS, finishReasonOf } from '../finish-reasons.ts'
import { errorInAnswer } from '../read-error-body.ts'
import { newAnthropicState } from './answer-state.ts'
import type { AnthropicState } from './answer-state.ts'
import { addDelta, openBlock } from './decode-blocks.ts'
import { decodeFirstUsage, decodeUsage } from './decode-usage.ts'
import { mendEvent } from './mend-event.ts'

/** Adds the beginning that an answer opens with; some senders begin twice. */
export const decodeStart = (state: AnthropicState, message: AnthropicResponse): void => {
  if (state.hasStarted) return
  state.hasStarted = true
  state.parts.push({ type: 'response-start', choice: 0, id: message.id ?? '', model: message.model ?? '' })
}

/** Adds the end, where `source` names a reason. */
export const decodeFinish = (state: AnthropicState, source: AnthropicDelta | AnthropicResponse): void => {
  const raw = source.stop_reason ?? ''
  if (raw === '') return
  const failure = FAILED_FINISH_REASONS[raw]
  if (failure !== undefined) throw new ProviderError(failure, `ended its answer with ${raw}`, { rawCode: raw, billing: 'maybe' })
  const finishReason = finishReasonOf(raw, state.hasToolCalls)
  if (finishReason === 'tool-calls' && raw !== 'tool_use' && state.reading.target.compat.mendsFinishReason === true) {
    (source as { stop_reason: string }).stop_reason = 'tool_use'
    state.isMended = true
  }
  const stopSequence = source.stop_sequence ?? undefined
  state.parts.push({ type: 'response-end', choice: 0, finishReason, rawFinishReason: raw, ...(stopSequence !== undefined && { stopSequence }) })
}

const throwNamedError = (event: AnthropicStreamEvent): void => {
  const error = errorInAnswer(event)
  if (error !== undefined) throw answerError(error, 'server-error')
}

const decodeParts = (state: AnthropicState, event: AnthropicStreamEvent, name: string | undefined): void => {
  switch (event.type ?? name) {
    case 'message_start':
      decodeStart(state, event.message ?? {})
      decodeFirstUsage(state, event.message?.usage)
      break
    case 'content_block_start': openBlock(state, event.index ?? 0, event.content_block ?? {}); break
    case 'content_block_delta': addDelta(state, event.index ?? 0, event.delta ?? {}); break
    case 'message_delta':
      decodeFinish(state, event.delta ?? {})
      decodeUsage(state, event.usage)
      break
    case 'message_stop':
      state.parts.push({ type: 'terminal', choice: 0 })
      state.hasEnded = true
      break
    case 'ping': case 'content_block_stop': break
    default: throwNamedError(event)
  }
}

const decodeEvent = (state: AnthropicState, json: object, name: string | undefined): void => {
  state.isMended = false
  const event = json as AnthropicStreamEvent
  decodeParts(state, event, name)
  mendEvent(state, event, name)
  if (state.isMended) state.frame = formatEvent({ event: name ?? event.type as string, data: JSON.stringify(event) })
}

const readDeltaText = (json: object): string | undefined => {
  const { type, delta } = json as AnthropicStreamEvent
  return type === 'content_block_delta' && delta?.type === 'text_delta' && typeof delta.text === 'string' ? delta.text : undefined
}

export const decodeStream = (bytes: AsyncIterable<Buffer>, reading: AnswerReading): ChatStream =>
  decodeEvents(bytes, { state: newAnthropicState(reading), decodeEvent, terminalData: undefined, readDeltaText })
