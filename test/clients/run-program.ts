/** Runs one program to its end, or to the end of its time, with nothing of this machine's environment but what is given. */

import { spawn } from 'node:child_process'
import { watchSockets } from './outside-sockets.ts'

export interface Program {
  readonly command: readonly [string, ...string[]]
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

export interface Outcome {
  readonly code: number | null
  readonly isTimedOut: boolean
  readonly stdout: string
  readonly stderr: string
  /** Peers outside this machine that it was seen to speak to. */
  readonly outsidePeers: readonly string[]
}

const LONGEST_OUTPUT = 1_000_000

const collect = (stream: NodeJS.ReadableStream): () => string => {
  let text = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => { if (text.length < LONGEST_OUTPUT) text += chunk })
  return () => text
}

/** It and whatever it started: they share a process group of their own. */
const killGroup = (pid: number | undefined): void => {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody of the group is left.
  }
}

export const runProgram = async ({ command: [file, ...words], folder, environment, timeoutMs }: Program): Promise<Outcome> => {
  const child = spawn(file, words, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const stdout = collect(child.stdout)
  const stderr = collect(child.stderr)
  const { pid } = child
  const watch = watchSockets(pid)
  let isTimedOut = false
  const timer = setTimeout(() => { isTimedOut = true; killGroup(pid) }, timeoutMs)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    // Whoever it left behind would keep its output open.
    child.once('exit', () => { killGroup(pid) })
    child.once('close', resolve)
  }).finally(() => { clearTimeout(timer); watch.stop() })
  return { code, isTimedOut, stdout: stdout(), stderr: stderr(), outsidePeers: [...watch.peers] }
}
