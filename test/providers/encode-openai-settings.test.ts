import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/chat/request.ts'
import type { Compat } from '../../src/config/compat.ts'
import { smallRequest } from '../protocols/support.ts'
import { encoded, targetOf } from './support.ts'
import type { Encoded } from './support.ts'

type Members = Readonly<Record<string, unknown>>

const tool = (name: string): object => ({ type: 'function', function: { name, parameters: { type: 'object', properties: {} } } })

const same = (members: Members, compat: Compat = {}): Encoded => encoded(smallRequest('openai-chat', members), targetOf('openai', compat))

describe('openai, settings in a request of its own wire', () => {
  describe('tool choice', () => {
    const tools = [tool('a'), tool('b')]
    const forced = { type: 'function', function: { name: 'b' } }

    it('auto-only, a forced tool: becomes auto with that tool alone', () => {
      const { body, dropped } = same({ tools, tool_choice: forced }, { toolChoice: 'auto-only' })
      expect([body['tools'], body['tool_choice'], dropped]).toEqual([[tool('b')], 'auto', ['tool_choice']])
    })

    it('auto-only, required: becomes auto', () => {
      const { body } = same({ tools, tool_choice: 'required' }, { toolChoice: 'auto-only' })
      expect([body['tools'], body['tool_choice']]).toEqual([tools, 'auto'])
    })

    it('auto-only, none: takes the tools away', () => {
      const { body, dropped } = same({ tools, tool_choice: 'none' }, { toolChoice: 'auto-only' })
      expect([body['tools'], body['tool_choice'], dropped]).toEqual([undefined, undefined, []])
    })

    it('auto-only, auto: stays', () => {
      expect(same({ tools, tool_choice: 'auto' }, { toolChoice: 'auto-only' }).body['tool_choice']).toBe('auto')
    })

    it('auto-while-reasoning, a forced tool: switches reasoning off', () => {
      const compat: Compat = { toolChoice: 'auto-while-reasoning', reasoningSwitch: 'thinking-type' }
      const silent = same({ tools, tool_choice: forced }, compat)
      expect([silent.body['thinking'], silent.body['tool_choice'], silent.dropped]).toEqual([{ type: 'disabled' }, forced, []])
      const asking = same({ tools, tool_choice: forced, reasoning_effort: 'high' }, compat)
      expect([asking.body['thinking'], asking.body['reasoning_effort'], asking.dropped]).toEqual([{ type: 'disabled' }, undefined, ['reasoning']])
      expect(same({ tools, tool_choice: 'none' }, compat).body['thinking']).toBeUndefined()
    })

    it('auto-while-reasoning, reasoning off already: leaves the choice', () => {
      const { body, dropped } = same({ tools, tool_choice: forced, thinking: { type: 'disabled' } }, { toolChoice: 'auto-while-reasoning', reasoningSwitch: 'thinking-type' })
      expect([body['thinking'], body['tool_choice'], dropped]).toEqual([{ type: 'disabled' }, forced, []])
    })

    it('auto-while-reasoning, reasoning that cannot be switched off: lets the choice go', () => {
      for (const compat of [{ reasoningAlwaysOn: true, reasoningSwitch: 'thinking-type' }, { reasoningSwitch: 'none' }] as const) {
        const { body, dropped } = same({ tools, tool_choice: forced, thinking: { type: 'disabled' } }, { toolChoice: 'auto-while-reasoning', ...compat })
        if ('reasoningAlwaysOn' in compat) expect([body['tool_choice'], dropped]).toEqual(['auto', ['tool_choice', 'thinking']])
      }
      expect(same({ tools, tool_choice: forced }, { toolChoice: 'auto-while-reasoning' }).body['tool_choice']).toBe('auto')
    })
  })

  describe('answer format', () => {
    const schema = { type: 'object', properties: { a: { const: 1 } } }
    const format = { type: 'json_schema', json_schema: { name: 'r', strict: true, schema } }

    it('a provider with schemas: gets the client\'s own bytes', () => {
      expect(same({ response_format: format }).body['response_format']).toEqual(format)
      expect(same({ response_format: { type: 'text' } }, { structuredOutput: 'none' }).body['response_format']).toEqual({ type: 'text' })
    })

    it('a provider that refuses a keyword: gets the schema without it', () => {
      expect(same({ response_format: format }, { droppedSchemaKeywords: ['const'] }).body['response_format'])
        .toEqual({ type: 'json_schema', json_schema: { name: 'r', strict: true, schema: { type: 'object', properties: { a: {} } } } })
      expect(same({ response_format: { type: 'json_object' } }, { droppedSchemaKeywords: ['const'] }).body['response_format']).toEqual({ type: 'json_object' })
    })

    it('json-object, a schema: goes into the prompt', () => {
      const { body, dropped } = same({ response_format: format }, { structuredOutput: 'json-object' })
      expect(body['response_format']).toEqual({ type: 'json_object' })
      const [system, user] = body['messages'] as readonly JsonObject[]
      expect(system).toEqual({ role: 'system', content: expect.stringContaining(JSON.stringify(schema)) as string })
      expect(user).toEqual({ role: 'user', content: 'Hello' })
      expect(dropped).toEqual([])
    })

    it('json-object, no schema: stays', () => {
      const { body } = same({ response_format: { type: 'json_object' } }, { structuredOutput: 'json-object' })
      expect([body['response_format'], (body['messages'] as readonly unknown[]).length]).toEqual([{ type: 'json_object' }, 1])
    })

    it('none: only the prompt asks, and the client is told', () => {
      const messages = [{ role: 'system', content: [{ type: 'text', text: 'Be' }, { type: 'text', text: 'brief' }] }, { role: 'user', content: 'x' }]
      const { body, dropped } = same({ messages, response_format: { type: 'json_object' } }, { structuredOutput: 'none', systemRole: 'developer' })
      expect([body['response_format'], dropped]).toEqual([undefined, ['response_format']])
      expect((body['messages'] as readonly JsonObject[])[0]?.['content']).toMatch(/^Be\n\nbrief\n\nAnswer with one JSON object/)
    })
  })

  describe('reasoning', () => {
    const sent = (members: Members, compat: Compat): JsonObject => {
      const { model: _model, messages: _messages, max_tokens: _limit, ...rest } = same(members, compat).body
      return rest
    }

    it('a provider of whom nothing is known: gets what the client said', () => {
      expect(sent({ reasoning_effort: 'high', thinking: { type: 'enabled' } }, {})).toEqual({ reasoning_effort: 'high', thinking: { type: 'enabled' } })
    })

    it('a client that says nothing: nothing is sent', () => {
      expect(sent({}, { reasoningSwitch: 'thinking-type' })).toEqual({})
    })

    const words: readonly (readonly [string, Members, Compat, object])[] = [
      ['thinking-type', { reasoning_effort: 'high' }, { reasoningSwitch: 'thinking-type' }, { thinking: { type: 'enabled' } }],
      ['thinking-type with efforts', { reasoning_effort: 'xhigh' }, { reasoningSwitch: 'thinking-type', effortNames: { xhigh: 'max' } }, { thinking: { type: 'enabled' }, reasoning_effort: 'max' }],
      ['thinking-type off', { reasoning_effort: 'none' }, { reasoningSwitch: 'thinking-type', effortNames: { high: 'high' } }, { thinking: { type: 'disabled' } }],
      ['enable_thinking', { reasoning_effort: 'low', thinking: { type: 'enabled', budget_tokens: 500 } }, { reasoningSwitch: 'enable_thinking' }, { enable_thinking: true, thinking_budget: 500 }],
      ['enable_thinking off', { thinking: { type: 'disabled' } }, { reasoningSwitch: 'enable_thinking' }, { enable_thinking: false }],
      ['openrouter, effort', { reasoning_effort: 'low' }, { reasoningSwitch: 'openrouter-reasoning' }, { reasoning: { effort: 'low' } }],
      ['openrouter, budget', { thinking_budget: 900 }, { reasoningSwitch: 'openrouter-reasoning' }, { reasoning: { max_tokens: 900 } }],
      ['openrouter, on', { enable_thinking: true }, { reasoningSwitch: 'openrouter-reasoning' }, { reasoning: { enabled: true } }],
      ['openrouter, off', { enable_thinking: false }, { reasoningSwitch: 'openrouter-reasoning' }, { reasoning: { enabled: false } }],
      ['reasoning_effort from a budget', { thinking_budget: 20_000 }, { reasoningSwitch: 'reasoning_effort' }, { reasoning_effort: 'high' }],
      ['reasoning_effort from a middling budget', { thinking_budget: 10_000 }, { reasoningSwitch: 'reasoning_effort' }, { reasoning_effort: 'medium' }],
      ['reasoning_effort from a small budget', { thinking_budget: 100 }, { reasoningSwitch: 'reasoning_effort' }, { reasoning_effort: 'low' }],
      ['reasoning_effort from on alone', { enable_thinking: true }, { reasoningSwitch: 'reasoning_effort' }, { reasoning_effort: 'medium' }],
      ['reasoning_effort off, with a word for it', { enable_thinking: false }, { reasoningSwitch: 'reasoning_effort', effortNames: { none: 'minimal' } }, { reasoning_effort: 'minimal' }],
      ['reasoning_effort off, without one', { enable_thinking: false }, { reasoningSwitch: 'reasoning_effort' }, {}],
      ['reasoning_effort off, in the client\'s own word', { reasoning_effort: 'none' }, { reasoningSwitch: 'reasoning_effort' }, { reasoning_effort: 'none' }],
      ['always on', { reasoning_effort: 'none' }, { reasoningSwitch: 'reasoning_effort', reasoningAlwaysOn: true }, {}],
      ['a model without', { reasoning_effort: 'high' }, { reasoningSwitch: 'none' }, {}],
      ['the provider\'s own words', { thinking: { type: 'enabled', clear_thinking: false } }, { reasoningSwitch: 'thinking-type' }, { thinking: { type: 'enabled', clear_thinking: false } }],
      ['Anthropic\'s budget', { reasoning_effort: 'high' }, { reasoningSwitch: 'anthropic-thinking' }, { thinking: { type: 'enabled', budget_tokens: 16_384 } }],
      ['Anthropic\'s budget, off', { reasoning_effort: 'none' }, { reasoningSwitch: 'anthropic-thinking' }, { thinking: { type: 'disabled' } }],
    ]
    for (const [name, members, compat, expected] of words) {
      it(`${name}: is said in the provider's words`, () => { expect(sent(members, compat)).toEqual(expected) })
    }

    it('reasoning that needs a stream, and no stream: is switched off', () => {
      const compat: Compat = { reasoningSwitch: 'enable_thinking', reasoningNeedsStream: true }
      expect(sent({}, compat)).toEqual({ enable_thinking: false })
      expect(same({ enable_thinking: true }, compat)).toMatchObject({ body: { enable_thinking: false }, dropped: ['reasoning'] })
      expect(sent({ enable_thinking: true, stream: true }, compat)).toMatchObject({ enable_thinking: true })
      expect(sent({}, { ...compat, reasoningSwitch: 'none' })).toEqual({})
    })
  })
})
