/**
 * The tool calls of a delta, whose owners count them, name them and repeat them in every way: by index, by id, by
 * neither; named at once or later; with text, an object or null for arguments.
 */

import type { OpenAiToolCallDelta } from '../../wire/openai.ts'
import type { CallState, ChoiceState, Mutable, OpenAiState } from './answer-state.ts'

const nameOf = (delta: OpenAiToolCallDelta): string => delta.function?.name ?? ''

interface GoogleExtras { readonly google?: { readonly thought_signature?: unknown } | null }

/** Gemini's, beside the call that it signs. */
const thoughtSignatureOf = ({ extra_content: extras }: OpenAiToolCallDelta): string | undefined => {
  const signature = (extras as GoogleExtras | null | undefined)?.google?.thought_signature
  return typeof signature === 'string' && signature !== '' ? signature : undefined
}

/**
 * The call that a delta goes on with; `undefined` where it begins another one. A name beside a new id begins one even at
 * a known index: some count every parallel call as the first. Without an index and an id, every name begins one.
 */
const callOf = (choice: ChoiceState, delta: OpenAiToolCallDelta): CallState | undefined => {
  const id = delta.id ?? ''
  const { index } = delta
  const known = typeof index === 'number'
    ? choice.calls.findLast(call => call.rawIndex === index)
    : choice.calls.findLast(call => id === '' || call.rawId === id)
  if (known === undefined || nameOf(delta) === '' || known.waitingText !== undefined) return known
  const isAnother = typeof index === 'number' ? id !== '' && id !== known.rawId : id === ''
  return isAnother ? undefined : known
}

const beginCall = (state: OpenAiState, choice: ChoiceState, delta: OpenAiToolCallDelta): CallState => {
  const rawId = delta.id ?? ''
  const position = choice.calls.length
  const rawIndex = delta.index ?? position
  const index = choice.calls.some(call => call.index === rawIndex) ? position : rawIndex
  const call: CallState = { rawIndex, index, rawId, id: state.ids.admit(rawId), block: -1, waitingText: '', thoughtSignature: undefined }
  choice.calls.push(call)
  return call
}

const pushArguments = (state: OpenAiState, choice: ChoiceState, call: CallState, argumentsText: string): void => {
  if (argumentsText !== '') state.parts.push({ type: 'tool-call-delta', choice: choice.index, block: call.block, argumentsText })
}

const openCall = (state: OpenAiState, choice: ChoiceState, call: CallState, { name, waitingText }: { readonly name: string, readonly waitingText: string }): void => {
  call.block = choice.blockCount++
  call.waitingText = undefined
  choice.openType = undefined
  const signed = call.thoughtSignature === undefined ? {} : { thoughtSignature: call.thoughtSignature }
  state.parts.push({ type: 'tool-call-start', choice: choice.index, block: call.block, id: call.id, name: state.longNames?.get(name) ?? name, ...signed })
  pushArguments(state, choice, call, waitingText)
}

const argumentsOf = (state: OpenAiState, delta: OpenAiToolCallDelta): string => {
  const given = delta.function?.arguments
  if (typeof given !== 'object' || given === null) return given ?? ''
  const text = JSON.stringify(given);
  (delta.function as { arguments: string }).arguments = text
  state.isMended = true
  return text
}

/** What clients of this wire cannot do without: an index on every delta, an id and a type on the first. */
const mendDelta = (state: OpenAiState, delta: Mutable<OpenAiToolCallDelta>, call: CallState, isFirst: boolean): void => {
  const lacksIndex = !state.isWhole && delta.index !== call.index
  const lacksId = call.id !== call.rawId && (isFirst || delta.id === call.rawId)
  const lacksType = isFirst && typeof delta.type !== 'string'
  if (!lacksIndex && !lacksId && !lacksType) return
  if (lacksIndex) delta.index = call.index
  if (lacksId) delta.id = call.id
  if (lacksType) delta.type = 'function'
  state.isMended = true
}

/** Behind the first delta of a call an empty id or name would take the place of the right one (Qwen). */
const dropEmptyNames = (state: OpenAiState, delta: Mutable<OpenAiToolCallDelta>): void => {
  const called = delta.function as { name?: string } | null | undefined
  if (delta.id !== '' && called?.name !== '') return
  if (delta.id === '') delete delta.id
  if (called?.name === '') delete called.name
  state.isMended = true
}

const decodeToolCall = (state: OpenAiState, choice: ChoiceState, delta: OpenAiToolCallDelta): void => {
  const known = callOf(choice, delta)
  const call = known ?? beginCall(state, choice, delta)
  const argumentsText = argumentsOf(state, delta)
  call.thoughtSignature ??= thoughtSignatureOf(delta)
  mendDelta(state, delta, call, known === undefined)
  if (known !== undefined) dropEmptyNames(state, delta)
  const waitingText = call.waitingText === undefined ? undefined : call.waitingText + argumentsText
  if (waitingText === undefined) {
    pushArguments(state, choice, call, argumentsText)
    return
  }
  call.waitingText = waitingText
  const name = nameOf(delta)
  if (name !== '') openCall(state, choice, call, { name, waitingText })
}

export const decodeToolCalls = (state: OpenAiState, choice: ChoiceState, deltas: readonly OpenAiToolCallDelta[]): void => {
  for (const delta of deltas) decodeToolCall(state, choice, delta)
}

/** At the end of an answer: calls that were never named are told as they are. */
export const openWaitingCalls = (state: OpenAiState, choice: ChoiceState): void => {
  for (const call of choice.calls) {
    if (call.waitingText !== undefined) openCall(state, choice, call, { name: '', waitingText: call.waitingText })
  }
}
