/** Answers that break in the middle and are gone on with, as the real SDKs see them: every wire, every dialect, every event. */

import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { lastWordsOf } from '../../src/providers/continuation-words.ts'
import { createGate } from '../../src/simulator/gate.ts'
import { cutIntoPieces } from '../../src/simulator/model-answer.ts'
import { type CutEnd, answer, cut, hang, status } from '../../src/simulator/steps.ts'
import { connectRaw, rawRequest } from '../support/raw-client.ts'
import { type ClientWire, dataLines, said } from '../support/replies.ts'
import { type RoutedProviders, onlyRequest, startRoutedProviders } from '../support/routed-providers.ts'

type Dialect = 'openai' | 'anthropic'

const TEXT = 'Hi 👋🏽 there. \n\nالسلام عليكم\n\n你好，世界 — and so on, to the end.'
const PIECE = 4
const PIECES = cutIntoPieces(TEXT, PIECE)
/** Events before the first piece of text, of the simulated answers of each dialect. */
const BEFORE_TEXT: Readonly<Record<Dialect, number>> = { openai: 1, anthropic: 3 }
/** The form of its own that each dialect knows. */
const OWN_FORM: Readonly<Record<Dialect, string>> = { openai: 'prefix', anthropic: 'prefill' }
/** Breaks that happen all the time are no reason here to leave a target alone. */
const PATIENT = { hedge_after_ms: 0, breaker: { minimum_calls: 10_000 } }

interface Heard {
  readonly text: string
  readonly ids: readonly string[]
  readonly finishes: readonly unknown[]
  readonly usage: { readonly input: number, readonly output: number } | undefined
  readonly serviceUsed: unknown
  readonly usageSource: unknown
}

const HI = [{ role: 'user' as const, content: 'Say hi' }]

const hearOpenAi = async (url: string): Promise<Heard> => {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'any', maxRetries: 0 })
  const chunks: OpenAI.ChatCompletionChunk[] = []
  for await (const chunk of await client.chat.completions.create({ model: 'task:general', messages: HI, stream: true, stream_options: { include_usage: true } })) chunks.push(chunk)
  const last = chunks.at(-1) as OpenAI.ChatCompletionChunk & { service_used?: unknown, usage_source?: unknown }
  return {
    text: chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join(''),
    ids: [...new Set(chunks.map(({ id }) => id))],
    finishes: chunks.flatMap(({ choices }) => choices.map(choice => choice.finish_reason)).filter(reason => reason !== null),
    usage: last.usage === null || last.usage === undefined ? undefined : { input: last.usage.prompt_tokens, output: last.usage.completion_tokens },
    serviceUsed: last.service_used,
    usageSource: last.usage_source,
  }
}

const hearAnthropic = async (url: string): Promise<Heard> => {
  const client = new Anthropic({ baseURL: url, apiKey: 'any', maxRetries: 0 })
  const events: Anthropic.MessageStreamEvent[] = []
  const stream = client.messages.stream({ model: 'task:general', max_tokens: 1000, messages: HI })
  stream.on('streamEvent', (event) => { events.push(event) })
  const message = await stream.finalMessage()
  const ending = events.find(({ type }) => type === 'message_delta') as Anthropic.MessageDeltaEvent & { service_used?: unknown, usage_source?: unknown }
  return {
    text: message.content.map(block => block.type === 'text' ? block.text : '?').join(''),
    ids: [message.id],
    finishes: events.flatMap(event => event.type === 'message_delta' ? [event.delta.stop_reason] : []),
    usage: { input: ending.usage.input_tokens ?? 0, output: ending.usage.output_tokens },
    serviceUsed: ending.service_used,
    usageSource: ending.usage_source,
  }
}

const HEAR: Readonly<Record<ClientWire, (url: string) => Promise<Heard>>> = { 'openai-chat': hearOpenAi, 'anthropic-messages': hearAnthropic }

const FORMS = ['words', 'own'] as const
const DIALECTS = ['openai', 'anthropic'] as const
const ROUTES = (['openai-chat', 'anthropic-messages'] as const).flatMap(wire => DIALECTS.flatMap(one => DIALECTS.flatMap(other => FORMS.map(form => [wire, one, other, form] as const))))

const inWords = (shown: string): string => lastWordsOf(shown) + TEXT.slice(shown.trimEnd().length)

/** What a model says that is given, or told of, the beginning. */
const restAfter = (shown: string, form: 'words' | 'own', dialect: Dialect): string => {
  if (form === 'words') return inWords(shown)
  return TEXT.slice(OWN_FORM[dialect] === 'prefill' ? shown.trimEnd().length : shown.length)
}

describe('an answer cut after any of its events', () => {
  test.each(ROUTES)('on the wire %s, from dialect %s to dialect %s in the form %s, is one whole answer to the SDK', async (wire, one, other, form) => {
    const compat = form === 'own' ? { continuation: OWN_FORM[other] } : {}
    const { router, providers: { first, second } } = await startRoutedProviders({ first: { dialect: one }, second: { dialect: other, compat } }, PATIENT)
    for (let count = 1; count <= PIECES.length; count++) {
      const shown = PIECES.slice(0, count).join('')
      const how: CutEnd = count % 2 === 0 ? 'clean' : 'fin'
      first.script(cut({ after: BEFORE_TEXT[one] + count, how, answer: { text: TEXT, chunkSize: PIECE } }))
      const rest = restAfter(shown, form, other)
      const usage = { inputTokens: 40, outputTokens: 9 }
      // An empty answer says nothing of whether anything is missing: then it is asked for in words.
      if (rest === '') second.script(answer({ text: '' }), answer({ text: inWords(shown), usage }))
      else second.script(answer({ text: rest, chunkSize: 3, usage }))
      const heard = await HEAR[wire](router.url)
      expect(heard, `after ${JSON.stringify(shown)}`).toMatchObject({ text: TEXT, serviceUsed: 'first+second', usageSource: 'estimated' })
      expect(heard.ids).toHaveLength(1)
      expect(heard.finishes).toEqual([wire === 'openai-chat' ? 'stop' : 'end_turn'])
      expect(heard.usage?.output).toBeGreaterThan(9)
    }
    expect(first.requests).toHaveLength(PIECES.length)
    expect(second.requests).toHaveLength(PIECES.length + (form === 'own' ? 1 : 0))
  })

  test.each(['openai-chat', 'anthropic-messages'] as const)('on the wire %s, behind the end of its text block, goes on in a block of its own', async (wire) => {
    const { router, providers: { first, second } } = await startRoutedProviders({ first: { dialect: 'anthropic' }, second: { compat: { continuation: 'prefix' } } }, PATIENT)
    first.script(cut({ after: BEFORE_TEXT.anthropic + 2, how: 'clean', answer: { text: 'One. ' } }))
    second.script(answer({ text: 'Two.' }))
    expect(await HEAR[wire](router.url)).toMatchObject({ text: 'One. Two.', serviceUsed: 'first+second' })
  })
})

describe('an answer that is gone on with', () => {
  const THEN = { text: ' world', usage: { inputTokens: 5, outputTokens: 2 } } as const

  const ask = async (wire: ClientWire, compat: Readonly<Record<string, unknown>> = { continuation: 'prefix' }) => {
    const rig = await startRoutedProviders({ first: {}, second: { compat } }, PATIENT)
    rig.providers.first.otherwise(cut({ after: 2, how: 'clean' }))
    rig.providers.second.otherwise(answer(THEN))
    return { ...rig, reply: await rig.ask({ wire, stream: true }) }
  }

  test.each(['openai-chat', 'anthropic-messages'] as const)('on the wire %s, names both in its record, its log and the metrics', async (wire) => {
    const { reply, logged, metric } = await ask(wire)
    expect(said(reply)).toMatchObject({ text: 'hello world', isTerminated: true, error: undefined })
    expect(await logged({ msg: 'request' })).toMatchObject({ outcome: 'ok', provider: 'first+second', resumes: 1, attempts: 2, usage_source: 'estimated', out: 3 })
    expect(await logged({ continues: 'first/m' })).toMatchObject({ target: 'second/m' })
    expect(await metric('resumes_total', { outcome: 'continued' })).toBe(1)
    expect(await metric('upstream_attempts_total', { provider: 'first', outcome: 'interrupted' })).toBe(1)
    expect(await metric('upstream_attempts_total', { provider: 'second', outcome: 'ok' })).toBe(1)
    expect(await metric('upstream_attempts_total')).toBe(2)
    expect(await metric('failovers_total', { from: 'first/m', to: 'second/m', reason: 'interrupted' })).toBe(1)
    expect(await metric('tokens_total', { provider: 'second', type: 'output' })).toBe(2)
    expect(await metric('tokens_total', { provider: 'first', type: 'output' })).toBe(1)
    expect(reply.headers.get('x-smart-router-trail')).toBe('first/m=ok')
  })

  test('asks in the form that the next target knows', async () => {
    const { providers: { second } } = await ask('openai-chat')
    expect(onlyRequest(second).json).toMatchObject({ messages: [{ role: 'user' }, { role: 'assistant', content: 'hello', prefix: true }], max_tokens: 99 })
  })

  test('asks once more in words whom the form is refused by', async () => {
    const { router, providers: { first, second } } = await startRoutedProviders({ first: {}, second: { dialect: 'anthropic', compat: { continuation: 'prefill' } } }, PATIENT)
    first.otherwise(cut({ after: 2, how: 'clean' }))
    second.script(status(400, { error: { message: 'This model does not support assistant message prefill. The conversation must end with a user message.' } }), answer('hello world'))
    expect((await hearOpenAi(router.url)).text).toBe('hello world')
    expect(second.requests.map(({ json }) => (json['messages'] as readonly { role: string }[]).map(({ role }) => role))).toEqual([['user', 'assistant'], ['user', 'assistant', 'user']])
  })

  test('goes on with a tool call, where the next target makes one', async () => {
    const { router, providers: { first, second } } = await startRoutedProviders({ first: { dialect: 'anthropic' }, second: { compat: { continuation: 'prefix' } } }, PATIENT)
    first.otherwise(cut({ after: 4, how: 'clean', answer: { text: 'Let me look.' } }))
    second.otherwise(answer({ text: '', toolCalls: [{ id: 'call_1', name: 'look', arguments: { at: 'x' } }] }))
    const client = new Anthropic({ baseURL: router.url, apiKey: 'any', maxRetries: 0 })
    const message = await client.messages.stream({ model: 'task:general', max_tokens: 100, messages: HI }).finalMessage()
    expect(message).toMatchObject({ stop_reason: 'tool_use', content: [{ type: 'text', text: 'Let me look.' }, { type: 'tool_use', name: 'look', input: { at: 'x' } }] })
  })

  test('goes on with thinking that broke off, where the wire allows it', async () => {
    const { router, providers: { first, second } } = await startRoutedProviders({ first: {}, second: {} }, PATIENT)
    first.otherwise(cut({ after: 2, how: 'clean', answer: { reasoning: 'One thought.', text: 'never' } }))
    second.otherwise(answer({ reasoning: ' Another.', text: 'hello' }))
    const client = new OpenAI({ baseURL: `${router.url}/v1`, apiKey: 'any', maxRetries: 0 })
    let thoughts = ''
    let text = ''
    for await (const { choices: [choice] } of await client.chat.completions.create({ model: 'task:general', messages: HI, stream: true, reasoning_effort: 'high' })) {
      thoughts += (choice?.delta as { reasoning_content?: string } | undefined)?.reasoning_content ?? ''
      text += choice?.delta.content ?? ''
    }
    expect([thoughts, text]).toEqual(['One thought. Another.', 'hello'])
  })
})

describe('an answer that nobody goes on with', () => {
  test.each(['openai-chat', 'anthropic-messages'] as const)('on the wire %s, because the client forbids it, ends in an error event', async (wire) => {
    const { ask, providers: { first, second }, metric } = await startRoutedProviders({ first: {}, second: {} }, PATIENT)
    first.otherwise(cut({ after: 2, how: 'clean' }))
    const reply = await ask({ wire, stream: true, headers: { 'x-smart-router-resume': 'off' } })
    expect(said(reply)).toMatchObject({ text: 'hello', isTerminated: false, error: { message: expect.stringContaining('first broke off') as unknown } })
    expect(second.requests).toHaveLength(0)
    expect(await metric('resumes_total')).toBe(0)
  })

  test.each(['openai-chat', 'anthropic-messages'] as const)('on the wire %s, because everybody breaks, ends in one error event after all that was said', async (wire) => {
    const { ask, providers, metric, logged } = await startRoutedProviders({ first: {}, second: { compat: { continuation: 'prefix' } }, third: { compat: { continuation: 'prefix' } } }, PATIENT)
    providers.first.otherwise(cut({ after: 2, how: 'clean', answer: { text: 'one' } }))
    providers.second.otherwise(cut({ after: 2, how: 'clean', answer: { text: ' two' } }))
    providers.third.otherwise(cut({ after: 2, how: 'clean', answer: { text: ' three' } }))
    const reply = await ask({ wire, stream: true })
    expect(said(reply)).toMatchObject({ text: 'one two three', finishReason: undefined, isTerminated: false, error: { message: expect.stringContaining('first+second+third broke off') as unknown } })
    expect(dataLines(reply.text).filter(line => line.includes('"error"'))).toHaveLength(1)
    expect(await metric('resumes_total', { outcome: 'continued' })).toBe(2)
    expect(await metric('resumes_total', { outcome: 'unsuitable' })).toBe(1)
    expect(await logged({ msg: 'request' })).toMatchObject({ outcome: 'interrupted', error: 'interrupted', resumes: 2, provider: 'first+second+third', usage_source: 'estimated' })
  })

  test('because the only other one refuses, ends in an error event', async () => {
    const { ask, providers: { first, second }, metric } = await startRoutedProviders({ first: {}, second: {} }, { ...PATIENT, max_billed_attempts: 2 })
    first.script(cut({ after: 2, how: 'clean' }))
    first.otherwise(status(401))
    second.otherwise(status(400))
    expect(said(await ask({ stream: true }))).toMatchObject({ text: 'hello', isTerminated: false, error: { code: 'upstream_stream_interrupted' } })
    expect(first.requests).toHaveLength(2)
    expect(await metric('resumes_total', { outcome: 'failed' })).toBe(1)
  })
})

describe('a client that leaves while the next target is asked', () => {
  test('ends that call at once, and is recorded once', async () => {
    const rig: RoutedProviders<'first' | 'second'> = await startRoutedProviders({ first: {}, second: {} }, PATIENT)
    const wasSeen = createGate()
    rig.providers.first.otherwise(cut({ after: 2, how: 'clean', heldBy: wasSeen }))
    rig.providers.second.otherwise(hang('before-headers'))
    const client = await connectRaw(rig.router.url)
    client.send(rawRequest({ body: JSON.stringify({ model: 'task:general', stream: true, messages: HI }) }))
    await client.until(/hello/)
    wasSeen.open()
    const asked = await rig.providers.second.nextRequest()
    client.socket.destroy()
    await asked.aborted
    expect(await rig.logged({ msg: 'request' })).toMatchObject({ outcome: 'client_gone', provider: 'first', attempts: 2 })
    expect(rig.router.log.filter(({ msg }) => msg === 'request')).toHaveLength(1)
  })
})
