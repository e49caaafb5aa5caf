/**
 * What a target is asked for in place of what the client asked for, told to the client in `x-smart-router-notes`. It reads
 * the same decisions by which the request is written.
 */

import type { ChatRequest } from '../chat/request.ts'
import type { DialectName, Target } from '../config/target.ts'
import { fitTarget } from './anthropic/write-request.ts'
import type { Intent } from './attempt.ts'
import { isBridged } from './openai/bridge-tool-results.ts'
import { outputLimit } from './output-limit.ts'
import { wantsReasoning } from './reasoning.ts'
import { type SettledRequest, settleRequest } from './settle-request.ts'

type Substitution = (request: ChatRequest, settled: SettledRequest, target: Target) => string | undefined

const FORMAT_NAMES = { text: 'text', 'json-object': 'json_object', 'json-schema': 'json_schema' } as const

/** The Anthropic wire has schemas, and no word for JSON without one. */
const takesFormat = ({ responseFormat }: SettledRequest, { provider }: Target): boolean =>
  responseFormat?.type === 'json-schema' || (responseFormat?.type === 'json-object' && provider.dialect !== 'anthropic')

const format: Substitution = ({ responseFormat: asked }, settled, target) => {
  if (asked === undefined || asked.type === 'text') return undefined
  const takes = takesFormat(settled, target)
  if (takes && settled.responseFormat?.type === asked.type) return undefined
  return `response_format ${FORMAT_NAMES[asked.type]} asked for in the prompt: ${takes ? 'target has json_object only' : 'target has none'}`
}

const isForced = ({ toolChoice }: ChatRequest): boolean => toolChoice?.type === 'required' || toolChoice?.type === 'tool'

const toolChoice: Substitution = (request, { toolChoice: settled, onlyTool }) => {
  if (!isForced(request) || settled?.type !== 'auto') return undefined
  return onlyTool === undefined ? 'tool_choice required asked for as auto: target cannot be forced' : 'tool_choice of one tool asked for as auto with no other tool: target cannot be forced'
}

const reasoning: Substitution = (request, { reasoning: settled }) => {
  const asked = wantsReasoning(request.reasoning)
  if (settled === request.reasoning || wantsReasoning(settled) !== false || asked === false) return undefined
  if (isForced(request)) return 'reasoning switched off: target cannot be forced to call a tool while it reasons'
  return asked === true ? 'reasoning switched off: target cannot reason in this request' : undefined
}

const maxTokens: Substitution = (request, _settled, target) => {
  const { maxOutputTokens } = request.sampling
  const limit = outputLimit(request, target)
  return maxOutputTokens === undefined || limit === maxOutputTokens ? undefined : `max_tokens ${maxOutputTokens} lowered to ${limit}`
}

const images: Substitution = ({ needs }, _settled, { compat }) =>
  needs.images && compat.imageInput === 'text-placeholder' ? 'images replaced by text: target cannot see them' : undefined

const bridge: Substitution = (request, _settled, target) =>
  isBridged(request, target) ? 'assistant message "OK." put behind tool results: target lets nobody else speak there' : undefined

/** By the dialect that writes the request; the Responses wire is only ever edited for its own clients. */
const SUBSTITUTIONS: Readonly<Record<DialectName, readonly Substitution[]>> = {
  openai: [format, toolChoice, reasoning, maxTokens, images, bridge],
  anthropic: [format, toolChoice, reasoning, maxTokens, images],
  'openai-responses': [maxTokens],
}

/** Short sentences in ASCII. `given`: on the wire on which it is asked. */
export const substitutions = (request: ChatRequest, given: Target, intent?: Intent): readonly string[] => {
  const target = given.provider.dialect === 'anthropic' && request.wire !== 'anthropic-messages' ? fitTarget(request, given, intent) : given
  const settled = settleRequest(request, target, new Set(), intent)
  return SUBSTITUTIONS[target.provider.dialect].flatMap(substitute => substitute(request, settled, target) ?? [])
}
