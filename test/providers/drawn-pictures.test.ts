import { describe, expect, test } from 'vitest'
import type { Wire } from '../../src/chat/request.ts'
import { countRequestTokens } from '../../src/chat/tokens.ts'
import type { DialectName } from '../../src/config/target.ts'
import { requestFrom } from '../protocols/support.ts'
import { encoded, targetOf } from './support.ts'

const DATA = `data:image/png;base64,${'A'.repeat(100_000)}`
const DRAWN = `Here: ![A cat](${DATA})`
const SHORT = 'Here: [image]'
const IMAGES = [{ type: 'image_url', image_url: { url: DATA } }]

const history = (wire: Wire, content: unknown, members: object = {}): ReturnType<typeof requestFrom> =>
  requestFrom(wire, { model: 'auto', max_tokens: 10, messages: [{ role: 'user', content: 'draw a cat' }, { role: 'assistant', content, ...members }, { role: 'user', content: 'thanks' }] })

const sent = (wire: Wire, dialect: DialectName, content: unknown, members: object = {}): string => encoded(history(wire, content, members), targetOf(dialect)).text

describe('a picture that an earlier answer drew', () => {
  test.each<[Wire, DialectName]>([['openai-chat', 'openai'], ['openai-chat', 'anthropic'], ['anthropic-messages', 'openai'], ['anthropic-messages', 'anthropic']])('of a client of %s, for a provider of %s, is told in a word', (wire, dialect) => {
    for (const content of [DRAWN, [{ type: 'text', text: DRAWN }]]) {
      const text = sent(wire, dialect, content)
      expect(text).toContain(SHORT)
      expect(text.length).toBeLessThan(1_000)
    }
  })

  test('beside the words is left out with them, and so is one that stands there alone', () => {
    expect(sent('openai-chat', 'openai', DRAWN, { images: IMAGES })).not.toContain('"images"')
    expect(sent('openai-chat', 'openai', 'Here', { images: IMAGES })).toContain('{"role":"assistant","content":"Here"}')
    expect(sent('openai-chat', 'openai', undefined, { images: IMAGES })).toContain('{"role":"assistant"}')
  })

  test('by its address stays', () => {
    const images = [{ type: 'image_url', image_url: { url: 'https://p.test/1' } }, { type: 'image_url' }]
    const content = `![a](https://p.test/1) ${'word '.repeat(100)}`
    expect(sent('openai-chat', 'openai', content, { images })).toContain(JSON.stringify({ role: 'assistant', content, images }))
    expect(sent('anthropic-messages', 'anthropic', content)).toContain(JSON.stringify(content))
  })

  test('for a model that draws in a chat stays: it goes on from its own pictures', () => {
    const target = targetOf('openai', {}, { capabilities: new Set(['image_output']) })
    expect(encoded(history('openai-chat', DRAWN, { images: IMAGES }), target).text.length).toBeGreaterThan(200_000)
  })

  test.each([['openai-chat', 'openai'], ['anthropic-messages', 'anthropic']] as const)('beside blocks that are no text, on %s, leaves them as they are', (wire, dialect) => {
    const other = wire === 'openai-chat' ? { type: 'refusal', refusal: 'no' } : { type: 'tool_use', id: 't', name: 'f', input: {} }
    expect(sent(wire, dialect, [other, { type: 'text', text: DRAWN }, { type: 'text', text: 'short' }])).toContain(JSON.stringify(other))
    expect(sent(wire, dialect, [other, { type: 'text', text: 'long '.repeat(100) }])).toContain(JSON.stringify(other))
  })

  test('across wires leaves calls and other words as they are', () => {
    const content = [{ type: 'text', text: 'I look.' }, { type: 'text', text: DRAWN }, { type: 'text', text: 'long '.repeat(100) }, { type: 'tool_use', id: 't', name: 'f', input: {} }]
    expect(sent('anthropic-messages', 'openai', content)).toMatch(/I look\.Here: \[image\](?:long )+.*"name":"f"/)
  })

  test('in a person\'s own words stays: nobody knows what it is for', () => {
    const request = requestFrom('openai-chat', { model: 'auto', messages: [{ role: 'user', content: DRAWN }] })
    expect(encoded(request, targetOf('openai')).text).toContain(DATA)
  })

  test.each<[Wire, unknown, object]>([
    ['openai-chat', DRAWN, {}], ['openai-chat', [{ type: 'text', text: DRAWN }, 'short'], {}], ['openai-chat', DRAWN, { images: IMAGES }], ['openai-chat', null, { images: [...IMAGES, null, { image_url: 5 }, { image_url: { url: 5 } }] }],
    ['anthropic-messages', DRAWN, {}], ['anthropic-messages', [{ type: 'text', text: DRAWN }, { type: 'tool_use', id: 't', name: 'f', input: {} }], {}],
  ])('of a client of %s is no text, when tokens are estimated and counted', (wire, content, members) => {
    const request = history(wire, content, members)
    expect(request.estimatedInputTokens).toBeLessThan(200)
    expect(countRequestTokens(request)).toBeLessThan(200)
  })
})
