import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanJson } from '../../src/lib/json-scan.ts'
import type { JsonLimits, JsonScan } from '../../src/lib/json-scan.ts'

const WIDE: JsonLimits = { depth: 1000, members: 1000 }

const scan = (text: string | Buffer, limits = WIDE): JsonScan => {
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text)
  return scanJson(bytes, bytes.toString('latin1'), limits)
}

const depthOf = (value: unknown): number =>
  typeof value !== 'object' || value === null ? 0 : 1 + Math.max(0, ...Object.values(value).map(depthOf))

describe('scanJson', () => {
  it('members of an object: are given with the bytes of their names and values', () => {
    const text = ' { "a" : 1 , "bc":"x" ,\n"d":[1, {"e":2}] } '
    const { members, depth } = scan(text)
    expect(members.map(({ name, start, valueStart, end }) => [name, text.slice(start, valueStart), text.slice(valueStart, end)])).toEqual([
      ['a', '"a" : ', '1'], ['bc', '"bc":', '"x"'], ['d', '"d":', '[1, {"e":2}]'],
    ])
    expect(depth).toBe(3)
  })

  it('text beyond ASCII: offsets are bytes and names are read as UTF-8', () => {
    const bytes = Buffer.from('{"نموذج":"قيمة","b":true}')
    const { members } = scan(bytes)
    expect(members.map(({ name }) => name)).toEqual(['نموذج', 'b'])
    expect(bytes.subarray(members[1]?.valueStart, members[1]?.end).toString()).toBe('true')
  })

  it('escapes in names: are the characters they stand for, also among duplicates', () => {
    expect(scan('{"mod\\u0065l":1,"model":2,"model":3,"\\"":4}')).toMatchObject({
      members: [{ name: 'model' }, { name: 'model' }, { name: 'model' }, { name: '"' }],
      duplicates: ['model'],
    })
  })

  it('a name whose escape is none: keeps its letters', () => {
    expect(scan('{"a\\x":1}').members.map(({ name }) => name)).toEqual(['a\\x'])
  })

  it('strings longer than a leap: end at the first quote that is not escaped', () => {
    for (const content of ['x'.repeat(100), `${'x'.repeat(23)}\\"y`, `${'x'.repeat(24)}\\\\`, '\\"'.repeat(40), '\\\\'.repeat(40), `${'x'.repeat(30)}\\\\\\"]}`]) {
      const text = `{"a":"${content}","b":1}`
      expect(JSON.parse(text)).toBeTypeOf('object')
      const { members } = scan(text)
      expect(members.map(({ name }) => name)).toEqual(['a', 'b'])
      expect(text.slice(members[0]?.valueStart, members[0]?.end)).toBe(`"${content}"`)
    }
  })

  it('brackets in strings: are no levels', () => {
    expect(scan('{"a":["[[[{{{", "]]"]}').depth).toBe(2)
  })

  it('an array or a scalar: has a depth and no members', () => {
    expect(scan('[[1]]')).toMatchObject({ members: [], depth: 2 })
    expect(scan('"text"')).toMatchObject({ members: [], depth: 0 })
    expect(scan('12')).toMatchObject({ members: [], depth: 0 })
    expect(scan('{}')).toMatchObject({ members: [], depth: 1 })
    expect(scan('')).toMatchObject({ members: [], depth: 0 })
  })

  it('more levels than allowed: the scan stops there and says so', () => {
    expect(scan('{"a":[[1]]}', { depth: 3, members: 9 })).toMatchObject({ depth: 3, isWithinLimits: true })
    expect(scan('{"a":[[[1]]],"b":1}', { depth: 3, members: 9 })).toMatchObject({ depth: 4, isWithinLimits: false })
    expect(scan(`{"a":${'['.repeat(1_000_000)}`, { depth: 64, members: 9 })).toMatchObject({ depth: 65, isWithinLimits: false })
  })

  it('more members than allowed: the scan stops there and says so', () => {
    expect(scan('{"a":1,"b":2}', { depth: 9, members: 2 })).toMatchObject({ isWithinLimits: true })
    const scanned = scan('{"a":1,"b":2,"c":3,"d":4}', { depth: 9, members: 2 })
    expect(scanned).toMatchObject({ isWithinLimits: false })
    expect(scanned.members).toHaveLength(3)
  })

  it('texts cut anywhere: the scan returns and no offset lies outside', () => {
    const text = '{"a" : "x\\"y", "b":[1,{"c":"d"}],"e":null}'
    for (let end = 0; end < text.length; end++) {
      for (const member of scan(text.slice(0, end)).members) expect(member.end).toBeLessThanOrEqual(end)
    }
  })

  it('any bytes: the scan returns', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => { scan(Buffer.from(bytes)) }), { seed: 1 })
    fc.assert(fc.property(fc.stringMatching(/^[{}[\]",:\\a ]{0,60}$/), (text) => { scan(text) }), { seed: 2 })
  })

  it('any JSON object: members cut out of the bytes are the members that a parser finds', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 4 })), fc.constantFrom(0, 1, '\t'), (object, indent) => {
      const bytes = Buffer.from(JSON.stringify(object, null, indent))
      const { members, depth } = scan(bytes)
      const read = Object.fromEntries(members.map(({ name, valueStart, end }) => [name, JSON.parse(bytes.subarray(valueStart, end).toString()) as unknown]))
      expect(read).toEqual(JSON.parse(bytes.toString()))
      expect(depth).toBe(depthOf(object))
    }), { seed: 3 })
  })
})
