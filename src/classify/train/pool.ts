// Reads the rows that teach the classifier and says how much each one counts: no source and no task outweighs the others.
import { readFileSync } from 'node:fs'
import { TASKS } from '../../chat/request.ts'
import { extractFeatures } from '../features.ts'
import type { Language } from '../language.ts'
import { isLong } from '../long-text.ts'
import type { Example } from './fit.ts'

export interface Row {
  readonly text: string
  readonly label: string
  readonly lang: Language
  readonly source: string
  readonly chars: number
  readonly req?: { readonly tools?: boolean }
}

export const readPool = (path: string): Row[] =>
  readFileSync(path, 'utf8').split('\n').filter(line => line !== '').map(line => JSON.parse(line) as Row)

/** Rows of one collection are one source, whatever parts it came in. */
export const sourceOf = ({ source }: Row): string => source.split(/[:(]/)[0] ?? source

export const taskOf = ({ label }: Row): number => (TASKS as readonly string[]).indexOf(label.toLowerCase())

const countBy = (rows: readonly Row[], key: (row: Row) => string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1)
  return counts
}

const cellOf = (row: Row): string => `${sourceOf(row)} ${row.label} ${row.lang}`

const weightsOf = (rows: readonly Row[]): number[] => {
  const cells = countBy(rows, cellOf)
  const raw = rows.map(row => (cells.get(cellOf(row)) ?? 1) ** -0.35)
  const totals = new Map<string, number>()
  rows.forEach((row, index) => totals.set(row.label, (totals.get(row.label) ?? 0) + (raw[index] ?? 0)))
  const labels = countBy(rows, row => row.label)
  const balance = (row: Row): number =>
    (labels.get(row.label) ?? 1) ** 0.4 * (rows.length / TASKS.length) ** 0.6 / (totals.get(row.label) ?? 1)
  return rows.map((row, index) => Math.min(4, (raw[index] ?? 0) * balance(row)))
}

/** The features of every row, each remembered, because evaluation asks for the same rows many times. */
export const createExampleReader = (): ((rows: readonly Row[]) => Example[]) => {
  const known = new Map<Row, Pick<Example, 'indices' | 'ends' | 'task'>>()
  const read = (row: Row): Pick<Example, 'indices' | 'ends' | 'task'> => {
    const remembered = known.get(row)
    if (remembered) return remembered
    const { indices, ends } = extractFeatures(row.text)
    const example = { indices: indices.slice(0, ends[ends.length - 1]), ends: ends.slice(), task: taskOf(row) }
    known.set(row, example)
    return example
  }
  return rows => {
    const taught = rows.filter(row => !isLong({ text: row.text, characters: row.chars }))
    const weights = weightsOf(taught)
    return taught.map((row, index) => ({ ...read(row), weight: weights[index] ?? 1 }))
  }
}
