/** Fault matrix, U1–U3: a key at its limit, with and without a date, and a key whose money is spent. */

import { describe, expect, test } from 'vitest'
import { createGate } from '../../src/simulator/gate.ts'
import { raw, status } from '../../src/simulator/steps.ts'
import { expectAnswer, expectFailover, expectFailure, expectTrail } from '../support/expected-replies.ts'
import { keysAskedWith, startRoutedProviders } from '../support/routed-providers.ts'

const limited = (headers: Readonly<Record<string, string>> = {}): ReturnType<typeof status> => status(429, { headers })

describe('U1', () => {
  test('U1: a 429 with retry-after, on the first of two keys, is answered by the second key', async () => {
    const { providers: { first, second }, ask, logged, metric } = await startRoutedProviders({ first: { keys: 2 }, second: {} })
    first.script(limited({ 'retry-after': '7' }))
    expectFailover(await ask({ stream: true }), 'first/m=rate-limited', 'first/m=ok')
    expect(keysAskedWith(first)).toEqual([1, 2])
    expect(second.requests).toHaveLength(0)
    expect(await logged({ failure: 'rate-limited' })).toMatchObject({ attempt: 1, target: 'first/m', credential: 'first#1', status: 429, rest_ms: 7000 })
    expect(await metric('upstream_attempts_total', { provider: 'first', outcome: 'rate-limited' })).toBe(1)
    expect(await metric('upstream_attempts_total', { provider: 'first', outcome: 'ok' })).toBe(1)
    expect(await metric('cooldowns', { reason: 'rate-limited' })).toBe(1)
  })

  test('U1: a key at its limit, while it rests, is not asked for that model, and is for another', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: { models: ['m', 'n'] }, second: {} })
    first.script(limited({ 'retry-after': '30' }))
    expectFailover(await ask({ wire: 'anthropic-messages' }), 'first/m=rate-limited', 'first/n=ok')
    expectFailover(await ask(), 'first/n=ok')
    expect(first.requests.map(({ json }) => json['model'])).toEqual(['m', 'n', 'n'])
  })

  test.each([
    ['seconds', { 'retry-after': '7' }, 7_000, 7_000],
    ['milliseconds', { 'retry-after-ms': '1500', 'retry-after': '30' }, 1_500, 1_500],
    ['a date', { 'retry-after': new Date(Date.now() + 20_000).toUTCString() }, 1, 20_000],
    ['a limit\'s reset', { 'anthropic-ratelimit-requests-remaining': '0', 'anthropic-ratelimit-requests-reset': new Date(Date.now() + 20_000).toISOString() }, 1, 20_000],
    ['an hour, which is too long', { 'retry-after': '3600' }, 60_000, 60_000],
  ])('U1: a 429 whose rest is said as %s, at an Anthropic provider, benches its key for so long', async (_said, headers, leastMs, mostMs) => {
    const { providers: { first }, ask, logged } = await startRoutedProviders({ first: { dialect: 'anthropic' }, second: {} })
    first.script(limited(headers))
    expectFailover(await ask(), 'first/m=rate-limited', 'second/m=ok')
    const { rest_ms: restMs } = await logged({ failure: 'rate-limited' })
    expect(restMs).toBeGreaterThanOrEqual(leastMs)
    expect(restMs).toBeLessThanOrEqual(mostMs)
  })

  test('U1: a 429 with a short retry-after, from the last candidate, is waited for and asked again', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {} })
    first.script(limited({ 'retry-after-ms': '80' }))
    const reply = await ask()
    expectAnswer(reply)
    expectTrail(reply, 'first/m=rate-limited', 'first/m=ok')
    const [before, after] = first.requests.map(({ receivedAtMs }) => receivedAtMs) as [number, number]
    expect(after - before).toBeGreaterThan(75)
  })

  test.each([
    ['openai-chat', '5', { shouldRetry: true, retryAfter: 5 }],
    ['anthropic-messages', '30', { shouldRetry: false, retryAfter: 30 }],
  ] as const)('U1: a 429 from everybody, on the wire %s with %s s as the shortest rest, is a 429 that says so', async (wire, retryAfter, advice) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: { keys: 2 }, second: { dialect: 'anthropic' } })
    first.otherwise(limited({ 'retry-after': '40' }))
    second.otherwise(limited({ 'retry-after': retryAfter }))
    const reply = await ask({ wire })
    expectFailure(reply, 'providers_rate_limited', advice)
    expectTrail(reply, 'first/m=rate-limited', 'first/m=rate-limited', 'second/m=rate-limited')
  })

  test('U1: everybody at their limit, when asked again, is told without asking anybody', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {} })
    first.otherwise(limited({ 'retry-after': '8' }))
    expectFailure(await ask(), 'providers_rate_limited', { shouldRetry: true, retryAfter: 8 })
    const reply = await ask({ wire: 'anthropic-messages', stream: true })
    expectFailure(reply, 'providers_rate_limited', { shouldRetry: true, retryAfter: 8 })
    expect(reply.headers.get('x-smart-router-attempts')).toBe('0')
    expect(first.requests).toHaveLength(1)
  })
})

describe('U2', () => {
  test('U2: a 429 without retry-after, on the only key, benches it for a second, then for two', async () => {
    const { providers: { first, second }, router, ask, logged } = await startRoutedProviders({ first: {}, second: { dialect: 'anthropic' } })
    first.otherwise(limited())
    expectFailover(await ask({ wire: 'anthropic-messages', stream: true }), 'first/m=rate-limited', 'second/m=ok')
    const { rest_ms: firstRestMs } = await logged({ failure: 'rate-limited' })
    expect(firstRestMs).toBeGreaterThanOrEqual(1_000)
    expect(firstRestMs).toBeLessThanOrEqual(1_100)
    expectFailover(await ask(), 'second/m=ok')
    while (first.requestCount < 2) await ask()
    const rests = router.log.filter(({ failure }) => failure === 'rate-limited').map(line => line['rest_ms'])
    expect(rests[1]).toBeGreaterThanOrEqual(2_000)
    expect(rests[1]).toBeLessThanOrEqual(2_200)
    expect(second.requestCount).toBeGreaterThan(2)
  })

  test('U2: a 429 to many requests at once, on one key, is one refusal and not many', async () => {
    const { providers: { first }, router, ask } = await startRoutedProviders({ first: {}, second: {} })
    const gate = createGate()
    first.otherwise(raw({ status: 429, headers: { 'content-type': 'application/json' }, chunks: ['{}'], heldBy: gate }))
    const replies = Array.from({ length: 8 }, () => ask())
    for (let count = 0; count < 8; count++) await first.nextRequest()
    gate.open()
    for (const reply of await Promise.all(replies)) expectFailover(reply, 'first/m=rate-limited', 'second/m=ok')
    const rests = router.log.filter(({ failure }) => failure === 'rate-limited').map(line => Number(line['rest_ms']))
    expect(rests).toHaveLength(8)
    expect(Math.max(...rests)).toBeLessThanOrEqual(1_100)
  })
})

describe('U3', () => {
  const SPENT = { error: { type: 'insufficient_quota', code: 'insufficient_quota', message: 'You exceeded your current quota.' } }

  test.each([
    ['402', 402, {}, 'openai'],
    ['429 insufficient_quota', 429, SPENT, 'openai'],
    ['400 about credit', 400, { error: { message: 'Your credit balance is too low to access this API.' } }, 'anthropic'],
  ] as const)('U3: a %s, on the first of two keys, is answered by the second, and switches the first off with an alert', async (_name, code, step, dialect) => {
    const { providers: { first }, ask, logged } = await startRoutedProviders({ first: { keys: 2, dialect }, second: {} })
    first.script(status(code, step))
    expectFailover(await ask({ stream: true }), 'first/m=quota-exhausted', 'first/m=ok')
    expect(await logged({ alert: 'provider_key_exhausted' })).toMatchObject({ credential: 'first#1', status: code, level: 50 })
    expect(Number((await logged({ failure: 'quota-exhausted' }))['rest_ms'])).toBeGreaterThanOrEqual(300_000)
    for (let count = 0; count < 3; count++) await ask()
    expect(keysAskedWith(first)).toEqual([1, 2, 2, 2, 2])
  })

  test.each(['openai-chat', 'anthropic-messages'] as const)('U3: spent keys alone, on the wire %s, are a 502 and never the client\'s own bill', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: {} })
    first.otherwise(status(402))
    second.otherwise(status(429, SPENT))
    const reply = await ask({ wire })
    expectFailure(reply, 'provider_auth_failed')
    expectTrail(reply, 'first/m=quota-exhausted', 'second/m=quota-exhausted')
    expectFailure(await ask({ wire, stream: true }), 'provider_auth_failed')
    expect(first.requests).toHaveLength(1)
  })
})
