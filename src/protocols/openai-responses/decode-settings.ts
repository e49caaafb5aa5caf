/** Sampling, reasoning and answer format of the Responses wire. Members of an unexpected shape are passed over. */

import type { JsonObject, JsonValue, ReasoningRequest, ResponseFormat, Sampling } from '../../chat/request.ts'
import type { RequestSettings } from '../decoded-request.ts'
import { defined, isObject, optionalBoolean, optionalCount, optionalNumber } from '../members.ts'
import { decodeToolChoice } from './decode-tools.ts'

const objectAt = (body: JsonObject, name: string): JsonObject => {
  const value = body[name]
  return isObject(value) ? value : {}
}

const stringOf = (value: JsonValue | undefined): string | undefined => typeof value === 'string' ? value : undefined

const decodeSampling = (body: JsonObject): Sampling => defined({
  maxOutputTokens: optionalCount(body, 'max_output_tokens'),
  temperature: optionalNumber(body, 'temperature'),
  topP: optionalNumber(body, 'top_p'),
  topLogprobs: optionalNumber(body, 'top_logprobs'),
})

/** Reasoning is shown to whoever asked for a summary of it, under the present name or the former one. */
const isVisible = ({ summary, generate_summary: former }: JsonObject): boolean => {
  const asked = stringOf(summary) ?? stringOf(former)
  return asked !== undefined && asked !== 'none'
}

const decodeReasoning = (body: JsonObject): ReasoningRequest => {
  const reasoning = objectAt(body, 'reasoning')
  const effort = stringOf(reasoning['effort'])
  return {
    ...defined({ enabled: effort === undefined ? undefined : effort !== 'none', effort: effort === 'none' ? undefined : effort }),
    isVisible: isVisible(reasoning),
  }
}

const decodeFormat = (body: JsonObject): ResponseFormat | undefined => {
  const format = objectAt(objectAt(body, 'text'), 'format')
  switch (format['type']) {
    case 'text': return { type: 'text' }
    case 'json_object': return { type: 'json-object' }
    case 'json_schema': return {
      type: 'json-schema',
      name: stringOf(format['name']) ?? 'response',
      schema: objectAt(format, 'schema'),
      ...defined({ strict: typeof format['strict'] === 'boolean' ? format['strict'] : undefined, description: stringOf(format['description']) }),
    }
    default: return undefined
  }
}

export const decodeSettings = (body: JsonObject): RequestSettings => ({
  sampling: decodeSampling(body),
  reasoning: decodeReasoning(body),
  responseFormat: decodeFormat(body),
  toolChoice: decodeToolChoice(body),
  allowsParallelToolCalls: optionalBoolean(body, 'parallel_tool_calls'),
})
