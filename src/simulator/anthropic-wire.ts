/** How a provider of the Anthropic Messages wire words an answer, an error and a ping. Nothing about when they are sent. */

import type { AnswerBlock, AnswerChoice, ModelAnswer, SimulatedUsage } from './model-answer.ts'
import { joinPieces } from './model-answer.ts'
import type { Chunk } from './reply.ts'
import type { SimulatedError, SimulatedWire } from './simulated-wire.ts'

const STOP_REASONS: Readonly<Record<string, string>> = {
  stop: 'end_turn', length: 'max_tokens', 'tool-calls': 'tool_use', 'content-filter': 'refusal',
}
const NO_CHOICE: AnswerChoice = { blocks: [], finishReason: 'stop' }

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error', 401: 'authentication_error', 402: 'billing_error', 403: 'permission_error', 404: 'not_found_error',
  413: 'request_too_large', 429: 'rate_limit_error', 504: 'timeout_error', 529: 'overloaded_error',
}

const event = (value: { readonly type: string; readonly [key: string]: unknown }): string =>
  `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`
const PING = event({ type: 'ping' })
const TERMINAL = event({ type: 'message_stop' })

/** This wire counts cached input beside `input_tokens`, not in it. */
const usageOf = (usage: SimulatedUsage): object => ({
  input_tokens: usage.inputTokens - (usage.cacheReadTokens ?? 0) - (usage.cacheWriteTokens ?? 0),
  cache_creation_input_tokens: usage.cacheWriteTokens ?? 0,
  cache_read_input_tokens: usage.cacheReadTokens ?? 0,
  output_tokens: usage.outputTokens,
})

const stopOf = (choice: AnswerChoice): object => choice.stopSequence === undefined
  ? { stop_reason: STOP_REASONS[choice.finishReason] ?? choice.finishReason, stop_sequence: null }
  : { stop_reason: 'stop_sequence', stop_sequence: choice.stopSequence }

const emptyBlock = (block: AnswerBlock): object => {
  switch (block.type) {
    case 'reasoning': return { type: 'thinking', thinking: '', signature: '' }
    case 'text': return { type: 'text', text: '' }
    case 'tool-call': return { type: 'tool_use', id: block.id, name: block.name, input: {} }
  }
}

const wholeBlock = (block: AnswerBlock): object => {
  const text = joinPieces(block.pieces)
  switch (block.type) {
    case 'reasoning': return { type: 'thinking', thinking: text, signature: block.signature }
    case 'text': return { type: 'text', text }
    case 'tool-call': return { type: 'tool_use', id: block.id, name: block.name, input: JSON.parse(text || '{}') as unknown }
  }
}

const deltaOf = (block: AnswerBlock, text: string): object => {
  switch (block.type) {
    case 'reasoning': return { type: 'thinking_delta', thinking: text }
    case 'text': return { type: 'text_delta', text }
    case 'tool-call': return { type: 'input_json_delta', partial_json: text }
  }
}

const blockEvents = (block: AnswerBlock, index: number): readonly Chunk[] => {
  const delta = (value: object): string => event({ type: 'content_block_delta', index, delta: value })
  return [
    event({ type: 'content_block_start', index, content_block: emptyBlock(block) }),
    ...block.pieces.map(piece => typeof piece === 'string' ? delta(deltaOf(block, piece)) : piece),
    ...(block.type === 'reasoning' ? [delta({ type: 'signature_delta', signature: block.signature })] : []),
    event({ type: 'content_block_stop', index }),
  ]
}

const messageStart = (answer: ModelAnswer): string => event({
  type: 'message_start',
  message: {
    id: answer.id, type: 'message', role: 'assistant', model: answer.model, content: [], stop_reason: null, stop_sequence: null,
    ...(answer.usage !== undefined && { usage: usageOf({ ...answer.usage, outputTokens: 1 }) }),
  },
})

const errorOf = (status: number, error: SimulatedError = {}): { readonly type: 'error'; readonly error: object } => ({
  type: 'error',
  error: { type: error.type ?? ERROR_TYPES[status] ?? 'api_error', message: error.message ?? `simulated failure ${status}` },
})

export const anthropicWire: SimulatedWire = {
  name: 'anthropic-messages',
  events: answer => {
    const [choice = NO_CHOICE] = answer.choices
    return {
      start: [messageStart(answer), PING],
      content: choice.blocks.flatMap(blockEvents),
      finish: [
        event({ type: 'message_delta', delta: stopOf(choice), ...(answer.usage !== undefined && { usage: usageOf(answer.usage) }) }),
        TERMINAL,
      ],
    }
  },
  result: answer => {
    const [choice = NO_CHOICE] = answer.choices
    return {
      id: answer.id, type: 'message', role: 'assistant', model: answer.model, content: choice.blocks.map(wholeBlock),
      ...stopOf(choice), ...(answer.usage !== undefined && { usage: usageOf(answer.usage) }),
    }
  },
  error: errorOf,
  errorEvent: (status, error) => event({ ...errorOf(status, error) }),
  models: ids => ({
    data: ids.map(id => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' })),
    has_more: false, first_id: ids[0] ?? null, last_id: ids.at(-1) ?? null,
  }),
  ping: PING,
  terminal: TERMINAL,
}
