/**
 * All that routing remembers, in one place: breakers, cooldowns, pace and budgets, and the two things it can do with
 * them: put candidates in order, and open the first that answers.
 */

import type { Billing, ProviderError } from '../chat/errors.ts'
import type { Task } from '../chat/request.ts'
import type { ConfigSource, RoutingConfig } from '../config/snapshot.ts'
import type { Clock } from '../lib/clock.ts'
import { type AnyRequest, type Attempt, type Candidate, compose, type Open, type OpenStream } from '../providers/attempt.ts'
import type { RelayRequest, RelayStream } from '../providers/relay-request.ts'
import { breakerInterceptor } from './breaker-interceptor.ts'
import { type BreakerChange, CircuitBreakers } from './circuit-breakers.ts'
import { commitPoint, type CommitPointOptions } from './commit-point.ts'
import { Conversations } from './conversations.ts'
import { Cooldowns } from './cooldowns.ts'
import { deadlines } from './deadlines.ts'
import { freshSocket } from './fresh-socket.ts'
import { createHedgeBudget, hedgeAfterMs } from './hedging.ts'
import { createOpenFirst, type OpenFirstCall, type OpenFirstDependencies, type Opened } from './open-first.ts'
import { relayCommitPoint } from './relay-commit-point.ts'
import { isResumable } from './resume-rules.ts'
import { type Resume, ResumableStream } from './resume.ts'
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
  /** Somebody was to go on with a broken answer. */
  onResume (resume: Resume): void
  onBreakerChange (change: BreakerChange): void
  onStaleSocket (provider: string, billing: Billing): void
  onHedge (attempt: Attempt): void
}

export interface RouterOptions {
  readonly config: ConfigSource
  readonly transport: OpenStream
  readonly now: Clock
  readonly events: RoutingEvents
}

export interface RouterCall extends OpenFirstCall {
  /** What it was taken to be about; who answers is remembered with it, for the day the conversation is summed up. */
  readonly task?: Task | undefined
  /** Whether others may go on with the answer when it breaks [false]. */
  readonly resumes?: boolean
}

export interface Answering extends Opened {
  /** The same stream as `stream`, where others may go on with the answer: it knows who wrote it. */
  readonly resumable?: ResumableStream
}

export interface Router {
  select (config: RoutingConfig, wish: Wish): Selection
  open (call: RouterCall): Promise<Answering>
  /** The same for what is only relayed: with the same memory of who is well, and never two targets at once. */
  openerOf (transport: Open<RelayRequest, RelayStream>): (call: OpenFirstCall<RelayRequest>) => Promise<Opened<RelayStream>>
  readonly conversations: Conversations
  readonly breakers: CircuitBreakers
  readonly cooldowns: Cooldowns
  readonly health: TargetHealth
  close (): void
}

const learnFromAnswers = (health: TargetHealth, cooldowns: Cooldowns, now: Clock) => <Request extends AnyRequest, Answer>(next: Open<Request, Answer>): Open<Request, Answer> => async (request, candidate, attempt) => {
  const stream = await next(request, candidate, attempt)
  cooldowns.forgive(candidate, attempt.startedAtMs)
  if (request.isStream) health.answered(candidate.target.id, request.estimatedInputTokens, now() - attempt.startedAtMs)
  return stream
}

export const createRouter = ({ config, transport, now, events }: RouterOptions): Router => {
  const health = new TargetHealth()
  const cooldowns = new Cooldowns(now)
  const conversations = new Conversations()
  const breakers = new CircuitBreakers(() => config.current().routing.breaker, (change) => { events.onBreakerChange(change) })
  const hedges = createHedgeBudget(now)
  const retryBudgets = new Map<string, TokenBucket>()
  /** Turns by task or endpoint, so that the requests of one do not spoil the turns of another. */
  const rotations = new Map<string, number>()

  const retryBudgetOf = ({ target }: Candidate): TokenBucket => {
    const { name } = target.provider
    let budget = retryBudgets.get(name)
    if (budget === undefined) {
      budget = new TokenBucket({ earnedPerSecond: RETRIES_PER_SECOND, max: MAX_SAVED_RETRIES, now })
      retryBudgets.set(name, budget)
    }
    return budget
  }

  const committing: CommitPointOptions = {
    now,
    onEnd: (candidate, attempt, end, error) => {
      attempt.endedAtMs = now()
      if (end !== 'failed' || error === undefined) return
      attempt.error = error
      if (consequenceOf(error.failure).breaker === 'failure') breakers.broke(candidate.target.id)
      events.onBroken(attempt, error)
    },
  }
  const onStaleSocket = (provider: string, billing: Billing): void => { events.onStaleSocket(provider, billing) }

  const open = compose(
    breakerInterceptor(breakers),
    learnFromAnswers(health, cooldowns, now),
    deadlines,
    commitPoint(committing),
    freshSocket(onStaleSocket),
  )(transport)

  const around: Omit<OpenFirstDependencies, 'open' | 'hedgeAfterMs' | 'mayHedge'> = {
    now,
    onAttempt: (attempt) => {
      retryBudgetOf(attempt.candidate).deposit(attempt.settings.retryBudget)
      if (attempt.isHedge) events.onHedge(attempt)
      events.onAttempt(attempt)
    },
    onFailure: (attempt, error) => { events.onFailure(attempt, error, cooldowns.learn(attempt.candidate, error)) },
    mayRetry: candidate => config.current().routing.retryBudget > 0 && retryBudgetOf(candidate).withdraw(),
  }
  const openFirst = createOpenFirst({ ...around, open, hedgeAfterMs: hedgeAfterMs(health), mayHedge: () => hedges.withdraw() })

  const facts: Omit<SelectionFacts, 'rotation'> = {
    isAvailable: targetId => breakers.isAvailable(targetId),
    circuitRestMs: targetId => breakers.remainingMs(targetId),
    rest: candidate => cooldowns.rest(candidate),
    p50Ms: (targetId, inputTokens) => health.p50Ms(targetId, inputTokens),
  }

  const resumableFrom = (opened: Opened, call: OpenFirstCall): Answering => {
    const resumable = new ResumableStream(opened, call, {
      open: openFirst,
      now,
      isReady: candidate => breakers.isAvailable(candidate.target.id) && cooldowns.rest(candidate) === undefined,
      onResume: (resume) => { events.onResume(resume) },
    })
    return { stream: resumable, attempt: opened.attempt, resumable }
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
      const turns = wish.turns ?? wish.task
      const rotation = rotations.get(turns) ?? 0
      rotations.set(turns, rotation + 1)
      return selectCandidates(current, wish, { ...facts, rotation })
    },
    open: async (call) => {
      hedges.deposit(call.settings.hedgeBudget)
      const opened = await openFirst(call)
      conversations.answered(call.request.caller, opened.attempt.candidate.target, call.task ?? 'general')
      return call.resumes === true && isResumable(call.request, call.settings) ? resumableFrom(opened, call) : opened
    },
    openerOf: relayTransport => createOpenFirst<RelayRequest, RelayStream>({
      ...around,
      open: compose<RelayRequest, RelayStream>(
        breakerInterceptor(breakers),
        learnFromAnswers(health, cooldowns, now),
        deadlines,
        relayCommitPoint(committing),
        freshSocket(onStaleSocket),
      )(relayTransport),
      hedgeAfterMs: () => undefined,
      mayHedge: () => false,
    }),
    conversations,
    breakers,
    cooldowns,
    health,
    close: () => { unsubscribe(); breakers.close() },
  }
}

const hasSameKeys = (a: Candidate['target']['provider']['credentials'], b: Candidate['target']['provider']['credentials']): boolean =>
  a.length === b.length && a.every(({ secret }, index) => secret.equals(b[index]?.secret))
