/** What anybody on the network sees of the server: methods, ids, shapes, nothing reflected, nothing opened. */

import { describe, expect, onTestFinished, test } from 'vitest'
import { startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { answer } from '../../src/simulator/steps.ts'
import { chatBody, connectRaw, exchangeRaw, parseRaw, type RawAnswer, type RawRequest, rawRequest } from '../support/raw-client.ts'
import { startRoutedProviders } from '../support/routed-providers.ts'
import { aConfig } from '../support/routing-fixtures.ts'
import { type RunningRouter, startRouter } from '../support/running-router.ts'

const start = async (): Promise<RunningRouter> => {
  const router = await startRouter({ routing: aConfig() })
  onTestFinished(() => router.close())
  return router
}

const ask = async ({ url }: RunningRouter, request: RawRequest): Promise<RawAnswer> =>
  parseRaw(await exchangeRaw(url, rawRequest({ method: 'GET', ...request, headers: ['connection: close', ...request.headers ?? []] })))

const GET_PATHS = ['/', '/livez', '/readyz', '/health', '/metrics', '/api/hello', '/v1/models', '/v1/models/auto'] as const
const POST_PATHS = ['/v1/chat/completions', '/v1/messages', '/v1/messages/count_tokens', '/v1/route'] as const

describe('methods', () => {
  test.each(GET_PATHS)('HEAD %s, as probes send it, is GET without a body', async (path) => {
    const router = await start()
    const [head, get] = [await ask(router, { method: 'HEAD', path }), await ask(router, { path })]
    expect({ status: head.statusCode, type: head.headers['content-type']?.split(';')[0], body: head.body }).toEqual({ status: get.statusCode, type: path === '/' ? 'text/plain' : get.headers['content-type']?.split(';')[0], body: '' })
    expect(get.statusCode).toBe(200)
  })

  test.each([
    ...POST_PATHS.flatMap(path => ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY', 'TRACE'].map(method => [method, path, 'POST'])),
    ...GET_PATHS.flatMap(path => ['POST', 'DELETE', 'OPTIONS', 'QUERY'].map(method => [method, path, 'GET, HEAD'])),
  ])('%s %s, which nobody serves, is answered with 405 and what would do (%s)', async (method, path, allowed) => {
    const { statusCode, headers, body } = await ask(await start(), { method, path })
    expect(statusCode).toBe(405)
    expect(new Set(headers['allow']?.split(', '))).toEqual(new Set(allowed.split(', ')))
    if (method !== 'HEAD') expect(JSON.parse(body)).toMatchObject({ error: { type: 'invalid_request_error' } })
  })
})

describe('what is not there', () => {
  test.each([
    ['/v1/messages/batches', [], 'anthropic'], ['/v1/complete', ['anthropic-version: 2023-06-01'], 'anthropic'],
    ['/v1/files', [], 'openai'], ['/v1/batches', [], 'openai'], ['/favicon.ico', [], 'openai'], ['/wp-login.php', [], 'openai'],
  ] as const)('%s with %j, when it is asked for, is a 404 in the shape of %s', async (path, headers, shape) => {
    const router = await start()
    for (const method of ['GET', 'POST']) {
      const { statusCode, body } = await ask(router, { method, path, headers, ...(method === 'POST' && { body: '{}' }) })
      expect({ statusCode, body: JSON.parse(body) as unknown }).toMatchObject({ statusCode: 404, body: shape === 'openai' ? { error: { code: 'not_found' } } : { type: 'error', error: { type: 'not_found_error' } } })
    }
  })

  test('a body of any kind, when its path is none, is not what is complained of', async () => {
    const { statusCode } = await ask(await start(), { method: 'POST', path: '/nowhere', headers: ['content-type: text/plain', 'content-length: 0'] })
    expect(statusCode).toBe(404)
  })
})

describe('ids', () => {
  test('every answer, whatever it is, has an id of its own', async () => {
    const router = await start()
    const answers = await Promise.all([...GET_PATHS, ...POST_PATHS, '/nowhere', '/%zz', '*'].map(async path => await ask(router, { path })))
    const ids = answers.map(({ headers }) => headers['x-request-id'])
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each([['my-request_1', 'my-request_1'], ['a b', undefined], ['x'.repeat(65), undefined], ['<script>', undefined], ['a\tb', undefined]])('a client\'s own id %j, when it is sent, comes back as %j, and is never ours', async (sent, returned) => {
    const { headers } = await ask(await start(), { path: '/livez', headers: [`x-request-id: ${sent}`] })
    expect(headers['x-client-request-id']).toBe(returned)
    expect(headers['x-request-id']).not.toBe(sent)
  })
})

describe('browsers', () => {
  test('a preflight, from any page, opens nothing', async () => {
    const router = await start()
    for (const path of POST_PATHS) {
      const { statusCode, headers } = await ask(router, { method: 'OPTIONS', path, headers: ['origin: https://evil.test', 'access-control-request-method: POST', 'access-control-request-headers: content-type', 'access-control-request-private-network: true'] })
      expect(statusCode).toBe(405)
      expect(Object.keys(headers).filter(name => name.startsWith('access-control'))).toEqual([])
    }
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; application/json', 'application/jsonx', ''])('a request that needs no preflight (%s), from any page, is refused', async (type) => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    const body = chatBody()
    const head = rawRequest({ headers: ['connection: close', 'origin: https://evil.test', `content-length: ${body.length}`, ...(type === '' ? [] : [`content-type: ${type}`])] })
    expect(parseRaw(await exchangeRaw(router.url, Buffer.concat([head, Buffer.from(body)])))).toMatchObject({ statusCode: 415 })
    expect(first.requestCount).toBe(0)
  })

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON', 'application/vnd.api+json'])('a request of the type %s, is read', async (type) => {
    const { router } = await startRoutedProviders({ first: {} })
    expect((await fetch(`${router.url}/v1/chat/completions`, { method: 'POST', headers: { 'content-type': type }, body: chatBody() })).status).toBe(200)
  })

  test('the page at the root, whatever the Host header holds, reflects no markup', async () => {
    const { statusCode, headers, body } = await ask(await start(), { path: '/', headers: ['host: 127.0.0.1:"><script>alert(1)</script>'] })
    expect(statusCode).toBe(200)
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff', 'content-security-policy': expect.stringContaining("default-src 'none'") as unknown })
    expect(body).not.toContain('<script')
    expect(body).toContain('&#60;script&#62;')
  })

  test('a path with markup, when it is not found, comes back as JSON and nothing else', async () => {
    const { headers, body } = await ask(await start(), { path: '/<img src=x onerror=alert(1)>'.replaceAll(' ', '%20') })
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(() => { JSON.parse(body) }).not.toThrow()
  })
})

describe('headers of an answer', () => {
  test('a model with line breaks and foreign letters, when a client invents one, injects nothing', async () => {
    const provider = await startScriptedProvider()
    onTestFinished(() => provider.close())
    const router = await startRouter({ routing: `version: 1\nproviders:\n  first: { preset: openrouter, base_url: "${provider.url}/v1", api_key: a-test-key }\n` })
    onTestFinished(() => router.close())
    for (const stream of [true, false]) {
      const text = await exchangeRaw(router.url, rawRequest({ headers: ['connection: close'], body: chatBody({ stream, model: 'first/نموذج\r\nset-cookie: a=b' }) }))
      const { statusCode, headers } = parseRaw(text)
      expect({ statusCode, cookie: headers['set-cookie'], model: headers['x-smart-router-model'] }).toEqual({ statusCode: 200, cookie: undefined, model: '???????set-cookie: a=b' })
      expect(text.slice(0, text.indexOf('\r\n\r\n'))).toMatch(/^[\x20-\x7e\r\n]+$/)
    }
  })

  test('a provider\'s own headers, when it sends them, do not reach the client', async () => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    first.otherwise(answer({ headers: { 'set-cookie': 'a=b', server: 'secret/1.0', location: 'http://evil.test', 'access-control-allow-origin': '*' } }))
    for (const stream of [true, false]) {
      const reply = await router.post('/v1/chat/completions', JSON.parse(chatBody({ stream })))
      await reply.text()
      expect([...reply.headers.keys()].filter(name => /^(?:set-cookie|server|location|access-control)/.test(name))).toEqual([])
    }
  })
})

describe('pipelining', () => {
  test('requests sent in one go, on one connection, are answered in their order', async () => {
    const { router } = await startRoutedProviders({ first: {} })
    const client = await connectRaw(router.url)
    client.send(Buffer.concat([rawRequest({ body: chatBody({ stream: true }) }), rawRequest({ method: 'GET', path: '/livez' }), rawRequest({ method: 'GET', path: '/nowhere', headers: ['connection: close'] })]))
    const text = await client.closed
    const places = ['[DONE]', '"status":"ok"', 'not_found'].map(word => text.indexOf(word))
    expect(places.every(place => place > 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })
})
