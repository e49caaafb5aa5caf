/** What the client is told of what was asked for in place of what it asked for, and that it is what was sent. */

import { describe, expect, it } from 'vitest'
import type { ChatRequest, Wire } from '../../src/chat/request.ts'
import type { Compat } from '../../src/config/compat.ts'
import type { DialectName, Target } from '../../src/config/target.ts'
import { MemberEdits } from '../../src/providers/member-edits.ts'
import { substitutions } from '../../src/providers/substitutions.ts'
import { unmetParameters } from '../../src/providers/unmet-parameters.ts'
import { smallRequest } from '../protocols/support.ts'
import { encoded, targetOf } from './support.ts'

const SCHEMA = { type: 'object', properties: { a: { type: 'number' } } }
const TOOLS: Readonly<Record<Wire, readonly object[]>> = {
  'openai-chat': [{ type: 'function', function: { name: 'a', parameters: SCHEMA } }, { type: 'function', function: { name: 'b', parameters: SCHEMA } }],
  'anthropic-messages': [{ name: 'a', input_schema: SCHEMA }, { name: 'b', input_schema: SCHEMA }],
  'openai-responses': [],
}
const schemaFormat = (wire: Wire): object => wire === 'anthropic-messages'
  ? { output_config: { format: { type: 'json_schema', schema: SCHEMA } } }
  : { response_format: { type: 'json_schema', json_schema: { name: 'x', schema: SCHEMA } } }
const forced = (wire: Wire, name?: string): object => {
  if (wire === 'anthropic-messages') return { tools: TOOLS[wire], tool_choice: name === undefined ? { type: 'any' } : { type: 'tool', name } }
  return { tools: TOOLS[wire], tool_choice: name === undefined ? 'required' : { type: 'function', function: { name } } }
}
const image = (wire: Wire): object => ({
  messages: [{ role: 'user', content: [wire === 'anthropic-messages' ? { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } } : { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }] }],
})

const WIRES = ['openai-chat', 'anthropic-messages'] as const
const DIALECTS = ['openai', 'anthropic'] as const
const PAIRS = WIRES.flatMap(wire => DIALECTS.map(dialect => [wire, dialect] as const))

const told = (wire: Wire, dialect: DialectName, members: object, compat: Compat = {}, facts: Partial<Target> = {}): { notes: readonly string[], sent: string } => {
  const request = smallRequest(wire, members)
  const target = targetOf(dialect, compat, facts)
  return { notes: substitutions(request, target), sent: encoded(request, target).text }
}

describe.each(PAIRS)('from %s to %s, what is told', (wire, dialect) => {
  it('nothing, where all is taken', () => {
    expect(told(wire, dialect, { ...schemaFormat(wire), ...forced(wire, 'a') }).notes).toEqual([])
    expect(told(wire, dialect, image(wire)).notes).toEqual([])
  })

  it('a schema, where only JSON is taken, and where nothing is: it is asked for in the prompt', () => {
    const half = told(wire, dialect, schemaFormat(wire), { structuredOutput: 'json-object' })
    expect(half.notes).toEqual([`response_format json_schema asked for in the prompt: target has ${dialect === 'openai' ? 'json_object only' : 'none'}`])
    const none = told(wire, dialect, schemaFormat(wire), { structuredOutput: 'none' })
    expect(none.notes).toEqual(['response_format json_schema asked for in the prompt: target has none'])
    for (const { sent } of [half, none]) {
      expect(sent).toContain('conforms to this JSON Schema')
      expect(sent).not.toContain('json_schema')
    }
  })

  it('a tool that must be called, where nobody can be forced: it is the only one', () => {
    const one = told(wire, dialect, forced(wire, 'b'), { toolChoice: 'auto-only' })
    expect(one.notes).toEqual(['tool_choice of one tool asked for as auto with no other tool: target cannot be forced'])
    expect((JSON.parse(one.sent) as { tools: unknown[] }).tools).toHaveLength(1)
    const any = told(wire, dialect, forced(wire), { toolChoice: 'auto-only' })
    expect(any.notes).toEqual(['tool_choice required asked for as auto: target cannot be forced'])
    expect((JSON.parse(any.sent) as { tools: unknown[] }).tools).toHaveLength(2)
    for (const { sent } of [one, any]) expect(['auto', { type: 'auto' }]).toContainEqual((JSON.parse(sent) as { tool_choice: unknown }).tool_choice)
  })

  it('a tool that must be called, where thinking excludes it: thinking is off', () => {
    const compat: Compat = { toolChoice: 'auto-while-reasoning', reasoningSwitch: dialect === 'openai' ? 'thinking-type' : 'anthropic-thinking' }
    const { notes, sent } = told(wire, dialect, forced(wire, 'b'), compat)
    expect(notes).toEqual(['reasoning switched off: target cannot be forced to call a tool while it reasons'])
    expect((JSON.parse(sent) as { thinking: unknown }).thinking).toEqual({ type: 'disabled' })
    expect(told(wire, dialect, { ...forced(wire, 'b'), thinking: { type: 'disabled' } }, compat).notes).toEqual([])
  })

  it('a longer answer than the target writes: it is lowered', () => {
    const { notes, sent } = told(wire, dialect, { max_tokens: 128_000 }, {}, { maxOutputTokens: 8_192 })
    expect(notes).toEqual(['max_tokens 128000 lowered to 8192'])
    expect((JSON.parse(sent) as { max_tokens: unknown }).max_tokens).toBe(8_192)
  })

  it('a picture, where nobody sees it: it is text', () => {
    const { notes, sent } = told(wire, dialect, image(wire), { imageInput: 'text-placeholder' })
    expect(notes).toEqual(['images replaced by text: target cannot see them'])
    expect(sent).toContain('image left out')
    expect(sent).not.toContain('AAAA')
  })
})

describe('what is told besides', () => {
  it('JSON without a schema: is asked for in the prompt where the wire has no word for it', () => {
    const members = { response_format: { type: 'json_object' } }
    expect(told('openai-chat', 'openai', members).notes).toEqual([])
    expect(told('openai-chat', 'openai', members, { structuredOutput: 'none' }).notes).toEqual(['response_format json_object asked for in the prompt: target has none'])
    const { notes, sent } = told('openai-chat', 'anthropic', members)
    expect(notes).toEqual(['response_format json_object asked for in the prompt: target has none'])
    expect(sent).toContain('Answer with one JSON object')
    expect(told('openai-chat', 'anthropic', { response_format: { type: 'text' } }).notes).toEqual([])
  })

  it('thinking that a provider keeps for streams: is told to who asked for it', () => {
    const compat: Compat = { reasoningNeedsStream: true, reasoningSwitch: 'enable_thinking' }
    expect(told('openai-chat', 'openai', { reasoning_effort: 'high' }, compat).notes).toEqual(['reasoning switched off: target cannot reason in this request'])
    expect(told('openai-chat', 'openai', {}, compat).notes).toEqual([])
    expect(told('openai-chat', 'openai', { reasoning_effort: 'high', stream: true }, compat).notes).toEqual([])
  })

  it('thinking and a forced tool from another wire: exclude each other on Anthropic\'s', () => {
    const { notes } = told('openai-chat', 'anthropic', { ...forced('openai-chat', 'a'), reasoning_effort: 'high' }, { reasoningSwitch: 'anthropic-adaptive' })
    expect(notes).toEqual(['reasoning switched off: target cannot be forced to call a tool while it reasons'])
  })

  it('a client of the Responses wire: is told of its limit alone, because the rest is its own bytes', () => {
    const request: ChatRequest = smallRequest('openai-chat', { max_tokens: 100_000, ...schemaFormat('openai-chat') })
    expect(substitutions(request, targetOf('openai-responses', { structuredOutput: 'none' }, { maxOutputTokens: 10 }))).toEqual(['max_tokens 100000 lowered to 10'])
  })

  it('every note: fits into a header', () => {
    const notes = told('openai-chat', 'openai', { ...schemaFormat('openai-chat'), ...forced('openai-chat', 'a'), ...image('openai-chat'), max_tokens: 99_999 }, { structuredOutput: 'none', toolChoice: 'auto-only', imageInput: 'text-placeholder' }, { maxOutputTokens: 5 }).notes
    expect(notes).toHaveLength(4)
    for (const note of notes) expect(note).toMatch(/^[\x20-\x7e]{1,120}$/)
  })
})

describe('the Anthropic wire, its own words edited', () => {
  const own = (members: object, compat: Compat): Record<string, unknown> => encoded(smallRequest('anthropic-messages', members), targetOf('anthropic', compat)).body as Record<string, unknown>
  const INSTRUCTION = expect.stringContaining('conforms to this JSON Schema') as unknown

  it('a schema in the prompt: stands after the system text, whatever form that has', () => {
    const format = schemaFormat('anthropic-messages')
    expect(own({ ...format }, { structuredOutput: 'none' })).toMatchObject({ system: INSTRUCTION })
    expect(own({ ...format, system: 'Be short.' }, { structuredOutput: 'none' })['system']).toMatch(/^Be short\.\n\nAnswer with one JSON value/)
    expect(own({ ...format, system: [{ type: 'text', text: 'Be short.' }] }, { structuredOutput: 'none' })).toMatchObject({ system: [{ type: 'text', text: 'Be short.' }, { type: 'text', text: INSTRUCTION }] })
  })

  it('what else stands in output_config: stays, and an older place of the format goes', () => {
    const body = own({ output_config: { effort: 'low', format: { type: 'json_schema', schema: SCHEMA } } }, { structuredOutput: 'none' })
    expect(body['output_config']).toEqual({ effort: 'low' })
    expect(own(schemaFormat('anthropic-messages'), { structuredOutput: 'none' })).not.toHaveProperty('output_config')
    const older = own({ output_format: { type: 'json_schema', schema: SCHEMA } }, { structuredOutput: 'json-object' })
    expect(older).not.toHaveProperty('output_format')
    expect(older['system']).toEqual(INSTRUCTION)
  })

  it('an effort in another form: stays beside a format that goes', () => {
    const body = own({ thinking: { type: 'enabled', budget_tokens: 50 }, output_config: { format: { type: 'json_schema', schema: SCHEMA } } }, { structuredOutput: 'none', reasoningSwitch: 'anthropic-adaptive' })
    expect(body).toMatchObject({ thinking: { type: 'adaptive' }, output_config: { effort: 'low' } })
    expect(body['output_config']).not.toHaveProperty('format')
  })

  it('a forced tool that nobody declares: forces nobody, and leaves the tools', () => {
    expect(own(forced('anthropic-messages', 'c'), { toolChoice: 'auto-only' })).toMatchObject({ tools: TOOLS['anthropic-messages'], tool_choice: { type: 'auto' } })
  })

  it('no tool at all: takes the tools away where no choice is understood', () => {
    const body = own({ tools: TOOLS['anthropic-messages'], tool_choice: { type: 'none' } }, { toolChoice: 'auto-only' })
    expect([body['tools'], body['tool_choice']]).toEqual([undefined, undefined])
  })

  it('pictures in what a tool showed: are text as well, and what is no block stays', () => {
    const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }
    const messages = [
      { role: 'user', content: 'Look.' },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x', content: [picture, { type: 'text', text: 'here' }] }, { type: 'tool_result', tool_use_id: 'y', content: 'words' }, 7] },
    ]
    expect(own({ messages }, { imageInput: 'text-placeholder' })['messages']).toEqual([
      messages[0],
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x', content: [{ type: 'text', text: '[image left out, this model cannot see it]' }, { type: 'text', text: 'here' }] }, { type: 'tool_result', tool_use_id: 'y', content: 'words' }, 7] },
    ])
  })
})

describe('what a target cannot take', () => {
  const unmet = (wire: Wire, dialect: DialectName, members: object, compat: Compat = {}, facts: Partial<Target> = {}): readonly string[] =>
    unmetParameters(smallRequest(wire, members), targetOf(dialect, compat, facts))

  it.each(PAIRS)('from %s to %s, nothing special: is nothing', (wire, dialect) => {
    expect(unmet(wire, dialect, { temperature: 1, metadata: { user_id: 'x' } })).toEqual([])
  })

  it.each<[string, object, Compat, Partial<Target>, readonly string[]]>([
    ['a refused field', { temperature: 1, top_p: null }, { droppedFields: ['temperature', 'top_p', 'seed'] }, {}, ['temperature']],
    ['a schema that goes into the prompt', schemaFormat('openai-chat'), { structuredOutput: 'json-object' }, {}, ['response_format']],
    ['a tool that cannot be forced', forced('openai-chat', 'a'), { toolChoice: 'auto-only' }, {}, ['tool_choice']],
    ['thinking of one that never does', { reasoning_effort: 'high' }, {}, { capabilities: new Set(['tools'] as const) }, ['reasoning']],
    ['a search by one that cannot', { web_search_options: {} }, {}, { capabilities: new Set(['tools'] as const) }, ['web_search']],
    ['a schema for one that has none', schemaFormat('openai-chat'), {}, { capabilities: new Set(['tools'] as const) }, ['response_format']],
    ['a wish that nobody hears', { provider: { zdr: true, data_collection: 'deny', quantizations: null, sort: 'price' } }, {}, {}, ['provider.zdr', 'provider.data_collection']],
    ['a wish that a marketplace hears', { provider: { zdr: true } }, { understandsRoutingFields: true }, {}, []],
  ])('%s: is told by name', (_, members, compat, facts, expected) => { expect(unmet('openai-chat', 'openai', members, compat, facts)).toEqual(expected) })

  it('members that the other wire has no word for: are told', () => {
    expect(unmet('openai-chat', 'anthropic', { seed: 7, logprobs: true, user: 'someone' })).toEqual(['seed', 'logprobs'])
    expect(unmet('anthropic-messages', 'openai', { top_k: 5, container: 'x' })).toEqual(['top_k', 'container'])
  })

  it('a target with the client\'s own wire as well: is judged on that', () => {
    const other = targetOf('anthropic', {})
    expect(unmetParameters(smallRequest('anthropic-messages', { top_k: 5 }), targetOf('openai', {}, { otherWires: new Map([['anthropic-messages', other]]) }))).toEqual([])
  })
})

describe('MemberEdits', () => {
  it('a member that was set, removed or left alone: is told as it will be sent', () => {
    const edits = new MemberEdits(smallRequest('openai-chat', { seed: 1, user: 'x' }))
    edits.set('seed', 2)
    edits.remove('user')
    expect([edits.latest('seed'), edits.latest('user'), edits.latest('model'), edits.latest('stop')]).toEqual([2, undefined, 'auto', undefined])
  })
})

describe('OpenRouter\'s members in what is sent', () => {
  const members = { models: ['x/y'], route: 'fallback', usage: { include: true }, transforms: ['middle-out'], session_id: 's', provider: { order: ['acme'], only: ['acme'], ignore: ['b'], sort: 'price', data_collection: 'deny' } }

  it('a provider that does not know them: sees none, and what nobody hears is told', () => {
    const { body, dropped } = encoded(smallRequest('openai-chat', members), targetOf('openai'))
    for (const name of Object.keys(members)) expect(body).not.toHaveProperty(name)
    expect(dropped).toEqual(['provider.data_collection'])
  })

  it('a provider that knows them: sees what does not name this router\'s own providers and models', () => {
    const { body, dropped } = encoded(smallRequest('openai-chat', members), targetOf('openai', { understandsRoutingFields: true }))
    expect(body).toMatchObject({ usage: { include: true }, transforms: ['middle-out'], provider: { sort: 'price', data_collection: 'deny' } })
    for (const name of ['models', 'route', 'session_id']) expect(body).not.toHaveProperty(name)
    expect([Object.keys(body['provider'] as object), dropped]).toEqual([['sort', 'data_collection'], []])
  })

  it('a provider that knows them and is only named: sees nothing, and what is untouched stays byte for byte', () => {
    const compat: Compat = { understandsRoutingFields: true }
    expect(encoded(smallRequest('openai-chat', { provider: { only: ['acme'] } }), targetOf('openai', compat)).body).not.toHaveProperty('provider')
    expect(encoded(smallRequest('openai-chat', { usage: { include: true } }), targetOf('openai', compat)).text).toContain('"usage":{"include":true}')
    expect(encoded(smallRequest('openai-chat', { provider: 'odd' }), targetOf('openai', compat)).body).toMatchObject({ provider: 'odd' })
  })
})
