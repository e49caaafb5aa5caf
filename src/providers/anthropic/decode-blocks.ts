/** Content blocks of the Anthropic wire to neutral parts: how each kind opens and what its deltas add. */

import type { AnthropicBlockStart, AnthropicDelta } from '../../wire/anthropic.ts'
import { checkFirstWords } from '../soft-errors.ts'
import type { AnthropicState, BlockState, BlockType } from './answer-state.ts'

const TYPES: Readonly<Record<string, BlockType>> = {
  text: 'text', thinking: 'reasoning', redacted_thinking: 'redacted-reasoning', tool_use: 'tool-call',
}

/** What a delta opens whose block was never announced. A tool call cannot be: it would have no name. */
const TYPES_OF_DELTAS: Readonly<Record<string, BlockType>> = { text_delta: 'text', thinking_delta: 'reasoning', signature_delta: 'reasoning' }

const numberOf = (state: AnthropicState, block: BlockState): number => {
  if (block.block === -1) block.block = state.blockCount++
  return block.block
}

const pushText = (state: AnthropicState, block: BlockState, text: string): void => {
  if (text === '') return
  if (!state.hasSpoken) {
    state.hasSpoken = true
    checkFirstWords(text, state.reading.target.compat)
  }
  state.parts.push({ type: 'text-delta', choice: 0, block: numberOf(state, block), text })
}

const pushReasoning = (state: AnthropicState, block: BlockState, text: string): void => {
  if (text !== '') state.parts.push({ type: 'reasoning-delta', choice: 0, block: numberOf(state, block), text })
}

const pushSignature = (state: AnthropicState, block: BlockState, signature: string): void => {
  if (signature !== '') state.parts.push({ type: 'reasoning-signature', choice: 0, block: numberOf(state, block), signature })
}

const pushArguments = (state: AnthropicState, block: BlockState, argumentsText: string): void => {
  if (argumentsText !== '') state.parts.push({ type: 'tool-call-delta', choice: 0, block: numberOf(state, block), argumentsText })
}

const inputText = (input: unknown): string =>
  typeof input === 'object' && input !== null && Object.keys(input).length > 0 ? JSON.stringify(input) : ''

const openToolCall = (state: AnthropicState, block: BlockState, source: AnthropicBlockStart): void => {
  const rawId = source.id ?? ''
  const id = state.ids.admit(rawId)
  const name = source.name ?? ''
  if (id !== rawId) {
    (source as { id: string }).id = id
    state.isMended = true
  }
  state.hasToolCalls = true
  state.parts.push({ type: 'tool-call-start', choice: 0, block: numberOf(state, block), id, name: state.longNames?.get(name) ?? name })
  pushArguments(state, block, inputText(source.input))
}

/** Opens a block; what it already holds becomes parts at once. Blocks of the provider's own tools stay opaque. */
export const openBlock = (state: AnthropicState, index: number | string, source: AnthropicBlockStart): void => {
  const kind = TYPES[source.type ?? ''] ?? 'opaque'
  const block: BlockState = { type: kind, block: -1, hasWholeInput: inputText(source.input) !== '' }
  state.blocks.set(index, block)
  switch (kind) {
    case 'text': pushText(state, block, source.text ?? ''); break
    case 'reasoning':
      pushReasoning(state, block, source.thinking ?? '')
      pushSignature(state, block, source.signature ?? '')
      break
    case 'redacted-reasoning': state.parts.push({ type: kind, choice: 0, block: numberOf(state, block), data: source.data ?? '' }); break
    case 'tool-call': openToolCall(state, block, source); break
    case 'opaque': state.parts.push({ type: kind, choice: 0, opensBlock: true }); break
  }
}

const blockOf = (state: AnthropicState, index: number | string, delta: AnthropicDelta): BlockState => {
  const known = state.blocks.get(index)
  if (known !== undefined) return known
  const block: BlockState = { type: TYPES_OF_DELTAS[delta.type ?? ''] ?? 'opaque', block: -1, hasWholeInput: false }
  state.blocks.set(index, block)
  return block
}

const addArguments = (state: AnthropicState, block: BlockState, delta: AnthropicDelta): void => {
  const given = delta.partial_json
  if (typeof given === 'object' && given !== null) {
    (delta as { partial_json: string }).partial_json = JSON.stringify(given)
    state.isMended = true
  }
  if (!block.hasWholeInput) pushArguments(state, block, (delta.partial_json ?? '') as string)
}

/** Adds to a block; a delta that does not fit the block's kind (citations, the provider's own tools) says nothing. */
export const addDelta = (state: AnthropicState, index: number | string, delta: AnthropicDelta): void => {
  const block = blockOf(state, index, delta)
  const { type } = block
  switch (delta.type) {
    case 'text_delta': if (type === 'text') pushText(state, block, delta.text ?? ''); break
    case 'thinking_delta': if (type === 'reasoning') pushReasoning(state, block, delta.thinking ?? ''); break
    case 'signature_delta': if (type === 'reasoning') pushSignature(state, block, delta.signature ?? ''); break
    case 'input_json_delta': if (type === 'tool-call') addArguments(state, block, delta); break
    default: break
  }
}
