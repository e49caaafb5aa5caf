/** Tests of targets as the command makes them, with limits that fit a test. */

import { onTestFinished } from 'vitest'
import type { Target } from '../../../src/config/target.ts'
import { monotonic } from '../../../src/lib/clock.ts'
import { createDnsCache } from '../../../src/lib/net/dns-cache.ts'
import { createHttpClient } from '../../../src/lib/net/http-client.ts'
import type { ProbeName } from '../../../src/operations/provider-probes/probe.ts'
import type { TargetReport } from '../../../src/operations/provider-probes/test-target.ts'
import { type TestTargetsOptions, testTargets } from '../../../src/operations/provider-probes/test-targets.ts'
import type { State } from '../../../src/operations/provider-probes/verdict.ts'
import { aTarget, someSettings, type TargetFacts } from '../../support/routing-fixtures.ts'
import type { AbleProvider } from './able-provider.ts'

export const targetAt = ({ url }: Pick<AbleProvider, 'url'>, { provider, ...facts }: TargetFacts = {}): Target => aTarget({ id: 'house/m', ...facts, provider: { baseUrl: url, ...provider } })

export const testAll = async (targets: readonly Target[], options: Partial<TestTargetsOptions> = {}): Promise<{ readonly reports: readonly TargetReport[], readonly isTimeUp: boolean }> => {
  const client = createHttpClient({ connectTimeoutMs: () => 1000, lookup: createDnsCache() })
  onTestFinished(() => client.destroy())
  return await testTargets(targets, { client, settings: someSettings(), now: monotonic, signal: new AbortController().signal, isDeep: false, concurrency: 4, ...options })
}

export const reportOn = async (target: Target, options: Partial<TestTargetsOptions> = {}): Promise<TargetReport> => {
  const [report] = (await testAll([target], options)).reports
  if (report === undefined) throw new Error('no report')
  return report
}

export const stateIn = ({ outcomes }: TargetReport, probe: ProbeName): State | undefined => outcomes.get(probe)?.state
export const reasonIn = ({ outcomes }: TargetReport, probe: ProbeName): string | undefined => outcomes.get(probe)?.reason
/** The state of every probe, in their order. */
export const marksOf = ({ outcomes }: TargetReport): Readonly<Partial<Record<ProbeName, State>>> => Object.fromEntries([...outcomes].map(([name, { state }]) => [name, state]))
