/** What tests found out, for people: a table of targets and probes, and below it why something is not there. */

import { styleText } from 'node:util'
import { PROBE_NAMES } from '../operations/provider-probes/probe.ts'
import type { ProbeName } from '../operations/provider-probes/probe.ts'
import type { TargetReport } from '../operations/provider-probes/test-target.ts'
import type { State } from '../operations/provider-probes/verdict.ts'
import { type Cell, alignedTable } from './aligned-table.ts'

const MARKS: Readonly<Record<State, string>> = { supported: '✓', unsupported: '✗', unclear: '–' }
const COLOURS = { supported: 'green', unsupported: 'red', unclear: 'dim' } as const satisfies Readonly<Record<State, Parameters<typeof styleText>[0]>>

/** Tokens as people say them. */
const shortNumber = (tokens: number): string => {
  if (tokens < 10_000) return String(tokens)
  return tokens < 1_000_000 ? `${Math.round(tokens / 1000)}k` : `${Number((tokens / 1_000_000).toFixed(2))}M`
}

const windowCell = ({ target, outcomes }: TargetReport): string => {
  const tokens = outcomes.get('window')?.facts.contextWindow
  if (tokens !== undefined) return `${shortNumber(tokens)} ${MARKS.supported}`
  return target.contextWindow === undefined ? MARKS.unclear : `${shortNumber(target.contextWindow)} ${MARKS.unclear}`
}

const cellOf = (report: TargetReport, probe: ProbeName, hasColour: boolean): Cell => {
  const state = report.outcomes.get(probe)?.state ?? 'unclear'
  const text = probe === 'window' && report.trouble === undefined ? windowCell(report) : MARKS[state]
  return { text, ...(hasColour && { paint: plain => styleText(COLOURS[state], plain, { validateStream: false }) }) }
}

const NOT_TESTED = 'not tested'

/** What is to be said of a probe beside its mark. */
const remarkOf = ({ trouble, outcomes, isComplete }: TargetReport, probe: ProbeName): { readonly mark: string, readonly reason: string } | undefined => {
  if (trouble !== undefined) return undefined
  const outcome = outcomes.get(probe)
  if (outcome === undefined) return isComplete ? undefined : { mark: MARKS.unclear, reason: NOT_TESTED }
  return outcome.reason === '' ? undefined : { mark: MARKS[outcome.state], reason: outcome.reason }
}

interface Remark {
  readonly mark: string
  readonly probe: string
  readonly reason: string
  readonly targets: readonly string[]
}

/** The same remark of several targets is made once; probes that were never reached are one remark. */
const remarksOn = (reports: readonly TargetReport[], plain: (text: string) => string): readonly Remark[] => {
  const remarks = new Map<string, Remark>()
  for (const probe of PROBE_NAMES) {
    for (const report of reports) {
      const remark = remarkOf(report, probe)
      if (remark === undefined) continue
      const reason = plain(remark.reason)
      const name = reason === NOT_TESTED ? 'the rest' : probe
      const key = `${remark.mark} ${name} ${reason}`
      const targets = remarks.get(key)?.targets ?? []
      remarks.set(key, { mark: remark.mark, probe: name, reason, targets: targets.includes(report.target.id) ? targets : [...targets, report.target.id] })
    }
  }
  return [...remarks.values()]
}

/** More would push the reasons off the screen; programs are told all of them. */
const MOST_NAMES = 3

const namesOf = (targets: readonly string[], reached: number): string => {
  if (reached > 1 && targets.length === reached) return 'all'
  const others = targets.length - MOST_NAMES
  return others > 0 ? `${targets.slice(0, MOST_NAMES).join(', ')} and ${others} more` : targets.join(', ')
}

export interface TableOptions {
  readonly hasColour: boolean
  /** A provider's words as they may be shown. */
  readonly plain: (text: string) => string
}

export const fidelityTable = (reports: readonly TargetReport[], { hasColour, plain }: TableOptions): string => {
  const head = ['target', ...PROBE_NAMES].map(text => ({ text }))
  const rows = reports.map(report => [{ text: report.target.id }, ...PROBE_NAMES.map(probe => cellOf(report, probe, hasColour))])
  const remarks = remarksOn(reports, plain)
  const reached = reports.filter(({ trouble }) => trouble === undefined).length
  const table = alignedTable([head, ...rows])
  return remarks.length === 0 ? table : `${table}\n\n${alignedTable(remarks.map(({ mark, probe, reason, targets }) => [mark, probe, namesOf(targets, reached), reason].map(text => ({ text }))))}`
}
