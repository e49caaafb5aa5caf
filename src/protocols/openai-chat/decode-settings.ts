/**
 * Sampling, reasoning and answer format of the chat completions wire, under every name that clients use for them. Vendors'
 * fields of an unexpected shape are passed over: on the same wire they reach the provider as they are.
 */

import type { JsonObject, JsonValue, ReasoningRequest, ResponseFormat, Sampling } from '../../chat/request.ts'
import type { RequestSettings } from '../decoded-request.ts'
import { defined, isObject, optionalBoolean, optionalCount, optionalNumber, optionalStrings } from '../members.ts'
import { decodeToolChoice } from './decode-tools.ts'

const decodeSampling = (body: JsonObject): Sampling => defined({
  maxOutputTokens: optionalCount(body, 'max_completion_tokens') ?? optionalCount(body, 'max_tokens'),
  temperature: optionalNumber(body, 'temperature'),
  topP: optionalNumber(body, 'top_p'),
  topK: optionalNumber(body, 'top_k'),
  stop: optionalStrings(body, 'stop'),
  seed: optionalNumber(body, 'seed'),
  frequencyPenalty: optionalNumber(body, 'frequency_penalty'),
  presencePenalty: optionalNumber(body, 'presence_penalty'),
  logprobs: optionalBoolean(body, 'logprobs'),
  topLogprobs: optionalNumber(body, 'top_logprobs'),
  choices: optionalCount(body, 'n'),
})

const objectAt = (body: JsonObject, name: string): JsonObject => {
  const value = body[name]
  return isObject(value) ? value : {}
}

const stringOf = (value: JsonValue | undefined): string | undefined => typeof value === 'string' ? value : undefined
const numberOf = (value: JsonValue | undefined): number | undefined => typeof value === 'number' ? value : undefined
const booleanOf = (value: JsonValue | undefined): boolean | undefined => typeof value === 'boolean' ? value : undefined

const THINKING_TYPES: ReadonlyMap<unknown, boolean> = new Map([['enabled', true], ['adaptive', true], ['auto', true], ['disabled', false]])

/** Any word of effort but `none` asks for reasoning, and so does a budget. */
const isImplied = (effort: string | undefined, budgetTokens: number | undefined): boolean | undefined => {
  if (effort !== undefined) return effort !== 'none'
  return budgetTokens === undefined ? undefined : budgetTokens > 0
}

const decodeReasoning = (body: JsonObject): ReasoningRequest => {
  const thinking = objectAt(body, 'thinking')
  const reasoning = objectAt(body, 'reasoning')
  const effort = stringOf(body['reasoning_effort']) ?? stringOf(reasoning['effort'])
  const budgetTokens = numberOf(thinking['budget_tokens']) ?? numberOf(body['thinking_budget']) ?? numberOf(reasoning['max_tokens'])
  const enabled = booleanOf(body['enable_thinking']) ?? THINKING_TYPES.get(thinking['type']) ?? booleanOf(reasoning['enabled'])
  return {
    ...defined({ enabled: enabled ?? isImplied(effort, budgetTokens), effort: effort === 'none' ? undefined : effort, budgetTokens }),
    isVisible: reasoning['exclude'] !== true,
  }
}

const decodeSchema = (format: JsonObject): ResponseFormat => {
  const declared = objectAt(format, 'json_schema')
  return {
    type: 'json-schema',
    name: stringOf(declared['name']) ?? 'response',
    schema: objectAt(declared, 'schema'),
    ...defined({ strict: booleanOf(declared['strict']), description: stringOf(declared['description']) }),
  }
}

const decodeResponseFormat = (body: JsonObject): ResponseFormat | undefined => {
  const format = objectAt(body, 'response_format')
  switch (format['type']) {
    case 'text': return { type: 'text' }
    case 'json_object': return { type: 'json-object' }
    case 'json_schema': return decodeSchema(format)
    default: return undefined
  }
}

export const decodeSettings = (body: JsonObject): RequestSettings => ({
  sampling: decodeSampling(body),
  reasoning: decodeReasoning(body),
  responseFormat: decodeResponseFormat(body),
  toolChoice: decodeToolChoice(body),
  allowsParallelToolCalls: optionalBoolean(body, 'parallel_tool_calls'),
})
