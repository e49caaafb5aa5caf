import { describe, expect, it } from 'vitest'
import { isSealed, sealReasoning, unsealReasoning } from '../../src/chat/sealed-reasoning.ts'

describe('reasoning that a client keeps unread', () => {
  it.each([
    { type: 'reasoning', text: 'أفكر "so"' } as const, { type: 'reasoning', text: '', signature: 's' } as const, { type: 'redacted-reasoning', data: 'ZGF0YQ==' } as const,
  ])('%j: comes back as it was, in letters that every client passes on', (block) => {
    const sealed = sealReasoning(block)
    expect(sealed).toMatch(/^[\w.-]+$/)
    expect([isSealed(sealed), unsealReasoning(sealed)]).toEqual([true, block])
  })

  it.each(['gAAAAABp', '', 'smart-router-2.e30', 'smart-router-1.', 'smart-router-1.W10', 'smart-router-1.bnVsbA', 'smart-router-1.eyJ0ZXh0Ijo3fQ'])('%j, which is none of ours or broken: is nothing', (text) => {
    expect(unsealReasoning(text)).toBeUndefined()
  })

  it('what is no text: is not sealed', () => {
    expect([isSealed(undefined), isSealed(7), isSealed('gAAA')]).toEqual([false, false, false])
  })
})
