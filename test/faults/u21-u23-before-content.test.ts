/** Fault matrix, U21–U23: events that cannot be read, and silence before the first content. */

import { describe, expect, test } from 'vitest'
import { createGate } from '../../src/simulator/gate.ts'
import { type Step, answer, hang, malformedEvents, pings, raw } from '../../src/simulator/steps.ts'
import { EVENTS } from '../support/events.ts'
import { PROMPTLY_MS, expectAnswer, expectBroken, expectFailover, expectFailure, expectTrail } from '../support/expected-replies.ts'
import { onlyRequest, startRoutedProviders } from '../support/routed-providers.ts'

const WIRES = ['openai-chat', 'anthropic-messages'] as const
const ROUTES = [['openai-chat', 'openai'], ['openai-chat', 'anthropic'], ['anthropic-messages', 'anthropic'], ['anthropic-messages', 'openai']] as const
const UNREADABLE = ['data: {"choices":[{"del\n\n', 'data: 7\n\n', 'data: undefined\n\n', 'event: nonsense\ndata: {"type":\n\n']

describe('U21', () => {
  test.each(ROUTES)('U21: three unreadable events in mid-stream, on the wire %s from dialect %s, are skipped and not passed on', async (wire, dialect) => {
    const { providers: { first }, ask, logged, metric } = await startRoutedProviders({ first: { dialect }, second: {} })
    const { start, text, finish, terminal } = EVENTS[dialect]
    first.otherwise(raw({ chunks: [start, text('hel'), ...UNREADABLE.slice(0, 3), text('lo'), finish, terminal] }))
    const reply = await ask({ wire, stream: true })
    expectAnswer(reply)
    expectTrail(reply, 'first/m=ok')
    expect(await metric('stream_interrupted_total')).toBe(0)
    expect(await logged({ outcome: 'ok' })).toMatchObject({ bad_events: 3 })
    for (let count = 0; count < 9; count++) expectAnswer(await ask({ wire, stream: true }))
    expect(first.requestCount).toBe(10)
  })

  test.each(ROUTES)('U21: a fourth unreadable event in mid-stream, on the wire %s from dialect %s, with nobody to go on, ends it with an error', async (wire, dialect) => {
    const { providers: { first, second }, ask, metric } = await startRoutedProviders({ first: { dialect }, second: {} }, { resume: false })
    const { start, text, finish, terminal } = EVENTS[dialect]
    first.otherwise(raw({ chunks: [start, text('hel'), ...UNREADABLE, text('lo'), finish, terminal] }))
    expectBroken(await ask({ wire, stream: true }), 'upstream_stream_interrupted', 'hel')
    expect(second.requests).toHaveLength(0)
    expect(await metric('stream_interrupted_total', { provider: 'first' })).toBe(1)
  })

  test('U21: a fourth unreadable event before the first content is answered by the next target', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {}, second: { dialect: 'anthropic' } })
    first.script(malformedEvents(3), malformedEvents(4))
    expectFailover(await ask({ stream: true }), 'first/m=ok')
    expectFailover(await ask({ stream: true }), 'first/m=interrupted', 'second/m=ok')
  })
})

describe('U22, hedged', () => {
  const HEDGED = { hedge_after_ms: 60, hedge_budget: 1 }

  test.each([['openai', 'before-headers'], ['anthropic', 'before-headers'], ['openai', 'after-headers'], ['anthropic', 'after-start']] as const)(
    'U22: a hang of dialect %s %s, once it lasts, is answered by a second target, and the loser is cancelled', async (dialect, stage) => {
      const { providers: { first, second }, ask, metric } = await startRoutedProviders({ first: { dialect, keys: 2 }, second: {} }, HEDGED)
      first.script(hang(stage))
      expectFailover(await ask({ stream: true }), 'first/m=abandoned', 'second/m=ok (hedge)')
      await onlyRequest(first).aborted
      onlyRequest(second)
      expect(await metric('hedges_total', { provider: 'second' })).toBe(1)
      expect(await metric('failovers_total', { from: 'first/m', to: 'second/m', reason: 'silence' })).toBe(1)
      expect(await metric('upstream_attempts_total', { provider: 'first', outcome: 'abandoned' })).toBe(1)
      expect(await metric('maybe_billed_total', { provider: 'first', reason: 'abandoned' })).toBe(1)
    })

  test('U22: a silent target that answers first after all, although hedged, wins, and the hedge is cancelled', async () => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: {} }, HEDGED)
    const gate = createGate()
    first.script(answer({ heldBy: gate }))
    second.script(hang('before-headers'))
    const asked = ask({ wire: 'anthropic-messages', stream: true })
    const { aborted } = await second.nextRequest()
    gate.open()
    expectFailover(await asked, 'first/m=ok', 'second/m=abandoned (hedge)')
    await aborted
  })

  test('U22: ten silent answers beaten by a hedge leave the circuit closed: the target is still asked first', async () => {
    const { providers: { first }, ask, metric } = await startRoutedProviders({ first: {}, second: {} }, { hedge_after_ms: 20, hedge_budget: 1 })
    first.otherwise(hang('before-headers'))
    for (let count = 0; count < 10; count++) expectTrail(await ask({ stream: true }), 'first/m=abandoned', 'second/m=ok (hedge)')
    first.otherwise(answer())
    expectTrail(await ask({ stream: true }), 'first/m=ok')
    expect(await metric('circuit_state', { state: 'open' })).toBe(0)
  })

  test.each([
    ['of a request that is not streamed', { ...HEDGED, result_timeout_ms: 250 }, false],
    ['where hedging is off', { hedge_after_ms: 0, first_content_timeout_ms: 250 }, true],
    ['where the budget for hedges is none', { hedge_after_ms: 60, hedge_budget: 0, first_content_timeout_ms: 250 }, true],
  ])('U22: the silence %s is not hedged', async (_when, settings, stream) => {
    const { providers: { first }, ask, metric } = await startRoutedProviders({ first: {}, second: {} }, settings)
    first.script(hang('before-headers'))
    expectFailover(await ask({ stream }), 'first/m=first-content-timeout', 'second/m=ok')
    expect(await metric('hedges_total')).toBe(0)
  })
})

const PATIENT = { hedge_after_ms: 0, first_content_timeout_ms: 200, result_timeout_ms: 200 }

describe.each<[string, string, ReadonlyArray<readonly [name: string, stream: boolean, step: Step]>]>([
  ['U22', 'before the headers', [['as a stream', true, hang('before-headers')], ['as JSON', false, hang('before-headers')]]],
  ['U23', 'after the headers', [
    ['as a stream', true, hang('after-headers')],
    ['after the role', true, hang('after-start')],
    ['with pings', true, pings({ everyMs: 10 })],
    ['as JSON', false, hang('after-headers')],
    ['in the middle of JSON', false, hang('after-content')],
  ]],
])('%s, waited for', (id, where, silences) => {
  test.each(silences)(`${id}: a hang ${where} (%s), at its limit, is cancelled and answered by the next target`, async (_name, stream, step) => {
    for (const dialect of ['openai', 'anthropic'] as const) {
      const { providers: { first }, ask, logged, metric } = await startRoutedProviders({ first: { dialect, keys: 2 }, second: {} }, PATIENT)
      first.script(step)
      const reply = await ask({ stream, wire: 'anthropic-messages' })
      expectFailover(reply, 'first/m=first-content-timeout', 'second/m=ok')
      expect(reply.headMs).toBeGreaterThan(190)
      await onlyRequest(first).aborted
      expect(await logged({ failure: 'first-content-timeout' })).toMatchObject({ target: 'first/m', level: 40 })
      expect(await metric('maybe_billed_total', { provider: 'first', reason: 'first-content-timeout' })).toBe(1)
    }
  })

  test.each(WIRES)(`${id}: a hang ${where} of everybody, on the wire %s, is a 504`, async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: {} }, { ...PATIENT, first_content_timeout_ms: 60 })
    const [[, , step]] = silences as [readonly [string, boolean, Step]]
    first.otherwise(step)
    second.otherwise(step)
    const reply = await ask({ wire, stream: true })
    expectFailure(reply, 'provider_timeout')
    expectTrail(reply, 'first/m=first-content-timeout', 'second/m=first-content-timeout')
    await onlyRequest(second).aborted
  })

  test(`${id}: hangs ${where} in a row open the circuit`, async () => {
    const { providers: { first }, ask, logged } = await startRoutedProviders({ first: {}, second: {} }, { ...PATIENT, first_content_timeout_ms: 40 })
    const [[, , step]] = silences as [readonly [string, boolean, Step]]
    first.otherwise(step)
    for (let count = 0; count < 5; count++) await ask({ stream: true })
    expectFailover(await ask({ stream: true }), 'second/m=ok')
    expect(await logged({ circuit: 'open' })).toMatchObject({ target: 'first/m' })
  })
})

describe('U22, in all', () => {
  test('U22: the time for a whole request, when it is up, ends it with a 504 and cancels who is silent', async () => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: {} }, { hedge_after_ms: 0, total_timeout_ms: 200 })
    first.otherwise(hang('before-headers'))
    const reply = await ask()
    expect(expectFailure(reply, 'provider_timeout')).toContain('first/m')
    expect(reply.headMs).toBeLessThan(PROMPTLY_MS)
    await onlyRequest(first).aborted
    expect(second.requests).toHaveLength(0)
  })
})
