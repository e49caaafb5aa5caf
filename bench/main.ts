/** The command: reads the arguments, bounds the run in time, prints the report, and leaves no process behind. */

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { cellMakers } from './cells.ts'
import { laneFigures } from './figures.ts'
import type { Plan } from './measure.ts'
import { stopAll } from './processes.ts'
import { profileText } from './profile.ts'
import { reportText } from './report.ts'
import { OTHER_PARTS, profileAll, runAll } from './run.ts'
import type { Run, RunWish } from './run.ts'

const allParts = [...Object.keys(cellMakers), ...OTHER_PARTS]
const quickParts = ['json-300', 'json-100k', 'sse-paced', 'sse-burst', 'memory', 'failover', 'start']

const help = `CPU time of the router beside a bare pass-through, in one run.

  node bench/main.ts [options]

  --quick        fewer cells, shorter rounds: at most 40 s, rough figures
  --only a,b     only these parts: ${allParts.join(' ')}
  --rounds n     so many rounds, each with fresh server processes
  --dist         measure dist/main.js instead of src/main.ts
  --self-check   measure the pass-through against itself: every ratio must be about 1
  --profile      measure nothing; profile both in these cells and list where the time goes
  --json         print everything, raw readings too, as JSON
`

const fullPlan: Plan = { generations: 6, roundsPerGeneration: 1, roundMs: 1_000, warmUpMs: 1_500, failoverSamples: 500, openStreams: 1_000, settleMs: 8_000, starts: 7 }
const quickPlan: Plan = { generations: 1, roundsPerGeneration: 2, roundMs: 400, warmUpMs: 900, failoverSamples: 300, openStreams: 1_000, settleMs: 1_000, starts: 2 }
const longestRunMs = { full: 360_000, quick: 60_000 }

class UsageError extends Error {
  override readonly name = 'UsageError'
}

function readArguments () {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      rounds: { type: 'string' },
      dist: { type: 'boolean', default: false },
      'self-check': { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  })
  return values
}

type Arguments = ReturnType<typeof readArguments>

function partsOf ({ only, quick }: Arguments): ReadonlySet<string> {
  if (only === undefined) return new Set(quick ? quickParts : allParts)
  const parts = only.split(',')
  const unknown = parts.find(part => !allParts.includes(part))
  if (unknown !== undefined) throw new UsageError(`no part "${unknown}"; there are: ${allParts.join(' ')}`)
  return new Set(parts)
}

function planOf ({ quick, rounds }: Arguments): Plan {
  const plan = quick ? quickPlan : fullPlan
  if (rounds === undefined) return plan
  if (!/^[1-9]\d?$/.test(rounds)) throw new UsageError(`--rounds takes a number from 1 to 99, not "${rounds}"`)
  return { ...plan, generations: Number(rounds), roundsPerGeneration: 1 }
}

function progressPrinter (): (line: string) => void {
  const startedAt = performance.now()
  return line => { process.stderr.write(`[${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(4)} s] ${line}\n`) }
}

let isGivingUp = false

/**
 * Ends everything and the harness itself; used where the run cannot go on. Only the first reason counts: ending the servers makes
 * whatever was in flight fail as well.
 */
async function giveUp (reason: string, exitCode: number): Promise<void> {
  if (isGivingUp) return
  isGivingUp = true
  process.stderr.write(`${reason}\n`)
  await stopAll()
  process.exit(exitCode)
}

function jsonText (run: Run): string {
  return `${JSON.stringify({ ...run, figures: run.cells.flatMap(laneFigures) }, null, 2)}\n`
}

async function main (): Promise<void> {
  const values = readArguments()
  if (values.help) return void process.stdout.write(help)
  if (process.platform === 'win32') throw new UsageError('CPU time of another process cannot be read here; use Linux or macOS')
  const wish: RunWish = {
    plan: planOf(values),
    parts: partsOf(values),
    isSelfCheck: values['self-check'],
    isDist: values.dist,
    onProgress: progressPrinter(),
  }
  const watchdog = setTimeout(() => void giveUp('the run took too long and was ended', 1), values.quick ? longestRunMs.quick : longestRunMs.full)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void giveUp(`ended by ${signal}`, 130))
  const output = values.profile ? await profile(wish, values.json) : await measure(wish, values.json)
  clearTimeout(watchdog)
  process.stdout.write(output)
}

async function measure (wish: RunWish, isJson: boolean): Promise<string> {
  const run = await runAll(wish)
  return isJson ? jsonText(run) : reportText(run)
}

async function profile (wish: RunWish, isJson: boolean): Promise<string> {
  const profiles = await profileAll(wish, mkdtempSync(join(tmpdir(), 'smart-router-profile-')))
  return isJson ? `${JSON.stringify(profiles, null, 2)}\n` : profileText(profiles)
}

main().catch((error: unknown) => {
  const isUsage = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true
  return isUsage ? giveUp((error as Error).message, 2) : giveUp(`the run was given up: ${(error as Error).stack ?? String(error)}`, 1)
})
