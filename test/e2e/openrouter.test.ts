/** OpenRouter's request members, from a client to the providers: who is asked, what is sent on, what is told. */

import { describe, expect, test } from 'vitest'
import { answer, status } from '../../src/simulator/steps.ts'
import { onlyRequest } from '../support/routed-providers.ts'
import { startClientRouter } from '../support/client-router.ts'

const PRICES = { cheap: { price: { input: 1, output: 2 } }, dear: { price: { input: 10, output: 20 } } }

const body = (members: object = {}): object => ({ model: 'task:general', messages: [{ role: 'user', content: 'hi' }], ...members })

const ask = async (router: { post: (path: string, body: unknown) => Promise<Response> }, members: object): Promise<Response> => await router.post('/v1/chat/completions', body(members))

describe('who is asked', () => {
  test.each<[object, readonly string[]]>([
    [{}, ['dear']], [{ provider: { sort: 'price' } }, ['cheap']], [{ provider: { max_price: { prompt: 5 } } }, ['cheap']], [{ provider: { order: ['cheap'] } }, ['cheap']],
    [{ provider: { ignore: ['dear'] } }, ['cheap']], [{ provider: { only: ['cheap'] } }, ['cheap']], [{ model: 'cheap/m', models: ['dear/m'] }, ['cheap']], [{ provider: {}, route: 'fallback' }, ['dear']],
  ])('a request with %j goes to %j, and no word of it to the provider', async (members, expected) => {
    const { router, providers, asked } = await startClientRouter({ dear: { model: PRICES.dear }, cheap: { model: PRICES.cheap } })
    expect((await ask(router, members)).status).toBe(200)
    expect(asked()).toEqual(expected)
    const { json } = onlyRequest(providers[expected[0] as 'cheap' | 'dear'])
    for (const name of ['models', 'provider', 'route']) expect(json).not.toHaveProperty(name)
  })

  test('the same members, in a request of the Anthropic wire, mean the same', async () => {
    const { router, asked } = await startClientRouter({ dear: { model: PRICES.dear }, cheap: { model: PRICES.cheap, dialect: 'anthropic' } })
    expect((await router.post('/v1/messages', body({ max_tokens: 10, provider: { only: ['cheap'] } }))).status).toBe(200)
    expect(asked()).toEqual(['cheap'])
  })

  test('the models, when the first fails, are asked in their order', async () => {
    const { router, providers: { first }, asked } = await startClientRouter({ first: {}, second: {}, third: {} })
    first.otherwise(status(503))
    const response = await ask(router, { model: 'first/m', models: ['third/m'] })
    expect(response.headers.get('x-smart-router-trail')).toBe('first/m=unavailable; third/m=ok')
    expect(asked()).toEqual(['first', 'third'])
  })

  test('nobody else, where fallbacks are not allowed, is asked when the first fails', async () => {
    const { router, providers: { first }, asked } = await startClientRouter({ first: {}, second: {} })
    first.otherwise(status(503))
    expect((await ask(router, { provider: { allow_fallbacks: false } })).status).toBe(503)
    expect(asked()).toEqual(['first'])
  })

  test('a provider that nobody configured, and wishes that exclude everybody, are told before anybody is asked', async () => {
    const { router, asked } = await startClientRouter({ first: {}, second: {} })
    expect(await (await ask(router, { provider: { only: ['secnd'] } })).json()).toMatchObject({ error: { code: 'invalid_request', param: 'provider.only', message: expect.stringContaining('did you mean "second"?') as unknown } })
    expect(await (await ask(router, { provider: { max_price: { prompt: 1 } } })).json()).toMatchObject({ error: { code: 'no_capable_target', param: 'provider' } })
    expect(await (await ask(router, { model: 'first/m', models: ['fist/m'] })).json()).toMatchObject({ error: { code: 'model_not_found', param: 'models' } })
    expect(asked()).toEqual([])
  })

  test('a target that would leave something out, where all parameters are demanded, gives way to one that does not', async () => {
    const { router, asked } = await startClientRouter({ first: { compat: { structured_output: 'json-object' } }, second: {} })
    const members = { response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'object' } } }, provider: { require_parameters: true } }
    expect((await ask(router, members)).status).toBe(200)
    expect(asked()).toEqual(['second'])
    const explained = await (await router.post('/v1/route', body(members))).json() as { skipped: unknown }
    expect(explained.skipped).toEqual([{ target: 'first/m', reason: 'require_parameters: it would have to leave out response_format', rest_ms: null }])
  })

  test('a marketplace, when it understands the members, is told what does not name this router\'s own', async () => {
    const { router, providers: { first } } = await startClientRouter({ first: { compat: { understands_routing_fields: true } }, second: {} })
    const response = await ask(router, { provider: { order: ['first'], data_collection: 'deny' }, usage: { include: true } })
    expect(response.headers.has('x-smart-router-dropped')).toBe(false)
    expect(onlyRequest(first).json).toMatchObject({ provider: { data_collection: 'deny' }, usage: { include: true } })
  })

  test('a wish that nobody can grant, when it is made, is told as dropped', async () => {
    const { router } = await startClientRouter({ first: {} })
    expect((await ask(router, { provider: { data_collection: 'deny' } })).headers.get('x-smart-router-dropped')).toBe('provider.data_collection')
  })
})

describe('usage.cost', () => {
  const priced = { model: { price: { input: 1_000, output: 100_000 } } } as const
  const COST = (12 * 1_000 + 7 * 100_000) / 1_000_000

  const costOf = async (dialect: 'openai' | 'anthropic', { model = {}, members = {} }: { model?: object, members?: object }): Promise<unknown> => {
    const { router } = await startClientRouter({ first: { dialect, model } })
    const { usage } = await (await ask(router, members)).json() as { usage: Record<string, unknown> }
    return usage['cost']
  }

  test.each(['openai', 'anthropic'] as const)('an answer from the wire %s, when its cost is asked for, tells it', async (dialect) => {
    expect(await costOf(dialect, { ...priced, members: { usage: { include: true } } })).toBeCloseTo(COST, 9)
  })

  test.each<[string, object]>([['the price is not known', { members: { usage: { include: true } } }], ['nobody asked', priced], ['it is not wanted', { ...priced, members: { usage: { include: false } } }]])('an answer, where %s, holds no cost', async (_, choice) => {
    expect(await costOf('openai', choice)).toBeUndefined()
  })

  test.each(['openai', 'anthropic'] as const)('a stream from the wire %s, when its cost is asked for, ends with usage that tells it', async (dialect) => {
    const { router } = await startClientRouter({ first: { dialect, ...priced } })
    const stream = await (await ask(router, { stream: true, usage: { include: true } })).text()
    const [usage] = stream.split('\n\n').filter(event => event.includes('"usage":{')).map(event => (JSON.parse(event.slice('data: '.length)) as { usage: Record<string, unknown> }).usage)
    expect(usage).toMatchObject({ prompt_tokens: 12, completion_tokens: 7 })
    expect(usage?.['cost']).toBeCloseTo(COST, 9)
    expect(stream.endsWith('data: [DONE]\n\n')).toBe(true)
  })

  test('an answer whose usage nobody told, when its cost is asked for, holds none', async () => {
    const { router, providers: { first } } = await startClientRouter({ first: { dialect: 'anthropic', ...priced } })
    first.script(answer({ usage: null }))
    const { usage } = await (await ask(router, { usage: { include: true } })).json() as { usage: object }
    expect(usage).not.toHaveProperty('cost')
  })
})

describe('x-smart-router-notes', () => {
  test('what was asked for in place of something else, when an answer comes, is told in a header and in the log', async () => {
    const { router } = await startClientRouter({ first: { compat: { structured_output: 'json-object', tool_choice: 'auto-only' }, model: { max_output_tokens: 50 } } })
    const response = await ask(router, { max_tokens: 500, response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'object' } } } })
    const notes = ['response_format json_schema asked for in the prompt: target has json_object only', 'max_tokens 500 lowered to 50']
    expect(response.headers.get('x-smart-router-notes')).toBe(notes.join('; '))
    expect(await router.logLine(line => line['msg'] === 'request')).toMatchObject({ notes })
  })

  test('a larger window, when the first one may be too small, is told', async () => {
    const { router } = await startClientRouter({ first: { model: { context_window: 50 } }, second: {} })
    const response = await ask(router, { messages: [{ role: 'user', content: 'word '.repeat(100) }] })
    expect([response.headers.get('x-smart-router-provider'), response.headers.get('x-smart-router-notes')]).toEqual(['second', 'moved to a larger window: first/m holds 50 tokens'])
  })

  test('nothing, when nothing was substituted, is told', async () => {
    const { router } = await startClientRouter({ first: {} })
    expect((await ask(router, { max_tokens: 5 })).headers.has('x-smart-router-notes')).toBe(false)
  })
})

describe('a prompt that fits nobody', () => {
  const long = { messages: [{ role: 'user', content: 'word '.repeat(4_000) }] }

  test.each([['/v1/chat/completions', { error: { code: 'context_length_exceeded', param: 'messages' } }], ['/v1/messages', { type: 'error', error: { type: 'invalid_request_error' } }]])('a prompt at %s, when it is clearly too long, is refused here in words that clients know', async (path, expected) => {
    const { router, asked } = await startClientRouter({ first: { model: { context_window: 1_000 } }, second: { model: { context_window: 2_000 } } })
    const response = await router.post(path, body({ max_tokens: 10, ...long }))
    expect([response.status, response.headers.get('x-should-retry')]).toEqual([400, 'false'])
    const told = await response.json() as { error: { message: string } }
    expect(told).toMatchObject(expected)
    expect(told.error.message).toMatch(/^prompt is too long: 4\d\d\d tokens > 2000 maximum/)
    expect(asked()).toEqual([])
  })
})
