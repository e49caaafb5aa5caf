/**
 * One tool loop that moves from vendor to vendor, each of which refuses what the real one refuses: reasoning that is not
 * given back, signatures that are not its own. The clients never send any of it themselves.
 */

import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { VENDORS } from '../../src/simulator/vendors/index.ts'
import type { Vendor } from '../../src/simulator/vendors/vendor.ts'
import { type Heard, hear } from '../support/matrix/heard.ts'
import { askRaw } from '../support/matrix/matrix-router.ts'
import type { ClientWire } from '../support/replies.ts'
import { type SwitchableVendors, startSwitchableVendors } from '../support/switchable-vendors.ts'

type Members = Readonly<Record<string, unknown>>

const vendorNamed = (name: string): Vendor => {
  const vendor = VENDORS.find(each => each.name === name)
  if (vendor === undefined) throw new Error(`there is no simulated ${name}`)
  return vendor
}

const SETUPS = [
  { vendor: vendorNamed('deepseek'), model: 'deepseek-v4-pro' },
  { vendor: vendorNamed('gemini'), model: 'gemini-pro-latest' },
  { vendor: vendorNamed('kimi'), model: 'kimi-k2.6' },
  { vendor: vendorNamed('anthropic'), model: 'claude-haiku-4-5' },
]

const SCHEMA = { type: 'object', properties: { command: { type: 'string' } }, required: ['command'] }
const commandsOf = (count: number): string => Array.from({ length: count }, (_, index) => `run the command \`echo ${index + 1}\``).join(' then ')

/** What a client says, and how it goes on after an answer with calls; it keeps nothing but words, calls and results. */
interface Client {
  readonly wire: ClientWire
  ask (text: string): Members
  answer (messages: readonly unknown[], heard: Heard): readonly unknown[]
}

const openAiClient: Client = {
  wire: 'openai-chat',
  ask: text => ({ reasoning_effort: 'low', max_tokens: 16_000, tools: [{ type: 'function', function: { name: 'Bash', parameters: SCHEMA } }], messages: [{ role: 'user', content: text }] }),
  answer: (messages, { blocks }) => {
    const calls = blocks.flatMap(block => block[0] === 'call' ? [{ id: block[1], type: 'function', function: { name: block[2], arguments: JSON.stringify(block[3], null, 1) } }] : [])
    return [...messages, { role: 'assistant', content: null, tool_calls: calls }, ...calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: `done ${messages.length}` }))]
  },
}

const anthropicTurn = (messages: readonly unknown[], content: readonly object[], ids: readonly string[]): readonly unknown[] =>
  [...messages, { role: 'assistant', content }, { role: 'user', content: ids.map(id => ({ type: 'tool_result', tool_use_id: id, content: `done ${messages.length}` })) }]

const usesOf = ({ blocks }: Heard): readonly { readonly id: string }[] => blocks.flatMap(block => block[0] === 'call' ? [{ type: 'tool_use', id: block[1], name: block[2], input: block[3] }] : [])

const anthropicAsk = (text: string): Members => ({ thinking: { type: 'enabled', budget_tokens: 2000 }, max_tokens: 16_000, tools: [{ name: 'Bash', input_schema: SCHEMA }], messages: [{ role: 'user', content: text }] })

/** As after a change of the model: calls without their thinking. */
const forgetfulClient: Client = {
  wire: 'anthropic-messages',
  ask: anthropicAsk,
  answer: (messages, heard) => anthropicTurn(messages, usesOf(heard), usesOf(heard).map(({ id }) => id)),
}

/** Turns come back whole, whoever thought them. */
const faithfulClient: Client = {
  ...forgetfulClient,
  answer: (messages, heard) => {
    const thoughts = heard.blocks.flatMap(block => block[0] === 'thinking' ? [{ type: 'thinking', thinking: block[1], signature: block[2] ?? '' }] : [])
    return anthropicTurn(messages, [...thoughts, ...usesOf(heard)], usesOf(heard).map(({ id }) => id))
  },
}

const CLIENTS: ReadonlyArray<readonly [name: string, client: Client]> = [
  ['a client of the OpenAI wire', openAiClient], ['one of the Anthropic wire that lost its thinking', forgetfulClient], ['one of the Anthropic wire that sends all back', faithfulClient],
]
const CELLS = CLIENTS.flatMap(([name, client]) => [true, false].map(isStream => ({ name: `${name}, ${isStream ? 'streamed' : 'whole'}`, client, isStream })))

interface Loop { readonly last: Heard, readonly trails: readonly (string | null)[] }

/** One request for each vendor in turn, who alone is there; each gets the conversation so far. */
const runLoop = async ({ router, only }: SwitchableVendors, client: Client, isStream: boolean, route: readonly string[]): Promise<Loop> => {
  const asked = client.ask(commandsOf(route.length - 1))
  let messages = asked['messages'] as readonly unknown[]
  let last: Heard | undefined
  const trails: (string | null)[] = []
  for (const name of route) {
    only(name)
    const reply = await askRaw(router, client.wire, isStream, JSON.stringify({ model: 'task:general', stream: isStream, ...asked, messages }))
    expect({ name, status: reply.status, text: reply.status === 200 ? '' : reply.text }).toEqual({ name, status: 200, text: '' })
    last = hear(client.wire, isStream, reply.text)
    trails.push(reply.headers.get('x-smart-router-provider'))
    messages = client.answer(messages, last)
  }
  return { last: last as Heard, trails }
}

const lastMessages = ({ vendors }: SwitchableVendors, name: string): readonly Members[] => vendors[name]?.requests.at(-1)?.json['messages'] as readonly Members[]
const turnsOf = (messages: readonly Members[]): readonly Members[] => messages.filter(({ role }) => role === 'assistant')
const refusalsOf = ({ vendors }: SwitchableVendors): readonly string[] => Object.values(vendors).flatMap(({ vendor, refusals }) => refusals.map(({ message }) => `${vendor.name}: ${message}`))

const thoughtOf = (vendor: string, round: number): string => `The simulated ${vendor} thinks about round ${round}.`
const STAND_IN = 'skip_thought_signature_validator'
const signatureIn = ({ tool_calls: calls }: Members): unknown => (calls as ReadonlyArray<{ readonly extra_content?: { readonly google?: { readonly thought_signature?: string } } }>)[0]?.extra_content?.google?.thought_signature

describe.each(CELLS)('a tool loop of $name', ({ client, isStream }) => {
  test('from DeepSeek over Gemini, Kimi and Claude back to DeepSeek, by failover, ends well and gives each back what it wants', async () => {
    const world = await startSwitchableVendors(SETUPS)
    const route = ['deepseek', 'gemini', 'kimi', 'anthropic', 'deepseek']
    const { last, trails } = await runLoop(world, client, isStream, route)
    expect(refusalsOf(world)).toEqual([])
    expect(trails).toEqual(route)
    expect(last.blocks.filter(([type]) => type === 'text')).toEqual([['text', expect.stringContaining('Answered by the simulated deepseek. The tools said: done 1') as unknown]])
    // Gemini hides what it thinks; Claude, whose turn began with another's call, did not think at all.
    expect(turnsOf(lastMessages(world, 'deepseek')).map(turn => turn['reasoning_content'])).toEqual([thoughtOf('deepseek', 0), ' ', thoughtOf('kimi', 2), ' '])
    expect(turnsOf(lastMessages(world, 'gemini')).map(signatureIn)).toEqual([STAND_IN])
    expect(turnsOf(lastMessages(world, 'kimi')).map(turn => turn['reasoning_content'])).toEqual([thoughtOf('deepseek', 0), ' '])
  })

  test('at Gemini, twice, carries Gemini\'s own signatures, and stand-ins for others\'', async () => {
    const world = await startSwitchableVendors(SETUPS)
    await runLoop(world, client, isStream, ['gemini', 'deepseek', 'gemini', 'gemini'])
    expect(refusalsOf(world)).toEqual([])
    const signatures = turnsOf(lastMessages(world, 'gemini')).map(signatureIn)
    expect(signatures[1]).toBe(STAND_IN)
    for (const own of [signatures[0], signatures[2]]) expect(own).not.toBe(STAND_IN)
  })

  test('at Claude alone carries its signed thinking, and goes on thinking', async () => {
    const world = await startSwitchableVendors(SETUPS)
    await runLoop(world, client, isStream, ['anthropic', 'anthropic', 'anthropic'])
    expect(refusalsOf(world)).toEqual([])
    const request = world.vendors['anthropic']?.requests.at(-1)?.json as Members
    expect((request['thinking'] as Members)['type']).toBe('enabled')
    const openings = turnsOf(request['messages'] as readonly Members[]).map(({ content }) => (content as readonly Members[])[0])
    expect(openings.map(block => [block?.['type'], block?.['thinking']])).toEqual([['thinking', thoughtOf('anthropic', 0)], ['thinking', thoughtOf('anthropic', 1)]])
  })
})

describe('two conversations with the same call ids', () => {
  test('at a vendor whose ids repeat, are not given each other\'s thoughts', async () => {
    const kimi = { vendor: vendorNamed('kimi'), model: 'kimi-k2.6', settings: { compat: { replays_reasoning: 'tool-turns', tool_call_ids: 'trusted' } } }
    const world = await startSwitchableVendors([kimi])
    const ask = async (messages: readonly unknown[]): Promise<Heard> => hear('openai-chat', false, (await askRaw(world.router, 'openai-chat', false, JSON.stringify({ model: 'task:general', ...openAiClient.ask(''), messages }))).text)
    const first = [{ role: 'user', content: `${commandsOf(1)} for Anna` }]
    const heard = await ask(first)
    expect(heard.blocks.find(([type]) => type === 'call')?.[1]).toBe('Bash:0')
    await ask(openAiClient.answer([{ role: 'user', content: `${commandsOf(1)} for Bert` }], heard))
    expect(turnsOf(lastMessages(world, 'kimi'))[0]?.['reasoning_content']).toBe(' ')
    await ask(openAiClient.answer(first, heard))
    expect(turnsOf(lastMessages(world, 'kimi'))[0]?.['reasoning_content']).toBe(thoughtOf('kimi', 0))
  })
})

describe('the runTools of the openai package', () => {
  test('at DeepSeek, over three rounds, never sends reasoning back and is never refused', async () => {
    const world = await startSwitchableVendors(SETUPS)
    const { completions } = new OpenAI({ baseURL: `${world.router.url}/v1`, apiKey: 'any', maxRetries: 0 }).chat
    const runner = completions.runTools({
      model: 'deepseek/deepseek-v4-pro',
      stream: true,
      messages: [{ role: 'user', content: commandsOf(3) }],
      tools: [{ type: 'function', function: { name: 'Bash', description: '', parameters: SCHEMA, function: () => 'done', parse: JSON.parse } }],
    })
    expect(await runner.finalContent()).toContain('Answered by the simulated deepseek.')
    expect(refusalsOf(world)).toEqual([])
    expect(turnsOf(lastMessages(world, 'deepseek')).map(turn => turn['reasoning_content'])).toEqual([0, 1, 2].map(round => thoughtOf('deepseek', round)))
  })
})
