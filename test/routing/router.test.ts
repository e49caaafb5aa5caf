import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Failure, ProviderError, type ProviderErrorOptions } from '../../src/chat/errors.ts'
import type { ChatBatch } from '../../src/chat/part.ts'
import type { RoutingConfig } from '../../src/config/snapshot.ts'
import type { Target } from '../../src/config/target.ts'
import type { Attempt } from '../../src/providers/attempt.ts'
import type { Opened } from '../../src/routing/open-first.ts'
import { createRouter, type Router, type RoutingEvents } from '../../src/routing/router.ts'
import type { Selection } from '../../src/routing/select-candidates.ts'
import { aConfig, aConfigSource, aRequest, aTarget, handUpstream, type HandUpstream, ping, someSettings, start, streamOf, type SwappableConfig, text, wholeAnswer } from '../support/routing-fixtures.ts'

const a = aTarget({ id: 'a/model' })
const b = aTarget({ id: 'b/model' })

interface Rig {
  readonly upstream: HandUpstream
  readonly config: SwappableConfig
  readonly router: Router
  readonly heard: string[]
  select (): Selection
  open (request?: ReturnType<typeof aRequest>): { readonly opening: Promise<Opened>, readonly client: AbortController, readonly attempts: Attempt[] }
}

const rigs: Rig[] = []

const rig = (initial: RoutingConfig): Rig => {
  const upstream = handUpstream()
  const config = aConfigSource(initial)
  const heard: string[] = []
  const events: RoutingEvents = {
    onAttempt: () => {},
    onFailure: ({ candidate }, { failure }, restMs) => { heard.push(`${candidate.target.id} ${failure}${restMs === 0 ? '' : ` rests ${restMs}`}`) },
    onBroken: ({ candidate }, { failure }) => { heard.push(`${candidate.target.id} broke: ${failure}`) },
    onBreakerChange: ({ targetId, state }) => { heard.push(`${targetId} ${state}`) },
    onStaleSocket: (provider) => { heard.push(`${provider} stale socket`) },
    onResume: ({ outcome }) => { heard.push(outcome) },
    onHedge: ({ candidate }) => { heard.push(`${candidate.target.id} hedge`) },
  }
  const router = createRouter({ config, transport: upstream.open, now: () => performance.now(), events })
  const select = (): Selection => router.select(config.current(), { task: 'code', request: aRequest() })
  const made: Rig = {
    upstream, config, router, heard, select,
    open: (request = aRequest()) => {
      const client = new AbortController()
      const attempts: Attempt[] = []
      const opening = router.open({ request, selection: select(), settings: config.current().routing, signal: client.signal, attempts })
      opening.catch(() => {})
      return { opening, client, attempts }
    },
  }
  rigs.push(made)
  return made
}

const of = (targets: readonly Target[], routing = someSettings()): RoutingConfig => aConfig({ targets, routing })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => {
  for (const { router } of rigs.splice(0)) router.close()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const later = async (milliseconds = 0): Promise<void> => { await vi.advanceTimersByTimeAsync(milliseconds) }
const failing = (failure: Failure, options: ProviderErrorOptions = {}): ProviderError => new ProviderError(failure, 'failed', options)

/** The next call fails; gives what the request ended with. */
const failOnce = async ({ upstream, open }: Rig, failure: Failure, options: ProviderErrorOptions = {}): Promise<unknown> => {
  const { opening } = open()
  await later()
  upstream.call(upstream.calls.length).fail(failing(failure, options))
  return await opening.catch((error: unknown) => error)
}

const answerOnce = async ({ upstream, open }: Rig, waitMs = 0, request = aRequest()): Promise<void> => {
  const { opening } = open(request)
  await later(waitMs)
  upstream.call(upstream.calls.length).answer()
  for await (const _ of (await opening).stream) { /* to its end */ }
}

describe('what an attempt teaches', () => {
  test('a rate limit, for the next request, leaves the key out until its rest is over', async () => {
    const made = rig(of([a, b]))
    const { opening } = made.open()
    made.upstream.call(1).fail(failing('rate-limited', { retryAfterMs: 5_000 }))
    await later()
    made.upstream.call(2).answer()
    await opening
    expect(made.heard).toEqual(['a/model rate-limited rests 5000'])
    expect(made.select().candidates.map(({ target }) => target.id)).toEqual(['b/model'])
    await later(5_000)
    expect(made.select().candidates.map(({ target }) => target.id)).toEqual(['a/model', 'b/model'])
    expect(made.router.breakers.state('a/model')).toBe('closed')
  })

  test('a success, of an attempt that began later, forgives what a key is held against', async () => {
    const made = rig(of([a]))
    await failOnce(made, 'overloaded')
    await later(2_500)
    await answerOnce(made)
    await failOnce(made, 'overloaded')
    expect(made.heard).toEqual(['a/model overloaded rests 2000', 'a/model overloaded rests 2000'])
  })

  test('connections, when three are refused, leave the target out for five seconds', async () => {
    const made = rig(of([a, b]))
    for (let count = 0; count < 3; count++) {
      const { opening } = made.open()
      await later()
      made.upstream.call(made.upstream.calls.length).fail(failing('refused'))
      await later()
      made.upstream.call(made.upstream.calls.length).answer()
      await opening
    }
    const { candidates, skipped } = made.select()
    expect(candidates.map(({ target }) => target.id)).toEqual(['b/model'])
    expect(skipped).toEqual([{ target: 'a/model', reason: 'circuit open', kind: 'circuit-open', restMs: 5_000 }])
    await later(5_000)
    expect(made.select().candidates[0]?.target.id).toBe('a/model')
    expect(made.heard).toContain('a/model half-open')
  })

  test('paces of streamed answers are learnt, those of JSON answers are not', async () => {
    const made = rig(of([a], someSettings({ hedgeAfterMs: 0 })))
    for (let count = 0; count < 10; count++) await answerOnce(made, 300)
    expect(made.router.health.p50Ms('a/model', 100)).toBe(300)
    for (let count = 0; count < 64; count++) await answerOnce(made, 9_000, aRequest({ isStream: false }))
    expect(made.router.health.p50Ms('a/model', 100)).toBe(300)
  })

  test('answers that break after their first content open the breaker', async () => {
    const made = rig(of([a]))
    const breaking = async function * (): AsyncGenerator<ChatBatch> { yield [start(), text('a')]; throw failing('overloaded') }
    for (let count = 0; count < 2; count++) {
      const { opening } = made.open()
      await later()
      made.upstream.call(count + 1).answer(breaking())
      const { stream, attempt } = await opening
      await expect((async () => { for await (const _ of stream) { /* to its end */ } })()).rejects.toMatchObject({ failure: 'overloaded' })
      expect(attempt.endedAtMs).toBe(performance.now())
      await later()
    }
    expect(made.heard).toEqual(['a/model broke: overloaded', 'a/model broke: overloaded', 'a/model open'])
  })

  test('answers that a content filter breaks, or that a reader leaves, say nothing against the target', async () => {
    const made = rig(of([a]))
    const filtered = async function * (): AsyncGenerator<ChatBatch> { yield [text('a')]; throw failing('content-filter') }
    for (let count = 0; count < 10; count++) {
      const { opening } = made.open()
      await later()
      made.upstream.call(count + 1).answer(count % 2 === 0 ? filtered() : streamOf([text('a')], [text('b')]))
      const { stream } = await opening
      try { for await (const _ of stream) if (count % 2 === 1) break } catch { /* that is the point */ }
      await later()
    }
    expect(made.router.breakers.state('a/model')).toBe('closed')
    expect(made.heard.filter(line => line.includes('broke'))).toHaveLength(5)
  })

  test('clients that leave, however many, say nothing against the target', async () => {
    const made = rig(of([a]))
    for (let count = 0; count < 20; count++) {
      const { client, opening } = made.open()
      await later(100)
      client.abort()
      await expect(opening).rejects.toMatchObject({ name: 'ClientGone' })
    }
    await later()
    expect(made.router.breakers.state('a/model')).toBe('closed')
    expect(made.heard).toEqual([])
  })

  test('losers of a hedge, however many, say nothing against the target', async () => {
    const made = rig(of([a, b], someSettings({ hedgeBudget: 1 })))
    for (let count = 0; count < 20; count++) {
      const { opening } = made.open()
      await later(1_500)
      made.upstream.call(made.upstream.calls.length).answer()
      const { attempt } = await opening
      expect(attempt.candidate.target.id).toBe('b/model')
    }
    await later()
    expect(made.router.breakers.state('a/model')).toBe('closed')
    expect(made.heard.every(line => line === 'b/model hedge')).toBe(true)
  })
})

describe('the chain around an attempt', () => {
  test('a stale socket is replaced, and nobody hears of a failure', async () => {
    const made = rig(of([a]))
    const { opening, attempts } = made.open()
    made.upstream.call(1).fail(failing('stale-socket'))
    await later()
    made.upstream.call(2).answer()
    await opening
    expect(made.heard).toEqual(['a stale socket'])
    expect(attempts).toHaveLength(1)
    expect(made.router.breakers.state('a/model')).toBe('closed')
  })

  test('a target that only pings is given up at the limit, cancelled, and the next one answers', async () => {
    const made = rig(of([a, b], someSettings({ hedgeAfterMs: 0 })))
    const { opening, attempts } = made.open()
    let isCancelled = false
    const pinging = async function * (): AsyncGenerator<ChatBatch> {
      const { signal } = made.upstream.call(1).attempt
      signal.addEventListener('abort', () => { isCancelled = true })
      while (!signal.aborted) {
        yield [ping()]
        await new Promise(resolve => setTimeout(resolve, 1_000))
      }
      throw signal.reason
    }
    await later()
    made.upstream.call(1).answer(pinging())
    await later(10_000)
    expect(isCancelled).toBe(true)
    await later(1_000)
    made.upstream.call(2).answer()
    await opening
    expect(made.heard).toEqual(['a/model first-content-timeout'])
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'won'])
  })

  test('an empty answer goes on to the next target', async () => {
    const made = rig(of([a, b]))
    const { opening } = made.open()
    await later()
    made.upstream.call(1).answer(streamOf([start()]))
    await later()
    made.upstream.call(2).answer()
    expect((await opening).attempt.candidate.target.id).toBe('b/model')
    expect(made.heard).toEqual(['a/model bad-response'])
  })

  test('a probe whose target answers closes the breaker', async () => {
    const made = rig(of([a]))
    for (let count = 0; count < 3; count++) await failOnce(made, 'refused')
    expect(await made.open().opening.catch((error: unknown) => error)).toMatchObject({ code: 'no_provider_available', retryAfterMs: 5_000, shouldRetry: true })
    await later(5_000)
    await answerOnce(made)
    expect(made.router.breakers.state('a/model')).toBe('closed')
  })
})

describe('budgets', () => {
  test('same-target retries, of one provider, stay within their budget', async () => {
    const made = rig(of([a], someSettings({ breaker: { minimumCalls: 1_000 } })))
    let retries = 0
    for (let count = 0; count < 20; count++) {
      const { opening, attempts } = made.open()
      await later()
      made.upstream.call(made.upstream.calls.length).fail(failing('server-error'))
      await later(50)
      if (attempts.length === 2) {
        retries += 1
        made.upstream.call(made.upstream.calls.length).fail(failing('server-error'))
      }
      await opening.catch(() => {})
    }
    // One at once, a fifth of the requests, and two a second for one second.
    expect(retries).toBeGreaterThanOrEqual(6)
    expect(retries).toBeLessThanOrEqual(9)
  })

  test('same-target retries, when their budget is nothing, are not made', async () => {
    const made = rig(of([a], someSettings({ retryBudget: 0 })))
    const { opening, attempts } = made.open()
    made.upstream.call(1).fail(failing('server-error'))
    await expect(opening).rejects.toMatchObject({ code: 'all_providers_failed' })
    expect(attempts).toHaveLength(1)
  })

  test('hedges, of silent targets, stay within their budget', async () => {
    const made = rig(of([a, b]))
    for (let count = 0; count < 100; count++) {
      const { client } = made.open()
      await later(2_000)
      client.abort()
    }
    const hedges = made.heard.filter(line => line.endsWith('hedge')).length
    expect(hedges).toBeGreaterThanOrEqual(5)
    expect(hedges).toBeLessThanOrEqual(6)
  })
})

describe('turns', () => {
  test('targets, by latency, stand in the order of what was learnt', async () => {
    const entries = [{ target: a, weight: 1 }, { target: b, weight: 1 }]
    const made = rig(aConfig({ targets: [a, b], tasks: { code: { strategy: 'latency', entries } }, routing: someSettings({ hedgeAfterMs: 0 }) }))
    for (let count = 0; count < 10; count++) await answerOnce(made, 500)
    expect(made.upstream.asked.every(id => id === 'a/model')).toBe(true)
    for (let count = 0; count < 10; count++) await answerOnce(made, 200)
    expect(made.upstream.asked.slice(10).every(id => id === 'b/model')).toBe(true)
    expect(made.select().candidates.map(({ target }) => target.id)).toEqual(['b/model', 'a/model'])
  })

  test('turns, of one task, are not moved by another', () => {
    const made = rig(aConfig({ targets: [a, b], tasks: { code: { strategy: 'round_robin', entries: [{ target: a, weight: 1 }, { target: b, weight: 1 }] } } }))
    const first = (task: 'code' | 'general'): string | undefined => made.router.select(made.config.current(), { task, request: aRequest() }).candidates[0]?.target.id
    expect([first('code'), first('general'), first('code'), first('code')]).toEqual(['a/model', 'a/model', 'b/model', 'a/model'])
  })
})

describe('a reload', () => {
  const refuse = async (made: Rig): Promise<void> => { for (let count = 0; count < 3; count++) await failOnce(made, 'refused') }

  test('targets that stay keep their breakers, targets that go lose them', async () => {
    const made = rig(of([a]))
    await refuse(made)
    made.config.swap(of([a, b]))
    expect(made.router.breakers.state('a/model')).toBe('open')
    made.config.swap(of([b]))
    expect(made.router.breakers.state('a/model')).toBe('closed')
  })

  test('a key that was refused, when it is another one now, is tried at once', async () => {
    const made = rig(of([a]))
    await failOnce(made, 'authentication')
    expect(made.select().candidates).toEqual([])
    made.config.swap(of([aTarget({ id: 'a/model' })]))
    expect(made.select().candidates).toEqual([])
    made.config.swap(of([aTarget({ id: 'a/model', keys: ['another-key'] })]))
    expect(made.select().candidates).toHaveLength(1)
  })

  test('a key that was refused, when another is added, is tried again', async () => {
    const made = rig(of([a]))
    await failOnce(made, 'authentication')
    made.config.swap(of([aTarget({ id: 'a/model', keys: 2 })]))
    expect(made.select().candidates).toHaveLength(2)
  })

  test('the retry budget of a provider that goes and comes back begins anew', async () => {
    const made = rig(of([a], someSettings({ breaker: { minimumCalls: 1_000 } })))
    const retriesOnce = async (): Promise<number> => {
      const { opening, attempts } = made.open()
      await later()
      made.upstream.call(made.upstream.calls.length).fail(failing('server-error'))
      await later(50)
      if (attempts.length === 2) made.upstream.call(made.upstream.calls.length).fail(failing('server-error'))
      await opening.catch(() => {})
      return attempts.length - 1
    }
    expect([await retriesOnce(), await retriesOnce()]).toEqual([1, 0])
    made.config.swap(of([b]))
    made.config.swap(of([a], someSettings({ breaker: { minimumCalls: 1_000 } })))
    expect(await retriesOnce()).toBe(1)
  })

  test('close, when the router is not needed any more, leaves no timer and hears of no reload', async () => {
    const made = rig(of([a]))
    await refuse(made)
    made.router.close()
    made.config.swap(of([b]))
    await later()
    expect(vi.getTimerCount()).toBe(0)
    expect(made.heard).not.toContain('a/model closed')
  })
})

test('a whole exchange, when all goes well, leaves nothing behind', async () => {
  const made = rig(of([a]))
  const { opening } = made.open()
  made.upstream.call(1).answer(streamOf(wholeAnswer()))
  for await (const _ of (await opening).stream) { /* to its end */ }
  made.router.close()
  await later(1)
  expect(made.heard).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})
