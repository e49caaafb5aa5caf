import { once } from 'node:events'
import { type AddressInfo, createServer, type LookupFunction, type Server, type Socket } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { buildConnector } from 'undici'
import { createConnector } from '../../../src/lib/net/connector.ts'
import { createCertificate } from '../../support/certificate.ts'
import { reserveRefusedPort, startBlackhole, startMuteTlsPort, startPlainPortBehindTls, startTlsProvider } from '../../support/tcp-faults.ts'

const open: { close (): Promise<void> | void }[] = []
afterEach(async () => { for (const resource of open.splice(0).reverse()) await resource.close() })

const keep = async <Resource extends { close (): Promise<void> }>(starting: Promise<Resource>): Promise<Resource> => {
  const resource = await starting
  open.push(resource)
  return resource
}

const never: LookupFunction = () => {}
const toLoopback: LookupFunction = (_hostname, { all }, callback) => {
  if (all === true) callback(null, [{ address: '127.0.0.1', family: 4 }])
  else callback(null, '127.0.0.1', 4)
}

interface Connecting { readonly url: string, readonly timeoutMs?: number, readonly lookup?: LookupFunction }

const connect = ({ url, timeoutMs = 2_000, lookup = toLoopback }: Connecting): Promise<Socket> => {
  const { hostname, host, protocol, port } = new URL(url)
  const connector = createConnector({ connectTimeoutMs: () => timeoutMs, lookup })
  return new Promise((resolve, reject) => {
    connector({ hostname, host, protocol, port }, (...[error, socket]: buildConnector.CallbackArgs) => {
      if (error !== null) { reject(error); return }
      open.push({ close: () => { socket.destroy() } })
      resolve(socket)
    })
  })
}

const listen = async (onConnection: (socket: Socket) => void = () => {}): Promise<{ readonly server: Server, readonly port: number }> => {
  const server = createServer(onConnection).listen(0, '127.0.0.1')
  open.push({ close: () => { server.close() } })
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port }
}

describe('the connector', () => {
  test('a listener, when it accepts, is connected by its name and without Nagle\'s delay', async () => {
    const { port } = await listen()
    const socket = await connect({ url: `http://api.acme.test:${port}` })
    expect(socket.remotePort).toBe(port)
  })

  test('a port on which nobody listens is told at once', async () => {
    const refused = await keep(reserveRefusedPort())
    await expect(connect({ url: refused.url })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('a name that does not resolve is told at once', async () => {
    const failing: LookupFunction = (hostname, _options, callback) => { callback(Object.assign(new Error(hostname), { code: 'ENOTFOUND' }), '', 0) }
    await expect(connect({ url: 'http://api.acme.test', lookup: failing })).rejects.toMatchObject({ code: 'ENOTFOUND' })
  })

  test.each<[string, () => Promise<Connecting>]>([
    ['a lookup that never answers', async () => await Promise.resolve({ url: 'http://api.acme.test', lookup: never })],
    ['a port that never accepts', async () => ({ url: (await keep(startBlackhole())).url })],
    ['a handshake that never ends', async () => ({ url: (await keep(startMuteTlsPort())).url })],
  ])('%s ends at the limit, to the millisecond and not in steps of half a second', async (_, start) => {
    const connecting = await start()
    const order: string[] = []
    const note = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(() => { order.push(`${milliseconds} ms`); resolve() }, milliseconds) })
    const early = note(110)
    const failed = connect({ ...connecting, timeoutMs: 120 }).catch((error: unknown) => { order.push((error as { code: string }).code) })
    const late = note(130)
    await Promise.all([early, failed, late])
    expect(order).toEqual(['110 ms', 'UND_ERR_CONNECT_TIMEOUT', '130 ms'])
  })

  test('a socket, when the limit passed, is closed on our side', async () => {
    const closed = Promise.withResolvers<void>()
    const { port } = await listen((socket) => { socket.resume().on('error', () => {}).on('close', () => { closed.resolve() }) })
    await expect(connect({ url: `https://127.0.0.1:${port}`, timeoutMs: 50 })).rejects.toMatchObject({ code: 'UND_ERR_CONNECT_TIMEOUT', message: `no connection to 127.0.0.1:${port} within 50 ms` })
    await closed.promise
  })

  test('a lookup that answers after the limit opens nothing', async () => {
    let connections = 0
    const { port } = await listen(() => { connections += 1 })
    const asked = Promise.withResolvers<() => void>()
    const late: LookupFunction = (_hostname, options, callback) => { asked.resolve(() => { toLoopback('', options, callback) }) }
    await expect(connect({ url: `http://api.acme.test:${port}`, timeoutMs: 20, lookup: late })).rejects.toMatchObject({ code: 'UND_ERR_CONNECT_TIMEOUT' })
    const answer = await asked.promise
    answer()
    await connect({ url: `http://api.acme.test:${port}` })
    expect(connections).toBe(1)
  })

  test('the limit, when it was changed, holds for the next connection', async () => {
    const limits = [10, 20]
    const connector = createConnector({ connectTimeoutMs: () => limits.shift() ?? 0, lookup: never })
    const messages = [0, 1].map(() => new Promise((resolve) => {
      connector({ hostname: 'api.acme.test', protocol: 'http:', port: '80' }, (...[error]: buildConnector.CallbackArgs) => { resolve(error?.message) })
    }))
    expect(await Promise.all(messages)).toEqual(['no connection to api.acme.test within 10 ms', 'no connection to api.acme.test within 20 ms'])
  })

  test('a connection that cannot even be tried leaves no timer', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const connector = createConnector({ connectTimeoutMs: () => 1_000, lookup: never })
      expect(() => { connector({ hostname: 'api.acme.test', protocol: 'http:', port: '99999' }, () => {}) }).toThrow(RangeError)
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('the connector over TLS', () => {
  test.each([['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'], ['expired', 'CERT_HAS_EXPIRED']] as const)(
    'a certificate that is %s, when nobody vouches for it, is refused', async (kind, code) => {
      const provider = await keep(startTlsProvider(kind))
      await expect(connect({ url: provider.url })).rejects.toMatchObject({ code })
    })

  test('plain HTTP behind https is refused', async () => {
    const plain = await keep(startPlainPortBehindTls())
    await expect(connect({ url: plain.url })).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_SSL_/) as string })
  })

  test('a certificate that is trusted is taken, for HTTP/1.1 and nothing newer', async () => {
    const certificate = createCertificate({ hosts: ['api.acme.test'] })
    const { startScriptedProvider } = await import('../../../src/simulator/scripted-provider.ts')
    const provider = await keep(startScriptedProvider({ tls: certificate }))
    const before = getCACertificates('default')
    setDefaultCACertificates([...before, certificate.cert])
    try {
      const socket = await connect({ url: provider.url.replace('127.0.0.1', 'api.acme.test') })
      expect(socket).toMatchObject({ authorized: true, alpnProtocol: 'http/1.1', servername: 'api.acme.test' })
    } finally {
      setDefaultCACertificates(before)
    }
  })
})
