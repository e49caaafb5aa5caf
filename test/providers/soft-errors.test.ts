import { describe, expect, it } from 'vitest'
import type { Failure } from '../../src/chat/errors.ts'
import { PRESETS } from '../../src/config/presets/index.ts'
import { openai } from '../../src/providers/openai.ts'
import { SOFT_ERRORS, checkFirstWords, softErrorOf } from '../../src/providers/soft-errors.ts'
import { fixture, fixtureNames } from '../support/fixtures.ts'
import { failureOf, readingOf, replay } from './support.ts'

const ALL = Object.keys(SOFT_ERRORS)

/** One entry's openings may begin with another's, where the longer is looked for first. */
const othersThan = (key: string): readonly string[] => ALL.filter(name => name !== key && !(key === 'prompt-too-long' && name === 'upstream-failed'))

describe('softErrorOf', () => {
  for (const [key, { failure, openings }] of Object.entries(SOFT_ERRORS)) {
    it(`every opening of ${key}: is found, in brackets and with more after it, as ${failure}`, () => {
      for (const opening of openings) {
        expect(softErrorOf(opening, [key])?.failure).toBe(failure)
        expect(softErrorOf(`\n[${opening.toUpperCase()}: 42]`, ALL)?.failure).toBe(failure)
        expect(softErrorOf(opening, othersThan(key))).toBeUndefined()
      }
    })
  }

  it('a long text that opens like one: is an answer', () => {
    expect(softErrorOf(`服务器繁忙 ${'x'.repeat(200)}`, ALL)).toBeUndefined()
  })

  it('a text that only quotes one: is an answer', () => {
    expect(softErrorOf('The page says 服务器繁忙', ALL)).toBeUndefined()
  })

  it('a key nobody knows: finds nothing', () => {
    expect(softErrorOf('服务器繁忙', ['nonsense'])).toBeUndefined()
  })
})

describe('checkFirstWords', () => {
  it('a provider that is known for it: its apology is thrown', () => {
    expect(failureOf(() => { checkFirstWords('Token已失效', { softErrors: ['token-expired'] }) })).toMatchObject({ failure: 'authentication', message: 'Token已失效' })
  })

  it('a provider that is not: may say anything', () => {
    expect(() => { checkFirstWords('Token已失效', {}) }).not.toThrow()
    expect(() => { checkFirstWords('Token ring', { softErrors: ['token-expired'] }) }).not.toThrow()
  })
})

/** Written as the containers' chat controllers write it (2024-12 to 2025-04), each with the preset that stands for it. */
const SIDECAR_ANSWERS: Readonly<Record<string, readonly [preset: string, failure: Failure | undefined]>> = {
  'answer.sse': ['kimi-free-api', undefined],
  'kimi-at-capacity.sse': ['kimi-free-api', 'overloaded'],
  'kimi-content-stopped.sse': ['kimi-free-api', 'content-filter'],
  'hailuo-prompt-too-long.sse': ['hailuo-free-api', 'context-length'],
  'deepseek-upstream-failed.sse': ['deepseek-free-api', 'unavailable'],
  'qwen-busy.sse': ['qwen-free-api', 'overloaded'],
  'upstream-failed.json': ['deepseek-free-api', 'server-error'],
  'token-expired.json': ['glm-free-api', 'authentication'],
  'stream-pushing.json': ['step-free-api', 'rate-limited'],
  'parameters-invalid.json': ['glm-free-api', 'invalid-request'],
}

describe('what the *-free-api containers answer with HTTP 200', () => {
  for (const [name, [presetName, failure]] of Object.entries(SIDECAR_ANSWERS)) {
    it(`${name}: is ${failure ?? 'an answer'}`, async () => {
      const compat = PRESETS.get(presetName)?.compat
      expect(compat).toBeDefined()
      const { error } = await replay(openai, [fixture('sidecars', name)], readingOf('openai', { compat: compat ?? {} }))
      expect(error?.failure).toBe(failure)
    })
  }

  it('every fixture: is in the table', () => {
    expect([...fixtureNames('sidecars', '.sse'), ...fixtureNames('sidecars', '.json')].toSorted()).toEqual(Object.keys(SIDECAR_ANSWERS).toSorted())
  })
})
