/** A provider that has the Responses wire itself, asked by clients of it: word for word there, and on another wire where it fails. */

import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { type ScriptedProvider, startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { answer, raw, status } from '../../src/simulator/steps.ts'
import { fixture as requestFixture } from '../protocols/support.ts'
import { closesAfterTest } from '../support/closes-after-test.ts'
import { fixture } from '../support/fixtures.ts'
import { hearResponses, hearResponsesSdk } from '../support/matrix/hear-responses.ts'
import { responseEvents } from '../support/responses-reader.ts'
import { type RunningRouter, startRouter } from '../support/running-router.ts'

interface World {
  readonly router: RunningRouter
  /** Where the provider has chat completions, its usual wire. */
  readonly chat: ScriptedProvider
  /** Where it has Responses. */
  readonly own: ScriptedProvider
  /** Another provider, of the Anthropic wire. */
  readonly spare: ScriptedProvider
}

const start = async ({ compat = {}, model = {}, routing = {} }: { readonly compat?: object, readonly model?: object, readonly routing?: object } = {}): Promise<World> => {
  const [chat, own, spare] = await Promise.all([closesAfterTest(startScriptedProvider()), closesAfterTest(startScriptedProvider()), closesAfterTest(startScriptedProvider())])
  const router = await closesAfterTest(startRouter({
    routing: JSON.stringify({
      version: 1,
      providers: {
        both: { base_url: `${chat.url}/v1`, api_key: 'both-key', endpoints: { 'openai-responses': { base_url: `${own.url}/v1`, compat } }, models: { m: model } },
        spare: { dialect: 'anthropic', base_url: spare.url, api_key: 'spare-key', models: ['m'] },
      },
      tasks: { general: ['both/m', 'spare/m'] },
      routing,
    }),
  }))
  return { router, chat, own, spare }
}

const played = (name: string) => raw({ chunks: [fixture('openai-responses', name)] })
const asking = { model: 'task:general', input: 'Hi', stream: true }
const post = async ({ router }: World, body: object | string): Promise<{ readonly response: Response, readonly text: string }> => {
  const response = await fetch(`${router.url}/v1/responses`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) })
  return { response, text: await response.text() }
}

describe('a client of the wire', () => {
  test.each(['text', 'reasoning-tools', 'namespace-custom', 'refusal', 'web-search', 'incomplete', 'picture', 'crlf-only-completed'])('%s.sse, when it streams, gets the provider\'s own bytes', async (name) => {
    const world = await start()
    world.own.script(played(`${name}.sse`))
    expect((await post(world, asking)).text).toBe(fixture('openai-responses', `${name}.sse`).toString())
  })

  test.each([
    ['text', ['message']], ['reasoning-tools', ['reasoning', 'function_call', 'function_call']], ['namespace-custom', ['reasoning', 'function_call', 'custom_tool_call']], ['refusal', ['message']],
    ['web-search', ['web_search_call', 'message']], ['incomplete', ['message']], ['picture', ['image_generation_call']],
  ] as const)('%s.sse, when it streams, is read by the package', async (name, types) => {
    const world = await start()
    world.own.script(played(`${name}.sse`))
    const response = await new OpenAI({ baseURL: `${world.router.url}/v1`, apiKey: 'any', maxRetries: 0 }).responses.stream({ model: 'both/m', input: 'Hi' }).finalResponse()
    expect([response.status, response.output.map(({ type }) => type)]).toEqual([name === 'incomplete' ? 'incomplete' : 'completed', types])
  })

  test('a whole answer, when none is streamed, is the provider\'s own body, and says who answered', async () => {
    const world = await start()
    world.own.script(status(200, { body: fixture('openai-responses', 'result.json').toString(), headers: { 'content-type': 'application/json' } }))
    const { text } = await post(world, { model: 'both/m', input: 'Hi' })
    expect(text).toBe(fixture('openai-responses', 'result.json').toString().replace(/\n\}$/u, ',"service_used":"both"}'))
  })

  test.each(['codex-first', 'codex-third-turn', 'codex-additional-tools'])('the request %s, when it leaves, is what came but for the model and who the client is', async (name) => {
    const world = await start()
    world.own.script(played('text.sse'))
    const body = requestFixture(name).toString().replace('"gpt-6-sol"', '"task:general"')
    const { response } = await post(world, body)
    const { text, headers, path } = await world.own.nextRequest()
    expect(text).toBe(body.replace('"task:general"', '"m"').replace(/,\s*"client_metadata": \{[^}]*\}/u, ''))
    expect([path, headers.authorization, response.headers.get('x-smart-router-dropped')]).toEqual(['/v1/responses', 'Bearer both-key', 'client_metadata'])
  })

  test('its limit and the provider\'s quirks, when there are any, are heeded', async () => {
    const world = await start({ compat: { dropped_fields: ['temperature'], effort_names: { minimal: 'low' } }, model: { max_output_tokens: 100 } })
    world.own.script(played('text.sse'))
    const { response } = await post(world, { ...asking, max_output_tokens: 5000, temperature: 1, reasoning: { effort: 'minimal' } })
    expect((await world.own.nextRequest()).json).toEqual({ model: 'm', input: 'Hi', stream: true, max_output_tokens: 100, reasoning: { effort: 'low' } })
    expect(response.headers.get('x-smart-router-dropped')).toBe('temperature')
  })
})

test('a client of another wire, whatever it asks, is served on the usual one', async () => {
  const world = await start()
  for (const path of ['/v1/chat/completions', '/v1/messages']) expect((await world.router.post(path, { model: 'both/m', max_tokens: 50, messages: [{ role: 'user', content: 'Hi' }] })).status).toBe(200)
  expect([world.chat.requests.length, world.own.requests.length]).toEqual([2, 0])
})

describe('a provider of the wire that fails', () => {
  test('because the context is full, before its first content, is the client\'s own error', async () => {
    const world = await start()
    world.own.otherwise(played('broken-failed-first.sse'))
    const { response, text } = await post(world, asking)
    expect([response.status, JSON.parse(text)]).toEqual([400, { error: expect.objectContaining({ code: 'context_length_exceeded' }) as unknown }])
  })

  test.each(['broken-nested-error-first.sse', 'broken-cancelled.sse'])('%s, before its first content, is followed by another provider, unseen', async (name) => {
    const world = await start()
    world.own.otherwise(played(name))
    const { response, text } = await post(world, asking)
    expect(hearResponses(true, text).blocks).toEqual([['text', 'hello']])
    expect(response.headers.get('x-smart-router-trail')).toMatch(/^both\/m=.+spare\/m=ok$/u)
  })

  test('a status, when it refuses, is judged like any other', async () => {
    const world = await start()
    world.own.otherwise(status(429, { headers: { 'retry-after': '30' } }))
    expect(hearResponses(true, (await post(world, asking)).text).blocks).toEqual([['text', 'hello']])
  })

  test.each([['broken-failed-midway.sse', 'reported an error'], ['broken-flat-error-midway.sse', 'rate limit'], ['broken-cut-off.sse', 'broke off']])('%s, when nobody goes on, ends in a failure of that very response', async (name, words) => {
    const world = await start({ routing: { resume: false } })
    world.own.otherwise(played(name))
    const { text } = await post(world, asking)
    const events = responseEvents(text)
    expect(events.map(({ sequence_number: sequence }) => sequence)).toEqual(events.map((_, index) => index))
    expect(events.slice(-2)).toMatchObject([{ type: 'error' }, { type: 'response.failed', response: { id: 'resp_10', error: { message: expect.stringContaining(words) as unknown } } }])
    await expect(hearResponsesSdk(world.router.url, true, { model: 'both/m', input: 'Hi' })).rejects.toThrow(words)
  })

  test('in the middle of a text, when another one can go on, is one answer to the client, in the items that it knows', async () => {
    const world = await start({ routing: { resume: true } })
    world.own.otherwise(played('broken-cut-off.sse'))
    world.spare.otherwise(answer({ text: 'Half an answer is better than none.' }))
    const { text } = await post(world, asking)
    const heard = hearResponses(true, text)
    expect(heard).toMatchObject({ id: 'resp_10', end: 'completed', blocks: [['text', 'Half an answer is better than none.']] })
    expect(await hearResponsesSdk(world.router.url, true, { model: 'task:general', input: 'Hi' })).toMatchObject({ blocks: heard.blocks })
  })

  test('in the middle of a text, when it is asked itself to go on, is given its half answer back', async () => {
    const world = await start({ routing: { resume: true } })
    world.spare.otherwise(status(500))
    world.own.script(played('broken-cut-off.sse'))
    world.own.otherwise(raw({ chunks: [fixture('openai-responses', 'text.sse').toString().replaceAll('"Hello"', '"Half an"').replaceAll('Hello —', 'Half an —')] }))
    const { text } = await post(world, asking)
    expect(hearResponses(true, text).blocks).toEqual([['text', 'Half an — 你好']])
    expect(world.own.requests.at(-1)?.json['input']).toMatchObject([{ role: 'user' }, { role: 'assistant', content: [{ type: 'output_text', text: 'Half an' }] }, { role: 'user' }])
  })
})

test.each([false, true])('a provider that answers with a whole response, where a stream was asked for: %s, is heard all the same', async (isStream) => {
  const world = await start()
  world.own.script(status(200, { body: fixture('openai-responses', 'result.json').toString(), headers: { 'content-type': 'application/json' } }))
  const tools = [{ type: 'function', name: 'weather' }, { type: 'tool_search', execution: 'client', parameters: {} }]
  const { text } = await post(world, { ...asking, stream: isStream, tools, reasoning: { summary: 'auto' } })
  const { output } = isStream ? responseEvents(text).at(-1)?.response ?? { output: [] } : JSON.parse(text) as { readonly output: readonly object[] }
  expect(output).toMatchObject([{ type: 'reasoning' }, { type: 'message' }, { type: 'function_call', call_id: 'call_20', name: 'weather' }, { type: 'tool_search_call', call_id: 'call_21', arguments: { query: 'mail' } }])
})
