import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Failure, ProviderError } from '../../src/chat/errors.ts'
import { Attempt, compose, type Interceptor, type OpenStream } from '../../src/providers/attempt.ts'
import { breakerInterceptor, NotAdmitted } from '../../src/routing/breaker-interceptor.ts'
import { CircuitBreakers } from '../../src/routing/circuit-breakers.ts'
import { deadlines, firstContentLimitMs } from '../../src/routing/deadlines.ts'
import { freshSocket } from '../../src/routing/fresh-socket.ts'
import { aCandidate, aRequest, aTarget, handUpstream, someSettings, streamOf } from '../support/routing-fixtures.ts'

const candidate = aCandidate()
const settings = someSettings()
const newAttempt = (): Attempt => new Attempt({ number: 1, candidate, isHedge: false, startedAtMs: 0, settings })
const failing = (failure: Failure): ProviderError => new ProviderError(failure, 'failed')

beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] }) })
afterEach(() => { vi.useRealTimers() })

describe('compose', () => {
  test('interceptors, in the order given, run from the outside in', async () => {
    const order: string[] = []
    const named = (name: string): Interceptor => next => (...call) => { order.push(name); return next(...call) }
    const open: OpenStream = () => { order.push('call'); return Promise.resolve(streamOf()) }
    await compose(named('outer'), named('inner'))(open)(aRequest(), candidate, newAttempt())
    expect(order).toEqual(['outer', 'inner', 'call'])
  })
})

describe('deadlines', () => {
  test.each([[100, 10_000], [4_000, 10_000], [9_000, 11_000], [104_000, 30_000]])(
    'a prompt of %i tokens, when it is streamed, has %i ms to its first content', (tokens, limitMs) => {
      expect(firstContentLimitMs(aRequest({ estimatedInputTokens: tokens }), settings)).toBe(limitMs)
    })

  test.each([[true, 10_000], [false, 120_000]])('silence, when the request streams: %s, ends the attempt after %i ms', async (isStream, limitMs) => {
    const upstream = handUpstream()
    const attempt = newAttempt()
    const opening = deadlines(upstream.open)(aRequest({ isStream }), candidate, attempt)
    const rejected = expect(opening).rejects.toMatchObject({ failure: 'first-content-timeout', billing: 'maybe', message: `said nothing for ${limitMs / 1000} s` })
    await vi.advanceTimersByTimeAsync(limitMs - 1)
    expect(attempt.signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await rejected
  })

  test('silence of a painter, although the request streams, ends the attempt when a whole answer would be late', async () => {
    const upstream = handUpstream()
    const painter = aCandidate(aTarget({ kind: 'image' }))
    const opening = deadlines(upstream.open)(aRequest({ isStream: true }), painter, newAttempt())
    const rejected = expect(opening).rejects.toMatchObject({ message: 'said nothing for 120 s' })
    await vi.advanceTimersByTimeAsync(120_000)
    await rejected
  })

  test.each(['answers', 'fails'])('the limit, when the call %s in time, is gone', async (how) => {
    const upstream = handUpstream()
    const opening = deadlines(upstream.open)(aRequest(), candidate, newAttempt())
    if (how === 'answers') upstream.call(1).answer()
    else upstream.call(1).fail(failing('refused'))
    await opening.catch(() => {})
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('fresh socket', () => {
  const retried: string[] = []
  const intercepted = (open: OpenStream): OpenStream => freshSocket((provider) => { retried.push(provider) })(open)
  beforeEach(() => { retried.length = 0 })

  test('a stale socket, when it is met, is replaced once and nobody is blamed', async () => {
    const upstream = handUpstream()
    const attempt = newAttempt()
    const opening = intercepted(upstream.open)(aRequest(), candidate, attempt)
    upstream.call(1).fail(failing('stale-socket'))
    await vi.advanceTimersByTimeAsync(0)
    expect(attempt.usedFreshSocketRetry).toBe(true)
    upstream.call(2).answer()
    await expect(opening).resolves.toBeDefined()
    expect(retried).toEqual(['acme'])
  })

  test('a failure of the second call, whatever it is, stands', async () => {
    const upstream = handUpstream()
    const opening = intercepted(upstream.open)(aRequest(), candidate, newAttempt())
    upstream.call(1).fail(failing('stale-socket'))
    await vi.advanceTimersByTimeAsync(0)
    upstream.call(2).fail(failing('stale-socket'))
    await expect(opening).rejects.toMatchObject({ failure: 'stale-socket' })
    expect(upstream.calls).toHaveLength(2)
  })

  test.each([['another failure', failing('reset')], ['a defect', new TypeError('defect')]])('%s, when it is met, is not retried', async (_, error) => {
    const upstream = handUpstream()
    const opening = intercepted(upstream.open)(aRequest(), candidate, newAttempt())
    upstream.call(1).fail(error)
    await expect(opening).rejects.toBe(error)
    expect(upstream.calls).toHaveLength(1)
  })

  test('a stale socket, when nobody waits any more, is left alone', async () => {
    const attempt = newAttempt()
    const stale = failing('stale-socket')
    const open = intercepted(() => { attempt.abandon(); return Promise.reject(stale) })
    await expect(open(aRequest(), candidate, attempt)).rejects.toBe(stale)
    expect(retried).toEqual([])
  })
})

describe('the breaker interceptor', () => {
  let breakers: CircuitBreakers
  beforeEach(() => { breakers = new CircuitBreakers(() => settings.breaker) })
  afterEach(() => { breakers.close() })

  const fail = async (error: unknown, times: number): Promise<void> => {
    const open = breakerInterceptor(breakers)(() => Promise.reject(error as Error))
    for (let count = 0; count < times; count++) await expect(open(aRequest(), candidate, newAttempt())).rejects.toBe(error)
    await vi.advanceTimersByTimeAsync(0)
  }

  const state = (): string => breakers.state(candidate.target.id)

  test.each<[Failure, number]>([
    ['server-error', 5], ['unavailable', 5], ['overloaded', 5], ['reset', 5], ['first-content-timeout', 5], ['bad-response', 5],
    ['refused', 3], ['connect-timeout', 3], ['dns', 3], ['tls', 3],
  ])('%s, when it comes %i times, opens the breaker and not before', async (failure, times) => {
    await fail(failing(failure), times - 1)
    expect(state()).toBe('closed')
    await fail(failing(failure), 1)
    expect(state()).toBe('open')
  })

  test.each<Failure>(['rate-limited', 'quota-exhausted', 'authentication', 'permission', 'model-not-found', 'stale-socket', 'invalid-request', 'context-length', 'content-filter', 'request-too-large', 'local-exhaustion'])(
    '%s, however often it comes, leaves the breaker closed', async (failure) => {
      await fail(failing(failure), 20)
      expect(state()).toBe('closed')
    })

  test('attempts that nobody waited for, and defects, say nothing of the target', async () => {
    const attempt = newAttempt()
    attempt.abandon()
    await fail(attempt.signal.reason, 20)
    await fail(new TypeError('defect'), 20)
    expect(state()).toBe('closed')
  })

  test('a target, when its breaker is open, is not asked', async () => {
    await fail(failing('refused'), 3)
    const upstream = handUpstream()
    await expect(breakerInterceptor(breakers)(upstream.open)(aRequest(), candidate, newAttempt())).rejects.toBeInstanceOf(NotAdmitted)
    expect(upstream.calls).toEqual([])
  })

  test.each<[string, unknown]>([['an answer', undefined], ['a request called invalid', failing('invalid-request')]])(
    '%s, when the breaker is half-open, closes it', async (_, error) => {
      await fail(failing('refused'), 3)
      await vi.advanceTimersByTimeAsync(5_000)
      const upstream = handUpstream()
      const opening = breakerInterceptor(breakers)(upstream.open)(aRequest(), candidate, newAttempt())
      if (error === undefined) upstream.call(1).answer()
      else upstream.call(1).fail(error)
      await opening.catch(() => {})
      expect(state()).toBe('closed')
    })

  test('a client that leaves, when the breaker is half-open, leaves the probe to the next', async () => {
    await fail(failing('refused'), 3)
    await vi.advanceTimersByTimeAsync(5_000)
    const attempt = newAttempt()
    const opening = breakerInterceptor(breakers)(handUpstream().open)(aRequest(), candidate, attempt)
    attempt.abandon()
    await expect(opening).rejects.toMatchObject({ name: 'Abandoned' })
    expect(state()).toBe('half-open')
    expect(breakers.isAvailable(candidate.target.id)).toBe(true)
  })
})
