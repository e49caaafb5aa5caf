/** The matrix, for answers that fail: before their first content, in the middle of each kind of it, and cut off without a word. */

import { describe, expect, test } from 'vitest'
import { type ScriptedAnswer, type Step, cut, errorEvent, status } from '../../src/simulator/steps.ts'
import { type Advice, type ErrorCode, expectFailure } from '../support/expected-replies.ts'
import { hearWithSdk } from '../support/matrix/heard.ts'
import { eventData } from '../support/matrix/event-data.ts'
import { askRaw } from '../support/matrix/matrix-router.ts'
import type { ClientWire } from '../support/replies.ts'
import { onlyRequest, startRoutedProviders } from '../support/routed-providers.ts'

const ROUTES = (['openai-chat', 'anthropic-messages'] as const).flatMap(client => (['openai', 'anthropic'] as const).map(dialect => ({ client, dialect })))

const question = (client: ClientWire): object => ({
  model: 'task:general',
  messages: [{ role: 'user', content: 'Hi' }],
  ...(client === 'openai-chat' ? { reasoning_effort: 'low' } : { max_tokens: 5000, thinking: { type: 'enabled', budget_tokens: 2000 } }),
})

interface FailureRow {
  readonly name: string
  readonly step: (isStream: boolean) => Step
  readonly code: ErrorCode
  readonly advice?: Advice
  /** Of the provider's own words, what the client is told. */
  readonly words?: RegExp
}

const CANARY = { message: 'CANARY' }

const FAILURES: readonly FailureRow[] = [
  { name: 'a request that it refuses', step: () => status(400, { error: { message: 'temperature must be below 2' } }), code: 'invalid_request', words: /temperature must be below 2/u },
  { name: 'a context that is too long', step: () => status(400, { error: { message: 'prompt is too long: 9000 tokens > 8000 maximum' } }), code: 'context_length_exceeded', words: /prompt is too long: 9000 tokens > 8000 maximum/u },
  { name: 'a key that it refuses', step: () => status(401, { error: CANARY }), code: 'provider_auth_failed' },
  { name: 'a rate limit', step: () => status(429, { headers: { 'retry-after': '30' }, error: CANARY }), code: 'providers_rate_limited', advice: { retryAfter: 30 } },
  { name: 'a page in place of an answer', step: () => status(200, { body: '<html>CANARY</html>', headers: { 'content-type': 'text/html' } }), code: 'provider_bad_response' },
  { name: 'an answer cut before its content', step: isStream => cut({ after: isStream ? 1 : 20, how: 'clean' }), code: 'provider_bad_response' },
]

const CASES = ROUTES.flatMap(route => [false, true].map(isStream => ({ ...route, isStream })))

describe.each(CASES)('$client over $dialect, streamed: $isStream', ({ client, dialect, isStream }) => {
  test.each(FAILURES)('$name, before any content, is the right error in the client\'s own wire, and its package throws it', async ({ step, code, advice, words }) => {
    const start = async () => {
      const world = await startRoutedProviders({ first: { dialect } })
      world.providers.first.otherwise(step(isStream))
      return world
    }
    const { router } = await start()
    const reply = await askRaw(router, client, isStream, JSON.stringify({ ...question(client), ...(isStream && { stream: true }) }))
    const message = expectFailure(reply, code, advice)
    expect(message).not.toContain('CANARY')
    if (words !== undefined) expect(message).toMatch(words)
    const another = await start()
    await expect(hearWithSdk(client, another.router.url, isStream, question(client))).rejects.toMatchObject({ status: reply.status })
  })
})

interface BreakRow {
  readonly name: string
  readonly answer: ScriptedAnswer
  /** Events up to its middle. */
  readonly after: Readonly<Record<'openai' | 'anthropic', number>>
  /** What the client saw of it. */
  readonly seen: string
}

const BREAKS: readonly BreakRow[] = [
  { name: 'a text', answer: { text: 'half of it is missing', chunkSize: 4 }, after: { openai: 2, anthropic: 4 }, seen: '"half"' },
  { name: 'thinking', answer: { reasoning: 'half of it is missing', text: 'x', chunkSize: 4 }, after: { openai: 2, anthropic: 4 }, seen: '"half"' },
  { name: 'a tool call', answer: { toolCalls: [{ id: 'call_1', name: 'remove', arguments: { path: '/tmp' } }], chunkSize: 8 }, after: { openai: 3, anthropic: 4 }, seen: '"remove"' },
]

const ENDINGS = [
  { how: 'an error event', step: ({ answer, after }: BreakRow, dialect: 'openai' | 'anthropic') => errorEvent({ after: after[dialect], answer, error: CANARY }) },
  { how: 'a good end of HTTP', step: ({ answer, after }: BreakRow, dialect: 'openai' | 'anthropic') => cut({ after: after[dialect], how: 'clean', answer }) },
] as const

/** The last event is an error, and nothing before or after it says that the answer was finished. */
const expectNoSuccess = (client: ClientWire, text: string): void => {
  const data = eventData(text)
  expect(data).not.toContain('[DONE]')
  expect(text).not.toMatch(/message_stop|message_delta|"finish_reason":"/u)
  expect(JSON.parse(data.at(-1) ?? '')).toMatchObject({ error: { type: client === 'openai-chat' ? 'server_error' : 'api_error', message: expect.stringMatching(/^first .+ in the middle of its answer/u) as unknown } })
  expect(text).not.toContain('CANARY')
}

describe.each(ROUTES)('$client over $dialect, in mid-stream', ({ client, dialect }) => {
  test.each(BREAKS.flatMap(row => ENDINGS.map(ending => ({ ...ending, row, name: row.name }))))('$name, ended by $how, with nobody to go on, is an error at the end, no success, and thrown by the package', async ({ row, step }) => {
    const { router, providers: { first } } = await startRoutedProviders({ first: { dialect } }, { resume: false })
    first.otherwise(step(row, dialect))
    const reply = await askRaw(router, client, true, JSON.stringify({ ...question(client), stream: true }))
    expect(reply.status).toBe(200)
    expect(reply.text).toContain(row.seen)
    expectNoSuccess(client, reply.text)
    onlyRequest(first)
    await expect(hearWithSdk(client, router.url, true, question(client))).rejects.toThrow(/in the middle of its answer/u)
  })
})
