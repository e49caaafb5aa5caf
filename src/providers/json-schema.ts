/** Fits JSON Schemas to what a provider accepts, without touching what only looks like a keyword. */

import type { JsonObject, JsonValue } from '../chat/request.ts'
import { isObject } from './json-values.ts'

/** Members whose own members are named by the schema's author. */
const NAMED_SCHEMAS = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])
/** Members that hold data. */
const DATA = new Set(['enum', 'const', 'default', 'examples', 'required'])

const cleanNamed = (schemas: JsonObject, dropped: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, cleanValue(schema, dropped)]))

const cleanValue = (value: JsonValue | undefined, dropped: ReadonlySet<string>): JsonValue | undefined => {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(item => cleanValue(item, dropped) as JsonValue)
  return isObject(value) ? cleanObject(value, dropped) : value
}

const cleanObject = (schema: JsonObject, dropped: ReadonlySet<string>): JsonObject => Object.fromEntries(
  Object.entries(schema).filter(([name]) => !dropped.has(name)).map(([name, value]) => {
    if (DATA.has(name)) return [name, value]
    return [name, NAMED_SCHEMAS.has(name) && isObject(value) ? cleanNamed(value, dropped) : cleanValue(value, dropped)]
  }),
)

/** The schema without the keywords, at every depth. */
export const cleanSchema = (schema: JsonObject, droppedKeywords: readonly string[]): JsonObject => cleanObject(schema, new Set(droppedKeywords))

/** A schema for the arguments of a tool: always of an object, always with properties. */
export const parametersSchema = (schema: JsonObject | undefined, droppedKeywords: readonly string[]): JsonObject =>
  ({ type: 'object', properties: {}, ...cleanSchema(schema ?? {}, ['$schema', ...droppedKeywords]) })
