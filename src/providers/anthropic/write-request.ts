/** Writes a request of another wire anew for the Anthropic wire. */

import type { ChatRequest, JsonObject, JsonValue, ReasoningRequest } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import type { Target } from '../../config/target.ts'
import type { Intent } from '../attempt.ts'
import type { EncodeOptions, Recollection } from '../dialect.ts'
import { cleanSchema } from '../json-schema.ts'
import { outputCeiling, outputLimit } from '../output-limit.ts'
import { membersLeftBehind } from '../responses-members.ts'
import { intendedReasoning, reasoningMembers, wantsReasoning, withoutReasoning } from '../reasoning.ts'
import { settleRequest } from '../settle-request.ts'
import type { Dropped, SettledRequest } from '../settle-request.ts'
import { jsonInstruction } from '../structured-output.ts'
import { shortToolName } from '../tool-names.ts'
import { continueMessages } from './continue-messages.ts'
import { encodeMessages } from './encode-messages.ts'
import { toolMembers } from './encode-tools.ts'
import { DEFAULT_MAX_TOKENS, DEFAULT_TOOL_NAME_LENGTH } from './limits.ts'
import { ownSearchTool } from './search-tool.ts'
import { wantsWords } from './thinking-history.ts'
import { fitThinking, isInToolLoop, isThinking, leastTopP, opensWithThinking } from './thinking.ts'

/** Members of the OpenAI wire that have a counterpart here. */
export const CARRIED: ReadonlySet<string> = new Set([
  'model', 'messages', 'stream', 'stream_options', 'max_tokens', 'max_completion_tokens', 'temperature', 'top_p', 'top_k', 'stop',
  'tools', 'tool_choice', 'parallel_tool_calls', 'response_format',
  'reasoning_effort', 'reasoning', 'thinking', 'enable_thinking', 'thinking_budget',
])

export interface WrittenRequest {
  readonly body: string
  readonly dropped: readonly string[]
  /** It is written anew in any case. */
  readonly rewritesAnswer?: undefined
}

/** On this wire nobody thinks unasked, but for models that cannot help it. */
const mayThink = (request: ChatRequest, { reasoningSwitch, reasoningAlwaysOn }: Compat, intent: Intent | undefined): boolean =>
  reasoningAlwaysOn === true || ((reasoningSwitch ?? 'none') !== 'none' && wantsReasoning(intendedReasoning(request, intent)) === true)

/** Forced tools and thinking exclude each other. */
export const fitTarget = (request: ChatRequest, target: Target, intent: Intent | undefined): Target => target.compat.toolChoice === undefined && mayThink(request, target.compat, intent)
  ? { ...target, compat: { ...target.compat, toolChoice: 'auto-while-reasoning' } }
  : target

const maxTokensOf = (request: ChatRequest, target: Target): number =>
  outputLimit(request, target) ?? Math.min(target.maxOutputTokens ?? DEFAULT_MAX_TOKENS, outputCeiling(request, target))

/** What the client asked for, and only that, is told as lost. */
const tellReasoning = (request: ChatRequest, dropped: Dropped): void => {
  if (wantsReasoning(request.reasoning) === true) dropped.add('reasoning')
}

interface ThinkingContext {
  readonly request: ChatRequest
  readonly target: Target
  readonly memory: Recollection | undefined
  readonly dropped: Dropped
}

/** In a tool loop the last turn has to open with its signed thinking: where nobody remembers it, there is none in this answer. */
const settledReasoning = ({ reasoning }: SettledRequest, { request, target, memory, dropped }: ThinkingContext): ReasoningRequest => {
  const isChecked = target.compat.reasoningSwitch === 'anthropic-thinking' && !wantsWords(target.compat)
  const mustRest = isChecked && wantsReasoning(reasoning) === true && isInToolLoop(request) && !opensWithThinking(request, target, memory)
  if (mustRest) tellReasoning(request, dropped)
  return mustRest ? withoutReasoning(reasoning) : reasoning
}

const thinkingMembers = (reasoning: ReasoningRequest, maxTokens: number, { request, target: { compat }, dropped }: ThinkingContext): JsonObject => {
  const { thinking, ...others } = reasoningMembers(reasoning, compat)
  const fitted = fitThinking(thinking, maxTokens)
  if (fitted === undefined && thinking !== undefined) tellReasoning(request, dropped)
  return { ...others, ...(fitted !== undefined && { thinking: fitted }) }
}

/** Who wants thinking back in words thinks by itself, unless it is told not to. */
const thinksAnyway = (thinking: JsonValue | undefined, reasoning: ReasoningRequest, compat: Compat): boolean =>
  isThinking(thinking) || compat.reasoningAlwaysOn === true || (wantsWords(compat) && wantsReasoning(reasoning) !== false)

/** While it thinks, a model takes no temperature but its own and no `top_k`. */
const samplingMembers = (request: ChatRequest, thinks: boolean, dropped: Dropped): JsonObject => {
  const { temperature, topP, topK, stop } = request.sampling
  const sequences = (stop ?? []).filter(sequence => sequence.trim() !== '')
  if (thinks && temperature !== undefined && temperature !== 1) dropped.add('temperature')
  if (thinks && topK !== undefined) dropped.add('top_k')
  return {
    ...(!thinks && temperature !== undefined && { temperature: Math.min(1, Math.max(0, temperature)) }),
    ...(topP !== undefined && { top_p: thinks ? Math.max(leastTopP, topP) : topP }),
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
export const writeRequest = (request: ChatRequest, given: Target, { parameters, intent, memory }: EncodeOptions): WrittenRequest => {
  const target = fitTarget(request, given, intent)
  const { compat } = target
  const search = ownSearchTool(compat, intent)
  const dropped: Dropped = new Set(membersLeftBehind(request, CARRIED).filter(name => search === undefined || name !== 'web_search_options'))
  const settled = settleRequest(request, target, dropped, intent)
  const nameOf = (name: string): string => shortToolName(name, compat.maxToolNameLength ?? DEFAULT_TOOL_NAME_LENGTH)
  const maxTokens = maxTokensOf(request, target)
  const context: ThinkingContext = { request, target, memory, dropped }
  const reasoning = settledReasoning(settled, context)
  const { output_config: effort, ...thinking } = thinkingMembers(reasoning, maxTokens, context)
  const thinks = thinksAnyway(thinking['thinking'], reasoning, compat)
  const { system, messages, calledTools } = encodeMessages(request, { target, thinks, memory, nameOf, dropped })
  const systemText = [system, instructionOf(settled)].filter(text => text !== '').join('\n\n')
  const outputConfig = { ...effort as JsonObject | undefined, ...formatMembers(settled, compat) }
  const members: JsonObject = {
    model: target.model,
    max_tokens: maxTokens,
    ...(systemText !== '' && { system: systemText }),
    messages: continueMessages(messages, request, target),
    ...(request.isStream && { stream: true }),
    ...toolMembers(request, settled, { compat, nameOf, dropped, calledTools, search }),
    ...samplingMembers(request, isThinking(thinking['thinking']) || compat.reasoningAlwaysOn === true, dropped),
    ...thinking,
    ...(Object.keys(outputConfig).length > 0 && { output_config: outputConfig }),
  }
  return { body: JSON.stringify({ ...dropFields(members, target, dropped), ...parameters }), dropped: [...dropped] }
}
