/** Writes a request of another wire anew for the OpenAI wire. */

import type { ChatRequest, JsonObject } from '../../chat/request.ts'
import type { Target } from '../../config/target.ts'
import type { EncodeOptions } from '../dialect.ts'
import { outputLimit } from '../output-limit.ts'
import { membersLeftBehind } from '../responses-members.ts'
import { reasoningMembers } from '../reasoning.ts'
import { isSearchTool } from '../search.ts'
import { settleRequest } from '../settle-request.ts'
import type { Dropped, SettledRequest } from '../settle-request.ts'
import { shortToolName } from '../tool-names.ts'
import { bridgeToolResults } from './bridge-tool-results.ts'
import { continueMessages } from './continue-messages.ts'
import { encodeMessages } from './encode-messages.ts'
import { encodeResponseFormat, encodeToolChoice } from './encode-settings.ts'
import { encodeTools } from './encode-tools.ts'
import { DEFAULT_TOOL_NAME_LENGTH, MAX_STOP_SEQUENCES } from './limits.ts'
import { type SearchSwitch, usableSwitch } from './search-switch.ts'

/** Members of the Anthropic wire that have a counterpart here. */
export const CARRIED: ReadonlySet<string> = new Set([
  'model', 'messages', 'system', 'max_tokens', 'stream', 'tools', 'tool_choice', 'temperature', 'top_p', 'stop_sequences',
  'thinking', 'output_config', 'output_format',
])

export interface WrittenRequest {
  readonly body: string
  readonly dropped: readonly string[]
  /** A tool whose arguments are to be given back to the provider. */
  readonly echoes: string | undefined
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

interface ToolContext {
  readonly target: Target
  readonly dropped: Dropped
  readonly search: SearchSwitch | undefined
}

/** The tool with which the provider searches, where the client leaves the model a choice. */
const searchTools = ({ offersTools, onlyTool }: SettledRequest, search: SearchSwitch | undefined): readonly JsonObject[] =>
  search?.tool === undefined || !offersTools || onlyTool !== undefined ? [] : [search.tool]

const toolMembers = (request: ChatRequest, settled: SettledRequest, { target, dropped, search }: ToolContext): JsonObject => {
  const { compat } = target
  const nameOf = toolNamer(target)
  const offered = settled.offersTools ? request.tools.filter(tool => settled.onlyTool === undefined || tool.name === settled.onlyTool) : []
  const served = search === undefined ? offered : offered.filter(tool => tool.type === 'function' || !isSearchTool({ type: tool.kind }))
  const own = encodeTools(served, compat, nameOf, dropped)
  const tools = [...own, ...searchTools(settled, search)]
  if (tools.length === 0) return {}
  if (own.length === 0) return { tools }
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
export const writeRequest = (request: ChatRequest, target: Target, { parameters, intent, memory }: EncodeOptions): WrittenRequest => {
  const { compat } = target
  const search = intent?.searches === true ? usableSwitch(request, compat) : undefined
  const dropped: Dropped = new Set(membersLeftBehind(request, CARRIED))
  const settled = settleRequest(request, target, dropped, intent)
  const limit = outputLimit(request, target)
  const context = { target, nameOf: toolNamer(target), instruction: settled.instruction, dropped, memory }
  const members: JsonObject = {
    model: target.model,
    messages: continueMessages(bridgeToolResults(encodeMessages(request, context), compat), request, target),
    ...streamMembers(request, target),
    ...(limit !== undefined && { [compat.maxTokensField ?? 'max_tokens']: limit }),
    ...samplingMembers(request, dropped),
    ...toolMembers(request, settled, { target, dropped, search }),
    ...(settled.responseFormat !== undefined && { response_format: encodeResponseFormat(settled.responseFormat, compat.droppedSchemaKeywords ?? []) }),
    ...reasoningMembers(settled.reasoning, compat),
    ...(search?.member !== undefined && { [search.member.name]: search.member.value }),
  }
  return { body: JSON.stringify({ ...dropFields(members, target, dropped), ...parameters }), dropped: [...dropped], echoes: search?.echoes }
}
