/** How a stop ends what is under way: with the provider's own end inside the grace, in our own words after it. */

import { describe, expect, test } from 'vitest'
import { createGate } from '../../src/simulator/gate.ts'
import { answer, hang } from '../../src/simulator/steps.ts'
import { chatBody, connectRaw, parseRaw, rawRequest } from '../support/raw-client.ts'
import { startRoutedProviders } from '../support/routed-providers.ts'

const PATHS = { 'openai-chat': '/v1/chat/completions', 'anthropic-messages': '/v1/messages' } as const
const WIRES = ['openai-chat', 'anthropic-messages'] as const
/** The last word is said two seconds before the end of the grace: at once. */
const NO_GRACE_MS = 2_000

/** The last event of a stream, as it was written. */
const lastEvent = (text: string): string => text.trimEnd().split('\n\n').at(-1) ?? ''

describe.each(WIRES)('on the wire %s', (wire) => {
  const path = PATHS[wire]

  test('a stream, when it outlasts the grace, ends with an error event, and is no success', async () => {
    const { router, providers: { first }, logged } = await startRoutedProviders({ first: {} })
    first.otherwise(hang('after-content'))
    const reply = await router.post(path, { ...JSON.parse(chatBody({ stream: true })) as object })
    const { aborted } = await first.nextRequest()
    const stopped = router.app.stop(NO_GRACE_MS)
    const text = await reply.text()
    await Promise.all([stopped, aborted])
    expect(text).toContain('hello')
    if (wire === 'openai-chat') {
      expect(lastEvent(text)).toMatch(/^data: \{"error":\{"message":"The router is shutting down[^}]*"type":"server_error","param":null,"code":"router_shutdown"\}\}$/)
      expect(text).not.toContain('[DONE]')
    } else {
      expect(lastEvent(text)).toMatch(/^event: error\ndata: \{"type":"error","error":\{"type":"overloaded_error","message":"The router is shutting down/)
      expect(text).not.toContain('message_stop')
    }
    expect(await logged({ outcome: 'interrupted' })).toMatchObject({ error: 'router_shutdown', status: 200, level: 40 })
  })

  test.each([true, false])('a request that nobody has answered yet, streamed: %s, is told to come again', async (stream) => {
    const { router, providers: { first }, logged } = await startRoutedProviders({ first: {} })
    first.otherwise(hang('before-headers'))
    const reply = router.post(path, { ...JSON.parse(chatBody({ stream })) as object })
    const { aborted } = await first.nextRequest()
    const stopped = router.app.stop(NO_GRACE_MS)
    const { status, headers } = await reply
    expect({ status, retry: headers.get('x-should-retry'), after: headers.get('retry-after'), trail: headers.get('x-smart-router-trail') }).toEqual({ status: 503, retry: 'true', after: '1', trail: 'first/m=abandoned' })
    await (await reply).text()
    await Promise.all([stopped, aborted])
    expect(await logged({ outcome: 'error' })).toMatchObject({ error: 'router_draining', status: 503 })
  })
})

describe('inside the grace', () => {
  test('answers, when they end by themselves, end as their provider ended them', async () => {
    const { router, providers: { first }, logged } = await startRoutedProviders({ first: {} })
    const gate = createGate()
    first.otherwise(answer({ parts: ['hel', gate, 'lo'] }))
    const replies = await Promise.all([true, true].map(async stream => await router.post(PATHS['openai-chat'], { ...JSON.parse(chatBody({ stream })) as object })))
    const whole = router.post(PATHS['openai-chat'], { ...JSON.parse(chatBody()) as object })
    for (let count = 0; count < 3; count++) await first.nextRequest()
    const stopped = router.app.stop(60_000)
    gate.open()
    for (const reply of replies) expect(await reply.text()).toMatch(/data: \[DONE\]\n\n$/)
    expect(await (await whole).json()).toMatchObject({ choices: [{ message: { content: 'hello' } }] })
    await stopped
    expect(await logged({ outcome: 'ok' })).toMatchObject({ status: 200 })
  })

  test('readiness, when the stop began, is denied to whoever is still connected', async () => {
    const { router, providers: { first } } = await startRoutedProviders({ first: {} })
    first.otherwise(hang('after-content'))
    const streaming = await connectRaw(router.url)
    streaming.send(rawRequest({ body: chatBody({ stream: true }) }))
    await streaming.until(/hello/)
    const probe = await connectRaw(router.url)
    const bytes = rawRequest({ method: 'GET', path: '/readyz?verbose' })
    probe.send(bytes.subarray(0, 20))
    await (await fetch(`${router.url}/livez`)).text()
    const stopped = router.app.stop(60_000)
    probe.send(bytes.subarray(20))
    const { statusCode, headers, body } = parseRaw(await probe.until(/\}$/))
    expect({ statusCode, connection: headers['connection'], body: JSON.parse(body) as unknown }).toMatchObject({ statusCode: 503, connection: 'close', body: { status: 'unavailable' } })
    streaming.socket.destroy()
    await stopped
  })

  test('a second stop, when the first is under way, ends with it', async () => {
    const { router } = await startRoutedProviders({ first: {} })
    await Promise.all([router.app.stop(1_000), router.app.stop(1_000)])
    await expect(fetch(`${router.url}/livez`)).rejects.toThrow()
  })
})
