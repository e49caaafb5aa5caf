import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanJson } from '../../src/lib/json-scan.ts'
import { spliceMembers } from '../../src/lib/json-splice.ts'

const splice = (text: string, edits: Readonly<Record<string, string | undefined>>): string => {
  const bytes = Buffer.from(text)
  const { members } = scanJson(bytes, bytes.toString('latin1'), { depth: 100, members: 1000 })
  return spliceMembers({ bytes, members }, new Map(Object.entries(edits))).toString()
}

describe('spliceMembers', () => {
  it('a member that is set: is replaced where it stands, every other byte stays', () => {
    expect(splice('{ "model" : "a" ,\n"x":[1, 2] }', { model: '"b"' })).toBe('{ "model" : "b" ,\n"x":[1, 2] }')
  })

  it('a member that is missing: is added at the end', () => {
    expect(splice('{"a": 1 }', { b: '2', c: '3' })).toBe('{"a": 1,"b":2,"c":3 }')
    expect(splice('{ }', { b: '2' })).toBe('{"b":2 }')
  })

  it('members that are removed: take one comma with them', () => {
    expect(splice('{"a":1, "b":2, "c":3}', { a: undefined })).toBe('{"b":2, "c":3}')
    expect(splice('{"a":1, "b":2, "c":3}', { b: undefined })).toBe('{"a":1, "c":3}')
    expect(splice('{"a":1, "b":2, "c":3}', { c: undefined })).toBe('{"a":1, "b":2}')
    expect(splice('{"a":1, "b":2, "c":3}', { a: undefined, b: undefined })).toBe('{"c":3}')
    expect(splice('{"a":1, "b":2, "c":3}', { b: undefined, c: undefined })).toBe('{"a":1}')
    expect(splice('{"a":1, "b":2}', { a: undefined, b: undefined, z: undefined })).toBe('{}')
    expect(splice('{"a":1}', { a: undefined, d: '4' })).toBe('{"d":4}')
  })

  it('a name that stands there twice: is set twice and removed twice', () => {
    expect(splice('{"a":1,"b":2,"a":3}', { a: '0' })).toBe('{"a":0,"b":2,"a":0}')
    expect(splice('{"a":1,"b":2,"a":3}', { a: undefined })).toBe('{"b":2}')
  })

  it('any object and any edits: the outcome reads like the edited object', () => {
    const names = fc.oneof(fc.constantFrom('a', 'b', 'ج', '😀', 'model', '"', '\\'), fc.string({ maxLength: 4 }))
      .filter(name => name !== '__proto__')
    const values = fc.jsonValue({ maxDepth: 2 })
    fc.assert(fc.property(
      fc.dictionary(names, values, { maxKeys: 6 }),
      fc.dictionary(names, fc.option(values, { nil: undefined }), { maxKeys: 6 }),
      fc.constantFrom(undefined, 1, '\t'),
      (object, edits, indent) => {
        const texts = Object.fromEntries(Object.entries(edits).map(([name, value]) => [name, value === undefined ? undefined : JSON.stringify(value)]))
        const expected = JSON.parse(JSON.stringify({ ...object, ...edits })) as unknown
        expect(JSON.parse(splice(JSON.stringify(object, null, indent), texts))).toEqual(expected)
      },
    ))
  })
})
