import { describe, expect, it } from 'vitest'
import type { ChatRequest, JsonObject } from '../../src/chat/request.ts'
import type { Compat } from '../../src/config/compat.ts'
import type { DialectName } from '../../src/config/target.ts'
import { DIALECTS } from '../../src/providers/index.ts'
import { requestFrom } from '../protocols/support.ts'
import { type Encoded, credential, encoded, neutralRequest, targetOf } from './support.ts'

const THINKS = { intent: { thinks: true, searches: false } }
const USER = [{ role: 'user', content: 'hi' }]

const openAi = (members: object = {}): ChatRequest => requestFrom('openai-chat', { model: 'm', messages: USER, max_tokens: 20_000, stream: true, ...members })
const anthropic = (members: object = {}): ChatRequest => requestFrom('anthropic-messages', { model: 'm', messages: USER, max_tokens: 20_000, stream: true, ...members })

const send = (request: ChatRequest, dialect: DialectName, compat: Compat): Encoded => encoded(request, targetOf(dialect, compat), undefined, THINKS)
const REASONING = ['reasoning_effort', 'reasoning', 'thinking', 'enable_thinking', 'thinking_budget', 'output_config'] as const
const said = ({ body }: Encoded): JsonObject => Object.fromEntries(REASONING.filter(name => body[name] !== undefined).map(name => [name, body[name]]))

/** What a target of each switch is told, beside what its preset would add. */
const SWITCHES: ReadonlyArray<readonly [vendor: string, dialect: DialectName, compat: Compat, members: JsonObject]> = [
  ['DeepSeek', 'openai', { reasoningSwitch: 'thinking-type', effortNames: { high: 'high' } }, { thinking: { type: 'enabled' }, reasoning_effort: 'high' }],
  ['Kimi K2', 'openai', { reasoningSwitch: 'thinking-type' }, { thinking: { type: 'enabled' } }],
  ['GLM 5.3', 'openai', { reasoningSwitch: 'reasoning_effort', reasoningAlwaysOn: true, effortNames: { high: 'high' } }, { reasoning_effort: 'high' }],
  ['Qwen', 'openai', { reasoningSwitch: 'enable_thinking', reasoningNeedsStream: true }, { enable_thinking: true }],
  ['Gemini', 'openai', { reasoningSwitch: 'reasoning_effort', hidesReasoning: true }, { reasoning_effort: 'high' }],
  ['Claude, adaptive', 'anthropic', { reasoningSwitch: 'anthropic-adaptive' }, { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } }],
  ['Claude, by budget', 'anthropic', { reasoningSwitch: 'anthropic-thinking' }, { thinking: { type: 'enabled', budget_tokens: 16_384 } }],
  ['a target without a switch', 'openai', {}, {}],
]

describe('a task to think about, of which the client said no word of reasoning', () => {
  it.each(SWITCHES)('%s: reasoning is switched on by its own switch, whatever the client\'s wire', (_vendor, dialect, compat, members) => {
    for (const request of [openAi(), anthropic()]) {
      const sent = send(request, dialect, compat)
      expect(said(sent)).toEqual(members)
      expect(sent.dropped).toEqual([])
    }
  })

  it('OpenRouter: is told to keep its reasoning from a client that is not to see it', () => {
    const compat: Compat = { reasoningSwitch: 'openrouter-reasoning' }
    expect(said(send(openAi(), 'openai', compat))).toEqual({ reasoning: { effort: 'high' } })
    expect(said(send(openAi({ reasoning: { exclude: true } }), 'openai', compat))).toEqual({ reasoning: { effort: 'high', exclude: true } })
    expect(said(send(anthropic(), 'openai', compat))).toEqual({ reasoning: { effort: 'high', exclude: true } })
    expect(said(send(openAi({ reasoning: { max_tokens: 5, exclude: true } }), 'openai', compat))).toEqual({ reasoning: { max_tokens: 5, exclude: true } })
    expect(said(encoded(neutralRequest('anthropic-messages', { reasoning: { budgetTokens: 9, isVisible: false } }), targetOf('openai', compat)))).toEqual({ reasoning: { max_tokens: 9, exclude: true } })
    expect(said(encoded(neutralRequest('anthropic-messages', { reasoning: { enabled: true, isVisible: true } }), targetOf('openai', compat)))).toEqual({ reasoning: { enabled: true } })
  })

  it('a client that spoke of reasoning: is taken at its word', () => {
    const compat: Compat = { reasoningSwitch: 'thinking-type' }
    for (const word of [{ thinking: { type: 'disabled' } }, { enable_thinking: false }, { reasoning_effort: 'none' }]) expect(said(send(openAi(word), 'openai', compat))).toEqual({ thinking: { type: 'disabled' } })
    expect(said(send(anthropic({ thinking: { type: 'disabled' } }), 'openai', compat))).toEqual({ thinking: { type: 'disabled' } })
    expect(said(send(anthropic({ thinking: { type: 'disabled' } }), 'anthropic', { reasoningSwitch: 'anthropic-adaptive' }))).toEqual({ thinking: { type: 'disabled' } })
    expect(said(send(openAi({ reasoning_effort: 'low' }), 'openai', { reasoningSwitch: 'reasoning_effort' }))).toEqual({ reasoning_effort: 'low' })
  })

  it('an answer that somebody began: is gone on with, without a thought', () => {
    const begun = [...USER, { role: 'assistant', content: 'The' }]
    expect(said(send(openAi({ messages: begun }), 'openai', { reasoningSwitch: 'thinking-type' }))).toEqual({})
    expect(said(send(anthropic({ messages: begun }), 'anthropic', { reasoningSwitch: 'anthropic-thinking' }))).toEqual({})
    expect(said(encoded(neutralRequest('openai-responses', { continuation: 'The' }), targetOf('openai', { reasoningSwitch: 'thinking-type' }), undefined, THINKS))).toEqual({})
  })

  it('a forced tool, where the two exclude each other: wins, and nothing is told that nobody asked for', () => {
    const compat: Compat = { reasoningSwitch: 'thinking-type', toolChoice: 'auto-while-reasoning' }
    const tools = [{ type: 'function', function: { name: 'a', parameters: { type: 'object', properties: {} } } }]
    const sent = send(openAi({ tools, tool_choice: 'required' }), 'openai', compat)
    expect([said(sent), sent.body['tool_choice'], sent.dropped]).toEqual([{ thinking: { type: 'disabled' } }, 'required', []])
    const claude = send(openAi({ tools, tool_choice: 'required' }), 'anthropic', { reasoningSwitch: 'anthropic-thinking' })
    expect([said(claude), claude.body['tool_choice'], claude.dropped]).toEqual([{ thinking: { type: 'disabled' } }, { type: 'any' }, []])
    for (const choice of [{ type: 'any' }, { type: 'tool', name: 'a' }]) {
      expect(said(send(anthropic({ tools: [{ name: 'a', input_schema: {} }], tool_choice: choice }), 'anthropic', { reasoningSwitch: 'anthropic-thinking' }))).toEqual({})
    }
  })

  it('tools, where they exclude reasoning: win; a client that asked for it is told', () => {
    const compat: Compat = { reasoningSwitch: 'reasoning_effort', toolsWithoutReasoning: true, effortNames: { none: 'none' } }
    const tools = [{ type: 'function', function: { name: 'a', parameters: { type: 'object', properties: {} } } }]
    const unasked = send(openAi({ tools }), 'openai', compat)
    expect([said(unasked), unasked.dropped]).toEqual([{ reasoning_effort: 'none' }, []])
    const asked = send(openAi({ tools, reasoning_effort: 'low' }), 'openai', compat)
    expect([said(asked), asked.dropped]).toEqual([{ reasoning_effort: 'none' }, ['reasoning']])
    expect(said(send(openAi(), 'openai', compat))).toEqual({ reasoning_effort: 'high' })
  })

  it('an answer in one piece, where only streams are thought about: goes without, and nothing is told', () => {
    const sent = send(openAi({ stream: false }), 'openai', { reasoningSwitch: 'enable_thinking', reasoningNeedsStream: true })
    expect([said(sent), sent.dropped]).toEqual([{ enable_thinking: false }, []])
  })

  it('an output too small for any thinking: goes without, and nothing is told', () => {
    for (const request of [openAi({ max_tokens: 900 }), anthropic({ max_tokens: 900 })]) {
      const sent = send(request, 'anthropic', { reasoningSwitch: 'anthropic-thinking' })
      expect([said(sent), sent.dropped]).toEqual([{}, []])
    }
  })

  it('a budget: is always below the output limit', () => {
    for (const request of [openAi({ max_tokens: 4000 }), anthropic({ max_tokens: 4000 })]) expect(said(send(request, 'anthropic', { reasoningSwitch: 'anthropic-thinking' }))).toEqual({ thinking: { type: 'enabled', budget_tokens: 3200 } })
    expect(said(encoded(neutralRequest('anthropic-messages', {}), targetOf('anthropic', { reasoningSwitch: 'anthropic-thinking' }), undefined, THINKS))).toEqual({ thinking: { type: 'enabled', budget_tokens: 16_384 } })
  })

  it('Claude on its own wire: sampling that thinking excludes goes, and is told', () => {
    const compat: Compat = { reasoningSwitch: 'anthropic-adaptive' }
    const { body, dropped } = send(anthropic({ temperature: 0.2, top_k: 5, top_p: 0.5, output_config: { format: { type: 'json_schema', schema: {} } } }), 'anthropic', compat)
    expect([body['temperature'], body['top_k'], body['top_p'], dropped]).toEqual([undefined, undefined, 0.95, ['temperature', 'top_k']])
    expect(body['output_config']).toEqual({ effort: 'high', format: { type: 'json_schema', schema: {} } })
    const fine = send(anthropic({ temperature: 1, top_p: 0.99 }), 'anthropic', compat)
    expect([fine.body['temperature'], fine.body['top_p'], fine.dropped]).toEqual([1, 0.99, []])
  })

  it('Claude by a budget, in a tool loop whose thinking nobody remembers: goes without, and nothing is told', () => {
    const messages = [...USER, { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'a', input: {} }] }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: 'r' }] }]
    const sent = send(anthropic({ messages, temperature: 0.2 }), 'anthropic', { reasoningSwitch: 'anthropic-thinking', verifiesThinking: true })
    expect([said(sent), sent.body['temperature'], sent.dropped]).toEqual([{}, 0.2, []])
    const calls = [{ id: 'c1', type: 'function', function: { name: 'a', arguments: '{}' } }]
    const other = send(openAi({ messages: [...USER, { role: 'assistant', content: null, tool_calls: calls }, { role: 'tool', tool_call_id: 'c1', content: 'r' }] }), 'anthropic', { reasoningSwitch: 'anthropic-thinking' })
    expect([said(other), other.dropped]).toEqual([{ thinking: { type: 'disabled' } }, []])
  })

  it('whoever is not to see the reasoning: gets an answer written anew; everybody else the provider\'s own', () => {
    const rewrites = (request: ChatRequest, dialect: DialectName, options = THINKS): boolean | undefined =>
      DIALECTS[dialect].encodeRequest(request, targetOf(dialect, { reasoningSwitch: 'anthropic-adaptive' }), credential, options).rewritesAnswer
    expect([rewrites(anthropic(), 'anthropic'), rewrites(openAi({ reasoning: { exclude: true } }), 'openai')]).toEqual([true, true])
    expect([rewrites(anthropic({ thinking: { type: 'adaptive' } }), 'anthropic'), rewrites(openAi(), 'openai'), rewrites(anthropic(), 'anthropic', { intent: { thinks: false, searches: false } })]).toEqual([undefined, undefined, undefined])
  })
})

describe('thinking that a client of the Anthropic wire asked for', () => {
  const thinkingOf = (thinking: JsonObject, compat: Compat, members: object = {}): Encoded => encoded(anthropic({ thinking, ...members }), targetOf('anthropic', compat))

  it('in the other of the two forms: is told in the one that the model knows', () => {
    const budget = thinkingOf({ type: 'enabled', budget_tokens: 5000, display: 'omitted' }, { reasoningSwitch: 'anthropic-adaptive' }, { output_config: { format: {} } })
    expect(said(budget)).toEqual({ thinking: { type: 'adaptive', display: 'omitted' }, output_config: { effort: 'medium', format: {} } })
    expect(said(thinkingOf({ type: 'adaptive' }, { reasoningSwitch: 'anthropic-adaptive' }, { output_config: { effort: 'low' } }))).toEqual({ thinking: { type: 'adaptive' }, output_config: { effort: 'low' } })
    expect(said(thinkingOf({ type: 'adaptive' }, { reasoningSwitch: 'anthropic-thinking' }))).toEqual({ thinking: { type: 'enabled', budget_tokens: 8192 } })
  })

  it('to a model of whom nothing is known: stays as it is', () => {
    expect(said(thinkingOf({ type: 'adaptive' }, {}))).toEqual({ thinking: { type: 'adaptive' } })
    expect(said(thinkingOf({ type: 'disabled' }, { reasoningSwitch: 'anthropic-thinking' }))).toEqual({ thinking: { type: 'disabled' } })
  })

  it('switched off, of a model that cannot stop: is not asked for, and told', () => {
    const sent = thinkingOf({ type: 'disabled' }, { reasoningSwitch: 'anthropic-adaptive', reasoningAlwaysOn: true })
    expect([said(sent), sent.dropped]).toEqual([{}, ['thinking']])
  })
})
