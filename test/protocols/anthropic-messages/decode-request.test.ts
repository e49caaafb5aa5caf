import { describe, expect, it } from 'vitest'
import type { ChatRequest } from '../../../src/chat/request.ts'
import { decodeCountRequest } from '../../../src/protocols/anthropic-messages.ts'
import { readOriginalBody } from '../../../src/protocols/original-body.ts'
import { fixture, refusalOf, requestFrom, smallRequest } from '../support.ts'

const decode = (name: string): ChatRequest => requestFrom('anthropic-messages', fixture(name))
const small = (members: object): ChatRequest => smallRequest('anthropic-messages', members)
const user = (content: unknown): ChatRequest => small({ messages: [{ role: 'user', content }] })

describe('decodeRequest of the Anthropic wire', () => {
  it('the first request of Claude Code: system text leads, system messages stay in their places', () => {
    const request = decode('claude-code-first')
    expect(request).toMatchObject({ wire: 'anthropic-messages', model: 'claude-opus-5-5', isStream: true, wantsUsage: true })
    expect(request.messages.map(({ role }) => role)).toEqual(['system', 'user', 'system'])
    expect(request.messages[0]?.content).toHaveLength(3)
    expect(request.messages[1]?.content.at(-1)).toMatchObject({ type: 'text', text: expect.stringContaining('اكتب دالة') as unknown })
    expect(request.tools).toHaveLength(12)
    expect(request.tools.at(-1)).toMatchObject({ type: 'function', name: 'DeferredToolPlaceholder', deferLoading: true })
    expect(request.tools[1]).not.toHaveProperty('deferLoading')
    expect(request.reasoning).toEqual({ enabled: true, effort: 'high', isVisible: true })
    expect(request.sampling).toEqual({ maxOutputTokens: 128_000 })
    expect(request.needs).toEqual({ tools: true, images: false, documents: false, audio: false, webSearch: false, imageOutput: false, structuredOutput: false })
  })

  it('thinking, with and without a signature: is reasoning', () => {
    const thinking = (members: object): unknown => small({ messages: [{ role: 'assistant', content: [{ type: 'thinking', thinking: 'hm', ...members }] }] }).messages[0]?.content
    expect(thinking({})).toEqual([{ type: 'reasoning', text: 'hm' }])
    expect(thinking({ signature: '' })).toEqual([{ type: 'reasoning', text: 'hm' }])
    expect(thinking({ signature: 'sig' })).toEqual([{ type: 'reasoning', text: 'hm', signature: 'sig' }])
  })

  it('its third turn: thinking, calls, results with media, references and errors are blocks', () => {
    const request = decode('claude-code-third-turn')
    const [, , , assistant, results, second, failed] = request.messages
    expect(assistant?.content).toEqual([
      { type: 'reasoning', text: 'The settings file first, and the screenshot.' },
      { type: 'text', text: 'I will look at the settings file and the notes.' },
      { type: 'tool-call', id: 'toolu_01A', name: 'Read', argumentsText: '{"file_path":"/home/user/project/settings.json"}' },
      { type: 'tool-call', id: 'call_00_x:2', name: 'ToolSearch', argumentsText: '{"query":"select:WebFetch","max_results":5}' },
    ])
    expect(results?.content).toMatchObject([
      { type: 'tool-result', toolCallId: 'toolu_01A', isError: false, content: [{ type: 'text' }, { type: 'image', source: { kind: 'base64', mediaType: 'image/png' } }, { type: 'document', source: { mediaType: 'application/pdf' } }] },
      { type: 'tool-result', toolCallId: 'call_00_x:2', content: [{ type: 'tool-reference', name: 'WebFetch' }, { type: 'text', text: 'Tool loaded.' }] },
      { type: 'text' },
    ])
    expect(second?.content[0]).toEqual({ type: 'redacted-reasoning', data: 'EmwKAhgBEgy3va3pzix/LafPsn4a' })
    expect(failed?.content).toEqual([{ type: 'tool-result', toolCallId: 'toolu_01B', content: [{ type: 'text', text: '1 failing' }], isError: true }])
    expect(request.needs).toMatchObject({ images: true, documents: true })
    expect(request.tools.at(-1)).toMatchObject({ name: 'WebFetch', deferLoading: true })
  })

  it('a web search helper: needs search and no tools', () => {
    const request = decode('claude-code-web-search')
    expect(request.needs).toMatchObject({ webSearch: true, tools: false })
    expect(request.tools).toEqual([{ type: 'server', kind: 'web_search_20250305', name: 'web_search', wire: 'anthropic-messages', value: { type: 'web_search_20250305', name: 'web_search', max_uses: 8 } }])
    expect(request).toMatchObject({ toolChoice: { type: 'auto' }, reasoning: { enabled: false, isVisible: false } })
  })

  it('a plain request: sampling is read and thinking stays hidden', () => {
    const request = decode('anthropic-sdk-plain')
    expect(request.sampling).toEqual({ maxOutputTokens: 1024, temperature: 0.2, stop: ['END'] })
    expect(request.messages[0]).toEqual({ role: 'system', content: [{ type: 'text', text: 'Answer in one sentence.' }] })
    expect(request.reasoning).toEqual({ isVisible: false })
    expect(request).toMatchObject({ isStream: false, responseFormat: undefined, toolChoice: undefined, allowsParallelToolCalls: undefined })
  })

  it('structured output, documents and search results: are read', () => {
    const request = decode('anthropic-sdk-structured')
    expect(request.messages[0]?.content).toEqual([
      { type: 'document', title: 'Paris', source: { kind: 'text', text: 'Paris is the capital of France.' } },
      { type: 'document', title: 'Notes', source: { kind: 'text', text: 'France has one capital.' } },
      { type: 'image', source: { kind: 'url', url: 'https://example.com/paris.png' } },
      { type: 'document', source: { kind: 'file', fileId: 'file_011' } },
      { type: 'text', text: 'Which city is the capital?' },
    ])
    expect(request).toMatchObject({ responseFormat: { type: 'json-schema', name: 'response' }, toolChoice: { type: 'none' }, allowsParallelToolCalls: false, reasoning: { enabled: true, budgetTokens: 2048 } })
    expect(request.needs.structuredOutput).toBe(true)
  })

  it('the older place of the format: is understood too', () => {
    const request = small({ output_format: { type: 'json_schema', name: 'n', schema: { type: 'object' } } })
    expect(request.responseFormat).toEqual({ type: 'json-schema', name: 'n', schema: { type: 'object' } })
    expect(request.needs.structuredOutput).toBe(true)
    expect(small({ output_format: { type: 'json_schema' } }).responseFormat).toEqual({ type: 'json-schema', name: 'response', schema: {} })
  })

  it('odd blocks: keep what they say or stay as they are', () => {
    const opaque = [{ type: 'server_tool_use', id: 'x' }, { type: 'image', source: { type: 'new' } }, { type: 'document' }, { type: 42 }]
    expect(user(opaque).messages[0]?.content).toEqual(opaque.map((value) => ({ type: 'opaque', wire: 'anthropic-messages', value })))
    expect(user([
      { type: 'document', source: { type: 'content', content: 'whole' } }, { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'a' }, 1, { type: 'text', text: 'b' }] } },
      { type: 'search_result', source: 'https://a', content: 7 }, { type: 'search_result' }, { type: 'text', text: '' },
      { type: 'tool_result', tool_use_id: 't' }, { type: 'tool_result', tool_use_id: 'u', content: '' },
      { type: 'thinking', thinking: 'hm', signature: 'sig' }, { type: 'tool_use', id: 'i', name: 'n' },
    ]).messages[0]?.content).toEqual([
      { type: 'document', source: { kind: 'text', text: 'whole' } }, { type: 'document', source: { kind: 'text', text: 'a\n\nb' } },
      { type: 'document', title: 'https://a', source: { kind: 'text', text: '' } }, { type: 'document', source: { kind: 'text', text: '' } },
      { type: 'tool-result', toolCallId: 't', content: [], isError: false }, { type: 'tool-result', toolCallId: 'u', content: [], isError: false },
      { type: 'reasoning', text: 'hm', signature: 'sig' }, { type: 'tool-call', id: 'i', name: 'n', argumentsText: '{}' },
    ])
  })

  it('media in a large body: are left out of the estimate', () => {
    const source = { type: 'base64', media_type: 'image/png', data: 'A'.repeat(400_000) }
    expect(user([{ type: 'image', source }]).estimatedInputTokens).toBeLessThan(100)
    expect(user([{ type: 'tool_result', tool_use_id: 't', content: ['x', { type: 'document', source }] }]).estimatedInputTokens).toBeLessThan(100)
    expect(user([{ type: 'image', source: 'A' }]).needs.images).toBe(true)
  })

  it.each([
    [{ type: 'any' }, { type: 'required' }], [{ type: 'tool', name: 'f' }, { type: 'tool', name: 'f' }], [{ type: 'tool' }, undefined], [{ type: 'odd' }, undefined], [null, undefined],
  ])('tool_choice %j: is %j', (choice, expected) => {
    expect(small({ tool_choice: choice }).toolChoice).toEqual(expected)
  })

  it('own tools: are functions with or without their type', () => {
    expect(small({ tools: [{ type: 'custom', name: 'a', description: 'd', input_schema: { type: 'object' }, strict: true }, { name: 'b' }, { type: 'bash_20250124' }] }).tools).toEqual([
      { type: 'function', name: 'a', description: 'd', parameters: { type: 'object' }, strict: true }, { type: 'function', name: 'b' },
      { type: 'server', kind: 'bash_20250124', name: 'bash_20250124', wire: 'anthropic-messages', value: { type: 'bash_20250124' } },
    ])
  })

  it('a thread: is refused in the words that let the SDK go on without', () => {
    expect(refusalOf(() => decode('anthropic-sdk-thread'))).toMatchObject({
      code: 'thread_unsupported',
      message: 'Message threads are not supported; send the full conversation.',
      details: { error_code: 'thread_unsupported_request', unsupported: ['thread'] },
    })
    expect(small({ thread: null }).model).toBe('auto')
  })

  it('a body for count_tokens: needs no max_tokens', () => {
    const original = readOriginalBody(fixture('claude-code-count-tokens'))
    expect(decodeCountRequest(original, {}).tools).toHaveLength(3)
    expect(refusalOf(() => requestFrom('anthropic-messages', fixture('claude-code-count-tokens')))).toMatchObject({ code: 'invalid_request', parameter: 'max_tokens', message: 'max_tokens: Field required' })
    expect(refusalOf(() => decodeCountRequest(readOriginalBody(fixture('anthropic-sdk-thread')), {})).code).toBe('thread_unsupported')
  })

  it('betas: are kept for a provider of the same wire', () => {
    expect(requestFrom('anthropic-messages', fixture('anthropic-sdk-plain'), { 'anthropic-beta': 'a,b', 'anthropic-version': '', 'x-api-key': 'k' }).headers).toEqual({ 'anthropic-beta': 'a,b' })
  })

  it.each([
    [{ max_tokens: 0 }, 'max_tokens', 'max_tokens must be a whole number ≥ 1'],
    [{ max_tokens: '9' }, 'max_tokens', 'max_tokens must be a whole number ≥ 1'],
    [{ messages: [] }, 'messages', 'messages must be a non-empty array'],
    [{ messages: [null] }, 'messages[0]', 'messages[0] must be an object, not null'],
    [{ messages: [{ role: 'usr', content: 'x' }] }, 'messages[0].role', 'messages[0].role: "usr" is not a role; did you mean "user"?'],
    [{ messages: [{ role: 'user' }] }, 'messages[0].content', 'messages[0].content must be a string or an array of blocks, not null'],
    [{ stream: 1 }, 'stream', 'stream must be a boolean, not a number'],
    [{ tools: 'all' }, 'tools', 'tools must be an array, not a string'],
  ])('%j: is refused at once', (members, parameter, message) => {
    expect(refusalOf(() => small(members))).toMatchObject({ code: 'invalid_request', parameter, message })
  })

  it.each<[object, (request: ChatRequest) => unknown, string]>([
    [{ system: 7 }, (request) => request.messages, 'system'],
    [{ system: ['text'] }, (request) => request.messages, 'system[0]'],
    [{ messages: [{ role: 'user', content: [{ type: 'text' }] }] }, (request) => request.messages, 'messages[0].content[0].text'],
    [{ messages: [{ role: 'user', content: [{ type: 'tool_result', content: [] }] }] }, (request) => request.messages, 'messages[0].content[0].tool_use_id'],
    [{ messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 5 }] }] }, (request) => request.messages, 'messages[0].content[0].content'],
    [{ tools: [{}] }, (request) => request.tools, 'tools[0].name'],
    [{ thinking: 'yes' }, (request) => request.reasoning, 'thinking'],
    [{ top_k: 'x' }, (request) => request.sampling, 'top_k'],
  ])('%j: is refused when it is asked for', (members, read, parameter) => {
    const request = small(members)
    expect(refusalOf(() => read(request))).toMatchObject({ code: 'invalid_request', parameter })
  })
})
