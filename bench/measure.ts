/**
 * Runs one cell: warm-up, then rounds. In a round the lanes take many short turns, one server after the other, so that whatever else
 * the machine is doing falls on all of them alike. Figures are raw here; statistics are in figures.ts.
 */

import { setTimeout as delay } from 'node:timers/promises'

import type { AnswerName } from './answers.ts'
import type { Cell, Lane, Subject } from './cells.ts'
import { CpuClock, descendantsOf } from './cpu.ts'
import { Load } from './load.ts'
import type { Server } from './processes.ts'

export interface Plan {
  /** How often everything is begun again with fresh server processes: two processes of one program differ by several percent. */
  readonly generations: number
  readonly roundsPerGeneration: number
  /** Load on one lane in one round, over all its turns. */
  readonly roundMs: number
  /** Load on each server before the first round of a cell, in each generation. */
  readonly warmUpMs: number
  readonly failoverSamples: number
  readonly openStreams: number
  readonly settleMs: number
  readonly starts: number
}

export interface Servers {
  readonly upstream: Server
  readonly subjects: Readonly<Record<Subject, Server>>
}

/** What one lane did in one round. */
export interface Round {
  readonly requests: number
  readonly cpuMicroseconds: number
  /** CPU time of the processes that the server itself had started (an embedded database, say). */
  readonly descendantsCpuMicroseconds: number
}

export interface LaneResult {
  readonly lane: string
  readonly subject: Subject
  readonly target?: number
  readonly comparedWith?: string
  readonly rounds: readonly Round[]
}

export interface CellResult {
  readonly name: string
  readonly title: string
  readonly unit: 'request' | 'chunk'
  readonly unitsPerRequest: number
  readonly lanes: readonly LaneResult[]
}

/** The answers the fake provider has given so far, and the streams it holds open. */
export async function upstreamCounters (upstream: Server): Promise<Record<AnswerName | 'held', number>> {
  const answer = await fetch(`${upstream.origin}/counters`)
  return await answer.json() as Record<AnswerName | 'held', number>
}

/** Fails when an answer fails its check, or when one did not come from the provider. */
export async function measureCell (cell: Cell, servers: Servers, plan: Plan, generation: number): Promise<CellResult> {
  const loads = eachSubject(subject => new Load(servers.subjects[subject].origin, cell.concurrency))
  const rounds: (readonly Round[])[] = []
  try {
    for (const lane of cell.lanes) await takeTurn(cell, lane, loads, plan.warmUpMs / lanesOf(cell, lane.subject))
    while (rounds.length < plan.roundsPerGeneration) {
      rounds.push(await measureRound(cell, { servers, loads, roundMs: plan.roundMs, isRouterFirst: (generation + rounds.length) % 2 === 1 }))
    }
  } finally {
    await Promise.all([loads['pass-through'].close(), loads.router.close()])
  }
  const { name, title, unit, unitsPerRequest } = cell
  const lanes = cell.lanes.map(({ name: lane, subject, target, comparedWith }, index) =>
    ({ lane, subject, ...(target === undefined ? {} : { target }), ...(comparedWith === undefined ? {} : { comparedWith }), rounds: rounds.map(round => round[index]!) }))
  return { name, title, unit, unitsPerRequest, lanes }
}

/** The rounds of all generations of one cell. */
export function joinGenerations (results: readonly CellResult[]): CellResult {
  const first = results[0]!
  return { ...first, lanes: first.lanes.map((lane, index) => ({ ...lane, rounds: results.flatMap(result => result.lanes[index]!.rounds) })) }
}

function lanesOf (cell: Cell, subject: Subject): number {
  return cell.lanes.filter(lane => lane.subject === subject).length
}

function eachSubject<Value> (make: (subject: Subject) => Value): Record<Subject, Value> {
  return { 'pass-through': make('pass-through'), router: make('router') }
}

interface RoundPlan {
  readonly servers: Servers
  readonly loads: Record<Subject, Load>
  readonly roundMs: number
  /** Who goes first changes from round to round, so that going first gains nothing. */
  readonly isRouterFirst: boolean
}

/**
 * One figure for each lane, in the lanes' order. Beside each turn of another lane the first one has a turn, so that both servers
 * work and rest equally and no turn follows one of the same server, whose memory would still be warm.
 */
async function measureRound (cell: Cell, { servers, loads, roundMs, isRouterFirst }: RoundPlan): Promise<readonly Round[]> {
  const turns = Math.max(1, Math.round(roundMs / cell.turnMs))
  const [base, ...others] = cell.lanes as [Lane, ...Lane[]]
  const order = others.flatMap(lane => isRouterFirst ? [lane, base] : [base, lane])
  const requests = new Map<Lane, number>(cell.lanes.map(lane => [lane, 0]))
  const answersBefore = (await upstreamCounters(servers.upstream))[cell.answer]
  const accounts = eachSubject(subject => new Account(servers.subjects[subject].pid, order.find(lane => lane.subject === subject)!))
  for (let turn = 0; turn < turns; turn++) {
    for (const lane of order) {
      accounts[lane.subject].charge(lane)
      requests.set(lane, requests.get(lane)! + await takeTurn(cell, lane, loads, roundMs / turns))
    }
  }
  await delay(tailMs)
  for (const account of Object.values(accounts)) account.charge()
  const answers = (await upstreamCounters(servers.upstream))[cell.answer] - answersBefore
  const sent = [...requests.values()].reduce((sum, count) => sum + count, 0)
  if (answers < sent) throw new Error(`${cell.name}: ${sent} answers, but the provider was asked only ${answers} times (a cache?)`)
  return cell.lanes.map(lane => ({ requests: requests.get(lane)!, ...accounts[lane.subject].totalOf(lane) }))
}

/** What a server puts off (a batch of records, say) belongs to the last turn of a round as well. */
const tailMs = 200

function takeTurn (cell: Cell, lane: Lane, loads: Record<Subject, Load>, durationMs: number): Promise<number> {
  return loads[lane.subject].run(lane.call, { concurrency: cell.concurrency, durationMs, staggerMs: cell.staggerMs })
}

interface Charges {
  readonly cpuMicroseconds: number
  readonly descendantsCpuMicroseconds: number
}

/**
 * One server's CPU time from the beginning of a round to its end, charged to its lanes. A lane pays from the beginning of its
 * turn to the beginning of the server's next turn, so that work put off until the other server's turn is paid for too, and so is
 * what the server does by itself.
 */
class Account {
  readonly #own: CpuClock
  readonly #descendants: readonly CpuClock[]
  readonly #totals = new Map<Lane, Charges>()
  #payer: Lane
  #last: Charges

  constructor (pid: number, payer: Lane) {
    this.#payer = payer
    this.#own = new CpuClock(pid)
    this.#descendants = descendantsOf(pid).map(descendant => new CpuClock(descendant))
    this.#last = this.#read()
  }

  /** Charges the present payer with everything since it began; from now on this lane pays, if one is given. */
  charge (next?: Lane): void {
    const now = this.#read()
    this.#totals.set(this.#payer, sum(this.totalOf(this.#payer), now, this.#last))
    this.#last = now
    if (next !== undefined) this.#payer = next
  }

  totalOf (lane: Lane): Charges {
    return this.#totals.get(lane) ?? { cpuMicroseconds: 0, descendantsCpuMicroseconds: 0 }
  }

  #read (): Charges {
    return {
      cpuMicroseconds: this.#own.read(),
      descendantsCpuMicroseconds: this.#descendants.reduce((total, clock) => total + clock.read(), 0),
    }
  }
}

function sum (total: Charges, now: Charges, before: Charges): Charges {
  return {
    cpuMicroseconds: total.cpuMicroseconds + now.cpuMicroseconds - before.cpuMicroseconds,
    descendantsCpuMicroseconds: total.descendantsCpuMicroseconds + now.descendantsCpuMicroseconds - before.descendantsCpuMicroseconds,
  }
}

/** CPU time that each server uses when nobody asks it anything: microseconds per second. */
export async function measureIdle (servers: Servers, durationMs: number): Promise<Record<Subject, number>> {
  const clocks = eachSubject(subject => new CpuClock(servers.subjects[subject].pid))
  const before = eachSubject(subject => clocks[subject].read())
  await delay(durationMs)
  return eachSubject(subject => (clocks[subject].read() - before[subject]) * 1_000 / durationMs)
}
