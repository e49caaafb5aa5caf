/**
 * The text of `capabilities.yaml` to what was measured of each target. Whatever is wrong with it is a warning with its line, and
 * then the file is as if it were not there: nobody's requests stop for a measurement.
 */

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { ConfigPath, ConfigProblem, SourcePosition } from './config-problem.ts'
import { explainIssue } from './explain-issue.ts'
import { measuredFileSchema } from './measured-shape.ts'
import type { MeasuredEntry } from './measured-shape.ts'
import { ProblemReport } from './problem-report.ts'
import type { DialectName } from './target.ts'
import { readYaml } from './yaml-source.ts'

export interface MeasuredFile {
  /** As it is shown in messages. */
  readonly file: string
  /** By `provider/model`. */
  readonly targets: ReadonlyMap<string, MeasuredEntry>
  readonly placeOf: (targetId: string) => SourcePosition
  readonly warnings: readonly ConfigProblem[]
}

export const capabilitiesPath = (dataFolder: string): string => join(dataFolder, 'capabilities.yaml')

/** Changes with whatever makes another server or another model of a target. */
export const targetFingerprint = (dialect: DialectName, baseUrl: string, model: string): string =>
  createHash('sha256').update(JSON.stringify([dialect, baseUrl, model])).digest('hex').slice(0, 12)

export const IGNORED = 'measured capabilities are ignored'
export const ADVICE = 'mend it, or take the file away and run "smart-router providers test" again'
/** One slip gives many findings; the first ones tell. */
const MAX_WARNINGS = 3

const START: SourcePosition = { line: 1, column: 1, length: 1 }

export const nothingMeasured = (file: string, warnings: readonly ConfigProblem[] = []): MeasuredFile => ({ file, targets: new Map(), placeOf: () => START, warnings })

export const parseMeasured = (text: string, file: string): MeasuredFile => {
  const yaml = readYaml(text, file)
  if (!yaml.ok) return nothingMeasured(file, yaml.problems.map((problem) => ({ ...problem, code: 'SR-160', message: `${problem.message}; ${IGNORED}` })))
  const { value, locate } = yaml.source
  if (value === null || value === undefined) return nothingMeasured(file)
  const checked = measuredFileSchema.safeParse(value)
  const report = new ProblemReport(file, locate)
  if (!checked.success) {
    const findings = checked.error.issues.flatMap((issue) => explainIssue(issue, value)).slice(0, MAX_WARNINGS)
    for (const { path, end = 'value', message } of findings) report.warning({ code: 'SR-160', path, end, message: `${message}; ${IGNORED}`, suggestion: ADVICE })
    return nothingMeasured(file, report.warnings)
  }
  const targets = Object.entries(checked.data.targets ?? {}).map(([id, entry]) => [id, (entry ?? {}) as MeasuredEntry] as const)
  const placeOf = (targetId: string): SourcePosition => locate(['targets', targetId] satisfies ConfigPath, 'key')
  return { file, targets: new Map(targets), placeOf, warnings: [] }
}
