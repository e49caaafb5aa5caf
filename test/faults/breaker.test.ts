/** Fault matrix, the column "breaker": which faults open the circuit of a target, and which say nothing against it. */

import { describe, expect, test } from 'vitest'
import { drop, emptyBody, htmlPage, redirect } from '../../src/simulator/faulty-steps.ts'
import { type Step, answer, cut, errorEvent, onlyTerminal, status } from '../../src/simulator/steps.ts'
import { expectFailover, expectTrail } from '../support/expected-replies.ts'
import { startRoutedProviders } from '../support/routed-providers.ts'

/** Rests of no length, so that what leaves the target alone is its circuit and nothing else. */
const AT_ONCE = { headers: { 'retry-after': '0' } }

describe('neutral faults', () => {
  test.each<[string, string, Step]>([
    ['U1', 'rate-limited', status(429, { headers: { 'retry-after': '9' } })],
    ['U2', 'rate-limited', status(429)],
    ['U3', 'quota-exhausted', status(402)],
    ['U7', 'authentication', status(401)],
    ['U8', 'permission', status(403)],
    ['U9', 'model-not-found', status(404, { error: { code: 'model_not_found' } })],
  ])('%s: nine keys in a row that fail with %s leave the circuit closed, and the tenth answers', async (_id, failure, step) => {
    const { providers: { first }, ask, metric } = await startRoutedProviders({ first: { keys: 10 }, second: {} })
    first.script(...Array.from({ length: 9 }, () => step))
    expectFailover(await ask(), ...Array.from({ length: 9 }, () => `first/m=${failure}`), 'first/m=ok')
    expect(await metric('circuit_state', { state: 'open' })).toBe(0)
  })
})

describe('faults of the client', () => {
  test.each<[string, string, Step]>([
    ['U10', 'invalid-request', status(400)],
    ['U11', 'context-length', status(400, { error: { code: 'context_length_exceeded' } })],
    ['U12', 'content-filter', status(400, { error: { code: 'content_filter' } })],
    ['U13', 'request-too-large', status(413)],
  ])('%s: ten requests in a row that fail with %s leave the circuit closed', async (_id, failure, step) => {
    const { providers: { first }, ask, metric } = await startRoutedProviders({ first: {} })
    first.otherwise(step)
    for (let count = 0; count < 10; count++) expectTrail(await ask(), `first/m=${failure}`)
    first.otherwise(answer())
    expectFailover(await ask(), 'first/m=ok')
    expect(await metric('circuit_state', { state: 'open' })).toBe(0)
  })
})

describe('failures', () => {
  test.each<[string, string, Step]>([
    ['U5', 'unavailable', status(503)],
    ['U6', 'overloaded', status(529, AT_ONCE)],
    ['U14', 'request-timeout', status(408)],
    ['U15', 'redirect', redirect('http://elsewhere.test/')],
    ['U17', 'server-error', errorEvent()],
    ['U18', 'bad-response', emptyBody()],
    ['U18', 'bad-response', onlyTerminal()],
    ['U19', 'bad-response', htmlPage()],
    ['U37', 'reset', drop('reset')],
  ])('%s: failures in a row with %s open the circuit, and the next request goes elsewhere at once', async (_id, failure, step) => {
    const { providers: { first }, ask, logged, metric } = await startRoutedProviders({ first: {}, second: {} }, { retry_budget: 0 })
    first.otherwise(step)
    for (let count = 0; count < 5; count++) expectFailover(await ask({ stream: true }), `first/m=${failure}`, 'second/m=ok')
    expectFailover(await ask({ stream: true }), 'second/m=ok')
    expect(first.requestCount).toBe(5)
    expect(await logged({ circuit: 'open' })).toMatchObject({ target: 'first/m', level: 40 })
    expect(await metric('circuit_state', { provider: 'first', model: 'm', state: 'open' })).toBe(1)
  })

  test('U4: three requests with two 500s each open the circuit, and the next request goes elsewhere at once', async () => {
    const { providers: { first }, ask, logged } = await startRoutedProviders({ first: {}, second: {} }, { retry_budget: 1 })
    first.otherwise(status(500))
    for (let count = 0; count < 2; count++) expectFailover(await ask(), 'first/m=server-error', 'first/m=server-error', 'second/m=ok')
    await ask()
    expectFailover(await ask(), 'second/m=ok')
    expect(await logged({ circuit: 'open' })).toMatchObject({ target: 'first/m' })
  })

  test.each(['fin', 'reset', 'clean'] as const)('U25: answers that break in the middle (%s), one after another, open the circuit', async (how) => {
    const { providers: { first }, ask, logged } = await startRoutedProviders({ first: {}, second: {} })
    first.otherwise(cut({ after: 2, how }))
    for (let count = 0; count < 5; count++) await ask({ stream: true })
    expectFailover(await ask({ stream: true }), 'second/m=ok')
    expect(await logged({ circuit: 'open' })).toMatchObject({ target: 'first/m' })
  })

  test('a circuit that opened, once its time is up, lets one request through and closes on its answer', async () => {
    const { providers: { first }, ask, logged } = await startRoutedProviders({ first: {}, second: {} }, { breaker: { open_ms: 50 } })
    first.script(...Array.from({ length: 5 }, () => status(503)))
    for (let count = 0; count < 5; count++) await ask()
    await logged({ circuit: 'half-open' })
    expectFailover(await ask(), 'first/m=ok')
    await logged({ circuit: 'closed' })
  })
})
