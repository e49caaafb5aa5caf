/**
 * Chat completion chunks to neutral parts: one function for each thing a delta can hold, over one explicit state. A whole
 * answer is one chunk with complete deltas and is read by the same functions.
 */

import { ProviderError } from '../../chat/errors.ts'
import type { ChatStream } from '../../chat/part.ts'
import { formatEvent } from '../../lib/sse.ts'
import type { Maybe, OpenAiChoice, OpenAiChunk, OpenAiChunkChoice, OpenAiDelta } from '../../wire/openai.ts'
import { answerError } from '../decode-error.ts'
import { decodeEvents } from '../decode-events.ts'
import type { AnswerReading } from '../dialect.ts'
import { FAILED_FINISH_REASONS, finishReasonOf } from '../finish-reasons.ts'
import { errorInAnswer } from '../read-error-body.ts'
import { checkFirstWords } from '../soft-errors.ts'
import { newChoice, newOpenAiState } from './answer-state.ts'
import type { ChoiceState, Mutable, OpenAiState, ProseType } from './answer-state.ts'
import { decodePictures, soundText } from './decode-media.ts'
import { decodeToolCalls, openWaitingCalls } from './decode-tool-calls.ts'
import { decodeUsage } from './decode-usage.ts'

type AnyChoice = OpenAiChunkChoice & OpenAiChoice

const pushProse = (state: OpenAiState, choice: ChoiceState, type: ProseType, text: string): void => {
  if (text === '') return
  if (choice.openType !== type) {
    choice.openType = type
    choice.openBlock = choice.blockCount++
  }
  if (type === 'text-delta' && !choice.hasSpoken) {
    choice.hasSpoken = true
    checkFirstWords(text, state.reading.target.compat)
  }
  state.parts.push({ type, choice: choice.index, block: choice.openBlock, text })
}

/** The text of a list of text parts, which is how Mistral reasons. */
const joinedText = (value: unknown): string => {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.map(part => joinedText((part as { readonly text?: unknown }).text)).join('') : ''
}

interface ContentPart { readonly text?: unknown, readonly thinking?: unknown }

const pushContentParts = (state: OpenAiState, choice: ChoiceState, parts: readonly ContentPart[]): void => {
  for (const part of parts) {
    pushProse(state, choice, 'reasoning-delta', joinedText(part.thinking))
    pushProse(state, choice, 'text-delta', joinedText(part.text))
  }
}

/** Clients of this wire add content up as strings: what was thought and what was said go where they look for each. */
const flattenContent = (state: OpenAiState, delta: Mutable<OpenAiDelta>, parts: readonly ContentPart[]): void => {
  const thinking = parts.map(part => joinedText(part.thinking)).join('')
  delta.content = parts.map(part => joinedText(part.text)).join('')
  if (thinking !== '') delta.reasoning_content = thinking
  state.isMended = true
}

const decodeProse = (state: OpenAiState, choice: ChoiceState, delta: OpenAiDelta): void => {
  const { content, refusal } = delta
  const reasoning = delta.reasoning_content || delta.reasoning || delta.thinking
  if (typeof reasoning === 'string') pushProse(state, choice, 'reasoning-delta', reasoning)
  if (typeof content === 'string') pushProse(state, choice, 'text-delta', content)
  else if (Array.isArray(content)) {
    pushContentParts(state, choice, content)
    flattenContent(state, delta, content)
  }
  if (typeof refusal === 'string') pushProse(state, choice, 'refusal-delta', refusal)
  if ('audio' in delta) pushProse(state, choice, 'text-delta', soundText(delta))
  if ('images' in delta) decodePictures(state, choice, delta)
}

const decodeDelta = (state: OpenAiState, choice: ChoiceState, delta: OpenAiDelta): void => {
  decodeProse(state, choice, delta)
  const { tool_calls: calls, function_call: call } = delta
  if (calls !== undefined && calls !== null) decodeToolCalls(state, choice, calls)
  if (call !== undefined && call !== null) decodeToolCalls(state, choice, [{ index: 0, type: 'function', function: call }])
}

const decodeFinish = (state: OpenAiState, choice: ChoiceState, source: AnyChoice, raw: string): void => {
  const failure = FAILED_FINISH_REASONS[raw]
  if (failure !== undefined) throw new ProviderError(failure, `ended its answer with ${raw}`, { rawCode: raw, billing: 'maybe' })
  choice.hasFinished = true
  openWaitingCalls(state, choice)
  const finishReason = finishReasonOf(raw, choice.calls.length > 0)
  if (finishReason === 'tool-calls' && raw !== 'tool_calls' && state.reading.target.compat.mendsFinishReason === true) {
    (source as Mutable<AnyChoice>).finish_reason = 'tool_calls'
    state.isMended = true
  }
  state.parts.push({ type: 'response-end', choice: choice.index, finishReason, rawFinishReason: raw })
}

/** What clients cannot do without: an index on every choice, a role in the first delta of a stream. */
const mendChoice = (state: OpenAiState, source: Mutable<AnyChoice>, isFirst: boolean): void => {
  const lacksIndex = typeof source.index !== 'number'
  const lacksRole = isFirst && !state.isWhole && !source.delta?.role
  if (!lacksIndex && !lacksRole) return
  if (lacksIndex) source.index = 0
  if (lacksRole) source.delta = { ...source.delta, role: 'assistant' }
  state.isMended = true
}

const decodeChoice = (state: OpenAiState, source: AnyChoice): void => {
  const index = source.index ?? 0
  mendChoice(state, source, state.choices[index] === undefined)
  const choice = state.choices[index] ??= newChoice(index)
  const delta: Maybe<OpenAiDelta> = state.isWhole ? source.message : source.delta
  const raw = source.finish_reason
  if (delta !== undefined && delta !== null) decodeDelta(state, choice, delta)
  if (typeof raw === 'string' && raw !== '' && !choice.hasFinished) decodeFinish(state, choice, source, raw)
}

/** Azure opens with a chunk that has neither a choice nor an id: the answer begins after it. */
const decodeStart = (state: OpenAiState, chunk: OpenAiChunk): void => {
  const id = chunk.id ?? ''
  if (id === '' && (chunk.choices ?? []).length === 0) return
  state.hasStarted = true
  state.parts.push({ type: 'response-start', choice: 0, id, model: chunk.model ?? '' })
}

const throwNamedError = (json: object, event: string | undefined): void => {
  const error = errorInAnswer(event === 'error' ? { type: 'error', error: json } : json)
  if (error !== undefined) throw answerError(error, 'server-error')
}

/** Adds the parts of a chunk or of a whole answer. Throws `ProviderError` for what is an error. */
export const decodeParts = (state: OpenAiState, json: object, event: string | undefined): void => {
  const chunk = json as OpenAiChunk
  const firstPart = state.parts.length
  const { choices } = chunk
  if (!Array.isArray(choices) || 'error' in chunk || 'base_resp' in chunk || event === 'error') throwNamedError(json, event)
  if (!state.hasStarted) decodeStart(state, chunk)
  if (Array.isArray(choices)) for (const choice of choices as readonly AnyChoice[]) decodeChoice(state, choice)
  decodeUsage(state, chunk, firstPart)
}

const decodeChunk = (state: OpenAiState, json: object, event: string | undefined): void => {
  state.isMended = false
  decodeParts(state, json, event)
  if (state.isMended && state.frame !== undefined) state.frame = formatEvent({ event, data: JSON.stringify(json) })
}

/** The text of a chunk that holds one choice and a piece of its content. */
const readDeltaText = (json: object): string | undefined => {
  const { choices } = json as OpenAiChunk
  const content = choices?.length === 1 ? choices[0]?.delta?.content : undefined
  return typeof content === 'string' ? content : undefined
}

export const decodeStream = (bytes: AsyncIterable<Buffer>, reading: AnswerReading): ChatStream =>
  decodeEvents(bytes, { state: newOpenAiState(reading, false), decodeEvent: decodeChunk, terminalData: '[DONE]', readDeltaText })
