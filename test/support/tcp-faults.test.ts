import { once } from 'node:events'
import { connect } from 'node:net'
import { Agent, request } from 'undici'
import { afterEach, describe, expect, test } from 'vitest'
import { drop } from '../../src/simulator/faulty-steps.ts'
import { startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { findQuietPort, UNRESOLVABLE_URL, reserveRefusedPort, startBlackhole, startMutePort, startMuteTlsPort, startPlainPortBehindTls, startTlsProvider } from './tcp-faults.ts'

const open: { close (): Promise<void> }[] = []
afterEach(async () => { for (const resource of open.splice(0).reverse()) await resource.close() })

const keep = async <Resource extends { close (): Promise<void> }>(starting: Promise<Resource>): Promise<Resource> => {
  const resource = await starting
  open.push(resource)
  return resource
}

/** Statuses are answers; everything else is the code of the error. */
const outcomeOf = async (url: string, ca?: string): Promise<number | string | undefined> => {
  const dispatcher = new Agent(ca === undefined ? {} : { connect: { ca } })
  open.push(dispatcher)
  try {
    const response = await request(url, { method: 'POST', body: '{}', dispatcher })
    await response.body.dump()
    return response.statusCode
  } catch (error) {
    return (error as { code?: string }).code
  }
}

describe('tcp faults', () => {
  test('a refused port, while it is held, refuses', async () => {
    const refused = await keep(reserveRefusedPort())
    expect(await outcomeOf(refused.url)).toBe('ECONNREFUSED')
  })

  test('a quiet port, until somebody listens, refuses, and then is served', async () => {
    const port = await findQuietPort()
    expect(await outcomeOf(`http://127.0.0.1:${port}`)).toBe('ECONNREFUSED')
    const provider = await keep(startScriptedProvider({ port }))
    expect(await outcomeOf(provider.url)).toBe(200)
  })

  test('a blackhole, when connected to, neither accepts nor refuses', async () => {
    const blackhole = await keep(startBlackhole())
    const socket = connect(blackhole.port, '127.0.0.1')
    const outcome = Promise.race([once(socket, 'connect').then(() => 'connected', () => 'failed'), once(AbortSignal.timeout(100), 'abort').then(() => 'silent')])
    expect(await outcome).toBe('silent')
    socket.destroy()
  })

  test.each([['http', startMutePort], ['https', startMuteTlsPort]] as const)('a mute %s port, when asked, accepts and says nothing', async (scheme, start) => {
    const mute = await start()
    expect(new URL(mute.url).protocol).toBe(`${scheme}:`)
    const socket = connect(mute.port, '127.0.0.1')
    socket.write('anybody there?')
    await mute.accepted
    const closed = once(socket.resume(), 'close')
    await mute.close()
    await closed
    expect(socket.bytesRead).toBe(0)
    expect(mute.connections).toBe(1)
  })

  test('plain HTTP behind https, when asked, fails the handshake', async () => {
    const plain = await keep(startPlainPortBehindTls())
    expect(await outcomeOf(plain.url)).toMatch(/^ERR_SSL_/u)
  })

  test.each([['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'], ['expired', 'CERT_HAS_EXPIRED'], ['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID']] as const)(
    'a %s certificate, when looked at, is refused with %s', async (kind, code) => {
      const provider = await keep(startTlsProvider(kind))
      expect(await outcomeOf(provider.url, kind === 'self-signed' ? undefined : provider.certificate.cert)).toBe(code)
      expect(provider.requests).toHaveLength(0)
    })

  test('a self-signed certificate, when trusted, serves', async () => {
    const provider = await keep(startTlsProvider('self-signed'))
    expect(await outcomeOf(provider.url, provider.certificate.cert)).toBe(200)
    expect(provider.connections).toBe(1)
  })

  test('a reset, behind TLS, ends the connection', async () => {
    const provider = await keep(startTlsProvider('self-signed'))
    provider.script(drop('reset'))
    expect(await outcomeOf(provider.url, provider.certificate.cert)).toMatch(/^(?:ECONNRESET|UND_ERR_SOCKET)$/u)
  })

  test('a name without an address, when asked, is not found', async () => {
    expect(await outcomeOf(UNRESOLVABLE_URL)).toMatch(/^(?:ENOTFOUND|EAI_AGAIN)$/u)
  })
})
