/** Fault matrix, U4–U6 and U14: a provider that failed, cannot serve now, or is overloaded. */

import { describe, expect, test } from 'vitest'
import { createGate } from '../../src/simulator/gate.ts'
import { answer, raw, status } from '../../src/simulator/steps.ts'
import { expectAnswer, expectFailover, expectFailure, expectTrail } from '../support/expected-replies.ts'
import { onlyRequest, startRoutedProviders } from '../support/routed-providers.ts'

const WIRES = ['openai-chat', 'anthropic-messages'] as const

describe('U4', () => {
  test('U4: a 500, once, is asked again at the same target after 50 ms', async () => {
    const { providers: { first, second }, ask, logged, metric } = await startRoutedProviders({ first: {}, second: {} })
    first.script(status(500))
    expectFailover(await ask({ stream: true }), 'first/m=server-error', 'first/m=ok')
    expect(second.requests).toHaveLength(0)
    const [before, after] = first.requests.map(({ receivedAtMs }) => receivedAtMs) as [number, number]
    expect(after - before).toBeGreaterThan(45)
    expect(await logged({ failure: 'server-error' })).toMatchObject({ attempt: 1, target: 'first/m', status: 500, level: 40 })
    expect(await metric('upstream_attempts_total', { provider: 'first', outcome: 'server-error' })).toBe(1)
    expect(await metric('failovers_total')).toBe(0)
  })

  test('U4: a 500, twice, is answered by the next target', async () => {
    const { providers: { first }, ask, metric } = await startRoutedProviders({ first: { dialect: 'anthropic' }, second: {} })
    first.script(status(500), status(500))
    expectFailover(await ask({ wire: 'anthropic-messages', stream: true }), 'first/m=server-error', 'first/m=server-error', 'second/m=ok')
    expect(await metric('failovers_total', { from: 'first/m', to: 'second/m', reason: 'server-error' })).toBe(1)
  })

  test('U4: a 500 to many requests at once is not asked again for each of them', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {}, second: {} }, { retry_budget: 0.01, breaker: { minimum_calls: 1000 } })
    const gate = createGate()
    first.otherwise(raw({ status: 500, headers: { 'content-type': 'application/json' }, chunks: ['{}'], heldBy: gate }))
    const replies = Array.from({ length: 20 }, () => ask())
    for (let count = 0; count < 20; count++) await first.nextRequest()
    gate.open()
    for (const reply of await Promise.all(replies)) expectAnswer(reply)
    expect(first.requestCount).toBeGreaterThan(20)
    expect(first.requestCount).toBeLessThan(30)
  })

  test.each(WIRES)('U4: a 500 from everybody, on the wire %s, is one 503 not to be repeated', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: { dialect: 'anthropic' } })
    first.otherwise(status(500))
    second.otherwise(status(500))
    const reply = await ask({ wire, stream: true })
    expectFailure(reply, 'all_providers_failed')
    expectTrail(reply, 'first/m=server-error', 'first/m=server-error', 'second/m=server-error', 'second/m=server-error')
  })
})

describe('U5', () => {
  test.each([502, 503, 504])('U5: a %i is answered by the next target at once', async (code) => {
    const { providers: { first, second }, ask, logged, metric } = await startRoutedProviders({ first: { keys: 2, dialect: 'anthropic' }, second: {} })
    first.otherwise(status(code))
    expectFailover(await ask({ stream: true }), 'first/m=unavailable', 'second/m=ok')
    onlyRequest(first)
    onlyRequest(second)
    expect(await logged({ failure: 'unavailable' })).toMatchObject({ target: 'first/m', status: code })
    expect(await metric('maybe_billed_total', { provider: 'first' })).toBe(code === 503 ? 0 : 1)
    expect(await metric('failovers_total', { from: 'first/m', to: 'second/m', reason: 'unavailable' })).toBe(1)
  })

  test('U5: a 503 whose body never ends, from a provider, is given up on and answered by the next target', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {}, second: {} })
    first.script(raw({ status: 503, headers: { 'content-type': 'application/json' }, chunks: ['{"error":'], end: 'hang' }))
    expectFailover(await ask(), 'first/m=unavailable', 'second/m=ok')
    await onlyRequest(first).aborted
  })

  test('U5: a 503 with a page of HTML, from everybody, is one 503 without the page', async () => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: {} })
    for (const provider of [first, second]) provider.otherwise(status(503, { body: '<html><h1>Nginx secret page</h1></html>', headers: { 'content-type': 'text/html' } }))
    expect(expectFailure(await ask(), 'all_providers_failed')).not.toContain('Nginx')
  })

  test.each(WIRES)('U5: a 504 from everybody, on the wire %s, is a 504', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: {} })
    first.otherwise(status(504))
    second.otherwise(status(504))
    expectFailure(await ask({ wire }), 'provider_timeout')
  })

  test('U5: attempts that may have been billed, at their limit, end the request', async () => {
    const setups = { first: {}, second: {}, third: {}, fourth: {} }
    const { providers: { first, second, third, fourth }, ask, metric } = await startRoutedProviders(setups, { max_billed_attempts: 3 })
    for (const provider of [first, second, third]) provider.otherwise(status(502))
    const reply = await ask()
    expectFailure(reply, 'all_providers_failed')
    expectTrail(reply, 'first/m=unavailable', 'second/m=unavailable', 'third/m=unavailable')
    expect(fourth.requests).toHaveLength(0)
    expect(await metric('maybe_billed_total')).toBe(3)
  })
})

describe('U6', () => {
  test.each([
    ['529', status(529), 'anthropic', 529],
    ['503 overloaded_error', status(503, { error: { type: 'overloaded_error', message: 'Overloaded' } }), 'anthropic', 503],
    ['503 at capacity', status(503, { error: { message: 'The engine is currently overloaded, please try again later' } }), 'openai', 503],
  ] as const)('U6: a %s is answered by the next target, and the target rests', async (_name, step, dialect, code) => {
    const { providers: { first }, ask, logged, metric } = await startRoutedProviders({ first: { dialect, keys: 2 }, second: {} })
    first.script(step)
    first.otherwise(answer('too early'))
    expectFailover(await ask({ stream: true }), 'first/m=overloaded', 'second/m=ok')
    const { rest_ms: restMs, status: loggedStatus } = await logged({ failure: 'overloaded' })
    expect(loggedStatus).toBe(code)
    expect(restMs).toBeGreaterThanOrEqual(2_000)
    expect(restMs).toBeLessThanOrEqual(2_200)
    expectFailover(await ask(), 'second/m=ok')
    onlyRequest(first)
    expect(await metric('upstream_attempts_total', { provider: 'first', outcome: 'overloaded' })).toBe(1)
  })

  test.each(WIRES)('U6: a 529 from everybody, on the wire %s, is a 503 and never a 529', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: { dialect: 'anthropic' }, second: { dialect: 'anthropic' } })
    first.otherwise(status(529))
    second.otherwise(status(529))
    expectFailure(await ask({ wire, stream: true }), 'all_providers_failed')
  })
})

describe('U14', () => {
  test.each([408, 409, 425])('U14: a %i is answered by the next target at once', async (code) => {
    const { providers: { first, second }, ask, logged } = await startRoutedProviders({ first: { keys: 2 }, second: { dialect: 'anthropic' } })
    first.otherwise(status(code))
    expectFailover(await ask({ wire: 'anthropic-messages' }), 'first/m=request-timeout', 'second/m=ok')
    onlyRequest(first)
    onlyRequest(second)
    expect(await logged({ failure: 'request-timeout' })).toMatchObject({ status: code })
  })

  test.each(WIRES)('U14: a 409 from everybody, on the wire %s, is a 503', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: {} })
    first.otherwise(status(409))
    second.otherwise(status(425))
    expectFailure(await ask({ wire }), 'all_providers_failed')
  })
})
