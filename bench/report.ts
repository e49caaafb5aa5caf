/** Prints the figures of a run as text. What is printed was computed in figures.ts; nothing is decided here. */

import { SUBJECTS } from './cells.ts'
import { addedLatencyMs, classifierMicroseconds, descendantsPerRequest, laneFigures, percentile, spread } from './figures.ts'
import type { LaneFigures } from './figures.ts'
import type { CellResult } from './measure.ts'
import type { Run } from './run.ts'

/** Highest values that we promise, beside those in cells.ts. */
export const targets = { memoryRatio: 1.25, startMs: 1_000, failoverP50Ms: 2, failoverP99Ms: 15 } as const

type Row = readonly string[]

export function reportText (run: Run): string {
  const sections = [headSection(run), cellSection(run.cells), classifierSection(run.cells), descendantSection(run.cells), idleSection(run), memorySection(run), failoverSection(run), startSection(run)]
  return `${sections.filter(section => section !== '').join('\n\n')}\n`
}

function headSection ({ environment, plan }: Run): string {
  const { subject, node, platform, processor, cores, cpuSource, loadAverage } = environment
  return [
    `smart-router bench: ${subject} beside a bare fastify + undici pass-through, same run, by turns`,
    `node ${node}, ${platform}, ${cores} × ${processor}, load average at the start ${loadAverage.toFixed(2)}`,
    `CPU time (user + system, all threads) from ${cpuSource}; ${plan.generations} × ${plan.roundsPerGeneration} rounds with ${plan.roundMs} ms of load on each lane, in short turns; ratio: median of the rounds' ratios`,
  ].join('\n')
}

function cellSection (cells: readonly CellResult[]): string {
  if (cells.length === 0) return ''
  const rows = cells.flatMap(cell => laneFigures(cell).map((figures, index) => cellRow(index === 0 ? cell.title : '', figures)))
  return table(['CPU µs', '', 'per', 'min', 'median', 'max', 'ratio', '(min … max)', 'target'], rows)
}

function cellRow (title: string, { lane, unit, microseconds, ratio, target, comparedWith }: LaneFigures): Row {
  return [
    title, lane, unit, decimal(microseconds.min), decimal(microseconds.median), decimal(microseconds.max),
    ratio === undefined ? '1' : ratio.median.toFixed(2),
    ratio === undefined ? '' : `(${ratio.min.toFixed(2)} … ${ratio.max.toFixed(2)})`,
    target === undefined || ratio === undefined ? '' : verdict(ratio.median, target, comparedWith === undefined ? String(target) : `${target} × ${comparedWith}`),
  ]
}

function classifierSection (cells: readonly CellResult[]): string {
  const rows = cells.flatMap(cell => {
    const cost = classifierMicroseconds(cell)
    return cost === undefined ? [] : [[cell.title, signed(cost.min), signed(cost.median), signed(cost.max)]]
  })
  return rows.length === 0 ? '' : table(['auto minus named target, CPU µs per request', 'min', 'median', 'max'], rows)
}

/** Silent where no server had child processes that worked. */
function descendantSection (cells: readonly CellResult[]): string {
  const rows = cells.flatMap(cell => cell.lanes.filter(lane => descendantsPerRequest(lane) > 0.05)
    .map(lane => [cell.title, lane.lane, decimal(descendantsPerRequest(lane))]))
  return rows.length === 0 ? '' : table(['child processes of the server, not counted above', '', 'CPU µs per request'], rows)
}

function idleSection ({ idle }: Run): string {
  if (idle === undefined) return ''
  return table(['idle, CPU µs per second', ''], [['pass-through', decimal(idle['pass-through'])], ['router', decimal(idle.router)]])
}

function memorySection ({ memory }: Run): string {
  if (memory === undefined) return ''
  const base = memory['pass-through']
  const rows = SUBJECTS.map(subject => {
    const { idleBytes, openBytes, openStreams } = memory[subject]
    const ratio = openBytes / base.openBytes
    return [
      subject, megabytes(idleBytes), megabytes(openBytes), `${((openBytes - idleBytes) / openStreams / 1_024).toFixed(1)} KiB`,
      subject === 'router' ? ratio.toFixed(2) : '1', subject === 'router' ? verdict(ratio, targets.memoryRatio, String(targets.memoryRatio)) : '',
    ]
  })
  return table([`resident memory, ${base.openStreams} open streams`, 'idle', 'with streams', 'growth per stream', 'ratio', 'target'], rows)
}

function failoverSection ({ failover }: Run): string {
  if (failover.length === 0) return ''
  const rows = failover.map(({ failure, directMs, failoverMs }) => {
    const { p50, p99 } = addedLatencyMs(directMs, failoverMs)
    return [
      `first target: ${failure}`, String(failoverMs.length), milliseconds(percentile(directMs, 50)), milliseconds(percentile(directMs, 99)),
      milliseconds(p50), milliseconds(p99),
      `${verdict(p50, targets.failoverP50Ms, `${targets.failoverP50Ms} ms`)}, ${verdict(p99, targets.failoverP99Ms, `${targets.failoverP99Ms} ms`)}`,
    ]
  })
  return table(['failover', 'samples', 'direct p50', 'direct p99', 'added p50', 'added p99', 'target'], rows)
}

function startSection ({ startsMs }: Run): string {
  if (startsMs.length === 0) return ''
  const { min, median, max } = spread(startsMs)
  return table(['process start to first 200 of /livez', 'starts', 'min', 'median', 'max', 'target'], [
    ['router', String(startsMs.length), wholeMilliseconds(min), wholeMilliseconds(median), wholeMilliseconds(max), verdict(median, targets.startMs, `${targets.startMs} ms`)],
  ])
}

/** The first column is set to the left, the others to the right unless they hold words. */
function table (head: Row, rows: readonly Row[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]!.length)))
  const isText = head.map((_, column) => column === 0 || rows.some(row => /^[a-z≤]/i.test(row[column]!)))
  const line = (row: Row): string => row.map((cell, column) => isText[column] ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)).join('  ').trimEnd()
  return [line(head), '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2)), ...rows.map(line)].join('\n')
}

function verdict (value: number, highest: number, label: string): string {
  return `≤ ${label} ${value <= highest ? 'met' : 'MISSED'}`
}

const decimal = (value: number): string => value.toFixed(value < 100 ? 1 : 0)
const signed = (value: number): string => `${value < 0 ? '' : '+'}${decimal(value)}`
const milliseconds = (value: number): string => `${value.toFixed(2)} ms`
const wholeMilliseconds = (value: number): string => `${value.toFixed(0)} ms`
const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MiB`
