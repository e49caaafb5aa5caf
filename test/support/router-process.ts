/** The real process, as a shell or a service manager starts it: its words, its signals, its exit code. */

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const MAIN = join(REPOSITORY, 'src/main.ts')

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface ProcessOptions {
  readonly variables?: Readonly<Record<string, string>>
  /** Default: the repository. */
  readonly folder?: string
  /** Written to standard input, which then ends. */
  readonly input?: string
  /** The program and its first words, where it is not this Node with the main file. */
  readonly command?: readonly [string, ...string[]]
}

export interface RunningProcess {
  readonly child: ChildProcess
  /** Milliseconds of `performance.now()`. */
  readonly startedAtMs: number
  readonly exited: Promise<Exit>
  /** Resolves with a JSON line of standard output that fits, one already written included. Rejects when the process ends first. */
  line (fits: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>
}

/** A folder of its own, gone when the test is over. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'smart-router-test-'))
  onTestFinished(async () => { await rm(folder, { recursive: true, force: true }) })
  return folder
}

const parseLine = (text: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** Nothing of this machine's environment but the way to programs: no keys, no settings. */
const cleanEnvironment = (home: string): NodeJS.ProcessEnv =>
  ({ PATH: process.env['PATH'], HOME: home, SMART_ROUTER_DATA: join(home, 'data'), PORT: '0', LOG_FORMAT: 'json', NO_COLOR: '1' })

export const startProcess = async (words: readonly string[], { variables = {}, folder = REPOSITORY, input, command = [process.execPath, MAIN] }: ProcessOptions = {}): Promise<RunningProcess> => {
  const [program, ...first] = command
  const startedAtMs = performance.now()
  const child = spawn(program, [...first, ...words], { cwd: folder, env: { ...cleanEnvironment(await temporaryFolder()), ...variables }, stdio: ['pipe', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  let isOver = false
  const readers = new Set<() => void>()
  const look = (): void => { for (const each of readers) each() }
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; look() })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text })
  child.stdin.on('error', () => undefined).end(input)
  const exited = new Promise<Exit>((resolve) => {
    child.once('close', (code, signal) => { isOver = true; look(); resolve({ code, signal, stdout, stderr }) })
  })
  onTestFinished(async () => { child.kill('SIGKILL'); await exited })
  return {
    child,
    startedAtMs,
    exited,
    line: fits => new Promise((resolve, reject) => {
      const find = (): void => {
        const line = stdout.split('\n').map(parseLine).find(each => each !== undefined && fits(each))
        if (line === undefined && !isOver) return
        readers.delete(find)
        if (line === undefined) reject(new Error(`the process ended without that line:\n${stdout}${stderr}`))
        else resolve(line)
      }
      readers.add(find)
      find()
    }),
  }
}

/** Runs to its end. */
export const runProcess = async (words: readonly string[], options: ProcessOptions = {}): Promise<Exit> => await (await startProcess(words, options)).exited

export interface RouterProcess extends RunningProcess {
  readonly url: string
  readonly isDemo: boolean
  /** From the start of the process to its ready line. */
  readonly readyMs: number
  ask (prompt?: string, stream?: boolean): Promise<Response>
}

/** `start --json`, waited for until it is ready. */
export const startRouterProcess = async (options: ProcessOptions = {}): Promise<RouterProcess> => {
  const running = await startProcess(['start', '--json'], options)
  const { url, demo } = await running.line(({ ready }) => ready === true) as { url: string, demo: boolean }
  const readyMs = performance.now() - running.startedAtMs
  return {
    ...running,
    url,
    isDemo: demo,
    readyMs,
    ask: async (prompt = 'hi', stream = false) => await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'task:general', stream, messages: [{ role: 'user', content: prompt }] }),
    }),
  }
}
