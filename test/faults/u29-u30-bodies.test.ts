/** Fault matrix, U29–U30: bodies without an end, and bodies that are compressed, or say that they are. */

import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { endlessBody, endlessLine, gzipBody, hugeEvent } from '../../src/simulator/faulty-steps.ts'
import { createGate } from '../../src/simulator/gate.ts'
import { type Step, answer, raw } from '../../src/simulator/steps.ts'
import { EVENTS } from '../support/events.ts'
import { expectAnswer, expectBroken, expectFailover, expectFailure, expectTrail } from '../support/expected-replies.ts'
import { onlyRequest, startRoutedProviders } from '../support/routed-providers.ts'

const WIRES = ['openai-chat', 'anthropic-messages'] as const
const ROUTES = [['openai-chat', 'openai'], ['openai-chat', 'anthropic'], ['anthropic-messages', 'anthropic'], ['anthropic-messages', 'openai']] as const
const EVENT_STREAM = { 'content-type': 'text/event-stream' }

/** The same text for ever, as fast as it is read. */
const endless = function * (text: string): Generator<string> {
  for (const chunk = text.repeat(Math.ceil(65_536 / text.length)); ;) yield chunk
}

describe('U29', () => {
  const ENDLESS: ReadonlyArray<readonly [name: string, stream: boolean, createStep: () => Step]> = [
    ['a line', true, () => endlessLine()],
    ['an event', true, () => raw({ chunks: endless('data: x\n') })],
    ['pings', true, () => raw({ chunks: endless(EVENTS.openai.ping) })],
    ['beginnings', true, () => raw({ chunks: endless(EVENTS.openai.start) })],
    ['JSON', false, () => endlessBody()],
    ['JSON in place of a stream', true, () => endlessBody()],
    ['HTML in place of a stream', true, () => raw({ chunks: endless('<p>moment</p>') })],
  ]

  test.each(WIRES.flatMap(wire => ENDLESS.map(([name, stream, createStep]) => [name, wire, stream, createStep] as const)))(
    'U29: %s without an end, on the wire %s, is cut off, and answered by the next target', async (_name, wire, stream, createStep) => {
      const { providers: { first }, ask, logged, metric } = await startRoutedProviders({ first: { keys: 2 }, second: { dialect: 'anthropic' } }, { hedge_after_ms: 0 })
      first.otherwise(createStep())
      expectFailover(await ask({ wire, stream }), 'first/m=bad-response', 'second/m=ok')
      await onlyRequest(first).aborted
      expect(await logged({ failure: 'bad-response' })).toMatchObject({ target: 'first/m' })
      expect(await metric('maybe_billed_total', { provider: 'first', reason: 'bad-response' })).toBe(1)
    })

  test('U29: an error without an end is read for its beginning, and answered by the next target', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {}, second: {} })
    first.otherwise(raw({ status: 503, headers: { 'content-type': 'text/plain' }, chunks: endless('sorry ') }))
    expectFailover(await ask({ stream: true }), 'first/m=unavailable', 'second/m=ok')
    await onlyRequest(first).aborted
  })

  test('U29: headers of 40 KiB are no answer', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {}, second: {} })
    first.otherwise(answer({ headers: { 'x-filler': 'x'.repeat(40_960) } }))
    expectFailover(await ask(), 'first/m=bad-http', 'second/m=ok')
  })

  test.each(WIRES)('U29: a line without an end, from everybody, on the wire %s, is a 502', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: {} })
    first.otherwise(endlessLine())
    second.otherwise(endlessLine())
    expectFailure(await ask({ wire, stream: true }), 'provider_bad_response')
  })

  test.each(ROUTES)('U29: a line without an end, in mid-stream on the wire %s from dialect %s, with nobody to go on, ends in an error event', async (wire, dialect) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: { dialect }, second: {} }, { resume: false })
    const { start, text } = EVENTS[dialect]
    const wasSeen = createGate()
    first.otherwise(raw({ chunks: (function * () { yield start + text('hello'); yield wasSeen; yield 'data: '; yield * endless('x') })() }))
    expectBroken(await ask({ wire, stream: true, onText: (seen) => { if (seen.includes('hello')) wasSeen.open() } }), 'upstream_stream_interrupted')
    await onlyRequest(first).aborted
    expect(second.requests).toHaveLength(0)
  })

  test.each(ROUTES)('U29: one event of 900 KB, on the wire %s from dialect %s, is nothing special', async (wire, dialect) => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: { dialect } })
    first.otherwise(hugeEvent(900_000))
    expectAnswer(await ask({ wire, stream: true }), 'x'.repeat(900_000))
    expectAnswer(await ask({ wire }), 'x'.repeat(900_000))
  })
})

describe('U30', () => {
  const JSON_ANSWER = JSON.stringify({ id: 'x', choices: [{ index: 0, message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }] })
  const { start, text, finish, terminal } = EVENTS.openai
  const STREAM_ANSWER = [start, text('hello'), finish, terminal].join('')

  test('U30: a request asks for a body that is not compressed', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {} })
    await ask()
    expect(onlyRequest(first).headers['accept-encoding']).toBe('identity')
  })

  test.each<[string, boolean, Step, RegExp]>([
    ['gzip that is none', false, gzipBody('garbage'), /cannot be read/u],
    ['gzip that is none, as a stream', true, gzipBody('garbage', { headers: EVENT_STREAM }), /cannot be read/u],
    ['half a gzip', false, gzipBody('truncated', { body: JSON_ANSWER }), /cannot be read/u],
    ['a gzip bomb', false, gzipBody('bomb'), /without measure/u],
    ['an encoding that nobody knows', false, raw({ headers: { 'content-type': 'application/json', 'content-encoding': 'lzma' }, chunks: [JSON_ANSWER] }), /unknown encoding lzma/u],
  ])('U30: %s is answered by the next target', async (_name, stream, step, words) => {
    const { providers: { first }, ask, logged } = await startRoutedProviders({ first: { keys: 2 }, second: { dialect: 'anthropic' } })
    first.otherwise(step)
    expectFailover(await ask({ stream }), 'first/m=bad-response', 'second/m=ok')
    onlyRequest(first)
    expect((await logged({ failure: 'bad-response' }))['msg']).toMatch(words)
  })

  test.each(WIRES)('U30: gzip that is none, from everybody, on the wire %s, is a 502', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: { dialect: 'anthropic' } })
    first.otherwise(gzipBody('garbage'))
    second.otherwise(gzipBody('garbage'))
    expectFailure(await ask({ wire }), 'provider_bad_response')
  })

  test.each(WIRES)('U30: good gzip that nobody asked for, on the wire %s, is read', async (wire) => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {} })
    first.script(gzipBody('good', { body: JSON_ANSWER }), gzipBody('good', { body: STREAM_ANSWER, headers: EVENT_STREAM }))
    for (const stream of [false, true]) {
      const reply = await ask({ wire, stream })
      expectAnswer(reply)
      expectTrail(reply, 'first/m=ok')
      expect(reply.headers.get('content-encoding')).toBeNull()
    }
  })

  test('U30: an error under gzip is understood', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {}, second: {} })
    const body = gzipSync(JSON.stringify({ error: { message: 'temperature must be at most 2' } }))
    first.otherwise(raw({ status: 400, headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, chunks: [body] }))
    expect(expectFailure(await ask(), 'invalid_request')).toContain('temperature must be at most 2')
  })
})
