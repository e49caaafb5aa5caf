import { expect, test } from 'vitest'
import { displayWidth } from '../../src/lib/display-width.ts'

test.each([
  ['', 0], ['plain', 5], ['✓ – ✗', 5], ['deepseek/深度', 13], ['한국어', 6], ['かな', 4], ['ｆｕｌｌ', 8], ['نموذج', 5], ['e\u0301', 1], ['\u0301', 0], ['a\u200Bb', 2], ['👍', 2], ['👨‍👩‍👧', 2], ['❤️', 2], ['🇪🇬', 2],
])('the width of %j: is %d columns', (text, width) => {
  expect(displayWidth(text)).toBe(width)
})
