/** The router as a user starts it, in a process of its own, before simulators of the vendors. */

import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startVendor, type RunningVendor } from '../../src/simulator/vendors/start-vendor.ts'
import type { Vendor } from '../../src/simulator/vendors/vendor.ts'
import { keyVariables, routingText } from './routing-file.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const READY_TIMEOUT_MS = 20_000

export interface World {
  /** Of the router. */
  readonly url: string
  readonly vendors: readonly RunningVendor[]
  /** Everything the router logged so far, line by line. */
  readonly log: readonly string[]
  close (): Promise<void>
}

interface RouterProcess { readonly url: string; stop (): Promise<void> }

const startRouterProcess = async (folder: string, variables: Record<string, string>, onLine: (line: string) => void): Promise<RouterProcess> => {
  const child = spawn(process.execPath, [MAIN, 'start', '--json'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, PORT: '0', LOG_FORMAT: 'json', SMART_ROUTER_CONFIG: join(folder, 'routing.yaml'), SMART_ROUTER_DATA: join(folder, 'data'), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { promise: ready, resolve, reject } = Promise.withResolvers<string>()
  const exited = new Promise<void>((done) => { child.once('close', () => { done(); reject(new Error('the router ended before it was ready')) }) })
  let pending = ''
  const read = (text: string): void => {
    const lines = (pending + text).split('\n')
    pending = lines.pop() ?? ''
    for (const line of lines) {
      onLine(line)
      if (line.includes('"ready":true')) resolve((JSON.parse(line) as { url: string }).url)
    }
  }
  child.stdout.setEncoding('utf8').on('data', read)
  child.stderr.setEncoding('utf8').on('data', read)
  const timer = setTimeout(() => { reject(new Error(`the router was not ready in ${READY_TIMEOUT_MS} ms`)) }, READY_TIMEOUT_MS)
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL')
    await exited
  }
  try {
    return { url: await ready, stop }
  } catch (error) {
    await stop()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

export const startWorld = async (vendors: readonly Vendor[]): Promise<World> => {
  const folder = await mkdtemp(join(tmpdir(), 'smart-router-world-'))
  const running = await Promise.all(vendors.map(startVendor))
  const log: string[] = []
  const closeVendors = async (): Promise<void> => {
    await Promise.all(running.map(vendor => vendor.close()))
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await mkdir(join(folder, 'data'))
    await writeFile(join(folder, 'routing.yaml'), routingText(running))
    const router = await startRouterProcess(folder, keyVariables(running), line => log.push(line))
    return { url: router.url, vendors: running, log, close: async () => { await router.stop(); await closeVendors() } }
  } catch (error) {
    await closeVendors()
    throw new Error(`${log.slice(-20).join('\n')}`, { cause: error })
  }
}
