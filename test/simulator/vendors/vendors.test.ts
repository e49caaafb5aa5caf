/** Simulated vendors as servers: each takes a conversation in its own words, and refuses in its own words what it does not take. */

import { describe, expect, test } from 'vitest'
import { keyOf } from '../../../src/simulator/vendors/chat-rules.ts'
import { SECOND_ADDRESSES, VENDORS } from '../../../src/simulator/vendors/index.ts'
import { startVendor, type RunningVendor } from '../../../src/simulator/vendors/start-vendor.ts'
import { signOf } from '../../../src/simulator/vendors/vendor-model-answer.ts'
import type { Vendor } from '../../../src/simulator/vendors/vendor.ts'
import { closesAfterTest } from '../../support/closes-after-test.ts'
import { REFUSAL_ROWS } from './refusal-rows.ts'
import { CALL, SCHEMA } from './requests.ts'

type Json = Record<string, unknown>

const ALL = [...VENDORS, ...SECOND_ADDRESSES]

const vendorOf = (name: string): Vendor => {
  const vendor = ALL.find(each => each.name === name)
  if (vendor === undefined) throw new Error(`no vendor ${name}`)
  return vendor
}

const start = async (vendor: Vendor): Promise<RunningVendor> => await closesAfterTest(startVendor(vendor))

/** A header that is empty is left out. */
const post = async ({ baseUrl, vendor }: RunningVendor, body: object, headers: Record<string, string> = {}): Promise<Response> => {
  const isOpenAi = vendor.wire === 'openai-chat'
  const key = keyOf(vendor.name)
  const isBearer = isOpenAi || vendor.rules.some(rule => rule.rule === 'wrong-key' && rule.header === 'authorization')
  const usual = { ...(isBearer ? { authorization: `Bearer ${key}` } : { 'x-api-key': key }), ...(!isOpenAi && { 'anthropic-version': '2023-06-01' }) }
  const sent = Object.entries({ 'content-type': 'application/json', ...usual, ...headers }).filter(([, value]) => value !== '')
  return await fetch(baseUrl + (isOpenAi ? '/chat/completions' : '/v1/messages'), { method: 'POST', headers: Object.fromEntries(sent), body: JSON.stringify(body) })
}

const TASK = 'Read the file a.txt and run the command `ls`. Then read the file b.txt.'
const TOOLS = [['read_file', 'path'], ['run_command', 'command']].map(([name = '', member = '']) => ({ name, schema: { type: 'object', properties: { [member]: { type: 'string' } }, required: [member] } }))

/** What a vendor wants beside messages so that it neither thinks where it may not nor misses a limit. */
const USUAL: Readonly<Record<string, object>> = {
  qwen: { enable_thinking: false },
  openai: { reasoning_effort: 'none' },
  anthropic: { max_tokens: 1000, thinking: { type: 'adaptive' } },
  'deepseek-messages': { max_tokens: 1000 },
  'kimi-messages': { max_tokens: 1000 },
  'glm-messages': { max_tokens: 1000 },
  'strict-anthropic': { max_tokens: 1000, thinking: { type: 'adaptive' } },
}

/** The conversation in the vendor's own wire: what it said goes back as it was. */
const OWN_WORDS = {
  'openai-chat': {
    tools: TOOLS.map(({ name, schema }) => ({ type: 'function', function: { name, parameters: schema } })),
    said: (answer: Json): Json => (answer['choices'] as { message: Json }[])[0]?.message ?? {},
    calls: (message: Json): readonly string[] => (message['tool_calls'] as { id: string }[] | undefined ?? []).map(({ id }) => id),
    results: (ids: readonly string[]): readonly object[] => ids.map(id => ({ role: 'tool', tool_call_id: id, content: 'done' })),
    text: (message: Json): string => String(message['content']),
  },
  'anthropic-messages': {
    tools: TOOLS.map(({ name, schema }) => ({ name, input_schema: schema })),
    said: ({ content }: Json): Json => ({ role: 'assistant', content }),
    calls: ({ content }: Json): readonly string[] => (content as { type: string, id: string }[]).filter(({ type }) => type === 'tool_use').map(({ id }) => id),
    results: (ids: readonly string[]): readonly object[] => [{ role: 'user', content: ids.map(id => ({ type: 'tool_result', tool_use_id: id, content: 'done' })) }],
    text: ({ content }: Json): string => (content as { text?: string }[]).map(({ text = '' }) => text).join(''),
  },
} as const

describe.each(ALL)('$name', (vendor) => {
  const [model] = vendor.models
  const words = OWN_WORDS[vendor.wire]
  const usual = { model: model?.id, ...USUAL[vendor.name] }

  test.each([false, true])('a plain question, streamed: %s, is answered with the vendor\'s sign', async (stream) => {
    const response = await post(await start(vendor), { ...usual, stream, messages: [{ role: 'user', content: 'Hi' }] })
    const text = await response.text()
    expect([response.status, text]).toEqual([200, expect.stringContaining(stream ? 'simulated' : signOf(vendor.name))])
    expect(response.headers.get('content-type')).toContain(stream ? 'text/event-stream' : 'application/json')
  })

  test('a piece of work, when its own words go back to it, takes two rounds of tools and is told in the end', async () => {
    const running = await start(vendor)
    const messages: object[] = [{ role: 'user', content: TASK }]
    const rounds: number[] = []
    let last: Json = {}
    for (let round = 0; round < 3; round++) {
      const response = await post(running, { ...usual, messages, tools: words.tools })
      expect([response.status, running.refusals.map(({ rule, message }) => `${rule}: ${message}`)]).toEqual([200, []])
      last = words.said(await response.json() as Json)
      const ids = words.calls(last)
      rounds.push(ids.length)
      messages.push(last, ...ids.length === 0 ? [] : words.results(ids))
    }
    expect(rounds).toEqual([2, 1, 0])
    expect(words.text(last)).toBe(`${signOf(vendor.name)} The tools said: done\ndone\ndone`)
  })

  test('its models, when they are listed, are there', async () => {
    const { data } = await (await fetch(`${(await start(vendor)).baseUrl}/models`)).json() as { data: { id: string }[] }
    expect(data.map(({ id }) => id)).toEqual(vendor.models.map(({ id }) => id))
  })

  test('requests that are none, when they come, are refused and told apart', async () => {
    const running = await start(vendor)
    const statuses = [await post(running, { model: 'no-such' }), await post(running, { model: 'no-such', messages: [] }), await fetch(`${running.baseUrl}/nothing`), await post(running, { ...usual, messages: [{ role: 'user', content: 'Hi' }] }, { authorization: 'Bearer no', 'x-api-key': 'no' })]
    expect(statuses.map(({ status }) => status)).toEqual([400, 404, 404, 401])
    expect(running.refusals.map(({ rule }) => rule)).toEqual(['no-json', 'no-such-model', 'no-such-path', 'wrong-key'])
    running.forget()
    expect([...running.requests, ...running.refusals]).toEqual([])
  })
})

test.each([['anthropic', ''], ['kimi-messages', 'The simulated kimi-messages thinks about round 0.']])('thinking of %s, when a client does not want its words, is told as "%s"', async (name, thinking) => {
  const vendor = vendorOf(name)
  const response = await post(await start(vendor), { model: vendor.models[0]?.id, max_tokens: 1000, thinking: { type: 'adaptive', display: 'omitted' }, messages: [{ role: 'user', content: 'Hi' }] })
  expect(await response.json()).toMatchObject({ content: [{ type: 'thinking', thinking, signature: expect.stringMatching(/=$/) as unknown }, { type: 'text' }] })
})

describe.each(REFUSAL_ROWS)('$vendor', ({ vendor: name, rule, model, lacks, body, status = 400, says }) => {
  test(`a request, when it breaks ${rule}, is refused in the vendor's own words and form`, async () => {
    const vendor = vendorOf(name)
    const running = await start(vendor)
    const response = await post(running, { model: model ?? vendor.models[0]?.id, messages: [{ role: 'user', content: 'Hi' }], ...USUAL[name], ...body }, lacks === undefined ? {} : { [lacks]: '' })
    expect(running.refusals.map(refusal => refusal.rule)).toEqual([rule])
    expect([response.status, await response.json()]).toEqual([status, says])
  })
})

test('rules of one vendor, when they are counted, are each told by a row', () => {
  const shared = new Set(vendorOf('openrouter').rules.map(({ rule }) => rule))
  const told = new Set(REFUSAL_ROWS.map(({ vendor, rule }) => `${vendor} ${rule}`))
  const own = VENDORS.filter(({ name }) => !name.startsWith('strict-') && name !== 'openrouter')
    .flatMap(({ name, rules }) => [...new Set(rules.map(({ rule }) => rule))].filter(rule => !shared.has(rule)).map(rule => `${name} ${rule}`))
  expect(own.filter(each => !told.has(each))).toEqual([])
})

test('an unanswered call, when any vendor of the wire sees one, is refused', async () => {
  for (const vendor of VENDORS.filter(({ wire }) => wire === 'openai-chat')) {
    const id = vendor.quirks.includes('call-ids-of-nine') ? 'abcdefghi' : 'call_1'
    const calling = { role: 'assistant', content: null, reasoning_content: 'hm', tool_calls: [{ ...CALL, id, extra_content: { google: { thought_signature: 'skip_thought_signature_validator' } } }] }
    const running = await start(vendor)
    const { reasoning_content: _hidden, ...silent } = calling
    const isSilent = vendor.rules.some(({ rule }) => rule === 'unknown-message-member') && vendor.name !== 'glm'
    await post(running, { model: vendor.models[0]?.id, ...USUAL[vendor.name], messages: [{ role: 'user', content: 'Hi' }, isSilent ? silent : calling, { role: 'user', content: 'Hi' }], tools: [{ type: 'function', function: { name: 'read', parameters: SCHEMA } }] })
    expect([vendor.name, running.refusals.map(({ rule }) => rule)]).toEqual([vendor.name, ['unanswered-call']])
  }
})
