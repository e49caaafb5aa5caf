import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonProgress } from '../../src/lib/json-progress.ts'

const closedAfter = (...pieces: readonly string[]): boolean => {
  const progress = new JsonProgress()
  for (const piece of pieces) progress.push(piece)
  return progress.isClosed
}

describe('JsonProgress', () => {
  it('an object in pieces: is closed only with its last bracket', () => {
    expect(closedAfter()).toBe(false)
    expect(closedAfter(' ')).toBe(false)
    expect(closedAfter('{"a":', '[1]')).toBe(false)
    expect(closedAfter('{"a":', '[1]', '}')).toBe(true)
  })

  it('brackets and quotes in strings: close nothing', () => {
    expect(closedAfter('{"a":"}')).toBe(false)
    expect(closedAfter('{"a":"\\', '"}')).toBe(false)
    expect(closedAfter('{"a":"\\', '"}', '"}')).toBe(true)
    expect(closedAfter('{"a":"\\\\"}')).toBe(true)
  })

  it('any object cut anywhere: is closed at its end and not before', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (object, at) => {
      const text = JSON.stringify(object)
      const cut = at % text.length
      expect(closedAfter(text.slice(0, cut))).toBe(false)
      expect(closedAfter(text.slice(0, cut), text.slice(cut))).toBe(true)
    }), { seed: 5 })
  })
})
