/** Fault matrix, U15–U20: answers that look well by their status, or lead elsewhere, and are no answers. */

import { describe, expect, test } from 'vitest'
import { emptyBody, errorInsideOk, htmlPage, redirect } from '../../src/simulator/faulty-steps.ts'
import { startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { type Step, answer, cut, errorEvent, onlyTerminal, raw, status } from '../../src/simulator/steps.ts'
import { expectFailover, expectFailure, expectTrail } from '../support/expected-replies.ts'
import { keysAskedWith, onlyRequest, startRoutedProviders } from '../support/routed-providers.ts'

const DIALECTS = ['openai', 'anthropic'] as const
const WIRES = ['openai-chat', 'anthropic-messages'] as const
const JSON_BODY = { 'content-type': 'application/json' }
const json = (body: string): Step => raw({ headers: JSON_BODY, chunks: [body] })

describe('U15', () => {
  test.each([301, 302, 307, 308])('U15: a %i is not followed, and answered by the next target', async (code) => {
    const elsewhere = await startScriptedProvider()
    const { providers: { first }, ask, logged } = await startRoutedProviders({ first: { keys: 2 }, second: {} })
    first.otherwise(redirect(`${elsewhere.url}/v1/chat/completions`, code))
    expectFailover(await ask({ stream: true }), 'first/m=redirect', 'second/m=ok')
    onlyRequest(first)
    const { msg } = await logged({ failure: 'redirect', status: code })
    expect(msg).toContain(`127.0.0.1:${elsewhere.port}`)
    expect(elsewhere.connections).toBe(0)
    await elsewhere.close()
  })

  test.each(WIRES)('U15: a redirect from everybody, on the wire %s, is a 502 that does not lead there', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: { dialect: 'anthropic' } })
    first.otherwise(redirect('https://login.example/'))
    second.otherwise(redirect('https://login.example/'))
    const reply = await ask({ wire })
    expectFailure(reply, 'provider_bad_response')
    expect(reply.headers.get('location')).toBeNull()
  })
})

describe('U16', () => {
  test.each([[false, 'openai'], [true, 'openai'], [false, 'anthropic'], [true, 'anthropic']] as const)(
    'U16: a 200 with an error in JSON (stream: %s), of dialect %s, is answered by the next target', async (stream, dialect) => {
      const { providers: { first }, ask, logged } = await startRoutedProviders({ first: { dialect }, second: {} }, { retry_budget: 0 })
      first.otherwise(errorInsideOk({ type: 'server_error', message: 'something broke' }))
      expectFailover(await ask({ stream }), 'first/m=server-error', 'second/m=ok')
      onlyRequest(first)
      expect(await logged({ failure: 'server-error' })).toMatchObject({ target: 'first/m' })
    })

  test.each<[string, object, string]>([
    ['a rate limit', { error: { code: 'rate_limit_exceeded', message: 'slow down' } }, 'rate-limited'],
    ['a refused key', { error: { code: 'invalid_api_key', message: 'who are you?' } }, 'authentication'],
    ['a spent quota', { error: { type: 'insufficient_quota', message: 'no money' } }, 'quota-exhausted'],
    ['a rate limit of a vendor\'s own', { base_resp: { status_code: 1002, status_msg: 'limit' } }, 'rate-limited'],
  ])('U16: a 200 with an error in JSON, about %s, is answered by the next key', async (_name, body, failure) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: { keys: 2 }, second: {} })
    first.script(status(200, { body }))
    expectFailover(await ask({ wire: 'anthropic-messages' }), `first/m=${failure}`, 'first/m=ok')
    expect(keysAskedWith(first)).toEqual([1, 2])
    expect(second.requests).toHaveLength(0)
  })

  test('U16: a 200 with a rate limit in JSON, from everybody, is a 429', async () => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: {} })
    for (const provider of [first, second]) provider.otherwise(errorInsideOk({ code: 'rate_limit_exceeded', message: 'slow down' }))
    expectFailure(await ask({ stream: true }), 'providers_rate_limited', { shouldRetry: true, retryAfter: 1 })
  })
})

describe('U17', () => {
  test.each([['openai', 0], ['openai', 1], ['anthropic', 0], ['anthropic', 2], ['anthropic', 3]] as const)(
    'U17: an error event, of dialect %s after %i events without content, is answered by the next target unseen', async (dialect, after) => {
      const { providers: { first }, ask } = await startRoutedProviders({ first: { dialect }, second: {} }, { retry_budget: 0 })
      first.otherwise(errorEvent({ after, error: { type: dialect === 'openai' ? 'server_error' : 'api_error', message: 'CANARY' } }))
      for (const wire of WIRES) {
        const reply = await ask({ wire, stream: true })
        expectFailover(reply, 'first/m=server-error', 'second/m=ok')
        expect(reply.text).not.toContain('CANARY')
      }
    })

  test('U17: an error event that names an overload, of dialect anthropic, makes the target rest', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: { dialect: 'anthropic' }, second: {} })
    first.otherwise(errorEvent({ after: 1, error: { type: 'overloaded_error', message: 'Overloaded' } }))
    expectFailover(await ask({ wire: 'anthropic-messages', stream: true }), 'first/m=overloaded', 'second/m=ok')
    expectFailover(await ask({ wire: 'anthropic-messages', stream: true }), 'second/m=ok')
    onlyRequest(first)
  })

  test.each(WIRES)('U17: an error event first, from everybody, on the wire %s, is an error with a status and no stream', async (wire) => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {} }, { retry_budget: 0 })
    first.otherwise(errorEvent({ error: { code: 'rate_limit_exceeded' } }))
    expectFailure(await ask({ wire, stream: true }), 'providers_rate_limited', { shouldRetry: true, retryAfter: 1 })
  })
})

describe('U18', () => {
  test.each<[string, boolean, Step]>([
    ['no byte, as a stream', true, emptyBody()],
    ['no byte, as JSON', false, emptyBody('application/json')],
    ['no byte and no content type', true, raw({ headers: {} })],
    ['only the last word', true, onlyTerminal()],
    ['only its beginning', true, cut({ after: 1, how: 'clean' })],
    ['pings alone, and an end', true, raw({ chunks: [': keep-alive\n\n', ': keep-alive\n\n'] })],
    ['an empty text, as a stream', true, answer({ text: '' })],
    ['no content, as JSON', false, json('{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":""},"finish_reason":"stop"}]}')],
  ])('U18: an answer of %s is answered by the next target', async (_name, stream, step) => {
    const { providers: { first }, ask, metric } = await startRoutedProviders({ first: { keys: 2 }, second: { dialect: 'anthropic' } })
    first.otherwise(step)
    expectFailover(await ask({ stream }), 'first/m=bad-response', 'second/m=ok')
    onlyRequest(first)
    expect(await metric('maybe_billed_total', { provider: 'first', reason: 'bad-response' })).toBe(1)
  })

  test.each(DIALECTS)('U18: the last word alone, from everybody of dialect %s, is a 502', async (dialect) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: { dialect }, second: { dialect } })
    first.otherwise(onlyTerminal())
    second.otherwise(emptyBody())
    const reply = await ask({ stream: true })
    expectFailure(reply, 'provider_bad_response')
    expectTrail(reply, 'first/m=bad-response', 'second/m=bad-response')
  })
})

describe('U19', () => {
  test.each([[true, 'openai'], [false, 'openai'], [true, 'anthropic'], [false, 'anthropic']] as const)(
    'U19: a page of HTML (stream: %s), of dialect %s, is answered by the next target, and its title logged', async (stream, dialect) => {
      const { providers: { first }, ask, logged } = await startRoutedProviders({ first: { dialect, keys: 2 }, second: {} })
      first.otherwise(htmlPage())
      expectFailover(await ask({ wire: 'anthropic-messages', stream }), 'first/m=bad-response', 'second/m=ok')
      onlyRequest(first)
      expect((await logged({ failure: 'bad-response' }))['msg']).toContain('Just a moment')
    })

  test('U19: a page of HTML under the content type of a stream is answered by the next target', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {}, second: {} })
    first.otherwise(raw({ chunks: ['<!doctype html><html><head><title>Sign in</title></head></html>'] }))
    expectFailover(await ask({ stream: true }), 'first/m=bad-response', 'second/m=ok')
  })

  test('U19: a page of HTML, from everybody, is a 502 that does not show it', async () => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: {} })
    for (const provider of [first, second]) provider.otherwise(htmlPage())
    expect(expectFailure(await ask(), 'provider_bad_response')).not.toContain('Just a moment')
  })
})

describe('U20', () => {
  const GOOD = '{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}'

  test.each<[string, 'openai' | 'anthropic', string]>([
    ['broken JSON', 'openai', '{"choices":[{"mess'],
    ['JSON with something after it', 'openai', `${GOOD}\n<!-- served by edge-7 -->`],
    ['JSON without choices', 'openai', '{"id":"x","object":"chat.completion"}'],
    ['JSON with no choice', 'openai', '{"id":"x","choices":[]}'],
    ['JSON of an impossible shape', 'openai', '{"id":"x","choices":["yes"]}'],
    ['JSON that is a word', 'openai', '"ok"'],
    ['JSON that is null', 'anthropic', 'null'],
    ['JSON without content', 'anthropic', '{"id":"x","type":"message","role":"assistant"}'],
    ['JSON with no block', 'anthropic', '{"id":"x","type":"message","role":"assistant","content":[],"stop_reason":"end_turn"}'],
    ['another wire\'s JSON', 'anthropic', GOOD],
  ])('U20: %s, of dialect %s, is answered by the next target', async (_name, dialect, body) => {
    const { providers: { first }, ask, metric } = await startRoutedProviders({ first: { dialect, keys: 2 }, second: {} })
    first.otherwise(json(body))
    expectFailover(await ask(), 'first/m=bad-response', 'second/m=ok')
    onlyRequest(first)
    expect(await metric('maybe_billed_total', { provider: 'first', reason: 'bad-response' })).toBe(1)
  })

  test.each(WIRES)('U20: broken JSON from everybody, on the wire %s, is a 502', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: { dialect: 'anthropic' } })
    for (const provider of [first, second]) provider.otherwise(json('{"choices":[{"mess'))
    expectFailure(await ask({ wire }), 'provider_bad_response')
  })
})
