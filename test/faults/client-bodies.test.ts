/** Fault matrix, C6–C11 and C15–C17: bodies that are too large, too deep, ambiguous, not text, or simply strange. */

import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createGate } from '../../src/simulator/gate.ts'
import { answer } from '../../src/simulator/steps.ts'
import { chatBody, connectRaw, parseRaw, rawRequest } from '../support/raw-client.ts'
import { onlyRequest, startRoutedProviders } from '../support/routed-providers.ts'
import type { RunningRouter } from '../support/running-router.ts'

const KIB = 1024
const MIB = 1024 * KIB

const PATHS = { 'openai-chat': '/v1/chat/completions', 'anthropic-messages': '/v1/messages' } as const
const WIRES = ['openai-chat', 'anthropic-messages'] as const
type ClientWire = (typeof WIRES)[number]

const postBytes = async ({ url }: RunningRouter, wire: ClientWire, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> =>
  await fetch(url + PATHS[wire], { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })

interface ErrorBody { readonly error: { readonly code?: string, readonly type: string, readonly message: string, readonly param?: string | null } }

/** A refusal before anybody was asked; gives its message. */
const expectRefused = async (response: Response, wire: ClientWire, status: number, code: string): Promise<string> => {
  const { error } = await response.json() as ErrorBody
  expect({ status: response.status, retry: response.headers.get('x-should-retry'), code: error.code }).toEqual({ status, retry: 'false', code: wire === 'openai-chat' ? code : undefined })
  expect(response.headers.get('x-smart-router-trail')).toBeNull()
  return error.message
}

/** Written into the body as text, so that nothing between the test and the socket makes it well-formed. */
const withMember = (text: string): string => chatBody().replace(/\}$/, `,${text}}`)

describe('C6', () => {
  test.each(WIRES)('C6: a body that says it is too large, on the wire %s, is refused before it is sent', async (wire) => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    const client = await connectRaw(router.url)
    client.send(rawRequest({ path: PATHS[wire], headers: ['content-type: application/json', `content-length: ${32 * MIB + 1}`] }))
    const { statusCode, headers, body } = parseRaw(await client.closed)
    expect({ statusCode, connection: headers['connection'], retry: headers['x-should-retry'] }).toEqual({ statusCode: 413, connection: 'close', retry: 'false' })
    expect(JSON.parse(body)).toMatchObject({ error: { message: 'The request body is larger than 32 MiB.', ...(wire === 'openai-chat' ? { code: 'request_too_large' } : { type: 'request_too_large' }) } })
    expect(first.requestCount).toBe(0)
  })

  test('C6: a body without a length that grows too large is refused when it does', async () => {
    const { router } = await startRoutedProviders({ first: {} }, {}, { bodyBytes: 64 * KIB })
    const client = await connectRaw(router.url)
    client.send(rawRequest({ headers: ['content-type: application/json', 'transfer-encoding: chunked'] }))
    client.send(`${(65 * KIB).toString(16)}\r\n${'x'.repeat(65 * KIB)}\r\n`)
    expect(parseRaw(await client.closed).statusCode).toBe(413)
  })

  test('C6: a body of exactly the limit is taken', async () => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} }, {}, { bodyBytes: 64 * KIB })
    const body = withMember(`"user":"${'x'.repeat(64 * KIB - chatBody().length - ',"user":""'.length)}"`)
    expect(body).toHaveLength(64 * KIB)
    expect((await postBytes(router, 'openai-chat', body)).status).toBe(200)
    expect(first.requestCount).toBe(1)
  })

  test('C6: large bodies wait for their turn when memory is full of others, small ones pass', async () => {
    const { router, providers: { first }, ask } = await startRoutedProviders({ first: {} }, {}, { allBodiesBytes: 3 * MIB })
    const large = withMember(`"user":"${'x'.repeat(2 * MIB)}"`)
    const gate = createGate()
    first.script(answer({ heldBy: gate }))
    const held = postBytes(router, 'openai-chat', large)
    await first.nextRequest()
    const refused = await postBytes(router, 'openai-chat', large)
    expect(refused.status).toBe(503)
    expect(Object.fromEntries(refused.headers)).toMatchObject({ 'x-should-retry': 'true', 'retry-after': '1', 'retry-after-ms': '1000' })
    expect(await refused.json()).toMatchObject({ error: { code: 'router_overloaded', type: 'server_error' } })
    expect((await ask()).status).toBe(200)
    gate.open()
    await (await held).text()
    expect((await postBytes(router, 'openai-chat', large)).status).toBe(200)
  })
})

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

describe('C7', () => {
  test.each(WIRES)('C7: a body that nests too deep, on the wire %s, is refused', async (wire) => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    // The body's own object is the first level.
    expect(await expectRefused(await postBytes(router, wire, withMember(`"metadata":${nested(64)}`)), wire, 400, 'json_too_deep')).toContain('64')
    expect((await postBytes(router, wire, withMember(`"metadata":${nested(63)}`))).status).toBe(200)
    expect(first.requestCount).toBe(1)
  })

  test('C7: a body of a million brackets is refused without harm', async () => {
    const { router, ask } = await startRoutedProviders({ first: {} })
    await expectRefused(await postBytes(router, 'openai-chat', '['.repeat(1_000_000)), 'openai-chat', 400, 'json_too_deep')
    expect((await ask()).status).toBe(200)
  })
})

describe('C8', () => {
  test.each(['model', 'stream', 'messages', 'max_tokens'])('C8: a body with %s twice is refused', async (member) => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    const body = withMember(`"stream":true,"${member}":${member === 'messages' ? '[]' : 'true'},"\\u00${member.charCodeAt(0).toString(16)}${member.slice(1)}":1`)
    for (const wire of WIRES) expect(await expectRefused(await postBytes(router, wire, body), wire, 400, 'duplicate_key')).toContain(member)
    expect(first.requestCount).toBe(0)
  })

  test('C8: a body with another member twice is taken', async () => {
    const { router } = await startRoutedProviders({ first: {} })
    expect((await postBytes(router, 'openai-chat', withMember('"user":"a","user":"b"'))).status).toBe(200)
  })
})

describe('C9', () => {
  test.each(WIRES)('C9: a body that is not UTF-8, on the wire %s, is refused', async (wire) => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    const body = Buffer.from(chatBody().replace('"hi"', '"h\u00ffi"'), 'latin1')
    expect(await expectRefused(await postBytes(router, wire, body), wire, 400, 'invalid_encoding')).toContain('UTF-8')
    expect(first.requestCount).toBe(0)
  })
})

describe('C10', () => {
  const strange = chatBody({ messages: 'M' }).replace('"M"', '[{"role":"user","content":"a\\u0000b\\ud800c"}]')

  test('C10: a lone surrogate and a NUL reach a provider of the same wire as they were written', async () => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    expect((await postBytes(router, 'openai-chat', strange)).status).toBe(200)
    expect(onlyRequest(first).text).toContain('"a\\u0000b\\ud800c"')
  })

  test('C10: a lone surrogate and a NUL reach a provider of the other wire as valid JSON', async () => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    expect((await postBytes(router, 'anthropic-messages', strange)).status).toBe(200)
    const { messages } = onlyRequest(first).json as { messages: ReadonlyArray<{ readonly content: unknown }> }
    expect(JSON.stringify(messages)).toContain('a\\u0000b')
    expect(JSON.stringify(messages)).toMatch(/\\ud800c|\ufffdc/)
  })
})

describe('C11', () => {
  test.each([
    ['a member __proto__', '"metadata":{"__proto__":{"admin":true}}'],
    ['the same in escapes', '"metadata":{"\\u005f\\u005fproto__":{"admin":true}}'],
    ['a constructor with a prototype', '"metadata":{"constructor":{"prototype":{"admin":true}}}'],
  ])('C11: %s is refused, and pollutes nothing', async (_name, member) => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    for (const wire of WIRES) await expectRefused(await postBytes(router, wire, withMember(member)), wire, 400, 'invalid_request')
    expect(first.requestCount).toBe(0)
    expect(({} as { readonly admin?: true }).admin).toBeUndefined()
  })
})

/** What router, provider and client together need of a processor; other processes do not count. Milliseconds. */
const cpuOf = async (work: () => Promise<void>): Promise<number> => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Linear work needs a fifth of it; work that grows with the square of the messages needs far more. */
const MAX_CPU_MS = 900
const COUNT = 30_000

describe('C15', () => {
  test('C15: a hundred thousand messages are routed, on the same wire and across', async () => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    const messages = Array.from({ length: 100_000 }, (_, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content: `message ${index}` }))
    const body = chatBody({ messages: [...messages, { role: 'user', content: 'the last one' }] })
    const cpuMs = await cpuOf(async () => {
      for (const wire of WIRES) expect((await postBytes(router, wire, body)).status).toBe(200)
    })
    console.info(`${(body.length / MIB).toFixed(1)} MiB of messages, twice: router, provider and client together needed ${cpuMs.toFixed(0)} ms of a processor`)
    expect(first.requests.map(({ json }) => (json['messages'] as readonly unknown[]).length)).toEqual([100_001, 100_001])
    expect(cpuMs).toBeLessThan(5 * MAX_CPU_MS)
  })

  const repeat = <Item>(make: (index: number) => Item): Item[] => Array.from({ length: COUNT }, (_, index) => make(index))
  const call = (id: string): object => ({ id, type: 'function', function: { name: 'f', arguments: '{}' } })

  test.each([
    ['of one speaker alone', repeat(index => ({ role: 'user', content: `message ${index}` }))],
    ['of system messages behind the first', [{ role: 'user', content: 'hi' }, ...repeat(index => ({ role: 'system', content: `message ${index}` }))]],
    ['of calls that share one id', [{ role: 'assistant', content: null, tool_calls: repeat(() => call('c')) }, ...repeat(() => ({ role: 'tool', tool_call_id: 'c', content: 'r' }))]],
    ['of results in the wrong order', [{ role: 'assistant', content: null, tool_calls: repeat(index => call(`c${index}`)) }, ...repeat(index => ({ role: 'tool', tool_call_id: `c${COUNT - 1 - index}`, content: 'r' }))]],
  ])('C15: a conversation %s takes no longer than another of its size', async (_name, messages) => {
    const { router } = await startRoutedProviders({ first: { dialect: 'anthropic' } })
    const body = chatBody({ messages })
    expect(await cpuOf(async () => { expect((await postBytes(router, 'openai-chat', body)).status).toBe(200) })).toBeLessThan(MAX_CPU_MS)
  })
})

describe('C16', () => {
  test.each(WIRES)('C16: a compressed body on the wire %s is refused, whatever is in it', async (wire) => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    expect(await expectRefused(await postBytes(router, wire, gzipSync(chatBody()), { 'content-encoding': 'gzip' }), wire, 415, 'unsupported_media_type')).toContain('gzip')
    expect(await expectRefused(await postBytes(router, wire, chatBody(), { 'content-encoding': 'br' }), wire, 415, 'unsupported_media_type')).toContain('br')
    expect(await expectRefused(await postBytes(router, wire, gzipSync(chatBody())), wire, 400, 'invalid_encoding')).toContain('compressed')
    expect((await postBytes(router, wire, chatBody(), { 'content-encoding': 'identity' })).status).toBe(200)
    expect(first.requestCount).toBe(1)
  })
})

describe('C17', () => {
  test('C17: numbers beyond a double survive on the same wire, with everything around them', async () => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    const body = '{ "model" : "first/m",\n "seed": 12345678901234567890, "unknown": {"pi": 3.14159265358979323846, "e": 1e400},\t"messages": [{"role":"user","content":"hi"}] }'
    expect((await postBytes(router, 'openai-chat', body)).status).toBe(200)
    expect(onlyRequest(first).text).toBe(body.replace('"first/m"', '"m"'))
  })

  test('C17: the same on the Anthropic wire', async () => {
    const { router, providers: { first } } = await startRoutedProviders({ first: { dialect: 'anthropic' } })
    const body = '{"model":"first/m","max_tokens":5,"top_k":12345678901234567890,"unknown":{"e":1e400},"messages":[{"role":"user","content":"hi"}]}'
    expect((await postBytes(router, 'anthropic-messages', body)).status).toBe(200)
    expect(onlyRequest(first).text).toBe(body.replace('"first/m"', '"m"'))
  })
})
