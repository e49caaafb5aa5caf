/** The real `@anthropic-ai/sdk` package against the running router, over providers of both dialects. */

import Anthropic from '@anthropic-ai/sdk'
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod'
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createGate } from '../../src/simulator/gate.ts'
import { answer, hang } from '../../src/simulator/steps.ts'
import { startRoutedProviders } from '../support/routed-providers.ts'
import { TARGETS, useDemoRouter } from './demo-router.ts'

const demo = useDemoRouter()
const client = (options: ConstructorParameters<typeof Anthropic>[0] = {}): Anthropic => new Anthropic({ baseURL: demo.router.url, apiKey: 'any', maxRetries: 0, ...options })

const HI = { max_tokens: 500, messages: [{ role: 'user' as const, content: 'Say hello' }] }
const asking = (content: string) => ({ max_tokens: 500, messages: [{ role: 'user' as const, content }] })
const WEATHER = { name: 'Weather', description: 'The weather', input_schema: { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] } }
const TIME = { name: 'Time', input_schema: { type: 'object' as const, properties: {} } }
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const aNumber = expect.any(Number) as unknown
const says = (text: string): unknown => expect.stringContaining(text)

describe.each(TARGETS)('over %s', (model) => {
  test('a whole answer, when nothing else is asked, has text, usage, a stop reason and our id', async () => {
    const { data: message, request_id: requestId, response } = await client().messages.create({ model, ...HI }).withResponse()
    expect(message).toMatchObject({ type: 'message', role: 'assistant', stop_reason: 'end_turn', stop_sequence: null, content: [{ type: 'text', text: says('demonstration') }], usage: { input_tokens: aNumber, output_tokens: aNumber } })
    expect(requestId).toMatch(/^[\da-f-]{36}$/)
    expect(response.headers.get('x-request-id')).toBe(requestId)
    expect(`${response.headers.get('x-smart-router-provider')}/${response.headers.get('x-smart-router-model')}`).toBe(model)
  })

  test('a raw stream, when it is read, has every event in its order and ends with message_stop', async () => {
    const types: string[] = []
    for await (const { type } of await client().messages.create({ model, ...HI, stream: true })) if (types.at(-1) !== type) types.push(type)
    expect(types.filter(type => type as string !== 'ping')).toEqual(['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'message_stop'])
  })

  test('stream(), when it is waited for, gives the final message', async () => {
    const deltas: string[] = []
    const stream = client().messages.stream({ model, ...HI })
    stream.on('text', delta => deltas.push(delta))
    const message = await stream.finalMessage()
    expect(message).toMatchObject({ stop_reason: 'end_turn', content: [{ type: 'text', text: deltas.join('') }], usage: { output_tokens: aNumber } })
    expect(message.usage.output_tokens).toBeGreaterThan(5)
    expect(await stream.finalText()).toBe(deltas.join(''))
  })

  test('tools, when two are called at once, come with their input and ids of their own', async () => {
    const question = { model, ...asking('demo:tool Weather {"city":"القاهرة"} demo:tool Time {}'), tools: [WEATHER, TIME] }
    for (const message of [await client().messages.create(question), await client().messages.stream(question).finalMessage()]) {
      expect(message.stop_reason).toBe('tool_use')
      const calls = message.content.filter(block => block.type === 'tool_use')
      expect(calls.map(({ name, input }) => [name, input])).toEqual([['Weather', { city: 'القاهرة' }], ['Time', {}]])
      expect(new Set(calls.map(({ id }) => id)).size).toBe(2)
      for (const { id } of calls) expect(id).toMatch(/^[\w-]+$/)
    }
  })

  test.each([false, true])('toolRunner, streamed: %s, runs the tool, is refused its thread, and comes back with the last word', async (stream) => {
    const cities: string[] = []
    const weather = betaZodTool({ name: 'Weather', description: 'The weather', inputSchema: z.object({ city: z.string() }), run: ({ city }) => { cities.push(city); return `warm in ${city}` } })
    const question = { model, ...asking('demo:tool Weather {"city":"Cairo"}'), tools: [weather] }
    const { messages } = client().beta
    const last = stream ? await messages.toolRunner({ ...question, stream: true }).runUntilDone() : await messages.toolRunner(question).runUntilDone()
    expect(last).toMatchObject({ stop_reason: 'end_turn', content: [{ type: 'text', text: says('warm in Cairo') }] })
    expect(cities).toEqual(['Cairo'])
    expect(await (await fetch(`${demo.router.url}/metrics`)).text()).toContain('http_rejected_total{reason="thread_unsupported"}')
  })

  test('parse, when a schema is given, gives a value of it', async () => {
    const Recipe = z.object({ name: z.string(), minutes: z.number() })
    const message = await client().messages.parse({ model, ...HI, output_config: { format: zodOutputFormat(Recipe) } })
    expect(Recipe.parse(message.parsed_output)).toMatchObject({ name: says('demonstration') })
  })

  test('an image, when it is sent in line, reaches the provider', async () => {
    const content = [{ type: 'text' as const, text: 'What is this?' }, { type: 'image' as const, source: { type: 'base64' as const, media_type: 'image/png' as const, data: PIXEL } }]
    expect(await client().messages.create({ model, max_tokens: 500, messages: [{ role: 'user', content }] })).toMatchObject({ content: [{ text: says('1 image') }] })
  })

  test('thinking, when it is asked for, comes before the text, streamed and whole', async () => {
    const question = { model, ...HI, max_tokens: 4000, thinking: { type: 'enabled' as const, budget_tokens: 2000 } }
    for (const message of [await client().messages.create(question), await client().messages.stream(question).finalMessage()]) {
      expect(message.content).toMatchObject([{ type: 'thinking', thinking: says('demonstration of thinking'), signature: expect.any(String) as unknown }, { type: 'text', text: says('no model was called') }])
    }
  })

  test('stop sequences and a limit, when they are given, are kept', async () => {
    expect(await client().messages.create({ model, ...HI, stop_sequences: [' looks'] })).toMatchObject({ content: [{ text: expect.stringMatching(/Your request$/) as unknown }] })
    const cut = await client().messages.create({ model, ...HI, max_tokens: 3 })
    expect(cut.stop_reason).toBe('max_tokens')
    expect(cut.usage.output_tokens).toBeLessThanOrEqual(3)
  })
})

test('tokens, when they are counted, are counted here', async () => {
  const { input_tokens: few } = await client().messages.countTokens({ model: 'auto', messages: HI.messages })
  const { input_tokens: more } = await client().messages.countTokens({ model: 'auto', system: 'You are a helpful assistant. '.repeat(50), messages: HI.messages, tools: [WEATHER] })
  expect(few).toBeGreaterThan(0)
  expect(more).toBeGreaterThan(few + 200)
})

test('the models, when they are listed and retrieved, are in the shape of Anthropic', async () => {
  const page = await client().models.list({ limit: 1000 })
  expect(page).toMatchObject({ has_more: false, first_id: 'auto' })
  expect(page.data.map(({ id }) => id)).toEqual(expect.arrayContaining(['claude-router-auto', ...TARGETS]))
  for (const model of page.data) expect(model).toMatchObject({ type: 'model', display_name: expect.any(String) as unknown, created_at: expect.any(String) as unknown })
  for (const id of ['auto', ...TARGETS]) expect(await client().models.retrieve(id)).toMatchObject({ id, type: 'model' })
  await expect(client().models.retrieve('no/such')).rejects.toMatchObject({ status: 404, type: 'not_found_error' })
})

test('a thread, when one is created, is refused in the words that its SDK understands', async () => {
  await expect(client().beta.messages.create({ model: 'auto', ...HI, thread: { type: 'create' } })).rejects.toMatchObject({
    status: 400, error: { error: { type: 'invalid_request_error', details: { error_code: 'thread_unsupported_request', unsupported: ['thread'] } } },
  })
})

test.each(['', '/', '/v1', '/v1/'])('a base URL that ends in "%s" works', async (path) => {
  const anthropic = client({ baseURL: demo.router.url + path })
  expect((await anthropic.messages.create({ model: 'auto', ...HI })).type).toBe('message')
  expect((await anthropic.models.list()).data.length).toBeGreaterThan(3)
  expect((await anthropic.messages.countTokens({ model: 'auto', messages: HI.messages })).input_tokens).toBeGreaterThan(0)
})

test.each([['a key', { apiKey: 'the-client-s-own-key' }], ['a token', { apiKey: null, authToken: 'the-client-s-own-token' }]])('%s is taken and never handed on', async (_name, options) => {
  const { router, providers: { first } } = await startRoutedProviders({ first: { dialect: 'anthropic' } })
  await client({ baseURL: router.url, ...options }).messages.create({ model: 'auto', ...HI, metadata: { user_id: 'somebody' } })
  expect(JSON.stringify(first.requests[0]?.rawHeaders)).not.toContain('the-client-s')
  expect(first.requests[0]?.headers).toMatchObject({ 'x-api-key': 'first-test-key-1' })
})

test('an abort before the first content ends the upstream call', async () => {
  const { router, providers: { first }, logged } = await startRoutedProviders({ first: {} })
  first.otherwise(hang('after-start'))
  const stream = client({ baseURL: router.url }).messages.stream({ model: 'auto', ...HI })
  const { aborted } = await first.nextRequest()
  stream.abort()
  await expect(stream.finalMessage()).rejects.toBeInstanceOf(Anthropic.APIUserAbortError)
  await aborted
  expect(await logged({ outcome: 'client_gone' })).toMatchObject({ status: 499 })
})

test('a stream that is left after its first text ends the upstream call', async () => {
  const { router, providers: { first }, logged } = await startRoutedProviders({ first: { dialect: 'anthropic' } })
  const gate = createGate()
  onTestFinished(() => { gate.open() })
  first.otherwise(answer({ parts: ['one', gate, 'two'] }))
  for await (const { type } of await client({ baseURL: router.url }).messages.create({ model: 'auto', ...HI, stream: true })) if (type === 'content_block_delta') break
  await (await first.nextRequest()).aborted
  expect(await logged({ outcome: 'client_gone' })).toMatchObject({ status: 499 })
})
