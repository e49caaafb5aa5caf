import { describe, expect, test } from 'vitest'
import { type Failure, FAILURES, ProviderError } from '../../src/chat/errors.ts'
import { consequenceOf, judge, type JudgeFacts, type Verdict } from '../../src/routing/verdicts.ts'

const facts = (changes: Partial<JudgeFacts> = {}): JudgeFacts =>
  ({ hasOtherTargets: true, gapFailovers: 0, fallbackOnInvalidRequest: false, mayRetrySameTarget: () => true, ...changes })

const verdictOf = (failure: Failure, changes: Partial<JudgeFacts> = {}, message = 'failed'): Verdict => judge(new ProviderError(failure, message), facts(changes))

describe('verdicts', () => {
  test.each<[Verdict, readonly Failure[]]>([
    ['same-target', ['server-error']],
    ['next-credential', ['rate-limited', 'quota-exhausted', 'authentication', 'permission', 'model-not-found']],
    ['next-target', ['overloaded', 'unavailable', 'request-too-large', 'request-timeout', 'redirect', 'bad-response', 'bad-http', 'refused',
      'connect-timeout', 'dns', 'tls', 'stale-socket', 'reset', 'first-content-timeout', 'stalled', 'interrupted']],
    ['larger-window', ['context-length']],
    ['surface', ['invalid-request', 'content-filter', 'local-exhaustion']],
  ])('%s, for just these failures', (verdict, failures) => {
    expect(FAILURES.filter(failure => verdictOf(failure) === verdict).sort()).toEqual([...failures].sort())
  })

  test('every failure, whichever, has a consequence for the breaker', () => {
    for (const failure of FAILURES) expect(consequenceOf(failure).breaker).toMatch(/^(?:failure|success|neutral)$/)
  })

  test('a server error, when the same target may not be asked again, goes on to the next', () => {
    expect(verdictOf('server-error', { mayRetrySameTarget: () => false })).toBe('next-target')
  })

  test('the retry budget, when no retry would help, is not even asked', () => {
    for (const failure of FAILURES.filter(each => each !== 'server-error')) {
      verdictOf(failure, { mayRetrySameTarget: () => { throw new Error(`asked for ${failure}`) } })
    }
  })

  test.each([
    'Unsupported parameter: thinking', 'unknown field "x"', 'Unrecognized request argument', 'tools are not supported',
    'max_tokens: Extra inputs are not permitted', 'Additional properties are not allowed', 'unexpected keyword argument',
  ])('a 400 that says "%s", when another target is left, is tried there once', (message) => {
    expect(verdictOf('invalid-request', {}, message)).toBe('next-target')
    expect(verdictOf('invalid-request', { gapFailovers: 1 }, message)).toBe('surface')
    expect(verdictOf('invalid-request', { hasOtherTargets: false }, message)).toBe('surface')
  })

  test('a 400 that blames the request, when the configuration lets it fail over, does so once', () => {
    expect(verdictOf('invalid-request', { fallbackOnInvalidRequest: true })).toBe('next-target')
    expect(verdictOf('invalid-request', { fallbackOnInvalidRequest: true, gapFailovers: 1 })).toBe('surface')
  })
})
