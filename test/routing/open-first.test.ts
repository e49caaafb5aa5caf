import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Failure, ProviderError, type ProviderErrorOptions, RouterError } from '../../src/chat/errors.ts'
import type { ChatBatch } from '../../src/chat/part.ts'
import type { Target } from '../../src/config/target.ts'
import type { Attempt } from '../../src/providers/attempt.ts'
import { NotAdmitted } from '../../src/routing/breaker-interceptor.ts'
import { createOpenFirst, type OpenFirstCall, type OpenFirstDependencies, type Opened } from '../../src/routing/open-first.ts'
import { aRequest, aSelection, aTarget, handUpstream, type HandUpstream, someSettings, streamOf, wholeAnswer } from '../support/routing-fixtures.ts'

const a = aTarget({ id: 'a/model' })
const b = aTarget({ id: 'b/model' })
const c = aTarget({ id: 'c/model' })
const d = aTarget({ id: 'd/model' })

beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }) })
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

const later = async (milliseconds = 0): Promise<void> => { await vi.advanceTimersByTimeAsync(milliseconds) }

const failing = (failure: Failure, options: ProviderErrorOptions = {}): ProviderError => new ProviderError(failure, 'failed', options)
const maybeBilled = (): ProviderError => failing('unavailable', { billing: 'maybe' })

interface Race {
  readonly upstream: HandUpstream
  readonly attempts: readonly Attempt[]
  readonly client: AbortController
  readonly failures: string[]
  readonly opening: Promise<Opened>
  /** What became of it so far. */
  readonly state: () => { winner?: string, error?: unknown }
}

interface RaceFacts { readonly call?: Partial<OpenFirstCall>, readonly dependencies?: Partial<OpenFirstDependencies> }

const races: Race[] = []
afterEach(() => { races.length = 0 })

const race = (targets: readonly Target[], { call = {}, dependencies = {} }: RaceFacts = {}): Race => {
  const upstream = handUpstream()
  const client = new AbortController()
  const attempts: Attempt[] = []
  const failures: string[] = []
  const openFirst = createOpenFirst({
    open: upstream.open,
    now: () => performance.now(),
    onAttempt: () => {},
    onFailure: ({ candidate }, { failure }) => { failures.push(`${candidate.target.id} ${failure}`) },
    mayRetry: () => true,
    hedgeAfterMs: () => undefined,
    mayHedge: () => true,
    ...dependencies,
  })
  const opening = openFirst({ request: aRequest(), selection: aSelection(...targets), settings: someSettings(), signal: client.signal, attempts, ...call })
  let state: { winner?: string, error?: unknown } = {}
  opening.then(({ attempt }) => { state = { winner: attempt.candidate.target.id } }, (error: unknown) => { state = { error } })
  return { upstream, attempts, client, failures, opening, state: () => state }
}

const outcomes = ({ attempts }: Race): readonly string[] => attempts.map(({ candidate, outcome, isHedge }) => `${candidate.target.id[0]} ${outcome}${isHedge ? ' hedge' : ''}`)

describe('failover', () => {
  test('the first candidate, when it answers, is the only one asked', async () => {
    const running = race([a, b])
    const stream = streamOf(wholeAnswer())
    running.upstream.call(1).answer(stream)
    const opened = await running.opening
    expect(opened.stream).toBe(stream)
    expect(opened.attempt).toBe(running.attempts[0])
    expect(running.upstream.asked).toEqual(['a/model'])
    expect(outcomes(running)).toEqual(['a won'])
  })

  test('the next candidate, when one fails, is asked without a pause', async () => {
    const running = race([a, b, c])
    running.upstream.call(1).fail(failing('unavailable'))
    await later()
    running.upstream.call(2).fail(failing('refused'))
    await later()
    running.upstream.call(3).answer()
    await running.opening
    expect(performance.now()).toBe(running.attempts[0]?.startedAtMs)
    expect(outcomes(running)).toEqual(['a failed', 'b failed', 'c won'])
    expect(running.attempts.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(running.failures).toEqual(['a/model unavailable', 'b/model refused'])
  })

  test('other keys of a target, when the target itself failed, are passed over', async () => {
    const running = race([aTarget({ id: 'a/model', keys: 3 }), b])
    running.upstream.call(1).fail(failing('unavailable'))
    await later()
    expect(running.upstream.asked).toEqual(['a/model', 'b/model'])
    running.client.abort()
  })

  test('other keys of a target, when one key is refused, are tried first', async () => {
    const running = race([aTarget({ id: 'a/model', keys: 2 }), b])
    running.upstream.call(1).fail(failing('authentication'))
    await later()
    running.upstream.call(2).fail(failing('rate-limited'))
    await later()
    expect(running.upstream.calls.map(({ candidate }) => candidate.credential.id)).toEqual(['a#1', 'a#2', 'b#1'])
    running.client.abort()
  })

  test('everybody, when all fail, is told in one error that explains', async () => {
    const running = race([a, b])
    running.upstream.call(1).fail(failing('unavailable', { statusCode: 503 }))
    await later()
    running.upstream.call(2).fail(failing('bad-response'))
    await expect(running.opening).rejects.toMatchObject({ name: 'RouterError', code: 'all_providers_failed' })
    expect(running.attempts.every(({ endedAtMs, error }) => endedAtMs !== undefined && error instanceof ProviderError)).toBe(true)
  })

  test('nobody, when nobody stands in the order, is asked', async () => {
    const running = race([], { call: { selection: { candidates: [], skipped: [{ target: 'a/model', reason: 'circuit open', kind: 'circuit-open', restMs: 4_000 }] } } })
    await expect(running.opening).rejects.toMatchObject({ code: 'no_provider_available', retryAfterMs: 4_000 })
    expect(running.attempts).toEqual([])
  })

  test('a client\'s own fault, when a provider finds it, is told at once', async () => {
    const running = race([a, b])
    running.upstream.call(1).fail(failing('invalid-request'))
    await expect(running.opening).rejects.toMatchObject({ code: 'invalid_request' })
    expect(running.upstream.asked).toEqual(['a/model'])
  })

  test('a field that one provider does not know, when another is left, is tried there once', async () => {
    const gap = new ProviderError('invalid-request', 'Unsupported parameter: thinking')
    const running = race([a, b, c])
    running.upstream.call(1).fail(gap)
    await later()
    running.upstream.call(2).fail(gap)
    await expect(running.opening).rejects.toMatchObject({ code: 'invalid_request' })
    expect(running.upstream.asked).toEqual(['a/model', 'b/model'])
  })

  test('a defect of our own, when an attempt meets it, is told as it is', async () => {
    const running = race([a, b])
    const defect = new TypeError('defect')
    running.upstream.call(1).fail(defect)
    await expect(running.opening).rejects.toBe(defect)
    expect(outcomes(running)).toEqual(['a failed'])
  })

  test('something thrown that is no error, when an attempt meets it, becomes one', async () => {
    const running = race([a])
    running.upstream.call(1).fail('words')
    await expect(running.opening).rejects.toThrow('words')
    expect(running.attempts[0]?.error).toBeInstanceOf(Error)
  })

  test('a listener that throws, when it is told of a failure, ends the request and not the process', async () => {
    const running = race([a, b], { dependencies: { onFailure: () => { throw new Error('no disk') } } })
    running.upstream.call(1).fail(failing('unavailable'))
    await expect(running.opening).rejects.toThrow('no disk')
  })

  test('a breaker that closed its door meanwhile costs the target its place and no more', async () => {
    const running = race([aTarget({ id: 'a/model', keys: 2 }), b])
    running.upstream.call(1).fail(new NotAdmitted('open'))
    await later()
    running.upstream.call(2).answer()
    await running.opening
    expect(running.upstream.asked).toEqual(['a/model', 'b/model'])
    expect(running.failures).toEqual([])
  })

  test('breakers, when all have closed their doors meanwhile, leave nobody', async () => {
    const running = race([a])
    running.upstream.call(1).fail(new NotAdmitted('open'))
    await expect(running.opening).rejects.toMatchObject({ code: 'no_provider_available', shouldRetry: true })
  })
})

describe('a prompt too long for a target', () => {
  const small = aTarget({ id: 'small/model', keys: 2, contextWindow: 8_000 })
  const equal = aTarget({ id: 'equal/model', contextWindow: 8_000 })
  const unknown = aTarget({ id: 'unknown/model' })
  const large = aTarget({ id: 'large/model', contextWindow: 200_000 })

  test('only targets that are known to take more are asked', async () => {
    const running = race([small, equal, unknown, large])
    running.upstream.call(1).fail(failing('context-length'))
    await later()
    expect(running.upstream.asked).toEqual(['small/model', 'large/model'])
    running.upstream.call(2).fail(failing('context-length', { tokens: { actual: 300_000, maximum: 200_000 } }))
    await expect(running.opening).rejects.toMatchObject({ code: 'context_length_exceeded', message: expect.stringContaining('300000 tokens > 200000 maximum') as string })
  })

  test('the provider\'s own number, where it tells one, counts more than the configuration\'s', async () => {
    const running = race([large, aTarget({ id: 'mid/model', contextWindow: 128_000 })])
    running.upstream.call(1).fail(failing('context-length', { tokens: { maximum: 64_000 } }))
    await later()
    expect(running.upstream.asked).toEqual(['large/model', 'mid/model'])
    running.client.abort()
  })

  test('any target whose window is known, when the failed one\'s is not, is asked', async () => {
    const running = race([unknown, aTarget({ id: 'other/model' }), small])
    running.upstream.call(1).fail(failing('context-length'))
    await later()
    expect(running.upstream.asked).toEqual(['unknown/model', 'small/model'])
    running.client.abort()
  })
})

describe('the same target again', () => {
  test('a bare 500, once, is tried again on the same target after 50 ms', async () => {
    const running = race([a, b])
    running.upstream.call(1).fail(failing('server-error'))
    await later(49)
    expect(running.upstream.asked).toEqual(['a/model'])
    await later(1)
    expect(running.upstream.asked).toEqual(['a/model', 'a/model'])
    running.upstream.call(2).answer()
    await running.opening
    expect(outcomes(running)).toEqual(['a failed', 'a won'])
  })

  test('a bare 500, twice, goes on to the next target', async () => {
    const running = race([a, b])
    running.upstream.call(1).fail(failing('server-error'))
    await later(50)
    running.upstream.call(2).fail(failing('server-error'))
    await later()
    expect(running.upstream.asked).toEqual(['a/model', 'a/model', 'b/model'])
    running.client.abort()
  })

  test('a bare 500, when the retry budget is spent, goes on to the next target at once', async () => {
    const running = race([a, b], { dependencies: { mayRetry: () => false } })
    running.upstream.call(1).fail(failing('server-error'))
    await later()
    expect(running.upstream.asked).toEqual(['a/model', 'b/model'])
    running.client.abort()
  })

  test('the retry budget, when other failures come, is not touched', async () => {
    const mayRetry = vi.fn(() => true)
    const running = race([a, b], { dependencies: { mayRetry } })
    running.upstream.call(1).fail(failing('rate-limited'))
    await later()
    expect(mayRetry).not.toHaveBeenCalled()
    running.client.abort()
  })

  test('a client that leaves during the pause ends it', async () => {
    const running = race([a, b])
    running.upstream.call(1).fail(failing('server-error'))
    await later(20)
    running.client.abort()
    await expect(running.opening).rejects.toMatchObject({ name: 'ClientGone' })
    await later(1_000)
    expect(running.upstream.asked).toEqual(['a/model'])
  })
})

describe('a rate limit with nobody left', () => {
  const limited = (retryAfterMs?: number): ProviderError => failing('rate-limited', retryAfterMs === undefined ? {} : { retryAfterMs })

  test('a short wait, when nobody else is left, is slept and tried once more', async () => {
    const running = race([a])
    running.upstream.call(1).fail(limited(1_500))
    await later(1_499)
    expect(running.upstream.calls).toHaveLength(1)
    await later(1)
    running.upstream.call(2).answer()
    await running.opening
    expect(outcomes(running)).toEqual(['a failed', 'a won'])
  })

  test('the shortest wait, of several, is the one that is slept', async () => {
    const running = race([a, b, c])
    running.upstream.call(1).fail(limited(300))
    await later()
    running.upstream.call(2).fail(limited(60_000))
    await later()
    running.upstream.call(3).fail(limited())
    await later(300)
    expect(running.upstream.asked).toEqual(['a/model', 'b/model', 'c/model', 'a/model'])
    running.client.abort()
  })

  test('a second wait, after one was slept, is told to the client', async () => {
    const running = race([a])
    running.upstream.call(1).fail(limited(500))
    await later(500)
    running.upstream.call(2).fail(limited(500))
    await expect(running.opening).rejects.toMatchObject({ code: 'providers_rate_limited', retryAfterMs: 500, shouldRetry: true })
  })

  test.each([[2_001], [undefined]])('a wait of %s ms is not slept', async (retryAfterMs) => {
    const running = race([a])
    running.upstream.call(1).fail(limited(retryAfterMs))
    await expect(running.opening).rejects.toMatchObject({ code: 'providers_rate_limited' })
  })

  test('another target, while one is left, is asked in place of any sleep', async () => {
    const running = race([a, b])
    running.upstream.call(1).fail(limited(100))
    await later()
    expect(running.upstream.asked).toEqual(['a/model', 'b/model'])
    running.client.abort()
  })

  test('a client that leaves during the sleep ends it', async () => {
    const running = race([a])
    running.upstream.call(1).fail(limited(2_000))
    await later(1_000)
    running.client.abort()
    await expect(running.opening).rejects.toMatchObject({ name: 'ClientGone' })
  })

  test('the total time, when it is up during the sleep, ends it', async () => {
    const running = race([a], { call: { settings: someSettings({ totalTimeoutMs: 1_000 }) } })
    running.upstream.call(1).fail(limited(2_000))
    await later(1_000)
    expect(running.state().error).toMatchObject({ code: 'provider_timeout', message: 'No answer within 1 s in all. Failed before: a/model: rate-limited.' })
  })
})

describe('a hedge', () => {
  const silent = { dependencies: { hedgeAfterMs: () => 1_500 } }

  test('another target, when the first is silent, is asked too, and the silent one goes on', async () => {
    const running = race([a, b, c], silent)
    await later(1_499)
    expect(running.upstream.asked).toEqual(['a/model'])
    await later(1)
    expect(running.upstream.asked).toEqual(['a/model', 'b/model'])
    expect(running.upstream.call(1).attempt.signal.aborted).toBe(false)
    await later(60_000)
    expect(running.upstream.calls).toHaveLength(2)
    running.client.abort()
  })

  test.each([[1, 2], [2, 1]])('the one that answers, attempt %i, wins and attempt %i is cancelled at once', async (winner, loser) => {
    const running = race([a, b], silent)
    await later(1_500)
    running.upstream.call(winner).answer()
    await running.opening
    expect(running.upstream.call(loser).attempt.signal.aborted).toBe(true)
    expect(running.upstream.call(loser).attempt).toMatchObject({ outcome: 'abandoned', endedAtMs: performance.now() })
    expect(running.upstream.call(winner).attempt.signal.aborted).toBe(false)
    expect(running.failures).toEqual([])
  })

  test('the loser, when it answers in the same moment, is left', async () => {
    const running = race([a, b], silent)
    await later(1_500)
    let isLeft = false
    const endless = async function * (): AsyncGenerator<ChatBatch> {
      try { for (;;) yield wholeAnswer() } finally { isLeft = true }
    }
    const stream = endless()
    await stream.next()
    running.upstream.call(1).answer()
    running.upstream.call(2).answer(stream)
    await running.opening
    await later()
    expect(isLeft).toBe(true)
    expect(outcomes(running)).toEqual(['a won', 'b abandoned hedge'])
  })

  test.each<[string, () => AsyncIterator<ChatBatch>]>([
    ['cannot be left', () => ({ next: () => new Promise(() => {}) })],
    ['fails to be left', () => ({ next: () => new Promise(() => {}), return: () => Promise.reject(new Error('stuck')) })],
  ])('the loser, when it answers in the same moment and %s, does no harm', async (_, iterator) => {
    const running = race([a, b], silent)
    await later(1_500)
    running.upstream.call(1).answer()
    running.upstream.call(2).answer({ [Symbol.asyncIterator]: iterator })
    await running.opening
    await later()
    expect(running.state().winner).toBe('a/model')
  })

  test('the loser, when it answers in the same moment with what is no stream, does no harm', async () => {
    const running = race([a, b], silent)
    await later(1_500)
    running.upstream.call(1).answer()
    running.upstream.call(2).answer({ [Symbol.asyncIterator]: () => { throw new Error('no stream') } })
    await running.opening
    await later()
    expect(running.state().winner).toBe('a/model')
  })

  test('the loser, when it fails in the same moment, is nobody\'s matter', async () => {
    const running = race([a, b], silent)
    await later(1_500)
    running.upstream.call(1).answer()
    running.upstream.call(2).fail(failing('reset'))
    await running.opening
    await later()
    expect(outcomes(running)).toEqual(['a won', 'b abandoned hedge'])
    expect(running.failures).toEqual([])
  })

  test('the hedge, when it fails, is replaced while the silent one goes on', async () => {
    const running = race([a, b, c], silent)
    await later(1_500)
    running.upstream.call(2).fail(failing('refused'))
    await later()
    expect(running.upstream.asked).toEqual(['a/model', 'b/model', 'c/model'])
    running.upstream.call(1).answer()
    await running.opening
    expect(outcomes(running)).toEqual(['a won', 'b failed hedge', 'c abandoned'])
  })

  test('the hedge, when it fails and nobody else is left, leaves the silent one its time', async () => {
    const running = race([a, b], silent)
    await later(1_500)
    running.upstream.call(2).fail(failing('refused'))
    await later(5_000)
    expect(running.state()).toEqual({})
    running.upstream.call(1).answer()
    expect((await running.opening).attempt.candidate.target.id).toBe('a/model')
  })

  test('the hedge, when the first fails, may still win', async () => {
    const running = race([a, b], silent)
    await later(1_500)
    running.upstream.call(1).fail(failing('first-content-timeout', { billing: 'maybe' }))
    await later()
    expect(running.state()).toEqual({})
    running.upstream.call(2).answer()
    await running.opening
    expect(outcomes(running)).toEqual(['a failed', 'b won hedge'])
  })

  test('a bare 500, while another attempt runs, is not tried again on the same target', async () => {
    const running = race([a, b, c], silent)
    await later(1_500)
    running.upstream.call(1).fail(failing('server-error'))
    await later(100)
    expect(running.upstream.asked).toEqual(['a/model', 'b/model', 'c/model'])
    running.client.abort()
  })

  test('a client\'s own fault, when the hedge finds it, ends both', async () => {
    const running = race([a, b], silent)
    await later(1_500)
    running.upstream.call(2).fail(failing('content-filter'))
    await expect(running.opening).rejects.toMatchObject({ code: 'content_policy_violation' })
    expect(running.upstream.call(1).attempt.signal.aborted).toBe(true)
  })

  test('other keys of the silent target, when nobody else is left, are no hedge', async () => {
    const running = race([aTarget({ id: 'a/model', keys: 2 })], silent)
    await later(10_000)
    expect(running.upstream.calls).toHaveLength(1)
    running.client.abort()
  })

  test('other keys of the silent target, when another target is hedged with, keep their places', async () => {
    const running = race([aTarget({ id: 'a/model', keys: 2 }), b], silent)
    await later(1_500)
    running.upstream.call(2).fail(failing('refused'))
    await later()
    expect(running.upstream.calls.map(({ candidate }) => candidate.credential.id)).toEqual(['a#1', 'b#1', 'a#2'])
    running.client.abort()
  })

  test('the budget, when it is spent, lets nobody hedge', async () => {
    const running = race([a, b], { dependencies: { hedgeAfterMs: () => 1_500, mayHedge: () => false } })
    await later(10_000)
    expect(running.upstream.calls).toHaveLength(1)
    running.client.abort()
  })

  test('one billed attempt, when no more is allowed, lets nobody hedge', async () => {
    const running = race([a, b], { ...silent, call: { settings: someSettings({ maxBilledAttempts: 1 }) } })
    await later(10_000)
    expect(running.upstream.calls).toHaveLength(1)
    running.client.abort()
  })

  test('a hedge, when it is silent too, is not hedged again', async () => {
    const running = race([a, b, c, d], { ...silent, call: { settings: someSettings({ maxBilledAttempts: 9 }) } })
    await later(1_500)
    running.upstream.call(1).fail(failing('refused'))
    await later(10_000)
    expect(running.upstream.asked).toEqual(['a/model', 'b/model', 'c/model'])
    running.client.abort()
  })

  test('a failover, when the hedge timer of the failed one is due, is not disturbed by it', async () => {
    const running = race([a, b, c], { dependencies: { hedgeAfterMs: ({ candidate }) => candidate.target.id === 'a/model' ? 1_500 : undefined } })
    await later(1_000)
    running.upstream.call(1).fail(failing('unavailable'))
    await later(10_000)
    expect(running.upstream.asked).toEqual(['a/model', 'b/model'])
    running.client.abort()
  })
})

describe('what may have been billed', () => {
  test('attempts, when three may have been billed, are the last', async () => {
    const running = race([a, b, c, d])
    for (const number of [1, 2, 3]) {
      running.upstream.call(number).fail(maybeBilled())
      await later()
    }
    expect(running.state().error).toMatchObject({ code: 'all_providers_failed', message: expect.stringContaining('All 3 attempts failed') as string })
    expect(running.upstream.calls).toHaveLength(3)
  })

  test('attempts, when none can have been billed, go on to the last target', async () => {
    const many = Array.from({ length: 12 }, (_, number) => aTarget({ id: `p${number}/model` }))
    const running = race(many)
    for (let number = 1; number <= 12; number++) {
      running.upstream.call(number).fail(failing('refused'))
      await later()
    }
    expect(running.state().error).toBeInstanceOf(RouterError)
    expect(running.upstream.calls).toHaveLength(12)
  })

  test('a bare 500, when it may have been the last that is billed, is not tried again', async () => {
    const running = race([a, b], { call: { settings: someSettings({ maxBilledAttempts: 1 }) } })
    running.upstream.call(1).fail(failing('server-error', { billing: 'maybe' }))
    await expect(running.opening).rejects.toMatchObject({ code: 'all_providers_failed' })
  })

  test('others, when those that run turn out not to be billed, are asked after all', async () => {
    const running = race([a, b, c, d], { dependencies: { hedgeAfterMs: () => 1_500 } })
    running.upstream.call(1).fail(maybeBilled())
    await later(1_500)
    expect(running.upstream.asked).toEqual(['a/model', 'b/model', 'c/model'])
    running.upstream.call(2).fail(maybeBilled())
    await later()
    expect(running.upstream.calls).toHaveLength(3)
    running.upstream.call(3).fail(failing('rate-limited'))
    await later()
    expect(running.upstream.asked).toEqual(['a/model', 'b/model', 'c/model', 'd/model'])
    running.client.abort()
  })
})

describe('the end from outside', () => {
  test('a client that has left already asks nobody', async () => {
    const running = race([a], { call: { signal: AbortSignal.abort() } })
    await expect(running.opening).rejects.toMatchObject({ name: 'ClientGone' })
    expect(running.attempts).toEqual([])
  })

  test.each(['before', 'during'])('a reason of our own to stop, when it is given %s the attempt, is what the client is told', async (when) => {
    const shutdown = new RouterError('router_shutdown', 'The router is shutting down.')
    const running = race([a], when === 'before' ? { call: { signal: AbortSignal.abort(shutdown) } } : {})
    if (when === 'during') running.client.abort(shutdown)
    await expect(running.opening).rejects.toBe(shutdown)
  })

  test('a client that leaves ends every attempt at once, and none of them failed', async () => {
    const running = race([a, b], { dependencies: { hedgeAfterMs: () => 1_500 } })
    await later(1_500)
    running.client.abort()
    expect(running.upstream.calls.map(({ attempt }) => attempt.signal.aborted)).toEqual([true, true])
    await expect(running.opening).rejects.toMatchObject({ name: 'ClientGone' })
    expect(outcomes(running)).toEqual(['a abandoned', 'b abandoned hedge'])
    expect(running.failures).toEqual([])
  })

  test('a client that leaves after the answer was opened changes nothing here', async () => {
    const running = race([a])
    running.upstream.call(1).answer()
    const { attempt } = await running.opening
    running.client.abort()
    expect(attempt.signal.aborted).toBe(false)
  })

  test('the total time, when it is up, ends every attempt and says who was silent', async () => {
    const running = race([a, b], { call: { settings: someSettings({ totalTimeoutMs: 5_000 }) } })
    await later(2_000)
    running.upstream.call(1).fail(failing('unavailable'))
    await later(3_000)
    expect(running.state().error).toMatchObject({ code: 'provider_timeout', message: 'No answer within 5 s in all. Still silent: b/model. Failed before: a/model: unavailable.' })
    expect(running.upstream.call(2).attempt.signal.aborted).toBe(true)
  })
})
