import { describe, expect, it } from 'vitest'
import type { ChatRequest } from '../../../src/chat/request.ts'
import { fixture, refusalOf, requestFrom, smallRequest } from '../support.ts'

const decode = (name: string): ChatRequest => requestFrom('openai-chat', fixture(name))
const small = (members: object): ChatRequest => smallRequest('openai-chat', members)
const message = (content: unknown, role = 'user'): ChatRequest => small({ messages: [{ role, content }] })

describe('decodeRequest of the chat completions wire', () => {
  it('a plain streamed request: model, stream, usage and sampling are read', () => {
    const request = decode('openai-sdk-plain')
    expect(request).toMatchObject({ wire: 'openai-chat', model: 'gpt-4o', isStream: true, wantsUsage: true })
    expect(request.sampling).toEqual({ maxOutputTokens: 500, temperature: 0.7 })
    expect(request.messages).toEqual([
      { role: 'system', content: [{ type: 'text', text: 'You are a helpful assistant.' }] },
      { role: 'user', content: [{ type: 'text', text: 'Write a haiku about the sea.' }] },
    ])
    expect(request.tools).toEqual([])
    expect(request.reasoning).toEqual({ isVisible: true })
    expect([request.responseFormat, request.toolChoice, request.allowsParallelToolCalls]).toEqual([undefined, undefined, undefined])
    expect(request.needs).toEqual({ tools: false, images: false, documents: false, audio: false, webSearch: false, imageOutput: false, structuredOutput: false })
  })

  it('what was decoded once: is kept', () => {
    const request = decode('openai-sdk-tools')
    expect(request.messages).toBe(request.messages)
    expect(request.tools).toBe(request.tools)
    expect(request.sampling).toBe(request.sampling)
    expect(request.estimatedInputTokens).toBe(request.estimatedInputTokens)
  })

  it('a conversation with tools: calls, results, reasoning and names keep their places', () => {
    const request = decode('openai-sdk-tools')
    expect(request.messages).toEqual([
      { role: 'user', name: 'nada', content: [{ type: 'text', text: 'Weather in Paris and in Cairo?' }] },
      {
        role: 'assistant',
        content: [
          { type: 'tool-call', id: 'call_1', name: 'get_weather', argumentsText: '{"city":"Paris"}' },
          { type: 'tool-call', id: 'call_2', name: 'get_weather', argumentsText: '{"city":"القاهرة"}' },
          { type: 'tool-call', id: 'call_3', name: 'run_sql', argumentsText: '{"input":"select 1"}' },
        ],
      },
      { role: 'user', content: [{ type: 'tool-result', toolCallId: 'call_1', content: [{ type: 'text', text: '21 °C' }], isError: false }] },
      { role: 'user', content: [{ type: 'tool-result', toolCallId: 'call_2', content: [{ type: 'text', text: '33 °C' }], isError: false }] },
      { role: 'user', content: [{ type: 'tool-result', toolCallId: 'call_3', content: [{ type: 'text', text: '1' }], isError: false }] },
      { role: 'assistant', content: [{ type: 'reasoning', text: 'Both are known now.' }, { type: 'text', text: 'Paris 21 °C, Cairo 33 °C.' }] },
      { role: 'user', content: [{ type: 'text', text: 'Which is warmer?' }] },
    ])
    expect(request.tools).toEqual([
      { type: 'function', name: 'get_weather', description: 'The weather of a city.', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }, strict: true },
      { type: 'function', name: 'run_sql', description: 'Runs a query.', parameters: { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] } },
      { type: 'function', name: 'now' },
    ])
    expect(request).toMatchObject({ toolChoice: { type: 'tool', name: 'get_weather' }, allowsParallelToolCalls: false, reasoning: { enabled: true, effort: 'low', isVisible: true } })
    expect(request.needs.tools).toBe(true)
  })

  it('media of every kind: become blocks, what is unknown stays as it is', () => {
    const request = decode('openai-sdk-images')
    const [text, inline, remote, audio, file, stored, video] = request.messages[0]?.content ?? []
    expect(text).toMatchObject({ type: 'text' })
    expect(inline).toMatchObject({ type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: expect.stringMatching(/^iVBOR/) as unknown }, detail: 'low' })
    expect(remote).toEqual({ type: 'image', source: { kind: 'url', url: 'https://example.com/cat.jpg' } })
    expect(audio).toEqual({ type: 'audio', format: 'wav', data: 'UklGRiQAAABXQVZF' })
    expect(file).toMatchObject({ type: 'document', title: 'notes.pdf', source: { kind: 'base64', mediaType: 'application/pdf' } })
    expect(stored).toEqual({ type: 'document', source: { kind: 'file', fileId: 'file-abc' } })
    expect(video).toEqual({ type: 'opaque', wire: 'openai-chat', value: { type: 'video_url', video_url: { url: 'https://example.com/a.mp4' } } })
    expect(request.needs).toMatchObject({ images: true, documents: true, audio: true, imageOutput: true })
  })

  it('media in a large body: are left out of the estimate', () => {
    const data = 'A'.repeat(400_000)
    for (const part of [
      { type: 'image_url', image_url: { url: `data:image/png;base64,${data}` } }, { type: 'image_url', image_url: `data:image/png;base64,${data}` },
      { type: 'input_audio', input_audio: { data, format: 'wav' } }, { type: 'file', file: { file_data: data } },
    ]) expect(message([part]).estimatedInputTokens).toBeLessThan(100)
    expect(message([{ type: 'text', text: data }]).estimatedInputTokens).toBeGreaterThan(100_000)
  })

  it('structured output and sampling: are read under their own names', () => {
    const request = decode('openai-sdk-structured')
    expect(request.responseFormat).toMatchObject({ type: 'json-schema', name: 'event', strict: true, schema: { type: 'object' } })
    expect(request.sampling).toEqual({ seed: 7, stop: ['###'], choices: 2, logprobs: true, topLogprobs: 2 })
    expect(request.needs.structuredOutput).toBe(true)
  })

  it('a developer message and a search: are a system message and a need', () => {
    const request = decode('openai-sdk-developer')
    expect(request.messages[0]).toEqual({ role: 'system', content: [{ type: 'text', text: 'Formatting re-enabled.' }] })
    expect(request.sampling.maxOutputTokens).toBe(4000)
    expect(request.needs).toMatchObject({ webSearch: true, tools: false })
    expect(request.reasoning).toEqual({ enabled: true, effort: 'high', isVisible: true })
  })

  it('functions, the predecessor of tools: calls and results find each other', () => {
    const request = decode('openai-sdk-functions')
    const id = 'call_messages1'
    expect(request.messages.slice(1)).toEqual([
      { role: 'assistant', content: [{ type: 'tool-call', id, name: 'get_weather', argumentsText: '{}' }] },
      { role: 'user', content: [{ type: 'tool-result', toolCallId: id, content: [{ type: 'text', text: '21 °C' }], isError: false }] },
    ])
    expect(request.tools).toEqual([{ type: 'function', name: 'get_weather', parameters: { type: 'object', properties: {} } }])
    expect(request.toolChoice).toEqual({ type: 'auto' })
    expect(request.needs.tools).toBe(true)
  })

  it('explicit nulls and empty texts, as LangChain sends them: are nothing', () => {
    const request = decode('langchain-openai')
    expect(request).toMatchObject({ isStream: false, wantsUsage: false, toolChoice: { type: 'required' } })
    expect(request.sampling).toEqual({ temperature: 0, choices: 1 })
    expect(request.messages[2]?.content).toEqual([{ type: 'tool-call', id: 'call_a', name: 'extract', argumentsText: '{"a":1}' }])
  })

  it('tools without parameters and array results, as qwen-code sends them: are taken', () => {
    const request = decode('qwen-code-first')
    expect(request.tools).toHaveLength(14)
    expect(request.tools.at(-1)).not.toHaveProperty('parameters')
    expect(request.messages.at(-1)?.content).toEqual([{ type: 'tool-result', toolCallId: 'call_q1', content: [{ type: 'text', text: 'a.txt\nb.txt' }], isError: false }])
    expect(request.reasoning).toEqual({ enabled: false, isVisible: true })
  })

  it.each([
    [{ reasoning_effort: 'none' }, { enabled: false, isVisible: true }],
    [{ reasoning: { effort: 'high', exclude: true } }, { enabled: true, effort: 'high', isVisible: false }],
    [{ reasoning: { max_tokens: 2000 } }, { enabled: true, budgetTokens: 2000, isVisible: true }],
    [{ reasoning: { enabled: true } }, { enabled: true, isVisible: true }],
    [{ thinking: { type: 'enabled', budget_tokens: 1024 } }, { enabled: true, budgetTokens: 1024, isVisible: true }],
    [{ thinking: { type: 'disabled' } }, { enabled: false, isVisible: true }],
    [{ enable_thinking: true, thinking_budget: 0 }, { enabled: true, budgetTokens: 0, isVisible: true }],
    [{ thinking_budget: 0 }, { enabled: false, budgetTokens: 0, isVisible: true }],
    [{ thinking: true, reasoning: 'yes', reasoning_effort: 3, enable_thinking: 'no' }, { isVisible: true }],
  ])('reasoning as %j: is %j', (members, expected) => {
    expect(small(members).reasoning).toEqual(expected)
  })

  it.each([
    ['auto', { type: 'auto' }], ['none', { type: 'none' }], ['required', { type: 'required' }], ['any', { type: 'required' }], [null, undefined],
    [{ type: 'function', function: { name: 'f' } }, { type: 'tool', name: 'f' }], [{ type: 'custom', custom: { name: 'c' } }, { type: 'tool', name: 'c' }],
    [{ type: 'function', name: 'g' }, { type: 'tool', name: 'g' }], [{ type: 'auto' }, { type: 'auto' }], [{ type: 'file_search' }, undefined],
    [{ type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [] } }, { type: 'required' }], [{ function: 1 }, undefined],
  ])('tool_choice %j: is %j', (choice, expected) => {
    expect(small({ tool_choice: choice }).toolChoice).toEqual(expected)
  })

  it.each([
    [{ type: 'text' }, { type: 'text' }], [{ type: 'json_object' }, { type: 'json-object' }], [{ type: 'grammar' }, undefined], ['json', undefined],
    [{ type: 'json_schema' }, { type: 'json-schema', name: 'response', schema: {} }],
    [{ type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' }, description: 'd' } }, { type: 'json-schema', name: 'n', schema: { type: 'object' }, description: 'd' }],
  ])('response_format %j: is %j', (format, expected) => {
    expect(small({ response_format: format }).responseFormat).toEqual(expected)
  })

  it('tools that the provider runs: keep their own words, and a search is a need of its own', () => {
    const search = { type: 'web_search', search_context_size: 'low' }
    expect(small({ tools: [{ type: 'custom', custom: { name: 'c' } }] }).tools).toEqual([{ type: 'function', name: 'c', parameters: expect.any(Object) as object }])
    const request = small({ tools: [search, { type: 'code_interpreter', name: 'python' }] })
    expect(request.tools).toEqual([
      { type: 'server', kind: 'web_search', name: 'web_search', wire: 'openai-chat', value: search },
      { type: 'server', kind: 'code_interpreter', name: 'python', wire: 'openai-chat', value: { type: 'code_interpreter', name: 'python' } },
    ])
    expect(request.needs).toMatchObject({ tools: true, webSearch: true })
    expect(small({ tools: [search] }).needs).toMatchObject({ tools: false, webSearch: true })
  })

  it('odd shapes that mean something: are understood', () => {
    expect(message(['plain', { type: 'text', text: '' }, { type: 'refusal', refusal: 'no' }]).messages[0]?.content).toEqual([{ type: 'text', text: 'plain' }, { type: 'refusal', text: 'no' }])
    expect(message([{ type: 'image_url', image_url: 'https://a/b.png' }]).messages[0]?.content).toEqual([{ type: 'image', source: { kind: 'url', url: 'https://a/b.png' } }])
    expect(message([{ type: 'image_url', image_url: { url: 'data:text/plain,hello' } }]).messages[0]?.content).toMatchObject([{ source: { kind: 'url' } }])
    expect(message([{ type: 'image_url', image_url: { url: 'data:nothing' } }]).messages[0]?.content).toMatchObject([{ source: { kind: 'url' } }])
    expect(message([{ type: 'file', file: { file_data: 'JVBER' } }]).messages[0]?.content).toEqual([{ type: 'document', source: { kind: 'base64', mediaType: 'application/pdf', data: 'JVBER' } }])
    const call = { id: null, function: { name: 'f', arguments: { a: 1 } } }
    const assistant = small({ messages: [{ role: 'assistant', refusal: 'no', reasoning: 'hm', tool_calls: [call, { id: 'x', function: { name: 'g' } }, { type: 'custom', custom: { name: 'c' } }] }] })
    expect(assistant.messages[0]?.content).toEqual([
      { type: 'reasoning', text: 'hm' }, { type: 'refusal', text: 'no' },
      { type: 'tool-call', id: '', name: 'f', argumentsText: '{"a":1}' }, { type: 'tool-call', id: 'x', name: 'g', argumentsText: '' },
      { type: 'tool-call', id: '', name: 'c', argumentsText: '{"input":""}' },
    ])
    expect(small({ messages: [{ role: 'tool', content: 'x' }] }).messages[0]?.content).toMatchObject([{ type: 'tool-result', toolCallId: '' }])
  })

  it('headers: only what a provider of the wire may see is kept', () => {
    const request = requestFrom('openai-chat', fixture('openai-sdk-plain'), { 'authorization': 'Bearer x', 'anthropic-version': '2023-06-01', 'anthropic-beta': ['a', 'b'] })
    expect(request.headers).toEqual({ 'anthropic-version': '2023-06-01', 'anthropic-beta': 'a,b' })
    expect(small({}).headers).toEqual({})
  })

  it.each([
    [{ model: undefined }, 'model', 'model must be a non-empty string; "auto" lets the router choose'],
    [{ model: ' ' }, 'model', 'model must be a non-empty string; "auto" lets the router choose'],
    [{ model: 'x'.repeat(300) }, 'model', 'model must not be longer than 256 characters'],
    [{ messages: undefined }, 'messages', 'messages must be a non-empty array'],
    [{ messages: [] }, 'messages', 'messages must be a non-empty array'],
    [{ messages: ['hi'] }, 'messages[0]', 'messages[0] must be an object, not a string'],
    [{ messages: [{ role: 'user', content: '' }, { role: 'assistent' }] }, 'messages[1].role', 'messages[1].role: "assistent" is not a role; did you mean "assistant"?'],
    [{ messages: [{ role: 'zzz' }] }, 'messages[0].role', 'messages[0].role: "zzz" is not a role; expected system, developer, user, assistant, tool or function'],
    [{ messages: [{ role: 'x'.repeat(40) }] }, 'messages[0].role', `messages[0].role: "${'x'.repeat(32)}…" is not a role; expected system, developer, user, assistant, tool or function`],
    [{ messages: [{}] }, 'messages[0].role', 'messages[0].role must be a role: expected system, developer, user, assistant, tool or function'],
    [{ messages: [{ role: 'user', content: { type: 'text' } }] }, 'messages[0].content', 'messages[0].content must be a string or an array of content parts, not an object'],
    [{ stream: 'true' }, 'stream', 'stream must be a boolean, not a string'],
    [{ max_tokens: 0 }, 'max_tokens', 'max_tokens must be a whole number ≥ 1'],
    [{ max_completion_tokens: 1.5 }, 'max_completion_tokens', 'max_completion_tokens must be a whole number ≥ 1'],
    [{ tools: {} }, 'tools', 'tools must be an array, not an object'],
  ])('%j: is refused at once', (members, parameter, text) => {
    expect(refusalOf(() => small(members))).toMatchObject({ code: 'invalid_request', parameter, message: text })
  })

  it.each<[object, (request: ChatRequest) => unknown, string]>([
    [{ temperature: 'hot' }, (request) => request.sampling, 'temperature'],
    [{ logprobs: 1 }, (request) => request.sampling, 'logprobs'],
    [{ stop: [1] }, (request) => request.sampling, 'stop'],
    [{ tools: [1] }, (request) => request.tools, 'tools[0]'],
    [{ tools: [{ type: 'function', function: {} }] }, (request) => request.tools, 'tools[0].function.name'],
    [{ tools: [{ type: 'function' }] }, (request) => request.tools, 'tools[0].function.name'],
    [{ tools: [{ type: 'custom' }] }, (request) => request.tools, 'tools[0].custom.name'],
    [{ tools: [{ type: 'function', function: { name: 'f', parameters: [] } }] }, (request) => request.tools, 'tools[0].function.parameters'],
    [{ messages: [{ role: 'user', content: [1] }] }, (request) => request.messages, 'messages[0].content[0]'],
    [{ messages: [{ role: 'user', content: [{ type: 'text', text: 1 }] }] }, (request) => request.messages, 'messages[0].content[0].text'],
    [{ messages: [{ role: 'user', content: [{ type: 'image_url' }] }] }, (request) => request.messages, 'messages[0].content[0].image_url.url'],
    [{ messages: [{ role: 'user', content: [{ type: 'input_audio' }] }] }, (request) => request.messages, 'messages[0].content[0].input_audio.format'],
    [{ messages: [{ role: 'user', content: [{ type: 'file' }] }] }, (request) => request.messages, 'messages[0].content[0].file.file_data'],
    [{ messages: [{ role: 'assistant', tool_calls: [{}] }] }, (request) => request.messages, 'messages[0].tool_calls[0].function.name'],
    [{ messages: [{ role: 'assistant', tool_calls: [{ type: 'custom' }] }] }, (request) => request.messages, 'messages[0].tool_calls[0].custom.name'],
  ])('%j: is refused when it is asked for', (members, read, parameter) => {
    const request = small(members)
    expect(refusalOf(() => read(request))).toMatchObject({ code: 'invalid_request', parameter })
  })
})
