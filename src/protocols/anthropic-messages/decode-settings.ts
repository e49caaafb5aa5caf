/** Sampling, reasoning and answer format of the Anthropic wire. */

import type { JsonObject, ReasoningRequest, ResponseFormat, Sampling } from '../../chat/request.ts'
import type { RequestSettings } from '../decoded-request.ts'
import { defined, optionalCount, optionalNumber, optionalObject, optionalString, optionalStrings } from '../members.ts'
import { decodeParallelToolCalls, decodeToolChoice } from './decode-tools.ts'

const decodeSampling = (body: JsonObject): Sampling => defined({
  maxOutputTokens: optionalCount(body, 'max_tokens'),
  temperature: optionalNumber(body, 'temperature'),
  topP: optionalNumber(body, 'top_p'),
  topK: optionalNumber(body, 'top_k'),
  stop: optionalStrings(body, 'stop_sequences'),
})

const THINKING_TYPES: ReadonlyMap<unknown, boolean> = new Map([['enabled', true], ['adaptive', true], ['disabled', false]])

/** Who did not ask for thinking reads `content[0].text`: thinking blocks are shown only to who did. */
const decodeReasoning = (body: JsonObject): ReasoningRequest => {
  const thinking = optionalObject(body, 'thinking') ?? {}
  const enabled = THINKING_TYPES.get(thinking['type'])
  const effort = optionalString(optionalObject(body, 'output_config') ?? {}, 'effort', 'output_config')
  return {
    ...defined({ enabled, effort, budgetTokens: optionalNumber(thinking, 'budget_tokens', 'thinking') }),
    isVisible: enabled === true,
  }
}

/** `output_format` is the older place of `output_config.format`. */
const decodeResponseFormat = (body: JsonObject): ResponseFormat | undefined => {
  const format = optionalObject(optionalObject(body, 'output_config') ?? {}, 'format', 'output_config') ?? optionalObject(body, 'output_format') ?? {}
  if (format['type'] !== 'json_schema') return undefined
  return { type: 'json-schema', name: optionalString(format, 'name', 'output_config.format') ?? 'response', schema: optionalObject(format, 'schema', 'output_config.format') ?? {} }
}

export const decodeSettings = (body: JsonObject): RequestSettings => ({
  sampling: decodeSampling(body),
  reasoning: decodeReasoning(body),
  responseFormat: decodeResponseFormat(body),
  toolChoice: decodeToolChoice(body),
  allowsParallelToolCalls: decodeParallelToolCalls(body),
})
