/** Resident memory of a fresh server while many streams are open and quiet, and before there were any. */

import { setTimeout as delay } from 'node:timers/promises'

import { wholeJson, wholeStream } from './answers.ts'
import { bodyRing } from './bodies.ts'
import { residentBytes } from './cpu.ts'
import { Load } from './load.ts'
import { upstreamCounters } from './measure.ts'
import type { Server } from './processes.ts'

export interface MemoryResult {
  readonly openStreams: number
  /** After some requests, settled. */
  readonly idleBytes: number
  /** With all streams open, settled. */
  readonly openBytes: number
}

export interface MemoryWish {
  readonly openStreams: number
  /** Longest wait for the figure to stand still. */
  readonly settleMs: number
}

const openedTogether = 50
const warmUpRequests = 300

export async function measureMemory (server: Server, upstream: Server, wish: MemoryWish): Promise<MemoryResult> {
  const load = new Load(server.origin, wish.openStreams)
  try {
    await warmUp(load)
    const idleBytes = await settledBytes(server.pid, wish.settleMs)
    const answers = await openStreams(load, wish.openStreams)
    const { held } = await upstreamCounters(upstream)
    if (held !== wish.openStreams) throw new Error(`${wish.openStreams} streams are open at the client, but ${held} at the provider`)
    const openBytes = await settledBytes(server.pid, wish.settleMs)
    await release(upstream, answers)
    return { openStreams: wish.openStreams, idleBytes, openBytes }
  } finally {
    await load.close()
  }
}

/** One after the other, so that compiled code is in memory but no more sockets than needed. */
async function warmUp (load: Load): Promise<void> {
  const bodies = bodyRing({ wire: 'openai', model: 'bench/json-small', stream: false, bytes: 0 }, 16)
  for (let sent = 0; sent < warmUpRequests; sent++) await load.send({ path: '/v1/chat/completions', bodies, check: wholeJson('json-small') })
}

type Ending = Promise<string | undefined>

/** Resolves when every stream has begun; each ending resolves with what was wrong with it, if anything. */
async function openStreams (load: Load, count: number): Promise<readonly Ending[]> {
  const bodies = bodyRing({ wire: 'openai', model: 'bench/hold', stream: true, bytes: 0 }, 64)
  const check = wholeStream('openai', 1)
  const endings: Ending[] = []
  while (endings.length < count) {
    const group = Array.from({ length: Math.min(openedTogether, count - endings.length) }, async (_, index) => {
      const begun = Promise.withResolvers<void>()
      const ending = load.open('/v1/chat/completions', bodies[index % bodies.length]!, begun.resolve).then(check)
      endings.push(ending)
      const early = await Promise.race([begun.promise, ending])
      if (early !== undefined) throw new Error(`an open stream: ${early}`)
    })
    await Promise.all(group)
  }
  return endings
}

async function release (upstream: Server, endings: readonly Ending[]): Promise<void> {
  await fetch(`${upstream.origin}/release`, { method: 'POST' })
  const complaints = (await Promise.all(endings)).filter(complaint => complaint !== undefined)
  if (complaints.length > 0) throw new Error(`${complaints.length} streams did not end well; the first: ${complaints[0]}`)
}

/** Resident memory once it has changed by less than 1 % in a second, or after the longest wait. */
async function settledBytes (pid: number, settleMs: number): Promise<number> {
  const readings = [residentBytes(pid)]
  for (let waitedMs = 0; waitedMs < settleMs; waitedMs += 250) {
    await delay(250)
    readings.push(residentBytes(pid))
    const lastSecond = readings.slice(-5)
    if (waitedMs >= settleMs / 2 && Math.max(...lastSecond) / Math.min(...lastSecond) < 1.01) break
  }
  return readings.at(-1)!
}
