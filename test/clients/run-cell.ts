/** One client, one vendor, one task: sets the client up as its settings say, runs it, and looks at what came of it. */

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { RunningVendor } from '../../src/simulator/vendors/start-vendor.ts'
import { signOf } from '../../src/simulator/vendors/vendor-model-answer.ts'
import type { Client, ClientCommand } from './client.ts'
import type { Installed } from './install-clients.ts'
import { startRecordingProxy, type RecordingProxy } from './recording-proxy.ts'
import { targetOf } from './routing-file.ts'
import { runProgram, type Outcome } from './run-program.ts'
import { settingsAt, type Settings } from './settings.ts'
import { prepareTask, type Task, type TaskName } from './task.ts'

export interface Cell {
  readonly client: Client
  readonly vendor: RunningVendor
  readonly task: TaskName
}

export interface CellSurroundings {
  readonly installed: Installed
  readonly routerUrl: string
}

export interface CellResult extends Cell {
  /** Why it failed; `undefined` where it did not. */
  readonly reason: string | undefined
  readonly durationMs: number
  readonly outcome: Outcome
}

interface Folders { readonly root: string; readonly home: string; readonly work: string }

const makeFolders = async (installed: Installed): Promise<Folders> => {
  const root = await mkdtemp(join(tmpdir(), 'smart-router-client-'))
  const [home, work] = [join(root, 'home'), join(root, 'work')]
  await Promise.all([mkdir(home), mkdir(work)])
  await symlink(join(installed.folder, 'node_modules'), join(work, 'node_modules'))
  return { root, home, work }
}

const writeAll = async (files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
}

/** The client's own files, and the ones with which its user points it at the router. */
const filesOf = ({ file, module }: Settings, { files = {} }: ClientCommand, { home, work }: Folders): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(files).map(([path, text]) => [join(work, path), text])),
  ...(file !== undefined && { [join(file.isInHome ? home : work, file.path)]: file.text }),
  ...(module !== undefined && { [join(work, 'router-client.ts')]: module }),
})

/** Whoever heeds them is seen; whoever does not is seen by its sockets, on Linux. */
const proxyVariables = ({ url }: RecordingProxy): Record<string, string> => {
  const names = { HTTP_PROXY: url, HTTPS_PROXY: url, ALL_PROXY: url, NO_PROXY: '127.0.0.1,localhost' }
  return { ...names, ...Object.fromEntries(Object.entries(names).map(([name, value]) => [name.toLowerCase(), value])), NODE_USE_ENV_PROXY: '1' }
}

const environmentOf = (settings: Settings, { environment = {} }: ClientCommand, { home }: Folders, proxy: RecordingProxy): Record<string, string> => ({
  PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`, HOME: home, TMPDIR: home, TERM: 'dumb', NO_COLOR: '1', LANG: 'C.UTF-8',
  ...proxyVariables(proxy), ...settings.environment, ...environment,
})

const LONGEST_WORDS = 200

/** The line that says most: the one that speaks of an error, else the last one. */
const tellingLine = (text: string): string => {
  const lines = text.trim().split('\n').map(line => line.trim())
  return (lines.find(line => /error\b/iu.test(line) && !line.startsWith('at ')) ?? lines.at(-1) ?? '').slice(0, LONGEST_WORDS)
}

const wordsMissing = (answers: readonly string[], vendor: RunningVendor, { secrets }: Task): string | undefined => {
  if (answers.length === 0) return 'no answer'
  for (const answer of answers) {
    if (!answer.includes(signOf(vendor.vendor.name))) return `the answer is not the vendor's: ${tellingLine(answer)}`
    if (secrets.some(secret => !answer.includes(secret))) return 'what a tool said is not in the answer'
  }
  return undefined
}

interface Evidence { readonly task: Task; readonly outcome: Outcome; readonly hostsOutside: readonly string[] }

/** The first thing that is wrong, the cause before its effects. */
const reasonOf = async ({ client, vendor }: Cell, { task, outcome, hostsOutside }: Evidence): Promise<string | undefined> => {
  const [refusal] = vendor.refusals
  if (refusal !== undefined) return `refused by the rule ${refusal.rule}: ${refusal.message.slice(0, LONGEST_WORDS)}`
  if (outcome.isTimedOut) return `not over after ${client.timeoutMs} ms`
  if (outcome.code !== 0) return `exit code ${String(outcome.code)}: ${tellingLine(outcome.stderr) || tellingLine(outcome.stdout)}`
  const outside = new Set([...hostsOutside, ...outcome.outsidePeers])
  return wordsMissing(client.answers(outcome.stdout), vendor, task)
    ?? await task.whatIsMissing()
    ?? (vendor.requests.length < task.requests ? `the vendor was asked ${vendor.requests.length} times, not ${task.requests}` : undefined)
    ?? (outside.size > 0 ? `spoke to the outside: ${[...outside].join(', ')}` : undefined)
}

export const runCell = async (cell: Cell, { installed, routerUrl }: CellSurroundings): Promise<CellResult> => {
  const { client, vendor, task: taskName } = cell
  const folders = await makeFolders(installed)
  const proxy = await startRecordingProxy()
  const startedAtMs = performance.now()
  try {
    vendor.forget()
    const task = await prepareTask(taskName, folders.work)
    const settings = settingsAt(client.settings, { origin: routerUrl, model: targetOf(vendor.vendor) })
    const command = client.command({ installed, task: taskName, prompt: task.prompt, folder: folders.work })
    await writeAll(filesOf(settings, command, folders))
    const outcome = await runProgram({
      command: command.command, folder: folders.work, timeoutMs: client.timeoutMs, environment: environmentOf(settings, command, folders, proxy),
    })
    const reason = await reasonOf(cell, { task, outcome, hostsOutside: proxy.hosts })
    return { ...cell, reason, outcome, durationMs: performance.now() - startedAtMs }
  } finally {
    await proxy.close()
    await rm(folders.root, { recursive: true, force: true, maxRetries: 3 })
  }
}
