import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonFault } from '../../src/lib/json-fault.ts'

const isJson = (text: string): boolean => {
  try { JSON.parse(text); return true } catch { return false }
}

describe('findJsonFault', () => {
  it.each([
    ['{"a":1,\n "b" 2}', 2, 6, "':' after the name", "'2'"],
    ['{"a":1 "b":2}', 1, 8, "',' or '}'", '\'"\''],
    ['[1 2]', 1, 4, "',' or ']'", "'2'"],
    ['{a:1}', 1, 2, "a name in double quotes or '}'", "'a'"],
    ['{"a":1,}', 1, 8, 'a name in double quotes', "'}'"],
    ['[1,]', 1, 4, 'a value', "']'"],
    ['[,1]', 1, 2, "a value or ']'", "','"],
    ['{"a":tru}', 1, 6, 'a value', "'t'"],
    ['{} x', 1, 4, 'the end of the text', "'x'"],
    ['{"a":"b', 1, 8, 'the rest of a string', 'the end of the text'],
    ['{"a":"b\nc"}', 1, 8, 'the rest of a string', 'the control character U+000A'],
    ['{"a":"\\x"}', 1, 7, 'the rest of a string', "'\\'"],
    ['', 1, 1, 'a value', 'the end of the text'],
    ['[1,😀]', 1, 4, 'a value', "'😀'"],
    ['01', 1, 2, 'the end of the text', "'1'"],
  ])('%j: the fault is told by line, column and what was expected', (text, line, column, expected, found) => {
    expect(isJson(text)).toBe(false)
    expect(findJsonFault(text)).toMatchObject({ line, column, expected, found })
  })

  it.each([
    ['<html><body>', 'it looks like HTML or XML'],
    ['model=gpt-4o&stream=true', 'it looks like form data; send JSON with content-type application/json'],
    ["{'a':1}", 'names and strings stand in double quotes'],
    ['{"a":None}', 'in JSON these are null, true and false'],
    ['{"a":undefined}', 'JSON has no such value; null may be meant'],
    ['{"a":1, // one\n"b":2}', 'JSON has no comments'],
    ['{"a":"x\ty"}', 'control characters in strings are escaped, a line break as \\n'],
    ['{"a":[1', 'the text was cut short'],
    ['[1,]', 'is there a comma too many before it, or a bracket of the other kind?'],
    ['{"a":@}', undefined],
  ])('%j: the hint is %j', (text, hint) => {
    expect(findJsonFault(text)?.hint).toBe(hint)
  })

  it('any text: a fault is found exactly where the parser refuses', () => {
    const almost = fc.tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', ':', '\\', '0', '-', 'e', ' ', '\n'))
      .map(([text, at, inserted]) => { const index = at % (text.length + 1); return text.slice(0, index) + inserted + text.slice(index + (at % 3)) })
    fc.assert(fc.property(fc.oneof(almost, fc.json(), fc.string()), (text) => {
      expect(findJsonFault(text) === undefined).toBe(isJson(text))
    }), { seed: 4, numRuns: 2000 })
  })

  it('a prefix of the fault: is still a beginning of JSON', () => {
    const text = '{"a":[1,2,{"b":"c"}],"d":nul}'
    const fault = findJsonFault(text)
    expect(fault).toMatchObject({ column: 26 })
    expect(findJsonFault(text.slice(0, 25))).toMatchObject({ found: 'the end of the text' })
  })
})
