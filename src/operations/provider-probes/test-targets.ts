/** Tests many targets, some at a time and the providers in turn, until all are done, the time is up, or nobody wants it any more. */

import type { RoutingSettings } from '../../config/snapshot.ts'
import type { Target } from '../../config/target.ts'
import type { Clock } from '../../lib/clock.ts'
import type { HttpClient } from '../../lib/net/http-client.ts'
import { DIALECTS } from '../../providers/index.ts'
import { createReasoningVault } from '../../providers/reasoning-vault.ts'
import { createTransport } from '../../providers/transport.ts'
import { probingPath } from './exchange.ts'
import type { ProbeName } from './probe.ts'
import { testTarget } from './test-target.ts'
import type { Limits, TargetReport } from './test-target.ts'

export interface TestProgress {
  onRequest? (): void
  onProbe? (target: Target, probe: ProbeName): void
  onTarget? (report: TargetReport): void
}

export interface TestTargetsOptions {
  readonly client: HttpClient
  readonly settings: RoutingSettings
  readonly now: Clock
  /** Ends it; what is known by then is reported. */
  readonly signal: AbortSignal
  readonly isDeep: boolean
  /** How many targets at a time. */
  readonly concurrency: number
  readonly limits?: Partial<Limits & { readonly wholeMs: number }>
  readonly progress?: TestProgress
}

const LIMITS = { probeMs: 30_000, longProbeMs: 180_000, wholeMs: 30 * 60_000 } as const

/** One target of each provider after the other, so that no provider gets a burst. */
const inTurn = (targets: readonly Target[]): readonly Target[] => {
  const byProvider = Map.groupBy(targets, ({ provider }) => provider.name)
  const longest = Math.max(0, ...[...byProvider.values()].map(({ length }) => length))
  return Array.from({ length: longest }, (_, index) => [...byProvider.values()].flatMap(each => each.slice(index, index + 1))).flat()
}

export interface TestedTargets {
  /** In the order of the targets. */
  readonly reports: readonly TargetReport[]
  readonly isTimeUp: boolean
}

/** Never rejects for what a provider does. */
export const testTargets = async (targets: readonly Target[], options: TestTargetsOptions): Promise<TestedTargets> => {
  const { client, settings, now, isDeep, progress = {} } = options
  const { wholeMs, ...limits } = { ...LIMITS, ...options.limits }
  const whole = AbortSignal.timeout(wholeMs)
  const signal = AbortSignal.any([options.signal, whole])
  const reports = new Map<string, TargetReport>()
  const queue = [...inTurn(targets)]
  const work = async (): Promise<void> => {
    for (let target = queue.shift(); target !== undefined && !signal.aborted; target = queue.shift()) {
      // What one model thought is remembered for it alone.
      const open = probingPath(createTransport({ client, dialects: DIALECTS, now, vault: createReasoningVault() }), now)
      const report = await testTarget(target, { line: { open, settings, now, signal }, isDeep, limits, ...progress })
      reports.set(target.id, report)
      progress.onTarget?.(report)
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.concurrency, targets.length) }, work))
  return {
    reports: targets.map(target => reports.get(target.id) ?? { target, outcomes: new Map(), requests: 0, isComplete: false }),
    isTimeUp: whole.aborted && !options.signal.aborted,
  }
}
