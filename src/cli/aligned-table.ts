/** A table in columns, aligned by what a terminal shows. */

import { displayWidth } from '../lib/display-width.ts'

export interface Cell {
  readonly text: string
  /** Puts colour around the text; takes no column. */
  readonly paint?: (text: string) => string
}

const GAP = '  '

/** The first row is the head. Without blanks at the ends of lines. */
export const alignedTable = (rows: ReadonlyArray<readonly Cell[]>): string => {
  const columns = Math.max(0, ...rows.map(({ length }) => length))
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map(row => displayWidth(row[column]?.text ?? ''))))
  const blanks = (text: string, column: number): string => ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(text)))
  const lineOf = (row: readonly Cell[]): string => row.map(({ text, paint }, column) => (paint?.(text) ?? text) + blanks(text, column)).join(GAP)
  return rows.map(row => lineOf(row).trimEnd()).join('\n')
}
