/** The fault matrix at the endpoints that are relayed: who takes over when a provider fails, who never does, and what a broken answer looks like. */

import { describe, expect, test } from 'vitest'
import { createGate } from '../../src/simulator/gate.ts'
import { bytes, hang, raw, type Step, status } from '../../src/simulator/steps.ts'
import { connectRaw, rawRequest } from '../support/raw-client.ts'
import { audio, COMPLETION, EMBEDDINGS, events, IMAGES, json, MODERATION, oddJson, SOUND, startRelayedProviders, TRANSCRIPT } from '../support/relayed-providers.ts'
import { findQuietPort } from '../support/tcp-faults.ts'

interface Row {
  readonly endpoint: string
  readonly path: string
  readonly model: string
  readonly form?: true
  readonly more?: object
  readonly answer: Step
  readonly body: string | Buffer
}

const streamed = [{ choices: [{ index: 0, text: 'return 1', finish_reason: null }] }, { choices: [{ index: 0, text: '', finish_reason: 'stop' }] }, '[DONE]']
const dataOf = (list: readonly (object | string)[]): string => list.map(each => `data: ${typeof each === 'string' ? each : JSON.stringify(each)}\n\n`).join('')

const ROWS: readonly Row[] = [
  { endpoint: 'embeddings', path: '/v1/embeddings', model: 'embed', answer: json(EMBEDDINGS), body: oddJson(EMBEDDINGS) },
  { endpoint: 'moderations', path: '/v1/moderations', model: 'guard', answer: json(MODERATION), body: oddJson(MODERATION) },
  { endpoint: 'completions', path: '/v1/completions', model: 'writer', answer: json(COMPLETION), body: oddJson(COMPLETION) },
  { endpoint: 'completions, streamed', path: '/v1/completions', model: 'writer', more: { stream: true }, answer: events(...streamed), body: dataOf(streamed) },
  { endpoint: 'images', path: '/v1/images/generations', model: 'painter', answer: json(IMAGES), body: oddJson(IMAGES) },
  { endpoint: 'image edits', path: '/v1/images/edits', model: 'painter', form: true, answer: json(IMAGES), body: oddJson(IMAGES) },
  { endpoint: 'image variations', path: '/v1/images/variations', model: 'painter', form: true, answer: json(IMAGES), body: oddJson(IMAGES) },
  { endpoint: 'speech', path: '/v1/audio/speech', model: 'voice', answer: audio(SOUND), body: SOUND },
  { endpoint: 'transcriptions', path: '/v1/audio/transcriptions', model: 'ear', form: true, answer: json(TRANSCRIPT), body: oddJson(TRANSCRIPT) },
  { endpoint: 'translations', path: '/v1/audio/translations', model: 'ear', form: true, answer: json(TRANSCRIPT), body: oddJson(TRANSCRIPT) },
]

const formOf = (fields: Readonly<Record<string, string>>): FormData => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([SOUND]), 'a.mp3')
  return form
}

const ask = async (url: string, { path, model, form, more }: Pick<Row, 'path' | 'model' | 'form' | 'more'>): Promise<Response> => {
  if (form === true) return await fetch(url + path, { method: 'POST', body: formOf({ model }) })
  return await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model, input: 'hi', prompt: 'hi', ...more }) })
}

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer())

/** In the wrong kind of body, cut where its length or its last chunk is still to come. */
const truncated = (body: string | Buffer): Step =>
  raw({ headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }, chunks: [Buffer.from(body).subarray(0, 3)], end: 'destroy' })

type Fault = readonly [fault: string, step: Step, failure: string]

/** At every endpoint. */
const FAULTS: readonly Fault[] = [
  ['503', status(503), 'unavailable'],
  ['429 with retry-after', status(429, { headers: { 'retry-after': '30' } }), 'rate-limited'],
  ['a reset', bytes([], 'reset'), 'reset'],
  ['a page with status 200', raw({ headers: { 'content-type': 'text/html' }, chunks: ['<!doctype html><title>Welcome</title>'] }), 'bad-response'],
]
/** At one endpoint for each form of bodies and answers. */
const MORE_FAULTS: readonly Fault[] = [
  ['500 twice', status(500), 'server-error'],
  ['401', status(401), 'authentication'],
  ['a FIN', bytes([], 'fin'), 'reset'],
  ['no HTTP', bytes(['220 mail ready\r\n']), 'bad-http'],
  ['an error with status 200', raw({ headers: { 'content-type': 'application/json' }, chunks: ['{"error":{"message":"no more","code":"x"}}'] }), 'bad-response'],
  ['nothing with status 200', raw({ headers: { 'content-type': 'application/json' } }), 'bad-response'],
  ['a redirect', status(302, { headers: { location: 'https://elsewhere.test/' } }), 'redirect'],
]

const FORMS: ReadonlySet<string> = new Set(['embeddings', 'completions, streamed', 'speech', 'transcriptions'])

describe.each(ROWS)('$endpoint', (row) => {
  const faults = FORMS.has(row.endpoint) ? [...FAULTS, ...MORE_FAULTS] : FAULTS

  test.each(faults)('%s at the first provider, when another one has the model, is never seen', async (_, step, failure) => {
    const { router, providers: { first, second }, logged } = await startRelayedProviders({ first: {}, second: {} })
    first.otherwise(step)
    second.script(row.answer)
    const response = await ask(router.url, row)
    expect(response.status).toBe(200)
    expect(await bytesOf(response)).toEqual(Buffer.from(row.body))
    expect(response.headers.get('x-smart-router-provider')).toBe('second')
    expect(response.headers.get('x-smart-router-trail')).toMatch(new RegExp(`^first/${row.model}=${failure}; .*second/${row.model}=ok$`))
    expect(await logged({ msg: 'request' })).toMatchObject({ outcome: 'ok', provider: 'second' })
  })

  test('a body that is cut short, before a byte of it was passed on, is never seen', async () => {
    const { router, providers: { first, second } } = await startRelayedProviders({ first: {}, second: {} })
    first.otherwise(row.endpoint === 'speech'
      ? raw({ headers: { 'content-type': 'audio/mpeg', 'content-length': '9' }, chunks: [SOUND.subarray(0, 3)], end: 'destroy' })
      : row.more === undefined ? truncated(row.body) : raw({ chunks: ['data: {"choi'], end: 'short-chunk' }))
    second.script(row.answer)
    const response = await ask(router.url, row)
    expect(await bytesOf(response)).toEqual(Buffer.from(row.body))
    expect(response.headers.get('x-smart-router-trail')).toMatch(/^first\/\w+=(?:reset|interrupted); second\/\w+=ok$/)
  })

  test('a provider that nobody listens at, when another one has the model, is never seen', async () => {
    const at = `http://127.0.0.1:${await findQuietPort()}/v1`
    const { router, providers: { second } } = await startRelayedProviders({ first: { at }, second: {} })
    second.script(row.answer)
    const response = await ask(router.url, row)
    expect(await bytesOf(response)).toEqual(Buffer.from(row.body))
    expect(response.headers.get('x-smart-router-trail')).toBe(`first/${row.model}=refused; second/${row.model}=ok`)
  })

  test('a limit of one key, when the provider has another, costs no target', async () => {
    const { router, providers: { first, second } } = await startRelayedProviders({ first: { keys: 2 }, second: {} })
    first.script(status(429, { headers: { 'retry-after': '30' } }), row.answer)
    const response = await ask(router.url, row)
    expect(await bytesOf(response)).toEqual(Buffer.from(row.body))
    expect(first.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer first-test-key-1', 'Bearer first-test-key-2'])
    expect(second.requestCount).toBe(0)
  })

  test('everybody rate limited, is told as that, with the wait, in the shape of OpenAI', async () => {
    const { router, providers: { first } } = await startRelayedProviders({ first: {} })
    first.otherwise(status(429, { headers: { 'retry-after': '7' } }))
    const response = await ask(router.url, row)
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('7')
    expect(response.headers.get('x-should-retry')).toBe('true')
    expect(await response.json()).toMatchObject({ error: { type: 'requests', code: 'providers_rate_limited', param: null } })
  })

  test('everybody failing, is told who failed and how', async () => {
    const { router, providers: { first, second }, logged } = await startRelayedProviders({ first: {}, second: {} })
    for (const provider of [first, second]) provider.otherwise(status(503))
    const response = await ask(router.url, row)
    expect(response.status).toBe(503)
    expect(response.headers.get('x-should-retry')).toBe('false')
    expect(response.headers.get('x-smart-router-attempts')).toBe('2')
    expect(await response.json()).toMatchObject({ error: { code: 'all_providers_failed', message: expect.stringContaining(`second/${row.model}: 503 unavailable`) as unknown } })
    expect(await logged({ msg: 'request' })).toMatchObject({ outcome: 'error', status: 503, attempts: 2 })
  })

  test('a request that a provider calls wrong, is told in its words and tried nowhere else', async () => {
    const { router, providers: { first, second } } = await startRelayedProviders({ first: {}, second: {} })
    first.otherwise(status(400, { body: { error: { message: 'the voice is not one', type: 'invalid_request_error' } } }))
    const response = await ask(router.url, row)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_request', message: expect.stringContaining('the voice is not one') as unknown } })
    expect(second.requestCount).toBe(0)
  })

  test('a client that leaves while nobody has answered, ends the upstream call at once', async () => {
    const { router, providers: { first }, logged } = await startRelayedProviders({ first: {} })
    first.otherwise(hang('before-headers'))
    const controller = new AbortController()
    const { path, model, form, more } = row
    const asked = form === true
      ? fetch(router.url + path, { method: 'POST', body: formOf({ model }), signal: controller.signal })
      : fetch(router.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model, ...more }), signal: controller.signal })
    const { aborted } = await first.nextRequest()
    controller.abort()
    await expect(asked).rejects.toThrow()
    const leftAtMs = performance.now()
    await aborted
    expect(performance.now() - leftAtMs).toBeLessThan(500)
    expect(await logged({ outcome: 'client_gone' })).toMatchObject({ status: 499 })
  })
})

describe('a model that was named', () => {
  const other = { models: { 'other-embed': { kind: 'embedding' }, 'other-painter': { kind: 'image' }, 'other-guard': { kind: 'moderation' }, 'other-voice': { kind: 'speech' }, 'other-ear': { kind: 'transcription' }, 'other-writer': { kind: 'completion' } } }

  test.each(ROWS)('$endpoint: is never replaced by another of its kind', async (row) => {
    const { router, providers: { first, second } } = await startRelayedProviders({ first: {}, second: other })
    first.otherwise(status(503))
    expect((await ask(router.url, row)).status).toBe(503)
    expect(second.requestCount).toBe(0)
  })

  test.each(ROWS)('$endpoint: with its provider, is asked there alone', async (row) => {
    const { router, providers: { first, second } } = await startRelayedProviders({ first: {}, second: {} })
    second.otherwise(status(503))
    expect((await ask(router.url, { ...row, model: `second/${row.model}` })).status).toBe(503)
    expect(first.requestCount).toBe(0)
  })

  test('under one name, when it stands for different models at two providers, is only the first of them', async () => {
    const { router, providers: { first, second } } = await startRelayedProviders({
      first: { models: { vectors: { kind: 'embedding', name: 'large' } } },
      second: { models: { vectors: { kind: 'embedding', name: 'small' } } },
    })
    first.otherwise(status(503))
    expect((await ask(router.url, { path: '/v1/embeddings', model: 'vectors' })).status).toBe(503)
    expect([first.requestCount, second.requestCount]).toEqual([1, 0])
  })
})

describe('a model that was left to the router', () => {
  const other = { models: { 'other-painter': { kind: 'image' }, 'other-guard': { kind: 'moderation' }, 'other-voice': { kind: 'speech' }, 'other-ear': { kind: 'transcription' }, 'other-writer': { kind: 'completion' } } }
  const takenOver = ROWS.filter(({ model }) => ['painter', 'voice', 'ear'].includes(model))
  const kept = ROWS.filter(({ model }) => ['guard', 'writer'].includes(model))

  test.each(takenOver)('$endpoint: is the next of its kind where the first fails', async (row) => {
    const { router, providers: { first, second } } = await startRelayedProviders({ first: {}, second: other })
    first.otherwise(status(503))
    second.script(row.answer)
    const response = await ask(router.url, { ...row, model: 'auto' })
    expect(await bytesOf(response)).toEqual(Buffer.from(row.body))
    expect(response.headers.get('x-smart-router-model')).toBe(`other-${row.model}`)
    expect(response.headers.get('x-smart-router-reason')).toMatch(/^none: (?:image|speech|transcription) #2$/)
  })

  test.each(kept)('$endpoint: is no other than the first of its kind', async (row) => {
    const { router, providers: { first, second } } = await startRelayedProviders({ first: {}, second: other })
    first.otherwise(status(503))
    expect((await ask(router.url, { ...row, model: 'auto' })).status).toBe(503)
    expect(second.requestCount).toBe(0)
  })

  test.each(['auto', 'task:code'])('embeddings: "%s" is refused, with the models that there are', async (model) => {
    const { router, providers: { first } } = await startRelayedProviders({ first: {} })
    const response = await ask(router.url, { path: '/v1/embeddings', model })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_request', param: 'model', message: expect.stringContaining('Models for it here: first/embed.') as unknown } })
    expect(first.requestCount).toBe(0)
  })
})

describe('an answer that breaks after its first bytes', () => {
  test('speech: cuts the connection, and nobody takes it for whole', async () => {
    const { router, providers: { first, second }, logged } = await startRelayedProviders({ first: {}, second: {} })
    const gate = createGate()
    first.script(audio(SOUND, { chunks: [SOUND, gate, SOUND], end: 'destroy' }))
    const response = await ask(router.url, { path: '/v1/audio/speech', model: 'voice' })
    expect(response.status).toBe(200)
    gate.open()
    await expect(response.arrayBuffer()).rejects.toThrow()
    expect(await logged({ msg: 'request' })).toMatchObject({ outcome: 'interrupted', error: 'interrupted', provider: 'first' })
    expect(second.requestCount).toBe(0)
  })

  test('speech, longer than is held: cuts the connection before its length is reached', async () => {
    const { router, providers: { first } } = await startRelayedProviders({ first: {} })
    const piece = Buffer.alloc(1024 * 1024, 7)
    const gate = createGate()
    first.script(raw({ headers: { 'content-type': 'audio/mpeg', 'content-length': String(2 * piece.length) }, chunks: [piece, gate], end: 'reset' }))
    const response = await ask(router.url, { path: '/v1/audio/speech', model: 'voice' })
    expect(response.headers.get('content-length')).toBe(String(2 * piece.length))
    gate.open()
    await expect(response.arrayBuffer()).rejects.toThrow()
  })

  test.each<[string, Step]>([
    ['ends without a last word', events({ choices: [{ index: 0, text: 'ret', finish_reason: null }] })],
    ['breaks', raw({ chunks: [dataOf([{ choices: [{ index: 0, text: 'ret', finish_reason: null }] }])], end: 'short-chunk' })],
    ['becomes an error', events({ choices: [{ index: 0, text: 'ret', finish_reason: null }] }, { error: { message: 'overloaded', code: 'overloaded_error' } })],
  ])('a completion that %s: ends with an error event and no other word', async (_, step) => {
    const { router, providers: { first }, logged } = await startRelayedProviders({ first: {} })
    first.script(step)
    const response = await ask(router.url, { path: '/v1/completions', model: 'writer', more: { stream: true } })
    const text = await response.text()
    expect(text).toContain('"text":"ret"')
    expect(text).not.toContain('[DONE]')
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/^data: \{"error":\{"message":"first .*the answer above is incomplete\.","type":"server_error","param":null,"code":"upstream_stream_interrupted"\}\}$/)
    expect(await logged({ msg: 'request' })).toMatchObject({ outcome: 'interrupted' })
  })

  test('pictures in events: fewer than were asked for are no whole answer', async () => {
    const { router, providers: { first } } = await startRelayedProviders({ first: {} })
    first.script(events({ type: 'image_generation.completed', b64_json: 'eA==' }))
    const response = await ask(router.url, { path: '/v1/images/generations', model: 'painter', more: { stream: true, n: 2 } })
    expect(await response.text()).toMatch(/"code":"upstream_stream_interrupted"/)
  })

  test('a client that leaves in the middle ends the upstream call, and is nobody\'s failure', async () => {
    const { router, providers: { first }, logged } = await startRelayedProviders({ first: {} })
    first.script(audio(SOUND, { end: 'hang' }))
    const client = await connectRaw(router.url)
    client.send(rawRequest({ path: '/v1/audio/speech', body: JSON.stringify({ model: 'voice' }) }))
    await client.until(/\r\n\r\n/)
    const { aborted } = await first.nextRequest()
    client.socket.destroy()
    await aborted
    expect(await logged({ msg: 'request' })).toMatchObject({ outcome: 'client_gone', status: 499 })
  })

  test.each<[string, Step, object, RegExp | undefined]>([
    ['speech', audio(SOUND, { end: 'hang' }), { path: '/v1/audio/speech', model: 'voice' }, undefined],
    ['a completion', raw({ chunks: [dataOf([{ choices: [{ index: 0, text: 'ret', finish_reason: null }] }])], end: 'hang' }), { path: '/v1/completions', model: 'writer', more: { stream: true } }, /"code":"router_shutdown"\}\}\n\n$/],
  ])('%s, when the router stops, is told as far as it can be', async (_, step, question, lastWords) => {
    const { router, providers: { first } } = await startRelayedProviders({ first: {} })
    first.script(step)
    const response = await ask(router.url, question as Row)
    const stopping = router.app.stop(2_001)
    if (lastWords === undefined) await expect(response.arrayBuffer()).rejects.toThrow()
    else expect(await response.text()).toMatch(lastWords)
    await stopping
  })
})
