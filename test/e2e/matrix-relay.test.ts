/** The matrix, for captured answers of providers: verbatim on their own wire, clean on the other one. */

import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { answer, raw, status } from '../../src/simulator/steps.ts'
import { fixture } from '../support/fixtures.ts'
import type { DialectName } from '../support/matrix/answers.ts'
import { FIXTURE_ROWS, isMendedOnOwnWire } from '../support/matrix/fixture-rows.ts'
import { type HeardBlock, hear, hearWithSdk } from '../support/matrix/heard.ts'
import { askRaw, useMatrixRouter } from '../support/matrix/matrix-router.ts'
import type { ClientWire } from '../support/replies.ts'

const matrix = useMatrixRouter()

const OWN_CLIENTS: Readonly<Record<DialectName, ClientWire>> = { openai: 'openai-chat', anthropic: 'anthropic-messages' }
const OTHER_CLIENTS: Readonly<Record<DialectName, ClientWire>> = { openai: 'anthropic-messages', anthropic: 'openai-chat' }

const questionOf = (client: ClientWire, dialect: DialectName): object => ({
  model: `${dialect}/plain`,
  messages: [{ role: 'user', content: 'Hi' }],
  ...(client === 'openai-chat' ? { stream_options: { include_usage: true } } : { max_tokens: 5000, thinking: { type: 'enabled', budget_tokens: 2000 } }),
})

const unsigned = (block: HeardBlock): HeardBlock => block[0] === 'thinking' ? ['thinking', block[1]] : block

/** What both wires have in common: a refusal is a text on the other one, thinking has vendors' own names, minted ids differ. */
const spoken = ([kind, ...said]: HeardBlock): unknown[] => {
  if (kind === 'thinking') return []
  return [kind === 'call' ? [kind, ...said.slice(1)] : ['text', ...said]]
}

describe.each(FIXTURE_ROWS)('$fixture, of dialect $dialect', (row) => {
  const { dialect } = row
  const play = (): void => { matrix.providers[dialect].script(raw({ chunks: [fixture(dialect, row.fixture)] })) }

  test.skipIf(isMendedOnOwnWire(row))('a client of the same wire, when it streams, gets the provider\'s own bytes', async () => {
    play()
    const reply = await askRaw(matrix.router, OWN_CLIENTS[dialect], true, JSON.stringify({ ...questionOf(OWN_CLIENTS[dialect], dialect), stream: true }))
    expect(reply.text).toBe(fixture(dialect, row.fixture).toString())
  })

  test.runIf(dialect === 'openai')('the openai package, when the wire is its own, hears the same', async () => {
    play()
    const { blocks } = await hearWithSdk('openai-chat', matrix.router.url, true, questionOf('openai-chat', dialect))
    expect(blocks.flatMap(spoken)).toEqual(row.hears.flatMap(spoken))
  })

  test('a client of the other wire, when it streams, hears all of it, from the bytes and with its vendor\'s package', async () => {
    const client = OTHER_CLIENTS[dialect]
    play()
    const reply = await askRaw(matrix.router, client, true, JSON.stringify({ ...questionOf(client, dialect), stream: true }))
    const heard = hear(client, true, reply.text)
    expect(heard).toMatchObject({ end: row.end, usage: { read: expect.any(Number) as unknown, written: expect.any(Number) as unknown } })
    expect(heard.blocks.map(unsigned)).toEqual(row.hears)
    play()
    const packaged = await hearWithSdk(client, matrix.router.url, true, questionOf(client, dialect))
    expect({ ...packaged, id: '', blocks: packaged.blocks.map(unsigned) }).toEqual({ ...heard, id: '', blocks: row.hears })
  })
})

const START = { type: 'message_start', message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'm' } }
const BLOCK = [{ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }, { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } }, { type: 'content_block_stop', index: 0 }]
const END = [{ type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null } }, { type: 'message_stop' }]

test('the Anthropic SDK, when a compatible provider leaves out what it needs (names, content, usage), hears the answer', async () => {
  matrix.providers.anthropic.script(raw({ chunks: [START, ...BLOCK, ...END].map(event => `data: ${JSON.stringify(event)}\n\n`) }))
  const heard = await hearWithSdk('anthropic-messages', matrix.router.url, true, questionOf('anthropic-messages', 'anthropic'))
  expect(heard).toMatchObject({ blocks: [['text', 'Hi']], end: 'end_turn' })
})

const LONG_NAME = `mcp__server__${'a-tool-'.repeat(12)}`
const nameIn = (tools: unknown): string => (tools as readonly { readonly function: { readonly name: string } }[])[0]?.function.name ?? ''

test.each([false, true])('a tool name that is too long for the OpenAI wire, streamed: %s, is short there and long again for the client', async (isStream) => {
  const question = { model: 'openai/plain', max_tokens: 50, messages: [{ role: 'user', content: 'Hi' }], tools: [{ name: LONG_NAME, input_schema: { type: 'object' } }], tool_choice: { type: 'tool', name: LONG_NAME } }
  const { openai } = matrix.providers
  openai.script(answer())
  await askRaw(matrix.router, 'anthropic-messages', isStream, JSON.stringify({ ...question, stream: isStream }))
  const { tools, tool_choice: choice } = openai.requests.at(-1)?.json ?? {}
  const short = nameIn(tools)
  expect(short).toMatch(/^mcp__server__[\w-]{51}$/u)
  expect(choice).toEqual({ type: 'function', function: { name: short } })
  openai.script(answer({ toolCalls: [{ id: 'call_1', name: short, arguments: {} }] }))
  const heard = await hearWithSdk('anthropic-messages', matrix.router.url, isStream, question)
  expect(heard.blocks).toEqual([['call', 'call_1', LONG_NAME, {}]])
})

test.each(['openai', 'anthropic'] as const)('usage that a provider of dialect %s never reports is estimated for a client of the other wire', async (dialect) => {
  const client = OTHER_CLIENTS[dialect]
  for (const isStream of [false, true]) {
    matrix.providers[dialect].script(answer({ text: 'one two three four', usage: null }))
    const { usage } = await hearWithSdk(client, matrix.router.url, isStream, questionOf(client, dialect))
    expect(usage).toMatchObject({ read: expect.any(Number) as unknown, written: expect.any(Number) as unknown, cached: 0 })
    expect([usage?.['read'], usage?.['written']]).not.toContain(0)
  }
})

const LOGPROBS = { content: [{ token: 'Hi', logprob: -0.1, bytes: [72, 105], top_logprobs: [] }], refusal: null }
const choice = (index: number, said: object): object => ({ index, ...said, logprobs: LOGPROBS, finish_reason: 'stop' })
const SEVERAL = { id: 'chatcmpl-n', created: 1, model: 'm', system_fingerprint: 'fp', service_tier: 'default' }

describe('several choices and their logprobs, on the OpenAI wire', () => {
  const question = { model: 'openai/plain', messages: [{ role: 'user' as const, content: 'Hi' }], n: 2, logprobs: true, top_logprobs: 1 }
  const ask = () => new OpenAI({ baseURL: `${matrix.router.url}/v1`, apiKey: 'any', maxRetries: 0 }).chat.completions

  test('a whole answer, when two choices are asked for, has both, with all that the provider said of them', async () => {
    const choices = [0, 1].map(index => choice(index, { message: { role: 'assistant', content: `${index}`, annotations: [] } }))
    matrix.providers.openai.script(status(200, { body: { ...SEVERAL, object: 'chat.completion', choices } }))
    expect(await ask().create(question)).toEqual({ ...SEVERAL, object: 'chat.completion', choices, service_used: 'openai' })
    expect(matrix.providers.openai.requests.at(-1)?.json).toEqual({ ...question, model: 'plain' })
  })

  test('a stream, when two choices are asked for, has both', async () => {
    const events = [0, 1].map(index => `data: ${JSON.stringify({ ...SEVERAL, object: 'chat.completion.chunk', choices: [choice(index, { delta: { role: 'assistant', content: `${index}` } })] })}\n\n`)
    matrix.providers.openai.script(raw({ chunks: [...events, 'data: [DONE]\n\n'] }))
    const { choices } = await ask().stream(question).finalChatCompletion()
    expect(choices).toMatchObject([0, 1].map(index => ({ index, finish_reason: 'stop', logprobs: LOGPROBS, message: { content: `${index}` } })))
  })

  test('a stream of which one choice never ends, when it ends, is no success', async () => {
    const event = `data: ${JSON.stringify({ ...SEVERAL, choices: [choice(0, { delta: { role: 'assistant', content: '0' } })] })}\n\n`
    const unfinished = `data: ${JSON.stringify({ ...SEVERAL, choices: [{ index: 1, delta: { content: '1' }, finish_reason: null }] })}\n\n`
    matrix.providers.openai.script(raw({ chunks: [event, unfinished, 'data: [DONE]\n\n'] }))
    const reply = await askRaw(matrix.router, 'openai-chat', true, JSON.stringify({ ...question, stream: true }))
    expect(reply.text).not.toContain('[DONE]')
    expect(reply.text).toMatch(/"code":"(?:upstream_stream_interrupted|provider_bad_response)"/u)
  })

  test('an Anthropic provider, when several choices are asked for, is not told, and the client is', async () => {
    const reply = await askRaw(matrix.router, 'openai-chat', false, JSON.stringify({ ...question, model: 'anthropic/plain' }))
    expect(reply.headers.get('x-smart-router-dropped')?.split(',').toSorted()).toEqual(['logprobs', 'n', 'top_logprobs'])
    expect(hear('openai-chat', false, reply.text).blocks).toEqual([['text', 'hello']])
  })
})
