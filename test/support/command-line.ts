/** The command line inside the test's own process: quick, and seen by the coverage. What needs a process has its own. */

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { runCommandLine } from '../../src/cli/run.ts'
import type { Exit } from './router-process.ts'

const capture = (stream: NodeJS.WriteStream): { readonly text: () => string, readonly restore: () => void } => {
  let text = ''
  const spy = vi.spyOn(stream, 'write').mockImplementation((chunk) => { text += String(chunk); return true })
  return { text: () => text, restore: () => { spy.mockRestore() } }
}

/** What this machine's environment may hold that would be another's configuration. */
const SETTING = /_API_KEY$|^SMART_ROUTER_|^(?:HOST|PORT|REDIS_URL|LOG_LEVEL|LOG_FORMAT|XDG_CONFIG_HOME)$/

/** One at a time: standard output is everybody's. */
export const runHere = async (words: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Omit<Exit, 'signal'>> => {
  for (const name of Object.keys(process.env)) if (SETTING.test(name)) vi.stubEnv(name, undefined)
  // Nothing that was measured on this machine.
  vi.stubEnv('SMART_ROUTER_DATA', join(tmpdir(), 'smart-router-nothing-here'))
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)]
  try {
    const code = await runCommandLine(words)
    return { code, stdout: stdout.text(), stderr: stderr.text() }
  } finally {
    stdout.restore()
    stderr.restore()
    vi.unstubAllEnvs()
  }
}
