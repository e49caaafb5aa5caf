import { describe, expect, test } from 'vitest'
import type { ChatPart } from '../../src/chat/part.ts'
import { ShownAnswer, type ShownState } from '../../src/routing/shown-answer.ts'
import { end, ping, start, terminal } from '../support/routing-fixtures.ts'

const said = (text: string, block = 0): ChatPart => ({ type: 'text-delta', choice: 0, block, text })
const thought = (text: string, block = 0): ChatPart => ({ type: 'reasoning-delta', choice: 0, block, text })
const signed = (block = 0): ChatPart => ({ type: 'reasoning-signature', choice: 0, block, signature: 's' })
const framed = (part: ChatPart, frame: string): ChatPart => ({ ...part, frame })

const shownOf = (parts: readonly ChatPart[], showsReasoning = true): ShownAnswer => {
  const shown = new ShownAnswer(showsReasoning)
  for (const part of parts) shown.note([part])
  return shown
}

describe('what a client has seen', () => {
  test('text of one block, in many deltas, is one part with the frame of its first', () => {
    const shown = shownOf([framed(start(), 'f0'), framed(said('a'), 'f1'), framed(said('b'), 'f2')])
    expect(shown.parts).toEqual([framed(start(), 'f0'), framed(said('ab'), 'f1')])
    expect([shown.state, shown.text, shown.blockCount, shown.textBlock]).toEqual(['text', 'ab', 1, 0])
  })

  test('parts, given out, do not change when more is said', () => {
    const shown = shownOf([said('a')])
    const { parts } = shown
    shown.note([said('b')])
    expect(parts).toEqual([said('a')])
  })

  test('thinking, then texts in several blocks, are kept in their order, and texts are one', () => {
    const shown = shownOf([thought('a'), thought('b'), signed(), said('c', 1), said('d', 2), said('e', 1)])
    expect(shown.parts).toEqual([thought('ab'), signed(), said('c', 1), said('d', 2), said('e', 1)])
    expect([shown.text, shown.written, shown.blockCount, shown.textBlock]).toEqual(['cde', 'abcde', 3, 1])
  })

  test('events without a meaning are kept where they were relayed, and nothing of the end is', () => {
    const shown = shownOf([framed(ping(), 'p'), ping(), said('a'), end(), terminal(), { type: 'continued', choice: 0, shown: [], serviceUsed: 'x' }])
    expect(shown.parts).toEqual([framed(ping(), 'p'), said('a')])
  })

  test('usage is remembered, the later report over the earlier', () => {
    const shown = shownOf([{ type: 'usage', choice: 0, usage: { inputTokens: 1, outputTokens: 1 } }, { type: 'usage', choice: 0, usage: { outputTokens: 2 } }])
    expect([shown.told, shown.state]).toEqual([{ inputTokens: 1, outputTokens: 2 }, 'nothing'])
  })

  test.each<[string, ShownState, readonly ChatPart[], boolean?]>([
    ['nothing', 'nothing', [start(), ping()]],
    ['thinking', 'thinking', [thought('a'), signed()]],
    ['thinking that is hidden', 'nothing', [thought('a'), signed()], false],
    ['thinking that is hidden but relayed', 'thinking', [framed(thought('a'), 'f')], false],
    ['encrypted thinking', 'thinking', [{ type: 'redacted-reasoning', choice: 0, block: 0, data: 'x' }]],
    ['text after thinking', 'text', [thought('a'), said('b', 1)]],
    ['thinking after text', 'other', [said('b'), thought('a', 1)]],
    ['a signature after text', 'other', [said('b'), signed(1)]],
    ['hidden thinking after text', 'text', [said('b'), thought('a', 1), signed(1)], false],
    ['a block of the provider\'s own', 'other', [said('b'), { type: 'opaque', choice: 0, opensBlock: true }]],
    ['text after a tool call', 'other', [{ type: 'tool-call-start', choice: 0, block: 0, id: 'x', name: 'y' }, said('b', 1)]],
    ['a second choice', 'other', [{ ...said('b'), choice: 1 }, said('c')]],
    ['text as long as can be kept', 'text', [said('x'.repeat(1024 * 1024))]],
    ['text longer than can be kept', 'other', [said('x'.repeat(1024 * 1024)), said('y')]],
    ['frames longer than can be kept', 'other', [framed(ping(), 'x'.repeat(1024 * 1024)), said('y')]],
  ])('%s: is %s', (_, state, parts, showsReasoning = true) => {
    const shown = shownOf(parts, showsReasoning)
    expect(shown.state).toBe(state)
    if (state === 'other') expect([shown.text, shown.written, shown.parts]).toEqual(['', '', []])
  })

  test('a tool call, in one batch with text after it, is not forgotten', () => {
    const shown = new ShownAnswer(true)
    shown.note([said('a'), { type: 'tool-call-start', choice: 0, block: 1, id: 'x', name: 'y' }, said('b', 2)])
    expect(shown.state).toBe('other')
  })
})
