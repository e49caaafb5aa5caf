/** The real `openai` package on the Responses wire against the running router, over providers of both dialects. */

import OpenAI from 'openai'
import { zodResponsesFunction, zodTextFormat } from 'openai/helpers/zod'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createGate } from '../../src/simulator/gate.ts'
import { answer, hang, status } from '../../src/simulator/steps.ts'
import { startRoutedProviders } from '../support/routed-providers.ts'
import { TARGETS, useDemoRouter } from './demo-router.ts'

const demo = useDemoRouter()
const clientOf = (url: string): OpenAI => new OpenAI({ baseURL: `${url}/v1`, apiKey: 'any', maxRetries: 0 })
const client = (): OpenAI => clientOf(demo.router.url)

const WEATHER = { type: 'function' as const, name: 'Weather', description: 'The weather', strict: false, parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } }
const TIME = { type: 'function' as const, name: 'Time', strict: false, parameters: { type: 'object', properties: {} } }
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe.each(TARGETS)('over %s', (model) => {
  test('a whole answer, when a text is the input, has its text, usage and our id', async () => {
    const response = await client().responses.create({ model, input: 'Say hello', instructions: 'Be brief.' })
    expect(response).toMatchObject({ object: 'response', status: 'completed', error: null, instructions: 'Be brief.', output_text: expect.stringContaining('demonstration') as unknown })
    expect(response.usage?.total_tokens).toBe((response.usage?.input_tokens ?? 0) + (response.usage?.output_tokens ?? 0))
    expect(response._request_id).toMatch(/^[\da-f-]{36}$/)
  })

  test('a stream, when it is read event by event, is numbered and ends in the whole answer', async () => {
    let text = ''
    const types: string[] = []
    for await (const event of await client().responses.create({ model, input: 'Say hello', stream: true })) {
      expect(event).toMatchObject({ sequence_number: types.length })
      types.push(event.type)
      if (event.type === 'response.output_text.delta') text += event.delta
      if (event.type === 'response.completed') expect(event.response.output).toMatchObject([{ type: 'message', content: [{ text }] }])
    }
    expect(text).toContain('demonstration')
    expect([types.at(0), types.at(-1)]).toEqual(['response.created', 'response.completed'])
  })

  test('stream(), when it is waited for, accumulates the same answer', async () => {
    const deltas: string[] = []
    const stream = client().responses.stream({ model, input: 'Say hello' })
    stream.on('response.output_text.delta', ({ delta }) => deltas.push(delta))
    const response = await stream.finalResponse()
    expect(response.output_text).toBe(deltas.join(''))
    expect(response.status).toBe('completed')
  })

  test('tools, when two are called at once, come with their arguments and ids, and their results are read', async () => {
    const input = 'demo:tool Weather {"city":"القاهرة"} demo:tool Time {}'
    const tools = [WEATHER, TIME]
    const whole = await client().responses.create({ model, input, tools })
    const streamed = await client().responses.stream({ model, input, tools }).finalResponse()
    for (const { output } of [whole, streamed]) {
      const calls = output.filter(item => item.type === 'function_call')
      expect(calls.map(({ name, arguments: args }) => [name, JSON.parse(args) as unknown])).toEqual([['Weather', { city: 'القاهرة' }], ['Time', {}]])
      expect(new Set(calls.flatMap(({ id, call_id: callId }) => [id, callId])).size).toBe(4)
    }
    const calls = whole.output.filter(item => item.type === 'function_call')
    const results = calls.map(({ call_id: callId, name }) => ({ type: 'function_call_output' as const, call_id: callId, output: `it is ${name}` }))
    const last = await client().responses.create({ model, input: [{ role: 'user', content: input }, ...whole.output, ...results] as never, tools, store: false })
    expect(last.output_text).toContain('it is Time')
  })

  test('parse, when a schema is given, gives a value of it', async () => {
    const Recipe = z.object({ name: z.string(), minutes: z.number(), steps: z.array(z.string()) })
    const response = await client().responses.parse({ model, input: 'A recipe', text: { format: zodTextFormat(Recipe, 'recipe') } })
    expect(Recipe.parse(response.output_parsed)).toMatchObject({ name: expect.stringContaining('demonstration') as unknown })
  })

  test('parse, when a strict tool is called, gives its arguments', async () => {
    const tool = zodResponsesFunction({ name: 'Weather', parameters: z.object({ city: z.string() }) })
    const response = await client().responses.parse({ model, input: 'demo:tool Weather {"city":"Cairo"}', tools: [tool] })
    expect(response.output).toMatchObject([{ type: 'function_call', parsed_arguments: { city: 'Cairo' } }])
  })

  test('a custom tool, when it is called, gets its input as free text, streamed and whole', async () => {
    const question = { model, input: 'demo:tool Patch {"input":"*** Begin \\"x\\""}', tools: [{ type: 'custom' as const, name: 'Patch' }] }
    const whole = await client().responses.create(question)
    const streamed = await client().responses.stream(question).finalResponse()
    for (const { output } of [whole, streamed]) expect(output).toMatchObject([{ type: 'custom_tool_call', name: 'Patch', input: '*** Begin "x"' }])
  })

  test('a tool in a namespace, when it is called, is named with its namespace, streamed and whole', async () => {
    const { description: _, ...nested } = WEATHER
    const question = { model, input: 'demo:tool docs__Weather {"city":"Rome"}', tools: [{ type: 'namespace' as const, name: 'docs', description: 'Docs', tools: [nested] }] }
    const whole = await client().responses.create(question)
    const streamed = await client().responses.stream(question).finalResponse()
    for (const { output } of [whole, streamed]) expect(output).toMatchObject([{ type: 'function_call', name: 'Weather', namespace: 'docs', arguments: '{"city":"Rome"}' }])
  })

  test('an image, when it is sent in line, reaches the provider', async () => {
    const content = [{ type: 'input_text' as const, text: 'What is this?' }, { type: 'input_image' as const, image_url: `data:image/png;base64,${PIXEL}`, detail: 'auto' as const }]
    expect((await client().responses.create({ model, input: [{ role: 'user', content }] })).output_text).toContain('1 image')
  })

  test('reasoning, when a summary and its sealed form are asked for, is there and can be sent back', async () => {
    const question = { model, input: 'Say hello', reasoning: { effort: 'high' as const, summary: 'auto' as const }, include: ['reasoning.encrypted_content' as const], store: false }
    const whole = await client().responses.create(question)
    const streamed = await client().responses.stream(question).finalResponse()
    for (const { output } of [whole, streamed]) {
      expect(output).toMatchObject([{ type: 'reasoning', summary: [{ text: expect.stringContaining('demonstration of thinking') as unknown }], encrypted_content: expect.stringMatching(/./) as unknown }, { type: 'message' }])
      const again = await client().responses.create({ ...question, input: [{ role: 'user', content: 'Say hello' }, ...output, { role: 'user', content: 'Again' }] as never })
      expect(again.output_text).toContain('demonstration')
    }
  })

  test('reasoning, when nobody asks for a summary, is not shown', async () => {
    expect((await client().responses.create({ model, input: 'Say hello', reasoning: { effort: 'high' } })).output.map(({ type }) => type)).toEqual(['message'])
  })

  test('a limit, when it is met, makes the answer incomplete', async () => {
    const whole = await client().responses.create({ model, input: 'Say hello', max_output_tokens: 3 })
    const streamed = await client().responses.stream({ model, input: 'Say hello', max_output_tokens: 3 }).finalResponse()
    for (const response of [whole, streamed]) expect(response).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } })
  })
})

describe('errors', () => {
  test.each([
    [{ previous_response_id: 'resp_1' }, 'unsupported_parameter', 'previous_response_id'], [{ conversation: 'conv_1' }, 'unsupported_parameter', 'conversation'], [{ background: true }, 'unsupported_parameter', 'background'],
    [{ input: [] }, 'invalid_request', 'input'], [{ input: [{ type: 'item_reference', id: 'msg_1' }] }, 'unsupported_parameter', 'input[0]'],
  ])('%j, when it is asked for, is refused before anybody is asked', async (members, code, param) => {
    await expect(client().responses.create({ model: 'auto', input: 'Hi', ...members } as never)).rejects.toMatchObject({ status: 400, code, param, type: 'invalid_request_error' })
  })

  test('a provider that fails, when there is another, is never noticed; when there is none, is an error of the wire', async () => {
    const { router, providers: { first, second } } = await startRoutedProviders({ first: {}, second: { dialect: 'anthropic' } })
    first.otherwise(status(500))
    expect((await clientOf(router.url).responses.create({ model: 'auto', input: 'Hi' })).output_text).toBe('hello')
    second.otherwise(status(500))
    await expect(clientOf(router.url).responses.create({ model: 'auto', input: 'Hi' })).rejects.toMatchObject({ status: 503, code: expect.stringMatching(/^(?:all_providers_failed|no_provider_available)$/) as unknown, type: 'server_error' })
  })

  test('a prompt that is too long, when nobody takes it, says so in the code that clients look for', async () => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    first.otherwise(status(400, { error: { message: 'This model\'s maximum context length is 8000 tokens.' } }))
    await expect(clientOf(router.url).responses.create({ model: 'auto', input: 'Hi' })).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded' })
  })

  test('a method that is not for it, when it is used, is refused in the shape of OpenAI', async () => {
    const response = await fetch(`${demo.router.url}/v1/responses`)
    expect([response.status, response.headers.get('allow'), await response.json()]).toEqual([405, 'POST', { error: expect.objectContaining({ code: 'method_not_allowed', type: 'invalid_request_error' }) as unknown }])
  })
})

test('an explanation, of a body of this wire, is of the request in it', async () => {
  const decision = await (await demo.router.post('/v1/route', { model: 'auto', input: 'اكتب function python' })).json() as { readonly task: string }
  expect(decision.task).toBe('code')
})

test.each(['', '/v1', '/v1/v1'])('a base URL that ends in "%s" works', async (path) => {
  const openai = new OpenAI({ baseURL: demo.router.url + path, apiKey: 'any', maxRetries: 0 })
  expect((await openai.responses.create({ model: 'auto', input: 'Hi' })).object).toBe('response')
})

test.each([false, true])('an abort before the first content, streamed: %s, ends the upstream call', async (stream) => {
  const { router, providers: { first }, logged } = await startRoutedProviders({ first: {} })
  first.otherwise(hang('before-headers'))
  const controller = new AbortController()
  const asked = clientOf(router.url).responses.create({ model: 'auto', input: 'Hi', stream }, { signal: controller.signal })
  const { aborted } = await first.nextRequest()
  controller.abort()
  await expect(asked).rejects.toBeInstanceOf(OpenAI.APIUserAbortError)
  await aborted
  expect(await logged({ outcome: 'client_gone' })).toMatchObject({ status: 499, wire: 'openai-responses' })
})

test('a stream that is left after its first event ends the upstream call', async () => {
  const { router, providers: { first }, logged } = await startRoutedProviders({ first: {} })
  const gate = createGate()
  onTestFinished(() => { gate.open() })
  first.otherwise(answer({ parts: ['one', gate, 'two'] }))
  for await (const _event of await clientOf(router.url).responses.create({ model: 'auto', input: 'Hi', stream: true })) break
  await (await first.nextRequest()).aborted
  expect(await logged({ outcome: 'client_gone' })).toMatchObject({ status: 499 })
})
