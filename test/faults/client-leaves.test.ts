/** Fault matrix, C1–C4: clients that leave, half-close, stop reading, or wait for a quiet provider. */

import { afterAll, describe, expect, test } from 'vitest'
import type { CapturedRequest, ScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { answer, hang, raw } from '../../src/simulator/steps.ts'
import { createGate } from '../../src/simulator/gate.ts'
import { chatBody, connectRaw, type RawClient, rawRequest } from '../support/raw-client.ts'
import { type RoutedProviders, startRoutedProviders } from '../support/routed-providers.ts'

/** The promise is 50 ms; test machines are noisy. */
const CANCELLED_WITHIN_MS = 500
/** One failure would open this breaker. */
const NERVOUS = { breaker: { minimum_calls: 1, failure_percent: 1 } }

const PATHS = { 'openai-chat': '/v1/chat/completions', 'anthropic-messages': '/v1/messages' } as const

const figures: string[] = []
afterAll(() => { console.info(`upstream cancelled after the client left: ${figures.join('; ')}`) })

/** How long after the client left the provider saw it, milliseconds. */
const cancelLatency = async (client: RawClient, { aborted }: CapturedRequest, moment: string): Promise<number> => {
  const leftAtMs = performance.now()
  client.socket.destroy()
  await aborted
  const latencyMs = performance.now() - leftAtMs
  figures.push(`${moment} ${latencyMs.toFixed(1)} ms`)
  return latencyMs
}

const metricsOf = async ({ router }: RoutedProviders<'first'>): Promise<string> => await (await fetch(`${router.url}/metrics`)).text()

/** The record says who left, and the target is asked at once as if nothing had been. */
const expectNobodyBlamed = async (routed: RoutedProviders<'first'>, phase: 'waiting' | 'streaming'): Promise<void> => {
  expect(await routed.logged({ outcome: 'client_gone' })).toMatchObject({ status: 499, level: 30 })
  expect(await routed.metric('client_gone_total', { phase })).toBe(1)
  expect(await metricsOf(routed)).not.toMatch(/circuit_state\{[^}]*state="(?:open|half-open)"\} 1/)
  expect(routed.router.log.filter(({ msg }) => msg === 'request')).toHaveLength(1)
  routed.providers.first.otherwise(answer())
  const reply = await routed.ask()
  expect(reply.headers.get('x-smart-router-trail')).toBe('first/m=ok')
}

const leave = async (first: ScriptedProvider, client: RawClient, moment: string): Promise<void> => {
  expect(await cancelLatency(client, await first.nextRequest(), moment)).toBeLessThan(CANCELLED_WITHIN_MS)
}

describe.each(['openai-chat', 'anthropic-messages'] as const)('C1 on the wire %s', (wire) => {
  const path = PATHS[wire]

  test('C1: a client that leaves before the first content ends the upstream call at once', async () => {
    const routed = await startRoutedProviders({ first: {} }, NERVOUS)
    const { router, providers: { first } } = routed
    first.otherwise(hang('before-headers'))
    const client = await connectRaw(router.url)
    client.send(rawRequest({ path, body: chatBody({ stream: true }) }))
    await leave(first, client, `${wire}, before the headers:`)
    await expectNobodyBlamed(routed, 'waiting')
  })

  test('C1: a client that leaves while only the start was said ends the upstream call at once', async () => {
    const routed = await startRoutedProviders({ first: {} }, NERVOUS)
    const { router, providers: { first } } = routed
    first.otherwise(hang('after-start'))
    const client = await connectRaw(router.url)
    client.send(rawRequest({ path, body: chatBody({ stream: true }) }))
    await leave(first, client, `${wire}, before the first content:`)
    await expectNobodyBlamed(routed, 'waiting')
  })

  test('C1: a client that leaves in mid-stream ends the upstream call at once', async () => {
    const routed = await startRoutedProviders({ first: {} }, NERVOUS)
    const { router, providers: { first } } = routed
    first.otherwise(hang('after-content'))
    const client = await connectRaw(router.url)
    client.send(rawRequest({ path, body: chatBody({ stream: true }) }))
    await client.until(/hello/)
    await leave(first, client, `${wire}, in mid-stream:`)
    await expectNobodyBlamed(routed, 'streaming')
  })

  test('C1: a client of a JSON answer that leaves ends the upstream call at once', async () => {
    const routed = await startRoutedProviders({ first: {} }, NERVOUS)
    const { router, providers: { first } } = routed
    first.otherwise(hang('after-content'))
    const client = await connectRaw(router.url)
    client.send(rawRequest({ path, body: chatBody({ stream: false }) }))
    await leave(first, client, `${wire}, JSON:`)
    await expectNobodyBlamed(routed, 'waiting')
  })
})

describe('C1', () => {
  test('C1: a client that leaves while two targets are asked ends both calls, and no other begins', async () => {
    const { router, providers: { first, second, third }, logged } = await startRoutedProviders({ first: {}, second: {}, third: {} }, { hedge_after_ms: 1 })
    for (const provider of [first, second]) provider.otherwise(hang('before-headers'))
    const client = await connectRaw(router.url)
    client.send(rawRequest({ body: chatBody({ stream: true }) }))
    const asked = await Promise.all([first.nextRequest(), second.nextRequest()])
    client.socket.destroy()
    await Promise.all(asked.map(({ aborted }) => aborted))
    expect(await logged({ outcome: 'client_gone' })).toMatchObject({ attempts: 2 })
    expect(third.requestCount).toBe(0)
  })

  test('C1: a client that leaves with a reset, in the middle of its upload, is nobody\'s failure', async () => {
    const { router, providers: { first }, ask } = await startRoutedProviders({ first: {} })
    const client = await connectRaw(router.url)
    client.send('POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"model":')
    client.socket.resetAndDestroy()
    await client.closed
    expect((await ask()).status).toBe(200)
    expect(first.requestCount).toBe(1)
    expect(router.log.filter(({ level }) => Number(level) >= 40)).toEqual([])
  })
})

describe('C2', () => {
  test('C2: a client that half-closes its connection has left', async () => {
    const { router, providers: { first }, logged } = await startRoutedProviders({ first: {} })
    first.otherwise(hang('after-content'))
    const client = await connectRaw(router.url)
    client.send(rawRequest({ body: chatBody({ stream: true }) }))
    await client.until(/hello/)
    const { aborted } = await first.nextRequest()
    client.socket.end()
    await aborted
    expect(await logged({ outcome: 'client_gone' })).toMatchObject({ status: 499 })
  })
})

const MIB = 1024 * 1024
/** What the kernel's buffers of two connections and our own may hold; without a brake it would be hundreds of MiB. */
const MAX_BUFFERED_BYTES = 32 * MIB

/** An endless answer, and how much of it was written. */
const endlessAnswer = (): { readonly chunks: Iterable<string>, readonly written: () => number } => {
  let written = 0
  const event = `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta: { role: 'assistant', content: 'x'.repeat(16_000) }, finish_reason: null }] })}\n\n`
  const chunks = function * (): Generator<string> {
    for (;;) { written += event.length; yield event }
  }
  return { chunks: chunks(), written: () => written }
}

describe('C3', () => {
  test('C3: a client that stops reading holds the provider back, and is cut', async () => {
    const { router, providers: { first }, logged, metric } = await startRoutedProviders({ first: {} }, {}, { drainLimitMs: 250 })
    const { chunks, written } = endlessAnswer()
    first.otherwise(raw({ chunks }))
    const client = await connectRaw(router.url)
    client.socket.pause()
    client.send(rawRequest({ body: chatBody({ stream: true }) }))
    const { aborted } = await first.nextRequest()
    await aborted
    expect(await logged({ outcome: 'client_gone' })).toMatchObject({ status: 499 })
    expect(await metric('slow_client_total')).toBe(1)
    expect(written()).toBeLessThan(MAX_BUFFERED_BYTES)
    client.socket.resume()
    expect(await client.closed).not.toContain('[DONE]')
  })

  test('C3: a client that does not take its JSON answer is cut', async () => {
    const { router, providers: { first }, metric } = await startRoutedProviders({ first: {} }, {}, { drainLimitMs: 250 })
    first.otherwise(answer('x'.repeat(20 * MIB)))
    const client = await connectRaw(router.url)
    client.socket.pause()
    client.send(rawRequest({ body: chatBody({ stream: false }) }))
    await router.logLine(({ msg }) => msg === 'request')
    // The client must wake up to see its connection go; it takes no more than what was sent by then.
    await expect.poll(async () => await metric('slow_client_total'), { timeout: 10_000 }).toBe(1)
    client.socket.resume()
    expect((await client.closed).length).toBeLessThan(20 * MIB)
  })

  test('C3: a client that reads slowly, but reads, gets all of it', async () => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} }, {}, { drainLimitMs: 2_000 })
    first.otherwise(answer({ text: 'x'.repeat(8 * MIB), chunkSize: 64 * 1024 }))
    const client = await connectRaw(router.url)
    client.socket.on('data', () => {
      client.socket.pause()
      setImmediate(() => { client.socket.resume() })
    })
    client.send(rawRequest({ body: chatBody({ stream: true }) }))
    const text = await client.until(/data: \[DONE\]/)
    expect(text.length).toBeGreaterThan(8 * MIB)
  })
})

describe('C4', () => {
  test.each([['openai-chat', ': keep-alive\n\n'], ['anthropic-messages', 'event: ping\ndata: {"type":"ping"}\n\n']] as const)('C4: a quiet provider on the wire %s is bridged by signs of life', async (wire, sign) => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} }, {}, { heartbeatMs: 20 })
    const gate = createGate()
    first.otherwise(answer({ parts: ['hel', gate, 'lo'] }))
    const client = await connectRaw(router.url)
    client.send(rawRequest({ path: PATHS[wire], body: chatBody({ stream: true }) }))
    await client.until(text => text.slice(text.indexOf('hel')).split(sign).length > 3)
    expect(client.text).not.toContain('"lo"')
    gate.open()
    await client.until(wire === 'openai-chat' ? /\[DONE\]/ : /message_stop/)
  })
})
