/**
 * All that routing remembers, in one place: breakers, cooldowns, pace and budgets, and the two things it can do with
 * them: put candidates in order, and open the first that answers.
 */

import type { ProviderError } from '../chat/errors.ts'
import type { Task } from '../chat/request.ts'
import type { ConfigSource, RoutingConfig } from '../config/snapshot.ts'
import type { Clock } from '../lib/clock.ts'
import { type Attempt, type Candidate, compose, type Interceptor, type OpenStream } from '../providers/attempt.ts'
import { breakerInterceptor } from './breaker-interceptor.ts'
import { type BreakerChange, CircuitBreakers } from './circuit-breakers.ts'
import { commitPoint } from './commit-point.ts'
import { Cooldowns } from './cooldowns.ts'
import { deadlines } from './deadlines.ts'
import { freshSocket } from './fresh-socket.ts'
import { createHedgeBudget, hedgeAfterMs } from './hedging.ts'
import { createOpenFirst, type OpenFirstCall, type Opened } from './open-first.ts'
import { selectCandidates, type Selection, type SelectionFacts, type Wish } from './select-candidates.ts'
import { TargetHealth } from './target-health.ts'
import { TokenBucket } from './token-bucket.ts'
import { consequenceOf } from './verdicts.ts'

const RETRIES_PER_SECOND = 2
const MAX_SAVED_RETRIES = 20

/** What others want to know: logs, metrics, alerts. Called in the request's path, so they must be quick. */
export interface RoutingEvents {
  onAttempt (attempt: Attempt): void
  onFailure (attempt: Attempt, error: ProviderError, restMs: number): void
  /** An answer broke after its commit point. */
  onBroken (attempt: Attempt, error: ProviderError): void
  onBreakerChange (change: BreakerChange): void
  onStaleSocket (provider: string): void
  onHedge (attempt: Attempt): void
}

export interface RouterOptions {
  readonly config: ConfigSource
  readonly transport: OpenStream
  readonly now: Clock
  readonly events: RoutingEvents
}

export interface Router {
  select (config: RoutingConfig, wish: Wish): Selection
  open (call: OpenFirstCall): Promise<Opened>
  readonly breakers: CircuitBreakers
  readonly cooldowns: Cooldowns
  readonly health: TargetHealth
  close (): void
}

const learnFromAnswers = (health: TargetHealth, cooldowns: Cooldowns, now: Clock): Interceptor => next => async (request, candidate, attempt) => {
  const stream = await next(request, candidate, attempt)
  cooldowns.forgive(candidate, attempt.startedAtMs)
  if (request.isStream) health.answered(candidate.target.id, request.estimatedInputTokens, now() - attempt.startedAtMs)
  return stream
}

export const createRouter = ({ config, transport, now, events }: RouterOptions): Router => {
  const health = new TargetHealth()
  const cooldowns = new Cooldowns(now)
  const breakers = new CircuitBreakers(() => config.current().routing.breaker, (change) => { events.onBreakerChange(change) })
  const hedges = createHedgeBudget(now)
  const retryBudgets = new Map<string, TokenBucket>()
  /** Turns by task, so that one task's requests do not spoil the turns of another. */
  const rotations = new Map<Task, number>()

  const retryBudgetOf = ({ target }: Candidate): TokenBucket => {
    const { name } = target.provider
    let budget = retryBudgets.get(name)
    if (budget === undefined) {
      budget = new TokenBucket({ earnedPerSecond: RETRIES_PER_SECOND, max: MAX_SAVED_RETRIES, now })
      retryBudgets.set(name, budget)
    }
    return budget
  }

  const open = compose(
    breakerInterceptor(breakers),
    learnFromAnswers(health, cooldowns, now),
    deadlines,
    commitPoint({
      now,
      onEnd: (candidate, attempt, end, error) => {
        attempt.endedAtMs = now()
        if (end !== 'failed' || error === undefined) return
        if (consequenceOf(error.failure).breaker === 'failure') breakers.broke(candidate.target.id)
        events.onBroken(attempt, error)
      },
    }),
    freshSocket((provider) => { events.onStaleSocket(provider) }),
  )(transport)

  const openFirst = createOpenFirst({
    open,
    now,
    onAttempt: (attempt) => {
      retryBudgetOf(attempt.candidate).deposit(attempt.settings.retryBudget)
      if (attempt.isHedge) events.onHedge(attempt)
      events.onAttempt(attempt)
    },
    onFailure: (attempt, error) => { events.onFailure(attempt, error, cooldowns.learn(attempt.candidate, error)) },
    mayRetry: candidate => config.current().routing.retryBudget > 0 && retryBudgetOf(candidate).withdraw(),
    hedgeAfterMs: hedgeAfterMs(health),
    mayHedge: () => hedges.withdraw(),
  })

  const facts: Omit<SelectionFacts, 'rotation'> = {
    isAvailable: targetId => breakers.isAvailable(targetId),
    circuitRestMs: targetId => breakers.remainingMs(targetId),
    rest: candidate => cooldowns.rest(candidate),
    p50Ms: (targetId, inputTokens) => health.p50Ms(targetId, inputTokens),
  }

  const unsubscribe = config.subscribe((next, previous) => {
    breakers.retain(new Set(next.targets.keys()))
    for (const name of retryBudgets.keys()) if (!next.providers.has(name)) retryBudgets.delete(name)
    // A new key is innocent of what the old one did.
    for (const [name, provider] of next.providers) {
      const before = previous.providers.get(name)
      if (before !== undefined && !hasSameKeys(provider.credentials, before.credentials)) cooldowns.forget(name)
    }
  })

  return {
    select: (current, wish) => {
      const rotation = rotations.get(wish.task) ?? 0
      rotations.set(wish.task, rotation + 1)
      return selectCandidates(current, wish, { ...facts, rotation })
    },
    open: (call) => { hedges.deposit(call.settings.hedgeBudget); return openFirst(call) },
    breakers,
    cooldowns,
    health,
    close: () => { unsubscribe(); breakers.close() },
  }
}

const hasSameKeys = (a: Candidate['target']['provider']['credentials'], b: Candidate['target']['provider']['credentials']): boolean =>
  a.length === b.length && a.every(({ secret }, index) => secret.equals(b[index]?.secret))
