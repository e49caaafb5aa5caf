import type { LookupFunction } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Failure, ProviderError } from '../../src/chat/errors.ts'
import type { ChatRequest, Wire } from '../../src/chat/request.ts'
import { type ChatResult, collect } from '../../src/chat/result.ts'
import type { Target } from '../../src/config/target.ts'
import { createHttpClient, type HttpClient } from '../../src/lib/net/http-client.ts'
import { Attempt, type OpenStream } from '../../src/providers/attempt.ts'
import { DIALECTS } from '../../src/providers/index.ts'
import { type SharedMemory, createReasoningVault } from '../../src/providers/reasoning-vault.ts'
import { createTransport } from '../../src/providers/transport.ts'
import type { Opened } from '../../src/routing/open-first.ts'
import { createRouter, type Router } from '../../src/routing/router.ts'
import { type BadHttp, badHttp, drop, emptyBody, endlessBody, endlessLine, errorInsideOk, gzipBody, htmlPage, redirect } from '../../src/simulator/faulty-steps.ts'
import { createGate } from '../../src/simulator/gate.ts'
import { type ScriptedProvider, startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { answer, closeAfterResponse, cut, errorEvent, hang, onlyTerminal, raw, status, type Step } from '../../src/simulator/steps.ts'
import { requestFrom, smallRequest } from '../protocols/support.ts'
import { aCandidate, aConfig, aConfigSource, aTarget, someSettings } from '../support/routing-fixtures.ts'
import { reserveRefusedPort, startBlackhole, startMuteTlsPort, startPlainPortBehindTls, startTlsProvider, UNRESOLVABLE_URL } from '../support/tcp-faults.ts'

const toLoopback: LookupFunction = (hostname, { all }, callback) => {
  if (hostname.endsWith('.invalid')) callback(Object.assign(new Error(hostname), { code: 'ENOTFOUND' }), '', 0)
  else if (all === true) callback(null, [{ address: '127.0.0.1', family: 4 }])
  else callback(null, '127.0.0.1', 4)
}

let provider: ScriptedProvider
let client: HttpClient
let open: OpenStream
let onHeaders: () => void

beforeEach(async () => {
  provider = await startScriptedProvider()
  client = createHttpClient({ connectTimeoutMs: () => 500, lookup: toLoopback })
  onHeaders = () => {}
  open = createTransport({ client, dialects: DIALECTS, now: () => { onHeaders(); return 42 }, vault: createReasoningVault() })
})
afterEach(async () => {
  await client.destroy()
  await provider.close()
})

const targetAt = (url: string, dialect: 'openai' | 'anthropic' = 'openai'): Target =>
  aTarget({ provider: { dialect, baseUrl: dialect === 'openai' ? `${url}/v1` : url } })

const newAttempt = (target: Target): Attempt => new Attempt({ number: 1, candidate: aCandidate(target), isHedge: false, startedAtMs: 0, settings: someSettings() })

interface Asking { readonly wire?: Wire, readonly isStream?: boolean, readonly dialect?: 'openai' | 'anthropic', readonly url?: string, readonly attempt?: Attempt }

const requestOf = ({ wire = 'openai-chat', isStream = true }: Asking): ChatRequest => smallRequest(wire, isStream ? { stream: true } : {})

const ask = async (asking: Asking = {}): Promise<ChatResult> => {
  const target = targetAt(asking.url ?? provider.url, asking.dialect)
  return await collect(await open(requestOf(asking), aCandidate(target), asking.attempt ?? newAttempt(target)))
}

const words = ({ choices }: ChatResult): string => (choices[0]?.blocks ?? []).map(block => block.type === 'text' ? block.text : '').join('')

/** What asking fails with, whether at once or while the answer is read. */
const failureOf = async (asking: Asking = {}): Promise<ProviderError> => {
  const error: unknown = await ask(asking).then(() => { throw new Error('it did not fail') }, (thrown: unknown) => thrown)
  if (error instanceof Error && error.message === 'it did not fail') throw error
  return error as ProviderError
}

describe('what was thought before a call', () => {
  const TOOLS = [{ type: 'function', function: { name: 'a', parameters: { type: 'object', properties: {} } } }]
  const CALL = { id: 'call_0123456789abcdef', name: 'a', arguments: '{"x":1}' }
  const asking = requestFrom('openai-chat', { model: 'm', messages: [{ role: 'user', content: 'go' }], tools: TOOLS })
  const goingOn = requestFrom('openai-chat', {
    model: 'm', tools: TOOLS,
    messages: [{ role: 'user', content: 'go' }, { role: 'assistant', content: null, tool_calls: [{ id: CALL.id, type: 'function', function: { name: 'a', arguments: CALL.arguments } }] }, { role: 'tool', tool_call_id: CALL.id, content: 'r' }],
  })
  const target = (): Target => aTarget({ compat: { replaysReasoning: 'tool-turns' }, provider: { baseUrl: `${provider.url}/v1` } })

  interface Other { readonly shared?: SharedMemory, readonly scope?: string }

  /** The reasoning that a router sends with the second request, where another one was answered the first. */
  const replayed = async (one: Other, other: Other): Promise<unknown> => {
    provider.script(answer({ reasoning: 'I think.', toolCalls: [CALL] }), answer())
    const vault = createReasoningVault(one)
    for (const [request, { shared, scope }] of [[asking, one], [goingOn, other]] as const) {
      const ownVault = shared === undefined ? vault : createReasoningVault({ shared })
      const ask = createTransport({ client, dialects: DIALECTS, now: () => 0, vault: ownVault, ...(scope !== undefined && { scopeOf: () => scope }) })
      await collect(await ask(request, aCandidate(target()), newAttempt(target())))
    }
    return (provider.requests.at(-1)?.json['messages'] as ReadonlyArray<{ readonly reasoning_content?: string }>)[1]?.reasoning_content
  }

  test('goes back to who wants it, of the same caller alone', async () => {
    expect(await replayed({}, {})).toBe('I think.')
    expect(await replayed({ scope: 'anna' }, { scope: 'anna' })).toBe('I think.')
    expect(await replayed({ scope: 'anna' }, { scope: 'bert' })).toBe(' ')
  })

  test('in another process, goes back where the two share their memory', async () => {
    const saved = new Map<string, string>()
    const shared: SharedMemory = { save: (key, value) => { saved.set(key, value) }, load: () => Promise.resolve(saved) }
    expect(await replayed({ shared }, { shared })).toBe('I think.')
  })
})

describe('a search that the provider wants echoed', () => {
  test('is one answer over two calls, without frames; a second call that is refused is the answer\'s failure', async () => {
    const target = aTarget({ compat: { searchSwitch: 'kimi-web-search' }, provider: { baseUrl: `${provider.url}/v1` } })
    const search = answer({ toolCalls: [{ id: 's', name: '$web_search', arguments: '{"q":1}' }] })
    const ask = async (): Promise<ChatResult> =>
      await collect(await open(requestOf({}), { ...aCandidate(target), intent: { thinks: false, searches: true } }, newAttempt(target)))
    provider.script(search, answer('found'), search, status(503))
    const result = await ask()
    expect([words(result), result.frame, provider.requests.length]).toEqual(['found', undefined, 2])
    await expect(ask()).rejects.toMatchObject({ failure: 'unavailable' })
  })
})

describe('an answer', () => {
  test.each<[string, Asking]>([
    ['a stream on the OpenAI wire', {}],
    ['a JSON body on the OpenAI wire', { isStream: false }],
    ['a stream on the Anthropic wire', { wire: 'anthropic-messages', dialect: 'anthropic' }],
    ['a JSON body on the Anthropic wire', { wire: 'anthropic-messages', dialect: 'anthropic', isStream: false }],
    ['a stream across wires', { wire: 'anthropic-messages' }],
    ['a JSON body across wires', { dialect: 'anthropic', isStream: false }],
  ])('%s is read, and keeps its frames only where both sides speak one wire', async (_, asking) => {
    const result = await ask(asking)
    expect(words(result)).toBe('hello')
    const ownWire = asking.dialect === 'anthropic' ? 'anthropic-messages' : 'openai-chat'
    expect(result.frame !== undefined).toBe((asking.wire ?? 'openai-chat') === ownWire)
  })

  test('the facts of the attempt, after an answer, are all there', async () => {
    const attempt = newAttempt(targetAt(provider.url))
    await ask({ attempt })
    expect(attempt).toMatchObject({ statusCode: 200, headersAtMs: 42, isSent: true, dropped: [] })
  })

  test('a JSON body, where a stream was asked for, is an answer without frames', async () => {
    const body = JSON.stringify({ id: '1', object: 'chat.completion', model: 'm', choices: [{ index: 0, message: { role: 'assistant', content: 'whole' }, finish_reason: 'stop' }] })
    provider.script(status(200, { body: JSON.parse(body) as object }))
    const result = await ask()
    expect(words(result)).toBe('whole')
    expect(result.frame).toBeUndefined()
  })

  test('a stream, when nobody says what it is, is taken for one where one was asked for', async () => {
    const event = (delta: object, reason: string | null = null): string => `data: ${JSON.stringify({ id: '1', model: 'm', choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`
    provider.script(raw({ headers: {}, chunks: [event({ content: 'a' }), event({}, 'stop'), 'data: [DONE]\n\n'] }))
    expect(words(await ask())).toBe('a')
  })

  test('a gzip body, although none was asked for, is read', async () => {
    const body = JSON.stringify({ id: '1', model: 'm', choices: [{ index: 0, message: { role: 'assistant', content: 'zipped' }, finish_reason: 'stop' }] })
    provider.script(gzipBody('good', { body }))
    expect(words(await ask({ isStream: false }))).toBe('zipped')
    expect(provider.requests[0]?.headers['accept-encoding']).toBe('identity')
  })

  test('paths, whatever the base URL ends with, are put together once', async () => {
    await ask()
    await ask()
    expect(provider.requests.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/v1/chat/completions'])
  })
})

describe('an upstream that refuses', () => {
  test.each<[number, Failure]>([
    [400, 'invalid-request'], [401, 'authentication'], [402, 'quota-exhausted'], [403, 'permission'], [404, 'unavailable'], [408, 'request-timeout'],
    [413, 'request-too-large'], [429, 'rate-limited'], [500, 'server-error'], [502, 'unavailable'], [503, 'unavailable'], [504, 'unavailable'], [529, 'overloaded'],
  ])('status %i is %s, and its connection is kept', async (code, failure) => {
    provider.script(status(code, { body: { error: { message: 'no' } } }))
    const attempt = newAttempt(targetAt(provider.url))
    expect(await failureOf({ attempt })).toMatchObject({ failure, statusCode: code })
    expect(attempt).toMatchObject({ statusCode: code, headersAtMs: 42, isSent: true })
    await new Promise(setImmediate)
    await ask()
    expect(provider.connections).toBe(1)
  })

  test('a redirect, wherever to, is a failure, and nobody goes there', async () => {
    provider.script(redirect(`${provider.url}/v1/chat/completions`, 307))
    expect(await failureOf()).toMatchObject({ failure: 'redirect', statusCode: 307 })
    expect(provider.requests).toHaveLength(1)
  })

  test('a body of an unknown encoding does not hide the status, and the call is ended', async () => {
    provider.script(raw({ status: 429, headers: { 'content-encoding': 'sdch', 'retry-after': '3' }, chunks: ['x'], end: 'hang' }))
    expect(await failureOf()).toMatchObject({ failure: 'rate-limited', retryAfterMs: 3_000 })
    await (await provider.nextRequest()).aborted
  })

  test('a body that never ends is not read to its end, and the call is ended', async () => {
    provider.script(raw({ status: 503, headers: { 'content-type': 'text/plain' }, chunks: (function * () { for (;;) yield 'x'.repeat(65_536) })() }))
    expect(await failureOf()).toMatchObject({ failure: 'unavailable', statusCode: 503 })
    await (await provider.nextRequest()).aborted
  })

  test('a body that never comes is waited for one second, and the call is ended', async () => {
    provider.script(raw({ status: 429, headers: { 'retry-after': '7' }, end: 'hang' }))
    const failed = failureOf()
    const { aborted } = await provider.nextRequest()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      await new Promise<void>((resolve) => { onHeaders = resolve })
      await new Promise(setImmediate)
      vi.advanceTimersByTime(1_000)
      expect(await failed).toMatchObject({ failure: 'rate-limited', retryAfterMs: 7_000 })
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
    await aborted
  })
})

describe('an upstream that answers wrongly', () => {
  const ERROR = { type: 'server_error', code: 500, message: 'broken' }

  test.each<[string, Step, Failure | undefined, Asking]>([
    ['an error inside a 200', errorInsideOk(), 'server-error', { isStream: false }],
    ['an error inside a 200, where a stream was asked for', errorInsideOk(), 'server-error', {}],
    ['an error as its first event', errorEvent({ error: ERROR }), 'server-error', {}],
    ['an HTML page', htmlPage(), 'bad-response', {}],
    ['an HTML page in place of JSON', htmlPage(), 'bad-response', { isStream: false }],
    ['an HTML page under the type of a stream', raw({ chunks: ['<html><h1>Hi</h1></html>'] }), 'bad-response', {}],
    ['nothing in place of JSON', emptyBody('application/json'), 'bad-response', { isStream: false }],
    ['JSON that breaks off', raw({ headers: { 'content-type': 'application/json' }, chunks: ['{"choices":['] }), 'bad-response', { isStream: false }],
    ['JSON without choices', status(200, { body: { id: '1' } }), 'bad-response', { isStream: false }],
    ['garbage for gzip', gzipBody('garbage'), 'bad-response', { isStream: false }],
    ['half a gzip body', gzipBody('truncated'), 'bad-response', { isStream: false }],
    ['a gzip bomb', gzipBody('bomb'), 'bad-response', { isStream: false }],
    ['JSON without an end', endlessBody(), 'bad-response', { isStream: false }],
    ['a line without an end', endlessLine(), 'bad-response', {}],
  ])('%s is a failure, may have been billed, and the call is ended', async (_, step, failure, asking) => {
    provider.script(step)
    expect(await failureOf(asking)).toMatchObject({ name: 'ProviderError', failure, billing: 'maybe' })
  })

  test.each<[string, Step]>([['no event at all', emptyBody()], ['only its last word', onlyTerminal()]])('a stream of %s gives no content, and whoever waits for some decides', async (_, step) => {
    provider.script(step)
    expect((await ask()).choices.flatMap(({ blocks }) => blocks)).toEqual([])
  })

  test.each<[BadHttp, Failure]>([
    ['not-http', 'bad-http'], ['bad-status-line', 'bad-http'], ['length-and-chunks', 'reset'], ['bare-line-feeds', 'bad-http'], ['header-overflow', 'bad-http'],
    ['unsolicited-continue', 'bad-http'], ['switching-protocols', 'bad-http'], ['bad-chunk-size', 'bad-http'], ['length-too-long', 'reset'],
  ])('%s is %s, and is not tried again on a fresh connection', async (kind, failure) => {
    provider.script(badHttp(kind))
    expect(await failureOf({ isStream: false })).toMatchObject({ failure, billing: 'maybe' })
    expect(provider.requests).toHaveLength(1)
  })

  test.each(['fin', 'reset', 'destroy', 'short-chunk'] as const)('a JSON body, when it is cut with %s, is a reset that may have been billed', async (how) => {
    provider.script(cut({ after: 20, how }))
    expect(await failureOf({ isStream: false })).toMatchObject({ failure: 'reset', billing: 'maybe' })
  })
})

describe('an upstream that cannot be reached', () => {
  test('a refused port is refused, and nothing was sent', async () => {
    const refused = await reserveRefusedPort()
    const attempt = newAttempt(targetAt(refused.url))
    expect(await failureOf({ url: refused.url, attempt })).toMatchObject({ failure: 'refused', billing: 'not-billed', rawCode: 'ECONNREFUSED' })
    expect(attempt.isSent).toBe(false)
    await refused.close()
  })

  test('a port that never accepts is a connect timeout', async () => {
    const blackhole = await startBlackhole()
    expect(await failureOf({ url: blackhole.url })).toMatchObject({ failure: 'connect-timeout', billing: 'not-billed' })
    await blackhole.close()
  })

  test('a handshake that never ends is a connect timeout', async () => {
    const mute = await startMuteTlsPort()
    expect(await failureOf({ url: mute.url })).toMatchObject({ failure: 'connect-timeout' })
    await mute.close()
  })

  test('a name that does not resolve is that', async () => {
    expect(await failureOf({ url: UNRESOLVABLE_URL })).toMatchObject({ failure: 'dns', billing: 'not-billed' })
  })

  test('plain HTTP behind https is a TLS failure', async () => {
    const plain = await startPlainPortBehindTls()
    expect(await failureOf({ url: plain.url })).toMatchObject({ failure: 'tls', billing: 'not-billed' })
    await plain.close()
  })

  test.each(['self-signed', 'expired'] as const)('a certificate that is %s is a TLS failure, and nothing is sent', async (kind) => {
    const secure = await startTlsProvider(kind)
    expect(await failureOf({ url: secure.url })).toMatchObject({ failure: 'tls', billing: 'not-billed' })
    expect(secure.requests).toHaveLength(0)
    await secure.close()
  })
})

describe('a connection that is closed', () => {
  const keepAlive = async (): Promise<void> => { await ask(); await new Promise(setImmediate) }

  test.each(['fin', 'reset', 'destroy'] as const)('a fresh connection, when it is closed with %s before the answer, is a reset', async (how) => {
    provider.script(drop(how))
    expect(await failureOf()).toMatchObject({ failure: 'reset', billing: 'maybe' })
  })

  test.each(['fin', 'reset', 'destroy'] as const)('a kept connection, when it is closed with %s before the answer, is a stale socket', async (how) => {
    await keepAlive()
    provider.script(drop(how))
    expect(await failureOf()).toMatchObject({ failure: 'stale-socket', billing: 'unlikely' })
  })

  test('the second try, when it is closed too, is a reset and no stale socket', async () => {
    await keepAlive()
    provider.script(drop())
    const attempt = newAttempt(targetAt(provider.url))
    attempt.usedFreshSocketRetry = true
    expect(await failureOf({ attempt })).toMatchObject({ failure: 'reset' })
  })

  test('a kept connection, when it breaks after the head of the answer, is no stale socket', async () => {
    await keepAlive()
    provider.script(cut({ after: 20, how: 'reset' }))
    expect(await failureOf({ isStream: false })).toMatchObject({ failure: 'reset', billing: 'maybe' })
  })
})

describe('an attempt that is ended', () => {
  const deadline = new ProviderError('first-content-timeout', 'said nothing for 10 s')

  test.each<['before-headers' | 'after-headers', Asking]>([['before-headers', {}], ['before-headers', { isStream: false }], ['after-headers', { isStream: false }]])(
    'while the provider hangs %s, the attempt fails with the reason, and the provider sees us leave', async (stage, asking) => {
      provider.script(hang(stage))
      const attempt = newAttempt(targetAt(provider.url))
      const failed = failureOf({ ...asking, attempt })
      const { aborted } = await provider.nextRequest()
      attempt.abort(deadline)
      expect(await failed).toBe(deadline)
      expect(attempt.isSent).toBe(true)
      await aborted
    })

  test('because nobody waits any more, the attempt fails with nothing that says anything of the target', async () => {
    provider.script(hang('before-headers'))
    const attempt = newAttempt(targetAt(provider.url))
    const failed = failureOf({ attempt })
    await provider.nextRequest()
    attempt.abandon()
    expect(attempt.isSent).toBe(true)
    expect(await failed).toMatchObject({ name: 'Abandoned' })
  })

  test('before it began, nothing is sent', async () => {
    const attempt = newAttempt(targetAt(provider.url))
    attempt.abandon()
    expect(await failureOf({ attempt })).toMatchObject({ name: 'Abandoned' })
    expect(provider.requests).toEqual([])
  })

  test('while a stream is read, its reader fails with the reason and the provider sees us leave', async () => {
    provider.script(hang('after-content'))
    const attempt = newAttempt(targetAt(provider.url))
    const failed = failureOf({ attempt })
    const { aborted } = await provider.nextRequest()
    await new Promise<void>((resolve) => { onHeaders = resolve })
    attempt.abort(deadline)
    expect(await failed).toBe(deadline)
    await aborted
  })
})

describe('a provider that closes idle connections just when they are used', () => {
  const heard: string[] = []
  let router: Router

  beforeEach(() => {
    heard.length = 0
    const config = aConfigSource(aConfig({ targets: [targetAt(provider.url)], routing: someSettings({ retryBudget: 0, hedgeBudget: 0 }) }))
    router = createRouter({
      config,
      transport: open,
      now: () => performance.now(),
      events: {
        onAttempt: () => {},
        onFailure: (_attempt, { failure, rawCode }) => { heard.push(`${failure} ${rawCode ?? ''}`) },
        onBroken: (_attempt, { failure }) => { heard.push(`broke ${failure}`) },
        onBreakerChange: ({ state }) => { heard.push(`breaker ${state}`) },
        onStaleSocket: () => {},
        onResume: () => {},
        onHedge: () => {},
      },
    })
  })
  afterEach(() => { router.close() })

  const exchange = async (): Promise<Opened> => {
    const request = requestOf({})
    const config = aConfig({ targets: [targetAt(provider.url)] })
    const opened = await router.open({ request, selection: router.select(config, { task: 'general', request }), settings: config.routing, signal: new AbortController().signal, attempts: [] })
    expect(words(await collect(opened.stream))).toBe('hello')
    return opened
  }

  test.each(['fin', 'reset'] as const)('100 requests, when every answer is followed by %s, all succeed, and nobody is blamed', async (how) => {
    provider.otherwise(closeAfterResponse(answer(), { how }))
    for (let count = 0; count < 100; count++) await exchange()
    expect(heard).toEqual([])
    expect(provider.requests.length).toBeGreaterThanOrEqual(100)
  })

  test.each(['fin', 'reset', 'destroy'] as const)('100 requests, when every second use of a connection meets %s, all succeed, and nobody is blamed', async (how) => {
    let stale = 0
    for (let count = 0; count < 50; count++) {
      provider.script(answer())
      await exchange()
      await new Promise(setImmediate)
      provider.script(drop(how), answer())
      const { attempt } = await exchange()
      if (attempt.usedFreshSocketRetry) stale += 1
    }
    expect(stale).toBe(50)
    expect(heard).toEqual([])
    expect(router.breakers.state('acme/model')).toBe('closed')
  })

  test('100 requests at once, when all of their connections are kept and then closed, all succeed', async () => {
    const gate = createGate()
    provider.otherwise(closeAfterResponse(answer(), { how: 'reset', heldBy: gate }))
    await Promise.all(Array.from({ length: 100 }, exchange))
    const again = Promise.all(Array.from({ length: 100 }, exchange))
    gate.open()
    await again
    expect(heard).toEqual([])
  })
})
