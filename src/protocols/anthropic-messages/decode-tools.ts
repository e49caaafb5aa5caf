/** Tools of the Anthropic wire, and which of them a model may or must call. */

import type { JsonObject, Tool, ToolChoice } from '../../chat/request.ts'
import { invalid, objectsIn, optionalBoolean, optionalObject, optionalString } from '../members.ts'

/** The client's own tools have no type or this one; every other type is run by the provider. */
const OWN_TYPE = 'custom'

const decodeTool = (tool: JsonObject, path: string): Tool => {
  const kind = optionalString(tool, 'type', path) ?? OWN_TYPE
  const name = optionalString(tool, 'name', path) ?? (kind === OWN_TYPE ? '' : kind)
  if (name === '') throw invalid(`${path}.name`, `${path}.name must be a non-empty string`)
  if (kind !== OWN_TYPE) return { type: 'server', kind, name, wire: 'anthropic-messages', value: tool }
  const description = optionalString(tool, 'description', path)
  const parameters = optionalObject(tool, 'input_schema', path)
  const strict = optionalBoolean(tool, 'strict', path)
  return {
    type: 'function',
    name,
    ...(description === undefined ? {} : { description }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(strict === undefined ? {} : { strict }),
    ...(tool['defer_loading'] === true ? { deferLoading: true } : {}),
  }
}

export const decodeTools = (body: JsonObject): readonly Tool[] =>
  objectsIn(body, 'tools').map((tool, index) => decodeTool(tool, `tools[${index}]`))

export const decodeToolChoice = (body: JsonObject): ToolChoice | undefined => {
  const choice = optionalObject(body, 'tool_choice') ?? {}
  switch (choice['type']) {
    case 'auto': case 'none': return { type: choice['type'] }
    case 'any': return { type: 'required' }
    case 'tool': return typeof choice['name'] === 'string' ? { type: 'tool', name: choice['name'] } : undefined
    default: return undefined
  }
}

export const decodeParallelToolCalls = (body: JsonObject): boolean | undefined => {
  const disabled = optionalBoolean(optionalObject(body, 'tool_choice') ?? {}, 'disable_parallel_tool_use', 'tool_choice')
  return disabled === undefined ? undefined : !disabled
}
