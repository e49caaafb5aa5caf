/** Fault matrix, U39–U41: what is unusual and no failure, usage that is missing or absurd, and keys that are echoed. */

import { describe, expect, test } from 'vitest'
import { errorInsideOk } from '../../src/simulator/faulty-steps.ts'
import { type ScriptedAnswer, type Step, answer, bytes, errorEvent, raw, status } from '../../src/simulator/steps.ts'
import { expectAnswer, expectBroken, expectFailover, expectFailure, expectTrail } from '../support/expected-replies.ts'
import { onlyRequest, startRoutedProviders } from '../support/routed-providers.ts'

const WIRES = ['openai-chat', 'anthropic-messages'] as const
const ROUTES = [['openai-chat', 'openai'], ['openai-chat', 'anthropic'], ['anthropic-messages', 'anthropic'], ['anthropic-messages', 'openai']] as const

describe('U39', () => {
  test.each([[true, 'openai'], [false, 'openai'], [true, 'anthropic']] as const)('U39: early hints before and trailers after an answer (stream: %s), of dialect %s, are ignored', async (stream, dialect) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: { dialect }, second: {} })
    first.otherwise(answer({ hasEarlyHints: true, trailers: { 'x-checksum': '7' } }))
    for (let count = 0; count < 3; count++) {
      const reply = await ask({ stream })
      expectFailover(reply, 'first/m=ok')
      expect(reply.headers.get('x-checksum')).toBeNull()
    }
    expect(first.connections).toBe(1)
    expect(second.requests).toHaveLength(0)
  })

  test('U39: a 102 before an answer is ignored', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {}, second: {} })
    const body = '{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]}'
    first.otherwise(bytes(['HTTP/1.1 102 Processing\r\n\r\n', `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`]))
    expectFailover(await ask(), 'first/m=ok')
  })

  test('U39: a request never asks for another protocol, nor for a 100', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {} })
    await ask({ stream: true })
    const { headers } = onlyRequest(first)
    expect([headers.upgrade, headers.expect, headers['te'], headers['transfer-encoding']]).toEqual([undefined, undefined, undefined, undefined])
    expect(headers.connection).toBe('keep-alive')
  })
})

describe('U40', () => {
  const ABSURD = { inputTokens: -5, outputTokens: 99_999_999 }
  const USAGES: ReadonlyArray<readonly [string, ScriptedAnswer['usage'] & object | null]> = [['missing', null], ['absurd', ABSURD], ['negative', { inputTokens: 10, outputTokens: -1 }]]

  test.each(USAGES.flatMap(([name, usage]) => ROUTES.flatMap(route => [true, false].map(stream => ({ name, usage, wire: route[0], dialect: route[1], stream })))))(
    'U40: usage that is $name, on the wire $wire from dialect $dialect (stream: $stream), is counted here and marked', async ({ usage, wire, dialect, stream }) => {
      const { providers: { first, second }, ask, logged, metric } = await startRoutedProviders({ first: { dialect }, second: {} })
      first.otherwise(answer({ text: 'one two three four five', usage }))
      const reply = await ask({ wire, stream })
      expectAnswer(reply, 'one two three four five')
      expectTrail(reply, 'first/m=ok')
      expect(reply.text).not.toMatch(/-1\b|-5\b|99999999/u)
      const line = await logged({ msg: 'request' })
      expect(line).toMatchObject({ outcome: 'ok', usage_source: 'estimated' })
      for (const count of [line['in'], line['out']]) {
        expect(count).toBeGreaterThan(0)
        expect(count).toBeLessThan(100)
      }
      expect(await metric('tokens_total', { provider: 'first', type: 'output' })).toBe(line['out'])
      expect(second.requests).toHaveLength(0)
    })

  test('U40: usage that is believable is taken as told', async () => {
    const { providers: { first }, ask, logged } = await startRoutedProviders({ first: {} })
    first.otherwise(answer({ usage: { inputTokens: 21, outputTokens: 12 } }))
    expectAnswer(await ask({ wire: 'anthropic-messages', stream: true }))
    expect(await logged({ msg: 'request' })).toMatchObject({ usage_source: 'provider', in: 21, out: 12 })
  })
})

describe('U41', () => {
  const KEY = 'first-test-key-1'
  const SHAPED = 'sk-proj-Ab3dEf6hIj9kLm2nOp5q'
  const WORDS = `You sent Bearer ${KEY}, or was it ${SHAPED}?`

  test.each<[string, Step]>([
    ['400', status(400, { error: { message: WORDS } })],
    ['400 of plain text', status(400, { body: WORDS })],
    ['401', status(401, { error: { message: WORDS } })],
    ['403', status(403, { error: { message: WORDS } })],
    ['500', status(500, { error: { message: WORDS } })],
    ['503 of HTML', status(503, { body: `<html><title>${WORDS}</title></html>`, headers: { 'content-type': 'text/html' } })],
    ['context length', status(400, { error: { code: 'context_length_exceeded', message: WORDS } })],
    ['redirect', raw({ status: 302, headers: { location: `https://${KEY}.example/${KEY}`, 'content-length': '0' } })],
    ['error in a 200', errorInsideOk({ message: WORDS })],
    ['error event', errorEvent({ error: { message: WORDS } })],
    ['page in place of a stream', raw({ headers: { 'content-type': 'text/html' }, chunks: [`<h1>${WORDS}</h1>`] })],
  ])('U41: a key that is echoed in a %s reaches neither the client nor the log', async (_name, step) => {
    const { providers: { first }, router, ask } = await startRoutedProviders({ first: {} }, { retry_budget: 0 })
    first.otherwise(step)
    for (const wire of WIRES) {
      const reply = await ask({ wire, stream: true })
      expect(reply.status).toBeGreaterThanOrEqual(400)
      const everything = `${reply.text}${JSON.stringify([...reply.headers])}${JSON.stringify(router.log)}`
      expect(everything).not.toContain(KEY)
      expect(everything).not.toContain(SHAPED)
    }
    expect(JSON.stringify(router.log)).toContain('first/m')
  })

  test('U41: what a provider says of a request is passed on without the key', async () => {
    const { providers: { first }, ask, metric } = await startRoutedProviders({ first: {} })
    first.otherwise(status(400, { error: { message: `The field x is wrong (key ${KEY})` } }))
    expect(expectFailure(await ask(), 'invalid_request')).toContain('The field x is wrong (key [secret])')
    expect(await metric('secret_scrubbed_total')).toBeGreaterThan(0)
  })

  test.each(ROUTES)('U41: a key that is echoed in an error in mid-stream, on the wire %s from dialect %s, reaches nobody', async (wire, dialect) => {
    const { providers: { first }, router, ask, logged } = await startRoutedProviders({ first: { dialect } })
    first.otherwise(errorEvent({ after: dialect === 'openai' ? 2 : 4, error: { message: WORDS } }))
    const reply = await ask({ wire, stream: true })
    expectBroken(reply, 'upstream_stream_interrupted')
    await logged({ msg: 'request' })
    expect(`${reply.text}${JSON.stringify(router.log)}`).not.toContain(KEY)
  })
})
