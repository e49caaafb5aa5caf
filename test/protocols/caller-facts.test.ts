/** Who asks: from headers, and from the shape of Claude Code's own requests. */

import { describe, expect, it } from 'vitest'
import type { RequestClass } from '../../src/chat/request.ts'
import { fixture, requestFrom, smallRequest } from './support.ts'

const CLAUDE_CODE = { 'user-agent': 'claude-cli/2.1.328 (external, sdk-cli)' }
const BILL = { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1.328.a1b; cc_entrypoint=sdk-cli; cch=7f31c;' }
const PROMPT = { type: 'text', text: 'You are a coding agent, running in a terminal.' }
const TOOL = { name: 'Read', input_schema: { type: 'object', properties: {} } }
const SEARCH = { type: 'web_search_20250305', name: 'web_search', max_uses: 8 }
const SUMMARISE = 'CRITICAL: Respond with TEXT ONLY. Do NOT call any tools.\n\nWrite <analysis> and <summary>.'

const user = (content: unknown): object => ({ role: 'user', content })
const classOf = (members: object, headers: Record<string, string> = CLAUDE_CODE): RequestClass | undefined =>
  requestFrom('anthropic-messages', { model: 'auto', max_tokens: 100, messages: [user('Hello')], ...members }, headers).caller.requestClass

describe('the caller, by headers', () => {
  it.each([
    ['x-claude-code-session-id', '5b0c1f0e-8a52-4b6e-9a53-0d2f6f7d1c11'], ['session-id', 'codex-1'], ['session_id', 'codex-0'], ['x-session-id', 'a_b'], ['x-session-affinity', 'ses_1'],
  ])('a session: is known by %s', (name, value) => {
    for (const wire of ['openai-chat', 'anthropic-messages'] as const) {
      expect(requestFrom(wire, { model: 'auto', max_tokens: 1, messages: [user('Hi')] }, { [name]: value }).caller).toEqual({ sessionId: value })
    }
  })

  it('a session with two headers: is known by the client\'s own', () => {
    expect(requestFrom('openai-chat', { model: 'auto', messages: [user('Hi')] }, { 'x-session-affinity': 'second', 'x-claude-code-session-id': 'first' }).caller.sessionId).toBe('first')
  })

  it.each<[string, string | string[]]>([['empty', ''], ['too long', 'x'.repeat(257)], ['with a line break', 'a\nb'], ['not ASCII', 'جلسة'], ['sent twice', ['a', 'b']]])('an identifier that is %s: is passed over', (_, value) => {
    expect(requestFrom('openai-chat', { model: 'auto', messages: [user('Hi')] }, { 'x-claude-code-session-id': value, 'x-claude-code-agent-id': value }).caller).toEqual({})
  })

  it('nobody in particular: is told of nothing, however many ask', () => {
    expect(smallRequest('openai-chat').caller).toBe(smallRequest('anthropic-messages').caller)
  })

  it('a sub-agent: is known by its id and kind', () => {
    const headers = { 'x-claude-code-agent-id': 'agent-7', 'x-claude-code-agent-type': 'general-purpose', 'x-claude-code-session-id': 's' }
    expect(requestFrom('anthropic-messages', { model: 'auto', max_tokens: 1, messages: [user('Hi')] }, headers).caller)
      .toEqual({ sessionId: 's', agentId: 'agent-7', agentType: 'general-purpose', requestClass: 'subagent' })
  })

  it.each<[Record<string, string>, RequestClass | undefined]>([
    [{ 'x-claude-code-request-class': 'workflow' }, 'workflow'], [{ 'x-claude-1p-request-class': 'Auxiliary' }, 'auxiliary'], [{ 'x-claude-code-request-class': 'main', 'x-claude-code-agent-id': 'a' }, 'main'],
    [{ 'x-claude-code-request-class': 'emperor' }, undefined], [{ 'x-claude-code-compaction': 'reactive' }, 'compaction'], [{ 'x-claude-code-compaction': 'perhaps' }, undefined],
    [{ 'x-claude-code-compaction': 'auto', 'x-claude-code-request-class': 'subagent' }, 'subagent'],
  ])('the headers %j: tell the class %s', (headers, expected) => { expect(classOf({}, headers)).toBe(expected) })
})

describe('the class of a request, by its shape', () => {
  it.each<[string, object, RequestClass]>([
    ['a conversation', { system: [BILL, PROMPT, PROMPT], tools: [TOOL] }, 'main'],
    ['a first question without tools', { system: [BILL, PROMPT, PROMPT] }, 'main'],
    ['a conversation under a plain prompt', { system: 'Be short.' }, 'main'],
    ['a later question', { system: [BILL, PROMPT], messages: [user('a'), { role: 'assistant', content: 'b' }, user('c')] }, 'main'],
    ['one message that nobody said', { system: [BILL, PROMPT], messages: [{ role: 'assistant', content: 'b' }] }, 'main'],
    ['a helper', { system: [BILL, PROMPT], tools: [] }, 'auxiliary'],
    ['a helper without its bill', { system: [PROMPT] }, 'auxiliary'],
    ['a search', { system: [BILL, PROMPT], tools: [SEARCH] }, 'auxiliary'],
    ['a search among tools', { system: [BILL, PROMPT], tools: [SEARCH, TOOL] }, 'main'],
    ['a bill of a sub-agent', { system: [{ type: 'text', text: `${BILL.text} cc_is_subagent=true;` }, PROMPT, PROMPT], tools: [TOOL] }, 'subagent'],
    ['a bill of a sub-agent in a string', { system: 'x-anthropic-billing-header: cc_is_subagent=true;\nBe short.' }, 'subagent'],
    ['a prompt that only speaks of sub-agents', { system: [PROMPT, { type: 'text', text: 'cc_is_subagent=true' }, PROMPT], tools: [TOOL] }, 'main'],
    ['a summary', { tools: [TOOL], messages: [user('a'), { role: 'assistant', content: 'b' }, user(SUMMARISE)] }, 'compaction'],
    ['a summary after a result', { messages: [user([{ type: 'tool_result', tool_use_id: 'x', content: 'r' }, { type: 'text', text: SUMMARISE }]), { role: 'system', content: 'Later.' }] }, 'compaction'],
    ['an old summary', { messages: [user(SUMMARISE), { role: 'assistant', content: 'b' }, user('Go on.')] }, 'main'],
    ['a summary that is only spoken of', { tools: [TOOL], messages: [user(`What does "${SUMMARISE}" mean?`)] }, 'main'],
    ['an answer begun', { messages: [{ role: 'assistant', content: 'b' }] }, 'main'],
  ])('%s from Claude Code: is recognised without headers', (_, members, expected) => { expect(classOf(members)).toBe(expected) })

  it('a summary of a sub-agent: is a summary, and whose it is stays known', () => {
    const headers = { ...CLAUDE_CODE, 'x-claude-code-agent-id': 'agent-7' }
    expect(requestFrom('anthropic-messages', { model: 'auto', max_tokens: 1, messages: [user(SUMMARISE)] }, headers).caller).toEqual({ agentId: 'agent-7', requestClass: 'compaction' })
    expect(classOf({ system: [BILL, PROMPT] }, headers)).toBe('subagent')
  })

  it('whoever is not Claude Code: is not looked at', () => {
    for (const agent of ['Anthropic/JS 1.11.0', 'claude-code/2.1.328', 'curl/8']) expect(classOf({ messages: [user(SUMMARISE)] }, { 'user-agent': agent })).toBeUndefined()
  })

  it.each<[string, RequestClass]>([['claude-code-first', 'main'], ['claude-code-third-turn', 'main'], ['claude-code-web-search', 'auxiliary']])('the recording %s: is %s', (name, expected) => {
    expect(requestFrom('anthropic-messages', fixture(name), CLAUDE_CODE).caller.requestClass).toBe(expected)
  })

  it.each([[{ messages: [user([null, 7, { type: 'text' }, { text: 7 }])] }], [{ system: 7 }], [{ system: [null] }], [{ system: [{ text: 7 }, 'x-anthropic'] }], [{ tools: [null] }]])('an odd body %j: has a class all the same', (members) => {
    expect(['main', 'auxiliary']).toContain(classOf(members))
  })
})
