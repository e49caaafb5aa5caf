/** `POST /v1/route`: the decision without the request, the same that the request would meet. */

import { describe, expect, test } from 'vitest'
import { chatBody } from '../support/raw-client.ts'
import { startRoutedProviders } from '../support/routed-providers.ts'

interface DecisionJson {
  readonly task: string | null
  readonly task_source: string
  readonly strategy: string
  readonly candidates: ReadonlyArray<{ readonly target: string, readonly reason: string }>
  readonly skipped: ReadonlyArray<{ readonly target: string, readonly reason: string }>
}

const body = (members: object = {}): object => JSON.parse(chatBody({ model: 'auto', ...members })) as object

describe('POST /v1/route', () => {
  test('a request, when it is explained, goes where it would go, and nothing is sent', async () => {
    const { router, providers: { first, second } } = await startRoutedProviders({ first: {}, second: {} })
    const question = body({ model: 'task:general' })
    const decision = await (await router.post('/v1/route', question)).json() as DecisionJson
    expect(decision).toMatchObject({ task: 'general', task_source: 'model', strategy: 'priority', candidates: [{ target: 'first/m', reason: 'general #1' }, { target: 'second/m', reason: 'general #2' }], configuration: { revision: 1 } })
    expect([first.requestCount, second.requestCount]).toEqual([0, 0])
    const answer = await router.post('/v1/chat/completions', question)
    expect(`${answer.headers.get('x-smart-router-provider')}/${answer.headers.get('x-smart-router-model')}`).toBe(decision.candidates[0]?.target)
  })

  test('a header, a model and a classifier, when they are asked in turn, each say who decided', async () => {
    const { router } = await startRoutedProviders({ first: {} })
    const explain = async (members: object, headers = {}): Promise<DecisionJson> => await (await router.post('/v1/route', body(members), headers)).json() as DecisionJson
    expect(await explain({}, { 'x-task-type': 'thinking' })).toMatchObject({ task: 'thinking', task_source: 'header' })
    expect(await explain({ model: 'first/m' })).toMatchObject({ task: null, task_source: 'none', strategy: 'explicit' })
    expect(await explain({ messages: [{ role: 'user', content: 'اكتب function python' }] })).toMatchObject({ task: 'code', task_source: 'classifier' })
  })

  test('a body of the Anthropic wire, when it is sent with or without its header, is understood', async () => {
    const { router } = await startRoutedProviders({ first: {} })
    const anthropic = { model: 'auto', max_tokens: 5, system: [{ type: 'text', text: 'Be short.' }], messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x', content: 'r' }] }] }
    for (const headers of [{}, { 'anthropic-version': '2026-10-21' }]) expect((await router.post('/v1/route', anthropic, headers)).status).toBe(200)
  })

  test('what is no request, when it is sent, is refused as the request would be', async () => {
    const { router } = await startRoutedProviders({ first: {} })
    expect(await (await router.post('/v1/route', { model: 'auto' })).json()).toMatchObject({ error: { code: 'invalid_request', param: 'messages' } })
    expect(await (await router.post('/v1/route', body({ model: 'nobody' }))).json()).toMatchObject({ error: { code: 'model_not_found' } })
    expect(await (await router.post('/v1/route', { model: 'auto' }, { 'anthropic-version': '2026-10-21' })).json()).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } })
  })
})
