import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/chat/request.ts'
import type { Compat } from '../../src/config/compat.ts'
import type { Target } from '../../src/config/target.ts'
import { anthropic } from '../../src/providers/anthropic.ts'
import { fixture as requestFixture, fixtureNames, requestFrom, smallRequest, wireOfFixture } from '../protocols/support.ts'
import { credential, encoded, neutralRequest, replay, targetOf } from './support.ts'
import type { Encoded } from './support.ts'

type Members = Readonly<Record<string, unknown>>

const same = (members: Members, compat: Compat = {}, facts: Partial<Target> = {}, parameters?: JsonObject): Encoded =>
  encoded(smallRequest('anthropic-messages', members), targetOf('anthropic', compat, facts), parameters)

const send = (members: Members, compat: Compat = {}, facts: Partial<Target> = {}): Encoded =>
  encoded(smallRequest('openai-chat', members), targetOf('anthropic', compat, facts))

const messagesFor = (messages: readonly object[], compat: Compat = {}): readonly JsonObject[] => send({ messages }, compat).body['messages'] as readonly JsonObject[]

const text = (said: string): object => ({ type: 'text', text: said })
const tool = (name: string, parameters?: object): object => ({ type: 'function', function: { name, ...(parameters !== undefined && { parameters }) } })
const call = (id: string, name = 'a', args = '{}'): object => ({ id, type: 'function', function: { name, arguments: args } })
const calling = (...calls: readonly object[]): object => ({ role: 'assistant', content: null, tool_calls: calls })
const result = (id: string, content: unknown): object => ({ role: 'tool', tool_call_id: id, content })
const user = (content: unknown): object => ({ role: 'user', content })

describe('anthropic, a request of its own wire', () => {
  it('recorded requests of real clients, to their own vendor: keep every byte but the model', () => {
    for (const name of fixtureNames().filter(known => known.startsWith('claude-code') && !known.includes('count'))) {
      const body = requestFixture(name)
      const request = requestFrom('anthropic-messages', body)
      const sent = encoded(request, targetOf('anthropic', { mayKnowClient: true })).text
      expect(sent.replace('"model-1"', JSON.stringify(request.model))).toBe(body.toString())
    }
  })

  it('what tells of the user and their machine, to anybody else: is left out and said', () => {
    const { body, dropped } = same({ metadata: { user_id: '{"device_id":"d"}' }, safeguards: [{ type: 'x' }] })
    expect([body['metadata'], body['safeguards']]).toEqual([undefined, undefined])
    expect(dropped).toEqual(['metadata', 'safeguards'])
  })

  it('the output limit and the thinking in it: are kept within what the target can', () => {
    const { body } = same({ max_tokens: 64_000, thinking: { type: 'enabled', budget_tokens: 31_999, display: 'omitted' } }, {}, { maxOutputTokens: 8192 })
    expect([body['max_tokens'], body['thinking']]).toEqual([8192, { type: 'enabled', budget_tokens: 6553, display: 'omitted' }])
    expect(same({ max_tokens: 4000, thinking: { type: 'enabled', budget_tokens: 2000 } }).body['thinking']).toEqual({ type: 'enabled', budget_tokens: 2000 })
    expect(same({ max_tokens: 4000, thinking: { type: 'adaptive' } }, {}, { maxOutputTokens: 10 }).body['thinking']).toEqual({ type: 'adaptive' })
    expect(same({ max_tokens: 1100, thinking: { type: 'enabled', budget_tokens: 1100 } }).body['thinking']).toEqual({ type: 'enabled', budget_tokens: 1024 })
  })

  it('an output too small for any thinking: goes without, and the client is told', () => {
    const { body, dropped } = same({ max_tokens: 64_000, thinking: { type: 'enabled', budget_tokens: 31_999 } }, {}, { maxOutputTokens: 1024 })
    expect([body['thinking'], dropped]).toEqual([undefined, ['thinking']])
  })

  it('no output limit at all: none is invented', () => {
    expect(encoded(neutralRequest('anthropic-messages', {}), targetOf('anthropic', {}, { maxOutputTokens: 10 })).body['max_tokens']).toBe(100)
  })

  it('fields the provider refuses and the router\'s own: are removed; parameters win', () => {
    const { body, dropped } = same({ metadata: { user_id: 'u' }, session_id: 's', temperature: 1 }, { droppedFields: ['metadata', 'safeguards'] }, {}, { temperature: 0 })
    expect([body['metadata'], body['session_id'], body['temperature'], dropped]).toEqual([undefined, undefined, 0, ['metadata']])
  })

  it('address and headers: version and betas are passed on, the client\'s key is not', () => {
    const request = requestFrom('anthropic-messages', { model: 'm', max_tokens: 5, messages: [user('x')], stream: true },
      { 'anthropic-version': '2026-10-21', 'anthropic-beta': 'a-1,b-2', 'x-api-key': 'mine', authorization: 'Bearer mine' })
    const { url, headers } = encoded(request, targetOf('anthropic'))
    expect(url).toBe('https://api.acme.test/v9/v1/messages')
    expect(headers).toMatchObject({ 'anthropic-version': '2026-10-21', 'anthropic-beta': 'a-1,b-2', 'x-api-key': credential.secret.reveal(), accept: 'text/event-stream' })
    expect(headers['authorization']).toBeUndefined()
    expect(encoded(request, targetOf('anthropic', { anthropicVersion: '2023-01-01', authentication: 'bearer' })).headers)
      .toMatchObject({ 'anthropic-version': '2023-01-01', authorization: `Bearer ${credential.secret.reveal()}` })
  })

  it('a base URL with the version in it: gets it once', () => {
    expect(encoded(smallRequest('anthropic-messages'), targetOf('anthropic', {}, {}, { baseUrl: 'https://x.test/api/v1' })).url).toBe('https://x.test/api/v1/messages')
  })
})

describe('anthropic, a request of the OpenAI wire', () => {
  it('the smallest request: is written in the words of the wire', () => {
    const { body, dropped, headers } = send({ stream: true, stream_options: { include_usage: true }, temperature: 1.7, top_p: 0.9, stop: ['a', ' ', 'b'], n: 1 })
    expect(body).toEqual({
      model: 'model-1', max_tokens: 100, messages: [{ role: 'user', content: [text('Hello')] }], stream: true, temperature: 1, top_p: 0.9, stop_sequences: ['a', 'b'],
    })
    expect(dropped).toEqual([])
    expect(headers).toMatchObject({ 'anthropic-version': '2023-06-01' })
    expect(headers['anthropic-beta']).toBeUndefined()
  })

  it('members that the wire has no place for: are left behind and told', () => {
    expect(send({ n: 2, seed: 1, logprobs: true, top_logprobs: 2, frequency_penalty: 0.5, store: false, user: 'u', temperature: -1, top_k: 4 }, { droppedFields: ['top_k'] }))
      .toMatchObject({ body: { temperature: 0 }, dropped: ['n', 'seed', 'logprobs', 'top_logprobs', 'frequency_penalty', 'user', 'top_k'] })
  })

  it('no output limit from the client: gets one', () => {
    const free = { model: 'm', messages: [user('x')] }
    const limit = (facts: Partial<Target>): unknown => encoded(requestFrom('openai-chat', free), targetOf('anthropic', {}, facts)).body['max_tokens']
    expect([limit({}), limit({ maxOutputTokens: 64_000 }), limit({ contextWindow: 8000 })]).toEqual([8192, 64_000, expect.any(Number)])
    expect(limit({ contextWindow: 8000 })).toBeLessThan(8000)
  })

  it('the matrix\'s parameters: win', () => {
    expect(encoded(smallRequest('openai-chat'), targetOf('anthropic'), { max_tokens: 7 }).body['max_tokens']).toBe(7)
  })

  describe('messages', () => {
    it('system text: is taken out of the messages; later it is a reminder', () => {
      const { body } = send({ messages: [{ role: 'system', content: 'A' }, { role: 'developer', content: 'B' }, user('x'), { role: 'system', content: 'C' }] })
      expect([body['system'], body['messages']]).toEqual(['A\n\nB', [{ role: 'user', content: [text('x'), text('<system-reminder>\nC\n</system-reminder>')] }]])
    })

    it('system text in the middle: stays where that is known to be accepted', () => {
      expect(messagesFor([user('x'), calling(call('c')), { role: 'system', content: 'S' }, result('c', 'R')], { systemPlacement: 'anywhere' }).slice(2)).toEqual([
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', content: 'R' }] }, { role: 'system', content: 'S' },
      ])
    })

    it('roles: take turns, results stand first, a conversation opens with the user', () => {
      expect(messagesFor([calling(call('c:1', 'a', '{"x":1}'), call('c:1', 'b', '')), result('c:1', 'R1'), user('and'), result('c:1', [text('R2')]), user('then')])).toEqual([
        { role: 'user', content: [text('(the conversation goes on)')] },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'c_1', name: 'a', input: { x: 1 } }, { type: 'tool_use', id: 'c_1_2', name: 'b', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c_1', content: 'R1' }, { type: 'tool_result', tool_use_id: 'c_1_2', content: 'R2' }, text('and'), text('then')].map(block => 'text' in block ? text(block.text as string) : block) },
      ])
    })

    it('calls without results: get one that says so', () => {
      const interrupted = { type: 'tool_result', tool_use_id: 'c', content: '(no result: the call was interrupted)', is_error: true }
      expect(messagesFor([user('x'), calling(call('c'))]).at(-1)).toEqual({ role: 'user', content: [interrupted] })
      expect(messagesFor([user('x'), calling(call('c')), user('y')]).at(-1)).toEqual({ role: 'user', content: [interrupted, text('y')] })
    })

    it('arguments that are no object: are kept under a name', () => {
      const input = (args: string): unknown => ((messagesFor([user('x'), calling(call('c', 'a', args))])[1]?.['content'] as readonly JsonObject[])[0])?.['input']
      expect([input('[1]'), input('"s"'), input('{"half'), input('null')]).toEqual([{ arguments: [1] }, { arguments: 's' }, { arguments: '{"half' }, { arguments: null }])
    })

    it('blank texts: are left out, and so are turns of nothing else', () => {
      expect(messagesFor([user(' \n'), user('x'), { role: 'assistant', content: '' }, user('y')])).toEqual([{ role: 'user', content: [text('x'), text('y')] }])
    })

    it('a user turn of nothing: leaves one assistant turn, not two', () => {
      expect(messagesFor([user('x'), { role: 'assistant', content: 'a' }, user(' '), { role: 'assistant', content: 'b' }, user('y')])).toEqual([
        { role: 'user', content: [text('x')] }, { role: 'assistant', content: [text('a'), text('b')] }, { role: 'user', content: [text('y')] },
      ])
    })

    it('an answer begun for the model: loses the white space at its end', () => {
      expect(messagesFor([user('x'), { role: 'assistant', content: [text('a '), text('b \n')] }]).at(-1)).toEqual({ role: 'assistant', content: [text('a '), text('b')] })
      expect(messagesFor([user('x'), { role: 'assistant', content: null, refusal: 'No. ' }]).at(-1)).toEqual({ role: 'assistant', content: [text('No.')] })
    })

    it('pictures and files: become blocks; what cannot be carried becomes words, and is told', () => {
      const { body, dropped } = send({
        messages: [user([
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } }, { type: 'image_url', image_url: { url: 'https://x/y.png' } },
          { type: 'file', file: { filename: 'Plan.pdf', file_data: 'data:application/pdf;base64,JVBE' } }, { type: 'file', file: { file_data: 'JVBE' } },
          { type: 'file', file: { file_id: 'file-1' } }, { type: 'file', file: { file_data: 'data:application/zip;base64,UEsD' } },
          { type: 'input_audio', input_audio: { data: 'A', format: 'wav' } }, { type: 'odd' },
        ])],
      })
      const pdf = { type: 'base64', media_type: 'application/pdf', data: 'JVBE' }
      expect((body['messages'] as readonly JsonObject[])[0]?.['content']).toEqual([
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }, { type: 'image', source: { type: 'url', url: 'https://x/y.png' } },
        { type: 'document', source: pdf, title: 'Plan.pdf' }, { type: 'document', source: pdf },
        text('[document left out, this model cannot read it: untitled, file-1]'), text('[document left out, this model cannot read it: untitled, application/zip]'),
        text('[audio left out, this model cannot hear it: wav]'),
      ])
      expect(dropped).toEqual(['document', 'audio', 'content'])
    })

    it('pictures to a model that sees none: become words', () => {
      expect(messagesFor([user([{ type: 'image_url', image_url: { url: 'https://x/y.png' } }])], { imageInput: 'text-placeholder' })[0]?.['content'])
        .toEqual([text('[image left out, this model cannot see it: https://x/y.png]')])
    })

    it('a result with a picture: keeps it', () => {
      const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }
      expect(messagesFor([user('x'), calling(call('c')), result('c', [text('see'), image])]).at(-1)).toEqual({
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'c', content: [text('see'), { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }] }],
      })
    })

    it('plain text as a document and failed results: keep their forms', () => {
      const request = neutralRequest('openai-chat', {
        messages: [
          { role: 'system', content: [{ type: 'image', source: { kind: 'text', text: 'x' } }] },
          { role: 'user', content: [{ type: 'document', source: { kind: 'text', text: 'words' } }] },
          { role: 'assistant', content: [{ type: 'tool-call', id: 'c', name: 'a', argumentsText: '' }] },
          { role: 'user', content: [{ type: 'tool-result', toolCallId: 'c', content: [], isError: true }] },
        ],
      })
      expect(encoded(request, targetOf('anthropic')).body['messages']).toEqual([
        { role: 'user', content: [{ type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'words' } }] },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'a', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', content: '(no output)', is_error: true }] },
      ])
    })
  })

  describe('tools', () => {
    const tools = [{ type: 'function', function: { name: 'a', description: 'A', parameters: { $schema: 's', type: 'object', properties: {} } } }, tool('b'), { type: 'web_search' }]
    const empty = { type: 'object', properties: {} }

    it('function tools: are declared; the provider\'s own are left behind and told', () => {
      const { body, dropped } = send({ tools })
      expect(body['tools']).toEqual([{ name: 'a', description: 'A', input_schema: empty }, { name: 'b', input_schema: empty }])
      expect(dropped).toEqual(['web_search'])
    })

    it('choices: are translated', () => {
      const choice = (tool_choice: unknown, others: Members = {}, compat: Compat = {}): unknown => send({ tools, tool_choice, ...others }, compat).body['tool_choice']
      expect(choice('auto')).toEqual({ type: 'auto' })
      expect(choice('required', { parallel_tool_calls: false })).toEqual({ type: 'any', disable_parallel_tool_use: true })
      expect(choice('none', { parallel_tool_calls: false })).toEqual({ type: 'none' })
      expect(choice({ type: 'function', function: { name: 'b' } })).toEqual({ type: 'tool', name: 'b' })
      expect(choice(undefined, { parallel_tool_calls: false })).toEqual({ type: 'auto', disable_parallel_tool_use: true })
      expect(choice(undefined)).toBeUndefined()
      expect(send({ tools, tool_choice: { type: 'function', function: { name: 'b' } } }, { toolChoice: 'auto-only' }).body['tools']).toEqual([{ name: 'b', input_schema: empty }])
      expect(send({ tools, tool_choice: 'none' }, { toolChoice: 'auto-only' }).body['tools']).toBeUndefined()
    })

    it('tools that only the history knows: are declared, and not to be called', () => {
      const { body } = send({ messages: [user('x'), calling(call('c', 'old')), result('c', 'R')] })
      expect([body['tools'], body['tool_choice']]).toEqual([[{ name: 'old', input_schema: empty }], { type: 'none' }])
    })

    it('names that are too long: are shortened, and long again in the answer', async () => {
      const long = 'n'.repeat(140)
      const request = smallRequest('openai-chat', { tools: [tool(long)] })
      const short = (encoded(request, targetOf('anthropic')).body['tools'] as readonly JsonObject[])[0]?.['name'] as string
      expect(short).toHaveLength(128)
      const event = { type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: 't', name: short, input: {} } }
      const { parts } = await replay(anthropic, [Buffer.from(`event: content_block_start\ndata: ${JSON.stringify(event)}\n\n`)], { request, target: targetOf('anthropic'), keepsFrames: false })
      expect(parts[0]).toMatchObject({ type: 'tool-call-start', name: long })
    })
  })

  describe('thinking', () => {
    const budget: Compat = { reasoningSwitch: 'anthropic-thinking' }
    const adaptive: Compat = { reasoningSwitch: 'anthropic-adaptive', effortNames: { xhigh: 'high' } }

    it('an effort: becomes a budget below the output limit', () => {
      expect(send({ reasoning_effort: 'high', max_tokens: 32_000 }, budget).body['thinking']).toEqual({ type: 'enabled', budget_tokens: 16_384 })
      expect(send({ reasoning_effort: 'odd', max_tokens: 32_000 }, budget).body['thinking']).toEqual({ type: 'enabled', budget_tokens: 8192 })
      expect(send({ enable_thinking: true, max_tokens: 5000 }, budget).body['thinking']).toEqual({ type: 'enabled', budget_tokens: 4000 })
      expect(send({ reasoning_effort: 'high', max_tokens: 500 }, budget)).toMatchObject({ dropped: ['reasoning'] })
      expect(send({ reasoning_effort: 'none' }, budget).body['thinking']).toEqual({ type: 'disabled' })
    })

    it('adaptive thinking: carries the effort', () => {
      expect(send({ reasoning_effort: 'xhigh' }, adaptive).body).toMatchObject({ thinking: { type: 'adaptive' }, output_config: { effort: 'high' } })
      expect(send({ enable_thinking: true }, adaptive).body['output_config']).toBeUndefined()
      expect(send({ reasoning_effort: 'none' }, adaptive).body['thinking']).toEqual({ type: 'disabled' })
    })

    it('while it thinks: the model keeps its own temperature', () => {
      const { body, dropped } = send({ reasoning_effort: 'low', max_tokens: 8000, temperature: 0.2, top_k: 3, top_p: 0.5 }, budget)
      expect([body['temperature'], body['top_k'], body['top_p'], dropped]).toEqual([undefined, undefined, 0.95, ['temperature', 'top_k']])
      expect(send({ reasoning_effort: 'low', max_tokens: 8000, temperature: 1 }, budget).dropped).toEqual([])
      expect(send({ top_k: 3 }, budget).body['top_k']).toBe(3)
    })

    it('a forced tool, a running tool loop: go without thinking', () => {
      const tools = [tool('a')]
      expect(send({ reasoning_effort: 'low', max_tokens: 8000, tools, tool_choice: 'required' }, budget)).toMatchObject({ body: { thinking: { type: 'disabled' }, tool_choice: { type: 'any' } }, dropped: ['reasoning'] })
      expect(send({ reasoning_effort: 'low', tools, tool_choice: 'required' }).body['tool_choice']).toEqual({ type: 'any' })
      expect(send({ tools, tool_choice: 'required' }, { ...adaptive, reasoningAlwaysOn: true })).toMatchObject({ body: { tool_choice: { type: 'auto' } }, dropped: ['tool_choice'] })
      const loop = [user('x'), calling(call('c')), result('c', 'R')]
      expect(send({ reasoning_effort: 'low', max_tokens: 8000, tools, messages: loop }, budget)).toMatchObject({ body: { thinking: { type: 'disabled' } }, dropped: ['reasoning'] })
      expect(send({ reasoning_effort: 'low', tools, messages: loop }, adaptive).body['thinking']).toEqual({ type: 'adaptive' })
      expect(send({ reasoning_effort: 'low', max_tokens: 8000, messages: [{ role: 'system', content: 'only' }] }, budget).body['thinking']).toMatchObject({ type: 'enabled' })
    })
  })

  it('a schema for the answer: becomes output_config, or words', () => {
    const response_format = { type: 'json_schema', json_schema: { name: 'r', schema: { $schema: 's', type: 'object' } } }
    expect(send({ response_format }).body['output_config']).toEqual({ format: { type: 'json_schema', schema: { type: 'object' } } })
    expect(send({ response_format }, { structuredOutput: 'json-object' }).body['system']).toMatch(/^Answer with one JSON value/)
    expect(send({ response_format: { type: 'json_object' } }).body['system']).toMatch(/^Answer with one JSON object/)
    expect(send({ response_format: { type: 'text' } }).body['system']).toBeUndefined()
  })

  it('recorded requests of real clients: hold the wire\'s order', () => {
    for (const name of fixtureNames().filter(known => !known.startsWith('claude') && !known.startsWith('anthropic'))) {
      const { body } = encoded(requestFrom(wireOfFixture(name), requestFixture(name)), targetOf('anthropic'))
      const roles = (body['messages'] as readonly JsonObject[]).map(message => message['role'])
      expect(roles[0]).toBe('user')
      roles.forEach((role, index) => { if (index > 0) expect(role).not.toBe(roles[index - 1]) })
    }
  })
})
