/** Tools of the chat completions wire, and which of them a model may or must call. */

import { customTool } from '../../chat/custom-tools.ts'
import type { JsonObject, Tool, ToolChoice } from '../../chat/request.ts'
import { invalid, isObject, objectsIn, optionalBoolean, optionalObject, optionalString, pathOf } from '../members.ts'

const nameOf = (holder: JsonObject, path: string): string => {
  const name = optionalString(holder, 'name', path) ?? ''
  if (name === '') throw invalid(pathOf(path, 'name'), `${pathOf(path, 'name')} must be a non-empty string`)
  return name
}

const decodeFunction = (declared: JsonObject, path: string): Tool => {
  const description = optionalString(declared, 'description', path)
  const parameters = optionalObject(declared, 'parameters', path)
  const strict = optionalBoolean(declared, 'strict', path)
  return {
    type: 'function',
    name: nameOf(declared, path),
    ...(description === undefined ? {} : { description }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(strict === undefined ? {} : { strict }),
  }
}

const decodeTool = (tool: JsonObject, path: string): Tool => {
  const kind = optionalString(tool, 'type', path) ?? 'function'
  if (kind === 'function') return decodeFunction(optionalObject(tool, 'function', path) ?? {}, `${path}.function`)
  if (kind === 'custom') {
    const custom = optionalObject(tool, 'custom', path) ?? {}
    return customTool(nameOf(custom, `${path}.custom`), optionalString(custom, 'description', `${path}.custom`))
  }
  return { type: 'server', kind, name: optionalString(tool, 'name', path) ?? kind, wire: 'openai-chat', value: tool }
}

export const decodeTools = (body: JsonObject): readonly Tool[] => [
  ...objectsIn(body, 'functions').map((declared, index) => decodeFunction(declared, `functions[${index}]`)),
  ...objectsIn(body, 'tools').map((tool, index) => decodeTool(tool, `tools[${index}]`)),
]

const CHOICES: ReadonlyMap<unknown, ToolChoice> = new Map([
  ['auto', { type: 'auto' }], ['none', { type: 'none' }], ['required', { type: 'required' }], ['any', { type: 'required' }],
])

/** The tool that a choice object names, whatever form it has. */
const namedTool = (choice: JsonObject): ToolChoice | undefined => {
  const holder = choice['function'] ?? choice['custom'] ?? choice
  const name = isObject(holder) ? holder['name'] : undefined
  return typeof name === 'string' ? { type: 'tool', name } : undefined
}

/** `allowed_tools` narrows the list too; only its mode has a word on every wire. */
export const decodeToolChoice = (body: JsonObject): ToolChoice | undefined => {
  const choice = body['tool_choice'] ?? body['function_call']
  if (!isObject(choice)) return CHOICES.get(choice)
  const allowed = choice['allowed_tools']
  return isObject(allowed) ? CHOICES.get(allowed['mode']) : CHOICES.get(choice['type']) ?? namedTool(choice)
}
