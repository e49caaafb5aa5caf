/** Where a server's time goes: profiles one lane after the other, and sums the samples by function and by origin. */

import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Cell, Lane, Subject } from './cells.ts'
import { Inspector } from './inspector.ts'
import type { CpuProfile, ProfileNode } from './inspector.ts'
import { Load } from './load.ts'
import type { Server } from './processes.ts'

export interface LaneProfile {
  readonly cell: string
  readonly lane: string
  readonly requests: number
  /** Can be opened in the developer tools of a browser. */
  readonly file: string
  readonly functions: readonly SelfTime[]
  readonly origins: readonly SelfTime[]
}

export interface SelfTime {
  /** A function and its place, or an origin: a package, a folder of ours, a part of node. */
  readonly name: string
  readonly microsecondsPerRequest: number
  /** Of the time in which the process was not idle. */
  readonly share: number
}

/** A running server and the port of its inspector. */
export interface InspectedServer {
  readonly server: Server
  readonly inspectorPort: number
}

const warmUpMs = 3_000
const profiledMs = 4_000
const listed = { functions: 25, origins: 15 }

/** The lanes of a cell that go to this server. The raw profiles are written to the folder. */
export async function profileCell (cell: Cell, subject: Subject, inspected: InspectedServer, folder: string): Promise<readonly LaneProfile[]> {
  const inspector = await Inspector.connect(inspected.inspectorPort)
  const load = new Load(inspected.server.origin, cell.concurrency)
  const profiles: LaneProfile[] = []
  try {
    for (const lane of cell.lanes.filter(lane => lane.subject === subject)) profiles.push(await profileLane(cell, lane, { inspector, load, folder }))
  } finally {
    inspector.close()
    await load.close()
  }
  return profiles
}

async function profileLane (cell: Cell, lane: Lane, tools: { inspector: Inspector, load: Load, folder: string }): Promise<LaneProfile> {
  const { inspector, load, folder } = tools
  const pace = { concurrency: cell.concurrency, staggerMs: cell.staggerMs }
  await load.run(lane.call, { ...pace, durationMs: warmUpMs })
  await inspector.startProfiling()
  const requests = await load.run(lane.call, { ...pace, durationMs: profiledMs })
  const profile = await inspector.stopProfiling()
  const file = join(folder, `${cell.name}-${lane.name.replaceAll(' ', '-')}.cpuprofile`)
  writeFileSync(file, JSON.stringify(profile))
  return {
    cell: cell.name, lane: lane.name, requests, file,
    functions: selfTimes(profile, requests, functionOf).slice(0, listed.functions),
    origins: selfTimes(profile, requests, originOf).slice(0, listed.origins),
  }
}

/** Time in the function itself, without what it called; the costliest first. */
function selfTimes (profile: CpuProfile, requests: number, nameOf: (node: ProfileNode) => string): readonly SelfTime[] {
  const nameById = new Map(profile.nodes.map(node => [node.id, nameOf(node)]))
  const microsecondsByName = new Map<string, number>()
  profile.samples.forEach((id, index) => {
    const name = nameById.get(id)!
    microsecondsByName.set(name, (microsecondsByName.get(name) ?? 0) + profile.timeDeltas[index]!)
  })
  microsecondsByName.delete('(idle)')
  const total = [...microsecondsByName.values()].reduce((sum, microseconds) => sum + microseconds, 0)
  return [...microsecondsByName]
    .sort((a, b) => b[1] - a[1])
    .map(([name, microseconds]) => ({ name, microsecondsPerRequest: microseconds / requests, share: microseconds / total }))
}

function functionOf ({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
  if (url === '') return functionName
  return `${functionName === '' ? '(anonymous)' : functionName} (${pathOf(url)}:${lineNumber + 1})`
}

/** `node_modules/undici`, `src/gateway`, `node:internal/streams`; functions without a file keep their name. */
function originOf ({ callFrame: { functionName, url } }: ProfileNode): string {
  if (url === '') return functionName.startsWith('(') ? functionName : '(built-in functions and system calls)'
  const parts = pathOf(url).split('/')
  return parts.slice(0, Math.min(2, parts.length - (parts.length > 1 ? 1 : 0))).join('/')
}

function pathOf (url: string): string {
  return url.startsWith('file://') ? relative(join(import.meta.dirname, '..'), fileURLToPath(url)) : url
}

export function profileText (profiles: readonly LaneProfile[]): string {
  return profiles.map(profile => [
    `${profile.cell}, ${profile.lane}: self time over ${profile.requests} requests (${profile.file})`,
    ...profile.origins.map(lineOf),
    '',
    ...profile.functions.map(lineOf),
    '',
  ].join('\n')).join('\n')
}

function lineOf ({ name, microsecondsPerRequest, share }: SelfTime): string {
  return `${(share * 100).toFixed(1).padStart(6)} %  ${microsecondsPerRequest.toFixed(1).padStart(7)} µs/request  ${name}`
}
