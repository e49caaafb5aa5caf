/** One whole run: starts the servers, measures what was asked for, in order, and gathers the raw results. */

import { cpus, loadavg } from 'node:os'

import { SUBJECTS, cellMakers } from './cells.ts'
import type { Cell, Subject } from './cells.ts'
import { cpuSource } from './cpu.ts'
import { measureFailover } from './failover.ts'
import type { FailoverResult } from './failover.ts'
import { joinGenerations, measureCell, measureIdle } from './measure.ts'
import type { CellResult, Plan, Servers } from './measure.ts'
import { measureMemory } from './memory.ts'
import type { MemoryResult } from './memory.ts'
import { freePort, startPassThrough, startRouter, startUpstream } from './processes.ts'
import type { Server, StartedRouter } from './processes.ts'
import { profileCell } from './profile.ts'
import type { InspectedServer, LaneProfile } from './profile.ts'
import { failoverYaml, routingYaml } from './routing-yaml.ts'

/** What can be asked for beside the cells. */
export const OTHER_PARTS = ['idle', 'memory', 'failover', 'start'] as const

export interface RunWish {
  readonly plan: Plan
  /** Names of cells and of other parts. */
  readonly parts: ReadonlySet<string>
  /** Measure the pass-through against itself: every ratio must then be about 1. */
  readonly isSelfCheck: boolean
  readonly isDist: boolean
  readonly onProgress: (line: string) => void
}

export interface Run {
  readonly environment: {
    readonly subject: string
    readonly startedAt: string
    readonly node: string
    readonly platform: string
    readonly processor: string
    readonly cores: number
    readonly loadAverage: number
    readonly cpuSource: string
  }
  readonly plan: Plan
  readonly cells: readonly CellResult[]
  /** CPU microseconds per second. */
  readonly idle?: Readonly<Record<Subject, number>>
  readonly memory?: Readonly<Record<Subject, MemoryResult>>
  readonly failover: readonly FailoverResult[]
  readonly startsMs: readonly number[]
}

export async function runAll (wish: RunWish): Promise<Run> {
  const environment = environmentOf(wish)
  const upstream = await startUpstream()
  const cells = await measureCells(wish, upstream)
  const idle = wish.parts.has('idle') ? await measureIdlePart(wish, upstream) : undefined
  const memory = wish.parts.has('memory') ? await measureMemoryPart(wish, upstream) : undefined
  const failover = wish.parts.has('failover') && !wish.isSelfCheck ? await measureFailoverPart(wish, upstream) : []
  const startsMs = wish.parts.has('start') && !wish.isSelfCheck ? await measureStarts(wish, upstream) : []
  await upstream.stop()
  return { environment, plan: wish.plan, cells, ...(idle && { idle }), ...(memory && { memory }), failover, startsMs }
}

/** Profiles both servers in the cells that were asked for; measures nothing. The raw profiles are written to the folder. */
export async function profileAll (wish: RunWish, folder: string): Promise<readonly LaneProfile[]> {
  const upstream = await startUpstream()
  const inspected = await startInspected(wish, upstream)
  const profiles: LaneProfile[] = []
  for (const cell of cellsOf(wish)) {
    for (const subject of SUBJECTS) {
      wish.onProgress(`profile of ${cell.name}: ${cell.title}, ${subject}`)
      profiles.push(...await profileCell(cell, subject, inspected[subject], folder))
    }
  }
  await Promise.all([...SUBJECTS.map(subject => inspected[subject].server.stop()), upstream.stop()])
  return profiles
}

async function startInspected (wish: RunWish, upstream: Server): Promise<Record<Subject, InspectedServer>> {
  const ports = { 'pass-through': await freePort(), router: await freePort() }
  return {
    'pass-through': { server: await startPassThrough(upstream.origin, inspectorArguments(ports['pass-through'])), inspectorPort: ports['pass-through'] },
    router: { server: await startRouterOf(wish, upstream, inspectorArguments(ports.router)), inspectorPort: ports.router },
  }
}

const inspectorArguments = (port: number): readonly string[] => [`--inspect=127.0.0.1:${port}`]

function environmentOf (wish: RunWish): Run['environment'] {
  const processors = cpus()
  return {
    subject: wish.isSelfCheck ? 'the pass-through itself (self-check)' : wish.isDist ? 'smart-router (dist)' : 'smart-router (source)',
    startedAt: new Date().toISOString(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    loadAverage: loadavg()[0]!,
    cpuSource,
  }
}

function startRouterOf (wish: RunWish, upstream: Server, nodeArguments: readonly string[] = []): Promise<StartedRouter> {
  return startRouter({ routing: routingYaml(upstream.origin), isDist: wish.isDist, nodeArguments })
}

function startSubject (wish: RunWish, upstream: Server): Promise<Server> {
  return wish.isSelfCheck ? startPassThrough(upstream.origin) : startRouterOf(wish, upstream)
}

/**
 * Starts both, the router first if so wished, hands them over, stops both; what was started is also ended when something fails (see
 * `stopAll`).
 */
async function withBoth<Result> (wish: RunWish, upstream: Server, work: (subjects: Record<Subject, Server>) => Promise<Result>, isRouterFirst = false): Promise<Result> {
  const early = isRouterFirst ? await startSubject(wish, upstream) : undefined
  const passThrough = await startPassThrough(upstream.origin)
  const router = early ?? await startSubject(wish, upstream)
  const result = await work({ 'pass-through': passThrough, router })
  await Promise.all([passThrough.stop(), router.stop()])
  return result
}

function cellsOf ({ parts }: RunWish): readonly Cell[] {
  return Object.entries(cellMakers).filter(([name]) => parts.has(name)).map(([, makeCell]) => makeCell())
}

async function measureCells (wish: RunWish, upstream: Server): Promise<readonly CellResult[]> {
  const cells = cellsOf(wish)
  if (cells.length === 0) return []
  const generations: (readonly CellResult[])[] = []
  for (let generation = 0; generation < wish.plan.generations; generation++) {
    wish.onProgress(`fresh servers, ${generation + 1} of ${wish.plan.generations}`)
    const measureAll = (subjects: Record<Subject, Server>): Promise<readonly CellResult[]> => measureGeneration(wish, cells, { upstream, subjects }, generation)
    generations.push(await withBoth(wish, upstream, measureAll, generation % 2 === 1))
  }
  return cells.map((_, index) => joinGenerations(generations.map(results => results[index]!)))
}

async function measureGeneration (wish: RunWish, cells: readonly Cell[], servers: Servers, generation: number): Promise<readonly CellResult[]> {
  const results: CellResult[] = []
  for (const cell of cells) {
    wish.onProgress(`  ${cell.name}: ${cell.title}, ${cell.lanes.length} lanes`)
    results.push(await measureCell(cell, servers, wish.plan, generation))
  }
  return results
}

/** Fresh servers that have answered a little, so that what starts late has started. */
function measureIdlePart (wish: RunWish, upstream: Server): Promise<Record<Subject, number>> {
  wish.onProgress('idle: CPU time of servers that nobody asks')
  return withBoth(wish, upstream, async subjects => {
    for (const subject of SUBJECTS) await measureMemory(subjects[subject], upstream, { openStreams: 1, settleMs: 0 })
    return measureIdle({ upstream, subjects }, wish.plan.settleMs)
  })
}

async function measureMemoryPart (wish: RunWish, upstream: Server): Promise<Record<Subject, MemoryResult>> {
  wish.onProgress(`memory: ${wish.plan.openStreams} open streams`)
  // A first start compiles, and keeps in memory what it compiled with; every later one finds the code in the cache.
  if (!wish.isSelfCheck) await (await startRouterOf(wish, upstream)).stop()
  return withBoth(wish, upstream, async subjects => ({
    'pass-through': await measureMemory(subjects['pass-through'], upstream, wish.plan),
    router: await measureMemory(subjects.router, upstream, wish.plan),
  }))
}

async function measureFailoverPart (wish: RunWish, upstream: Server): Promise<readonly FailoverResult[]> {
  const router = await startRouter({ routing: failoverYaml(upstream.origin), isDist: wish.isDist, nodeArguments: [] })
  const results: FailoverResult[] = []
  for (const failure of ['fail-503', 'reset'] as const) {
    wish.onProgress(`failover: first target gives ${failure}, ${wish.plan.failoverSamples} samples`)
    results.push(await measureFailover(router, upstream, failure, wish.plan.failoverSamples))
  }
  await router.stop()
  return results
}

async function measureStarts (wish: RunWish, upstream: Server): Promise<readonly number[]> {
  const startsMs: number[] = []
  wish.onProgress(`start: ${wish.plan.starts} starts`)
  while (startsMs.length < wish.plan.starts) {
    const router = await startRouterOf(wish, upstream)
    startsMs.push(router.readyMs)
    await router.stop()
  }
  return startsMs
}
