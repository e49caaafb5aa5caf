import { describe, expect, it } from 'vitest'
import type { ChatRequest, JsonObject, JsonValue } from '../../src/chat/request.ts'
import type { Compat } from '../../src/config/compat.ts'
import type { DialectName, Target } from '../../src/config/target.ts'
import { DIALECTS } from '../../src/providers/index.ts'
import { unmetParameters } from '../../src/providers/unmet-parameters.ts'
import { requestFrom } from '../protocols/support.ts'
import { type Encoded, credential, encoded, targetOf } from './support.ts'

const SEARCHES = { intent: { thinks: false, searches: true } }
const USER = [{ role: 'user', content: 'hi' }]
const FUNCTION = { type: 'function', function: { name: 'a', parameters: { type: 'object', properties: {} } } }
const TOOL = { name: 'a', input_schema: { type: 'object', properties: {} } }
/** What Claude Code's helper call carries. */
const CLAUDE_SEARCH = { type: 'web_search_20250305', name: 'web_search', max_uses: 8 }

const openAi = (members: object = {}): ChatRequest => requestFrom('openai-chat', { model: 'm', messages: USER, ...members })
const anthropic = (members: object = {}): ChatRequest => requestFrom('anthropic-messages', { model: 'm', max_tokens: 9000, messages: USER, ...members })
const send = (request: ChatRequest, dialect: DialectName, compat: Compat, facts: Partial<Target> = {}): Encoded => encoded(request, targetOf(dialect, compat, facts), undefined, SEARCHES)

const KIMI_TOOL = { type: 'builtin_function', function: { name: '$web_search' } }
const GLM_TOOL = { type: 'web_search', web_search: { enable: true, search_result: true } }
const SWITCHES: ReadonlyArray<readonly [name: NonNullable<Compat['searchSwitch']>, members: JsonObject]> = [
  ['enable_search', { enable_search: true }],
  ['kimi-web-search', { tools: [KIMI_TOOL] }],
  ['google-search', { tools: [{ type: 'google_search', google_search: {} }] }],
  ['openrouter-online', { plugins: [{ id: 'web' }] }],
  ['xai-live-search', { search_parameters: { mode: 'on' } }],
  ['glm-web-search', { tools: [GLM_TOOL] }],
  ['openai-web-search', { web_search_options: {} }],
]
const NAMES = ['enable_search', 'plugins', 'search_parameters', 'web_search_options', 'tools', 'tool_choice'] as const
const said = ({ body }: Encoded): JsonObject => Object.fromEntries(NAMES.filter(name => body[name] !== undefined).map(name => [name, body[name] as JsonValue]))

describe('openai, a search of the web', () => {
  it.each(SWITCHES)('%s: is switched on for a task to search, on both client wires', (searchSwitch, members) => {
    for (const request of [openAi(), anthropic()]) {
      const sent = send(request, 'openai', { searchSwitch })
      expect([said(sent), sent.dropped]).toEqual([members, []])
    }
  })

  it.each(SWITCHES)('%s: serves a search that the client asked for in another wire\'s words, and nothing is told', (searchSwitch, members) => {
    const asked = [anthropic({ tools: [CLAUDE_SEARCH], tool_choice: { type: 'auto' } }), openAi({ tools: [{ type: 'web_search_preview' }], web_search_options: { search_context_size: 'low' } })]
    for (const request of searchSwitch === 'openai-web-search' ? asked.slice(0, 1) : asked) {
      const sent = send(request, 'openai', { searchSwitch })
      expect([said(sent), sent.dropped]).toEqual([members, []])
    }
  })

  it('without a switch: the client\'s words go and are told', () => {
    const lacks = { capabilities: new Set(['tools'] as const) }
    expect(send(anthropic({ tools: [CLAUDE_SEARCH] }), 'openai', {})).toMatchObject({ dropped: ['web_search'] })
    const sent = send(openAi({ tools: [FUNCTION, { type: 'web_search' }, CLAUDE_SEARCH], web_search_options: {} }), 'openai', {}, lacks)
    expect([said(sent), sent.dropped]).toEqual([{ tools: [FUNCTION] }, ['web_search_options', 'web_search']])
    const alone = send(openAi({ tools: [{ type: 'web_search' }], tool_choice: 'required' }), 'openai', {}, lacks)
    expect([said(alone), alone.dropped]).toEqual([{}, ['web_search']])
  })

  it('to a target that may understand it, or already said in its own words: every byte stays', () => {
    const glm = openAi({ tools: [FUNCTION, { type: 'web_search', web_search: { enable: true, search_query: 'x' } }] })
    for (const [request, compat, facts] of [
      [openAi({ tools: [{ type: 'web_search' }] }), {}, {}],
      [openAi({ web_search_options: {} }), {}, { capabilities: new Set(['search'] as const) }],
      [glm, { searchSwitch: 'glm-web-search' }, {}],
      [openAi({ enable_search: false }), { searchSwitch: 'enable_search' }, {}],
      [openAi({ web_search_options: { search_context_size: 'low' } }), { searchSwitch: 'openai-web-search' }, {}],
    ] as ReadonlyArray<readonly [ChatRequest, Compat, Partial<Target>]>) expect(send(request, 'openai', compat, facts).text).toBe(request.original.bytes.toString().replace('"m"', '"model-1"'))
  })

  it('a search tool without what its vendor wants in it: is written as the vendor wants it', () => {
    expect(said(send(openAi({ tools: [{ type: 'web_search' }] }), 'openai', { searchSwitch: 'glm-web-search' }))).toEqual({ tools: [GLM_TOOL] })
  })

  it('beside the client\'s own tools: stands after them, or not at all where it would be paid for at every step', () => {
    expect(said(send(openAi({ tools: [FUNCTION] }), 'openai', { searchSwitch: 'kimi-web-search' }))).toEqual({ tools: [FUNCTION, KIMI_TOOL] })
    expect(said(send(anthropic({ tools: [TOOL, CLAUDE_SEARCH], tool_choice: { type: 'any' } }), 'openai', { searchSwitch: 'glm-web-search' }))).toEqual({ tools: [FUNCTION, GLM_TOOL], tool_choice: 'required' })
    for (const searchSwitch of ['openrouter-online', 'xai-live-search', 'google-search'] as const) {
      const sent = send(anthropic({ tools: [TOOL, CLAUDE_SEARCH] }), 'openai', { searchSwitch })
      expect([said(sent), sent.dropped]).toEqual([{ tools: [FUNCTION] }, ['web_search']])
    }
  })

  it('a list that the client began: goes on', () => {
    const compat: Compat = { searchSwitch: 'openrouter-online', understandsRoutingFields: true }
    expect(said(send(openAi({ plugins: [{ id: 'file-parser' }, { id: 'web', max_results: 2 }, 'odd'] }), 'openai', compat))).toEqual({ plugins: [{ id: 'file-parser' }, 'odd', { id: 'web' }] })
  })

  it('one tool forced: is the only one there, and a forced search is none', () => {
    const forced = { type: 'function', function: { name: 'a' } }
    expect(said(send(openAi({ tools: [FUNCTION], tool_choice: forced }), 'openai', { searchSwitch: 'glm-web-search', toolChoice: 'auto-only' }))).toEqual({ tools: [FUNCTION], tool_choice: 'auto' })
    expect(said(send(anthropic({ tools: [TOOL], tool_choice: { type: 'tool', name: 'a' } }), 'openai', { searchSwitch: 'glm-web-search', toolChoice: 'auto-only' }))).toEqual({ tools: [FUNCTION], tool_choice: 'auto' })
    expect(said(send(anthropic({ tools: [TOOL, CLAUDE_SEARCH], tool_choice: { type: 'tool', name: 'web_search' } }), 'openai', { searchSwitch: 'enable_search' }))).toEqual({ tools: [FUNCTION], enable_search: true })
    expect(said(send(anthropic({ tools: [TOOL], tool_choice: { type: 'none' } }), 'openai', { searchSwitch: 'glm-web-search', toolChoice: 'auto-only' }))).toEqual({})
  })

  it('Kimi: does not think while it searches, and is not asked to search for several answers at once', () => {
    const compat: Compat = { searchSwitch: 'kimi-web-search', reasoningSwitch: 'thinking-type' }
    const silent = send(openAi(), 'openai', compat)
    expect([silent.body['thinking'], silent.dropped]).toEqual([{ type: 'disabled' }, []])
    const asked = send(openAi({ thinking: { type: 'enabled' } }), 'openai', compat)
    expect([asked.body['thinking'], asked.dropped]).toEqual([{ type: 'disabled' }, ['reasoning']])
    expect(said(send(openAi({ n: 2 }), 'openai', compat))).toEqual({})
  })
})

describe('a search, for a client that wants everything it asks for', () => {
  it('is met by who can be told to search, and by nobody who is known to lack it', () => {
    const lacks = { capabilities: new Set(['tools'] as const) }
    const request = openAi({ tools: [{ type: 'web_search' }] })
    expect(unmetParameters(request, targetOf('openai', {}, lacks))).toContain('web_search')
    expect(unmetParameters(request, targetOf('openai', { searchSwitch: 'enable_search' }, lacks))).not.toContain('web_search')
  })
})

describe('openai, the call that gives a search its arguments back', () => {
  const call = DIALECTS.openai.encodeRequest(openAi({ tools: [FUNCTION] }), targetOf('openai', { searchSwitch: 'kimi-web-search' }), credential, SEARCHES)
  const messages = (body: Buffer | string): readonly JsonObject[] => (JSON.parse(body.toString()) as { readonly messages: readonly JsonObject[] }).messages

  it('is the same one with the model\'s turn and its own arguments as the result', () => {
    const next = call.echo?.next({ text: '', reasoning: 'Hm.', calls: [{ id: 'c1', name: '$web_search', argumentsText: '{"q":1}' }] })
    expect([call.echo?.tool, call.rewritesAnswer, next?.rewritesAnswer, next?.url, next?.headers]).toEqual(['$web_search', true, true, call.url, call.headers])
    expect(messages(next?.body ?? '')).toEqual([
      ...USER,
      { role: 'assistant', content: '', reasoning_content: 'Hm.', tool_calls: [{ id: 'c1', type: 'builtin_function', function: { name: '$web_search', arguments: '{"q":1}' } }] },
      { role: 'tool', tool_call_id: 'c1', name: '$web_search', content: '{"q":1}' },
    ])
    expect(JSON.parse(String(next?.body))).toMatchObject({ model: 'model-1', tools: [FUNCTION, KIMI_TOOL] })
  })

  it('after a second search: holds both', () => {
    const turn = { text: 'x', reasoning: '', calls: [{ id: 'c', name: '$web_search', argumentsText: '{}' }] }
    expect(messages(call.echo?.next(turn).echo?.next(turn).body ?? '').map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant', 'tool'])
  })
})

describe('anthropic, a search of the web', () => {
  const OWN: Compat = { searchSwitch: 'anthropic-web-search' }
  const OWN_TOOL = { type: 'web_search_20250305', name: 'web_search', max_uses: 5 }
  const rewrites = (request: ChatRequest, compat: Compat): boolean | undefined => DIALECTS.anthropic.encodeRequest(request, targetOf('anthropic', compat), credential, SEARCHES).rewritesAnswer

  it('for a task to search: is a tool beside the client\'s own, on both client wires', () => {
    for (const [request, members] of [
      [openAi(), { tools: [OWN_TOOL] }], [openAi({ tools: [FUNCTION], tool_choice: 'required' }), { tools: [TOOL, OWN_TOOL], tool_choice: { type: 'any' } }],
      [anthropic(), { tools: [OWN_TOOL] }], [anthropic({ tools: [TOOL] }), { tools: [TOOL, OWN_TOOL] }],
    ] as const) {
      const sent = send(request, 'anthropic', OWN)
      expect([said(sent), sent.dropped]).toEqual([members, []])
    }
    expect(rewrites(anthropic(), OWN)).toBe(true)
  })

  it('asked for by the client: is its own tool, byte by byte, and its answer is relayed; in OpenAI\'s words it is served', () => {
    const request = anthropic({ tools: [CLAUDE_SEARCH], tool_choice: { type: 'auto' } })
    expect(send(request, 'anthropic', OWN).text).toBe(request.original.bytes.toString().replace('"m"', '"model-1"'))
    expect(rewrites(request, OWN)).toBeUndefined()
    const asked = send(openAi({ web_search_options: { search_context_size: 'low' }, tools: [{ type: 'web_search' }] }), 'anthropic', OWN)
    expect([said(asked), asked.dropped]).toEqual([{ tools: [OWN_TOOL] }, []])
  })

  it('beside a tool of the client\'s of that name, a forced tool, or calls whose tools are gone: is not added', () => {
    expect(said(send(anthropic({ tools: [{ ...TOOL, name: 'web_search' }] }), 'anthropic', OWN))).toEqual({ tools: [{ ...TOOL, name: 'web_search' }] })
    expect(said(send(openAi({ tools: [FUNCTION], tool_choice: { type: 'function', function: { name: 'a' } } }), 'anthropic', { ...OWN, toolChoice: 'auto-only' }))).toEqual({ tools: [TOOL], tool_choice: { type: 'auto' } })
    const calls = [{ id: 'c', type: 'function', function: { name: 'a', arguments: '{}' } }]
    const history = [...USER, { role: 'assistant', content: null, tool_calls: calls }, { role: 'tool', tool_call_id: 'c', content: 'r' }]
    expect(said(send(openAi({ messages: history }), 'anthropic', OWN))['tool_choice']).toEqual({ type: 'none' })
    expect(said(send(openAi({ tools: [FUNCTION], tool_choice: 'none' }), 'anthropic', { ...OWN, toolChoice: 'auto-only' }))).toEqual({})
  })

  it('of which a target knows nothing: goes and is told, and so does a choice that names it', () => {
    const lacks = { capabilities: new Set(['tools'] as const) }
    const sent = send(anthropic({ tools: [TOOL, CLAUDE_SEARCH], tool_choice: { type: 'tool', name: 'web_search' } }), 'anthropic', {}, lacks)
    expect([said(sent), sent.dropped]).toEqual([{ tools: [TOOL] }, ['web_search']])
    const alone = send(anthropic({ tools: [CLAUDE_SEARCH], tool_choice: { type: 'auto' } }), 'anthropic', {}, lacks)
    expect([said(alone), alone.dropped]).toEqual([{}, ['web_search']])
    const beside = send(anthropic({ tools: [TOOL, CLAUDE_SEARCH], tool_choice: { type: 'auto' } }), 'anthropic', {}, lacks)
    expect(said(beside)).toEqual({ tools: [TOOL], tool_choice: { type: 'auto' } })
    expect(said(send(openAi({ web_search_options: {}, tools: [FUNCTION, { type: 'web_search' }] }), 'anthropic', {}))).toEqual({ tools: [TOOL] })
    expect(send(openAi({ web_search_options: {}, tools: [{ type: 'web_search' }] }), 'anthropic', {}).dropped).toEqual(['web_search_options', 'web_search'])
  })

  it('of which nobody told what a target knows, or none asked for: every byte stays', () => {
    for (const [request, facts] of [[anthropic({ tools: [CLAUDE_SEARCH] }), {}], [anthropic({ tools: [TOOL] }), { capabilities: new Set(['tools'] as const) }]] as ReadonlyArray<readonly [ChatRequest, Partial<Target>]>) {
      expect(send(request, 'anthropic', {}, facts).text).toBe(request.original.bytes.toString().replace('"m"', '"model-1"'))
    }
  })
})
