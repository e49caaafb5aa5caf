/** The rows of the matrix for clients of the Responses wire: over each dialect, whole and streamed, from the bytes and with the package. */

import { describe, expect, test } from 'vitest'
import { type ScriptedAnswer, answer, cut, errorEvent, raw } from '../../src/simulator/steps.ts'
import { fixture } from '../support/fixtures.ts'
import { type DialectName, answerStep } from '../support/matrix/answers.ts'
import { modelOf } from '../support/matrix/expected.ts'
import { FIXTURE_ROWS } from '../support/matrix/fixture-rows.ts'
import type { HeardBlock } from '../support/matrix/heard.ts'
import { hearResponses, hearResponsesSdk, heardInResponses } from '../support/matrix/hear-responses.ts'
import { useMatrixRouter } from '../support/matrix/matrix-router.ts'
import { MATRIX_ROWS, inResponses } from '../support/matrix/responses-rows.ts'
import { CUSTOM, type Row } from '../support/matrix/row.ts'
import { responseEvents } from '../support/responses-reader.ts'
import { startRoutedProviders } from '../support/routed-providers.ts'

const matrix = useMatrixRouter()

const CELLS = (['openai', 'anthropic'] as const).flatMap(dialect => [false, true].map(isStream => ({ dialect, isStream })))

const askedOf = (row: Row, dialect: DialectName): object => ({ model: `${dialect}/${modelOf(row)}`, ...inResponses(row).asks, ...CUSTOM })

const streamMembers = (dialect: DialectName): object => dialect === 'openai' ? { stream: true, stream_options: { include_usage: true } } : { stream: true }

const sentOf = (row: Row, dialect: DialectName, isStream: boolean): object =>
  ({ model: modelOf(row), ...row.sent[dialect], ...inResponses(row).sent?.[dialect], ...(isStream && streamMembers(dialect)) })

const tellsDropped = (headers: Headers): readonly string[] => (headers.get('x-smart-router-dropped') ?? '').split(',').filter(name => name !== '').toSorted()

describe.each(CELLS)('openai-responses over $dialect, streamed: $isStream', ({ dialect, isStream }) => {
  test.each(MATRIX_ROWS)('the bytes, for $name, are what the contract says on both sides', async (row) => {
    const provider = matrix.providers[dialect]
    provider.script(answerStep(dialect, isStream, row.says))
    const reply = await matrix.router.post('/v1/responses', { ...askedOf(row, dialect), ...(isStream && { stream: true }) })
    const text = await reply.text()
    expect(reply.status, text).toBe(200)
    expect((await provider.nextRequest()).json).toEqual(sentOf(row, dialect, isStream))
    expect(hearResponses(isStream, text)).toEqual(heardInResponses(row, dialect))
    expect(text).not.toContain('x_custom')
    if (!isStream) expect(JSON.parse(text)).toMatchObject({ service_used: dialect })
    expect(tellsDropped(reply.headers)).toEqual(['x_custom', ...inResponses(row).dropped?.[dialect] ?? []].toSorted())
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': expect.stringMatching(isStream ? /^text\/event-stream/u : /^application\/json/u) as unknown,
      'x-smart-router-provider': dialect,
      'x-smart-router-trail': `${dialect}/${modelOf(row)}=ok`,
    })
  })

  test.each(MATRIX_ROWS)('the package, for $name, hears the same', async (row) => {
    matrix.providers[dialect].script(answerStep(dialect, isStream, row.says))
    expect(await hearResponsesSdk(matrix.router.url, isStream, askedOf(row, dialect))).toEqual(heardInResponses(row, dialect))
    await matrix.providers[dialect].nextRequest()
  })
})

/** Every block is an item of its own here, in its own place; minted ids differ. */
const spokenIn = (blocks: readonly HeardBlock[]): object => {
  const words = (...kinds: readonly string[]): string => blocks.map(([kind, text]) => kinds.includes(kind) ? text : '').join('')
  return { thinking: words('thinking'), text: words('text', 'refusal'), calls: blocks.flatMap(([kind, , ...called]) => kind === 'call' ? [called] : []) }
}

test.each(FIXTURE_ROWS)('$fixture, of dialect $dialect, is heard whole by a client of the Responses wire', async ({ dialect, fixture: name, hears }) => {
  matrix.providers[dialect].script(raw({ chunks: [fixture(dialect, name)] }))
  const { blocks } = await hearResponsesSdk(matrix.router.url, true, { model: `${dialect}/plain`, input: 'Hi', reasoning: { summary: 'auto' } })
  expect(spokenIn(blocks)).toEqual(spokenIn(hears))
  const ids = blocks.flatMap(block => block[0] === 'call' ? [block[1]] : [])
  expect(ids.every(id => id !== '')).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
})

interface Break { readonly name: string, readonly answer: ScriptedAnswer, readonly after: Readonly<Record<DialectName, number>>, readonly seen: string }

const BREAKS: readonly Break[] = [
  { name: 'thinking', answer: { reasoning: 'half of it is missing', text: 'x', chunkSize: 4 }, after: { openai: 2, anthropic: 4 }, seen: '"half"' },
  { name: 'a tool call', answer: { toolCalls: [{ id: 'call_1', name: 'remove', arguments: { path: '/tmp' } }], chunkSize: 8 }, after: { openai: 3, anthropic: 4 }, seen: '"remove"' },
]
const CANARY = { message: 'CANARY' }
const ENDINGS = [
  { how: 'an error event', step: ({ answer: said, after }: Break, dialect: DialectName) => errorEvent({ after: after[dialect], answer: said, error: CANARY }) },
  { how: 'a good end of HTTP', step: ({ answer: said, after }: Break, dialect: DialectName) => cut({ after: after[dialect], how: 'clean', answer: said }) },
] as const

describe.each(['openai', 'anthropic'] as const)('openai-responses over %s, in mid-stream', (dialect) => {
  test.each(BREAKS.flatMap(row => ENDINGS.map(ending => ({ ...ending, row, name: row.name }))))('$name, ended by $how, is an error and a failure at the end, and thrown by the package', async ({ row, step }) => {
    const { router, providers: { first } } = await startRoutedProviders({ first: { dialect } })
    first.otherwise(step(row, dialect))
    const question = { model: 'task:general', input: 'Hi', reasoning: { summary: 'auto' } }
    const text = await (await router.post('/v1/responses', { ...question, stream: true })).text()
    expect(text).toContain(row.seen)
    expect(text).not.toMatch(/response\.(?:completed|incomplete)|CANARY/u)
    const message = expect.stringMatching(/^first .+ in the middle of its answer/u) as unknown
    expect(responseEvents(text).slice(-2)).toMatchObject([{ type: 'error', message, error: { type: 'server_error' } }, { type: 'response.failed', response: { status: 'failed', error: { message } } }])
    await expect(hearResponsesSdk(router.url, true, question)).rejects.toThrow(/in the middle of its answer/u)
  })

  test('a text, after which another target goes on, is one text to the client', async () => {
    const { router, providers: { first, second } } = await startRoutedProviders({ first: { dialect }, second: { dialect } }, { resume: true })
    first.otherwise(cut({ after: dialect === 'openai' ? 4 : 6, how: 'clean', answer: { text: 'one two three four five six', chunkSize: 4 } }))
    second.otherwise(answer({ text: 'one two three four five six' }))
    const heard = await hearResponsesSdk(router.url, true, { model: 'task:general', input: 'Count' })
    expect(heard.blocks).toEqual([['text', 'one two three four five six']])
  })
})
