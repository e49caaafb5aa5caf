/** Tools in the words of the OpenAI wire, where they came from another one. */

import type { JsonObject, Tool } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import { parametersSchema } from '../json-schema.ts'
import type { Dropped } from '../settle-request.ts'
import { leaveOut } from './leave-out.ts'

/** A name that stands for tools not loaded yet; nobody can call it. */
export const DEFERRED_PLACEHOLDER = 'DeferredToolPlaceholder'

type FunctionTool = Extract<Tool, { type: 'function' }>

const declarationOf = (tool: FunctionTool, compat: Compat, nameOf: (name: string) => string): JsonObject => ({
  name: nameOf(tool.name),
  ...(tool.description !== undefined && { description: tool.description }),
  parameters: parametersSchema(tool.parameters, compat.droppedSchemaKeywords ?? []),
})

/** The client's own tools; those that its provider would run itself are told as dropped. */
export const encodeTools = (tools: readonly Tool[], compat: Compat, nameOf: (name: string) => string, dropped: Dropped): readonly JsonObject[] =>
  tools.flatMap(tool => {
    if (tool.type === 'function') return tool.name === DEFERRED_PLACEHOLDER ? [] : [{ type: 'function', function: leaveOut(declarationOf(tool, compat, nameOf), compat.droppedToolMembers, 'tools', dropped) }]
    dropped.add(tool.name)
    return []
  })
