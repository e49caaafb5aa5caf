/**
 * Fits a request of the OpenAI wire to one provider of it by editing single members of the client's own bytes. Every rule
 * does nothing where the provider has no quirk.
 */

import type { ChatRequest, JsonObject } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import type { Target } from '../../config/target.ts'
import type { EncodeOptions } from '../dialect.ts'
import { cleanSchema } from '../json-schema.ts'
import { isObject, objectsIn } from '../json-values.ts'
import { MemberEdits } from '../member-edits.ts'
import { outputLimit } from '../output-limit.ts'
import { REASONING_MEMBERS, reasoningMembers, wantsReasoning } from '../reasoning.ts'
import { settleRequest } from '../settle-request.ts'
import type { Dropped, SettledRequest } from '../settle-request.ts'
import { continueMessages } from './continue-messages.ts'
import { editMessages } from './edit-messages.ts'
import { type SearchEdit, editSearch } from './edit-search.ts'
import { encodeResponseFormat } from './encode-settings.ts'
import { leaveOut } from './leave-out.ts'

const EMPTY_PARAMETERS: JsonObject = { type: 'object', properties: {} }
const LIMIT_FIELDS = ['max_tokens', 'max_completion_tokens'] as const

const editStreamOptions = (edits: MemberEdits, request: ChatRequest, target: Target): void => {
  const present = edits.original['stream_options']
  if (target.compat.supportsStreamUsage === false) {
    if (present !== undefined) edits.remove('stream_options')
    return
  }
  if (!request.isStream || (isObject(present) && present['include_usage'] === true)) return
  edits.set('stream_options', { ...(isObject(present) && present), include_usage: true })
}

const editLimit = (edits: MemberEdits, request: ChatRequest, target: Target): void => {
  const limit = outputLimit(request, target)
  if (limit === undefined) return
  const field = target.compat.maxTokensField ?? 'max_tokens'
  if (edits.original[field] !== limit) edits.set(field, limit)
  for (const name of LIMIT_FIELDS) if (name !== field && edits.original[name] !== undefined) edits.remove(name)
}

const functionOf = (tool: JsonObject): JsonObject | undefined => isObject(tool['function']) ? tool['function'] : undefined

/** Some clients declare no parameters; few providers take that. */
const lacksParameters = (tool: JsonObject): boolean => {
  const declared = functionOf(tool)
  return declared !== undefined && !isObject(declared['parameters'])
}

const hasUnwanted = (tool: JsonObject, { droppedToolMembers }: Compat): boolean => {
  const declared = functionOf(tool)
  return declared !== undefined && droppedToolMembers?.some(name => declared[name] !== undefined) === true
}

const fitTool = (tool: JsonObject, compat: Compat, dropped: Dropped): JsonObject => {
  const declared = functionOf(tool)
  if (declared === undefined) return tool
  const { parameters } = declared
  const fitting = isObject(parameters) ? cleanSchema(parameters, compat.droppedSchemaKeywords ?? []) : EMPTY_PARAMETERS
  return { ...tool, function: { ...leaveOut(declared, compat.droppedToolMembers, 'tools', dropped), parameters: fitting } }
}

const editTools = (edits: MemberEdits, { compat }: Target, settled: SettledRequest, search: SearchEdit): void => {
  const tools = objectsIn(edits.original['tools'])
  const offered = tools.filter(tool => search.keeps(tool) && (settled.onlyTool === undefined || functionOf(tool)?.['name'] === settled.onlyTool))
  const added = search.addedTool === undefined || settled.onlyTool !== undefined ? [] : [search.addedTool]
  const cleansSchemas = compat.droppedSchemaKeywords !== undefined && compat.droppedSchemaKeywords.length > 0
  const mustFit = cleansSchemas || offered.length < tools.length || offered.some(tool => lacksParameters(tool) || hasUnwanted(tool, compat))
  if (!settled.offersTools) edits.remove('tools')
  else if (added.length > 0 || (tools.length > 0 && mustFit)) edits.set('tools', [...offered.map(tool => fitTool(tool, compat, edits.dropped)), ...added])
}

/** A choice among tools that are all gone is refused. */
const dropVainTools = (edits: MemberEdits, search: SearchEdit): void => {
  const tools = objectsIn(edits.original['tools'])
  if (tools.length === 0 || search.addedTool !== undefined || tools.some(search.keeps)) return
  edits.remove('tools')
  edits.remove('tool_choice')
}

const editToolChoice = (edits: MemberEdits, request: ChatRequest, target: Target, settled: SettledRequest): void => {
  if (settled.toolChoice === undefined && request.toolChoice !== undefined) edits.remove('tool_choice')
  else if (settled.toolChoice !== undefined && settled.toolChoice !== request.toolChoice) edits.set('tool_choice', settled.toolChoice.type)
  if (target.compat.supportsParallelToolCallsField === false) edits.remove('parallel_tool_calls')
}

const editFormat = (edits: MemberEdits, request: ChatRequest, target: Target, settled: SettledRequest): void => {
  const { responseFormat } = settled
  const keywords = target.compat.droppedSchemaKeywords ?? []
  if (request.responseFormat === undefined) return
  if (responseFormat === undefined) edits.remove('response_format')
  else if (responseFormat !== request.responseFormat || (keywords.length > 0 && responseFormat.type === 'json-schema')) {
    edits.set('response_format', encodeResponseFormat(responseFormat, keywords))
  }
}

/**
 * The client's words for reasoning become the provider's. Where the client already speaks them, and nothing else speaks
 * against it, they stay. A provider of whom nothing is known gets what the client said.
 */
const editReasoning = (edits: MemberEdits, request: ChatRequest, target: Target, settled: SettledRequest): void => {
  const { compat } = target
  const { original } = edits
  if (compat.reasoningSwitch === undefined || wantsReasoning(settled.reasoning) === undefined) return
  const members = reasoningMembers(settled.reasoning, compat)
  const names = Object.keys(members)
  const isAsAsked = settled.reasoning === request.reasoning
  const isOwnWord = isAsAsked && compat.reasoningSwitch === 'reasoning_effort' && names.length === 0 && original['reasoning_effort'] !== undefined
  const alreadySpeaks = isAsAsked && names.some(name => name !== 'reasoning_effort' && original[name] !== undefined)
  if (isOwnWord && compat.reasoningAlwaysOn !== true) return
  for (const name of REASONING_MEMBERS) {
    if (names.includes(name)) continue
    if (names.length === 0) edits.drop(name)
    else if (original[name] !== undefined) edits.remove(name)
  }
  if (!alreadySpeaks) edits.setAll(members)
}

export interface EditedRequest {
  readonly body: Buffer
  readonly dropped: readonly string[]
  /** A tool whose arguments are to be given back to the provider. */
  readonly echoes: string | undefined
}

/** `parameters` win over everything the client said. */
export const editRequest = (request: ChatRequest, target: Target, { parameters, intent, memory }: EncodeOptions): EditedRequest => {
  const edits = new MemberEdits(request, target.compat)
  edits.set('model', target.model)
  const settled = settleRequest(request, target, edits.dropped, intent)
  const search = editSearch(edits, request, target, intent)
  editStreamOptions(edits, request, target)
  editLimit(edits, request, target)
  editTools(edits, target, settled, search)
  editToolChoice(edits, request, target, settled)
  dropVainTools(edits, search)
  editFormat(edits, request, target, settled)
  editReasoning(edits, request, target, settled)
  const given = edits.original['messages']
  const whole = request.continuation === undefined ? given : continueMessages(objectsIn(given), request, target)
  const messages = editMessages(whole, { target, instruction: settled.instruction, dropped: edits.dropped, memory }) ?? (whole === given ? undefined : whole)
  if (messages !== undefined) edits.set('messages', messages)
  for (const name of target.compat.droppedFields ?? []) edits.drop(name)
  edits.setAll(parameters ?? {})
  return { body: edits.apply(), dropped: [...edits.dropped], echoes: search.echoes }
}
