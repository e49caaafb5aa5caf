/** Tools and the choice among them in the words of the Anthropic wire, where they came from another one. */

import type { ChatRequest, JsonObject, Tool, ToolChoice } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import { parametersSchema } from '../json-schema.ts'
import { isSearchTool } from '../search.ts'
import type { Dropped, SettledRequest } from '../settle-request.ts'

const encodeTool = (tool: Extract<Tool, { type: 'function' }>, compat: Compat, nameOf: (name: string) => string): JsonObject => ({
  name: nameOf(tool.name),
  ...(tool.description !== undefined && tool.description !== '' && { description: tool.description }),
  input_schema: parametersSchema(tool.parameters, compat.droppedSchemaKeywords ?? []),
})

/** A tool that the history calls has to be declared, although the client declares it no longer. */
const calledTool = (name: string): JsonObject => ({ name, input_schema: { type: 'object', properties: {} } })

const CHOICES = { auto: 'auto', required: 'any', none: 'none' } as const

const encodeChoice = (choice: ToolChoice, nameOf: (name: string) => string): JsonObject =>
  choice.type === 'tool' ? { type: 'tool', name: nameOf(choice.name) } : { type: CHOICES[choice.type] }

export interface ToolContext {
  readonly compat: Compat
  readonly nameOf: (name: string) => string
  readonly dropped: Dropped
  readonly calledTools: ReadonlySet<string>
  /** The provider's own search, where the web is to be searched. */
  readonly search: JsonObject | undefined
}

const offeredTools = (request: ChatRequest, settled: SettledRequest, { compat, nameOf, dropped, search }: ToolContext): readonly JsonObject[] => {
  if (!settled.offersTools) return []
  return request.tools.filter(tool => settled.onlyTool === undefined || tool.name === settled.onlyTool).flatMap(tool => {
    if (tool.type === 'function') return [encodeTool(tool, compat, nameOf)]
    if (search === undefined || !isSearchTool({ type: tool.kind })) dropped.add(tool.name)
    return []
  })
}

/** Not beside a history of calls whose tools are gone: those must not be called, and that forbids all. */
const addsSearch = (own: readonly JsonObject[], { onlyTool, offersTools }: SettledRequest, { calledTools }: ToolContext): boolean =>
  offersTools && onlyTool === undefined && (own.length > 0 || calledTools.size === 0)

export const toolMembers = (request: ChatRequest, settled: SettledRequest, context: ToolContext): JsonObject => {
  const own = offeredTools(request, settled, context)
  const tools = context.search !== undefined && addsSearch(own, settled, context) ? [...own, context.search] : own
  if (own.length === 0 && tools.length > 0) return { tools }
  if (tools.length === 0) return context.calledTools.size === 0 ? {} : { tools: [...context.calledTools].map(calledTool), tool_choice: { type: 'none' } }
  const choice = settled.toolChoice ?? (request.allowsParallelToolCalls === false ? { type: 'auto' as const } : undefined)
  if (choice === undefined) return { tools }
  const isSerial = request.allowsParallelToolCalls === false && choice.type !== 'none'
  return { tools, tool_choice: { ...encodeChoice(choice, context.nameOf), ...(isSerial && { disable_parallel_tool_use: true }) } }
}
