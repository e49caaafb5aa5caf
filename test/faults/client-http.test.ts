/** Fault matrix, C5, C12–C14, C18 and C19: what is wrong below or around the body, on the bare socket. */

import { describe, expect, test } from 'vitest'
import { hang } from '../../src/simulator/steps.ts'
import { chatBody, connectRaw, exchangeRaw, parseRaw, type RawAnswer, rawRequest } from '../support/raw-client.ts'
import { type RoutedProviders, startRoutedProviders } from '../support/routed-providers.ts'

const IMPATIENT = { headersTimeoutMs: 100, requestTimeoutMs: 200, checkingIntervalMs: 25 }

const startOne = async (limits = {}): Promise<RoutedProviders<'first'>> => await startRoutedProviders({ first: {} }, {}, limits)

const REQUEST_ID = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-/

interface WireError { readonly error: { readonly code?: string, readonly type: string, readonly message: string } }

/** One answer, in JSON, with an id, and a connection that is not used again; gives its error. */
const expectRefusal = ({ statusCode, headers, body }: RawAnswer, status: number): WireError['error'] => {
  expect(statusCode, body).toBe(status)
  expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'x-should-retry': 'false', connection: 'close', 'content-length': String(Buffer.byteLength(body)) })
  expect(headers['x-request-id']).toMatch(REQUEST_ID)
  return (JSON.parse(body) as WireError).error
}

describe('C5', () => {
  test.each([
    ['a connection that says nothing', '', '/'],
    ['headers that never end', 'GET /livez HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: y', '/'],
    ['a body that never comes', 'POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"model"', '/v1/chat/completions'],
    ['a body that never comes, on the Anthropic wire', 'POST /v1/messages HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"model"', '/v1/messages'],
  ])('C5: %s is told to hurry, and closed', async (_name, bytes, path) => {
    const { router, ask, metric } = await startOne(IMPATIENT)
    const error = expectRefusal(parseRaw(await exchangeRaw(router.url, bytes)), 408)
    expect(error).toMatchObject(path === '/v1/messages' ? { type: 'invalid_request_error' } : { type: 'invalid_request_error', code: 'request_timeout' })
    expect(await metric('http_rejected_total', { reason: 'request_timeout' })).toBe(1)
    expect(router.log.filter(({ level }) => Number(level) >= 40)).toEqual([])
    expect((await ask()).status).toBe(200)
  })

  test('C5: a healthy stream lasts longer than any of these limits', async () => {
    const { router, providers: { first } } = await startOne({ ...IMPATIENT, heartbeatMs: 50 })
    first.otherwise(hang('after-content'))
    const client = await connectRaw(router.url)
    client.send(rawRequest({ body: chatBody({ stream: true }) }))
    // Eight signs of life are twice the longest of the limits.
    await client.until(text => text.split(': keep-alive').length > 8)
    expect(client.text).not.toContain('error')
  })
})

const GOOD = chatBody()
const HEAD = 'POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n'
/** What a smuggler wants to be taken for a second request. */
const SMUGGLED = 'GET /livez HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'

describe('C12', () => {
  test.each([
    ['a length and chunks', `${HEAD}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['chunks and a length', `${HEAD}transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['two lengths', `${HEAD}content-length: ${GOOD.length}\r\ncontent-length: 5\r\n\r\n${GOOD}`],
    ['two lengths that agree', `${HEAD}content-length: ${GOOD.length}\r\ncontent-length: ${GOOD.length}\r\n\r\n${GOOD}`],
    ['a list of lengths', `${HEAD}content-length: ${GOOD.length}, ${GOOD.length}\r\n\r\n${GOOD}`],
    ['a length with a sign', `${HEAD}content-length: +${GOOD.length}\r\n\r\n${GOOD}`],
    ['bare line feeds', 'GET /livez HTTP/1.1\nhost: 127.0.0.1\n\n'],
    ['a folded header', 'GET /livez HTTP/1.1\r\nhost: 127.0.0.1\r\nx-a: b\r\n c\r\n\r\n'],
    ['a space before the colon', `${HEAD}content-length : ${GOOD.length}\r\n\r\n${GOOD}`],
    ['a space before the name', `${HEAD} content-length: ${GOOD.length}\r\n\r\n${GOOD}`],
    ['a NUL in a header', 'GET /livez HTTP/1.1\r\nhost: 127.0.0.1\r\nx-a: b\0c\r\n\r\n'],
    ['a carriage return in a header', 'GET /livez HTTP/1.1\r\nhost: 127.0.0.1\r\nx-a: b\rc\r\n\r\n'],
    ['an encoding that ends in "chunked"', `${HEAD}transfer-encoding: xchunked\r\n\r\n${GOOD}${SMUGGLED}`],
    ['two encodings', `${HEAD}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['an encoding given twice', `${HEAD}transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['an encoding behind a tab', `${HEAD}transfer-encoding:\tchunked, chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['a chunk size that is none', `${HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n${SMUGGLED}`],
    ['a method that is none', 'SMUGGLE /livez HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'],
    ['a version that is none', 'GET /livez HTTP/9.9\r\nhost: 127.0.0.1\r\n\r\n'],
    ['TLS on a plain port', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ])('C12: a request with %s is refused, answered once, and its connection closed', async (_name, bytes) => {
    const { router, providers: { first } } = await startOne()
    const text = await exchangeRaw(router.url, Buffer.from(bytes, 'latin1'))
    expect(expectRefusal(parseRaw(text), 400)).toMatchObject({ code: 'invalid_http', type: 'invalid_request_error' })
    expect(text.split('HTTP/1.1 ')).toHaveLength(2)
    expect(first.requestCount).toBe(0)
  })

  test('C12: what is no request behind a good one does not reach into the good one\'s answer', async () => {
    const { router, providers: { first } } = await startOne()
    first.otherwise(hang('after-content'))
    const client = await connectRaw(router.url)
    client.send(rawRequest({ body: chatBody({ stream: true }) }))
    await client.until(/hello/)
    const { aborted } = await first.nextRequest()
    client.send('no http at all\r\n\r\n')
    const text = await client.closed
    await aborted
    expect(text.split('HTTP/1.1 ')).toHaveLength(2)
    expect(text).not.toContain('invalid_http')
  })

  test('C12: what is no request behind a finished answer is told so, and the connection closed', async () => {
    const { router } = await startOne()
    const client = await connectRaw(router.url)
    client.send(rawRequest({ method: 'GET', path: '/livez' }))
    await client.until(/\}$/)
    client.send('no http at all\r\n\r\n')
    const [, , second = ''] = (await client.closed).split(/(?=HTTP\/1\.1 )/)
    expect(expectRefusal(parseRaw((await client.closed).slice(client.text.lastIndexOf('HTTP/1.1'))), 400)).toMatchObject({ code: 'invalid_http' })
    expect(second).toBe('')
  })

  test('C12: headers beyond 32 KiB are refused in the caller\'s wire', async () => {
    const { router } = await startOne()
    const text = await exchangeRaw(router.url, rawRequest({ path: '/v1/messages', headers: [`x-filler: ${'x'.repeat(33 * 1024)}`], body: GOOD }))
    expect(parseRaw(text)).toMatchObject({ statusCode: 431, body: expect.stringMatching(/^\{"type":"error"/) as unknown })
  })
})

describe('C13', () => {
  test.each(['authorization: Bearer b', 'x-api-key: b', 'host: 127.0.0.1', 'content-type: application/json'])('C13: a second header "%s" is refused', async (line) => {
    const { router, providers: { first } } = await startOne()
    const name = line.split(':')[0] ?? ''
    const text = await exchangeRaw(router.url, rawRequest({ headers: ['authorization: Bearer a', 'x-api-key: a', 'host: 127.0.0.1', line.toUpperCase(), 'connection: close'], body: GOOD }))
    expect(expectRefusal(parseRaw(text), 400).message).toContain(name)
    expect(first.requestCount).toBe(0)
  })

  test('C13: both kinds of key, each once, are taken', async () => {
    const { router } = await startOne()
    const text = await exchangeRaw(router.url, rawRequest({ headers: ['authorization: Bearer a', 'x-api-key: a', 'connection: close'], body: GOOD }))
    expect(parseRaw(text).statusCode).toBe(200)
  })
})

/** The answer to a GET on a connection that ends with it. */
const get = async (url: string, path: string, headers: readonly string[] = [], method = 'GET'): Promise<RawAnswer> =>
  parseRaw(await exchangeRaw(url, rawRequest({ method, path, headers: ['connection: close', ...headers] })))

describe('C14', () => {
  test.each([
    ['a foreign Host', '/livez', ['host: evil.test']],
    ['a foreign Host with our port', '/livez', ['host: evil.test:4747']],
    ['a foreign Host with our name in front', '/livez', ['host: 127.0.0.1.evil.test']],
    ['a user in front of the Host', '/livez', ['host: 127.0.0.1@evil.test']],
    ['an empty Host', '/livez', ['host: ']],
    ['an absolute URL of another host', 'http://evil.test/livez', []],
    ['an absolute URL with a user', 'http://127.0.0.1@evil.test/livez', []],
    ['an absolute URL of ours under a foreign Host', 'http://127.0.0.1/livez', ['host: evil.test']],
  ])('C14: %s is refused on a loopback address', async (_name, path, headers) => {
    const { router } = await startOne()
    const { statusCode, body } = await get(router.url, path, headers)
    expect({ statusCode, error: (JSON.parse(body) as WireError).error }).toMatchObject({ statusCode: 403, error: { code: 'host_not_allowed' } })
  })

  test.each([
    ['localhost', ['host: LOCALHOST:4747']], ['the address', ['host: 127.0.0.1']], ['the other address', ['host: [::1]:4747']],
  ])('C14: %s is who we are', async (_name, headers) => {
    const { router } = await startOne()
    expect((await get(router.url, '/livez', headers)).statusCode).toBe(200)
  })

  test.each([
    ['an absolute URL', 'http://127.0.0.1/livez', 200], ['an absolute URL without a path', 'http://127.0.0.1', 200],
    ['doubled slashes', '//v1///models//', 200], ['an encoded letter', '/v1/%6dodels', 200], ['a doubled prefix', '/v1/v1/models', 200],
    ['an encoded slash', '/v1%2Fmodels', 404], ['dots', '/v1/x/../models', 404], ['encoded dots', '/v1/%2e%2e/v1/models', 404],
    ['dots in front', '/../livez', 404], ['a backslash', '/v1\\models', 404], ['a path that is none', '/v1/%zz', 400], ['half a character', '/%E0%A4%A', 400],
    ['a fragment', '/livez#/v1/models', 200], ['the asterisk', '*', 404],
  ])('C14: %s (%s) leads to %i, never to something else', async (_name, path, status) => {
    const { router } = await startOne()
    const { statusCode, headers, body } = await get(router.url, path)
    expect(statusCode, body).toBe(status)
    expect(headers['x-request-id']).toMatch(REQUEST_ID)
    if (status >= 400) expect((JSON.parse(body) as WireError).error).toMatchObject({ type: 'invalid_request_error', code: status === 400 ? 'invalid_http' : 'not_found' })
  })

  test('C14: a request without Host is refused where HTTP asks for it, and taken from older clients', async () => {
    const { router } = await startOne()
    expect(expectRefusal(parseRaw(await exchangeRaw(router.url, 'GET /livez HTTP/1.1\r\n\r\n')), 400)).toMatchObject({ code: 'invalid_http' })
    expect(parseRaw(await exchangeRaw(router.url, 'GET /livez HTTP/1.0\r\n\r\n')).statusCode).toBe(200)
  })
})

describe('C18', () => {
  test('C18: an upgrade to HTTP/2 is ignored', async () => {
    const { router } = await startOne()
    const { statusCode, headers } = await get(router.url, '/livez', ['upgrade: h2c', 'http2-settings: AAMAAABkAAQAAP__'])
    expect({ statusCode, upgrade: headers['upgrade'] }).toEqual({ statusCode: 200, upgrade: undefined })
  })

  test('C18: an HTTP/2 connection by prior knowledge is refused', async () => {
    const { router } = await startOne()
    expectRefusal(parseRaw(await exchangeRaw(router.url, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')), 400)
  })

  test('C18: a client that waits for "100 Continue" gets it before it sends its body', async () => {
    const { router } = await startOne()
    const client = await connectRaw(router.url)
    client.send(rawRequest({ headers: ['content-type: application/json', `content-length: ${GOOD.length}`, 'expect: 100-continue', 'connection: close'] }))
    await client.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/)
    client.send(GOOD)
    expect(await client.closed).toMatch(/\r\n\r\nHTTP\/1\.1 200 OK/)
  })

  test('C18: an expectation that nobody knows is ignored', async () => {
    const { router } = await startOne()
    expect(parseRaw(await exchangeRaw(router.url, rawRequest({ headers: ['expect: a-miracle', 'connection: close'], body: GOOD }))).statusCode).toBe(200)
  })

  test('C18: a tunnel is not opened', async () => {
    const { router } = await startOne()
    expect(await exchangeRaw(router.url, 'CONNECT evil.test:443 HTTP/1.1\r\nhost: evil.test:443\r\n\r\n')).not.toMatch(/^HTTP\/1\.1 2/)
  })
})

describe('C19', () => {
  test('C19: connections beyond the limit are turned away, the others are served, and room comes back', async () => {
    const { router } = await startOne({ maxConnections: 3 })
    const clients = await Promise.all(Array.from({ length: 3 }, async () => await connectRaw(router.url)))
    const alive = async (client: (typeof clients)[number]): Promise<void> => {
      client.send(rawRequest({ method: 'GET', path: '/livez' }))
      await client.until(/200 OK/)
    }
    for (const client of clients) await alive(client)
    expect(await (await connectRaw(router.url)).closed).toBe('')
    for (const client of clients) await alive(client)
    const [left] = clients
    left?.socket.end()
    await left?.closed
    await alive(await connectRaw(router.url))
  })
})
