import { describe, expect, it } from 'vitest'
import { SOFT_ERRORS, checkFirstWords, softErrorOf } from '../../src/providers/soft-errors.ts'
import { failureOf } from './support.ts'

const ALL = Object.keys(SOFT_ERRORS)

describe('softErrorOf', () => {
  for (const [key, { failure, openings }] of Object.entries(SOFT_ERRORS)) {
    it(`every opening of ${key}: is found, in brackets and with more after it, as ${failure}`, () => {
      for (const opening of openings) {
        expect(softErrorOf(opening, [key])?.failure).toBe(failure)
        expect(softErrorOf(`\n[${opening.toUpperCase()}: 42]`, ALL)?.failure).toBe(failure)
        expect(softErrorOf(opening, ALL.filter(name => name !== key))).toBeUndefined()
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
