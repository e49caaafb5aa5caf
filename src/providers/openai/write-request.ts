/** Writes a request of another wire anew for the OpenAI wire. */

import type { ChatRequest, JsonObject } from '../../chat/request.ts'
import type { Target } from '../../config/target.ts'
import { outputLimit } from '../output-limit.ts'
import { leftBehind } from '../own-members.ts'
import { reasoningMembers } from '../reasoning.ts'
import { settleRequest } from '../settle-request.ts'
import type { Dropped, SettledRequest } from '../settle-request.ts'
import { shortToolName } from '../tool-names.ts'
import { encodeMessages } from './encode-messages.ts'
import { encodeResponseFormat, encodeToolChoice } from './encode-settings.ts'
import { encodeTools } from './encode-tools.ts'
import { DEFAULT_TOOL_NAME_LENGTH, MAX_STOP_SEQUENCES } from './limits.ts'

/** Members of the Anthropic wire that have a counterpart here. */
const CARRIED: ReadonlySet<string> = new Set([
  'model', 'messages', 'system', 'max_tokens', 'stream', 'tools', 'tool_choice', 'temperature', 'top_p', 'stop_sequences',
  'thinking', 'output_config', 'output_format',
])

export interface WrittenRequest {
  readonly body: string
  readonly dropped: readonly string[]
}

const samplingMembers = (request: ChatRequest, dropped: Dropped): JsonObject => {
  const { temperature, topP, stop } = request.sampling
  if (stop !== undefined && stop.length > MAX_STOP_SEQUENCES) dropped.add('stop_sequences')
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(stop !== undefined && stop.length > 0 && { stop: stop.slice(0, MAX_STOP_SEQUENCES) }),
  }
}

const streamMembers = (request: ChatRequest, target: Target): JsonObject => {
  if (!request.isStream) return {}
  return { stream: true, ...(target.compat.supportsStreamUsage !== false && { stream_options: { include_usage: true } }) }
}

const toolMembers = (request: ChatRequest, target: Target, settled: SettledRequest, dropped: Dropped): JsonObject => {
  const { compat } = target
  const nameOf = toolNamer(target)
  const offered = settled.offersTools ? request.tools.filter(tool => settled.onlyTool === undefined || tool.name === settled.onlyTool) : []
  const tools = encodeTools(offered, compat, nameOf, dropped)
  if (tools.length === 0) return {}
  const isSerial = request.allowsParallelToolCalls === false && compat.supportsParallelToolCallsField !== false
  return {
    tools,
    ...(settled.toolChoice !== undefined && { tool_choice: encodeToolChoice(settled.toolChoice, nameOf) }),
    ...(isSerial && { parallel_tool_calls: false }),
  }
}

const toolNamer = ({ compat }: Target) => (name: string): string => shortToolName(name, compat.maxToolNameLength ?? DEFAULT_TOOL_NAME_LENGTH)

const dropFields = (members: JsonObject, target: Target, dropped: Dropped): JsonObject => {
  const kept: Record<string, JsonObject[string]> = { ...members }
  for (const name of target.compat.droppedFields ?? []) {
    if (kept[name] === undefined) continue
    delete kept[name]
    dropped.add(name)
  }
  return kept
}

/** `parameters` win over everything the client said. */
export const writeRequest = (request: ChatRequest, target: Target, parameters: JsonObject | undefined): WrittenRequest => {
  const { compat } = target
  const dropped: Dropped = new Set(leftBehind(request.original.json, CARRIED))
  const settled = settleRequest(request, target, dropped)
  const limit = outputLimit(request, target)
  const context = { target, nameOf: toolNamer(target), instruction: settled.instruction, dropped }
  const members: JsonObject = {
    model: target.model,
    messages: encodeMessages(request, context),
    ...streamMembers(request, target),
    ...(limit !== undefined && { [compat.maxTokensField ?? 'max_tokens']: limit }),
    ...samplingMembers(request, dropped),
    ...toolMembers(request, target, settled, dropped),
    ...(settled.responseFormat !== undefined && { response_format: encodeResponseFormat(settled.responseFormat, compat.droppedSchemaKeywords ?? []) }),
    ...reasoningMembers(settled.reasoning, compat),
  }
  return { body: JSON.stringify({ ...dropFields(members, target, dropped), ...parameters }), dropped: [...dropped] }
}
