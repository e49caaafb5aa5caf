import { gunzipSync } from 'node:zlib'
import { Agent } from 'undici'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BAD_HTTP_KINDS, badHttp, drop, emptyBody, endlessBody, endlessLine, errorInsideOk, gzipBody, htmlPage, hugeEvent, redirect } from '../../src/simulator/faulty-steps.ts'
import { createGate } from '../../src/simulator/gate.ts'
import { type ScriptedProvider, startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { type HangStage, answer, closeAfterResponse, cut, drip, errorEvent, hang, malformedEvents, onlyTerminal, pings } from '../../src/simulator/steps.ts'
import { ask, readToEnd, textOf } from './ask.ts'

let provider: ScriptedProvider
beforeEach(async () => { provider = await startScriptedProvider() })
afterEach(async () => { await provider.close() })

const WIRES = [['openai', '/v1/chat/completions'], ['anthropic', '/v1/messages']] as const

const readFirst = async (body: AsyncIterable<unknown>): Promise<string> => {
  for await (const chunk of body) return String(chunk)
  return ''
}

describe('hanging', () => {
  test('hang before headers, when asked, keeps the request open until the client leaves', async () => {
    provider.script(hang('before-headers'))
    const leaving = new AbortController()
    const response = ask(provider, { stream: true, signal: leaving.signal })
    const rejected = expect(response).rejects.toThrow()
    const { aborted } = await provider.nextRequest()
    leaving.abort()
    await rejected
    await aborted
  })

  test.each<[HangStage, string, string]>([
    ['after-start', '"role":"assistant"', '"content":"hello"'],
    ['after-content', '"content":"hello"', '[DONE]'],
  ])('hang %s, in a stream, says what comes before and nothing after', async (stage, before, after) => {
    provider.script(hang(stage))
    const leaving = new AbortController()
    const response = await ask(provider, { stream: true, signal: leaving.signal })
    let text = ''
    await expect(async () => {
      for await (const chunk of response.body) {
        text += String(chunk)
        if (text.includes(before)) leaving.abort()
      }
    }).rejects.toThrow()
    expect(text).not.toContain(after)
    await (await provider.nextRequest()).aborted
  })

  test.each(['after-start', 'after-content'] as const)('hang %s, in a JSON answer, sends part of the body', async stage => {
    provider.script(hang(stage))
    const response = await ask(provider)
    const first = await readFirst(response.body)
    expect(first).toMatch(stage === 'after-start' ? /^\{$/u : /^\{"id":.+[^}]$/u)
    await (await provider.nextRequest()).aborted
  })

  test('pings, never released, go on until the client leaves', async () => {
    provider.script(pings({ everyMs: 1 }))
    let seen = 0
    for await (const chunk of (await ask(provider, { stream: true })).body) {
      seen += String(chunk).split(': keep-alive').length - 1
      if (seen > 3) break
    }
    await (await provider.nextRequest()).aborted
  })

  test('pings, until released, carry nothing and then the answer', async () => {
    const gate = createGate()
    provider.script(pings({ everyMs: 1, until: gate }))
    const response = await ask(provider, { stream: true, path: '/v1/messages' })
    let text = ''
    for await (const chunk of response.body) {
      text += String(chunk)
      if (text.split('event: ping').length > 3) gate.open()
    }
    expect(text.indexOf('message_start')).toBeGreaterThan(text.indexOf('event: ping'))
    expect(text).toContain('event: message_stop')
  })

  test.each(['body', 'status-line'] as const)('drip from the %s, until released, is the same answer in the end', async from => {
    const gate = createGate()
    provider.script(drip({ from, until: gate }))
    const response = ask(provider, { stream: true })
    await provider.nextRequest()
    if (from === 'body') await readFirst((await ask(provider)).body)
    gate.open()
    expect(await textOf(response)).toContain('data: [DONE]')
  })
})

describe('cutting', () => {
  test.each([['fin', true], ['destroy', true], ['short-chunk', true], ['reset', true], ['connection-close', false], ['clean', false]] as const)(
    'cut with %s, after the first content, breaks the body: %s', async (how, breaks) => {
      const gate = createGate()
      provider.script(cut({ after: 2, how, heldBy: gate, answer: { parts: ['one', 'two'] } }))
      const response = await ask(provider, { stream: true })
      gate.open()
      const { text, error } = await readToEnd(response)
      expect(error !== undefined).toBe(breaks)
      expect(text).not.toContain('two')
      expect(response.headers['transfer-encoding']).toBe(how === 'connection-close' ? undefined : 'chunked')
      if (!breaks) expect(text).toContain('one')
    })

  test('cut held by a gate, when what came before was read, loses nothing of it', async () => {
    const gate = createGate()
    provider.script(cut({ after: 2, how: 'reset', heldBy: gate, answer: { parts: ['one', 'two'] } }))
    const response = await ask(provider, { stream: true })
    let text = ''
    await expect(async () => {
      for await (const chunk of response.body) { text += String(chunk); if (text.includes('one')) gate.open() }
    }).rejects.toThrow()
    expect(text).toContain('one')
  })

  test('cut clean, of a JSON answer, leaves a body that is no JSON', async () => {
    provider.script(cut({ after: 20, how: 'clean' }))
    const text = await textOf(ask(provider))
    expect(text).toHaveLength(20)
  })

  test.each([['fin', 'UND_ERR_SOCKET'], ['reset', 'ECONNRESET']] as const)('drop with %s, on a reused connection, gives no byte', async (how, code) => {
    const dispatcher = new Agent({ connections: 1 })
    provider.script(answer(), drop(how))
    await textOf(ask(provider, { dispatcher }))
    await expect(ask(provider, { dispatcher })).rejects.toMatchObject({ code })
    await textOf(ask(provider, { dispatcher }))
    expect(provider.requests.map(request => request.socketId)).toEqual([1, 1, 2])
    await dispatcher.close()
  })

  test.each(['fin', 'reset'] as const)('closing with %s after the response, when released, ends the idle connection', async how => {
    const dispatcher = new Agent({ connections: 1 })
    const gate = createGate()
    provider.script(closeAfterResponse(answer(), { how, heldBy: gate }))
    await textOf(ask(provider, { dispatcher }))
    const disconnected = new Promise<void>(resolve => { dispatcher.once('disconnect', () => { resolve() }) })
    gate.open()
    await disconnected
    await textOf(ask(provider, { dispatcher }))
    expect(provider.requests.map(request => request.socketId)).toEqual([1, 2])
    await dispatcher.close()
  })
})

describe('soft errors', () => {
  test.each(WIRES)('an error inside a 200, on the %s wire, is JSON with an error member', async (_wire, path) => {
    provider.script(errorInsideOk({ message: 'overloaded', type: 'overloaded_error' }))
    const response = await ask(provider, { path, stream: true })
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/json'])
    expect(await response.body.json()).toMatchObject({ error: { message: 'overloaded', type: 'overloaded_error' } })
  })

  test('an HTML page, an empty body and a redirect, when scripted, come as such', async () => {
    provider.script(htmlPage(), emptyBody(), redirect('http://127.0.0.1:1/'))
    const page = await ask(provider)
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await page.body.text()).toMatch(/^<!doctype html>/u)
    expect(await textOf(ask(provider, { stream: true }))).toBe('')
    const redirected = await ask(provider)
    expect([redirected.statusCode, redirected.headers['location']]).toEqual([302, 'http://127.0.0.1:1/'])
  })

  test('only the terminal event, on each wire, is all that comes', async () => {
    provider.otherwise(onlyTerminal())
    expect(await textOf(ask(provider, { stream: true }))).toBe('data: [DONE]\n\n')
    expect(await textOf(ask(provider, { stream: true, path: '/v1/messages' }))).toBe('event: message_stop\ndata: {"type":"message_stop"}\n\n')
  })

  test('an error event, first and after content, stands in a stream that ends well', async () => {
    provider.script(errorEvent({ status: 529 }), errorEvent({ after: 2, error: { message: 'boom' } }))
    expect(await textOf(ask(provider, { stream: true, path: '/v1/messages' }))).toMatch(/^event: error\ndata: .*overloaded_error/u)
    const text = await textOf(ask(provider, { stream: true }))
    expect(text.indexOf('"content":"hello"')).toBeGreaterThan(0)
    expect(text.indexOf('boom')).toBeGreaterThan(text.indexOf('hello'))
    expect(text).not.toContain('[DONE]')
  })

  test('malformed events, n of them, stand in an otherwise good stream', async () => {
    provider.script(malformedEvents(3))
    const events = (await textOf(ask(provider, { stream: true }))).split('\n\n').filter(Boolean).map(event => event.slice('data: '.length))
    const broken = events.filter(event => { try { JSON.parse(event); return false } catch { return event !== '[DONE]' } })
    expect(broken).toHaveLength(3)
    expect(events.at(-1)).toBe('[DONE]')
  })
})

describe('sizes and encodings', () => {
  test.each([['line', endlessLine], ['body', endlessBody]] as const)('an endless %s, when the client has enough, stops with it', async (_kind, step) => {
    provider.script(step(65_536))
    const response = await ask(provider, { stream: true })
    let bytes = 0
    for await (const chunk of response.body) {
      bytes += (chunk as Buffer).length
      if (bytes > 1_000_000) break
    }
    await (await provider.nextRequest()).aborted
  })

  test('a huge event, of 3 MB, comes whole', async () => {
    provider.script(hugeEvent(3_000_000))
    const text = await textOf(ask(provider, { stream: true }))
    expect(Math.max(...text.split('\n').map(line => line.length))).toBeGreaterThan(3_000_000)
  })

  test('gzip, good, truncated and garbage, is what it says', async () => {
    provider.script(gzipBody('good', { body: '{"a":1}' }), gzipBody('truncated'), gzipBody('garbage'), gzipBody('bomb'))
    const bodies: Buffer[] = []
    for (let index = 0; index < 4; index++) {
      const response = await ask(provider)
      expect(response.headers['content-encoding']).toBe('gzip')
      bodies.push(Buffer.from(await response.body.arrayBuffer()))
    }
    const [good, truncated, garbage, bomb] = bodies as [Buffer, Buffer, Buffer, Buffer]
    expect(gunzipSync(good).toString()).toBe('{"a":1}')
    expect(() => gunzipSync(truncated)).toThrow('unexpected end')
    expect(() => gunzipSync(garbage)).toThrow('incorrect header')
    expect(bomb.length).toBeLessThan(100_000)
  })
})

describe('HTTP itself', () => {
  test.each(BAD_HTTP_KINDS)('bad HTTP of kind %s, when read by a client, is an error', async kind => {
    provider.script(badHttp(kind))
    await expect(ask(provider).then(async response => await response.body.text())).rejects.toThrow()
  })

  test('early hints and trailers, around an answer, leave it whole', async () => {
    provider.script(answer({ hasEarlyHints: true, trailers: { 'x-checksum': 'abc' } }), answer({ hasEarlyHints: true, trailers: { 'x-checksum': 'abc' } }))
    const streamed = await ask(provider, { stream: true })
    expect(await streamed.body.text()).toContain('[DONE]')
    expect(streamed.trailers).toEqual({ 'x-checksum': 'abc' })
    expect(await (await ask(provider)).body.json()).toMatchObject({ choices: [{ finish_reason: 'stop' }] })
  })
})
