import { expect, test } from 'vitest'
import { alignedTable } from '../../src/cli/aligned-table.ts'

const rows = (...lines: ReadonlyArray<readonly string[]>) => lines.map(line => line.map(text => ({ text })))

test('columns, of characters of any width, begin where those above them begin', () => {
  expect(alignedTable(rows(['target', 'tools', 'x'], ['深度/求索', '✓', '–'], ['نموذج', '', '']))).toBe('target     tools  x\n深度/求索  ✓      –\nنموذج')
})

test('colour, around a cell, takes no column', () => {
  expect(alignedTable([[{ text: 'a', paint: text => `<<${text}>>` }, { text: 'b' }], [{ text: 'ccc' }, { text: 'd' }]])).toBe('<<a>>    b\nccc  d')
})

test('nothing, as a table, is nothing', () => {
  expect(alignedTable([])).toBe('')
})
