import Anthropic from '@anthropic-ai/sdk'
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { ProviderError } from '../../src/chat/errors.ts'
import type { ChatPart } from '../../src/chat/part.ts'
import { anthropicMessages } from '../../src/protocols/anthropic-messages.ts'
import { openAiChat } from '../../src/protocols/openai-chat.ts'
import { args, call, end, framed, reasoning, start, terminal, text, usage } from './parts.ts'
import { startScriptedServer } from './scripted-server.ts'
import type { ScriptedServer } from './scripted-server.ts'

const ANSWER: readonly ChatPart[] = [
  start(), reasoning('I should '), reasoning('look.'), text('Looking: ', 1), text('مرحبا', 1), call('call_1', 'read', 2), args('{"path":', 2), call('call_2', 'list', 3), args('{"all":', 3),
  args('"/a"}', 2), args('true}', 3), end('stop'), usage({ inputTokens: 100, outputTokens: 20, cacheReadTokens: 60 }), terminal,
]

const openAi = (server: ScriptedServer): OpenAI => new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'k', maxRetries: 0 })
const anthropic = (server: ScriptedServer): Anthropic => new Anthropic({ baseURL: server.url, apiKey: 'k', maxRetries: 0 })

const HI = [{ role: 'user' as const, content: 'Hi' }]
const CHAT = { model: 'auto', messages: HI }
const MESSAGE = { model: 'auto', max_tokens: 1000, messages: HI, thinking: { type: 'enabled' as const, budget_tokens: 1024 } }

describe('the openai package, answered from another wire', () => {
  const calls = [
    { id: 'call_1', type: 'function', function: { name: 'read', arguments: '{"path":"/a"}' } },
    { id: 'call_2', type: 'function', function: { name: 'list', arguments: '{"all":true}' } },
  ]

  it('a stream: is accumulated to the whole answer', async () => {
    await using server = await startScriptedServer(openAiChat, () => ({ parts: ANSWER }))
    const completion = await openAi(server).chat.completions.stream({ ...CHAT, stream_options: { include_usage: true } }).finalChatCompletion()
    expect(completion.choices).toMatchObject([{ finish_reason: 'tool_calls', message: { role: 'assistant', content: 'Looking: مرحبا', tool_calls: calls } }])
    expect(completion.usage).toMatchObject({ prompt_tokens: 100, completion_tokens: 20, total_tokens: 120, prompt_tokens_details: { cached_tokens: 60 } })
    expect(server.requests[0]).toMatchObject({ isStream: true, wantsUsage: true })
  })

  it('a plain reader of chunks: finds a choice in every one', async () => {
    await using server = await startScriptedServer(openAiChat, () => ({ parts: ANSWER }))
    let content = ''
    for await (const chunk of await openAi(server).chat.completions.create({ ...CHAT, stream: true })) {
      expect(chunk.choices).toHaveLength(1)
      content += chunk.choices[0]?.delta.content ?? ''
    }
    expect(content).toBe('Looking: مرحبا')
  })

  it('a whole answer: is the same', async () => {
    await using server = await startScriptedServer(openAiChat, () => ({ parts: ANSWER }))
    const completion = await openAi(server).chat.completions.create(CHAT)
    expect(completion.choices).toMatchObject([{ finish_reason: 'tool_calls', message: { content: 'Looking: مرحبا', reasoning_content: 'I should look.', tool_calls: calls } }])
  })

  it('several tool rounds: run to the end', async () => {
    await using server = await startScriptedServer(openAiChat, ({ messages }) => ({
      parts: messages.some(({ content }) => content.some(({ type }) => type === 'tool-result'))
        ? [start(), text('It is warm.'), end(), terminal]
        : [start(), call('', 'weather'), args('{"city":"Cairo"}'), end('stop'), terminal],
    }))
    const cities: string[] = []
    const runner = openAi(server).chat.completions.runTools({
      ...CHAT, stream: true,
      tools: [{ type: 'function', function: { name: 'weather', description: 'w', parameters: { type: 'object', properties: {} }, parse: JSON.parse, function: ({ city }: { city: string }) => { cities.push(city); return '33 °C' } } }],
    })
    expect(await runner.finalContent()).toBe('It is warm.')
    expect(cities).toEqual(['Cairo'])
  })

  it('an answer that breaks or just stops: is an error', async () => {
    for (const error of [new ProviderError('stalled', 'x'), undefined]) {
      await using server = await startScriptedServer(openAiChat, () => ({ parts: ANSWER.slice(0, 5), error }))
      await expect(openAi(server).chat.completions.stream(CHAT).finalChatCompletion()).rejects.toMatchObject({
        code: error === undefined ? 'upstream_stream_interrupted' : 'upstream_stream_stalled', message: expect.stringContaining('deepseek') as unknown,
      })
    }
  })

  it('a refused request: is an error with its parameter', async () => {
    await using server = await startScriptedServer(openAiChat, () => ({ parts: ANSWER }))
    await expect(openAi(server).chat.completions.create({ ...CHAT, messages: [] })).rejects.toMatchObject({ status: 400, code: 'invalid_request', param: 'messages', type: 'invalid_request_error' })
  })

  it('frames of its own wire: are accepted untouched', async () => {
    const chunk = (choices: unknown, rest = {}): string => `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm', choices, ...rest })}\n\n`
    const parts = [
      framed(start(), chunk([{ index: 0, delta: { role: 'assistant' }, logprobs: { content: [] } }])), framed(text('Hel'), chunk([{ index: 0, delta: { content: 'Hel' } }])),
      framed(end(), chunk([{ index: 0, delta: {}, finish_reason: 'stop' }])), framed(usage({}), chunk([], { usage: { total_tokens: 1 } })), framed(terminal, 'data: [DONE]\n\n'),
    ]
    await using server = await startScriptedServer(openAiChat, () => ({ parts }))
    const completion = await openAi(server).chat.completions.stream(CHAT).finalChatCompletion()
    expect(completion).toMatchObject({ id: 'chatcmpl-1', choices: [{ message: { content: 'Hel' }, finish_reason: 'stop' }] })
  })
})

describe('the Anthropic package, answered from another wire', () => {
  const content = [
    { type: 'thinking', thinking: 'I should look.', signature: '' }, { type: 'text', text: 'Looking: مرحبا' },
    { type: 'tool_use', id: 'call_1', name: 'read', input: { path: '/a' } }, { type: 'tool_use', id: 'call_2', name: 'list', input: { all: true } },
  ]

  it('a stream: is accumulated to the whole message', async () => {
    await using server = await startScriptedServer(anthropicMessages, () => ({ parts: ANSWER }))
    const message = await anthropic(server).messages.stream(MESSAGE).finalMessage()
    expect(message).toMatchObject({ role: 'assistant', model: 'deepseek-chat', content, stop_reason: 'tool_use', usage: { input_tokens: 40, cache_read_input_tokens: 60, output_tokens: 20 } })
  })

  it('a whole message: is the same', async () => {
    await using server = await startScriptedServer(anthropicMessages, () => ({ parts: ANSWER }))
    expect(await anthropic(server).messages.create(MESSAGE)).toMatchObject({ content, stop_reason: 'tool_use', usage: { input_tokens: 40, cache_read_input_tokens: 60, output_tokens: 20 } })
  })

  it('who did not ask for thinking: reads the text first', async () => {
    await using server = await startScriptedServer(anthropicMessages, () => ({ parts: ANSWER }))
    const { thinking: _, ...plain } = MESSAGE
    expect((await anthropic(server).messages.stream(plain).finalMessage()).content[0]).toMatchObject({ type: 'text', text: 'Looking: مرحبا' })
  })

  it('an answer that breaks or just stops: is an error', async () => {
    for (const error of [new ProviderError('reset', 'x'), undefined]) {
      await using server = await startScriptedServer(anthropicMessages, () => ({ parts: ANSWER.slice(0, 5), error }))
      await expect(anthropic(server).messages.stream(MESSAGE).finalMessage()).rejects.toThrow(/deepseek broke off/)
    }
  })

  it('a refused request: is an error with its message', async () => {
    await using server = await startScriptedServer(anthropicMessages, () => ({ parts: ANSWER }))
    await expect(anthropic(server).messages.create({ ...MESSAGE, messages: [] })).rejects.toMatchObject({ status: 400, error: { error: { type: 'invalid_request_error', message: 'messages must be a non-empty array' } } })
  })

  it('the tool runner: goes on without threads and runs its tools', async () => {
    await using server = await startScriptedServer(anthropicMessages, ({ messages }) => ({
      parts: messages.some(({ content: blocks }) => blocks.some(({ type }) => type === 'tool-result'))
        ? [start(), text('It is warm.'), end(), terminal]
        : [start(), call('call_1', 'weather'), args('{"city":"Cairo"}'), end('stop'), terminal],
    }))
    const cities: unknown[] = []
    const weather = betaTool({ name: 'weather', description: 'w', inputSchema: { type: 'object', properties: { city: { type: 'string' } } } as const, run: ({ city }) => { cities.push(city); return '33 °C' } })
    const final = await anthropic(server).beta.messages.toolRunner({ model: 'auto', max_tokens: 1000, messages: HI, tools: [weather] })
    expect(final.content).toMatchObject([{ type: 'text', text: 'It is warm.' }])
    expect(cities).toEqual(['Cairo'])
    expect(server.requests.at(-1)?.messages).toHaveLength(3)
  })
})
