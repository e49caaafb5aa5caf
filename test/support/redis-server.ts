/** A real Redis of the test's own: on a free port, in a folder of its own, keeping nothing. It ends with the test. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './router-process.ts'

const TO_INSTALL = 'redis-server is not installed; install it, for example with: apt-get install redis-server'

/** Where it must be there, tests that need it fail without it; elsewhere they are skipped. */
const isRequired = process.env['SMART_ROUTER_TEST_REDIS'] === 'required'
const isInstalled = spawnSync('redis-server', ['--version']).status === 0

/** Whether tests with a real Redis are to run; says why where they are not. */
export const runsRedis = (): boolean => {
  if (!isInstalled && !isRequired) console.warn(`skipped: ${TO_INSTALL}`)
  return isInstalled || isRequired
}

export interface RedisServer {
  readonly url: string
  readonly port: number
  /** At once, as by a failure of the machine. */
  kill (): Promise<void>
  /** On its port, empty, after it was killed. */
  restart (): Promise<void>
  /** It keeps its connections and answers nobody. */
  freeze (): void
  thaw (): void
}

/** Nobody listens there now. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Resolves when it takes connections. */
const launch = async (port: number, folder: string, words: readonly string[]): Promise<ChildProcess> => {
  if (!isInstalled) throw new Error(TO_INSTALL)
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const { promise: ready, resolve, reject } = Promise.withResolvers<undefined>()
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (said.includes('eady to accept connections')) resolve(undefined)
  })
  child.once('exit', () => { reject(new Error(`redis-server ended: ${said}`)) })
  child.stderr.resume()
  await ready
  return child
}

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** `words`: further settings, as on its command line. */
export const startRedisServer = async ({ port: wanted, words = [] }: { readonly port?: number, readonly words?: readonly string[] } = {}): Promise<RedisServer> => {
  const folder = await temporaryFolder()
  const port = wanted ?? await freePort()
  let child = await launch(port, folder, words)
  onTestFinished(() => end(child))
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill: () => end(child),
    restart: async () => { child = await launch(port, folder, words) },
    freeze: () => { child.kill('SIGSTOP') },
    thaw: () => { child.kill('SIGCONT') },
  }
}
