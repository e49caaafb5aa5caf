/** For each rule of simulated vendors: requests that break it, what is found, and requests that only look like it. */

import type { Rule } from '../../../src/simulator/vendors/rules/rule.ts'
import { callSignatureOf, signatureOf } from '../../../src/simulator/vendors/signatures.ts'
import { ANSWERING, CALL, CALLING, HI, READ, RESULT, SCHEMA, USE, USE_RESULT, USING, type RequestFacts } from './requests.ts'

export interface RuleRow {
  readonly rule: Rule
  readonly refuses: readonly RequestFacts[]
  /** What the first refused request is told. */
  readonly told: string
  readonly accepts: readonly RequestFacts[]
}

const OWN = { source: 'own' } as const
const said = (...messages: readonly object[]): RequestFacts => ({ body: { messages } })
const body = (members: object): RequestFacts => ({ body: { ...members } })
const tool = (name: string, parameters: object = SCHEMA): object => ({ type: 'function', function: { name, parameters } })
const called = (members: object): object => ({ ...CALLING, tool_calls: [{ ...CALL, ...members }] })
const thinking = (facts: RequestFacts): RequestFacts => ({ thinks: 'always', ...facts })
const FORCED = { tools: [READ], tool_choice: { type: 'function', function: { name: 'read' } } } as const
const signed = (signature: string): object => called({ extra_content: { google: { thought_signature: signature } } })
const thought = (text: string, signature: string): object => ({ type: 'thinking', thinking: text, signature })
const blocks = (role: string, ...content: readonly object[]): object => ({ role, content })

const MEMBER_ROWS: readonly RuleRow[] = [
  { rule: { rule: 'unknown-member', known: ['messages', 'n'], says: '{name}?', ...OWN }, refuses: [body({ x: 1 })], told: 'x?', accepts: [body({ n: 1 })] },
  { rule: { rule: 'refused-member', name: 'n', says: '{name}!', ...OWN }, refuses: [body({ n: 1 })], told: 'n!', accepts: [body({}), body({ n: null })] },
  { rule: { rule: 'refused-member', name: 'n', while: 'thinking', says: 'n', ...OWN }, refuses: [thinking(body({ n: 1 }))], told: 'n', accepts: [body({ n: 1 })] },
  { rule: { rule: 'refused-member', name: 'n', while: 'whole', says: 'n', ...OWN }, refuses: [body({ n: 1 })], told: 'n', accepts: [body({ n: 1, stream: true })] },
  { rule: { rule: 'refused-member', name: 'n', while: 'streamed', says: 'n', ...OWN }, refuses: [body({ n: 1, stream: true })], told: 'n', accepts: [body({ n: 1 })] },
  { rule: { rule: 'missing-member', name: 'n', says: '{name}', ...OWN }, refuses: [body({}), body({ n: null })], told: 'n', accepts: [body({ n: 0 })] },
  { rule: { rule: 'needed-member', name: 'n', needs: 'k', says: '{name} {needs}', ...OWN }, refuses: [body({ n: 1 })], told: 'n k', accepts: [body({}), body({ n: 1, k: 1 })] },
  { rule: { rule: 'excluding-members', names: ['n', 'k'], says: '{names}', ...OWN }, refuses: [body({ n: 1, k: 1 })], told: 'n, k', accepts: [body({ n: 1 }), body({ k: 1 })] },
  {
    rule: { rule: 'unannounced-member', name: 'n', header: 'beta', word: 'with-n', says: '{name}', ...OWN },
    refuses: [body({ n: 1 }), { headers: { beta: 'with-k' }, body: { n: 1 } }], told: 'n', accepts: [{ headers: { beta: 'a,with-n-2' }, body: { n: 1 } }, body({})],
  },
  {
    rule: { rule: 'out-of-range', names: ['n', 'k.d'], minimum: 1, maximum: 'max-output', says: '{name} {value} [{minimum}, {maximum}] {model}', ...OWN },
    refuses: [body({ n: 101 }), body({ n: 0 }), body({ k: { d: 101 } })], told: 'n 101 [1, 100] m', accepts: [body({ n: 100 }), body({ n: 1 }), body({ k: 7 }), body({ n: '7' })],
  },
  { rule: { rule: 'out-of-range', names: ['n'], minimum: 1, maximum: 1, while: 'thinking', says: 'n', ...OWN }, refuses: [thinking(body({ n: 2 }))], told: 'n', accepts: [body({ n: 2 })] },
  { rule: { rule: 'other-value', name: 'k.type', allowed: ['a'], says: '{value} {allowed}', ...OWN }, refuses: [body({ k: { type: 'b' } })], told: 'b a', accepts: [body({ k: { type: 'a' } }), body({})] },
  { rule: { rule: 'other-value', name: 'n', allowed: ['a'], models: ['m'], says: '{model}', ...OWN }, refuses: [body({ n: 'b' })], told: 'm', accepts: [body({ n: 'a' })] },
  { rule: { rule: 'too-many', name: 'n', maximum: 1, says: '{maximum}', ...OWN }, refuses: [body({ n: [1, 2] })], told: '1', accepts: [body({ n: [1] }), body({ n: 7 })] },
  { rule: { rule: 'too-few', name: 'n', minimum: 1, says: '{minimum}', ...OWN }, refuses: [body({ n: [] })], told: '1', accepts: [body({ n: [1] }), body({})] },
  { rule: { rule: 'wrong-key', header: 'authorization', key: 'k', says: '{header}', ...OWN }, refuses: [body({}), { headers: { authorization: 'k' } }], told: 'authorization', accepts: [{ headers: { authorization: 'Bearer k' } }] },
  { rule: { rule: 'wrong-key', header: 'x-api-key', key: 'k', says: '{header}', ...OWN }, refuses: [{ headers: { authorization: 'Bearer k' } }], told: 'x-api-key', accepts: [{ headers: { 'x-api-key': 'k' } }] },
  { rule: { rule: 'missing-header', name: 'v', says: '{name}', ...OWN }, refuses: [body({})], told: 'v', accepts: [{ headers: { v: '1' } }] },
  {
    rule: { rule: 'client-identity', members: ['metadata.user_id'], headers: /^x-client/u, says: '{name}', ...OWN },
    refuses: [body({ metadata: { user_id: 'somebody' } }), { headers: { 'x-client-id': '1' } }], told: 'metadata.user_id', accepts: [body({ metadata: { topic: 'a' } }), { headers: { accept: '*/*' } }],
  },
]

const MESSAGE_ROWS: readonly RuleRow[] = [
  { rule: { rule: 'unknown-role', known: ['user'], says: '{role} {index}', ...OWN }, refuses: [said(HI, { role: 'developer', content: 'x' })], told: 'developer 1', accepts: [said(HI)] },
  { rule: { rule: 'unknown-message-member', known: ['role', 'content'], says: '{name} {role}', ...OWN }, refuses: [said({ ...HI, name: 'me' })], told: 'name user', accepts: [said(HI)] },
  { rule: { rule: 'late-system', says: '{index}', ...OWN }, refuses: [said(HI, { role: 'system', content: 'x' })], told: '1', accepts: [said({ role: 'system', content: 'x' }, HI)] },
  { rule: { rule: 'wrong-order', pairs: [['tool', 'user']], says: '{role} after {before}', ...OWN }, refuses: [said(HI, CALLING, RESULT, HI)], told: 'user after tool', accepts: [said(HI, CALLING, RESULT), said(HI, HI)] },
  { rule: { rule: 'wrong-last-role', known: ['user'], says: '{role}', ...OWN }, refuses: [said(HI, { role: 'assistant', content: 'x' })], told: 'assistant', accepts: [said(HI)] },
  { rule: { rule: 'no-user-message', says: 'none', ...OWN }, refuses: [said({ role: 'system', content: 'x' })], told: 'none', accepts: [said(HI)] },
  {
    rule: { rule: 'unknown-part', known: ['text'], models: 'text', says: '{type}', ...OWN },
    refuses: [{ seesImages: false, body: { messages: [{ role: 'user', content: [{ type: 'image_url' }] }] } }], told: 'image_url',
    accepts: [said({ role: 'user', content: [{ type: 'image_url' }] }), { seesImages: false, body: { messages: [HI] } }],
  },
  { rule: { rule: 'unknown-part', known: ['text'], says: '{type}', ...OWN }, refuses: [said({ role: 'user', content: [{ type: 'video' }] })], told: 'video', accepts: [said(HI)] },
  { rule: { rule: 'content-in-parts', roles: ['tool'], says: '{role}', ...OWN }, refuses: [said(HI, CALLING, { ...RESULT, content: [{ type: 'text', text: 'x' }] })], told: 'tool', accepts: [said(HI, CALLING, RESULT), said({ role: 'user', content: [] })] },
  { rule: { rule: 'empty-content', roles: ['assistant'], says: '{index}', ...OWN }, refuses: [said(HI, { role: 'assistant', content: null }), said(HI, { role: 'assistant', content: [] })], told: '1', accepts: [said(HI, CALLING, RESULT), said({ role: 'user', content: '' })] },
  { rule: { rule: 'unanswered-call', says: '{ids}', ...OWN }, refuses: [said(HI, CALLING), said(HI, CALLING, HI, RESULT)], told: 'call_1', accepts: [said(HI, CALLING, RESULT)] },
  { rule: { rule: 'stray-result', says: '{id}', ...OWN }, refuses: [said(HI, RESULT), said(HI, CALLING, RESULT, HI, RESULT)], told: 'call_1', accepts: [said(HI, CALLING, RESULT)] },
  { rule: { rule: 'repeated-call-id', says: '{id}', ...OWN }, refuses: [said(HI, CALLING, RESULT, CALLING, RESULT)], told: 'call_1', accepts: [said(HI, CALLING, RESULT)] },
  { rule: { rule: 'call-id-form', pattern: /^[a-z]{4}$/u, says: '{id}', ...OWN }, refuses: [said(HI, CALLING), said(HI, RESULT)], told: 'call_1', accepts: [said(HI, called({ id: 'call' }), { ...RESULT, tool_call_id: 'call' })] },
  {
    rule: { rule: 'arguments-form', says: '{name}', ...OWN },
    refuses: [said(HI, called({ function: { name: 'read', arguments: '' } })), said(HI, called({ function: { name: 'read', arguments: {} } })), said(HI, called({ function: { name: 'read', arguments: '{' } }))],
    told: 'read', accepts: [said(HI, CALLING)],
  },
  {
    rule: { rule: 'json-unsaid', says: 'unsaid', ...OWN }, refuses: [body({ response_format: { type: 'json_object' } })], told: 'unsaid',
    accepts: [body({ response_format: { type: 'json_object' }, messages: [{ role: 'user', content: 'As JSON.' }] }), body({ response_format: { type: 'text' } }), body({})],
  },
]

const TOOL_ROWS: readonly RuleRow[] = [
  {
    rule: { rule: 'tool-name-form', pattern: /^[a-z]{1,8}$/u, says: '{name}', ...OWN },
    refuses: [body({ tools: [tool('read.it')] }), said(HI, called({ function: { name: 'READ', arguments: '{}' } })), body({ tools: [READ], tool_choice: { type: 'tool', name: 'read it' } })],
    told: 'read.it', accepts: [body(FORCED), body({ tools: [READ], tool_choice: 'required' })],
  },
  { rule: { rule: 'repeated-tool-name', says: '{name}', ...OWN }, refuses: [body({ tools: [READ, READ] })], told: 'read', accepts: [body({ tools: [READ, tool('write')] })] },
  {
    rule: { rule: 'unknown-tool-member', known: ['name', 'parameters'], says: '{name} {index}', ...OWN },
    refuses: [body({ tools: [{ type: 'function', function: { ...READ.function, strict: true } }] })], told: 'strict 0', accepts: [body({ tools: [READ] }), body({ tools: [{ type: 'web_search', web_search: { enable: true } }] })],
  },
  {
    rule: { rule: 'schema-of-no-object', says: '{name} {type}', ...OWN }, refuses: [body({ tools: [tool('a', { type: 'string' })] }), body({ tools: [{ type: 'function', function: { name: 'a' } }] }), body({ tools: [tool('a', { type: 'object' })] })],
    told: 'a string', accepts: [body({ tools: [READ] }), body({ tools: [{ type: 'web_search_20250305', name: 'web_search' }] }), body({ tools: [{ name: 'a', input_schema: SCHEMA }] })],
  },
  {
    rule: { rule: 'refused-keyword', keywords: ['const'], says: '{tool} {path} {keyword}', ...OWN },
    refuses: [body({ tools: [tool('a', { type: 'object', properties: { x: { items: [{ const: 1 }] } } })] })], told: 'a parameters.properties.x.items const',
    accepts: [body({ tools: [tool('a', { type: 'object', properties: { const: { type: 'string', enum: [{ const: 1 }] } } })] })],
  },
  {
    rule: { rule: 'ambiguous-schema', says: '{path}: {why}', ...OWN },
    refuses: [body({ tools: [tool('a', { type: 'object', anyOf: [] })] }), body({ tools: [tool('a', { properties: { x: { $ref: '#', title: 'x' } } })] })],
    told: 'parameters: when using anyOf, type should be defined in anyOf items instead of the parent schema',
    accepts: [body({ tools: [tool('a', { anyOf: [{ type: 'object' }] })] }), body({ tools: [tool('a', { properties: { x: { $ref: '#' } } })] })],
  },
  { rule: { rule: 'forced-tool', while: 'thinking', says: 'forced', ...OWN }, refuses: [thinking(body(FORCED)), thinking(body({ tool_choice: { type: 'any' } }))], told: 'forced', accepts: [body(FORCED), thinking(body({ tool_choice: 'auto' }))] },
  { rule: { rule: 'forced-tool', while: 'always', says: 'forced', ...OWN }, refuses: [body(FORCED), body({ tool_choice: 'none' })], told: 'forced', accepts: [body({ tool_choice: 'auto' }), body({})] },
  { rule: { rule: 'unknown-forced-tool', says: '{name}', ...OWN }, refuses: [body({ ...FORCED, tools: [] })], told: 'read', accepts: [body(FORCED), body({ tool_choice: 'required' })] },
]

const REASONED = { ...CALLING, reasoning_content: 'I must.' } as const

const REASONING_ROWS: readonly RuleRow[] = [
  { rule: { rule: 'whole-while-thinking', says: 'whole', ...OWN }, refuses: [thinking(body({}))], told: 'whole', accepts: [thinking(body({ stream: true })), body({})] },
  { rule: { rule: 'tools-while-thinking', says: '{model}', ...OWN }, refuses: [thinking(body({ tools: [READ] }))], told: 'm', accepts: [body({ tools: [READ] }), thinking(body({}))] },
  {
    rule: { rule: 'missing-reasoning', turns: 'tool', says: '{index}', ...OWN }, refuses: [thinking(said(HI, CALLING, RESULT)), thinking(said(HI, { ...CALLING, reasoning_content: '' }, RESULT))], told: '1',
    accepts: [said(HI, CALLING, RESULT), thinking(said(HI, REASONED, RESULT)), thinking(said(HI, { role: 'assistant', content: 'x' }))],
  },
  { rule: { rule: 'missing-reasoning', turns: 'all', says: '{index}', ...OWN }, refuses: [thinking(said(HI, { role: 'assistant', content: 'x' }))], told: '1', accepts: [thinking(said(HI, { role: 'assistant', content: 'x', reasoning_content: ' ' }))] },
  {
    rule: { rule: 'missing-call-signature', member: 'thought_signature', says: '{name}', ...OWN }, refuses: [said(HI, CALLING, RESULT)], told: 'read',
    accepts: [said(HI, signed('any'), RESULT), said(HI, CALLING, RESULT, { role: 'assistant', content: 'x' }, HI)],
  },
  {
    rule: { rule: 'wrong-call-signature', member: 'thought_signature', standIns: ['stand-in'], says: '{name}', ...OWN }, refuses: [said(HI, signed('any'), RESULT)], told: 'read',
    accepts: [said(HI, signed('stand-in'), RESULT), said(HI, signed(callSignatureOf('read', '{ "path": "a" }')), RESULT), said(HI, CALLING, RESULT)],
  },
]

const GOOD_THOUGHT = thought('hm', signatureOf('hm'))
const BUDGET = { thinking: { type: 'enabled', budget_tokens: 50 } } as const

const BLOCK_ROWS: readonly RuleRow[] = [
  { rule: { rule: 'wrong-first-role', says: '{role}', ...OWN }, refuses: [said({ role: 'assistant', content: 'x' })], told: 'assistant', accepts: [said({ role: 'system', content: 'x' }, HI)] },
  { rule: { rule: 'same-role-twice', says: '{role}', ...OWN }, refuses: [said(HI, HI), said(HI, { role: 'system', content: 'x' }, HI)], told: 'user', accepts: [said(HI, USING, ANSWERING)] },
  { rule: { rule: 'unknown-block-member', known: { text: ['type', 'text'] }, says: '{type}.{name}', ...OWN }, refuses: [said(blocks('user', { type: 'text', text: 'x', y: 1 }))], told: 'text.y', accepts: [said(HI)] },
  { rule: { rule: 'empty-text', says: '{message}', ...OWN }, refuses: [said(HI, blocks('user', { type: 'text', text: ' ' }))], told: '1', accepts: [said(HI, USING)] },
  { rule: { rule: 'unanswered-use', says: '{ids}', ...OWN }, refuses: [said(HI, USING), said(HI, USING, HI)], told: 'toolu_1', accepts: [said(HI, USING, ANSWERING), said(HI, USING, { role: 'system', content: 'x' }, ANSWERING)] },
  { rule: { rule: 'stray-use-result', says: '{id}', ...OWN }, refuses: [said(ANSWERING), said(HI, USING, ANSWERING, HI, ANSWERING)], told: 'toolu_1', accepts: [said(HI, USING, ANSWERING)] },
  { rule: { rule: 'late-result', says: '{message}', ...OWN }, refuses: [said(HI, USING, blocks('user', { type: 'text', text: 'x' }, USE_RESULT))], told: '2', accepts: [said(HI, USING, blocks('user', USE_RESULT, { type: 'text', text: 'x' })), said(HI)] },
  { rule: { rule: 'wrong-signature', says: '{message}.{index}', ...OWN }, refuses: [said(HI, blocks('assistant', thought('hm', ''))), said(HI, blocks('assistant', thought('no', signatureOf('hm'))))], told: '1.0', accepts: [said(HI, blocks('assistant', GOOD_THOUGHT))] },
  {
    rule: { rule: 'thinking-not-first', says: '{type}', ...OWN }, refuses: [body({ ...BUDGET, messages: [HI, USING, ANSWERING] })], told: 'tool_use',
    accepts: [body({ messages: [HI, USING, ANSWERING] }), body({ ...BUDGET, messages: [HI, blocks('assistant', GOOD_THOUGHT, USE), ANSWERING] }), body({ ...BUDGET, messages: [HI] })],
  },
  {
    rule: { rule: 'missing-thinking', says: '{message}', ...OWN }, refuses: [thinking(said(HI, USING, ANSWERING)), thinking(said(HI, blocks('assistant', thought('', ''), USE), ANSWERING))], told: '1',
    accepts: [said(HI, USING, ANSWERING), thinking(said(HI, blocks('assistant', thought('hm', ''), USE), ANSWERING))],
  },
  { rule: { rule: 'budget-above-limit', says: '{budget} {limit}', ...OWN }, refuses: [body({ ...BUDGET, max_tokens: 50 })], told: '50 50', accepts: [body({ ...BUDGET, max_tokens: 51 }), body({ max_tokens: 1 })] },
  { rule: { rule: 'ends-with-assistant', says: 'ends', ...OWN }, refuses: [said(HI, USING)], told: 'ends', accepts: [said(HI)] },
  { rule: { rule: 'trailing-space', says: 'space', ...OWN }, refuses: [said(HI, { role: 'assistant', content: 'x ' })], told: 'space', accepts: [said(HI, { role: 'assistant', content: 'x' }), said({ role: 'user', content: 'x ' })] },
  {
    rule: { rule: 'too-many-cache-marks', maximum: 1, says: '{count}', ...OWN }, refuses: [body({ cache_control: {}, messages: [{ ...HI, cache_control: {} }] })], told: '2',
    accepts: [body({ cache_control: {}, tools: [{ cache_control: null }] })],
  },
]

export const RULE_ROWS: readonly RuleRow[] = [...MEMBER_ROWS, ...MESSAGE_ROWS, ...TOOL_ROWS, ...REASONING_ROWS, ...BLOCK_ROWS]
