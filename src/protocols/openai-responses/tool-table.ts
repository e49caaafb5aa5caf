/**
 * The tools that a Responses request declares, wherever it does, under the flat names that models know them by. A call of
 * one finds its way back: to its item's type, its name, its namespace.
 */

import { customTool } from '../../chat/custom-tools.ts'
import type { JsonObject, Tool } from '../../chat/request.ts'
import { flatToolName } from '../../chat/tool-namespaces.ts'
import { invalid, isObject, objectsIn, optionalBoolean, optionalObject, optionalString, pathOf } from '../members.ts'

/** How a call reaches the client. */
export interface ToolIdentity {
  readonly form: 'function' | 'custom' | 'tool-search'
  readonly name: string
  readonly namespace: string | undefined
}

interface DeclaredTool extends ToolIdentity { readonly tool: Tool }

/** The tool by which a client loads further tools has no name of its own. */
export const TOOL_SEARCH = 'tool_search'

const keyOf = (name: string, namespace: string | undefined): string => namespace === undefined ? name : `${namespace}\u0000${name}`

const nameOf = (tool: JsonObject, path: string): string => {
  const name = optionalString(tool, 'name', path) ?? ''
  if (name === '') throw invalid(pathOf(path, 'name'), `${pathOf(path, 'name')} must be a non-empty string`)
  return name
}

/** A grammar that nobody enforces here is at least told. */
const withGrammar = (tool: JsonObject, path: string): string | undefined => {
  const description = optionalString(tool, 'description', path)
  const { syntax, definition } = optionalObject(tool, 'format', path) ?? {}
  if (typeof definition !== 'string' || definition === '') return description
  const grammar = `The input follows this grammar${typeof syntax === 'string' ? ` (${syntax})` : ''}:\n${definition}`
  return description === undefined ? grammar : `${description}\n\n${grammar}`
}

const functionTool = (declared: JsonObject, name: string, path: string): Tool => {
  const description = optionalString(declared, 'description', path)
  const parameters = optionalObject(declared, 'parameters', path)
  const strict = optionalBoolean(declared, 'strict', path)
  return {
    type: 'function',
    name,
    ...(description === undefined ? {} : { description }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(strict === undefined ? {} : { strict }),
  }
}

export class ToolTable {
  /** By identity, in the order of their first declarations. */
  readonly #declared = new Map<string, DeclaredTool>()
  readonly #byFlatName = new Map<string, DeclaredTool>()
  readonly #serverTools: Tool[] = []
  /** By bare name; `undefined` where several namespaces have one of it. */
  #byBareName: Map<string, DeclaredTool | undefined> | undefined

  get tools (): readonly Tool[] { return [...[...this.#declared.values()].map(({ tool }) => tool), ...this.#serverTools] }

  declare (tool: JsonObject, path: string, namespace: string | undefined): void {
    const kind = optionalString(tool, 'type', path) ?? 'function'
    switch (kind) {
      case 'function': this.#add('function', nameOf(tool, path), namespace, (flatName) => functionTool(tool, flatName, path)); break
      case 'custom': this.#add('custom', nameOf(tool, path), namespace, (flatName) => customTool(flatName, withGrammar(tool, path))); break
      case 'namespace': this.#declareAll(tool, path, nameOf(tool, path)); break
      case TOOL_SEARCH: this.#declareSearch(tool, path); break
      default: this.#addServerTool(tool, kind, path)
    }
  }

  /** The name by which a model knows a tool of the client's; of one that is not declared, the one it would have. */
  flatName (name: string, namespace: string | undefined): string {
    return (this.#declared.get(keyOf(name, namespace)) ?? (namespace === undefined ? this.#bareNamed(name) : undefined))?.tool.name ?? flatToolName(name, namespace)
  }

  /** What a model calls; some models leave the namespace out. */
  identityOf (flatName: string): ToolIdentity {
    return this.#byFlatName.get(flatName) ?? this.#bareNamed(flatName) ?? { form: 'function', name: flatName, namespace: undefined }
  }

  #declareAll (holder: JsonObject, path: string, namespace: string): void {
    for (const [index, tool] of objectsIn(holder, 'tools', path).entries()) this.declare(tool, `${path}.tools[${index}]`, namespace)
  }

  /** Searched by the client it is a tool like others. By the provider: there is nothing to search, all tools are offered. */
  #declareSearch (tool: JsonObject, path: string): void {
    if (tool['execution'] === 'client') this.#add('tool-search', TOOL_SEARCH, undefined, (flatName) => functionTool(tool, flatName, path))
    else this.#addServerTool(tool, TOOL_SEARCH, path)
  }

  #add (form: ToolIdentity['form'], name: string, namespace: string | undefined, toolNamed: (flatName: string) => Tool): void {
    const key = keyOf(name, namespace)
    const declared = { form, name, namespace, tool: toolNamed(this.#freeName(key, name, namespace)) }
    this.#declared.set(key, declared)
    this.#byFlatName.set(declared.tool.name, declared)
    this.#byBareName = undefined
  }

  #addServerTool (tool: JsonObject, kind: string, path: string): void {
    const name = optionalString(tool, 'name', path) ?? kind
    this.#serverTools.push({ type: 'server', kind, name, wire: 'openai-responses', value: tool })
  }

  /** A tool that is declared again keeps its name; one whose name is taken by another gets a number. */
  #freeName (key: string, name: string, namespace: string | undefined): string {
    const known = this.#declared.get(key)?.tool.name
    if (known !== undefined) return known
    const flatName = flatToolName(name, namespace)
    let free = flatName
    for (let number = 2; this.#byFlatName.has(free); number++) free = `${flatName}_${number}`
    return free
  }

  #bareNamed (name: string): DeclaredTool | undefined {
    this.#byBareName ??= this.#bareNames()
    return this.#byBareName.get(name)
  }

  #bareNames (): Map<string, DeclaredTool | undefined> {
    const names = new Map<string, DeclaredTool | undefined>()
    for (const declared of this.#byFlatName.values()) {
      if (declared.namespace !== undefined) names.set(declared.name, names.has(declared.name) ? undefined : declared)
    }
    return names
  }
}

/** Items of the input that bring tools along: those declared late, and those that a search of the client's own found. */
const BRINGING_TOOLS: ReadonlySet<unknown> = new Set(['additional_tools', 'tool_search_output'])

const tables = new WeakMap<JsonObject, ToolTable>()

const readTable = (body: JsonObject): ToolTable => {
  const table = new ToolTable()
  for (const [index, tool] of objectsIn(body, 'tools').entries()) table.declare(tool, `tools[${index}]`, undefined)
  const { input } = body
  for (const [position, item] of (Array.isArray(input) ? input as readonly unknown[] : []).entries()) {
    if (!isObject(item) || !BRINGING_TOOLS.has(item['type'])) continue
    const path = `input[${position}]`
    for (const [index, tool] of objectsIn(item, 'tools', path).entries()) table.declare(tool, `${path}.tools[${index}]`, undefined)
  }
  return table
}

/** Of a request's body, read once. Throws `RouterError` for what is no tool. */
export const toolTableOf = (body: JsonObject): ToolTable => {
  const known = tables.get(body)
  if (known !== undefined) return known
  const table = readTable(body)
  tables.set(body, table)
  return table
}
