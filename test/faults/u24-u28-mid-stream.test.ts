/**
 * Fault matrix, U24–U28: answers that break after their first content was shown. The next target goes on with a text; where
 * nobody may or can, nothing may look like success.
 */

import { describe, expect, test } from 'vitest'
import { createGate } from '../../src/simulator/gate.ts'
import type { Chunk } from '../../src/simulator/reply.ts'
import { type CutEnd, answer, cut, drip, errorEvent, hang, raw, status } from '../../src/simulator/steps.ts'
import { EVENTS } from '../support/events.ts'
import { expectAnswer, expectBroken, expectFailover, expectTrail } from '../support/expected-replies.ts'
import { type Reply, dataLines, said } from '../support/replies.ts'
import { onlyRequest, startRoutedProviders } from '../support/routed-providers.ts'

const ROUTES = [['openai-chat', 'openai'], ['openai-chat', 'anthropic'], ['anthropic-messages', 'anthropic'], ['anthropic-messages', 'openai']] as const
/** Events up to the first content, of the simulated answers of each dialect. */
const TO_FIRST_CONTENT = { openai: 2, anthropic: 4 } as const
const ALONE = { resume: false }
const IMPATIENT = { idle_timeout_ms: 120, ...ALONE }

/** By one target, and then the next one, which repeats the last words as it was asked to. */
const TEXT = 'a text that is said by two, in the end'
const HALF = 'a text that is said'
const THEN = answer({ text: 'is said by two, in the end' })

/** The whole answer, with its one last word, in spite of what became of the first target. */
const expectResumed = (reply: Reply): void => {
  expectAnswer(reply, TEXT)
  expectTrail(reply, 'first/m=ok')
  expect(dataLines(reply.text).filter(line => /\[DONE\]|"message_stop"/u.test(line))).toHaveLength(1)
  expect(reply.text).toContain('"service_used":"first+second"')
}

describe('U24', () => {
  test.each(ROUTES)('U24: a hang in mid-stream, on the wire %s from dialect %s, is gone on with by the next target, and the call is cancelled', async (wire, dialect) => {
    const { providers: { first, second }, ask, logged, metric } = await startRoutedProviders({ first: { dialect }, second: {} }, { idle_timeout_ms: 120 })
    first.otherwise(hang('after-content', { text: HALF }))
    second.otherwise(THEN)
    expectResumed(await ask({ wire, stream: true }))
    await onlyRequest(first).aborted
    expect(await logged({ failure: 'stalled' })).toMatchObject({ target: 'first/m' })
    expect(await logged({ msg: 'request' })).toMatchObject({ outcome: 'ok', provider: 'first+second', resumes: 1, usage_source: 'estimated' })
    expect(await metric('stream_interrupted_total', { provider: 'first', reason: 'stalled' })).toBe(1)
    expect(await metric('resumes_total', { outcome: 'continued' })).toBe(1)
  })

  test.each(ROUTES)('U24: a hang in mid-stream, on the wire %s from dialect %s, with nobody to go on, ends in an error event, and the call is cancelled', async (wire, dialect) => {
    const { providers: { first, second }, ask, logged, metric } = await startRoutedProviders({ first: { dialect }, second: {} }, IMPATIENT)
    first.otherwise(hang('after-content'))
    const reply = await ask({ wire, stream: true })
    expect(expectBroken(reply, 'upstream_stream_stalled')).toContain('first')
    expectTrail(reply, 'first/m=ok')
    await onlyRequest(first).aborted
    expect(second.requests).toHaveLength(0)
    expect(await metric('stream_interrupted_total', { provider: 'first', reason: 'stalled' })).toBe(1)
    expect(await metric('upstream_attempts_total', { provider: 'first', outcome: 'stalled' })).toBe(1)
    expect(await metric('upstream_attempts_total', { outcome: 'ok' })).toBe(0)
    expect(await logged({ failure: 'stalled' })).toMatchObject({ target: 'first/m', level: 40 })
    expect(await logged({ msg: 'request' })).toMatchObject({ outcome: 'interrupted', error: 'stalled', status: 200, usage_source: 'estimated', level: 40 })
  })

  test.each(['openai', 'anthropic'] as const)('U24: pings in mid-stream, of dialect %s, buy some time and do not last for ever', async (dialect) => {
    const { providers: { first }, ask, logged } = await startRoutedProviders({ first: { dialect } }, IMPATIENT)
    const { start, text, ping } = EVENTS[dialect]
    const pinging = function * (): Generator<Chunk> {
      yield start + text('hello')
      for (;;) { yield { pauseMs: 10 }; yield ping }
    }
    first.otherwise(raw({ chunks: pinging() }))
    expectBroken(await ask({ wire: 'openai-chat', stream: true }), 'upstream_stream_stalled')
    expect((await logged({ failure: 'stalled' }))['msg']).toMatch(/silent for 0\.48 s/u)
    await onlyRequest(first).aborted
  })
})

describe('U25', () => {
  test.each<readonly [CutEnd, ...(typeof ROUTES)[number]]>(
    (['fin', 'reset', 'destroy', 'short-chunk', 'clean', 'connection-close'] as const).flatMap(how => ROUTES.map(route => [how, ...route] as const)),
  )('U25: a cut (%s) in mid-stream, on the wire %s from dialect %s, is gone on with by the next target', async (how, wire, dialect) => {
    const { providers: { first, second }, ask, metric } = await startRoutedProviders({ first: { dialect }, second: { dialect: dialect === 'openai' ? 'anthropic' : 'openai' } })
    const wasSeen = createGate()
    first.otherwise(cut({ after: TO_FIRST_CONTENT[dialect], how, heldBy: wasSeen, answer: { text: HALF } }))
    second.otherwise(THEN)
    expectResumed(await ask({ wire, stream: true, onText: (text) => { if (text.includes(HALF)) wasSeen.open() } }))
    onlyRequest(first)
    onlyRequest(second)
    expect(await metric('stream_interrupted_total', { provider: 'first' })).toBe(1)
  })

  test.each<readonly [CutEnd, ...(typeof ROUTES)[number]]>(
    (['fin', 'reset', 'destroy', 'short-chunk'] as const).flatMap(how => ROUTES.map(route => [how, ...route] as const)),
  )('U25: a cut (%s) in mid-stream, on the wire %s from dialect %s, with nobody to go on, ends in an error event', async (how, wire, dialect) => {
    const { providers: { first, second }, ask, logged, metric } = await startRoutedProviders({ first: { dialect, keys: 2 }, second: {} }, ALONE)
    const wasSeen = createGate()
    first.otherwise(cut({ after: TO_FIRST_CONTENT[dialect], how, heldBy: wasSeen }))
    const reply = await ask({ wire, stream: true, onText: (text) => { if (text.includes('hello')) wasSeen.open() } })
    expectBroken(reply, 'upstream_stream_interrupted')
    onlyRequest(first)
    expect(second.requests).toHaveLength(0)
    expect(await metric('stream_interrupted_total', { provider: 'first', reason: 'interrupted' })).toBe(1)
    expect(await logged({ msg: 'request' })).toMatchObject({ outcome: 'interrupted', error: 'interrupted' })
  })

  test.each(['fin', 'reset', 'destroy', 'short-chunk', 'clean', 'connection-close'] as const)('U25: a cut (%s) in the middle of JSON, of which nothing was shown, is answered by the next target', async (how) => {
    for (const dialect of ['openai', 'anthropic'] as const) {
      const { providers: { first }, ask } = await startRoutedProviders({ first: { dialect, keys: 2 }, second: {} })
      first.otherwise(cut({ after: 40, how }))
      const reply = await ask({ wire: 'anthropic-messages' })
      expectAnswer(reply)
      expect(reply.headers.get('x-smart-router-trail')).toMatch(/^first\/m=(?:reset|bad-response|interrupted); second\/m=ok$/u)
      onlyRequest(first)
    }
  })

  test.each(['fin', 'reset', 'short-chunk', 'clean'] as const)('U25: a cut (%s) before the first content is answered by the next target', async (how) => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: { dialect: 'anthropic' }, second: {} })
    first.otherwise(cut({ after: 2, how }))
    const reply = await ask({ stream: true })
    expectAnswer(reply)
    expect(reply.headers.get('x-smart-router-trail')).toMatch(/^first\/m=(?:interrupted|reset|bad-response); second\/m=ok$/u)
  })
})

describe('U26', () => {
  test.each(ROUTES)('U26: a provider\'s error in mid-stream, on the wire %s from dialect %s, is gone on with by the next target', async (wire, dialect) => {
    const { providers: { first, second }, ask, metric } = await startRoutedProviders({ first: { dialect }, second: {} })
    first.otherwise(errorEvent({ after: TO_FIRST_CONTENT[dialect], error: { message: 'CANARY' }, answer: { text: HALF } }))
    second.otherwise(THEN)
    const reply = await ask({ wire, stream: true })
    expectResumed(reply)
    expect(reply.text).not.toContain('CANARY')
    expect(await metric('requests_total', { outcome: 'ok' })).toBe(1)
  })

  test.each(ROUTES)('U26: a text that nobody goes on with, on the wire %s from dialect %s, ends in an error event', async (wire, dialect) => {
    const { providers: { first, second }, ask, metric } = await startRoutedProviders({ first: { dialect }, second: {} })
    first.script(cut({ after: TO_FIRST_CONTENT[dialect], how: 'clean' }))
    first.otherwise(status(503))
    second.otherwise(status(503))
    expect(expectBroken(await ask({ wire, stream: true }), 'upstream_stream_interrupted')).toContain('first')
    expect(await metric('resumes_total', { outcome: 'failed' })).toBe(1)
  })

  test.each(ROUTES)('U26: a provider\'s error in mid-stream, on the wire %s from dialect %s, with nobody to go on, becomes an error event of ours', async (wire, dialect) => {
    const { providers: { first, second }, ask, metric } = await startRoutedProviders({ first: { dialect }, second: {} }, ALONE)
    first.otherwise(errorEvent({ after: TO_FIRST_CONTENT[dialect], error: { message: 'CANARY' } }))
    const reply = await ask({ wire, stream: true })
    expect(expectBroken(reply, 'upstream_stream_interrupted')).toContain('first')
    expect(reply.text).not.toContain('CANARY')
    expect(second.requests).toHaveLength(0)
    expect(await metric('requests_total', { outcome: 'interrupted', provider: 'first' })).toBe(1)
  })

  test.each(ROUTES)('U26: a tool call half said, on the wire %s from dialect %s, is never called', async (wire, dialect) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: { dialect }, second: {} })
    const call = { text: '', toolCalls: [{ id: 'call_1', name: 'remove', arguments: { path: '/srv/x' } }], chunkSize: 4 }
    first.otherwise(cut({ after: TO_FIRST_CONTENT[dialect] + 1, how: 'clean', answer: call }))
    const reply = await ask({ wire, stream: true })
    expect(reply.text).toContain('remove')
    expectBroken(reply, 'upstream_stream_interrupted', '')
    expect(second.requests).toHaveLength(0)
  })
})

describe('U27', () => {
  test.each<readonly [string, ...(typeof ROUTES)[number]]>(
    (['complete', 'fin', 'reset'] as const).flatMap(end => ROUTES.map(route => [end, ...route] as const)),
  )('U27: an answer that ended (%s) without its last word, finished, on the wire %s from dialect %s, gets the word from us', async (end, wire, dialect) => {
    const { providers: { first, second }, ask, metric } = await startRoutedProviders({ first: { dialect }, second: {} })
    const wasSeen = createGate()
    const { start, text, finish } = EVENTS[dialect]
    first.otherwise(raw({ chunks: [start, text('hello'), finish, ...(end === 'reset' ? [wasSeen] : [])], end: end as 'complete' | 'fin' | 'reset' }))
    const reply = await ask({ wire, stream: true, onText: (seen) => { if (seen.includes('hello')) wasSeen.open() } })
    expectAnswer(reply)
    expectTrail(reply, 'first/m=ok')
    expect(second.requests).toHaveLength(0)
    expect(await metric('stream_interrupted_total')).toBe(0)
  })

  test.each<readonly ['clean' | 'connection-close', ...(typeof ROUTES)[number]]>(
    (['clean', 'connection-close'] as const).flatMap(how => ROUTES.map(route => [how, ...route] as const)),
  )('U27: an answer that ended well for HTTP (%s), unfinished, on the wire %s from dialect %s, with nobody to go on, ends in an error event', async (how, wire, dialect) => {
    const { providers: { first, second }, ask, metric } = await startRoutedProviders({ first: { dialect }, second: {} }, ALONE)
    first.otherwise(cut({ after: TO_FIRST_CONTENT[dialect], how }))
    expectBroken(await ask({ wire, stream: true }), 'upstream_stream_interrupted')
    expect(second.requests).toHaveLength(0)
    expect(await metric('stream_interrupted_total', { provider: 'first' })).toBe(1)
  })

  test.each(ROUTES)('U27: the last word, without the answer being finished, on the wire %s from dialect %s, is not believed', async (wire, dialect) => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: { dialect } })
    const { start, text, terminal } = EVENTS[dialect]
    const wasSeen = createGate()
    first.otherwise(raw({ chunks: [start, text('hello'), wasSeen, terminal] }))
    expectBroken(await ask({ wire, stream: true, onText: (seen) => { if (seen.includes('hello')) wasSeen.open() } }), 'upstream_stream_interrupted')
  })
})

describe('U28', () => {
  test.each([['status-line', true], ['body', true], ['status-line', false]] as const)(
    'U28: an answer in single bytes from its %s on (stream: %s), at the limit, is cancelled and answered by the next target', async (from, stream) => {
      const { providers: { first }, ask } = await startRoutedProviders({ first: {}, second: { dialect: 'anthropic' } }, { hedge_after_ms: 0, first_content_timeout_ms: 250, result_timeout_ms: 250 })
      first.otherwise(drip({ from, everyMs: 10 }))
      expectFailover(await ask({ stream }), 'first/m=first-content-timeout', 'second/m=ok')
      await onlyRequest(first).aborted
    })

  test.each(ROUTES)('U28: single bytes of an event without an end, in mid-stream on the wire %s from dialect %s, are a stall', async (wire, dialect) => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: { dialect } }, IMPATIENT)
    const { start, text } = EVENTS[dialect]
    const dripping = function * (): Generator<Chunk> {
      yield `${start}${text('hello')}data: {"x":"`
      for (;;) { yield { pauseMs: 10 }; yield 'x' }
    }
    first.otherwise(raw({ chunks: dripping() }))
    expectBroken(await ask({ wire, stream: true }), 'upstream_stream_stalled')
    await onlyRequest(first).aborted
  })

  test('U28: an answer that is slow and goes on, for longer than any limit in all, is not cut off', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {} }, { first_content_timeout_ms: 400, idle_timeout_ms: 400, total_timeout_ms: 400, hedge_after_ms: 0 })
    first.otherwise(answer({ text: 'slow and steady', chunkSize: 1, delayMs: 40 }))
    const reply = await ask({ wire: 'anthropic-messages', stream: true })
    expect(said(reply).text).toBe('slow and steady')
    expect(said(reply).isTerminated).toBe(true)
  })
})
