import { describe, expect, it } from 'vitest'
import { isContent } from '../../src/chat/part.ts'
import type { ChatPart } from '../../src/chat/part.ts'
import { addPart, collect, emptyResult } from '../../src/chat/result.ts'

const at = { choice: 0, block: 0 }

async function * stream (parts: readonly ChatPart[]): AsyncGenerator<readonly ChatPart[]> {
  for (const part of parts) yield [part]
}

describe('collect', () => {
  it('every kind of part: finds its place in the whole', async () => {
    expect(await collect(stream([
      { type: 'response-start', choice: 0, id: 'i', model: 'm', frame: 'a' },
      { type: 'reasoning-delta', ...at, text: 'h' }, { type: 'reasoning-delta', ...at, text: 'm' }, { type: 'reasoning-signature', ...at, signature: 's' },
      { type: 'redacted-reasoning', choice: 0, block: 1, data: 'd' }, { type: 'text-delta', choice: 0, block: 2, text: 'x' }, { type: 'refusal-delta', choice: 0, block: 3, text: 'n' },
      { type: 'tool-call-start', choice: 0, block: 4, id: 'c', name: 'f' }, { type: 'tool-call-delta', choice: 0, block: 4, argumentsText: '{}' },
      { type: 'usage', choice: 0, usage: { inputTokens: 1, outputTokens: 1 } }, { type: 'usage', choice: 0, usage: { outputTokens: 5 } },
      { type: 'opaque', choice: 0, frame: 'b' }, { type: 'response-end', choice: 0, finishReason: 'stop', rawFinishReason: 'end_turn', stopSequence: 'END' }, { type: 'terminal', choice: 0 },
    ]))).toEqual({
      id: 'i', model: 'm', usage: { inputTokens: 1, outputTokens: 5 }, frame: 'ab',
      choices: [{
        finishReason: 'stop', rawFinishReason: 'end_turn', stopSequence: 'END',
        blocks: [
          { type: 'reasoning', text: 'hm', signature: 's' }, { type: 'redacted-reasoning', data: 'd' }, { type: 'text', text: 'x' }, { type: 'refusal', text: 'n' },
          { type: 'tool-call', id: 'c', name: 'f', argumentsText: '{}' },
        ],
      }],
    })
  })

  it('parts in an impossible order: are refused', () => {
    const result = emptyResult()
    expect(() => { addPart(result, { type: 'tool-call-delta', ...at, argumentsText: '{}' }) }).toThrow('no tool-call-start opened')
    addPart(result, { type: 'text-delta', ...at, text: 'x' })
    expect(() => { addPart(result, { type: 'reasoning-delta', ...at, text: 'x' }) }).toThrow('which is text')
    expect(() => { addPart(result, { type: 'tool-call-delta', ...at, argumentsText: '{}' }) }).toThrow(TypeError)
  })
})

describe('isContent', () => {
  it.each<[ChatPart, boolean]>([
    [{ type: 'text-delta', ...at, text: 'x' }, true], [{ type: 'text-delta', ...at, text: '' }, false], [{ type: 'reasoning-delta', ...at, text: 'x' }, true],
    [{ type: 'refusal-delta', ...at, text: 'x' }, true], [{ type: 'tool-call-start', ...at, id: 'c', name: 'f' }, true], [{ type: 'redacted-reasoning', ...at, data: 'd' }, true],
    [{ type: 'response-start', choice: 0, id: 'i', model: 'm' }, false], [{ type: 'opaque', choice: 0 }, false], [{ type: 'usage', choice: 0, usage: {} }, false],
  ])('%j: %s', (part, expected) => { expect(isContent(part)).toBe(expected) })
})
