import { beforeEach, describe, expect, test } from 'vitest'
import type { ChatRequest } from '../../src/chat/request.ts'
import type { RoutingSettings } from '../../src/config/snapshot.ts'
import type { Target } from '../../src/config/target.ts'
import { Attempt } from '../../src/providers/attempt.ts'
import { createHedgeBudget, hedgeAfterMs } from '../../src/routing/hedging.ts'
import { TargetHealth } from '../../src/routing/target-health.ts'
import { TokenBucket } from '../../src/routing/token-bucket.ts'
import { aCandidate, aRequest, aTarget, someSettings } from '../support/routing-fixtures.ts'

let health: TargetHealth
beforeEach(() => { health = new TargetHealth() })

const wait = ({ request = aRequest(), target = aTarget(), settings = someSettings() }: { request?: ChatRequest, target?: Target, settings?: RoutingSettings } = {}): number | undefined =>
  hedgeAfterMs(health)(new Attempt({ number: 1, candidate: aCandidate(target), isHedge: false, startedAtMs: 0, settings }), request)

const learn = (firstContentMs: number, tokens = 100): void => { for (let count = 0; count < 10; count++) health.answered('acme/model', tokens, firstContentMs) }

describe('hedging', () => {
  test('a small request, when nothing is known of the target, is hedged after a second and a half', () => {
    expect(wait()).toBe(1_500)
  })

  test('a large request, when nothing is known of the target, is not hedged', () => {
    expect(wait({ request: aRequest({ estimatedInputTokens: 4_001 }) })).toBeUndefined()
  })

  test('a request, when the target\'s pace is known, is hedged after twice its 95th percentile', () => {
    learn(2_000)
    expect(wait()).toBe(4_000)
  })

  test('a request, when the target is fast, is never hedged earlier than configured', () => {
    learn(100)
    expect(wait()).toBe(1_500)
  })

  test('a large request, when the pace for its size is known, is hedged', () => {
    learn(9_000, 50_000)
    expect(wait({ request: aRequest({ estimatedInputTokens: 40_000 }) })).toBe(18_000)
  })

  test.each<[string, Parameters<typeof wait>[0]]>([
    ['nothing is streamed', { request: aRequest({ isStream: false }) }],
    ['reasoning was asked for', { request: aRequest({ reasoning: { enabled: true, isVisible: true } }) }],
    ['the target always reasons', { target: aTarget({ compat: { reasoningAlwaysOn: true } }) }],
    ['the target draws', { target: aTarget({ kind: 'image' }) }],
    ['it is switched off', { settings: someSettings({ hedgeAfterMs: 0 }) }],
    ['its share is nothing', { settings: someSettings({ hedgeBudget: 0 }) }],
  ])('a request, when %s, is not hedged', (_, facts) => {
    expect(wait(facts)).toBeUndefined()
  })

  test('the budget, over many requests, lets no more than the share be hedged', () => {
    const budget = createHedgeBudget(() => 0)
    let hedges = 0
    for (let request = 0; request < 1_000; request++) {
      budget.deposit(0.05)
      if (budget.withdraw()) hedges += 1
    }
    expect(hedges).toBeGreaterThanOrEqual(50)
    expect(hedges).toBeLessThanOrEqual(51)
  })

  test('the budget, after many requests without a hedge, has saved no more than ten', () => {
    const budget = createHedgeBudget(() => 0)
    for (let request = 0; request < 1_000; request++) budget.deposit(0.05)
    const hedges = Array.from({ length: 100 }, () => budget.withdraw()).filter(Boolean)
    expect(hedges).toHaveLength(10)
  })
})

describe('a token bucket', () => {
  test('tokens, while time passes, come by themselves up to the most', () => {
    let now = 0
    const bucket = new TokenBucket({ earnedPerSecond: 2, max: 3, now: () => now })
    expect([bucket.withdraw(), bucket.withdraw()]).toEqual([true, false])
    now = 500
    expect([bucket.withdraw(), bucket.withdraw()]).toEqual([true, false])
    now = 60_000
    expect([bucket.withdraw(), bucket.withdraw(), bucket.withdraw(), bucket.withdraw()]).toEqual([true, true, true, false])
  })
})

describe('target health', () => {
  test('paces, while fewer than ten answers came, are unknown', () => {
    for (let count = 0; count < 9; count++) health.answered('acme/model', 100, 500)
    expect(health.p50Ms('acme/model', 100)).toBeUndefined()
    expect(health.p95Ms('acme/model', 100)).toBeUndefined()
    expect(health.p50Ms('nobody/knows', 100)).toBeUndefined()
  })

  test('paces, from one to a hundred milliseconds, give their middle and their slow end', () => {
    for (let milliseconds = 1; milliseconds <= 64; milliseconds++) health.answered('acme/model', 100, milliseconds)
    expect(health.p50Ms('acme/model', 100)).toBe(33)
    expect(health.p95Ms('acme/model', 100)).toBe(61)
  })

  test('paces, when a target becomes slow, follow it', () => {
    for (let count = 0; count < 64; count++) health.answered('acme/model', 100, 100)
    for (let count = 0; count < 64; count++) health.answered('acme/model', 100, 900)
    expect(health.p50Ms('acme/model', 100)).toBe(900)
  })

  test('paces, of small and large requests, are kept apart', () => {
    learn(100, 2_000)
    learn(3_000, 2_001)
    learn(9_000, 16_001)
    expect([1, 10_000, 1_000_000].map(tokens => health.p95Ms('acme/model', tokens))).toEqual([100, 3_000, 9_000])
  })
})
