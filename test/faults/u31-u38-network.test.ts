/** Fault matrix, U31–U38: providers that cannot be reached, do not speak, break off, or speak something else than HTTP. */

import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import { BAD_HTTP_KINDS, badHttp, drop } from '../../src/simulator/faulty-steps.ts'
import { startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { answer, closeAfterResponse } from '../../src/simulator/steps.ts'
import { closesAfterTest } from '../support/closes-after-test.ts'
import { expectAnswer, expectFailover, expectFailure, expectTrail } from '../support/expected-replies.ts'
import { hangNameResolution } from '../support/name-resolution.ts'
import { onlyRequest, startRoutedProviders } from '../support/routed-providers.ts'
import { UNRESOLVABLE_URL, reserveRefusedPort, startBlackhole, startMutePort, startMuteTlsPort, startPlainPortBehindTls, startTlsProvider, findQuietPort } from '../support/tcp-faults.ts'

const WIRES = ['openai-chat', 'anthropic-messages'] as const
const IMPATIENT = { connect_timeout_ms: 200 }

/** For the running test, every TLS client of this process trusts these certificates too. */
const trust = (...certificates: readonly string[]): void => {
  const before = getCACertificates('default')
  setDefaultCACertificates([...before, ...certificates])
  onTestFinished(() => { setDefaultCACertificates(before) })
}

describe('U31', () => {
  test.each([['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'], ['expired', 'CERT_HAS_EXPIRED'], ['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID']] as const)(
    'U31: a certificate that is %s is not accepted, and answered by the next target', async (kind, code) => {
      const provider = await closesAfterTest(startTlsProvider(kind))
      if (kind !== 'self-signed') trust(provider.certificate.cert)
      const { ask, logged, metric } = await startRoutedProviders({ first: { at: `${provider.url}/v1`, keys: 2 }, second: { dialect: 'anthropic' } })
      expectFailover(await ask({ stream: true }), 'first/m=tls', 'second/m=ok')
      expect(provider.requests).toHaveLength(0)
      expect(await logged({ failure: 'tls' })).toMatchObject({ target: 'first/m', code })
      expect(await metric('maybe_billed_total')).toBe(0)
    })

  test('U31: a good certificate is accepted', async () => {
    const provider = await closesAfterTest(startTlsProvider('self-signed'))
    trust(provider.certificate.cert)
    const { ask } = await startRoutedProviders({ first: { at: `${provider.url}/v1` }, second: {} })
    expectFailover(await ask({ stream: true }), 'first/m=ok')
    onlyRequest(provider)
  })

  test('U31: a provider that speaks no TLS is answered by the next target', async () => {
    const plain = await closesAfterTest(startPlainPortBehindTls())
    const { ask, logged } = await startRoutedProviders({ first: { at: plain.url }, second: {} })
    expectFailover(await ask({ wire: 'anthropic-messages' }), 'first/m=tls', 'second/m=ok')
    expect((await logged({ failure: 'tls' }))['code']).toMatch(/^ERR_SSL_/u)
  })

  test.each(WIRES)('U31: bad certificates alone, on the wire %s, are a 503', async (wire) => {
    const provider = await closesAfterTest(startTlsProvider('self-signed'))
    const { ask } = await startRoutedProviders({ first: { at: provider.url, dialect: 'anthropic' } })
    expectFailure(await ask({ wire }), 'all_providers_failed')
  })
})

describe('U32', () => {
  test.each([['a TLS handshake', startMuteTlsPort], ['a connection', startBlackhole]] as const)('U32: %s that never ends is given up at its limit, and answered by the next target', async (_name, start) => {
    const silent = await closesAfterTest(start())
    const { ask, logged } = await startRoutedProviders({ first: { at: silent.url, keys: 2 }, second: {} }, IMPATIENT)
    const reply = await ask({ stream: true })
    expectFailover(reply, 'first/m=connect-timeout', 'second/m=ok')
    expect(reply.headMs).toBeGreaterThan(190)
    expect(await logged({ failure: 'connect-timeout' })).toMatchObject({ target: 'first/m', code: 'UND_ERR_CONNECT_TIMEOUT' })
  })

  test('U32: a TLS handshake that never ends, with no limit configured, is answered within two seconds', async () => {
    const mute = await closesAfterTest(startMuteTlsPort())
    const { ask } = await startRoutedProviders({ first: { at: mute.url }, second: {} })
    expectFailover(await ask(), 'first/m=connect-timeout', 'second/m=ok')
  })

  test.each(WIRES)('U32: handshakes that never end, everywhere, on the wire %s, are a 504', async (wire) => {
    const mute = await closesAfterTest(startMuteTlsPort())
    const { ask } = await startRoutedProviders({ first: { at: mute.url } }, IMPATIENT)
    expectFailure(await ask({ wire, stream: true }), 'provider_timeout')
  })
})

describe('U33', () => {
  test('U33: a name that does not resolve is answered by the next target', async () => {
    const { ask, logged } = await startRoutedProviders({ first: { at: UNRESOLVABLE_URL, keys: 2 }, second: {} })
    expectFailover(await ask({ stream: true }), 'first/m=dns', 'second/m=ok')
    expect((await logged({ failure: 'dns' }))['code']).toMatch(/^(?:ENOTFOUND|EAI_AGAIN)$/u)
  })

  test.each(WIRES)('U33: names that do not resolve alone, on the wire %s, are a 503', async (wire) => {
    const { ask } = await startRoutedProviders({ first: { at: UNRESOLVABLE_URL } })
    expectFailure(await ask({ wire }), 'all_providers_failed')
  })
})

describe('U34', () => {
  test('U34: a resolver that never answers is given up at the limit for connecting, and answered by the next target', async () => {
    const asked = hangNameResolution('provider.test')
    const { ask, logged } = await startRoutedProviders({ first: { at: 'http://provider.test', keys: 2 }, second: {} }, IMPATIENT)
    const reply = await ask({ wire: 'anthropic-messages', stream: true })
    expectFailover(reply, 'first/m=connect-timeout', 'second/m=ok')
    expect(reply.headMs).toBeGreaterThan(190)
    expect(asked.times).toBe(1)
    expect(await logged({ failure: 'connect-timeout' })).toMatchObject({ target: 'first/m' })
  })

  test.each(WIRES)('U34: a resolver that never answers, for everybody, on the wire %s, is a 504', async (wire) => {
    hangNameResolution('provider.test')
    const { ask } = await startRoutedProviders({ first: { at: 'http://provider.test' } }, IMPATIENT)
    expectFailure(await ask({ wire }), 'provider_timeout')
  })
})

describe('U35', () => {
  test('U35: a refused connection is answered by the next target, and costs nothing', async () => {
    const refused = await closesAfterTest(reserveRefusedPort())
    const { ask, logged, metric } = await startRoutedProviders({ first: { at: refused.url, keys: 2 }, second: { dialect: 'anthropic' } })
    expectFailover(await ask({ stream: true }), 'first/m=refused', 'second/m=ok')
    expect(await logged({ failure: 'refused' })).toMatchObject({ target: 'first/m', code: 'ECONNREFUSED' })
    expect(await metric('failovers_total', { from: 'first/m', to: 'second/m', reason: 'refused' })).toBe(1)
    expect(await metric('maybe_billed_total')).toBe(0)
  })

  test('U35: three refused connections in a row open the circuit, and the first is back once it listens again', async () => {
    const port = await findQuietPort()
    const { ask, logged } = await startRoutedProviders({ first: { at: `http://127.0.0.1:${port}/v1` }, second: {} }, { breaker: { open_ms: 100 } })
    for (let count = 0; count < 3; count++) expectFailover(await ask(), 'first/m=refused', 'second/m=ok')
    await logged({ circuit: 'open' })
    await closesAfterTest(startScriptedProvider({ port }))
    await logged({ circuit: 'half-open' })
    expectFailover(await ask(), 'first/m=ok')
    await logged({ circuit: 'closed' })
  })

  test.each(WIRES)('U35: refused connections alone, on the wire %s, are a 503', async (wire) => {
    const refused = await closesAfterTest(reserveRefusedPort())
    const { ask } = await startRoutedProviders({ first: { at: refused.url } })
    expectFailure(await ask({ wire, stream: true }), 'all_providers_failed')
  })
})

describe('three failures to connect', () => {
  test.each([
    ['U31', 'tls', async () => (await closesAfterTest(startTlsProvider('self-signed'))).url],
    ['U32', 'connect-timeout', async () => (await closesAfterTest(startMuteTlsPort())).url],
    ['U33', 'dns', () => Promise.resolve(UNRESOLVABLE_URL)],
  ] as const)('%s: three times %s in a row opens the circuit, and the next request goes elsewhere at once', async (_id, failure, startFault) => {
    const { ask, logged } = await startRoutedProviders({ first: { at: await startFault() }, second: {} }, { connect_timeout_ms: failure === 'dns' ? 1_000 : 60 })
    for (let count = 0; count < 3; count++) expectFailover(await ask(), `first/m=${failure}`, 'second/m=ok')
    expectFailover(await ask(), 'second/m=ok')
    await logged({ circuit: 'open' })
  })
})

describe('U36', () => {
  test.each([['reset', 'openai', true], ['fin', 'openai', false], ['destroy', 'anthropic', true]] as const)(
    'U36: a kept connection that turns out to be closed (%s), of dialect %s, is replaced by a fresh one, ten times over', async (how, dialect, stream) => {
      const { providers: { first, second }, ask, metric } = await startRoutedProviders({ first: { dialect }, second: {} })
      for (let round = 1; round <= 10; round++) {
        expectFailover(await ask({ stream }), 'first/m=ok')
        first.script(drop(how))
        expectFailover(await ask({ stream }), 'first/m=ok')
        const [before, dropped, fresh] = first.requests.slice(-3).map(({ socketId }) => socketId)
        expect(dropped).toBe(before)
        expect(fresh).not.toBe(before)
        expect(await metric('stale_socket_retries_total', { provider: 'first', billing: 'unlikely' })).toBe(round)
      }
      expect(first.requestCount).toBe(30)
      expect(second.requests).toHaveLength(0)
      expect(await metric('maybe_billed_total')).toBe(0)
      expect(await metric('circuit_state', { state: 'open' })).toBe(0)
    })

  test('U36: a kept connection that turns out to be closed, and a fresh one that breaks too, are answered by the next target', async () => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: { keys: 2 }, second: {} })
    await ask()
    first.script(drop('reset'), drop('reset'))
    expectFailover(await ask({ stream: true }), 'first/m=reset', 'second/m=ok')
    expect(first.requestCount).toBe(3)
  })

  test.each(['fin', 'reset'] as const)('U36: connections closed (%s) after each answer are nothing special', async (how) => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: {}, second: {} })
    first.otherwise(closeAfterResponse(answer(), { how }))
    for (let count = 0; count < 10; count++) expectFailover(await ask({ stream: count % 2 === 0 }), 'first/m=ok')
    expect(first.requestCount).toBeGreaterThanOrEqual(10)
  })
})

describe('U37', () => {
  test.each(['reset', 'fin', 'destroy'] as const)('U37: a fresh connection that breaks (%s) before the headers is answered by the next target, and may cost', async (how) => {
    const { providers: { first }, ask, logged, metric } = await startRoutedProviders({ first: { keys: 2 }, second: {} })
    first.otherwise(drop(how))
    expectFailover(await ask({ wire: 'anthropic-messages', stream: true }), 'first/m=reset', 'second/m=ok')
    onlyRequest(first)
    expect(await logged({ failure: 'reset' })).toMatchObject({ target: 'first/m' })
    expect(await metric('maybe_billed_total', { provider: 'first', reason: 'reset' })).toBe(1)
    expect(await metric('stale_socket_retries_total')).toBe(0)
  })

  test.each(WIRES)('U37: connections that break alone, on the wire %s, are a 503', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: { dialect: 'anthropic' } })
    first.otherwise(drop('reset'))
    second.otherwise(drop('fin'))
    const reply = await ask({ wire })
    expectFailure(reply, 'all_providers_failed')
    expectTrail(reply, 'first/m=reset', 'second/m=reset')
  })
})

describe('U38', () => {
  /** What contradicts its announced length is taken for broken off; so is a stream whose head was good. */
  const expected = (kind: string, stream: boolean): string => {
    if (kind.startsWith('length-')) return 'reset'
    return kind === 'bad-chunk-size' && stream ? 'interrupted' : 'bad-http'
  }

  test.each(BAD_HTTP_KINDS.flatMap(kind => [[kind, true], [kind, false]] as const))('U38: %s (stream: %s) is answered by the next target on connections of its own', async (kind, stream) => {
    const { providers: { first }, ask } = await startRoutedProviders({ first: { keys: 2 }, second: { dialect: 'anthropic' } })
    first.script(badHttp(kind))
    expectFailover(await ask({ stream }), `first/m=${expected(kind, stream)}`, 'second/m=ok')
    onlyRequest(first)
    expectAnswer(await ask({ stream }))
    expect(first.connections).toBe(2)
  })

  test.each(WIRES)('U38: bad HTTP from everybody, on the wire %s, is a 502', async (wire) => {
    const { providers: { first, second }, ask } = await startRoutedProviders({ first: {}, second: {} })
    first.otherwise(badHttp('not-http'))
    second.otherwise(badHttp('header-overflow'))
    expectFailure(await ask({ wire, stream: true }), 'provider_bad_response')
  })

  test('U38: a port that takes a request and says nothing, at the limit, is answered by the next target', async () => {
    const mute = await closesAfterTest(startMutePort())
    const { ask } = await startRoutedProviders({ first: { at: mute.url }, second: {} }, { hedge_after_ms: 0, first_content_timeout_ms: 200 })
    expectFailover(await ask({ stream: true }), 'first/m=first-content-timeout', 'second/m=ok')
    expect(mute.connections).toBe(1)
  })
})
