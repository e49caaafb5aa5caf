import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CustomInputReader } from '../../../src/protocols/openai-responses/custom-input-reader.ts'

const readIn = (pieces: readonly string[]): string[] => {
  const reader = new CustomInputReader()
  return pieces.map(piece => reader.push(piece))
}

const escaped = (text: string): string => text.replaceAll(/[^ -~]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

describe('an input that is read while it is written', () => {
  it('any text, cut anywhere, escaped in either way: adds up to itself', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (input, isEscaped, lengths) => {
      const json = JSON.stringify({ input })
      const whole = isEscaped ? escaped(json) : json
      const pieces: string[] = []
      for (let at = 0, turn = 0; at < whole.length; turn++) { const length = lengths[turn % lengths.length] as number; pieces.push(whole.slice(at, at + length)); at += length }
      const read = readIn(pieces)
      expect(read.join('')).toBe(input)
      for (const piece of read) expect(piece.isWellFormed()).toBe(input.isWellFormed())
    }), { seed: 21, numRuns: 2000 })
  })

  it.each([
    ['white space', [' { "input" :\n', ' "a', 'b"} '], ['', 'a', 'b']],
    ['another first member', ['{"text":"a","input":"b"}'], ['']],
    ['no JSON', ['*** Begin', 'x'.repeat(100), '{"input":"a"}'], ['', '', '']],
    ['what comes after the text', ['{"input":"a"', ',"more":"b"}', 'c'], ['a', '', '']],
    ['an escape that is none', ['{"input":"a\\q', 'b"}'], ['', '']],
    ['half of a letter alone', ['{"input":"\\ud83d', 'x"}'], ['', '\ud83dx']],
    ['half of a letter at the end', ['{"input":"a\ud83d', '\ude00"}'], ['a', '\u{1f600}']],
  ] as const)('%s: is read as far as it can be', (_, pieces, expected) => {
    expect(readIn(pieces)).toEqual(expected)
  })
})
