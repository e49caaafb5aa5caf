/** How the real SDKs take our errors: the right class, the right words, and no more requests than can help. */

import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { createGate } from '../../src/simulator/gate.ts'
import { answer, cut, hang, status, type Step } from '../../src/simulator/steps.ts'
import { type RoutedProviders, startRoutedProviders } from '../support/routed-providers.ts'

const openAiAsks = async (url: string, members: object = {}): Promise<unknown> =>
  await new OpenAI({ baseURL: `${url}/v1`, apiKey: 'any' }).chat.completions.create({ model: 'task:general', messages: [{ role: 'user', content: 'hi' }], ...members })
const anthropicAsks = async (url: string, members: object = {}): Promise<unknown> =>
  await new Anthropic({ baseURL: url, apiKey: 'any' }).messages.create({ model: 'task:general', max_tokens: 50, messages: [{ role: 'user', content: 'hi' }], ...members })

const startFailing = async (step: Step, settings = {}): Promise<RoutedProviders<'first'>> => {
  const world = await startRoutedProviders({ first: {} }, settings)
  world.providers.first.otherwise(step)
  return world
}

/** Requests that reached the router: both SDKs retry twice by themselves, with their usual settings. */
const requestCount = async ({ router }: RoutedProviders<'first'>): Promise<number> => {
  // Records are written behind; a scrape has them all.
  await (await fetch(`${router.url}/metrics`)).text()
  return router.log.filter(({ msg }) => msg === 'request').length
}

const FAILURES = [
  { step: status(503), of: 'a spent chain', openAi: OpenAI.InternalServerError, anthropic: Anthropic.InternalServerError, status: 503, code: 'all_providers_failed', type: 'overloaded_error' },
  { step: status(401), of: 'refused provider keys', openAi: OpenAI.InternalServerError, anthropic: Anthropic.InternalServerError, status: 502, code: 'provider_auth_failed', type: 'api_error' },
  { step: status(200, { body: '<html>' }), of: 'an unusable answer', openAi: OpenAI.InternalServerError, anthropic: Anthropic.InternalServerError, status: 502, code: 'provider_bad_response', type: 'api_error' },
  { step: status(400), of: 'a request that the provider refuses', openAi: OpenAI.BadRequestError, anthropic: Anthropic.BadRequestError, status: 400, code: 'invalid_request', type: 'invalid_request_error' },
  { step: status(429, { headers: { 'retry-after': '3600' } }), of: 'a long rate limit', openAi: OpenAI.RateLimitError, anthropic: Anthropic.RateLimitError, status: 429, code: 'providers_rate_limited', type: 'rate_limit_error' },
] as const

describe.each(FAILURES)('$of', ({ step, openAi, anthropic, status: statusCode, code, type }) => {
  test('the openai package, asked once, makes one request and throws the right class', async () => {
    const world = await startFailing(step)
    const error = await openAiAsks(world.router.url).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(openAi)
    expect(error).toMatchObject({ status: statusCode, code, requestID: expect.stringMatching(/^[\da-f-]{36}$/) as unknown })
    expect(await requestCount(world)).toBe(1)
  })

  test('the Anthropic SDK, asked once, makes one request and throws the right class', async () => {
    const world = await startFailing(step)
    const error = await anthropicAsks(world.router.url).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(anthropic)
    expect(error).toMatchObject({ status: statusCode, type, requestID: expect.stringMatching(/^[\da-f-]{36}$/) as unknown })
    expect(await requestCount(world)).toBe(1)
  })
})

describe('a short rest', () => {
  const NERVOUS = { breaker: { minimum_calls: 1, failure_percent: 1, open_ms: 800, max_open_ms: 800 } }

  test.each([['openai', openAiAsks], ['anthropic', anthropicAsks]] as const)('the %s SDK, when a retry helps, waits as long as it is told and gets its answer', async (_name, asks) => {
    const world = await startFailing(answer(), NERVOUS)
    world.providers.first.script(status(503))
    await asks(world.router.url).catch(() => undefined)
    await asks(world.router.url)
    expect(world.providers.first.requestCount).toBe(2)
    // The one that failed, the one that was told to wait, and the one that came back.
    expect(await requestCount(world)).toBeGreaterThanOrEqual(3)
  })
})

describe('a stream that breaks', () => {
  const broken = (): Step => cut({ after: 3, how: 'destroy', answer: { text: 'hello wide world', chunkSize: 4 } })

  test('the openai package, when its stream breaks, throws our code and reports no success', async () => {
    const { router } = await startFailing(broken())
    const stream = await openAiAsks(router.url, { stream: true }) as AsyncIterable<OpenAI.ChatCompletionChunk>
    const reading = async (): Promise<void> => { for await (const _chunk of stream) { /* until it breaks */ } }
    await expect(reading()).rejects.toMatchObject({ code: 'upstream_stream_interrupted', message: expect.stringContaining('first') as unknown })
  })

  test('the Anthropic SDK, when its stream breaks, throws an api_error and reports no success', async () => {
    const { router } = await startFailing(broken())
    const stream = await anthropicAsks(router.url, { stream: true }) as AsyncIterable<Anthropic.RawMessageStreamEvent>
    const types: string[] = []
    const reading = async (): Promise<void> => { for await (const { type } of stream) types.push(type) }
    await expect(reading()).rejects.toMatchObject({ type: 'api_error' })
    expect(types).not.toContain('message_stop')
  })

  test.each(['openai', 'anthropic'] as const)('the %s SDK, when the router stops in mid-stream, throws our last word', async (name) => {
    const { router, providers: { first }, logged } = await startFailing(hang('after-content'))
    const stream = await (name === 'openai' ? openAiAsks : anthropicAsks)(router.url, { stream: true }) as AsyncIterable<unknown>
    await first.nextRequest()
    const stopped = createGate()
    const reading = async (): Promise<void> => {
      for await (const _part of stream) if (!stopped.isOpen) { stopped.open(); void router.close() }
    }
    await expect(reading()).rejects.toMatchObject(name === 'openai' ? { code: 'router_shutdown', type: 'server_error' } : { type: 'overloaded_error' })
    expect(await logged({ outcome: 'interrupted' })).toMatchObject({ error: 'router_shutdown' })
  })
})
