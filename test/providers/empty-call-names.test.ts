/** Pieces of tool calls that say an empty id or name: what clients of the same wire are relayed says neither. */

import { expect, test } from 'vitest'
import { openai } from '../../src/providers/openai.ts'
import { readingOf, replay } from './support.ts'

const event = (call: object): string => `data: ${JSON.stringify({ id: 'a', choices: [{ index: 0, delta: { tool_calls: [{ index: 0, ...call }] }, finish_reason: null }] })}\n\n`
const FIRST = { id: 'call_1', type: 'function', function: { name: 'read', arguments: '' } }
const END = 'data: {"id":"a","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n'

const relayed = async (second: object): Promise<unknown> => {
  const { parts, error } = await replay(openai, [Buffer.from(event(FIRST) + event(second) + END)], readingOf('openai'))
  expect(error).toBeUndefined()
  const [, frame = ''] = parts.map(part => part.frame ?? '').filter(each => each.includes('tool_calls":['))
  return (JSON.parse(frame.slice('data: '.length)) as { choices: { delta: { tool_calls: object[] } }[] }).choices[0]?.delta.tool_calls[0]
}

test.each([
  ['an empty id and an empty name', { id: '', type: 'function', function: { name: '', arguments: '{}' } }, { index: 0, type: 'function', function: { arguments: '{}' } }],
  ['an empty id alone', { id: '', function: { arguments: '{}' } }, { index: 0, function: { arguments: '{}' } }],
  ['an empty name alone', { function: { name: '', arguments: '{}' } }, { index: 0, function: { arguments: '{}' } }],
  ['an empty id and no function', { id: '' }, { index: 0 }],
  ['an empty name beside null for the id', { id: null, function: { name: '', arguments: '{}' } }, { index: 0, id: null, function: { arguments: '{}' } }],
  ['neither', { function: { arguments: '{}' } }, { index: 0, function: { arguments: '{}' } }],
])('a later piece, when it says %s, is relayed without', async (_what, second, expected) => {
  expect(await relayed(second)).toEqual(expected)
})
