/** What came of all cells, as a table for people: a row for each client, a column for each vendor, a mark for each task. */

import { TASK_NAMES } from './task.ts'
import type { CellResult } from './run-cell.ts'

const MARKS = { good: '✓', bad: '✗', absent: ' ' } as const

const markOf = (results: readonly CellResult[], client: string, vendor: string): string => TASK_NAMES.map((task) => {
  const result = results.find(each => each.client.name === client && each.vendor.vendor.name === vendor && each.task === task)
  if (result === undefined) return MARKS.absent
  return result.reason === undefined ? MARKS.good : MARKS.bad
}).join(' ')

const rowOf = (cells: readonly string[], widths: readonly number[]): string => cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ').trimEnd()

/** In each cell the marks of the tasks, in their order. */
export const tableOf = (clients: readonly string[], vendors: readonly string[], results: readonly CellResult[]): string => {
  const head = [TASK_NAMES.join(', '), ...vendors]
  const rows = clients.map(client => [client, ...vendors.map(vendor => markOf(results, client, vendor))])
  const widths = head.map((_name, column) => Math.max(...[head, ...rows].map(row => row[column]?.length ?? 0)))
  return [head, ...rows].map(row => rowOf(row, widths)).join('\n')
}

/** Failures by their reason, with where they were met, and the count of all. */
export const summaryOf = (results: readonly CellResult[]): string => {
  const places = new Map<string, string[]>()
  for (const { client, vendor, task, reason } of results) {
    if (reason !== undefined) places.set(reason, [...places.get(reason) ?? [], `${client.name} × ${vendor.vendor.name} × ${task}`])
  }
  const good = results.filter(({ reason }) => reason === undefined).length
  return [...[...places].map(([reason, where]) => `✗ ${reason}\n    ${where.join(', ')}`), `${good} of ${results.length} passed`].join('\n')
}
