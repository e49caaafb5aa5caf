import { describe, expect, it } from 'vitest'
import type { ChatRequest, JsonObject } from '../../src/chat/request.ts'
import type { Compat } from '../../src/config/compat.ts'
import type { Target } from '../../src/config/target.ts'
import { openai } from '../../src/providers/openai.ts'
import { fixture as requestFixture, requestFrom, smallRequest } from '../protocols/support.ts'
import { encoded, neutralRequest, replay, targetOf } from './support.ts'
import type { Encoded } from './support.ts'

type Members = Readonly<Record<string, unknown>>

const send = (members: Members, compat: Compat = {}, facts: Partial<Target> = {}): Encoded =>
  encoded(smallRequest('anthropic-messages', members), targetOf('openai', compat, facts))

const messagesFor = (messages: readonly object[], compat: Compat = {}, others: Members = {}, facts: Partial<Target> = {}): readonly JsonObject[] =>
  send({ messages, ...others }, compat, facts).body['messages'] as readonly JsonObject[]

const user = (content: unknown): object => ({ role: 'user', content })
const assistant = (content: unknown): object => ({ role: 'assistant', content })
const use = (id: string, name = 'Bash', input: object = {}): object => ({ type: 'tool_use', id, name, input })
const answer = (id: string, content?: unknown, others: object = {}): object => ({ type: 'tool_result', tool_use_id: id, ...(content !== undefined && { content }), ...others })
const sentCall = (id: string, name = 'Bash', args = '{}'): object => ({ id, type: 'function', function: { name, arguments: args } })

describe('openai, a request of the Anthropic wire', () => {
  it('the smallest request: is written in the words of the wire', () => {
    const { body, dropped, text } = send({ stream: true, temperature: 0.5, top_p: 0.9, stop_sequences: ['a', 'b'] })
    expect(body).toEqual({
      model: 'model-1', messages: [{ role: 'user', content: 'Hello' }], stream: true, stream_options: { include_usage: true },
      max_tokens: 100, temperature: 0.5, top_p: 0.9, stop: ['a', 'b'],
    })
    expect(dropped).toEqual([])
    expect(text).toBe(JSON.stringify(body))
  })

  it('members that the wire has no place for: are left behind and told', () => {
    const { body, dropped } = send({
      top_k: 5, metadata: { user_id: '{"device_id":"d"}' }, context_management: { edits: [] }, container: null, service_tier: 'auto', safeguards: [{}],
      stop_sequences: ['1', '2', '3', '4', '5'], 'bad\nname': 1, session_id: 'own',
    })
    expect(dropped).toEqual(['top_k', 'metadata', 'context_management', 'service_tier', 'safeguards', 'stop_sequences'])
    expect(body).toEqual({ model: 'model-1', messages: [{ role: 'user', content: 'Hello' }], max_tokens: 100, stop: ['1', '2', '3', '4'] })
  })

  it('quirks of the provider: hold here too', () => {
    const { body, dropped } = send({ stream: true, temperature: 1, max_tokens: 128_000 },
      { supportsStreamUsage: false, maxTokensField: 'max_completion_tokens', droppedFields: ['temperature', 'top_p'] }, { maxOutputTokens: 8192 })
    expect(body).toEqual({ model: 'model-1', messages: [{ role: 'user', content: 'Hello' }], stream: true, max_completion_tokens: 8192 })
    expect(dropped).toEqual(['temperature'])
  })

  it('the matrix\'s parameters: win', () => {
    expect(encoded(smallRequest('anthropic-messages', { temperature: 0.1 }), targetOf('openai'), { temperature: 1 }).body['temperature']).toBe(1)
  })

  describe('system text', () => {
    it('blocks: become one message, without the billing line', () => {
      const system = [{ type: 'text', text: 'x-anthropic-billing-header: cc_version=2; cch=1' }, { type: 'text', text: 'You are X.', cache_control: { type: 'ephemeral' } }, { type: 'text', text: 'Be brief.' }]
      expect(messagesFor([user('x')], {}, { system })[0]).toEqual({ role: 'system', content: 'You are X.\n\nBe brief.' })
      expect(messagesFor([user('x')], { systemRole: 'developer' }, { system: 'x-anthropic-billing-header: a\nYou.' })[0]).toEqual({ role: 'developer', content: 'You.' })
      expect(messagesFor([user('x')], {}, { system: 'x-anthropic-billing-header: a' })).toEqual([{ role: 'user', content: 'x' }])
    })

    it('in the middle: becomes a reminder at its place, or stays where that is known to be accepted', () => {
      const messages = [user('a'), { role: 'system', content: 'S' }, assistant('b'), { role: 'system', content: '' }, user('c')]
      expect(messagesFor(messages)).toEqual([
        { role: 'user', content: 'a\n\n<system-reminder>\nS\n</system-reminder>' }, { role: 'assistant', content: 'b' }, { role: 'user', content: 'c' },
      ])
      expect(messagesFor(messages, { systemPlacement: 'anywhere' })[1]).toEqual({ role: 'system', content: 'S' })
    })

    it('nothing but system text: is a request all the same', () => {
      expect(messagesFor([{ role: 'system', content: 'S' }])).toEqual([{ role: 'system', content: 'S' }])
    })
  })

  describe('tool calls and their results', () => {
    it('results out of order, with words before and after: follow their calls at once, in the order of the calls', () => {
      expect(messagesFor([
        user('go'), assistant([{ type: 'text', text: 'ok' }, use('a'), use('b', 'Read', { p: 1 })]),
        user([{ type: 'text', text: 'hm' }, answer('b', 'B'), answer('a', [{ type: 'text', text: 'A1' }, { type: 'text', text: 'A2' }]), { type: 'text', text: 'now' }]),
      ])).toEqual([
        { role: 'user', content: 'go' },
        { role: 'assistant', content: 'ok', tool_calls: [sentCall('a'), sentCall('b', 'Read', '{"p":1}')] },
        { role: 'tool', tool_call_id: 'a', content: 'A1\nA2' }, { role: 'tool', tool_call_id: 'b', content: 'B' },
        { role: 'user', content: 'hm\n\nnow' },
      ])
    })

    it('a call without a result, a result without a call: both are made whole', () => {
      expect(messagesFor([assistant([use('a')]), user([answer('zzz', 'lost'), answer('yyy', 'bad', { is_error: true })])])).toEqual([
        { role: 'assistant', content: null, tool_calls: [sentCall('a')] },
        { role: 'tool', tool_call_id: 'a', content: '(no result: the call was interrupted)' },
        { role: 'user', content: 'Result of the earlier tool call zzz:\n\nlost\n\nError of the earlier tool call yyy:\n\nbad' },
      ])
      expect(messagesFor([user('x'), assistant([use('a')])]).at(-1)).toEqual({ role: 'tool', tool_call_id: 'a', content: '(no result: the call was interrupted)' })
    })

    it('empty and failed results: say so', () => {
      expect(messagesFor([assistant([use('a'), use('b'), use('c')]), user([answer('a'), answer('b', '', { is_error: true }), answer('c', 'no', { is_error: true })])])
        .slice(1).map(message => message['content'])).toEqual(['(no output)', 'Error: (no output)', 'Error: no'])
    })

    it('ids that repeat or are empty: are told apart, calls and results together', () => {
      const sent = messagesFor([assistant([use('a')]), user([answer('a', '1')]), assistant([use('a'), use('')]), user([answer('a', '2'), answer('', '3')])])
      expect(sent.map(message => message['tool_call_id'] ?? (message['tool_calls'] as readonly JsonObject[]).map(call => call['id'])))
        .toEqual([['a'], 'a', ['a_2', 'call'], 'a_2', 'call'])
      expect(sent.filter(message => message['role'] === 'tool').map(message => message['content'])).toEqual(['1', '2', '3'])
    })

    it('neighbouring assistant messages: are one turn', () => {
      expect(messagesFor([assistant([use('a')]), assistant([use('b')]), user([answer('b', 'B'), answer('a', 'A')])])).toHaveLength(3)
    })

    it('pictures in results: follow as the user\'s, with a label', () => {
      const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }
      const part = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }
      const label = { type: 'text', text: 'From the result of tool call a (Shot):' }
      expect(messagesFor([assistant([use('a', 'Shot')]), user([answer('a', [picture]), { type: 'text', text: 'see' }])]).slice(1)).toEqual([
        { role: 'tool', tool_call_id: 'a', content: '(no output)' }, { role: 'user', content: [label, part, { type: 'text', text: 'see' }] },
      ])
      expect(messagesFor([assistant([use('a', 'Shot')]), user([answer('a', [picture])]), assistant('b')])[2]).toEqual({ role: 'user', content: [label, part] })
      expect(messagesFor([assistant([use('a', 'Shot')]), user([answer('a', [picture])])], { imageInput: 'text-placeholder' }).at(-1))
        .toEqual({ role: 'tool', tool_call_id: 'a', content: '[image left out, this model cannot see it: image/png]' })
    })

    it('loaded tools: are told in words', () => {
      expect(messagesFor([assistant([use('a', 'ToolSearch')]), user([answer('a', [{ type: 'tool_reference', tool_name: 'WebFetch' }, { type: 'text', text: 'Tool loaded.' }])])]).at(-1)?.['content'])
        .toBe('Tool WebFetch is loaded; you can call it now.\nTool loaded.')
    })
  })

  describe('content', () => {
    it('an assistant turn of thinking alone: is dropped, an empty turn too', () => {
      expect(messagesFor([user('a'), assistant([{ type: 'thinking', thinking: 'hm', signature: 's' }, { type: 'redacted_thinking', data: 'x' }]), user([]), user('b')]))
        .toEqual([{ role: 'user', content: 'a' }, { role: 'user', content: 'b' }])
    })

    it('thinking: is sent back where the provider wants it', () => {
      const history = [assistant([{ type: 'thinking', thinking: 'hm', signature: 's' }, use('a')]), user([answer('a', 'A')]), assistant('done'), user('x')]
      const reasoning = (compat: Compat): unknown => messagesFor(history, compat).filter(message => message['role'] === 'assistant').map(message => message['reasoning_content'])
      expect(reasoning({})).toEqual([undefined, undefined])
      expect(reasoning({ replaysReasoning: 'tool-turns' })).toEqual(['hm', undefined])
      expect(reasoning({ replaysReasoning: 'all-turns' })).toEqual(['hm', ' '])
    })

    it('a provider that wants thought signatures: gets the stand-in', () => {
      const sent = messagesFor([assistant([use('a'), use('b')])], { needsThoughtSignature: true } as Compat)
      expect((sent[0]?.['tool_calls'] as readonly JsonObject[]).map(call => 'extra_content' in call)).toEqual([true, false])
    })

    it('what only the other wire can say: is left out and told', () => {
      const { body, dropped } = send({ messages: [user([{ type: 'text', text: 'x' }, { type: 'container_upload', file_id: 'f' }, { type: 'bad-name' }]), assistant([{ type: 'server_tool_use', id: 's', name: 'web_search', input: {} }, { type: 'text', text: 'y' }])] })
      expect(body['messages']).toEqual([{ role: 'user', content: 'x' }, { role: 'assistant', content: 'y' }])
      expect(dropped).toEqual(['container_upload', 'content', 'server_tool_use'])
    })

    it('documents: become text, a file where files are read, words otherwise', () => {
      const pdf = { type: 'document', title: 'Plan', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBE' } }
      const plain = { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'words' } }
      const encodedText = { type: 'document', source: { type: 'base64', media_type: 'text/csv', data: Buffer.from('a,b').toString('base64') } }
      const linked = { type: 'document', source: { type: 'url', url: 'https://x/y.pdf' } }
      const stored = { type: 'document', source: { type: 'file', file_id: 'file_1' } }
      expect(messagesFor([user([plain, encodedText])])[0]?.['content']).toBe('[document: untitled]\nwords\n\n[document: untitled]\na,b')
      const { body, dropped } = send({ messages: [user([pdf, linked, stored])] })
      expect((body['messages'] as readonly JsonObject[])[0]?.['content']).toBe([
        '[document left out, this model cannot read it: Plan, application/pdf]', '[document left out, this model cannot read it: untitled, https://x/y.pdf]',
        '[document left out, this model cannot read it: untitled, file_1]',
      ].join('\n\n'))
      expect(dropped).toEqual(['document'])
      const read = messagesFor([user([pdf, { ...pdf, title: undefined }])], {}, {}, { capabilities: new Set(['documents']) })
      expect(read[0]?.['content']).toEqual(['Plan', 'document.pdf'].map(filename => ({ type: 'file', file: { filename, file_data: 'data:application/pdf;base64,JVBE' } })))
    })

    it('pictures: travel by address or in the message; stored ones are told in words', () => {
      const linked = { type: 'image', source: { type: 'url', url: 'https://x/y.png' } }
      const stored = { type: 'image', source: { type: 'file', file_id: 'file_1' } }
      expect(messagesFor([user([linked, stored])])[0]?.['content']).toEqual([
        { type: 'image_url', image_url: { url: 'https://x/y.png' } }, { type: 'text', text: '[image left out, this model cannot see it: file_1]' },
      ])
    })
  })

  describe('tools', () => {
    const tools = [
      { name: 'Bash', description: 'Runs', input_schema: { $schema: 'x', type: 'object', properties: { c: { type: 'string', format: 'f' } } } },
      { name: 'TaskList', input_schema: {} }, { name: 'DeferredToolPlaceholder', defer_loading: true, input_schema: {} },
      { name: 'WebFetch', defer_loading: true, input_schema: { type: 'object', properties: {} } }, { type: 'web_search_20250305', name: 'web_search', max_uses: 8 },
    ]

    it('function tools: are declared with clean schemas; the placeholder and the provider\'s own tools are not', () => {
      const { body, dropped } = send({ tools }, { droppedSchemaKeywords: ['format'] })
      const empty = { type: 'object', properties: {} }
      expect(body['tools']).toEqual([
        { type: 'function', function: { name: 'Bash', description: 'Runs', parameters: { type: 'object', properties: { c: { type: 'string' } } } } },
        { type: 'function', function: { name: 'TaskList', parameters: empty } }, { type: 'function', function: { name: 'WebFetch', parameters: empty } },
      ])
      expect(dropped).toEqual(['web_search'])
    })

    it('the provider\'s own tools alone: leave no tools and no choice', () => {
      const { body } = send({ tools: [tools[4]], tool_choice: { type: 'auto' } })
      expect([body['tools'], body['tool_choice']]).toEqual([undefined, undefined])
    })

    it('choices: are translated', () => {
      const choice = (tool_choice: object, compat: Compat = {}): readonly unknown[] => {
        const { body } = send({ tools, tool_choice }, compat)
        return [body['tool_choice'], body['parallel_tool_calls'], (body['tools'] as readonly unknown[] | undefined)?.length]
      }
      expect(choice({ type: 'auto' })).toEqual(['auto', undefined, 3])
      expect(choice({ type: 'any', disable_parallel_tool_use: true })).toEqual(['required', false, 3])
      expect(choice({ type: 'any', disable_parallel_tool_use: true }, { supportsParallelToolCallsField: false })).toEqual(['required', undefined, 3])
      expect(choice({ type: 'tool', name: 'Bash' })).toEqual([{ type: 'function', function: { name: 'Bash' } }, undefined, 3])
      expect(choice({ type: 'tool', name: 'Bash' }, { toolChoice: 'auto-only' })).toEqual(['auto', undefined, 1])
      expect(choice({ type: 'none' }, { toolChoice: 'auto-only' })).toEqual([undefined, undefined, undefined])
    })

    it('names that are too long: are shortened everywhere, and long again in the answer', async () => {
      const long = `mcp__server__${'x'.repeat(80)}`
      const request = smallRequest('anthropic-messages', {
        tools: [{ name: long, input_schema: {} }], tool_choice: { type: 'tool', name: long }, messages: [assistant([use('a', long)]), user([answer('a', 'A')])],
      })
      const { body } = encoded(request, targetOf('openai'))
      const short = (body['tool_choice'] as { function: { name: string } }).function.name
      expect(short).toMatch(/^mcp__server__x{42}_[\da-f]{8}$/)
      expect(short).toHaveLength(64)
      expect(JSON.stringify(body).split(short)).toHaveLength(4)
      const chunk = { id: 'i', choices: [{ index: 0, delta: { tool_calls: [{ index: 0, id: 'c', function: { name: short, arguments: '{}' } }] } }] }
      const { parts } = await replay(openai, [Buffer.from(`data: ${JSON.stringify(chunk)}\n\n`)], { request, target: targetOf('openai'), keepsFrames: false })
      expect(parts.find(part => part.type === 'tool-call-start')).toMatchObject({ name: long })
    })
  })

  it('thinking and effort: become the provider\'s switch', () => {
    const wish = { thinking: { type: 'enabled', budget_tokens: 2000 }, max_tokens: 4000, output_config: { effort: 'max' } }
    expect(send(wish, { reasoningSwitch: 'thinking-type', effortNames: { max: 'max' } }).body).toMatchObject({ thinking: { type: 'enabled' }, reasoning_effort: 'max' })
    expect(send(wish, {}).body).toEqual({ model: 'model-1', messages: [{ role: 'user', content: 'Hello' }], max_tokens: 4000 })
  })

  it('what no wire of today says across: is written all the same', () => {
    const request = neutralRequest('anthropic-messages', {
      responseFormat: { type: 'json-schema', name: 'r', schema: {}, strict: false, description: 'd' },
      messages: [{ role: 'user', content: [{ type: 'audio', format: 'wav', data: 'A' }, { type: 'image', source: { kind: 'url', url: 'u' }, detail: 'low' }, { type: 'image', source: { kind: 'text', text: 't' } }] },
        { role: 'assistant', content: [{ type: 'tool-call', id: 'c', name: 'f', argumentsText: '' }] }, { role: 'user', content: [{ type: 'redacted-reasoning', data: 'x' }] }],
    })
    const { body } = encoded(request, targetOf('openai'), { x: undefined })
    expect(body['response_format']).toEqual({ type: 'json_schema', json_schema: { name: 'r', description: 'd', strict: false, schema: {} } })
    expect((body['messages'] as readonly JsonObject[]).slice(1)).toEqual([
      { role: 'assistant', content: null, tool_calls: [sentCall('c', 'f')] }, { role: 'tool', tool_call_id: 'c', content: '(no result: the call was interrupted)' },
    ])
    expect((body['messages'] as readonly JsonObject[])[0]?.['content']).toEqual([
      { type: 'input_audio', input_audio: { data: 'A', format: 'wav' } }, { type: 'image_url', image_url: { url: 'u', detail: 'low' } },
      { type: 'text', text: '[image left out, this model cannot see it: text]' },
    ])
    expect(encoded({ ...request, responseFormat: { type: 'json-object' } }, targetOf('openai')).body['response_format']).toEqual({ type: 'json_object' })
    expect(encoded({ ...request, responseFormat: { type: 'text' } }, targetOf('openai')).body['response_format']).toEqual({ type: 'text' })
  })

  it('an effort alone, a budget alone: ask for reasoning', () => {
    expect(send({ output_config: { effort: 'high' } }, { reasoningSwitch: 'enable_thinking' }).body['enable_thinking']).toBe(true)
    const asking = (reasoning: ChatRequest['reasoning']): unknown => encoded(neutralRequest('anthropic-messages', { reasoning }), targetOf('openai', { reasoningSwitch: 'enable_thinking' })).body['enable_thinking']
    expect([asking({ budgetTokens: 5, isVisible: true }), asking({ budgetTokens: 0, isVisible: true }), asking({ effort: 'none', isVisible: true })]).toEqual([true, false, false])
  })

  it('a schema for the answer: becomes response_format, or words', () => {
    const output_config = { format: { type: 'json_schema', schema: { type: 'object' } } }
    expect(send({ output_config }).body['response_format']).toEqual({ type: 'json_schema', json_schema: { name: 'response', schema: { type: 'object' } } })
    const told = send({ output_config, system: 'Be.' }, { structuredOutput: 'json-object' }).body
    expect(told['response_format']).toEqual({ type: 'json_object' })
    expect((told['messages'] as readonly JsonObject[])[0]?.['content']).toMatch(/^Be\.\n\nAnswer with one JSON value that conforms/)
  })

  it('Claude Code\'s own request: leaves nothing of the client\'s identity in what is sent', () => {
    const request = requestFrom('anthropic-messages', requestFixture('claude-code-first'), { 'x-api-key': 'mine', 'x-claude-code-session-id': 's', 'anthropic-beta': 'b' })
    const { text, headers } = encoded(request, targetOf('openai'))
    expect(text).not.toMatch(/device_id|billing-header|cache_control|defer_loading|DeferredToolPlaceholder/)
    expect(Object.keys(headers).filter(name => name.startsWith('x-') || name.startsWith('anthropic'))).toEqual([])
  })
})
