/** How a provider of the OpenAI chat wire words an answer, an error and a ping. Nothing about when they are sent. */

import type { AnswerBlock, AnswerChoice, ModelAnswer, Piece, SimulatedUsage } from './model-answer.ts'
import { joinPieces } from './model-answer.ts'
import type { Chunk } from './reply.ts'
import type { SimulatedError, SimulatedWire } from './simulated-wire.ts'

const FINISH_REASONS: Readonly<Record<string, string>> = { 'tool-calls': 'tool_calls', 'content-filter': 'content_filter' }
const finishReasonOf = (choice: AnswerChoice): string => FINISH_REASONS[choice.finishReason] ?? choice.finishReason

const ERROR_TYPES: Readonly<Record<number, string>> = { 429: 'requests', 500: 'server_error', 502: 'server_error', 503: 'server_error' }
const ERROR_CODES: Readonly<Record<number, string>> = { 401: 'invalid_api_key', 404: 'model_not_found', 429: 'rate_limit_exceeded' }

const data = (value: object): string => `data: ${JSON.stringify(value)}\n\n`
const TERMINAL = 'data: [DONE]\n\n'

const usageOf = (usage: SimulatedUsage): object => ({
  prompt_tokens: usage.inputTokens,
  completion_tokens: usage.outputTokens,
  total_tokens: usage.inputTokens + usage.outputTokens,
  ...(usage.cacheReadTokens !== undefined && { prompt_tokens_details: { cached_tokens: usage.cacheReadTokens } }),
  ...(usage.reasoningTokens !== undefined && { completion_tokens_details: { reasoning_tokens: usage.reasoningTokens } }),
})

const chunkOf = (answer: ModelAnswer, choices: readonly object[], rest: object = {}): string => data({
  id: answer.id, object: 'chat.completion.chunk', created: answer.createdAtSeconds, model: answer.model, choices, ...rest,
})

const deltaOf = (answer: ModelAnswer, index: number, delta: object, finishReason: string | null = null): string =>
  chunkOf(answer, [{ index, delta, finish_reason: finishReason }])

const eachPiece = (pieces: readonly Piece[], encode: (text: string) => string): readonly Chunk[] =>
  pieces.map(piece => typeof piece === 'string' ? encode(piece) : piece)

/** `id`, `type` and `name` stand on the first delta of a call only; `toolIndex` counts the calls of one choice. */
const toolCallEvents = (answer: ModelAnswer, index: number, block: AnswerBlock & { type: 'tool-call' }, toolIndex: number): readonly Chunk[] => [
  deltaOf(answer, index, { tool_calls: [{ index: toolIndex, id: block.id, type: 'function', function: { name: block.name, arguments: '' } }] }),
  ...eachPiece(block.pieces, text => deltaOf(answer, index, { tool_calls: [{ index: toolIndex, function: { arguments: text } }] })),
]

const choiceEvents = (answer: ModelAnswer, choice: AnswerChoice, index: number): readonly Chunk[] => {
  let toolCalls = 0
  return choice.blocks.flatMap(block => {
    switch (block.type) {
      case 'reasoning': return eachPiece(block.pieces, text => deltaOf(answer, index, { reasoning_content: text }))
      case 'text': return eachPiece(block.pieces, text => deltaOf(answer, index, { content: text }))
      case 'tool-call': return toolCallEvents(answer, index, block, toolCalls++)
    }
  })
}

const textOf = (choice: AnswerChoice, type: 'text' | 'reasoning'): string | null => {
  const blocks = choice.blocks.filter(block => block.type === type)
  return blocks.length === 0 ? null : blocks.map(block => joinPieces(block.pieces)).join('')
}

const messageOf = (choice: AnswerChoice): object => {
  const reasoning = textOf(choice, 'reasoning')
  const toolCalls = choice.blocks.filter(block => block.type === 'tool-call')
    .map(({ id, name, pieces }) => ({ id, type: 'function', function: { name, arguments: joinPieces(pieces) } }))
  return {
    role: 'assistant',
    content: textOf(choice, 'text'),
    ...(reasoning !== null && { reasoning_content: reasoning }),
    ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
  }
}

const errorOf = (status: number, error: SimulatedError = {}): object => ({
  error: {
    message: error.message ?? `simulated failure ${status}`,
    type: error.type ?? ERROR_TYPES[status] ?? 'invalid_request_error',
    param: null,
    code: error.code === undefined ? ERROR_CODES[status] ?? null : error.code,
  },
})

export const openAiWire: SimulatedWire = {
  name: 'openai-chat',
  events: (answer, { includesUsage }) => ({
    start: answer.choices.map((_choice, index) => deltaOf(answer, index, { role: 'assistant', content: '' })),
    content: answer.choices.flatMap((choice, index) => choiceEvents(answer, choice, index)),
    finish: [
      ...answer.choices.map((choice, index) => deltaOf(answer, index, {}, finishReasonOf(choice))),
      ...(includesUsage && answer.usage !== undefined ? [chunkOf(answer, [], { usage: usageOf(answer.usage) })] : []),
      TERMINAL,
    ],
  }),
  result: answer => ({
    id: answer.id,
    object: 'chat.completion',
    created: answer.createdAtSeconds,
    model: answer.model,
    choices: answer.choices.map((choice, index) =>
      ({ index, message: messageOf(choice), logprobs: null, finish_reason: finishReasonOf(choice) })),
    ...(answer.usage !== undefined && { usage: usageOf(answer.usage) }),
  }),
  error: errorOf,
  errorEvent: (status, error) => data(errorOf(status, error)),
  models: ids => ({ object: 'list', data: ids.map(id => ({ id, object: 'model', created: 0, owned_by: 'simulator' })) }),
  ping: ': keep-alive\n\n',
  terminal: TERMINAL,
}
