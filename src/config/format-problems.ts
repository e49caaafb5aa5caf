/** Problems of the configuration for people (with the line they stand on) and as JSON. What is wrong is decided elsewhere. */

import { styleText } from 'node:util'
import type { ConfigProblem } from './config-problem.ts'
import type { EnvironmentProblem } from './environment.ts'
import { maskSecrets } from './mask-secrets.ts'

export interface FormatOptions {
  /** The text of a file by its name in the problems; a problem without it has no code frame. */
  readonly sources?: Readonly<Record<string, string>>
  readonly colour?: boolean
  /** What follows the count: `The running configuration (revision 7) was kept.` */
  readonly closing?: string
}

type Severity = 'error' | 'warning'
type Paint = (format: Parameters<typeof styleText>[0], text: string) => string

const COLOURS = { error: ['red', 'bold'], warning: ['yellow', 'bold'] } as const
const GUTTER_WIDTH = 5
const MAX_LINE_LENGTH = 140
const CONTEXT_BEFORE = 40
const SECRET_PLACE = /\.(api_keys?|headers)\b/
/** Messages of these name their place themselves. */
const NAMES_ITS_PLACE: ReadonlySet<string> = new Set(['SR-103', 'SR-106'])
/** Often there, rarely wrong: a file that is meant for many keys leaves most providers out. */
const ONE_LINE: ReadonlySet<string> = new Set(['SR-150'])

const painter = (colour: boolean): Paint => (format, text) => (colour ? styleText(format, text, { validateStream: false }) : text)

/** The line, cut to a width that a terminal holds, and where the problem stands in what is left. */
const cutLine = (line: string, column: number): { text: string; offset: number } => {
  if (line.length <= MAX_LINE_LENGTH) return { text: line, offset: column - 1 }
  const start = Math.max(0, column - 1 - CONTEXT_BEFORE)
  const text = line.slice(start, start + MAX_LINE_LENGTH)
  return start === 0 ? { text: `${text}…`, offset: column - 1 } : { text: `…${text}`, offset: column - start }
}

const codeFrame = ({ line, column, length, path, suggestion }: ConfigProblem, source: string, severity: Severity, paint: Paint): string[] => {
  const raw = source.split(/\r?\n/)[line - 1]
  if (raw === undefined || raw.trim() === '') return []
  const { text, offset } = cutLine(maskSecrets(raw, SECRET_PLACE.test(path)).replaceAll('\t', ' '), column)
  const carets = '^'.repeat(Math.max(1, Math.min(length, text.length - offset)))
  const hint = suggestion === undefined ? '' : `  ${suggestion}`
  return [
    `${String(line).padStart(GUTTER_WIDTH)} | ${text}`,
    `${' '.repeat(GUTTER_WIDTH)} | ${' '.repeat(offset)}${paint(COLOURS[severity], carets)}${hint}`,
  ]
}

const formatOne = (problem: ConfigProblem, severity: Severity, options: FormatOptions): string => {
  const paint = painter(options.colour === true)
  const where = paint('bold', `${problem.file}:${problem.line}:${problem.column}`)
  const isPlaced = problem.path === '' || NAMES_ITS_PLACE.has(problem.code) || problem.message.startsWith('provider "')
  const place = isPlaced ? '' : `${problem.path}: `
  const head = `${where}  ${paint(COLOURS[severity], severity)}  ${problem.code}  ${place}${problem.message}`
  if (ONE_LINE.has(problem.code)) return head
  const frame = codeFrame(problem, options.sources?.[problem.file] ?? '', severity, paint)
  return [head, ...(frame.length > 0 ? frame : problem.suggestion === undefined ? [] : [`${' '.repeat(GUTTER_WIDTH)} ${problem.suggestion}`])].join('\n')
}

const count = (amount: number, word: string): string => `${amount} ${word}${amount === 1 ? '' : 's'}`

const summary = (errors: number, warnings: number): string => {
  const parts = [...(errors > 0 || warnings === 0 ? [count(errors, 'error')] : []), ...(warnings > 0 ? [count(warnings, 'warning')] : [])]
  return `${parts.join(', ')}.`
}

/** `config/routing.yaml:14:7  error  SR-103  unknown key …`, each with its line, then the count. Without a trailing newline. */
export const formatProblems = (problems: readonly ConfigProblem[], warnings: readonly ConfigProblem[] = [], options: FormatOptions = {}): string => [
  ...problems.map((problem) => formatOne(problem, 'error', options)),
  ...warnings.map((warning) => formatOne(warning, 'warning', options)),
  [summary(problems.length, warnings.length), ...(options.closing === undefined ? [] : [options.closing])].join(' '),
].join('\n')

/** The closing line of a refused reload. */
export const keptRevision = (revision: number): string => `The running configuration (revision ${revision}) was kept.`

/** For `check --json` and the API; the same facts, nothing formatted. */
export const problemsToJson = (problems: readonly ConfigProblem[], warnings: readonly ConfigProblem[] = []): { ok: boolean; errors: readonly ConfigProblem[]; warnings: readonly ConfigProblem[] } =>
  ({ ok: problems.length === 0, errors: problems, warnings })

/** `PORT: PORT is "x", which is no port (use …)`, one line each. */
export const formatEnvironmentProblems = (problems: readonly EnvironmentProblem[], severity: Severity = 'error', colour = false): string =>
  problems.map(({ code, message, suggestion }) => `environment  ${painter(colour)(COLOURS[severity], severity)}  ${code}  ${message}${suggestion === undefined ? '' : `\n${' '.repeat(GUTTER_WIDTH)} ${suggestion}`}`).join('\n')
