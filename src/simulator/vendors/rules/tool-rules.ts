/** Rules about the tools of a request of either wire: their names, their schemas, and what may be forced. */

import { callsOf, declarationOf, isRecord, recordOf, type JsonRecord } from '../vendor-request.ts'
import { type Checks, type Finding, type NoParameters, firstFinding, foundIf } from './check.ts'

export interface ToolRules {
  /** In tools, in the choice and in the history. */
  'tool-name-form': { readonly pattern: RegExp }
  'repeated-tool-name': NoParameters
  /** Members of the declaration itself. */
  'unknown-tool-member': { readonly known: readonly string[] }
  /** A schema that is not of an object with properties. */
  'schema-of-no-object': NoParameters
  'refused-keyword': { readonly keywords: readonly string[] }
  /** `type` beside `anyOf`, anything beside `$ref`. */
  'ambiguous-schema': NoParameters
  'forced-tool': { readonly while: 'thinking' | 'always' }
  'unknown-forced-tool': NoParameters
}

const NAMED_SCHEMAS: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])
const DATA: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'examples', 'required'])

/** The schemas right below a schema, with the path to each. */
const schemasBelow = (schema: JsonRecord, path: string): ReadonlyArray<readonly [path: string, schema: JsonRecord]> =>
  Object.entries(schema).flatMap(([name, value]): ReadonlyArray<readonly [string, JsonRecord]> => {
    if (DATA.has(name)) return []
    if (NAMED_SCHEMAS.has(name)) return Object.entries(recordOf(value)).map(([key, below]) => [`${path}.${name}.${key}`, recordOf(below)])
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    return list.filter(isRecord).map(below => [`${path}.${name}`, below])
  })

const eachSchema = (schema: JsonRecord, path: string, find: (schema: JsonRecord, path: string) => Finding | undefined): Finding | undefined =>
  find(schema, path) ?? firstFinding(schemasBelow(schema, path), ([below, value]) => eachSchema(value, below, find))

const inSchemas = (tools: readonly JsonRecord[], find: (schema: JsonRecord, path: string) => Finding | undefined): Finding | undefined =>
  firstFinding(tools, (tool) => {
    const { name, schema } = declarationOf(tool)
    const finding = eachSchema(recordOf(schema), 'parameters', find)
    return finding && { tool: String(name), ...finding }
  })

/** The name that a choice forces; `*` for any of them. */
const forcedToolOf = (choice: unknown): string | undefined => {
  const { type = choice, name, function: named } = recordOf(choice)
  if (type === 'required' || type === 'any') return '*'
  if (type !== 'function' && type !== 'tool') return undefined
  return String(name ?? recordOf(named)['name'])
}

const BESIDE_REF: ReadonlySet<string> = new Set(['$ref', '$defs', 'definitions'])

const ambiguityOf = (schema: JsonRecord): string | undefined => {
  if ('type' in schema && 'anyOf' in schema) return 'when using anyOf, type should be defined in anyOf items instead of the parent schema'
  return '$ref' in schema && Object.keys(schema).some(name => !BESIDE_REF.has(name)) ? 'when using $ref, nothing else should be defined beside it' : undefined
}

/** A tool that the vendor runs itself: it has a type of its own, and no schema. */
const isVendorsOwn = ({ type }: JsonRecord): boolean => type !== undefined && type !== 'function' && type !== 'custom'

export const TOOL_CHECKS: Checks<ToolRules> = {
  'tool-name-form': ({ tools, messages, body }, { pattern }) => {
    const forced = forcedToolOf(body['tool_choice'])
    const names = [
      ...tools.filter(tool => !isVendorsOwn(tool)).map(tool => declarationOf(tool).name),
      ...messages.flatMap(message => callsOf(message).map(({ name }) => name)),
      ...forced === undefined || forced === '*' ? [] : [forced],
    ]
    return firstFinding(names, name => foundIf(!pattern.test(String(name)), { name: String(name) }))
  },

  'repeated-tool-name': ({ tools }) => {
    const names = tools.map(tool => declarationOf(tool).name)
    return firstFinding(names, (name, index) => foundIf(names.indexOf(name) !== index, { name: String(name) }))
  },

  'unknown-tool-member': ({ tools }, { known }) => firstFinding(tools, (tool, index) => {
    const { members } = declarationOf(tool)
    return isVendorsOwn(tool) ? undefined : firstFinding(Object.keys(members), name => foundIf(!known.includes(name), { name, index }))
  }),

  'schema-of-no-object': ({ tools }) => firstFinding(tools, (tool) => {
    const { name, schema } = declarationOf(tool)
    const { type, properties } = recordOf(schema)
    return foundIf(!isVendorsOwn(tool) && (type !== 'object' || !isRecord(properties)), { name: String(name), type: String(type) })
  }),

  'refused-keyword': ({ tools }, { keywords }) => inSchemas(tools, (schema, path) =>
    firstFinding(keywords, keyword => foundIf(keyword in schema, { keyword, path }))),

  'ambiguous-schema': ({ tools }) => inSchemas(tools, (schema, path) => {
    const why = ambiguityOf(schema)
    return why === undefined ? undefined : { why, path }
  }),

  'forced-tool': ({ body, isThinking }, { while: state }) => {
    const choice = body['tool_choice']
    if (state === 'thinking') return foundIf(isThinking && forcedToolOf(choice) !== undefined)
    return foundIf(choice !== undefined && choice !== null && choice !== 'auto')
  },

  'unknown-forced-tool': ({ body, tools }) => {
    const forced = forcedToolOf(body['tool_choice'])
    if (forced === undefined || forced === '*') return undefined
    return foundIf(!tools.some(tool => declarationOf(tool).name === forced), { name: forced })
  },
}
