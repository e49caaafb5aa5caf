/** Prompts that fit nobody, and what a request to `auto` can count on. */

import { describe, expect, test } from 'vitest'
import type { Target } from '../../src/config/target.ts'
import { autoLimits } from '../../src/routing/auto-limits.ts'
import { nobodyError } from '../../src/routing/final-error.ts'
import { selectCandidates, type Selection, type SelectionFacts, type Wish } from '../../src/routing/select-candidates.ts'
import { aConfig, aRequest, aTarget } from '../support/routing-fixtures.ts'

const FACTS: SelectionFacts = { isAvailable: () => true, circuitRestMs: () => 3_000, rest: () => undefined, p50Ms: () => undefined, rotation: 0 }

const small = aTarget({ id: 'small/m', contextWindow: 8_000, keys: 2 })
const large = aTarget({ id: 'large/m', contextWindow: 32_000 })
const unknown = aTarget({ id: 'unknown/m' })

interface Sizes { readonly estimated: number, readonly counted: number }

const select = (targets: readonly Target[], { estimated, counted }: Sizes, facts: Partial<SelectionFacts> = {}, wish: Partial<Wish> = {}): Selection =>
  selectCandidates(aConfig({ targets }), { task: 'code', request: aRequest({ estimatedInputTokens: estimated }), countTokens: () => counted, ...wish }, { ...FACTS, ...facts })

describe('a prompt that is too long', () => {
  test('a prompt, clearly longer than every window, is refused with the words that clients know', () => {
    const { candidates, skipped } = select([small, large], { estimated: 60_000, counted: 50_000 })
    expect(candidates).toEqual([])
    expect(skipped).toContainEqual({ target: 'small/m', reason: 'window of 8000 tokens, the prompt has about 50000', kind: 'too-small', window: 8_000, tokens: 50_000 })
    const error = nobodyError({ failed: [], skipped, request: aRequest() })
    expect(error).toMatchObject({ code: 'context_length_exceeded', parameter: 'messages' })
    expect(error.message).toMatch(/^prompt is too long: 50000 tokens > 32000 maximum/)
    expect(nobodyError({ failed: [], skipped, request: { isStream: true, estimatedInputTokens: 1, inputMember: 'input' } })).toMatchObject({ parameter: 'input' })
  })

  test('a prompt, when targets stand in any order, is measured by the largest', () => {
    const { skipped } = select([large, small], { estimated: 60_000, counted: 50_000 })
    expect(nobodyError({ failed: [], skipped: skipped.toReversed(), request: aRequest() }).message).toContain('> 32000 maximum')
    expect(nobodyError({ failed: [], skipped, request: aRequest() }).message).toContain('> 32000 maximum')
  })

  test('a prompt, not clearly longer than the largest window, is sent, largest window first', () => {
    for (const sizes of [{ estimated: 39_000, counted: 90_000 }, { estimated: 90_000, counted: 39_000 }]) {
      expect(select([small, large], sizes).candidates.map(({ target }) => target.id)).toEqual(['large/m', 'small/m', 'small/m'])
    }
  })

  test('a prompt, where somebody\'s window is not known, is sent there', () => {
    expect(select([small, unknown], { estimated: 1_000_000, counted: 1_000_000 }).candidates[0]?.target.id).toBe('unknown/m')
  })

  test('a prompt, where nobody can count it, is sent', () => {
    const { candidates } = selectCandidates(aConfig({ targets: [small] }), { task: 'code', request: aRequest({ estimatedInputTokens: 1_000_000 }) }, FACTS)
    expect(candidates).toHaveLength(2)
  })

  test('counting, where the estimate fits, is not paid for', () => {
    const countTokens = (): number => { throw new Error('counted') }
    expect(select([small, large], { estimated: 40_000, counted: 0 }, {}, { countTokens }).candidates).toHaveLength(3)
    expect(select([], { estimated: 40_000, counted: 0 }, {}, { countTokens }).candidates).toHaveLength(0)
  })

  test('a target that rests, when it would hold the prompt, is waited for; one that would not is none', () => {
    const down = (id: string) => ({ isAvailable: (target: string) => target !== id })
    const waiting = select([small, large], { estimated: 30_000, counted: 30_000 }, down('large/m'))
    expect(nobodyError({ failed: [], skipped: waiting.skipped, request: aRequest() })).toMatchObject({ code: 'no_provider_available', shouldRetry: true })
    const hopeless = select([small, large], { estimated: 90_000, counted: 90_000 }, down('large/m'))
    expect(nobodyError({ failed: [], skipped: hopeless.skipped, request: aRequest() }).message).toMatch(/^prompt is too long: 90000 tokens > 32000 maximum/)
  })

  test('a target that is not configured, when it rests, is left as it is', () => {
    const open = aTarget({ id: 'open/any', contextWindow: 1 })
    const { skipped } = selectCandidates(aConfig({ targets: [small] }), { task: 'code', request: aRequest({ estimatedInputTokens: 90_000 }), countTokens: () => 90_000, targets: [open, small] }, { ...FACTS, isAvailable: id => id !== 'open/any' })
    expect(skipped.map(({ target, kind }) => `${target} ${kind}`)).toEqual(['open/any circuit-open', 'small/m too-small'])
  })

  test('a request with media, where its capability is missing besides, is told of its length', () => {
    const blind = aTarget({ id: 'blind/m', capabilities: ['tools'], contextWindow: 100_000 })
    const { skipped } = selectCandidates(aConfig({ targets: [blind, small] }), { task: 'code', request: aRequest({ needs: { images: true }, estimatedInputTokens: 90_000 }), countTokens: () => 90_000 }, FACTS)
    expect(nobodyError({ failed: [], skipped, request: aRequest() }).code).toBe('context_length_exceeded')
  })
})

describe('a larger window', () => {
  test('the first target, when the prompt may be too long for it, gives way, and the client is told', () => {
    expect(select([small, large], { estimated: 9_000, counted: 0 }).notes).toEqual(['moved to a larger window: small/m holds 8000 tokens'])
  })

  test('nothing is told, when the first fits or nobody does', () => {
    expect(select([large, small], { estimated: 9_000, counted: 0 })).not.toHaveProperty('notes')
    expect(select([small], { estimated: 9_000, counted: 0 })).not.toHaveProperty('notes')
  })
})

describe('autoLimits', () => {
  const limits = (...targets: readonly Target[]) => autoLimits(aConfig({ targets }))

  test('the window, of several targets, is the largest that two of them have; the answer is the shortest', () => {
    expect(limits(aTarget({ id: 'a/m', contextWindow: 10, maxOutputTokens: 5 }), aTarget({ id: 'b/m', contextWindow: 30, maxOutputTokens: 3 }), aTarget({ id: 'c/m', contextWindow: 20 }))).toEqual({ contextWindow: 20, maxOutputTokens: 3 })
    expect(limits(aTarget({ id: 'a/m', contextWindow: 30 }), aTarget({ id: 'b/m', contextWindow: 30 }))).toEqual({ contextWindow: 30, maxOutputTokens: undefined })
  })

  test('a single target, or none that tells, is its own limit', () => {
    expect(limits(aTarget({ contextWindow: 10 }))).toEqual({ contextWindow: 10, maxOutputTokens: undefined })
    expect(limits(aTarget())).toEqual({ contextWindow: undefined, maxOutputTokens: undefined })
  })

  test('models that do not chat, however large, do not count', () => {
    expect(limits(aTarget({ id: 'a/m', contextWindow: 10 }), aTarget({ id: 'b/m', contextWindow: 90, kind: 'embedding', maxOutputTokens: 1 }))).toEqual({ contextWindow: 10, maxOutputTokens: undefined })
  })
})
