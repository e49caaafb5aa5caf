/** What a client is told at the relayed endpoints when it asks wrongly: in the shape of OpenAI, with the way out. */

import { describe, expect, test } from 'vitest'
import { RELAY_ENDPOINTS } from '../../src/providers/relay-endpoints.ts'
import { EMBEDDINGS, json, MODERATION, startRelayedProviders } from '../support/relayed-providers.ts'

interface Told { readonly error: { readonly message: string, readonly type: string, readonly param: string | null, readonly code: string } }

const told = async (response: Response): Promise<Told['error'] & { readonly status: number }> => ({ status: response.status, ...(await response.json() as Told).error })

const start = async () => {
  const relayed = await startRelayedProviders({ first: {} })
  return { ...relayed, url: relayed.router.url, first: relayed.providers.first }
}

const post = (url: string, body: string | Buffer, contentType?: string): Promise<Response> =>
  fetch(url, { method: 'POST', body: Buffer.from(body), headers: contentType === undefined ? {} : { 'content-type': contentType } })

describe.each(RELAY_ENDPOINTS)('$path', ({ path, bodies }) => {
  const isForm = bodies[0] === 'form'

  test('another method is told which one is served', async () => {
    const { url } = await start()
    const response = await fetch(url + path)
    expect(response.headers.get('allow')).toBe('POST')
    expect(await told(response)).toMatchObject({ status: 405, code: 'method_not_allowed' })
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', undefined])('a body of the type %s is told what is taken', async (contentType) => {
    const { url, first } = await start()
    expect(await told(await post(url + path, 'model=x', contentType))).toMatchObject({ status: 415, code: 'unsupported_media_type', message: expect.stringContaining(isForm ? 'multipart/form-data' : 'application/json') as unknown })
    expect(first.requestCount).toBe(0)
  })

  test('a body of the other form is refused, unless both are taken', async () => {
    const { url } = await start()
    const [body, contentType] = isForm ? ['{', 'application/json'] as const : ['--b\r\n', 'multipart/form-data; boundary=b'] as const
    expect((await told(await post(url + path, body, contentType))).code).toBe(bodies.length > 1 ? 'invalid_json' : 'unsupported_media_type')
  })

  test('an error, although an Anthropic header came along, has the shape of OpenAI', async () => {
    const { url } = await start()
    const response = await fetch(url + path, { method: 'POST', headers: { 'anthropic-version': '2023-06-01', 'content-type': 'application/json' }, body: '{' })
    expect(Object.keys((await response.json() as Told).error)).toEqual(['message', 'type', 'param', 'code'])
  })

  test('a model that nobody has is not found', async () => {
    const { url } = await start()
    const form = new FormData()
    form.set('model', 'no/such')
    const response = isForm ? await fetch(url + path, { method: 'POST', body: form }) : await post(url + path, '{"model":"no/such"}', 'application/json')
    expect(await told(response)).toMatchObject({ status: 404, code: 'model_not_found', param: 'model', message: expect.stringContaining('Models for it here: first/') as unknown })
  })

  test('a body beyond the limit is refused', async () => {
    const { router } = await startRelayedProviders({ first: {} }, { limits: { bodyBytes: 1000 } })
    const form = new FormData()
    form.set('file', new Blob([Buffer.alloc(2000)]))
    const response = isForm ? await fetch(router.url + path, { method: 'POST', body: form }) : await post(router.url + path, JSON.stringify({ input: 'x'.repeat(2000) }), 'application/json')
    expect(await told(response)).toMatchObject({ status: 413, code: 'request_too_large' })
  })
})

test('a path without its version, or with it twice, is the same', async () => {
  const { url, first } = await start()
  for (const path of ['/embeddings', '/v1/v1/embeddings', '/v1/embeddings/', '/v1//embeddings']) {
    first.script(json(EMBEDDINGS))
    expect((await post(url + path, '{"model":"embed","input":"hi"}', 'application/json')).status).toBe(200)
  }
  first.script(json(MODERATION))
  expect((await post(`${url}/moderations`, '{"input":"hi"}', 'application/json')).status).toBe(200)
})

test('a path below an endpoint is not served', async () => {
  const { url } = await start()
  expect(await told(await post(`${url}/v1/audio/voices`, '{}', 'application/json'))).toMatchObject({ status: 404, code: 'not_found' })
})

describe('a model in the wrong place', () => {
  test('a chat model, for embeddings, is told where it is asked, and how to say that it is for them', async () => {
    const { url, first } = await start()
    const error = await told(await post(`${url}/v1/embeddings`, '{"model":"talker","input":"hi"}', 'application/json'))
    expect(error).toMatchObject({ status: 400, code: 'invalid_request', param: 'model' })
    expect(error.message).toBe('The model "talker" is for chat; it is asked at /v1/chat/completions, /v1/responses or /v1/messages, not at /v1/embeddings. Models for it here: first/embed. If "first/talker" is one, say so under its provider\'s models: "kind: embedding".')
    expect(first.requestCount).toBe(0)
  })

  test.each<[string, string]>([
    ['embed', '/v1/embeddings'], ['voice', '/v1/audio/speech'], ['ear', '/v1/audio/transcriptions, /v1/audio/translations'], ['guard', '/v1/moderations'], ['writer', '/v1/completions'],
  ])('%s, asked to converse, is told %s', async (model, path) => {
    const { url, first } = await start()
    const error = await told(await post(`${url}/v1/chat/completions`, JSON.stringify({ model, messages: [{ role: 'user', content: 'hi' }] }), 'application/json'))
    expect(error).toMatchObject({ status: 400, code: 'invalid_request', param: 'model', message: expect.stringContaining(`Ask it at ${path}.`) as unknown })
    expect(first.requestCount).toBe(0)
  })

  test('a provider that speaks another wire has no such endpoint', async () => {
    const { router } = await startRelayedProviders({ first: { dialect: 'anthropic' } })
    expect(await told(await post(`${router.url}/v1/embeddings`, '{"model":"embed","input":"hi"}', 'application/json')))
      .toMatchObject({ status: 400, code: 'no_capable_target', message: expect.stringContaining('first/embed: first speaks anthropic, which has no /v1/embeddings') as unknown })
  })

  test('an image model of another wire is passed over for the next one', async () => {
    const { router, providers: { second } } = await startRelayedProviders({ first: { dialect: 'anthropic' }, second: {} })
    second.script(json({ data: [{ url: 'https://x.test/' }] }))
    expect((await post(`${router.url}/v1/images/generations`, '{"prompt":"hi"}', 'application/json')).headers.get('x-smart-router-trail')).toBe('second/painter=ok')
  })
})

describe('hostile forms', () => {
  const type = 'multipart/form-data; boundary=b'
  const field = (name: string, value: string): string => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`

  test.each<[string, string, string]>([
    ['no boundary in the type', 'multipart/form-data', `${field('model', 'ear')}--b--\r\n`],
    ['a boundary with a line break', 'multipart/form-data; boundary="b\tc"', `${field('model', 'ear')}--b--\r\n`],
    ['no last boundary', type, field('model', 'ear')],
    ['two models', type, `${field('model', 'ear')}${field('model', 'other')}--b--\r\n`],
    ['a model that is a file', type, `--b\r\nContent-Disposition: form-data; name="model"; filename="x"\r\n\r\near\r\n--b--\r\n`],
    ['a model with a line break', type, `${field('model', 'first/x\r\ny')}--b--\r\n`],
    ['text before the first boundary', type, `hello\r\n${field('model', 'ear')}--b--\r\n`],
    ['text after the last boundary', type, `${field('model', 'ear')}--b--\r\nhello`],
    ['nothing', type, ''],
  ])('%s: is refused with a reason', async (_, contentType, body) => {
    const { url, first } = await start()
    const error = await told(await post(`${url}/v1/audio/transcriptions`, body, contentType))
    expect(error).toMatchObject({ status: 400, code: 'invalid_request' })
    expect(error.message).not.toContain('undefined')
    expect(first.requestCount).toBe(0)
  })
})
