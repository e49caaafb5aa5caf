import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { sampleJson } from '../../src/simulator/json-sample.ts'

describe('a JSON sample', () => {
  test.each<[string, object, unknown]>([
    ['no keyword at all', {}, 'demo'],
    ['a type', { type: 'boolean' }, true],
    ['several types', { type: ['null', 'integer'] }, 0],
    ['only null', { type: ['null'] }, null],
    ['a constant', { const: 7 }, 7],
    ['a default', { type: 'string', default: 'x' }, 'x'],
    ['an enumeration', { type: 'string', enum: ['a', 'b'] }, 'a'],
    ['optional properties', { type: 'object', properties: { a: { type: 'string' } } }, {}],
    ['required properties and no type', { properties: { a: { type: 'number' } }, required: ['a'] }, { a: 0 }],
    ['a minimum of items', { type: 'array', items: { type: 'integer' }, minItems: 2 }, [0, 0]],
    ['a tuple', { prefixItems: [{ const: 1 }, { type: 'string' }] }, [1, 'demo']],
    ['a minimum length', { type: 'string', minLength: 6 }, 'demo..'],
    ['a maximum length', { type: 'string', maxLength: 2 }, 'de'],
    ['a format', { type: 'string', format: 'date' }, '2026-01-01'],
    ['an alternative', { description: 'x', anyOf: [{ type: 'integer', minimum: 3 }, { type: 'null' }] }, 3],
    ['parts that all hold', { allOf: [{ properties: { a: { const: 1 } }, required: ['a'] }, { type: 'object', properties: { b: { const: 2 } }, required: ['b'] }] }, { a: 1, b: 2 }],
    ['a reference', { $ref: '#/$defs/a~1b', $defs: { 'a/b': { const: 'there' } } }, 'there'],
    ['a reference to nowhere', { $ref: '#/$defs/none' }, 'demo'],
  ])('of a schema with %s, is what the schema allows', (_name, schema, expected) => {
    expect(sampleJson(schema as Record<string, unknown>, 'demo')).toEqual(expected)
  })

  test.each<[object, number]>([
    [{ minimum: 3 }, 3], [{ exclusiveMinimum: 0 }, 1], [{ maximum: -2 }, -2], [{ exclusiveMaximum: 0 }, -1], [{ minimum: 5, multipleOf: 4 }, 8],
    [{ exclusiveMinimum: 0, exclusiveMaximum: 1 }, 0.5], [{ minimum: 0.25, maximum: 0.75 }, 0.25], [{ minimum: -5, maximum: 5 }, 0],
  ])('of a number under %o, is %d', (schema, expected) => {
    expect(sampleJson({ type: 'number', ...schema }, 'demo')).toBe(expected)
  })

  test('of a schema that refers to itself, when it never ends, is cut', () => {
    const schema = { type: 'object', properties: { next: { $ref: '#' } }, required: ['next'] }
    expect(JSON.stringify(sampleJson(schema, 'demo')).length).toBeLessThan(200)
  })

  test('of a schema made by zod, when parsed by zod, is accepted', () => {
    const person = z.object({
      name: z.string().min(8), email: z.email(), age: z.int().positive(), role: z.enum(['admin', 'user']), tags: z.array(z.string()).min(1),
      address: z.object({ city: z.string(), zip: z.string().nullable() }), score: z.union([z.number().gt(0), z.null()]),
    })
    const sample = sampleJson(z.toJSONSchema(person) as Record<string, unknown>, 'demo')
    expect(person.safeParse(sample).error).toBeUndefined()
  })
})
