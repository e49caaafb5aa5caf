import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { LookupFunction } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createHttpClient, type HttpClient } from '../../../src/lib/net/http-client.ts'
import type { HttpExchange } from '../../../src/lib/net/http-exchange.ts'
import { BAD_HTTP_KINDS, badHttp, drop, endlessBody, redirect } from '../../../src/simulator/faulty-steps.ts'
import { createGate } from '../../../src/simulator/gate.ts'
import { type ScriptedProvider, startScriptedProvider } from '../../../src/simulator/scripted-provider.ts'
import { answer, closeAfterResponse, hang, raw } from '../../../src/simulator/steps.ts'
import { createCertificate } from '../../support/certificate.ts'
import { startBlackhole } from '../../support/tcp-faults.ts'

const toLoopback: LookupFunction = (_hostname, { all }, callback) => {
  if (all === true) callback(null, [{ address: '127.0.0.1', family: 4 }])
  else callback(null, '127.0.0.1', 4)
}

let provider: ScriptedProvider
let client: HttpClient

beforeEach(async () => {
  provider = await startScriptedProvider()
  client = createHttpClient({ connectTimeoutMs: () => 2_000, lookup: toLoopback })
})
afterEach(async () => {
  await client.destroy()
  await provider.close()
})

const start = (options: { origin?: string, needsFreshSocket?: boolean, headers?: Record<string, string>, body?: string } = {}): HttpExchange =>
  client.start({ origin: provider.url, path: '/v1/chat/completions?x=1', headers: {}, body: '{"model":"m"}', ...options })

const bodyOf = async (exchange: HttpExchange): Promise<string> => {
  let text = ''
  for await (const chunk of exchange) text += chunk.toString()
  return text
}

/** A whole exchange; after it the connection is free again, which undici sees to one turn of the loop later. */
const exchangeOnce = async (options?: Parameters<typeof start>[0]): Promise<HttpExchange> => {
  const exchange = start(options)
  await exchange.answer
  await bodyOf(exchange)
  await new Promise(setImmediate)
  return exchange
}

describe('an exchange', () => {
  test('a request, as it was given, arrives, and its answer comes back', async () => {
    const exchange = start({ headers: { 'content-type': 'application/json', 'x-mine': 'yes' } })
    const { statusCode, headers } = await exchange.answer
    expect([statusCode, headers['content-type']]).toEqual([200, 'application/json'])
    expect(JSON.parse(await bodyOf(exchange))).toMatchObject({ choices: [{ message: { content: 'hello' } }] })
    expect(provider.requests[0]).toMatchObject({ method: 'POST', path: '/v1/chat/completions?x=1', headers: { 'x-mine': 'yes', host: `127.0.0.1:${provider.port}` }, json: { model: 'm' } })
  })

  test('early hints and trailers, around an answer, are passed over', async () => {
    provider.script(answer({ hasEarlyHints: true, trailers: { 'x-late': 'yes' } }))
    const exchange = start()
    expect((await exchange.answer).statusCode).toBe(200)
    expect(await bodyOf(exchange)).toContain('hello')
  })

  test('a redirect, wherever to, is an answer and not followed', async () => {
    provider.script(redirect(`${provider.url}/elsewhere`))
    expect((await start().answer).statusCode).toBe(302)
    expect(provider.requests).toHaveLength(1)
  })

  test('requests, at the same time, go on connections of their own, and are told apart', async () => {
    const gate = createGate()
    provider.otherwise(answer({ heldBy: gate }))
    const exchanges = [start(), start(), start()]
    await Promise.all([provider.nextRequest(), provider.nextRequest(), provider.nextRequest()])
    expect(new Set(provider.requests.map(({ socketId }) => socketId)).size).toBe(3)
    gate.open()
    await Promise.all(exchanges.map(({ answer: head }) => head))
    expect(exchanges.map(({ isSent, isSocketReused }) => [isSent, isSocketReused])).toEqual([[true, false], [true, false], [true, false]])
  })

  test('HTTPS, to a trusted provider, is spoken in HTTP/1.1', async () => {
    const certificate = createCertificate({ hosts: ['api.acme.test'] })
    const secure = await startScriptedProvider({ tls: certificate })
    const before = getCACertificates('default')
    setDefaultCACertificates([...before, certificate.cert])
    try {
      for (const isReused of [false, true]) {
        const exchange = await exchangeOnce({ origin: `https://api.acme.test:${secure.port}` })
        expect(exchange.isSocketReused).toBe(isReused)
      }
      expect(secure.connections).toBe(1)
    } finally {
      setDefaultCACertificates(before)
      await secure.close()
    }
  })

  test('a header that cannot be sent fails the exchange and sends nothing', async () => {
    const exchange = start({ headers: { 'x-broken': 'a\nb' } })
    await expect(exchange.answer).rejects.toMatchObject({ code: 'UND_ERR_INVALID_ARG' })
    expect(exchange.isSent).toBe(false)
  })

  test('an origin that cannot be one fails the exchange', async () => {
    await expect(start({ origin: 'nonsense' }).answer).rejects.toThrow()
  })
})

describe('connections', () => {
  test('a connection, after an answer was read to its end, serves again, and the exchange knows', async () => {
    const [first, second] = [await exchangeOnce(), await exchangeOnce()]
    expect([first.isSocketReused, second.isSocketReused]).toEqual([false, true])
    expect(provider.connections).toBe(1)
  })

  test('a fresh connection, when one is demanded, is fresh each time and closed afterwards', async () => {
    await exchangeOnce()
    for (let count = 0; count < 3; count++) {
      const exchange = await exchangeOnce({ needsFreshSocket: true })
      expect(exchange.isSocketReused).toBe(false)
    }
    expect(provider.connections).toBe(4)
    expect(provider.requests.slice(1).every(({ headers }) => headers.connection === 'close')).toBe(true)
    expect((await exchangeOnce()).isSocketReused).toBe(true)
  })

  test.each(['fin', 'reset', 'destroy'] as const)('a kept connection that is closed with %s instead of an answer is told as reused, sent and unanswered', async (how) => {
    await exchangeOnce()
    provider.script(drop(how))
    const exchange = start()
    await expect(exchange.answer).rejects.toMatchObject({ code: expect.stringMatching(/^(?:UND_ERR_SOCKET|ECONNRESET)$/) as string })
    expect([exchange.isSent, exchange.isSocketReused, exchange.hasAnswer]).toEqual([true, true, false])
  })

  test('a kept connection that was closed while it was idle is not used again', async () => {
    const gate = createGate()
    provider.script(closeAfterResponse(answer(), { heldBy: gate }))
    await exchangeOnce()
    gate.open()
    await new Promise(setImmediate)
    const exchange = start()
    await exchange.answer.catch(() => {})
    // Either the end was seen before it was used, or it is known to be a used one.
    expect(exchange.hasAnswer || exchange.isSocketReused).toBe(true)
  })
})

describe('cancelling', () => {
  const reason = new Error('nobody waits')

  test('before there is an address, the exchange ends at once, and nothing is ever sent', async () => {
    const looking = Promise.withResolvers<() => void>()
    const slow = createHttpClient({ connectTimeoutMs: () => 2_000, lookup: (_hostname, options, callback) => { looking.resolve(() => { toLoopback('', options, callback) }) } })
    const exchange = slow.start({ origin: `http://api.acme.test:${provider.port}`, path: '/', headers: {}, body: '{}' })
    const found = await looking.promise
    exchange.cancel(reason)
    await expect(exchange.answer).rejects.toBe(reason)
    found()
    await exchangeOnce()
    await slow.destroy()
    expect(exchange.isSent).toBe(false)
    expect(provider.requests).toHaveLength(1)
  })

  test('while a port neither accepts nor refuses, the exchange ends at once', async () => {
    const blackhole = await startBlackhole()
    const exchange = start({ origin: blackhole.url })
    exchange.cancel(reason)
    await expect(exchange.answer).rejects.toBe(reason)
    await client.destroy()
    await blackhole.close()
  })

  test.each(['before-headers', 'after-headers', 'after-start', 'after-content'] as const)('while the provider hangs %s, it sees us leave within 50 ms', async (stage) => {
    provider.script(hang(stage))
    const exchange = start({ body: '{"model":"m","stream":true}' })
    const { aborted } = await provider.nextRequest()
    if (stage !== 'before-headers') await exchange.answer
    const cancelledAtMs = performance.now()
    exchange.cancel(reason)
    await aborted
    expect(performance.now() - cancelledAtMs).toBeLessThan(50)
    await expect(exchange.next()).rejects.toBe(reason)
  })

  test('by leaving in the middle of the body, the provider sees us leave', async () => {
    provider.script(endlessBody())
    const exchange = start()
    await exchange.answer
    for await (const _ of exchange) break
    await (await provider.nextRequest()).aborted
  })

  test('others, on their own connections, are not disturbed', async () => {
    const gate = createGate()
    provider.script(hang('after-headers'), answer({ heldBy: gate }))
    const doomed = start()
    await doomed.answer
    const fine = start()
    doomed.cancel(reason)
    gate.open()
    expect((await fine.answer).statusCode).toBe(200)
    expect(await bodyOf(fine)).toContain('hello')
  })
})

describe('a reader that does not keep up', () => {
  test('the sender, when nobody reads, is stopped, and goes on when somebody does', async () => {
    const chunks = Array.from({ length: 200 }, (_, index) => Buffer.alloc(64 * 1024, index))
    let sent = 0
    const counting = function * (): Generator<Buffer> { for (const chunk of chunks) { sent += 1; yield chunk } }
    provider.script(raw({ chunks: counting() }))
    const exchange = start()
    await exchange.answer
    let received = 0
    for await (const chunk of exchange) {
      received += chunk.length
      // Whatever the kernel holds, the sender is never ahead by all of it.
      if (received < 1024 * 1024) expect(sent).toBeLessThan(chunks.length)
    }
    expect(received).toBe(200 * 64 * 1024)
  })
})

describe('what is no HTTP', () => {
  test.each(BAD_HTTP_KINDS)('%s, whether in the head or in the body, is an error and never an answer in full', async (kind) => {
    provider.script(badHttp(kind))
    const exchange = start()
    await expect((async () => { await exchange.answer; await bodyOf(exchange) })()).rejects.toMatchObject({ name: expect.stringMatching(/^(?:HTTPParserError|HeadersOverflowError|ResponseContentLengthMismatchError|SocketError)$/) as string })
  })
})

describe('the end of the client', () => {
  test('close, while an answer is under way, waits for it and takes no new request', async () => {
    const gate = createGate()
    provider.script(answer({ heldBy: gate }))
    const running = start()
    await provider.nextRequest()
    const closed = client.close()
    await expect(start().answer).rejects.toMatchObject({ code: 'UND_ERR_CLOSED' })
    gate.open()
    expect(await bodyOf(running)).toContain('hello')
    await closed
  })

  test('destroy, while an answer is under way, ends it at once', async () => {
    provider.script(hang('after-content'))
    const running = start()
    await running.answer
    const reading = bodyOf(running)
    const rejected = expect(reading).rejects.toThrow()
    await client.destroy()
    await rejected
    await expect(start().answer).rejects.toMatchObject({ code: 'UND_ERR_DESTROYED' })
  })
})
