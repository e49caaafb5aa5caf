/** The real `openai` package against the running router, over providers of both dialects. */

import OpenAI from 'openai'
import { zodResponseFormat } from 'openai/helpers/zod'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createGate } from '../../src/simulator/gate.ts'
import { answer, hang } from '../../src/simulator/steps.ts'
import { startRoutedProviders } from '../support/routed-providers.ts'
import { TARGETS, useDemoRouter } from './demo-router.ts'

const demo = useDemoRouter()
const client = (options: ConstructorParameters<typeof OpenAI>[0] = {}): OpenAI => new OpenAI({ baseURL: `${demo.router.url}/v1`, apiKey: 'any', maxRetries: 0, ...options })

const HI = [{ role: 'user' as const, content: 'Say hello' }]
const WEATHER = { type: 'function' as const, function: { name: 'Weather', description: 'The weather', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } }
const TIME = { type: 'function' as const, function: { name: 'Time', parameters: { type: 'object', properties: {} } } }
const asking = (content: string) => [{ role: 'user' as const, content }]

const all = async <Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> => {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}

/** The smallest picture there is. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe.each(TARGETS)('over %s', (model) => {
  test('a whole answer, when nothing else is asked, has text, usage, a finish reason and our id', async () => {
    const completion = await client().chat.completions.create({ model, messages: HI })
    expect(completion).toMatchObject({ object: 'chat.completion', choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: expect.stringContaining('demonstration') as unknown } }] })
    expect(completion.usage).toMatchObject({ total_tokens: (completion.usage?.prompt_tokens ?? 0) + (completion.usage?.completion_tokens ?? 0) })
    expect(completion._request_id).toMatch(/^[\da-f-]{36}$/)
  })

  test('a stream, when it is read chunk by chunk, has a choice in every chunk and no usage', async () => {
    let content = ''
    const reasons: string[] = []
    for await (const chunk of await client().chat.completions.create({ model, messages: HI, stream: true })) {
      const [choice] = chunk.choices
      expect(chunk).toMatchObject({ object: 'chat.completion.chunk', choices: [{ index: 0 }] })
      expect(chunk.usage ?? null).toBeNull()
      content += choice?.delta.content ?? ''
      if (choice?.finish_reason != null) reasons.push(choice.finish_reason)
    }
    expect(content).toContain('demonstration')
    expect(reasons).toEqual(['stop'])
  })

  test('a stream, when usage is asked for, ends with it', async () => {
    const chunks = await all(await client().chat.completions.create({ model, messages: HI, stream: true, stream_options: { include_usage: true } }))
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: expect.any(Number) as unknown, completion_tokens: expect.any(Number) as unknown } })
    expect(chunks.slice(0, -1).every(({ choices }) => choices.length === 1)).toBe(true)
  })

  test('stream(), when it is waited for, accumulates the same answer', async () => {
    const deltas: string[] = []
    const stream = client().chat.completions.stream({ model, messages: HI })
    stream.on('content', delta => deltas.push(delta))
    const completion = await stream.finalChatCompletion()
    expect(completion.choices[0]?.message.content).toBe(deltas.join(''))
    expect(completion.choices[0]?.finish_reason).toBe('stop')
  })

  test('tools, when two are called at once, come with their arguments and ids of their own', async () => {
    const messages = asking('demo:tool Weather {"city":"القاهرة"} demo:tool Time {}')
    const whole = await client().chat.completions.create({ model, messages, tools: [WEATHER, TIME] })
    const streamed = await client().chat.completions.stream({ model, messages, tools: [WEATHER, TIME] }).finalChatCompletion()
    for (const { choices: [choice] } of [whole, streamed]) {
      expect(choice).toMatchObject({ finish_reason: 'tool_calls', message: { tool_calls: [{ type: 'function', function: { name: 'Weather' } }, { type: 'function', function: { name: 'Time' } }] } })
      const calls = (choice?.message.tool_calls ?? []).filter(call => call.type === 'function')
      expect(calls.map(call => JSON.parse(call.function.arguments) as unknown)).toEqual([{ city: 'القاهرة' }, {}])
      expect(new Set(calls.map(({ id }) => id)).size).toBe(2)
    }
  })

  test.each([false, true])('runTools, streamed: %s, runs the tool and comes back with the last word', async (stream) => {
    const cities: string[] = []
    const tools = [{ type: 'function' as const, function: { ...WEATHER.function, parse: JSON.parse as (text: string) => { city: string }, function: ({ city }: { city: string }) => { cities.push(city); return `warm in ${city}` } } }]
    const messages = asking('demo:tool Weather {"city":"Cairo"}')
    const { completions } = client().chat
    const runner = stream ? completions.runTools({ model, messages, tools, stream: true }) : completions.runTools({ model, messages, tools })
    expect(await runner.finalContent()).toContain('warm in Cairo')
    expect(cities).toEqual(['Cairo'])
  })

  test('parse, when a schema is given, gives a value of it', async () => {
    const Recipe = z.object({ name: z.string(), minutes: z.number(), steps: z.array(z.string()) })
    const completion = await client().chat.completions.parse({ model, messages: HI, response_format: zodResponseFormat(Recipe, 'recipe') })
    expect(Recipe.parse(completion.choices[0]?.message.parsed)).toMatchObject({ name: expect.stringContaining('demonstration') as unknown })
  })

  test('an image, when it is sent in line, reaches the provider', async () => {
    const content = [{ type: 'text' as const, text: 'What is this?' }, { type: 'image_url' as const, image_url: { url: `data:image/png;base64,${PIXEL}` } }]
    const completion = await client().chat.completions.create({ model, messages: [{ role: 'user', content }] })
    expect(completion.choices[0]?.message.content).toContain('1 image')
  })

  test('reasoning, when it is asked for, is there beside the text', async () => {
    const completion = await client().chat.completions.create({ model, messages: HI, reasoning_effort: 'high' })
    expect(completion.choices[0]?.message).toMatchObject({ content: expect.stringContaining('demonstration, no model') as unknown, reasoning_content: expect.stringContaining('demonstration of thinking') as unknown })
  })

  test('stop and a limit, when they are given, are kept', async () => {
    const stopped = await client().chat.completions.create({ model, messages: HI, stop: [' looks'] })
    expect(stopped.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: expect.stringMatching(/Your request$/) as unknown } })
    const cut = await client().chat.completions.create({ model, messages: HI, max_completion_tokens: 3 })
    expect(cut.choices[0]?.finish_reason).toBe('length')
    expect(cut.usage?.completion_tokens).toBeLessThanOrEqual(3)
  })
})

test('several choices, when n is given, all come, streamed and whole', async () => {
  const question = { model: 'demo-qwen/qwen-demo-vision', messages: HI, n: 2 }
  expect((await client().chat.completions.create(question)).choices.map(({ index }) => index)).toEqual([0, 1])
  const streamed = await client().chat.completions.stream(question).finalChatCompletion()
  expect(streamed.choices.map(({ index, finish_reason: reason }) => [index, reason])).toEqual([[0, 'stop'], [1, 'stop']])
})

test('the models, when they are listed and retrieved, are in the shape of OpenAI, ids with a slash included', async () => {
  const models = await all(client().models.list())
  expect(models.map(({ id }) => id)).toEqual(expect.arrayContaining(['auto', 'auto:code', ...TARGETS]))
  for (const model of models) expect(model).toMatchObject({ object: 'model', created: expect.any(Number) as unknown, owned_by: expect.any(String) as unknown })
  for (const id of ['auto', 'auto:code', ...TARGETS, 'antigravity-demo']) expect(await client().models.retrieve(id)).toMatchObject({ id, object: 'model' })
  await expect(client().models.retrieve('no/such')).rejects.toMatchObject({ status: 404, code: 'model_not_found' })
})

test.each(['', '/', '/v1', '/v1/', '/v1/v1', '/v1//', '//v1'])('a base URL that ends in "%s" works', async (path) => {
  const openai = client({ baseURL: demo.router.url + path })
  expect((await openai.chat.completions.create({ model: 'auto', messages: HI })).object).toBe('chat.completion')
  expect((await openai.models.list()).data.length).toBeGreaterThan(3)
})

test('a key, in whichever header it comes, is taken and never handed on', async () => {
  const { router, providers: { first } } = await startRoutedProviders({ first: {} })
  const openai = client({ baseURL: `${router.url}/v1`, apiKey: 'the-client-s-own-key', defaultHeaders: { 'x-api-key': 'the-client-s-other-key' } })
  await openai.chat.completions.create({ model: 'auto', messages: HI })
  expect(JSON.stringify(first.requests[0]?.rawHeaders)).not.toContain('the-client-s')
})

test.each([false, true])('an abort before the first content, streamed: %s, ends the upstream call', async (stream) => {
  const { router, providers: { first }, logged } = await startRoutedProviders({ first: {} })
  first.otherwise(hang('before-headers'))
  const controller = new AbortController()
  const asked = client({ baseURL: `${router.url}/v1` }).chat.completions.create({ model: 'auto', messages: HI, stream }, { signal: controller.signal })
  const { aborted } = await first.nextRequest()
  controller.abort()
  await expect(asked).rejects.toBeInstanceOf(OpenAI.APIUserAbortError)
  await aborted
  expect(await logged({ outcome: 'client_gone' })).toMatchObject({ status: 499 })
})

test('a stream that is left after its first chunk ends the upstream call', async () => {
  const { router, providers: { first }, logged } = await startRoutedProviders({ first: {} })
  const gate = createGate()
  onTestFinished(() => { gate.open() })
  first.otherwise(answer({ parts: ['one', gate, 'two'] }))
  for await (const _chunk of await client({ baseURL: `${router.url}/v1` }).chat.completions.create({ model: 'auto', messages: HI, stream: true })) break
  await (await first.nextRequest()).aborted
  expect(await logged({ outcome: 'client_gone' })).toMatchObject({ status: 499 })
})
