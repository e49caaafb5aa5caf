import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TASKS } from '../../src/chat/request.ts'
import { compatOfFlags, compatShape } from '../../src/config/compat-schema.ts'
import { routingSchemaJson } from '../../src/config/routing-schema-json.ts'
import { KEYS_AT, tasksShape } from '../../src/config/schema.ts'

const schemaText = readFileSync(new URL('../../config/routing.schema.json', import.meta.url), 'utf8')
const routingText = readFileSync(new URL('../../config/routing.yaml', import.meta.url), 'utf8')

type Node = { readonly [key: string]: unknown }
const isNode = (value: unknown): value is Node => value !== null && typeof value === 'object'

/** Every key that the schema knows, with its description. */
const keysOf = (node: unknown): (readonly [string, unknown])[] => {
  if (!isNode(node)) return []
  const properties = isNode(node['properties']) ? Object.entries(node['properties']).map(([key, value]) => [key, isNode(value) ? value['description'] : undefined] as const) : []
  return [...properties, ...Object.values(node).flatMap(keysOf)]
}

test('the schema that ships: is the one that the program checks with ("node src/config/write-schema.ts" writes it)', () => {
  expect(schemaText).toBe(routingSchemaJson())
})

test('the schema that ships: explains every key', () => {
  const keys = keysOf(JSON.parse(schemaText))
  expect(keys.length).toBeGreaterThan(60)
  expect(keys.filter(([, description]) => typeof description !== 'string' || description.length < 10)).toEqual([])
})

test('the file that ships: points editors at the schema, and names every key of it', () => {
  expect(routingText.split('\n')[0]).toBe('# yaml-language-server: $schema=./routing.schema.json')
  const names = [...new Set(KEYS_AT.filter(([pattern]) => !pattern.includes('compat')).flatMap(([, keys]) => keys))]
  expect(names.filter((name) => !routingText.includes(name))).toEqual([])
})

test('tasks of the schema: are the tasks of the program', () => {
  expect(Object.keys(tasksShape)).toEqual([...TASKS])
})

test('quirks in YAML: become the flags of the program', () => {
  expect(compatOfFlags({ max_tokens_field: 'max_completion_tokens', supports_parallel_tool_calls_field: false, effort_names: { very_high: 'max' } }))
    .toEqual({ maxTokensField: 'max_completion_tokens', supportsParallelToolCallsField: false, effortNames: { very_high: 'max' } })
  expect(Object.keys(compatShape).length).toBeGreaterThan(15)
})
