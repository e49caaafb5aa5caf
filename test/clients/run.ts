/**
 * `npm run test:clients`: real, published clients against the router, the router against simulated vendors. Not a part of
 * `npm test`: it installs packages from npm. `--only claude-code,deepseek` chooses, `--jobs N` says how many run at once.
 */

import { parseArgs } from 'node:util'
import { SECOND_ADDRESSES, VENDORS } from '../../src/simulator/vendors/index.ts'
import type { Vendor } from '../../src/simulator/vendors/vendor.ts'
import type { Client } from './client.ts'
import { COMMAND_LINE_CLIENTS } from './command-line-clients.ts'
import { installClients, type Installed } from './install-clients.ts'
import { LIBRARY_CLIENTS } from './library-clients.ts'
import { runCell, type CellResult } from './run-cell.ts'
import { startWorld } from './start-world.ts'
import { summaryOf, tableOf } from './table.ts'
import { TASK_NAMES, type TaskName } from './task.ts'

const CLIENTS: readonly Client[] = [...COMMAND_LINE_CLIENTS, ...LIBRARY_CLIENTS]
const ALL_VENDORS: readonly Vendor[] = [...VENDORS, ...SECOND_ADDRESSES]
const USAGE_EXIT_CODE = 2

interface Choice { readonly clients: readonly Client[]; readonly vendors: readonly Vendor[]; readonly tasks: readonly TaskName[] }

const named = <Item extends { readonly name: string }>(items: readonly Item[], names: readonly string[]): readonly Item[] => {
  const chosen = items.filter(({ name }) => names.includes(name))
  return chosen.length === 0 ? items : chosen
}

/** Names of clients, vendors and tasks in one list; a kind of which nothing is named is taken whole. */
const choose = (names: readonly string[]): Choice => {
  const tasks = TASK_NAMES.map(name => ({ name }))
  const unknown = names.filter(name => ![...CLIENTS, ...ALL_VENDORS, ...tasks].some(each => each.name === name))
  if (unknown.length > 0) {
    process.stderr.write(`${unknown.join(', ')}: neither a client (${CLIENTS.map(({ name }) => name).join(' ')}) nor a vendor (${ALL_VENDORS.map(({ name }) => name).join(' ')}) nor a task (${TASK_NAMES.join(' ')})\n`)
    process.exit(USAGE_EXIT_CODE)
  }
  return { clients: named(CLIENTS, names), vendors: named(ALL_VENDORS, names), tasks: named(tasks, names).map(({ name }) => name) }
}

/** At its second address a vendor is met by clients of that wire alone. */
const canMeet = ({ wire }: Client, vendor: Vendor): boolean => vendor.preset === undefined || wire === vendor.wire

const installAll = async (clients: readonly Client[]): Promise<ReadonlyMap<string, Installed>> => {
  const installed = new Map<string, Installed>()
  for (const name of new Set(clients.map(client => client.installation))) {
    process.stdout.write(`installing ${name} …\n`)
    const one = await installClients(name)
    for (const substitute of one.substitutes) process.stdout.write(`  ${substitute}\n`)
    installed.set(name, one)
  }
  return installed
}

const tell = ({ client, vendor, task, reason, durationMs, outcome }: CellResult, isVerbose: boolean): void => {
  const seconds = (durationMs / 1000).toFixed(1)
  process.stdout.write(`${reason === undefined ? '✓' : '✗'} ${client.name} × ${vendor.vendor.name} × ${task} (${seconds} s)${reason === undefined ? '' : `: ${reason}`}\n`)
  if (isVerbose && reason !== undefined) process.stdout.write(`${outcome.stdout.slice(-2000)}\n${outcome.stderr.slice(-2000)}\n`)
}

const testAll = async ({ clients, vendors, tasks }: Choice, jobs: number, isVerbose: boolean): Promise<readonly CellResult[]> => {
  const installed = await installAll(clients)
  const world = await startWorld(vendors)
  const results: CellResult[] = []
  // What one vendor was asked is looked at for each cell by itself: only different vendors are asked at the same time.
  const waiting = world.vendors.slice()
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const vendor = next
      for (const client of clients.filter(each => canMeet(each, vendor.vendor))) {
        for (const task of tasks) {
          const result = await runCell({ client, vendor, task }, { installed: installed.get(client.installation) as Installed, routerUrl: world.url })
          tell(result, isVerbose)
          results.push(result)
        }
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: jobs }, work))
  } finally {
    await world.close()
  }
  return results
}

const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, jobs: { type: 'string', default: '2' }, verbose: { type: 'boolean', default: false } } })
const choice = choose(values.only.split(',').map(name => name.trim()).filter(name => name !== ''))
const results = await testAll(choice, Math.max(1, Number(values.jobs) || 1), values.verbose)
process.stdout.write(`\n${tableOf(choice.clients.map(({ name }) => name), choice.vendors.map(({ name }) => name), results)}\n${summaryOf(results)}\n`)
process.exitCode = results.every(({ reason }) => reason === undefined) ? 0 : 1
