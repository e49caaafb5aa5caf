/** Writes a request of another wire anew for the Anthropic wire. */

import type { ChatRequest, JsonObject, ReasoningRequest } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import type { Target } from '../../config/target.ts'
import { cleanSchema } from '../json-schema.ts'
import { outputCeiling, outputLimit } from '../output-limit.ts'
import { leftBehind } from '../own-members.ts'
import { reasoningMembers, wantsReasoning, withoutReasoning } from '../reasoning.ts'
import { settleRequest } from '../settle-request.ts'
import type { Dropped, SettledRequest } from '../settle-request.ts'
import { jsonInstruction } from '../structured-output.ts'
import { shortToolName } from '../tool-names.ts'
import { encodeMessages } from './encode-messages.ts'
import { toolMembers } from './encode-tools.ts'
import { DEFAULT_MAX_TOKENS, DEFAULT_TOOL_NAME_LENGTH } from './limits.ts'
import { fitThinking, isInToolLoop, isThinking } from './thinking.ts'

/** Members of the OpenAI wire that have a counterpart here. */
const CARRIED: ReadonlySet<string> = new Set([
  'model', 'messages', 'stream', 'stream_options', 'max_tokens', 'max_completion_tokens', 'temperature', 'top_p', 'top_k', 'stop',
  'tools', 'tool_choice', 'parallel_tool_calls', 'response_format',
  'reasoning_effort', 'reasoning', 'thinking', 'enable_thinking', 'thinking_budget',
])

export interface WrittenRequest {
  readonly body: string
  readonly dropped: readonly string[]
}

/** On this wire nobody thinks unasked, but for models that cannot help it. */
const mayThink = (request: ChatRequest, { reasoningSwitch, reasoningAlwaysOn }: Compat): boolean =>
  reasoningAlwaysOn === true || ((reasoningSwitch ?? 'none') !== 'none' && wantsReasoning(request.reasoning) === true)

/** Forced tools and thinking exclude each other. */
const fitTarget = (request: ChatRequest, target: Target): Target => target.compat.toolChoice === undefined && mayThink(request, target.compat)
  ? { ...target, compat: { ...target.compat, toolChoice: 'auto-while-reasoning' } }
  : target

const maxTokensOf = (request: ChatRequest, target: Target): number =>
  outputLimit(request, target) ?? Math.min(target.maxOutputTokens ?? DEFAULT_MAX_TOKENS, outputCeiling(request, target))

const settledReasoning = (request: ChatRequest, { reasoning }: SettledRequest, compat: Compat, dropped: Dropped): ReasoningRequest => {
  const mustRest = compat.reasoningSwitch === 'anthropic-thinking' && wantsReasoning(reasoning) === true && isInToolLoop(request)
  if (mustRest) dropped.add('reasoning')
  return mustRest ? withoutReasoning(reasoning) : reasoning
}

const thinkingMembers = (reasoning: ReasoningRequest, compat: Compat, maxTokens: number, dropped: Dropped): JsonObject => {
  const { thinking, ...others } = reasoningMembers(reasoning, compat)
  const fitted = fitThinking(thinking, maxTokens)
  if (fitted === undefined && thinking !== undefined) dropped.add('reasoning')
  return { ...others, ...(fitted !== undefined && { thinking: fitted }) }
}

/** While it thinks, a model takes no temperature but its own and no `top_k`. */
const samplingMembers = (request: ChatRequest, thinks: boolean, dropped: Dropped): JsonObject => {
  const { temperature, topP, topK, stop } = request.sampling
  const sequences = (stop ?? []).filter(sequence => sequence.trim() !== '')
  if (thinks && temperature !== undefined && temperature !== 1) dropped.add('temperature')
  if (thinks && topK !== undefined) dropped.add('top_k')
  return {
    ...(!thinks && temperature !== undefined && { temperature: Math.min(1, Math.max(0, temperature)) }),
    ...(topP !== undefined && { top_p: thinks ? Math.max(0.95, topP) : topP }),
    ...(!thinks && topK !== undefined && { top_k: topK }),
    ...(sequences.length > 0 && { stop_sequences: sequences }),
  }
}

const formatMembers = ({ responseFormat }: SettledRequest, compat: Compat): JsonObject => {
  if (responseFormat?.type !== 'json-schema') return {}
  return { format: { type: 'json_schema', schema: cleanSchema(responseFormat.schema, ['$schema', ...compat.droppedSchemaKeywords ?? []]) } }
}

/** Nothing but a prompt asks for JSON without a schema here. */
const instructionOf = ({ instruction, responseFormat }: SettledRequest): string =>
  instruction === '' && responseFormat?.type === 'json-object' ? jsonInstruction(responseFormat) : instruction

const dropFields = (members: JsonObject, target: Target, dropped: Dropped): JsonObject => {
  const refused = (target.compat.droppedFields ?? []).filter(name => members[name] !== undefined)
  for (const name of refused) dropped.add(name)
  return Object.fromEntries(Object.entries(members).filter(([name]) => !refused.includes(name)))
}

/** `parameters` win over everything the client said. */
export const writeRequest = (request: ChatRequest, given: Target, parameters: JsonObject | undefined): WrittenRequest => {
  const target = fitTarget(request, given)
  const { compat } = target
  const dropped: Dropped = new Set(leftBehind(request.original.json, CARRIED))
  const settled = settleRequest(request, target, dropped)
  const nameOf = (name: string): string => shortToolName(name, compat.maxToolNameLength ?? DEFAULT_TOOL_NAME_LENGTH)
  const { system, messages, calledTools } = encodeMessages(request, { compat, nameOf, dropped })
  const systemText = [system, instructionOf(settled)].filter(text => text !== '').join('\n\n')
  const maxTokens = maxTokensOf(request, target)
  const { output_config: effort, ...thinking } = thinkingMembers(settledReasoning(request, settled, compat, dropped), compat, maxTokens, dropped)
  const outputConfig = { ...effort as JsonObject | undefined, ...formatMembers(settled, compat) }
  const members: JsonObject = {
    model: target.model,
    max_tokens: maxTokens,
    ...(systemText !== '' && { system: systemText }),
    messages,
    ...(request.isStream && { stream: true }),
    ...toolMembers(request, settled, { compat, nameOf, dropped, calledTools }),
    ...samplingMembers(request, isThinking(thinking['thinking']), dropped),
    ...thinking,
    ...(Object.keys(outputConfig).length > 0 && { output_config: outputConfig }),
  }
  return { body: JSON.stringify({ ...dropFields(members, target, dropped), ...parameters }), dropped: [...dropped] }
}
