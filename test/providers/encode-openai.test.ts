import { describe, expect, it } from 'vitest'
import type { ChatRequest, JsonObject } from '../../src/chat/request.ts'
import type { Compat } from '../../src/config/compat.ts'
import type { Target } from '../../src/config/target.ts'
import { VERSION } from '../../src/lib/version.ts'
import { fixture as requestFixture, fixtureNames, requestFrom, smallRequest, wireOfFixture } from '../protocols/support.ts'
import { credential, encoded, targetOf } from './support.ts'
import type { Encoded } from './support.ts'

type Members = Readonly<Record<string, unknown>>

const tool = (name: string, parameters: object | undefined = { type: 'object', properties: {} }): object =>
  ({ type: 'function', function: { name, ...(parameters !== undefined && { parameters }) } })

/** A request of the OpenAI wire as a provider of it gets it. */
const same = (members: Members, compat: Compat = {}, parameters?: JsonObject, facts: Partial<Target> = {}): Encoded =>
  encoded(smallRequest('openai-chat', members), targetOf('openai', compat, facts), parameters)

const sameText = (text: string, compat: Compat = {}): string =>
  encoded(requestFrom('openai-chat', Buffer.from(text)), targetOf('openai', compat)).text

describe('openai, a request of its own wire', () => {
  it('nothing to change but the model: every other byte stays', () => {
    expect(sameText('{ "model" : "auto",\n "messages":[{"role":"user","content":"h\\u0069 é"}], "x_vendor": {"a":1e3} }'))
      .toBe('{ "model" : "model-1",\n "messages":[{"role":"user","content":"h\\u0069 é"}], "x_vendor": {"a":1e3} }')
  })

  it('the router\'s own members: are removed, others stay', () => {
    const own = { session_id: 's', conversation: 'c', models: ['a'], provider: { order: [] }, plugins: [], transforms: [], route: 'fallback', usage: { include: true } }
    const { body, dropped } = same({ ...own, service_tier: 'flex', store: false })
    expect(Object.keys(body)).toEqual(['model', 'max_tokens', 'messages', 'service_tier', 'store'])
    expect(dropped).toEqual([])
    expect(same({ usage: 'x' }).body['usage']).toBe('x')
  })

  it('streamed: asks for usage, beside what the client asks of the stream', () => {
    expect(same({ stream: true }).body['stream_options']).toEqual({ include_usage: true })
    expect(same({ stream: true, stream_options: { include_obfuscation: false } }).body['stream_options']).toEqual({ include_obfuscation: false, include_usage: true })
    expect(sameText('{"model":"m","messages":[],"stream":true,"stream_options":{ "include_usage":true }}'.replace('[]', '[{"role":"user","content":"x"}]'))).toContain('{ "include_usage":true }')
  })

  it('streamed to a provider that does not know usage in streams: nothing is asked', () => {
    expect(same({ stream: true, stream_options: { include_usage: true } }, { supportsStreamUsage: false }).body['stream_options']).toBeUndefined()
    expect(same({ stream: true }, { supportsStreamUsage: false }).body['stream_options']).toBeUndefined()
    expect(same({}).body['stream_options']).toBeUndefined()
  })

  it('the output limit: is kept within what the target can, under the target\'s name for it', () => {
    expect(same({ max_tokens: 9000 }, {}, undefined, { maxOutputTokens: 8192 }).body).toMatchObject({ max_tokens: 8192 })
    const renamed = same({ max_tokens: 50 }, { maxTokensField: 'max_completion_tokens' }).body
    expect([renamed['max_tokens'], renamed['max_completion_tokens']]).toEqual([undefined, 50])
    const both = encoded(requestFrom('openai-chat', { model: 'm', messages: [{ role: 'user', content: 'x' }], max_tokens: 5, max_completion_tokens: 7 }), targetOf('openai')).body
    expect([both['max_tokens'], both['max_completion_tokens']]).toEqual([7, undefined])
    expect(encoded(requestFrom('openai-chat', { model: 'm', messages: [{ role: 'user', content: 'x' }] }), targetOf('openai', {}, { maxOutputTokens: 5 })).body['max_tokens']).toBeUndefined()
  })

  it('the output limit of a target whose window alone is known: leaves the input its place, and the answer a quarter', () => {
    expect(same({ max_tokens: 128_000 }, {}, undefined, { contextWindow: 32_768 }).body['max_tokens']).toBeLessThan(32_768)
    expect(same({ max_tokens: 128_000, messages: [{ role: 'user', content: 'word '.repeat(40_000) }] }, {}, undefined, { contextWindow: 32_768 }).body['max_tokens']).toBe(8192)
  })

  it('fields the provider refuses: are dropped and told', () => {
    const { body, dropped } = same({ temperature: 0.2, top_p: 1 }, { droppedFields: ['temperature', 'seed'] })
    expect([body['temperature'], body['top_p'], dropped]).toEqual([undefined, 1, ['temperature']])
  })

  it('the matrix\'s parameters: win over the client\'s', () => {
    expect(same({ temperature: 0.2 }, { droppedFields: ['temperature'] }, { temperature: 1, enable_search: true, nothing: undefined }).body).toMatchObject({ temperature: 1, enable_search: true })
  })

  describe('tools', () => {
    it('keywords the provider refuses: are taken out of the schemas, not out of what only looks like one', () => {
      const schema = {
        $schema: 'x', type: 'object', const: 1, default: { const: 2 }, enum: [{ const: 3 }], $defs: { const: { type: 'string', const: 4 } },
        properties: { const: { type: 'array', items: [{ const: 5 }], anyOf: [{ const: 6, type: 'null' }] }, ok: true },
      }
      expect(same({ tools: [tool('a', schema), { type: 'custom' }] }, { droppedSchemaKeywords: ['const'] }).body['tools']).toEqual([
        tool('a', {
          $schema: 'x', type: 'object', default: { const: 2 }, enum: [{ const: 3 }], $defs: { const: { type: 'string' } },
          properties: { const: { type: 'array', items: [{}], anyOf: [{ type: 'null' }] }, ok: true },
        }),
        { type: 'custom' },
      ])
    })

    it('a tool without parameters: gets an empty schema', () => {
      expect(same({ tools: [tool('a'), { type: 'function', function: { name: 'b' } }] }).body['tools']).toEqual([tool('a'), tool('b')])
    })

    it('tools in order: stay as they are', () => {
      expect(sameText('{"model":"m","messages":[{"role":"user","content":"x"}],"tools":[ {"type":"function","function":{"name":"a","parameters":{"const":1}}} ]}'))
        .toContain('[ {"type":"function","function":{"name":"a","parameters":{"const":1}}} ]')
    })

    it('a provider that knows nothing of parallel_tool_calls: is not told', () => {
      expect(same({ parallel_tool_calls: false }, { supportsParallelToolCallsField: false }).body['parallel_tool_calls']).toBeUndefined()
      expect(same({ parallel_tool_calls: false }).body['parallel_tool_calls']).toBe(false)
    })
  })

  describe('messages', () => {
    const call = { id: 'c1', type: 'function', function: { name: 'a', arguments: '{}' } }
    const edited = (messages: readonly object[], compat: Compat): unknown => same({ messages }, compat).body['messages']

    it('developer: becomes system where only that is known', () => {
      const messages = [{ role: 'developer', content: 'x' }, { role: 'user', content: 'y' }]
      expect(edited(messages, {})).toEqual([{ role: 'system', content: 'x' }, messages[1]])
      expect(edited(messages, { systemRole: 'developer' })).toEqual(messages)
    })

    it('first-only: leading system messages become one, later ones reminders', () => {
      expect(edited([
        { role: 'system', content: 'a' }, { role: 'developer', content: [{ type: 'text', text: 'b' }] }, { role: 'user', content: 'y' }, { role: 'system', content: 'c' },
      ], { systemPlacement: 'first-only' })).toEqual([
        { role: 'system', content: 'a\n\nb' }, { role: 'user', content: 'y' }, { role: 'user', content: '<system-reminder>\nc\n</system-reminder>' },
      ])
      const fine = [{ role: 'system', content: 'a' }, { role: 'user', content: 'y' }]
      expect(edited(fine, { systemPlacement: 'first-only' })).toEqual(fine)
      expect(edited([{ role: 'user', content: 'y' }, { role: 'system', content: 'c' }], { systemPlacement: 'first-only' })).toHaveLength(2)
      expect(edited([{ role: 'system', content: 'a' }, { role: 'system', content: 'b' }], { systemPlacement: 'first-only' })).toEqual([{ role: 'system', content: 'a\n\nb' }])
    })

    it('reasoning of tool turns wanted back: a placeholder stands in where it is lost', () => {
      const messages = [{ role: 'user', content: 'x' }, { role: 'assistant', content: null, tool_calls: [call] }, { role: 'tool', tool_call_id: 'c1', content: 'r' }, { role: 'assistant', content: 'y' }]
      expect(edited(messages, { replaysReasoning: 'tool-turns' })).toEqual([messages[0], { ...messages[1], reasoning_content: ' ' }, messages[2], messages[3]])
      expect(edited(messages, { replaysReasoning: 'all-turns' })).toEqual([messages[0], { ...messages[1], reasoning_content: ' ' }, messages[2], { ...messages[3], reasoning_content: ' ' }])
    })

    it('reasoning that is there: stays, or goes where it is refused', () => {
      const messages = [{ role: 'user', content: 'x' }, { role: 'assistant', content: 'y', reasoning_content: 'z', tool_calls: [call] }]
      for (const replaysReasoning of ['tool-turns', 'all-turns'] as const) expect(edited(messages, { replaysReasoning })).toEqual(messages)
      expect(edited(messages, { replaysReasoning: 'never' })).toEqual([messages[0], { role: 'assistant', content: 'y', tool_calls: [call] }])
      const plain = [{ role: 'assistant', content: 'y', reasoning_content: 'z' }]
      expect(edited(plain, { replaysReasoning: 'tool-turns' })).toEqual(plain)
    })

    it('a provider that wants thought signatures: gets the documented stand-in on the first call of a turn', () => {
      const compat = { needsThoughtSignature: true } as Compat
      const other = { ...call, id: 'c2' }
      const signed = { ...call, extra_content: { google: { thought_signature: 'skip_thought_signature_validator' } } }
      expect(edited([{ role: 'assistant', content: null, tool_calls: [call, other] }], compat)).toEqual([{ role: 'assistant', content: null, tool_calls: [signed, other] }])
      const kept = [{ role: 'assistant', content: null, tool_calls: [{ ...call, extra_content: { google: { thought_signature: 'own' } } }] }]
      expect(edited(kept, compat)).toEqual(kept)
    })

    it('images to a model that sees none: become words', () => {
      const image = { type: 'image_url', image_url: { url: 'https://x/y.png' } }
      const audio = { type: 'input_audio', input_audio: { data: 'A', format: 'wav' } }
      const compat: Compat = { imageInput: 'text-placeholder' }
      expect(edited([{ role: 'user', content: [{ type: 'text', text: 'see' }, image] }], compat)).toEqual([{ role: 'user', content: 'see\n\n[image left out, this model cannot see it]' }])
      expect(edited([{ role: 'user', content: [audio, image] }], compat)).toEqual([{ role: 'user', content: [audio, { type: 'text', text: '[image left out, this model cannot see it]' }] }])
    })

    it('a tool result in parts: becomes one string', () => {
      expect(edited([{ role: 'tool', tool_call_id: 'c', content: [{ type: 'text', text: 'a' }, { type: 'text', text: 'b' }] }], {}))
        .toEqual([{ role: 'tool', tool_call_id: 'c', content: 'a\n\nb' }])
      const odd = [{ role: 'tool', tool_call_id: 'c', content: [{ type: 'image_url', image_url: { url: 'u' } }] }]
      expect(edited(odd, {})).toEqual(odd)
    })
  })
})

describe('openai, the call itself', () => {
  const headersOf = (request: ChatRequest, target: Target): Readonly<Record<string, string>> => encoded(request, target).headers

  it('address and headers: are those of the provider, and nothing of the client\'s', () => {
    const request = requestFrom('openai-chat', { model: 'm', messages: [{ role: 'user', content: 'x' }] }, { authorization: 'Bearer mine', cookie: 'a=b', 'anthropic-beta': 'x' })
    expect(encoded(request, targetOf('openai')).url).toBe('https://api.acme.test/v9/chat/completions')
    expect(headersOf(request, targetOf('openai'))).toEqual({
      'content-type': 'application/json', accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': `smart-router/${VERSION}`,
      authorization: `Bearer ${credential.secret.reveal()}`,
      ...request.headers,
    })
  })

  it('a stream: is what is accepted', () => {
    expect(headersOf(smallRequest('openai-chat', { stream: true }), targetOf('openai'))['accept']).toBe('text/event-stream')
  })

  it('other ways for the key to travel: are taken', () => {
    expect(headersOf(smallRequest('openai-chat'), targetOf('openai', { authentication: 'x-api-key' }))).toMatchObject({ 'x-api-key': credential.secret.reveal() })
    expect(Object.keys(headersOf(smallRequest('openai-chat'), targetOf('openai', { authentication: 'none' })))).not.toContain('authorization')
  })

  it('the configuration\'s own headers: win', () => {
    expect(headersOf(smallRequest('openai-chat'), targetOf('openai', {}, {}, { headers: { 'user-agent': 'acme', 'x-title': 't' } }))).toMatchObject({ 'user-agent': 'acme', 'x-title': 't' })
  })
})

describe('openai, recorded requests of real clients', () => {
  for (const name of fixtureNames()) {
    it(`${name}: is sent as a request that holds the wire's order`, () => {
      const body = requestFixture(name)
      if (name.includes('thread') || name.includes('count-tokens')) return
      const request = requestFrom(wireOfFixture(name), body)
      const { body: sent } = encoded(request, targetOf('openai', { systemPlacement: 'first-only', replaysReasoning: 'tool-turns' }, { maxOutputTokens: 8192 }))
      checkOrder(sent['messages'] as readonly JsonObject[])
      expect(sent['model']).toBe('model-1')
      if (request.wire === 'openai-chat') return
      for (const leftover of ['system', 'context_management', 'metadata', 'output_config', 'safeguards', 'input', 'instructions', 'include', 'store', 'reasoning', 'text']) expect(sent[leftover]).toBeUndefined()
    })
  }
})

/** What every strict provider checks: system first, every call answered at once, no answer without a call, no empty turn. */
const checkOrder = (messages: readonly JsonObject[]): void => {
  let waiting: unknown[] = []
  messages.forEach((message, index) => {
    if (message['role'] === 'system') expect(index).toBe(0)
    if (message['role'] === 'tool') expect(waiting.shift()).toBe(message['tool_call_id'])
    else expect(waiting).toEqual([])
    if (message['role'] !== 'assistant') expect(message['content']).toBeTruthy()
    waiting = message['role'] === 'assistant' ? ((message['tool_calls'] ?? []) as readonly JsonObject[]).map(call => call['id']) : waiting
  })
  expect(waiting).toEqual([])
}
