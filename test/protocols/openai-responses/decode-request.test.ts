import { describe, expect, it } from 'vitest'
import type { ChatRequest, ContentBlock, Message } from '../../../src/chat/request.ts'
import { sealReasoning } from '../../../src/chat/sealed-reasoning.ts'
import { fixture, refusalOf, requestFrom, smallRequest } from '../support.ts'

const asking = (members: object): ChatRequest => smallRequest('openai-responses', members)
const messagesOf = (...input: readonly unknown[]): readonly Message[] => asking({ input }).messages
const contentOf = (item: unknown): readonly ContentBlock[] => messagesOf(item)[0]?.content ?? []
const text = (said: string): ContentBlock => ({ type: 'text', text: said })
const user = (...content: readonly ContentBlock[]): Message => ({ role: 'user', content })
const assistant = (...content: readonly ContentBlock[]): Message => ({ role: 'assistant', content })
const called = (id: string, name: string, argumentsText = '{}'): ContentBlock => ({ type: 'tool-call', id, name, argumentsText })
const result = (toolCallId: string, ...content: readonly ContentBlock[]): ContentBlock => ({ type: 'tool-result', toolCallId, content, isError: false })
const refusal = (members: object) => refusalOf(() => { const request = asking(members); return [request.messages, request.tools, request.sampling] })

describe('decodeRequest, the head', () => {
  it('a text as input: is the user\'s, instructions come before it', () => {
    const request = asking({ input: 'Hi', instructions: 'Be brief.' })
    expect(request.messages).toEqual([{ role: 'system', content: [text('Be brief.')] }, user(text('Hi'))])
    expect(request).toMatchObject({ wire: 'openai-responses', model: 'auto', isStream: false, wantsUsage: true, headers: {} })
  })

  it('a session that a header names: is the caller\'s, and no header goes on', () => {
    const request = requestFrom('openai-responses', { model: 'auto', input: 'Hi', stream: true }, { 'session-id': 's-1', 'anthropic-beta': 'b' })
    expect([request.isStream, request.caller, request.headers]).toEqual([true, { sessionId: 's-1' }, {}])
  })

  it.each([
    ['no input', { input: undefined }, 'input'],
    ['an empty text', { input: '' }, 'input'],
    ['no items', { input: [] }, 'input'],
    ['an input of another type', { input: 7 }, 'input'],
    ['an item that is none', { input: ['Hi'] }, 'input[0]'],
    ['a role that nobody knows', { input: [{ role: 'tool', content: 'x' }] }, 'input[0].role'],
    ['a message without a role', { input: [{ type: 'message', content: 'x' }] }, 'input[0].role'],
    ['content of another type', { input: [{ role: 'user', content: 7 }] }, 'input[0].content'],
    ['a part that is none', { input: [{ role: 'user', content: ['x'] }] }, 'input[0].content[0]'],
    ['a call without a name', { input: [{ type: 'function_call', call_id: 'a' }] }, 'input[0].name'],
    ['a limit of nothing', { max_output_tokens: 0 }, 'max_output_tokens'],
    ['a tool without a name', { tools: [{ type: 'function' }] }, 'tools[0].name'],
    ['a nested tool without a name', { tools: [{ type: 'namespace', name: 'n', tools: [{ type: 'custom' }] }] }, 'tools[0].tools[0].name'],
    ['a late tool without a name', { input: [{ type: 'additional_tools', tools: [{}] }] }, 'input[0].tools[0].name'],
    ['a temperature that is a word', { temperature: 'hot' }, 'temperature'],
  ])('%s: is refused, and named', (_, members, parameter) => {
    expect(refusal(members)).toMatchObject({ code: 'invalid_request', parameter })
  })

  it.each([
    ['previous_response_id', 'resp_1', /previous_response_id is not supported.+whole conversation/],
    ['conversation', { id: 'conv_1' }, /conversation is not supported.+whole conversation/],
    ['background', true, /background is not supported/],
  ])('%s, which somebody would have to keep: is refused, and said what to do', (name, value, message) => {
    expect(refusal({ [name]: value })).toMatchObject({ code: 'unsupported_parameter', parameter: name, message: expect.stringMatching(message) as unknown })
    expect(() => asking({ [name]: null })).not.toThrow()
  })

  it.each(['input', 'max_output_tokens', 'stream', 'model'])('%s twice: is refused, because it hides what it says', (name) => {
    expect(refusalOf(() => requestFrom('openai-responses', Buffer.from(`{"model":"a","input":"x","stream":true,"max_output_tokens":5,"${name}":null}`)))).toMatchObject({ code: 'duplicate_key', parameter: name })
  })

  it('background that is false: asks for nothing', () => {
    expect(() => asking({ background: false })).not.toThrow()
  })

  it('a reference to an item that nobody keeps: is refused when somebody has to read it, and not before', () => {
    const request = asking({ input: [{ role: 'user', content: 'Hi' }, { type: 'item_reference', id: 'msg_1' }] })
    expect(refusalOf(() => request.messages)).toMatchObject({ code: 'unsupported_parameter', parameter: 'input[1]', message: expect.stringContaining('"store": false') as unknown })
  })
})

describe('decodeRequest, what a model must be able to do', () => {
  const needsOf = (members: object) => asking(members).needs

  it('nothing special: needs nothing', () => {
    expect(needsOf({ text: { format: { type: 'text' } } })).toEqual({ tools: false, images: false, documents: false, audio: false, webSearch: false, imageOutput: false, structuredOutput: false })
  })

  it('pictures, files and sounds, in messages and in results of tools: are found, and their bytes counted', () => {
    const data = `data:image/png;base64,${'A'.repeat(4000)}`
    const request = asking({ input: [
      { role: 'user', content: [{ type: 'input_image', image_url: data }, { type: 'input_image', file_id: 'f' }, { type: 'input_file', file_data: 'B'.repeat(4000) }, { type: 'input_file', file_url: 'https://x.test/a.pdf' }] },
      { type: 'function_call_output', call_id: 'c', output: [{ type: 'input_audio', input_audio: { format: 'wav', data: 'C'.repeat(4000) } }, { type: 'input_audio' }, 'odd'] },
    ] })
    expect(request.needs).toMatchObject({ images: true, documents: true, audio: true })
    expect(request.estimatedInputTokens).toBeLessThan(500)
  })

  it('tools, a search and a schema: are needed', () => {
    expect(needsOf({ tools: [{ type: 'function', name: 'f' }], text: { format: { type: 'json_schema' } } })).toMatchObject({ tools: true, webSearch: false, structuredOutput: true })
    expect(needsOf({ tools: [{ type: 'web_search_preview' }] })).toMatchObject({ tools: false, webSearch: true })
    expect(needsOf({ input: [{ role: 'user', content: 'x' }, { type: 'additional_tools', tools: [] }] })).toMatchObject({ tools: true })
  })
})

describe('decodeRequest, messages', () => {
  it('roles: developers speak for the system', () => {
    expect(messagesOf({ role: 'system', content: 'a' }, { type: 'message', role: 'developer', content: 'b' }, { role: 'user', content: 'c' }, { role: 'user', content: 'd' }, { role: 'assistant', content: 'e' })).toEqual([
      { role: 'system', content: [text('a')] }, { role: 'system', content: [text('b')] }, user(text('c')), user(text('d')), assistant(text('e')),
    ])
  })

  it('parts: become blocks, unknown ones stay what they are', () => {
    const odd = { type: 'computer_screenshot', x: 1 }
    expect(contentOf({ role: 'user', content: [
      { type: 'input_text', text: 'a' }, { type: 'output_text', text: '' }, { type: 'text', text: 'b' }, { type: 'refusal', refusal: 'no' },
      { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'low' }, { type: 'input_image', image_url: 'https://x.test/a.png', detail: 'original' }, { type: 'input_image', file_id: 'file-1' },
      { type: 'input_file', file_data: 'JVBE', filename: 'a.pdf' }, { type: 'input_file', file_url: 'https://x.test/a.pdf' }, { type: 'input_file', file_id: 'file-2' }, { type: 'input_file', file_data: 'data:text/csv;base64,YQ==' },
      { type: 'input_audio', input_audio: { format: 'wav', data: 'UklG' } }, odd,
    ] })).toEqual([
      text('a'), text('b'), { type: 'refusal', text: 'no' },
      { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AAAA' }, detail: 'low' }, { type: 'image', source: { kind: 'url', url: 'https://x.test/a.png' }, detail: 'high' }, { type: 'image', source: { kind: 'file', fileId: 'file-1' } },
      { type: 'document', source: { kind: 'base64', mediaType: 'application/pdf', data: 'JVBE' }, title: 'a.pdf' }, { type: 'document', source: { kind: 'url', url: 'https://x.test/a.pdf' } }, { type: 'document', source: { kind: 'file', fileId: 'file-2' } },
      { type: 'document', source: { kind: 'base64', mediaType: 'text/csv', data: 'YQ==' } },
      { type: 'audio', format: 'wav', data: 'UklG' }, { type: 'opaque', wire: 'openai-responses', value: odd },
    ])
    expect(() => asking({ input: [{ role: 'user', content: [{ type: 'input_audio' }] }] }).messages).toThrow(/input_audio.format/)
  })

  it('what an assistant thought, said and called: is one turn, and so are the results', () => {
    expect(messagesOf(
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }, { type: 'summary_text', text: 'So.' }], encrypted_content: 'gAAA' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Looking.' }] },
      { type: 'function_call', call_id: 'a', name: 'f', arguments: '{"x":1}' }, { type: 'function_call', call_id: 'b', name: 'g', arguments: { y: 2 } }, { type: 'function_call', id: 'fc_c', name: 'h' },
      { type: 'function_call_output', call_id: 'a', output: 'one' }, { type: 'function_call_output', call_id: 'b', output: [{ type: 'input_text', text: 'two' }] }, { type: 'function_call_output', call_id: 'fc_c', output: { content: 'three', success: false } },
      { type: 'function_call_output', output: { odd: true } },
      { role: 'user', content: 'Thanks' },
    )).toEqual([
      assistant({ type: 'reasoning', text: 'Hm.\n\nSo.' }, text('Looking.'), called('a', 'f', '{"x":1}'), called('b', 'g', '{"y":2}'), called('fc_c', 'h', '')),
      user(result('a', text('one')), result('b', text('two')), result('fc_c', text('three')), result('', text('{"odd":true}'))),
      user(text('Thanks')),
    ])
  })

  it('custom tools, shells and searches for tools: are calls like any other', () => {
    expect(messagesOf(
      { type: 'custom_tool_call', call_id: 'a', name: 'patch', input: '*** "x"' }, { type: 'custom_tool_call', call_id: 'b', name: 'patch' },
      { type: 'local_shell_call', id: 'lsh_1', call_id: 'c', action: { type: 'exec', command: ['ls'] } }, { type: 'tool_search_call', call_id: 'd', arguments: { query: 'q' } },
      { type: 'custom_tool_call_output', call_id: 'a', output: 'ok' }, { type: 'local_shell_call_output', id: 'c', output: 'a.txt' },
    )).toEqual([
      assistant(called('a', 'patch', '{"input":"*** \\"x\\""}'), called('b', 'patch', '{"input":""}'), called('c', 'local_shell', '{"type":"exec","command":["ls"]}'), called('d', 'tool_search', '{"query":"q"}')),
      user(result('a', text('ok')), result('c', text('a.txt'))),
    ])
  })

  it('tools that a search found: are named in its result; found by the provider, they are only offered', () => {
    const found = [{ type: 'namespace', name: 'mail', tools: [{ type: 'function', name: 'send' }] }, { type: 'function', name: 'time' }, { type: 'namespace', name: 'empty', tools: [] }]
    expect(messagesOf({ type: 'tool_search_output', call_id: 'd', tools: found })).toEqual([user(result('d', { type: 'tool-reference', name: 'mail__send' }, { type: 'tool-reference', name: 'time' }))])
    expect(messagesOf({ type: 'tool_search_output', call_id: null, tools: found }, { role: 'user', content: 'x' })).toEqual([user(text('x'))])
  })

  it('items that only this wire can say: stay what they are, on their own side', () => {
    const [search, output, hidden] = [{ type: 'web_search_call', id: 'ws_1' }, { type: 'computer_call_output', call_id: 'c' }, { type: 'reasoning', summary: [], encrypted_content: 'gAAA' }]
    const opaque = (value: object): unknown => ({ type: 'opaque', wire: 'openai-responses', value })
    expect(messagesOf(search, output, hidden)).toEqual([assistant(opaque(search) as ContentBlock), user(opaque(output) as ContentBlock), assistant(opaque(hidden) as ContentBlock)])
  })

  it('reasoning that this router sealed: is what it was, signature included; what came back broken is its summary', () => {
    const item = (sealed: string): object => ({ type: 'reasoning', summary: [{ type: 'summary_text', text: 'Short.' }], encrypted_content: sealed })
    const signed = { type: 'reasoning', text: 'Long. مرحبا', signature: 'c2ln' } as const
    expect(contentOf(item(sealReasoning(signed)))).toEqual([signed])
    expect(contentOf(item(sealReasoning({ type: 'reasoning', text: 'Unsigned' })))).toEqual([{ type: 'reasoning', text: 'Unsigned' }])
    expect(contentOf(item(sealReasoning({ type: 'redacted-reasoning', data: 'ZGF0YQ==' })))).toEqual([{ type: 'redacted-reasoning', data: 'ZGF0YQ==' }])
    for (const broken of ['smart-router-1.', 'smart-router-1.bnVsbA', 'smart-router-1.e30', 'smart-router-1.%%%']) expect(contentOf(item(broken))).toEqual([{ type: 'reasoning', text: 'Short.' }])
    expect(contentOf({ type: 'reasoning', summary: [{ text: 7 }] })).toMatchObject([{ type: 'opaque' }])
    expect(contentOf({ type: 'reasoning', summary: [{ text: 7 }], content: [{ type: 'reasoning_text', text: 'Own words.' }] })).toEqual([{ type: 'reasoning', text: 'Own words.' }])
  })

  it('a long run of items of one side: is joined in time that grows with its length', () => {
    const input = Array.from({ length: 20_000 }, (_, index) => ({ type: 'function_call', call_id: `c${index}`, name: 'f', arguments: '{}' }))
    expect(asking({ input }).messages[0]?.content).toHaveLength(20_000)
  })
})

describe('decodeRequest, tools', () => {
  const parameters = { type: 'object', properties: { x: { type: 'string' } } }
  const toolsOf = (members: object) => asking(members).tools

  it('functions, custom tools and those of the provider: keep what they say of themselves', () => {
    const search = { type: 'web_search', search_context_size: 'low' }
    const mcp = { type: 'mcp', name: 'docs', server_url: 'https://x.test' }
    expect(toolsOf({ tools: [search, { type: 'function', name: 'f', description: 'F', parameters, strict: true }, { name: 'bare', parameters: null }, { type: 'custom', name: 'c', description: 'C' }, { type: 'tool_search' }, mcp] })).toEqual([
      { type: 'function', name: 'f', description: 'F', parameters, strict: true }, { type: 'function', name: 'bare' },
      { type: 'function', name: 'c', description: 'C', parameters: { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] } },
      { type: 'server', kind: 'web_search', name: 'web_search', wire: 'openai-responses', value: search }, { type: 'server', kind: 'tool_search', name: 'tool_search', wire: 'openai-responses', value: { type: 'tool_search' } },
      { type: 'server', kind: 'mcp', name: 'docs', wire: 'openai-responses', value: mcp },
    ])
  })

  it('a grammar, which nobody else enforces: is told to the model', () => {
    const described = (tool: object): unknown => toolsOf({ tools: [{ type: 'custom', name: 'c', ...tool }] })[0]
    expect(described({ description: 'C', format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' } })).toMatchObject({ description: 'C\n\nThe input follows this grammar (lark):\nstart: "x"' })
    expect(described({ format: { type: 'grammar', definition: 'x' } })).toMatchObject({ description: 'The input follows this grammar:\nx' })
    expect(described({ format: { type: 'text' } })).not.toHaveProperty('description')
    expect(described({ format: { type: 'grammar', definition: '' } })).not.toHaveProperty('description')
  })

  it('tools in namespaces: get flat names of their own, whatever else is declared', () => {
    const names = toolsOf({ tools: [
      { type: 'function', name: 'a__b' }, { type: 'namespace', name: 'a', tools: [{ type: 'function', name: 'b' }, { type: 'custom', name: 'c.d' }] },
      { type: 'namespace', name: 'mcp__x__', tools: [{ type: 'function', name: 'y' }, { type: 'function', name: 'y', description: 'again' }] }, { type: 'namespace', name: 'a__', tools: [{ type: 'function', name: 'b' }] },
    ] }).map(({ name }) => name)
    expect(names).toEqual(['a__b', 'a__b_2', 'a__c_d', 'mcp__x__y', 'a__b_3'])
  })

  it('tools that come late, or were found: are offered with the others', () => {
    const request = requestFrom('openai-responses', fixture('codex-additional-tools'))
    expect(request.tools.map(({ name }) => name)).toEqual(['functions__exec', 'functions__wait', 'tool_search', 'mcp__mail__send'])
    expect(request.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
  })

  it('the history of a tool in a namespace: names it as the model knows it', () => {
    const nameOf = (item: object, tools: readonly object[]): unknown => (asking({ tools, input: [{ type: 'function_call', call_id: 'a', arguments: '{}', ...item }] }).messages[0]?.content[0] as { name: string }).name
    const docs = { type: 'namespace', name: 'docs', tools: [{ type: 'function', name: 'find' }] }
    expect(nameOf({ name: 'find', namespace: 'docs' }, [docs])).toBe('docs__find')
    expect(nameOf({ name: 'find' }, [docs])).toBe('docs__find')
    expect(nameOf({ name: 'find', namespace: 'gone' }, [docs])).toBe('gone__find')
    expect(nameOf({ name: 'find' }, [docs, { type: 'namespace', name: 'other', tools: [{ type: 'function', name: 'find' }] }])).toBe('find')
    expect(nameOf({ name: 'find', namespace: '' }, [])).toBe('find')
  })

  it.each([
    ['auto', { type: 'auto' }], ['none', { type: 'none' }], ['required', { type: 'required' }], ['odd', undefined], [undefined, undefined],
    [{ type: 'function', name: 'f' }, { type: 'tool', name: 'f' }], [{ type: 'custom', name: 'c' }, { type: 'tool', name: 'c' }],
    [{ type: 'function', name: 'find', namespace: 'docs' }, { type: 'tool', name: 'docs__find' }], [{ type: 'function' }, undefined],
    [{ type: 'allowed_tools', mode: 'required', tools: [] }, { type: 'required' }], [{ type: 'web_search_preview' }, undefined],
  ])('the choice %j: is %j', (toolChoice, expected) => {
    expect(asking({ tool_choice: toolChoice }).toolChoice).toEqual(expected)
  })
})

describe('decodeRequest, settings', () => {
  it('sampling: is as asked', () => {
    const request = asking({ max_output_tokens: 100, temperature: 0, top_p: 0.5, top_logprobs: 3, parallel_tool_calls: false })
    expect(request.sampling).toEqual({ maxOutputTokens: 100, temperature: 0, topP: 0.5, topLogprobs: 3 })
    expect(request.allowsParallelToolCalls).toBe(false)
  })

  it.each([
    [undefined, { isVisible: false }], [{ effort: 'high' }, { enabled: true, effort: 'high', isVisible: false }], [{ effort: 'none', summary: 'auto' }, { enabled: false, isVisible: true }],
    [{ summary: 'detailed' }, { isVisible: true }], [{ generate_summary: 'concise' }, { isVisible: true }], [{ summary: 'none' }, { isVisible: false }], [{ summary: null, effort: null }, { isVisible: false }],
  ])('reasoning %j: is %j', (reasoning, expected) => {
    expect(asking({ reasoning }).reasoning).toEqual(expected)
  })

  it.each([
    [{ type: 'text' }, { type: 'text' }], [{ type: 'json_object' }, { type: 'json-object' }], [{ type: 'odd' }, undefined], [undefined, undefined],
    [{ type: 'json_schema', name: 'n', strict: true, description: 'D', schema: { type: 'object' } }, { type: 'json-schema', name: 'n', strict: true, description: 'D', schema: { type: 'object' } }],
    [{ type: 'json_schema' }, { type: 'json-schema', name: 'response', schema: {} }],
  ])('the format %j: is %j', (format, expected) => {
    expect(asking({ text: { format } }).responseFormat).toEqual(expected)
  })
})
