import { describe, expect, it } from 'vitest'
import { countRequestTokens, estimateTokens } from '../../src/chat/tokens.ts'
import { fixture, fixtureNames, requestFrom, wireOfFixture } from './support.ts'

/** Refused for what they are; their own tests say how. */
const REFUSED = ['anthropic-sdk-thread', 'claude-code-count-tokens']

describe('bodies of real clients', () => {
  it.each(fixtureNames().filter((name) => !REFUSED.includes(name)))('%s: is decoded whole, and every text of it counts', (name) => {
    const body = fixture(name)
    const request = requestFrom(wireOfFixture(name), body)
    const texts = request.messages.flatMap(({ content }) => content.flatMap((block) => block.type === 'text' ? [block.text] : []))
    expect(countRequestTokens(request)).toBeGreaterThan(texts.reduce((sum, text) => sum + estimateTokens(text), 0))
    expect(request.estimatedInputTokens).toBeGreaterThan(0)
    expect(request.original.bytes.equals(body)).toBe(true)
  })
})
