/** Fault matrix, U7–U13: refused keys, missing models, and requests that another provider would refuse as well. */

import { describe, expect, test } from 'vitest'
import { createGate } from '../../src/simulator/gate.ts'
import { raw, status } from '../../src/simulator/steps.ts'
import { expectFailover, expectFailure, expectTrail } from '../support/expected-replies.ts'
import { keysAskedWith, onlyRequest, startRoutedProviders } from '../support/routed-providers.ts'

const WIRES = ['openai-chat', 'anthropic-messages'] as const
const saying = (code: number, message: string, error: { readonly code?: string } = {}): ReturnType<typeof status> => status(code, { error: { message, ...error } })

describe('U7', () => {
  test.each(['openai', 'anthropic'] as const)('U7: a 401, on the first of two keys of dialect %s, is answered by the second key, and the first is not used again', async (dialect) => {
    const { providers: { first, second }, ask, logged } = await startRoutedProviders({ first: { keys: 2, dialect }, second: {} })
    first.script(status(401))
    expectFailover(await ask({ stream: true }), 'first/m=authentication', 'first/m=ok')
    expect(await logged({ alert: 'provider_key_refused' })).toMatchObject({ credential: 'first#1', status: 401, level: 50 })
    for (let count = 0; count < 3; count++) expectFailover(await ask(), 'first/m=ok')
    expect(keysAskedWith(first)).toEqual([1, 2, 2, 2, 2])
    expect(second.requests).toHaveLength(0)
  })

  test('U7: a 401 to many requests at once, on one key, alerts once', async () => {
    const { providers: { first }, router, ask, metric } = await startRoutedProviders({ first: {}, second: {} })
    const gate = createGate()
    first.otherwise(raw({ status: 401, headers: { 'content-type': 'application/json' }, chunks: ['{}'], heldBy: gate }))
    const replies = Array.from({ length: 3 }, () => ask())
    for (let count = 0; count < 3; count++) await first.nextRequest()
    gate.open()
    for (const reply of await Promise.all(replies)) expectFailover(reply, 'first/m=authentication', 'second/m=ok')
    expect(router.log.filter(({ alert }) => alert === 'provider_key_refused')).toHaveLength(1)
    expect(await metric('upstream_attempts_total', { outcome: 'authentication' })).toBe(3)
  })

  test.each(WIRES)('U7: a 401 from everybody, on the wire %s, is a 502 and never a 401', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: { dialect: 'anthropic' } })
    first.otherwise(status(401))
    second.otherwise(status(401))
    const reply = await ask({ wire })
    expect(expectFailure(reply, 'provider_auth_failed')).toContain('your key for this router')
    expectTrail(reply, 'first/m=authentication', 'second/m=authentication')
    expectFailure(await ask({ wire, stream: true }), 'provider_auth_failed')
    onlyRequest(first)
  })
})

describe('U8', () => {
  test('U8: a 403, for one model of a key, leaves the key to its other models', async () => {
    const { providers: { first }, ask, logged } = await startRoutedProviders({ first: { models: ['m', 'n'] }, second: {} })
    first.script(saying(403, 'This model is not available in your country', { code: 'unsupported_country' }))
    expectFailover(await ask({ wire: 'anthropic-messages', stream: true }), 'first/m=permission', 'first/n=ok')
    expectFailover(await ask(), 'first/n=ok')
    expect(first.requests.map(({ json }) => json['model'])).toEqual(['m', 'n', 'n'])
    expect(await logged({ alert: 'provider_key_not_permitted' })).toMatchObject({ credential: 'first#1', status: 403 })
  })

  test.each(WIRES)('U8: a 403 from everybody, on the wire %s, is a 502 and never a 403', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: { keys: 2 }, second: {} })
    first.otherwise(status(403))
    second.otherwise(status(403))
    const reply = await ask({ wire })
    expectFailure(reply, 'provider_auth_failed')
    expectTrail(reply, 'first/m=permission', 'first/m=permission', 'second/m=permission')
  })
})

describe('U9', () => {
  const unknown = saying(404, 'The model `m` does not exist', { code: 'model_not_found' })

  test('U9: a 404 about the model is answered by the next target, and remembered', async () => {
    const { providers: { first }, ask, logged } = await startRoutedProviders({ first: {}, second: { dialect: 'anthropic' } })
    first.otherwise(unknown)
    expectFailover(await ask({ wire: 'anthropic-messages' }), 'first/m=model-not-found', 'second/m=ok')
    expectFailover(await ask({ wire: 'anthropic-messages' }), 'second/m=ok')
    onlyRequest(first)
    expect(await logged({ failure: 'model-not-found' })).toMatchObject({ target: 'first/m', credential: 'first#1', status: 404, level: 40 })
    expect(Number((await logged({ failure: 'model-not-found' }))['rest_ms'])).toBeGreaterThanOrEqual(60_000)
  })

  test.each(WIRES)('U9: a 404 about the model from everybody, on the wire %s, is a 404, now and while it is remembered', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: {} })
    first.otherwise(unknown)
    second.otherwise(unknown)
    expectFailure(await ask({ wire }), 'model_not_found')
    expectFailure(await ask({ wire }), 'model_not_found')
    onlyRequest(first)
    onlyRequest(second)
  })

  test('U9: a 404 about the model from one, and a 503 from the other, is a 503', async () => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: {} })
    first.otherwise(unknown)
    second.otherwise(status(503))
    expectFailure(await ask(), 'all_providers_failed')
  })

  test('U9: a 404 about the path, which is a wrong address and no missing model, is answered by the next target', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {}, second: {} })
    first.otherwise(status(404, { body: '404 page not found' }))
    expectFailover(await ask(), 'first/m=unavailable', 'second/m=ok')
  })
})

describe('U10', () => {
  const invalid = saying(400, 'messages[0].content must not be null')

  test.each([['openai-chat', 'openai'], ['openai-chat', 'anthropic'], ['anthropic-messages', 'openai']] as const)(
    'U10: a 400, on the wire %s from dialect %s, is passed on, and nobody else is asked', async (wire, dialect) => {
      const { providers: { first, second }, ask, logged } = await startRoutedProviders({ first: { dialect, keys: 2 }, second: {} })
      first.otherwise(invalid)
      const reply = await ask({ wire, stream: true })
      expect(expectFailure(reply, 'invalid_request')).toContain('messages[0].content must not be null')
      expectTrail(reply, 'first/m=invalid-request')
      onlyRequest(first)
      expect(second.requests).toHaveLength(0)
      expect(await logged({ msg: 'request' })).toMatchObject({ outcome: 'error', status: 400, error: 'invalid_request' })
    })

  test('U10: a 400 about a field that the next target may know is tried there, once', async () => {
    const { providers: { first, second, third }, ask } = await startRoutedProviders({ first: {}, second: {}, third: {} })
    first.otherwise(saying(400, 'Unsupported parameter: max_tokens'))
    expectFailover(await ask(), 'first/m=invalid-request', 'second/m=ok')
    second.otherwise(saying(400, 'Unknown parameter: max_tokens'))
    const reply = await ask()
    expectFailure(reply, 'invalid_request')
    expectTrail(reply, 'first/m=invalid-request', 'second/m=invalid-request')
    expect(third.requests).toHaveLength(0)
  })

  test('U10: a 400, where the configuration lets it fail over, is answered by the next target', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {}, second: {} }, { fallback_on_invalid_request: true })
    first.otherwise(invalid)
    expectFailover(await ask({ wire: 'anthropic-messages' }), 'first/m=invalid-request', 'second/m=ok')
  })
})

describe('U11', () => {
  const tooLong = saying(400, 'This model\'s maximum context length is 8000 tokens. However, your messages resulted in 9000 tokens.', { code: 'context_length_exceeded' })

  test('U11: a prompt too long for a target goes to one with a larger window, past one of the same size', async () => {
    const windows = { first: { contextWindow: 8_000, keys: 2 }, second: { contextWindow: 8_000 }, third: { contextWindow: 100_000, dialect: 'anthropic' } } as const
    const { providers: { first, second }, ask } = await startRoutedProviders(windows)
    first.otherwise(tooLong)
    expectFailover(await ask({ stream: true }), 'first/m=context-length', 'third/m=ok')
    onlyRequest(first)
    expect(second.requests).toHaveLength(0)
  })

  test.each(WIRES)('U11: a prompt too long for everybody, on the wire %s, is a 400 that counts the tokens', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: { contextWindow: 8_000 }, second: { contextWindow: 8_000 } })
    first.otherwise(tooLong)
    const reply = await ask({ wire })
    expect(expectFailure(reply, 'context_length_exceeded')).toMatch(/^prompt is too long: 9000 tokens > 8000 maximum/u)
    expectTrail(reply, 'first/m=context-length')
    expect(second.requests).toHaveLength(0)
  })
})

describe('U12', () => {
  test.each(WIRES)('U12: a content filter, on the wire %s, is passed on, and nobody else is asked', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: { keys: 2 }, second: {} })
    first.otherwise(saying(400, 'Content Exists Risk', { code: 'content_policy_violation' }))
    expectFailure(await ask({ wire, stream: true }), 'content_policy_violation')
    onlyRequest(first)
    expect(second.requests).toHaveLength(0)
  })
})

describe('U13', () => {
  test('U13: a 413 is answered by the next target', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: { keys: 2 }, second: {} })
    first.otherwise(status(413))
    expectFailover(await ask({ stream: true }), 'first/m=request-too-large', 'second/m=ok')
    onlyRequest(first)
  })

  test.each(WIRES)('U13: a 413 from everybody, on the wire %s, is a 413', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: { dialect: 'anthropic' }, second: {} })
    first.otherwise(status(413))
    second.otherwise(status(413))
    const reply = await ask({ wire })
    expectFailure(reply, 'request_too_large')
    expectTrail(reply, 'first/m=request-too-large', 'second/m=request-too-large')
  })
})
