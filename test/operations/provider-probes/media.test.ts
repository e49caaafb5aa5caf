/** What pictures and documents are tested with must be whole: who refuses a broken one has said nothing. */

import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { DOCUMENT, PICTURE, WRITTEN_WORD } from '../../../src/operations/provider-probes/media.ts'

test('the picture, when it is read, is a PNG of 256 by 128 dots, each in its place', () => {
  const bytes = Buffer.from(PICTURE, 'base64')
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[24], bytes[25]]).toEqual([256, 128, 1, 0])
  const at = bytes.indexOf('IDAT')
  expect(inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)))).toHaveLength(128 * (1 + 256 / 8))
})

test('the document, when it is read, is a PDF whose table leads to each of its objects, with the word in it', () => {
  const text = Buffer.from(DOCUMENT, 'base64').toString('latin1')
  expect(text).toMatch(/^%PDF-1\.4\n[^]*%%EOF\n$/)
  expect(text).toContain(WRITTEN_WORD)
  const table = Number(/startxref\n(\d+)/.exec(text)?.[1])
  const starts = [...text.slice(table).matchAll(/^(\d{10}) 00000 n/gm)].map(([, digits]) => Number(digits))
  expect(starts.map(start => /^\d 0 obj/.exec(text.slice(start))?.[0])).toEqual([1, 2, 3, 4, 5].map(number => `${number} 0 obj`))
  const length = Number(/\/Length (\d+)/.exec(text)?.[1])
  expect(/stream\n([^]*?)\nendstream/.exec(text)?.[1]).toHaveLength(length)
})
