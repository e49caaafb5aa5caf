/** Which of the facts that were written down the router does not obey, because its configuration says otherwise. */

import type { LoadedRouting } from '../config/load-routing.ts'
import type { Measured } from '../config/target.ts'
import { factsOf } from '../operations/provider-probes/save-measured.ts'
import type { TargetReport } from '../operations/provider-probes/test-target.ts'

export interface NotObeyed {
  readonly target: string
  /** As they are written in YAML: `capabilities.tools`, `compat.tool_choice`. */
  readonly facts: readonly string[]
}

const namesOf = (report: TargetReport): readonly string[] => {
  const { capabilities = {}, compat = {}, contextWindow } = factsOf(report)
  return [...Object.keys(capabilities).map(name => `capabilities.${name}`), ...Object.keys(compat).map(name => `compat.${name}`), ...(contextWindow === undefined ? [] : ['context_window'])]
}

const isObeyed = (fact: string, measured: Measured | undefined): boolean => {
  const capability = /^capabilities\.(.+)$/.exec(fact)?.[1]
  return capability === undefined ? measured?.days[fact] !== undefined : Object.hasOwn(measured?.capabilities ?? {}, capability)
}

/** `loaded`: the configuration as it is read now. */
export const notObeyed = (reports: readonly TargetReport[], loaded: LoadedRouting): readonly NotObeyed[] => reports.flatMap((report) => {
  const measured = loaded.ok ? loaded.config.targets.get(report.target.id)?.measured : undefined
  const facts = namesOf(report).filter(fact => !isObeyed(fact, measured))
  return facts.length === 0 ? [] : [{ target: report.target.id, facts }]
})
