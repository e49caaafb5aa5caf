/**
 * Starts the servers of a run as child processes on free ports of 127.0.0.1, waits until they answer, and ends each by its
 * process id. Nothing is measured here.
 */

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { descendantsOf } from './cpu.ts'

export interface Server {
  readonly pid: number
  readonly origin: string
  /** Asks it to stop, waits for at most 10 s, then kills it and what it left behind. */
  stop (): Promise<void>
}

export interface StartedRouter extends Server {
  /** From the process's start to the first 200 of `/livez`, in milliseconds. */
  readonly readyMs: number
}

export interface RouterWish {
  /** The text of its routing.yaml. */
  readonly routing: string
  /** Run `dist/main.js` instead of `src/main.ts`. */
  readonly isDist: boolean
  /** Arguments of node itself, such as `--inspect`. */
  readonly nodeArguments: readonly string[]
}

const root = join(import.meta.dirname, '..')
const readyTimeoutMs = 20_000
const stopTimeoutMs = 10_000

/** Everything this process has started and not yet ended, so that an interrupted run leaves nothing behind. */
const running = new Set<Server>()

export async function stopAll (): Promise<void> {
  await Promise.all([...running].map(server => server.stop()))
}

export function startUpstream (): Promise<Server> {
  return startScript('upstream.ts')
}

export function startPassThrough (upstreamOrigin: string, nodeArguments: readonly string[] = []): Promise<Server> {
  return startScript('pass-through.ts', { UPSTREAM_ORIGIN: upstreamOrigin }, nodeArguments)
}

/** One of our own scripts: it picks its port and reports it. */
async function startScript (name: string, environment: Record<string, string> = {}, nodeArguments: readonly string[] = []): Promise<Server> {
  const child = spawn(process.execPath, [...nodeArguments, join(import.meta.dirname, name)], {
    env: { ...cleanEnvironment(), ...environment }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const complaint = complaintOf(child)
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', message => { resolve((message as { port: number }).port) })
    child.once('exit', code => { reject(new Error(`${name} ended with ${code}: ${complaint()}`)) })
  })
  return register(child, `http://127.0.0.1:${port}`)
}

/** The router, as a user starts it, with a configuration and a data directory of its own. Its log goes to the null device. */
export async function startRouter (wish: RouterWish): Promise<StartedRouter> {
  const folder = mkdtempSync(join(tmpdir(), 'smart-router-bench-'))
  const config = join(folder, 'routing.yaml')
  const port = await freePort()
  writeFileSync(config, wish.routing)
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...wish.nodeArguments, ...startArguments(wish)], {
    cwd: root, env: { ...cleanEnvironment(), ...routerEnvironment(port, config, folder) }, stdio: ['ignore', 'ignore', 'pipe'],
  })
  const complaint = complaintOf(child)
  const origin = `http://127.0.0.1:${port}`
  const server = register(child, origin, () => { rmSync(folder, { recursive: true, force: true }) })
  await untilLive(origin, child, complaint)
  return { ...server, readyMs: performance.now() - startedAt }
}

/** The arguments of node in `npm start`, the program aside where the built one is measured. */
function startArguments ({ isDist }: RouterWish): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }
  const [, ...words] = scripts.start.split(' ')
  return isDist ? words.map(word => word === 'src/main.ts' ? 'dist/main.js' : word) : words
}

function routerEnvironment (port: number, config: string, folder: string): Record<string, string> {
  return {
    HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'info', LOG_FORMAT: 'json',
    SMART_ROUTER_CONFIG: config, SMART_ROUTER_DATA: join(folder, 'data'),
  }
}

/** No keys, proxies or database addresses of the user's own shell. */
function cleanEnvironment (): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'LANG', 'SystemRoot']
  return Object.fromEntries(names.flatMap(name => process.env[name] === undefined ? [] : [[name, process.env[name]]]))
}

/** The last 4 kB of what a process wrote to standard error. Reading it also keeps the pipe from filling. */
function complaintOf (child: ChildProcess): () => string {
  let tail = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { tail = (tail + text).slice(-4_096) })
  return () => tail.trim() === '' ? '(nothing on standard error)' : tail.trim()
}

function register (child: ChildProcess, origin: string, afterwards?: () => void): Server {
  const pid = child.pid
  if (pid === undefined) throw new Error('the process did not start')
  let isStopping = false
  child.once('exit', (code, signal) => {
    if (!isStopping) process.stderr.write(`${child.spawnargs.slice(1).join(' ')} (process ${pid}) ended in the middle of the run: ${signal ?? `exit code ${code}`}\n`)
  })
  const server: Server = {
    pid,
    origin,
    stop: async () => {
      isStopping = true
      running.delete(server)
      await end(child, pid)
      afterwards?.()
    },
  }
  running.add(server)
  return server
}

async function end (child: ChildProcess, pid: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const descendants = descendantsOf(pid)
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const isGone = await Promise.race([exited.then(() => true), delay(stopTimeoutMs, false, { ref: false })])
  if (isGone) return
  child.kill('SIGKILL')
  for (const descendant of descendants) killQuietly(descendant)
  await exited
}

function killQuietly (pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It had ended by itself.
  }
}

/** A port that nobody listened on just now. */
export async function freePort (): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function untilLive (origin: string, child: ChildProcess, complaint: () => string): Promise<void> {
  const givesUpAt = performance.now() + readyTimeoutMs
  while (!await isLive(origin)) {
    if (child.exitCode !== null) throw new Error(`the router ended with ${child.exitCode} before it was ready: ${complaint()}`)
    if (performance.now() > givesUpAt) throw new Error(`the router did not answer /livez within ${readyTimeoutMs} ms: ${complaint()}`)
    await delay(4)
  }
}

function isLive (origin: string): Promise<boolean> {
  return new Promise(resolve => {
    const request = get(`${origin}/livez`, { agent: false, timeout: 1_000 }, response => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.once('timeout', () => { request.destroy() })
    request.once('error', () => { resolve(false) })
  })
}
