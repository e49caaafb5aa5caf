import { describe, expect, it } from 'vitest'
import type { ChatRequest } from '../../src/chat/request.ts'
import { sealReasoning } from '../../src/chat/sealed-reasoning.ts'
import type { Compat } from '../../src/config/compat.ts'
import type { Target } from '../../src/config/target.ts'
import { openaiResponses } from '../../src/providers/openai-responses.ts'
import { fixture as requestFixture, requestFrom, smallRequest } from '../protocols/support.ts'
import { credential, encoded, targetOf } from './support.ts'

const own = (members: object, compat: Compat = {}, facts: Partial<Target> = {}, parameters?: { readonly [name: string]: string | number }) =>
  encoded(smallRequest('openai-responses', members), targetOf('openai-responses', compat, facts), parameters)

const elsewhere = (dialect: 'openai' | 'anthropic', members: object) => encoded(smallRequest('openai-responses', members), targetOf(dialect)).dropped

describe('openai-responses, a request of its own wire', () => {
  it.each(['codex-first', 'codex-third-turn', 'codex-additional-tools', 'responses-ai-sdk'])('%s, to its own vendor: keeps every byte but the model', (name) => {
    const body = requestFixture(name)
    const { text, url, headers, dropped } = encoded(requestFrom('openai-responses', body, { 'anthropic-beta': 'b', 'session-id': 's' }), targetOf('openai-responses', { mayKnowClient: true }))
    expect(text.replace('"model-1"', '"gpt-6-sol"')).toBe(body.toString())
    expect([url, dropped]).toEqual(['https://api.acme.test/v9/responses', []])
    expect(headers).toMatchObject({ authorization: 'Bearer sk-acme-0123456789', accept: 'text/event-stream' })
    expect(Object.keys(headers)).not.toContain('session-id')
    expect(Object.keys(headers)).not.toContain('anthropic-beta')
  })

  it('what tells of the user\'s machine, to anybody else: is left out and said', () => {
    const { body, dropped } = own({ client_metadata: { id: 'x' } })
    expect([body['client_metadata'], dropped]).toEqual([undefined, ['client_metadata']])
  })

  it('the output limit: is kept within what the target can, and is left alone where it fits', () => {
    expect(own({ max_output_tokens: 64_000 }, {}, { maxOutputTokens: 8192 }).body['max_output_tokens']).toBe(8192)
    expect(own({ max_output_tokens: 64 }, {}, { maxOutputTokens: 8192 }).text).toContain('"max_output_tokens":64')
    expect(own({}, {}, { maxOutputTokens: 8192 }).body).not.toHaveProperty('max_output_tokens')
  })

  it('an effort: is told in the provider\'s word', () => {
    const names = { effortNames: { minimal: 'low', low: 'low' } }
    expect(own({ reasoning: { effort: 'minimal', summary: 'auto' } }, names).body['reasoning']).toEqual({ effort: 'low', summary: 'auto' })
    for (const reasoning of [{ effort: 'low' }, { effort: 'odd' }, { summary: 'auto' }, undefined]) expect(own({ reasoning }, names).body['reasoning']).toEqual(reasoning)
  })

  it('members that the provider refuses, and those of the matrix: are taken out and put in', () => {
    const { body, dropped } = own({ temperature: 1, service_tier: 'flex', session_id: 's' }, { droppedFields: ['temperature'] }, {}, { service_tier: 'priority', extra: 1 })
    expect(body).toEqual({ model: 'model-1', input: 'Hello', service_tier: 'priority', extra: 1 })
    expect(dropped).toEqual(['temperature'])
  })

  it('reasoning that this router sealed, for a model elsewhere: is taken out, and nothing of the provider\'s own', () => {
    const sealed = { type: 'reasoning', summary: [], encrypted_content: sealReasoning({ type: 'reasoning', text: 'Hm.' }) }
    const unsealed = { type: 'reasoning', id: 'rs_smartrouter_1_0', summary: [{ type: 'summary_text', text: 'Hm.' }] }
    const [theirs, question] = [{ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'gAAA' }, { role: 'user', content: 'rs_smartrouter_ and smart-router-1. are only words' }]
    const { body, dropped } = own({ input: [sealed, theirs, unsealed, question, 'odd'].slice(0, 4) })
    expect([body['input'], dropped]).toEqual([[theirs, question], ['reasoning.encrypted_content']])
    expect(own({ input: [question] }).body['input']).toEqual([question])
    expect(own({ input: 'rs_smartrouter_ is a word' }).body['input']).toBe('rs_smartrouter_ is a word')
  })

  it('a half answer: is given back as the assistant\'s, and asked for in words', () => {
    const goOn = (input: unknown, compat: Compat): unknown => encoded({ ...requestLike(smallRequest('openai-responses', { input })), continuation: 'Once upon a time there was' }, targetOf('openai-responses', compat)).body['input']
    const [question, half] = [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Tell' }] }, { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Once upon a time there was' }] }]
    expect(goOn('Tell', {})).toEqual([question, half, { type: 'message', role: 'user', content: [{ type: 'input_text', text: expect.stringContaining('there was') as unknown }] }])
    expect(goOn([{ role: 'user', content: 'Tell' }], { continuation: 'prefill' })).toEqual([{ role: 'user', content: 'Tell' }, half])
  })
})

/** Its members as they are, without its class. */
const requestLike = (request: ChatRequest): ChatRequest => ({
  wire: request.wire, model: request.model, isStream: request.isStream, wantsUsage: request.wantsUsage, original: request.original, headers: request.headers, needs: request.needs, caller: request.caller,
  estimatedInputTokens: request.estimatedInputTokens, sampling: request.sampling, reasoning: request.reasoning, messages: request.messages, tools: request.tools,
})

describe('openai-responses, a request of another wire', () => {
  it.each(['openai-chat', 'anthropic-messages'] as const)('%s: is no request for it', (wire) => {
    expect(() => openaiResponses.encodeRequest(smallRequest(wire), targetOf('openai-responses'), credential, {})).toThrow(`a request of the wire ${wire} cannot be asked on the wire openai-responses`)
  })
})

describe.each(['openai', 'anthropic'] as const)('a request of the Responses wire, on the wire of %s', (dialect) => {
  it('what has no counterpart: is told', () => {
    expect(elsewhere(dialect, { user: 'u', metadata: { a: 'b' }, prompt_cache_key: 'k', service_tier: 'flex', truncation: 'auto', max_tool_calls: 3, store: true, prompt: { id: 'p' } }))
      .toEqual(['user', 'metadata', 'prompt_cache_key', 'service_tier', 'truncation', 'max_tool_calls', 'store', 'prompt'])
    expect(elsewhere(dialect, { include: ['message.output_text.logprobs'], text: { verbosity: 'low', format: { type: 'text' } } })).toEqual(['include', 'text.verbosity'])
  })

  it('what is served in another way, and what asks for nothing: is not', () => {
    expect(elsewhere(dialect, {
      instructions: 'Be brief.', stream: true, stream_options: { include_obfuscation: false }, max_output_tokens: 10, temperature: 1, top_p: 1, parallel_tool_calls: true, tool_choice: 'auto', reasoning: { summary: 'auto' },
      include: ['reasoning.encrypted_content'], text: { format: { type: 'text' } }, store: false, background: false, previous_response_id: null, truncation: null,
    })).toEqual([])
    expect(elsewhere(dialect, { include: 'odd', text: 'odd' })).toEqual([])
  })

  it('tools of the provider\'s own: are told by name', () => {
    expect(elsewhere(dialect, { tools: [{ type: 'function', name: 'f' }, { type: 'web_search' }, { type: 'mcp', name: 'docs' }] })).toEqual(['web_search', 'docs'])
  })
})
