/** What tests found out, for programs: everything that the table shows, and what it leaves out. */

import { PROBE_NAMES } from '../operations/provider-probes/probe.ts'
import { PROBES } from '../operations/provider-probes/probes.ts'
import { factsOf } from '../operations/provider-probes/save-measured.ts'
import type { TargetReport } from '../operations/provider-probes/test-target.ts'
import type { TestedTargets } from '../operations/provider-probes/test-targets.ts'
import type { Facts } from '../operations/provider-probes/verdict.ts'
import { adviceOn } from './target-trouble.ts'

const describeFacts = ({ capabilities = {}, compat = {}, contextWindow }: Facts): object => ({ capabilities, compat, context_window: contextWindow ?? null })

const describeReport = (report: TargetReport, plain: (text: string) => string): object => {
  const { target, trouble, outcomes, requests, isComplete } = report
  return {
    target: target.id,
    provider: target.provider.name,
    model: target.model,
    dialect: target.provider.dialect,
    declared_context_window: target.contextWindow ?? null,
    complete: isComplete,
    requests,
    trouble: trouble === undefined ? null : { failure: trouble.failure, status: trouble.statusCode ?? null, message: plain(trouble.message), advice: adviceOn(trouble.failure) },
    probes: Object.fromEntries(PROBE_NAMES.flatMap((name) => {
      const outcome = outcomes.get(name)
      return outcome === undefined ? [] : [[name, { verdict: outcome.state, reason: outcome.reason === '' ? null : plain(outcome.reason), ms: Math.round(outcome.ms), facts: describeFacts(outcome.facts) }]]
    })),
    facts: describeFacts(factsOf(report)),
  }
}

export const describeTest = ({ reports, isTimeUp, isInterrupted }: TestedTargets & { readonly isInterrupted: boolean }, plain: (text: string) => string): object => ({
  probes: Object.fromEntries(PROBES.map(({ name, meaning }) => [name, meaning])),
  targets: reports.map(report => describeReport(report, plain)),
  requests: reports.reduce((sum, { requests }) => sum + requests, 0),
  interrupted: isInterrupted,
  time_up: isTimeUp,
})
