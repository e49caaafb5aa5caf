/** What a provider demands of a history: ids in its form, nobody but the assistant behind tools, no members that it does not know. */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/chat/request.ts'
import type { Compat } from '../../src/config/compat.ts'
import { substitutions } from '../../src/providers/substitutions.ts'
import { requestFrom, smallRequest } from '../protocols/support.ts'
import { encoded, targetOf } from './support.ts'

const NINE: Compat = { toolCallIdFormat: 'nine-alphanumeric' }
const BRIDGES: Compat = { bridgesToolResults: true }
const NOTE = 'assistant message "OK." put behind tool results: target lets nobody else speak there'
const OK = { role: 'assistant', content: 'OK.' }

const user = { role: 'user', content: 'x' }
const call = (id: unknown): object => ({ id, type: 'function', function: { name: 'Bash', arguments: '{}' } })
const calling = (...ids: readonly unknown[]): object => ({ role: 'assistant', content: null, tool_calls: ids.map(call) })
const answered = (id: unknown): object => ({ role: 'tool', tool_call_id: id, content: 'done' })
const using = (...ids: readonly string[]): object => ({ role: 'assistant', content: ids.map(id => ({ type: 'tool_use', id, name: 'Bash', input: {} })) })
const giving = (ids: readonly string[], ...others: readonly object[]): object => ({ role: 'user', content: [...ids.map(id => ({ type: 'tool_result', tool_use_id: id, content: 'done' })), ...others] })

type Wire = 'openai-chat' | 'anthropic-messages'

const sent = (wire: Wire, messages: readonly object[], compat: Compat): readonly JsonObject[] =>
  encoded(smallRequest(wire, { messages }), targetOf('openai', compat)).body['messages'] as readonly JsonObject[]

/** Ids of calls and of results, in their order. */
const idsIn = (messages: readonly JsonObject[]): readonly unknown[] =>
  messages.flatMap(message => message['tool_calls'] === undefined ? message['tool_call_id'] ?? [] : (message['tool_calls'] as readonly JsonObject[]).map(({ id }) => id))

const history = (wire: Wire, rounds: readonly (readonly string[])[]): readonly object[] => [
  user, ...rounds.flatMap(ids => wire === 'openai-chat' ? [calling(...ids), ...ids.map(answered)] : [using(...ids), giving(ids)]), { role: 'assistant', content: 'It is done.' }, user,
]

const idsSent = (wire: Wire, rounds: readonly (readonly string[])[], compat: Compat = NINE): readonly unknown[] => idsIn(sent(wire, history(wire, rounds), compat))

describe.each<Wire>(['openai-chat', 'anthropic-messages'])('ids of calls in a history of %s', wire => {
  it('of a form that is not taken: become nine letters and digits, one for a call and its result', () => {
    const [first, second, ...results] = idsSent(wire, [['call_5f3a9c0e7b1d4482a6ce91d0', 'toolu_1']])
    expect(first).toMatch(/^[A-Za-z0-9]{9}$/)
    expect(second).toMatch(/^[A-Za-z0-9]{9}$/)
    expect(first).not.toBe(second)
    expect(results).toEqual([first, second])
  })

  it('as the conversation grows: stay what they were', () => {
    expect(idsSent(wire, [['call_1'], ['call_2']]).slice(0, 2)).toEqual(idsSent(wire, [['call_1']]))
  })

  it('that is taken: stays, and where nothing is demanded every id does', () => {
    expect(idsSent(wire, [['abcDEF123']])).toEqual(['abcDEF123', 'abcDEF123'])
    expect(idsSent(wire, [['call_1']], {})).toEqual(['call_1', 'call_1'])
    expect(idsSent(wire, [['call_1']], { toolCallIdFormat: 'any' })).toEqual(['call_1', 'call_1'])
  })

  it('where another call already has the new one: are kept apart', () => {
    const [fit] = idsSent(wire, [['call_1']])
    const [before, , after] = idsSent(wire, [[String(fit)], ['call_1']])
    expect(before).toBe(fit)
    expect(after).toMatch(/^[A-Za-z0-9]{9}$/)
    expect(after).not.toBe(fit)
  })
})

describe('ids of calls, besides', () => {
  it('that repeat across wires: are told apart in the same form', () => {
    const ids = idsSent('anthropic-messages', [['abcDEF123'], ['abcDEF123']])
    expect(ids.slice(0, 2)).toEqual(['abcDEF123', 'abcDEF123'])
    expect(ids[2]).toMatch(/^[A-Za-z0-9]{9}$/)
    expect(ids[2]).not.toBe('abcDEF123')
    expect(ids[3]).toBe(ids[2])
  })

  it('of one round that fit in part: change where they must, and what is no id stays', () => {
    const ids = idsIn(sent('openai-chat', [user, calling('call_1', 'abcDEF123', undefined), answered('call_1'), answered('abcDEF123')], NINE))
    expect(ids).toEqual([expect.stringMatching(/^[A-Za-z0-9]{9}$/), 'abcDEF123', undefined, ids[0], 'abcDEF123'])
  })
})

describe('results of tools, where the assistant alone may speak behind them', () => {
  const reminder = { type: 'text', text: '<system-reminder>Go on.</system-reminder>' }

  it.each<[string, Wire, readonly object[], readonly string[]]>([
    ['a reminder on the wire of Anthropic', 'anthropic-messages', [user, using('a'), giving(['a'], reminder)], ['user', 'assistant', 'tool', 'assistant', 'user']],
    ['a person on the own wire', 'openai-chat', [user, calling('a'), answered('a'), user], ['user', 'assistant', 'tool', 'assistant', 'user']],
    ['system text on the own wire', 'openai-chat', [user, calling('a'), answered('a'), { role: 'system', content: 'x' }], ['user', 'assistant', 'tool', 'assistant', 'system']],
  ])('%s: follows a short word, and that is told', (_, wire, messages, roles) => {
    const request = smallRequest(wire, { messages })
    const written = sent(wire, messages, BRIDGES)
    expect(written.map(({ role }) => role)).toEqual(roles)
    expect(written[3]).toEqual(OK)
    expect(substitutions(request, targetOf('openai', BRIDGES))).toEqual([NOTE])
    expect(sent(wire, messages, {})).toHaveLength(roles.length - 1)
    expect(substitutions(request, targetOf('openai'))).toEqual([])
  })

  it('a picture that a tool showed: follows it too', () => {
    const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }
    const messages = [user, using('a'), { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: [picture] }] }]
    expect(sent('anthropic-messages', messages, BRIDGES).map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant', 'user'])
    expect(substitutions(smallRequest('anthropic-messages', { messages }), targetOf('openai', BRIDGES))).toEqual([NOTE])
  })

  it.each<[Wire, readonly object[]]>([
    ['openai-chat', [user, calling('a', 'b'), answered('a'), answered('b'), { role: 'assistant', content: 'y' }, user]],
    ['anthropic-messages', [user, using('a', 'b'), giving(['a', 'b']), { role: 'assistant', content: 'y' }, user]],
    ['anthropic-messages', [user, using('a'), giving(['a'])]],
  ])('nobody else, on %s: nothing is put there, and nothing told', (wire, messages) => {
    expect(sent(wire, messages, BRIDGES)).toEqual(sent(wire, messages, {}))
    expect(substitutions(smallRequest(wire, { messages }), targetOf('openai', BRIDGES))).toEqual([])
  })

  it('the note: fits into a header', () => { expect(NOTE).toMatch(/^[\x20-\x7e]{1,120}$/) })
})

describe('members that a provider does not know', () => {
  const declared = (members: object): object => ({ type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} }, ...members } })
  const STRICT: Compat = { droppedToolMembers: ['strict'] }
  const tools = (given: readonly object[], compat: Compat) => {
    const { body, dropped } = encoded(smallRequest('openai-chat', { tools: given }), targetOf('openai', compat))
    return { tools: body['tools'], dropped }
  }

  it('of a tool: are left out, and told where they said something', () => {
    expect(tools([declared({ strict: true }), declared({ description: 'd' })], STRICT)).toEqual({ tools: [declared({}), declared({ description: 'd' })], dropped: ['tools.strict'] })
    expect(tools([declared({ strict: false })], STRICT)).toEqual({ tools: [declared({})], dropped: [] })
    expect(tools([declared({ strict: true })], {})).toEqual({ tools: [declared({ strict: true })], dropped: [] })
  })

  it('of a tool from another wire: are left out as well', () => {
    const request = smallRequest('anthropic-messages', { tools: [{ name: 'f', description: 'd', input_schema: { type: 'object', properties: {} } }] })
    const { body, dropped } = encoded(request, targetOf('openai', { droppedToolMembers: ['strict', 'description'] }))
    expect([body['tools'], dropped]).toEqual([[declared({})], ['tools.description']])
  })

  it('of a message: are left out, and told where they said something', () => {
    const messages = [{ ...user, name: 'Ann' }, { role: 'assistant', content: 'y', refusal: null, annotations: [] }, user]
    const { body, dropped } = encoded(smallRequest('openai-chat', { messages }), targetOf('openai', { droppedMessageMembers: ['name', 'refusal', 'annotations'] }))
    expect(body['messages']).toEqual([user, { role: 'assistant', content: 'y' }, user])
    expect(dropped).toEqual(['messages.name'])
  })

  it('that nobody sent: leave every byte as it is', () => {
    const text = '{ "model":"auto",\n "messages":[ {"role":"user","content":"h\\u0069"},{"role":"assistant","tool_calls":[ {"id":"abcDEF123","type":"function","function":{"name":"f","arguments":"{}"}}]}, {"role":"tool","tool_call_id":"abcDEF123","content":"A"} ],  "tools":[ {"type":"function","function":{"name":"f","parameters":{}}},{"type":"web_search"} ] }'
    const compat: Compat = { ...NINE, ...BRIDGES, ...STRICT, droppedMessageMembers: ['name'], droppedFields: ['store'] }
    expect(encoded(requestFrom('openai-chat', Buffer.from(text)), targetOf('openai', compat)).text).toBe(text.replace('auto', 'model-1'))
  })
})
