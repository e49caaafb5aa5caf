import { describe, expect, test } from 'vitest'
import { type Failure, FAILURES, ProviderError, type ProviderErrorOptions, type RouterErrorCode } from '../../src/chat/errors.ts'
import { exhaustedError, type FailedAttempt, nobodyError, surfacedError, timeIsUpError } from '../../src/routing/final-error.ts'
import type { Skip } from '../../src/routing/select-candidates.ts'
import { aCandidate, aRequest, aTarget } from '../support/routing-fixtures.ts'

const request = aRequest({ estimatedInputTokens: 9_000 })

const failed = (failure: Failure, options: ProviderErrorOptions & { id?: string, message?: string, contextWindow?: number } = {}): FailedAttempt => {
  const { id = 'acme/model', message = 'the words of the provider', contextWindow, ...rest } = options
  return { candidate: aCandidate(aTarget({ id, ...(contextWindow !== undefined && { contextWindow }) })), error: new ProviderError(failure, message, rest) }
}

const exhausted = (attempts: readonly FailedAttempt[], skipped: readonly Skip[] = []) => exhaustedError({ failed: attempts, skipped, request })
const nobody = (...skipped: readonly Skip[]) => nobodyError({ failed: [], skipped, request })

const resting = (failure: Failure, restMs: number, target = 'acme/model'): Skip => ({ target, reason: `acme#1 rests: ${failure}`, kind: 'resting', restMs, failure })
const circuitOpen = (restMs: number, target = 'acme/model'): Skip => ({ target, reason: 'circuit open', kind: 'circuit-open', restMs })

describe('everybody failed', () => {
  test.each<[RouterErrorCode, number, boolean, readonly Failure[]]>([
    ['providers_rate_limited', 429, true, ['rate-limited', 'rate-limited']],
    ['provider_auth_failed', 502, false, ['authentication', 'permission', 'quota-exhausted']],
    ['model_not_found', 404, false, ['model-not-found', 'model-not-found']],
    ['request_too_large', 413, false, ['request-too-large']],
    ['provider_bad_response', 502, false, ['bad-response', 'bad-http', 'redirect']],
    ['provider_timeout', 504, false, ['first-content-timeout', 'connect-timeout', 'stalled']],
    ['all_providers_failed', 503, false, ['server-error', 'unavailable', 'overloaded', 'reset', 'refused', 'dns', 'tls', 'interrupted']],
    ['all_providers_failed', 503, false, ['rate-limited', 'server-error']],
    ['all_providers_failed', 503, false, ['request-timeout', 'request-timeout']],
    ['all_providers_failed', 503, false, ['model-not-found', 'unavailable']],
  ])('%s with status %i and retry %s, after %j', (code, statusCode, shouldRetry, failures) => {
    const error = exhausted(failures.map(failure => failed(failure)))
    expect(error).toMatchObject({ code, shouldRetry, kind: { statusCode } })
    expect(error.cause).toBeInstanceOf(ProviderError)
  })

  test.each([504, 524])('a gateway that says %i, among those that took too long, took too long as well', (statusCode) => {
    expect(exhausted([failed('unavailable', { statusCode }), failed('connect-timeout')])).toMatchObject({ code: 'provider_timeout' })
    expect(exhausted([failed('unavailable', { statusCode: 503 }), failed('connect-timeout')])).toMatchObject({ code: 'all_providers_failed' })
  })

  test('the message, of one attempt and of several, says who failed and how', () => {
    expect(exhausted([failed('unavailable', { statusCode: 503 })]).message).toMatch(/^The only attempt failed: acme\/model: 503 unavailable\. /)
    expect(exhausted([failed('unavailable'), failed('reset', { id: 'b/x', message: 'closed the connection (ECONNRESET)' })]).message)
      .toMatch(/^All 2 attempts failed: acme\/model: unavailable; b\/x: reset, closed the connection \(ECONNRESET\)\. The router already tried/)
  })

  test('a provider\'s own words, whatever the failure, are not passed on', () => {
    const ours: readonly Failure[] = ['refused', 'connect-timeout', 'dns', 'tls', 'stale-socket', 'reset', 'bad-http', 'first-content-timeout', 'stalled', 'interrupted']
    for (const failure of FAILURES.filter(each => !ours.includes(each) && each !== 'context-length')) {
      expect(exhausted([failed(failure)]).message).not.toContain('the words of the provider')
    }
  })

  test('advice, where there is none, is left out', () => {
    expect(exhausted([failed('bad-response')]).message).toBe('The only attempt failed: acme/model: bad-response.')
  })

  test.each<[number | undefined, readonly Skip[], number, boolean]>([
    [undefined, [], 1_000, true],
    [0, [], 1_000, true],
    [7_000, [], 7_000, true],
    [10_000, [], 10_000, true],
    [10_001, [], 10_001, false],
    [60_000, [resting('rate-limited', 4_000)], 4_000, true],
    [60_000, [circuitOpen(5_000), { target: 'x/y', reason: 'cannot do tools', kind: 'incapable', capability: 'tools' }], 5_000, true],
  ])('rate limits, when the wait is %s ms and %j were left out, tell the soonest: %i ms, retry %s', (retryAfterMs, skipped, waitMs, shouldRetry) => {
    const attempts = [failed('rate-limited', retryAfterMs === undefined ? {} : { retryAfterMs })]
    expect(exhausted(attempts, skipped)).toMatchObject({ code: 'providers_rate_limited', retryAfterMs: waitMs, shouldRetry })
  })

  test('any other end of the chain tells no wait', () => {
    expect(exhausted([failed('overloaded', { retryAfterMs: 3_000 })])).toMatchObject({ retryAfterMs: undefined, shouldRetry: false })
  })
})

describe('a prompt that is too long', () => {
  test.each<[ProviderErrorOptions & { contextWindow?: number }, string]>([
    [{ tokens: { actual: 210_000, maximum: 200_000 } }, 'prompt is too long: 210000 tokens > 200000 maximum'],
    [{ tokens: { maximum: 8_192 } }, 'prompt is too long: 9000 tokens > 8192 maximum'],
    [{ tokens: { maximum: 32_768 } }, 'prompt is too long: 32769 tokens > 32768 maximum'],
    [{ contextWindow: 4_096 }, 'prompt is too long: 9000 tokens > 4096 maximum'],
    [{}, 'prompt is too long: 9000 tokens ('],
  ])('counts, as far as %j tells them, stand in the words that clients look for', (options, message) => {
    const error = exhausted([failed('context-length', options), failed('unavailable')])
    expect(error).toMatchObject({ code: 'context_length_exceeded', parameter: 'messages', shouldRetry: false, kind: { statusCode: 400 } })
    expect(error.message.startsWith(message)).toBe(true)
  })

  test('the last of several, which is the largest, is the one told', () => {
    const error = exhausted([failed('context-length', { tokens: { maximum: 1_000 } }), failed('context-length', { tokens: { maximum: 2_000 } })])
    expect(error.message).toContain('> 2000 maximum')
  })
})

describe('a failure that ends the request', () => {
  test.each<[Failure, RouterErrorCode]>([
    ['invalid-request', 'invalid_request'], ['content-filter', 'content_policy_violation'], ['local-exhaustion', 'router_overloaded'],
    ['context-length', 'context_length_exceeded'], ['server-error', 'all_providers_failed'],
  ])('%s is told as %s, in the provider\'s words', (failure, code) => {
    const error = surfacedError(failed(failure), request)
    expect(error.code).toBe(code)
    expect(error.message).toContain('the words of the provider')
    expect(error.cause).toBeInstanceOf(ProviderError)
  })
})

describe('nobody was asked', () => {
  test('no provider, when none is configured, is worth no retry', () => {
    expect(nobody()).toMatchObject({ code: 'no_provider_available', shouldRetry: false, retryAfterMs: undefined })
  })

  test.each([['images', ' capability_rejected: image_block'], ['documents', ' capability_rejected: document_block'], ['tools', '']] as const)(
    'targets, when all of them lack %s, are the client\'s matter', (capability, token) => {
      const error = nobody({ target: 'a/b', reason: '', kind: 'incapable', capability }, { target: 'c/d', reason: '', kind: 'incapable', capability })
      expect(error).toMatchObject({ code: 'no_capable_target', shouldRetry: false, kind: { statusCode: 400 } })
      expect(error.message).toBe(`No configured target can take this request: it needs ${capability}, and every target lacks it.${token}`)
    })

  test.each<[string, readonly Skip[], RouterErrorCode, number | undefined, boolean]>([
    ['all rest for a rate limit', [resting('rate-limited', 3_000), resting('rate-limited', 9_000)], 'providers_rate_limited', 3_000, true],
    ['all rest long for a rate limit', [resting('rate-limited', 30_000)], 'providers_rate_limited', 30_000, false],
    ['all keys are refused', [resting('authentication', 30_000), resting('permission', 60_000)], 'provider_auth_failed', undefined, false],
    ['nobody has the model', [resting('model-not-found', 60_000)], 'model_not_found', undefined, false],
    ['circuits are open', [circuitOpen(4_000), circuitOpen(2_500)], 'no_provider_available', 2_500, true],
    ['circuits are open for long', [circuitOpen(30_000)], 'no_provider_available', 30_000, true],
    ['some rest and some are open', [resting('rate-limited', 4_000), circuitOpen(2_000)], 'no_provider_available', 2_000, true],
    ['who could rests for minutes', [resting('overloaded', 300_000)], 'no_provider_available', 300_000, false],
    ['a door closed a moment ago', [circuitOpen(0)], 'no_provider_available', 1_000, true],
    ['who is able rests', [resting('rate-limited', 3_000), { target: 'x/y', reason: 'cannot do tools', kind: 'incapable', capability: 'tools' }], 'providers_rate_limited', 3_000, true],
  ])('when %s: %#', (_, skipped, code, retryAfterMs, shouldRetry) => {
    expect(nobody(...skipped)).toMatchObject({ code, retryAfterMs, shouldRetry })
  })
})

describe('the time is up', () => {
  test('who is silent and who failed, as far as anybody did, is told', () => {
    const { candidate } = failed('reset')
    expect(timeIsUpError({ failed: [], silent: [], limitMs: 1_500 }).message).toBe('No answer within 1.5 s in all.')
    const error = timeIsUpError({ failed: [failed('unavailable', { id: 'b/x' })], silent: [candidate], limitMs: 180_000 })
    expect(error).toMatchObject({ code: 'provider_timeout', shouldRetry: false })
    expect(error.message).toBe('No answer within 180 s in all. Still silent: acme/model. Failed before: b/x: unavailable.')
  })
})
