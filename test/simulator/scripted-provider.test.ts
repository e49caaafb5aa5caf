import { once } from 'node:events'
import { connect } from 'node:net'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { afterEach, describe, expect, test } from 'vitest'
import { createGate } from '../../src/simulator/gate.ts'
import { type ScriptedProvider, type ScriptedProviderOptions, startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { answer, hang, raw, status } from '../../src/simulator/steps.ts'
import { ask, textOf } from './ask.ts'

const open: { close (): Promise<void> }[] = []
afterEach(async () => { for (const resource of open.splice(0)) await resource.close() })

const start = async (options?: ScriptedProviderOptions): Promise<ScriptedProvider> => {
  const provider = await startScriptedProvider(options)
  open.push(provider)
  return provider
}

const openAiOf = (provider: ScriptedProvider): OpenAI => new OpenAI({ apiKey: 'key', baseURL: `${provider.url}/v1`, maxRetries: 0 })
const anthropicOf = (provider: ScriptedProvider): Anthropic => new Anthropic({ apiKey: 'key', baseURL: provider.url, maxRetries: 0 })

const MESSAGES = [{ role: 'user' as const, content: 'hi' }]
const TOOL_CALLS = [{ id: 'call_1', name: 'read', arguments: { path: 'a.txt' } }, { id: 'call_2', name: 'write', arguments: '{"path":"b.txt"}' }]

describe('answers', () => {
  test('openai JSON, with nothing scripted, is a plain hello', async () => {
    const provider = await start()
    const completion = await openAiOf(provider).chat.completions.create({ model: 'm', messages: MESSAGES })
    expect(completion).toMatchObject({ model: 'm', choices: [{ message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }], usage: { total_tokens: 19 } })
  })

  test('openai stream, with reasoning, text and two tool calls, is accumulated whole by the SDK', async () => {
    const provider = await start()
    provider.script(answer({ text: 'Hello 🌍', reasoning: 'hm', toolCalls: TOOL_CALLS, chunkSize: 7 }))
    const stream = openAiOf(provider).chat.completions.stream({ model: 'm', messages: MESSAGES, stream_options: { include_usage: true } })
    const completion = await stream.finalChatCompletion()
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: 'Hello 🌍', tool_calls: [{ id: 'call_1', function: { name: 'read', arguments: '{"path":"a.txt"}' } }, { id: 'call_2' }] },
    })
    expect(completion.usage).toMatchObject({ prompt_tokens: 12, completion_tokens: 7 })
  })

  test('anthropic stream, with thinking, text and a tool call, is accumulated whole by the SDK', async () => {
    const provider = await start()
    provider.script(answer({ text: 'Hello', reasoning: 'hm', toolCalls: TOOL_CALLS, chunkSize: 2, usage: { inputTokens: 20, outputTokens: 9, cacheReadTokens: 5 } }))
    const message = await anthropicOf(provider).messages.stream({ model: 'm', max_tokens: 100, messages: MESSAGES }).finalMessage()
    expect(message).toMatchObject({
      model: 'm', stop_reason: 'tool_use', usage: { input_tokens: 15, cache_read_input_tokens: 5, output_tokens: 9 },
      content: [{ type: 'thinking', thinking: 'hm' }, { type: 'text', text: 'Hello' }, { type: 'tool_use', name: 'read', input: { path: 'a.txt' } }, { type: 'tool_use', id: 'call_2' }],
    })
  })

  test('anthropic JSON, with a stop sequence and no usage, says so', async () => {
    const provider = await start()
    provider.script(answer({ text: 'Hel', stopSequence: 'lo', usage: null }))
    const message = await anthropicOf(provider).messages.create({ model: 'm', max_tokens: 100, messages: MESSAGES })
    expect(message).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: 'lo', content: [{ text: 'Hel' }] })
    expect(message.usage).toBeUndefined()
  })

  test('reasoning alone, with an empty text, has no text block', async () => {
    const provider = await start()
    provider.otherwise(answer({ reasoning: 'hm', text: '' }))
    const { choices: [choice] } = await openAiOf(provider).chat.completions.create({ model: 'm', messages: MESSAGES })
    expect(choice?.message).toEqual({ role: 'assistant', content: null, reasoning_content: 'hm' })
    const message = await anthropicOf(provider).messages.stream({ model: 'm', max_tokens: 9, messages: MESSAGES }).finalMessage()
    expect(message.content.map(block => block.type)).toEqual(['thinking'])
  })

  test('an answer with a delay, streamed, pauses before each event of content', async () => {
    const provider = await start()
    const gate = createGate()
    provider.script(answer({ parts: ['a', gate, 'b'], delayMs: 5 }))
    gate.open()
    const startedAtMs = performance.now()
    expect(await textOf(ask(provider, { stream: true }))).toContain('[DONE]')
    expect(performance.now() - startedAtMs).toBeGreaterThan(8)
  })

  test('an answer held back, as JSON, sends nothing before it is released', async () => {
    const provider = await start()
    const gate = createGate()
    provider.script(answer({ heldBy: gate, headers: { 'x-held': 'yes' } }))
    let isAnswered = false
    const response = ask(provider).finally(() => { isAnswered = true })
    await provider.nextRequest()
    await textOf(ask(provider))
    expect(isAnswered).toBe(false)
    gate.open()
    expect((await response).headers['x-held']).toBe('yes')
  })

  test('a part behind a gate, in a stream, comes when the gate opens', async () => {
    const provider = await start()
    const gate = createGate()
    provider.script(answer({ parts: ['one', gate, 'two'] }))
    const stream = await openAiOf(provider).chat.completions.create({ model: 'm', messages: MESSAGES, stream: true })
    const texts: string[] = []
    for await (const chunk of stream) {
      const text = chunk.choices[0]?.delta.content
      if (text) texts.push(text)
      if (text === 'one') { expect(gate.isOpen).toBe(false); gate.open() }
    }
    expect(texts).toEqual(['one', 'two'])
  })
})

describe('the script', () => {
  test('steps, for more requests than steps, are played once each and then the standing one', async () => {
    const provider = await start()
    provider.script(status(503), status(429, { headers: { 'retry-after': '1' } }))
    provider.otherwise(answer('standing'))
    const statuses: number[] = []
    for (let index = 0; index < 4; index++) statuses.push((await ask(provider)).statusCode)
    expect(statuses).toEqual([503, 429, 200, 200])
  })

  test('an error status, without a body, has the shape of the wire', async () => {
    const provider = await start()
    provider.otherwise(status(429, { error: { message: 'slow down' } }))
    const openAi = await ask(provider)
    const anthropic = await ask(provider, { path: '/v1/messages' })
    expect(await openAi.body.json()).toEqual({ error: { message: 'slow down', type: 'requests', param: null, code: 'rate_limit_exceeded' } })
    expect(await anthropic.body.json()).toEqual({ type: 'error', error: { type: 'rate_limit_error', message: 'slow down' } })
  })

  test('an error status, with a text body and headers, sends exactly those', async () => {
    const provider = await start()
    provider.script(status(502, { body: 'Bad Gateway', headers: { 'x-served-by': 'edge' } }))
    const response = await ask(provider)
    expect([response.statusCode, response.headers['x-served-by'], await response.body.text()]).toEqual([502, 'edge', 'Bad Gateway'])
  })

  test('a raw response, with a promise among its chunks, waits for it', async () => {
    const provider = await start()
    const gate = createGate()
    provider.script(raw({ headers: { 'content-type': 'text/plain' }, chunks: ['a', { waitFor: gate.promise }, Buffer.from('b')] }))
    const response = await ask(provider)
    const received: string[] = []
    for await (const chunk of response.body) { received.push(String(chunk)); gate.open() }
    expect(received).toEqual(['a', 'b'])
  })

  test('a list of models, asked with GET, takes no step', async () => {
    const provider = await start({ wire: 'anthropic-messages' })
    provider.script(answer('first'))
    expect((await anthropicOf(provider).models.list()).data).toHaveLength(1)
    expect(await textOf(ask(provider))).toContain('first')
  })
})

describe('captured requests', () => {
  test('a request, when it has arrived, shows headers, body and connection', async () => {
    const provider = await start()
    await openAiOf(provider).chat.completions.create({ model: 'm', messages: MESSAGES })
    await textOf(ask(provider, { body: '[1]' }))
    const [first, second] = provider.requests
    expect(first).toMatchObject({ method: 'POST', path: '/v1/chat/completions', headers: { authorization: 'Bearer key' }, json: { model: 'm' }, socketId: 1 })
    expect(first?.rawHeaders).toContain('Bearer key')
    expect(second).toMatchObject({ text: '[1]', json: {}, socketId: 2 })
    expect(second?.body).toEqual(Buffer.from('[1]'))
    expect(second?.receivedAtMs).toBeGreaterThan(first?.receivedAtMs ?? Infinity)
  })

  test('nextRequest, asked before and after arrival, gives each request once', async () => {
    const provider = await start()
    const early = provider.nextRequest()
    await textOf(ask(provider, { path: '/v1/a/messages' }))
    await textOf(ask(provider, { path: '/v1/b/messages' }))
    expect((await early).path).toBe('/v1/a/messages')
    expect((await provider.nextRequest()).path).toBe('/v1/b/messages')
  })

  test('nextRequest, when the provider closes first, rejects', async () => {
    const provider = await startScriptedProvider()
    const next = provider.nextRequest()
    const rejected = expect(next).rejects.toThrow('closed')
    await provider.close()
    await rejected
  })

  test('aborted, when the client leaves a hanging answer, resolves', async () => {
    const provider = await start()
    provider.script(hang('after-headers'))
    const leaving = new AbortController()
    const response = await ask(provider, { signal: leaving.signal })
    const { aborted } = await provider.nextRequest()
    leaving.abort()
    await expect(response.body.text()).rejects.toThrow()
    await expect(aborted).resolves.toBeUndefined()
  })

  test('aborted, when the answer was complete, stays pending', async () => {
    const provider = await start()
    await textOf(ask(provider))
    const { aborted } = await provider.nextRequest()
    await provider.close()
    expect(await Promise.race([aborted.then(() => 'resolved'), Promise.resolve('pending')])).toBe('pending')
  })
})

describe('the server', () => {
  test('requests beyond the limit, when kept, push the oldest out', async () => {
    const provider = await start({ keeps: 2 })
    for (const name of ['a', 'b', 'c']) await textOf(ask(provider, { path: `/${name}/messages` }))
    expect(provider.requests.map(request => request.path)).toEqual(['/b/messages', '/c/messages'])
    expect(provider.requestCount).toBe(3)
    expect((await provider.nextRequest()).path).toBe('/b/messages')
  })

  test('a client that leaves, in the middle of its upload, has asked for nothing', async () => {
    const provider = await start()
    const socket = connect(provider.port, '127.0.0.1')
    socket.write('POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{')
    await once(socket, 'connect')
    const closed = once(socket, 'close')
    socket.resetAndDestroy()
    await closed
    expect(await textOf(ask(provider))).toContain('hello')
    expect(provider.requests).toHaveLength(1)
  })

  test('a step that cannot be played, when the provider closes, is told', async () => {
    const provider = await startScriptedProvider()
    provider.script(answer({ toolCalls: [{ id: 'a', name: 'b', arguments: '{"broken' }] }))
    await expect(ask(provider, { path: '/v1/messages' })).rejects.toThrow()
    await expect(provider.close()).rejects.toThrow(SyntaxError)
  })

  test('closing, with a hanging request, ends at once', async () => {
    const provider = await startScriptedProvider()
    provider.script(hang('before-headers'))
    const rejected = expect(ask(provider)).rejects.toThrow()
    await provider.nextRequest()
    await provider.close()
    await rejected
  })
})
