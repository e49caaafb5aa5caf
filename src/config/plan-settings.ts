/** Timeouts, budgets and the breaker: the file's values over the defaults. */

import type { ProblemReport } from './problem-report.ts'
import { DEFAULT_ROUTING } from './routing-plan.ts'
import type { RoutingFile } from './schema.ts'
import type { RoutingSettings } from './snapshot.ts'

type Settings = NonNullable<RoutingFile['routing']>

const planBreaker = ({ minimum_calls, failure_percent, window_ms, open_ms, max_open_ms }: NonNullable<Settings['breaker']> = {}): RoutingSettings['breaker'] => {
  const defaults = DEFAULT_ROUTING.breaker
  const openMs = open_ms ?? Math.min(defaults.openMs, max_open_ms ?? defaults.openMs)
  return {
    minimumCalls: minimum_calls ?? defaults.minimumCalls,
    failurePercent: failure_percent ?? defaults.failurePercent,
    windowMs: window_ms ?? defaults.windowMs,
    openMs,
    maxOpenMs: max_open_ms ?? Math.max(defaults.maxOpenMs, openMs),
  }
}

/** Pairs of which the first must not be longer than the second, where both are written. */
const checkOrder = ({ connect_timeout_ms, first_content_timeout_ms, total_timeout_ms, breaker }: Settings, report: ProblemReport): void => {
  const pairs = [
    { path: ['routing', 'connect_timeout_ms'], shorter: connect_timeout_ms, than: 'total_timeout_ms', longer: total_timeout_ms },
    { path: ['routing', 'first_content_timeout_ms'], shorter: first_content_timeout_ms, than: 'total_timeout_ms', longer: total_timeout_ms },
    { path: ['routing', 'breaker', 'open_ms'], shorter: breaker?.open_ms, than: 'max_open_ms', longer: breaker?.max_open_ms },
  ]
  for (const { path, shorter, than, longer } of pairs) {
    if (shorter === undefined || longer === undefined || shorter <= longer) continue
    report.problem({
      code: 'SR-105',
      path,
      message: `"${String(path.at(-1))}" is ${shorter}, which is longer than "${than}" (${longer})`,
      suggestion: `write at most ${longer}, or raise "${than}"`,
    })
  }
}

export const planSettings = (routing: Settings = {}, classifier: NonNullable<RoutingFile['classifier']> = {}, report: ProblemReport): RoutingSettings => {
  checkOrder(routing, report)
  const defaults = DEFAULT_ROUTING
  return {
    connectTimeoutMs: routing.connect_timeout_ms ?? defaults.connectTimeoutMs,
    firstContentTimeoutMs: routing.first_content_timeout_ms ?? defaults.firstContentTimeoutMs,
    resultTimeoutMs: routing.result_timeout_ms ?? defaults.resultTimeoutMs,
    idleTimeoutMs: routing.idle_timeout_ms ?? defaults.idleTimeoutMs,
    totalTimeoutMs: routing.total_timeout_ms ?? defaults.totalTimeoutMs,
    hedgeAfterMs: routing.hedge_after_ms ?? defaults.hedgeAfterMs,
    hedgeBudget: routing.hedge_budget ?? defaults.hedgeBudget,
    maxBilledAttempts: routing.max_billed_attempts ?? defaults.maxBilledAttempts,
    retryBudget: routing.retry_budget ?? defaults.retryBudget,
    longTokens: classifier.long_tokens ?? defaults.longTokens,
    fallbackOnInvalidRequest: routing.fallback_on_invalid_request ?? defaults.fallbackOnInvalidRequest,
    resume: routing.resume ?? defaults.resume,
    breaker: planBreaker(routing.breaker),
  }
}
