/** What the matrix promises for a task is what its targets are asked: to think, to search the web, to use tools. */

import { describe, expect, test } from 'vitest'
import { startScriptedProvider, type ScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { answer } from '../../src/simulator/steps.ts'
import { closesAfterTest } from '../support/closes-after-test.ts'
import { type Heard, hear } from '../support/matrix/heard.ts'
import { PATHS } from '../support/matrix/matrix-router.ts'
import type { ClientWire } from '../support/replies.ts'
import { startRouter } from '../support/running-router.ts'

type Members = Readonly<Record<string, unknown>>

interface World {
  readonly provider: ScriptedProvider
  ask (wire: ClientWire, members?: object, headers?: Record<string, string>): Promise<{ readonly heard: Heard, readonly headers: Headers, readonly text: string }>
  /** The body of the last request. */
  sent (): Members
}

interface Setup {
  readonly dialect?: 'openai' | 'anthropic'
  readonly compat?: object
  readonly capabilities?: readonly string[]
}

const isStreamed = (members: object): boolean => 'stream' in members && members.stream === true

/** One target, first for every task, with these quirks. */
const startWorld = async ({ dialect = 'openai', compat = {}, capabilities }: Setup): Promise<World> => {
  const provider = await closesAfterTest(startScriptedProvider())
  const router = await closesAfterTest(startRouter({
    routing: JSON.stringify({
      version: 1,
      providers: { one: { dialect, base_url: dialect === 'openai' ? `${provider.url}/v1` : provider.url, api_key: 'k', models: { m: { compat, ...(capabilities !== undefined && { capabilities }) } } } },
      tasks: { general: ['one/m'] },
    }),
  }))
  return {
    provider,
    ask: async (wire, members = {}, headers = {}) => {
      const response = await router.post(PATHS[wire], { model: 'auto', max_tokens: 20_000, messages: [{ role: 'user', content: 'hi' }], ...members }, headers)
      const text = await response.text()
      expect({ status: response.status, text: response.status === 200 ? '' : text }).toEqual({ status: 200, text: '' })
      return { heard: hear(wire, isStreamed(members), text), headers: response.headers, text }
    },
    sent: () => provider.requests.at(-1)?.json ?? {},
  }
}

const PUZZLE = 'Think hard, step by step: prove that there are infinitely many primes of the form 4k+3, and check every step of the proof.'
const WIRES = ['openai-chat', 'anthropic-messages'] as const

describe.each(WIRES)('a task to think about, from a client of %s', (wire) => {
  const THINKING: ReadonlyArray<readonly [how: string, members: object, headers: Record<string, string>]> = [
    ['the model "thinking"', { model: 'thinking' }, {}], ['x-task-type', {}, { 'x-task-type': 'thinking' }], ['the classifier', { messages: [{ role: 'user', content: PUZZLE }] }, {}],
  ]

  test.each(THINKING)('decided by %s: reasoning is switched on', async (_how, members, headers) => {
    const world = await startWorld({ compat: { reasoning_switch: 'thinking-type', effort_names: { high: 'high' } } })
    const { headers: told } = await world.ask(wire, members, headers)
    expect(told.get('x-smart-router-task')).toBe('thinking')
    expect(world.sent()).toMatchObject({ thinking: { type: 'enabled' }, reasoning_effort: 'high' })
  })

  test('of a client that says off: stays off; of another task, or of a named model: is not spoken of', async () => {
    const world = await startWorld({ compat: { reasoning_switch: 'thinking-type' } })
    await world.ask(wire, { model: 'thinking', thinking: { type: 'disabled' } })
    expect(world.sent()['thinking']).toEqual({ type: 'disabled' })
    for (const [members, headers] of [[{ model: 'code' }, {}], [{ model: 'one/m' }, {}], [{ model: 'one/m' }, { 'x-task-type': 'thinking' }]] as const) {
      await world.ask(wire, members, headers)
      expect(world.sent()).not.toHaveProperty('thinking')
    }
  })

  test.each([true, false])('at Claude, streamed %s: thinks below the output limit, and only who asked to see it does', async (stream) => {
    const world = await startWorld({ dialect: 'anthropic', compat: { reasoning_switch: 'anthropic-thinking' } })
    world.provider.otherwise(answer({ reasoning: 'Hm, so be it.', text: 'QED' }))
    const { heard, text } = await world.ask(wire, { model: 'thinking', stream, max_tokens: 10_000 })
    expect(world.sent()['thinking']).toEqual({ type: 'enabled', budget_tokens: 8000 })
    expect(heard.blocks.filter(([type]) => type === 'text')).toEqual([['text', 'QED']])
    expect(text.includes('so be it')).toBe(wire === 'openai-chat')
  })
})

describe.each(WIRES)('a task to search, from a client of %s', (wire) => {
  test('at a provider with a search of its own: it is switched on', async () => {
    const world = await startWorld({ compat: { search_switch: 'enable_search' } })
    for (const [members, headers] of [[{ model: 'search' }, {}], [{}, { 'x-task-type': 'search' }]] as const) {
      await world.ask(wire, members, headers)
      expect(world.sent()['enable_search']).toBe(true)
    }
    await world.ask(wire, { model: 'one/m' })
    expect(world.sent()).not.toHaveProperty('enable_search')
  })

  test.each([true, false])('at Kimi, streamed %s: the router gives its search back, and the client sees one answer', async (stream) => {
    const world = await startWorld({ compat: { search_switch: 'kimi-web-search', reasoning_switch: 'thinking-type', tool_call_ids: 'mint' } })
    world.provider.script(
      answer({ toolCalls: [{ id: 'search:0', name: '$web_search', arguments: { search_result: { search_id: '42' } } }], usage: { inputTokens: 100, outputTokens: 10 } }),
      answer({ text: 'It is sunny in Cairo.', usage: { inputTokens: 900, outputTokens: 20 } }),
    )
    const { heard } = await world.ask(wire, { model: 'search', stream, ...(stream && wire === 'openai-chat' && { stream_options: { include_usage: true } }) })
    const [first, second, ...others] = world.provider.requests.map(({ json }) => json)
    expect(others).toEqual([])
    expect(first).toMatchObject({ tools: [{ type: 'builtin_function', function: { name: '$web_search' } }], thinking: { type: 'disabled' } })
    const [asked, called, result] = second?.['messages'] as readonly Members[]
    expect(asked).toMatchObject({ role: 'user' })
    expect(called).toMatchObject({ role: 'assistant', tool_calls: [{ function: { name: '$web_search', arguments: '{"search_result":{"search_id":"42"}}' } }] })
    expect(result).toMatchObject({ role: 'tool', name: '$web_search', content: '{"search_result":{"search_id":"42"}}', tool_call_id: (called?.['tool_calls'] as readonly Members[])[0]?.['id'] })
    expect([heard.blocks, heard.end]).toEqual([[['text', 'It is sunny in Cairo.']], wire === 'openai-chat' ? 'stop' : 'end_turn'])
    expect(heard.usage).toMatchObject({ read: 1000, written: 30 })
  })

  test('at Kimi, where the second call fails before a word was said: another target answers', async () => {
    const world = await startWorld({ compat: { search_switch: 'kimi-web-search' } })
    world.provider.script(answer({ toolCalls: [{ id: 's', name: '$web_search', arguments: {} }] }), { type: 'status', code: 500, body: undefined, headers: {}, error: {} }, answer('from memory'))
    const { heard } = await world.ask(wire, { model: 'search' })
    expect(heard.blocks).toEqual([['text', 'from memory']])
  })
})

describe('the search that Claude Code asks for in a call of its own', () => {
  const HELPER = { tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 8 }], tool_choice: { type: 'auto' } }

  test('at a provider with a search: is its search; at one without: is told as lost', async () => {
    const searcher = await startWorld({ compat: { search_switch: 'glm-web-search' } })
    const { headers } = await searcher.ask('anthropic-messages', { ...HELPER, model: 'one/m' })
    expect([searcher.sent()['tools'], headers.get('x-smart-router-dropped')]).toEqual([[{ type: 'web_search', web_search: { enable: true, search_result: true } }], null])
    const other = await startWorld({ dialect: 'anthropic', capabilities: ['tools'] })
    const { headers: told } = await other.ask('anthropic-messages', HELPER)
    expect([other.sent()['tools'], told.get('x-smart-router-dropped')]).toEqual([undefined, 'web_search'])
  })
})

const SCHEMA = { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] }
const TOOLS = {
  'openai-chat': [{ type: 'function', function: { name: 'read', description: 'Reads', parameters: SCHEMA } }],
  'anthropic-messages': [{ name: 'read', description: 'Reads', input_schema: SCHEMA }],
} as const
const HISTORY = {
  'openai-chat': [
    { role: 'user', content: 'go' }, { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'read', arguments: '{"path":"a"}' } }] },
    { role: 'tool', tool_call_id: 'call_1', content: 'text of a' },
  ],
  'anthropic-messages': [
    { role: 'user', content: [{ type: 'text', text: 'go' }] }, { role: 'assistant', content: [{ type: 'tool_use', id: 'call_1', name: 'read', input: { path: 'a' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_1', content: 'text of a' }] },
  ],
} as const
const DIALECTS = [['openai', 'openai-chat'], ['anthropic', 'anthropic-messages']] as const

describe.each(WIRES.flatMap(client => DIALECTS.map(([dialect, wire]) => ({ client, dialect, wire }))))('an agent of $client at $dialect', ({ client, dialect, wire }) => {
  test('with tools and what they said: both are the wire\'s own, and so are the calls that come back', async () => {
    const world = await startWorld({ dialect })
    world.provider.script(answer({ toolCalls: [{ id: 'call_2', name: 'read', arguments: { path: 'b' } }] }))
    const { heard } = await world.ask(client, { model: 'agent', tools: TOOLS[client], messages: HISTORY[client] })
    expect(world.sent()['tools']).toEqual(TOOLS[wire])
    expect(world.sent()['messages']).toEqual(HISTORY[wire])
    expect(heard.blocks).toEqual([['call', 'call_2', 'read', { path: 'b' }]])
  })
})
