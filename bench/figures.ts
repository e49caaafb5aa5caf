/** From raw readings to the figures that are printed: spreads, paired ratios, percentiles. Pure. */

import type { CellResult, LaneResult } from './measure.ts'

export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

export function spread (values: readonly number[]): Spread {
  return { min: Math.min(...values), median: percentile(values, 50), max: Math.max(...values) }
}

/** The nearest-rank percentile; for the 50th of an even number of values, the mean of the middle two. */
export function percentile (values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = percent / 100 * sorted.length
  if (percent === 50 && Number.isInteger(rank)) return (sorted[rank - 1]! + sorted[rank]!) / 2
  return sorted[Math.ceil(rank) - 1]!
}

/** CPU microseconds per request or chunk, of each round. */
export function perUnit (cell: CellResult, lane: LaneResult): readonly number[] {
  return lane.rounds.map(round => round.cpuMicroseconds / (round.requests * cell.unitsPerRequest))
}

export interface LaneFigures {
  readonly cell: string
  readonly lane: string
  readonly unit: 'request' | 'chunk'
  readonly microseconds: Spread
  /** Each round's figure over that round's figure of the first lane, or of the one it is compared with. */
  readonly ratio?: Spread
  readonly comparedWith?: string
  readonly target?: number
}

export function laneFigures (cell: CellResult): readonly LaneFigures[] {
  return cell.lanes.map((lane, index) => {
    const values = perUnit(cell, lane)
    const base = perUnit(cell, cell.lanes.find(other => other.lane === lane.comparedWith) ?? cell.lanes[0]!)
    return {
      cell: cell.name,
      lane: lane.lane,
      unit: cell.unit,
      microseconds: spread(values),
      ...(index === 0 ? {} : { ratio: spread(values.map((value, round) => value / base[round]!)) }),
      ...(lane.target === undefined ? {} : { target: lane.target }),
      ...(lane.comparedWith === undefined ? {} : { comparedWith: lane.comparedWith }),
    }
  })
}

/** What choosing a target costs more than being told one: microseconds per request, paired by round. */
export function classifierMicroseconds (cell: CellResult): Spread | undefined {
  const named = cell.lanes.find(lane => lane.lane === 'router')
  const chosen = cell.lanes.find(lane => lane.lane === 'router auto')
  if (named === undefined || chosen === undefined) return undefined
  const base = perUnit(cell, named)
  return spread(perUnit(cell, chosen).map((value, round) => value - base[round]!))
}

/** Each failover's time beyond the median of the direct path in the same run: milliseconds. */
export function addedLatencyMs (directMs: readonly number[], failoverMs: readonly number[]): { readonly p50: number, readonly p99: number } {
  const base = percentile(directMs, 50)
  const added = failoverMs.map(value => value - base)
  return { p50: percentile(added, 50), p99: percentile(added, 99) }
}

/** CPU time of child processes for one request, over everything a cell's lane did: microseconds. */
export function descendantsPerRequest (lane: LaneResult): number {
  const requests = lane.rounds.reduce((sum, round) => sum + round.requests, 0)
  return lane.rounds.reduce((sum, round) => sum + round.descendantsCpuMicroseconds, 0) / requests
}
