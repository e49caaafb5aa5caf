import { beforeEach, describe, expect, test } from 'vitest'
import { type Failure, ProviderError } from '../../src/chat/errors.ts'
import { Cooldowns } from '../../src/routing/cooldowns.ts'
import { aCandidate, aTarget } from '../support/routing-fixtures.ts'

const provider = aTarget({ id: 'acme/one', keys: 2 }).provider
const one = aTarget({ id: 'acme/one', provider })
const two = aTarget({ id: 'acme/two', provider })

let now: number
let cooldowns: Cooldowns
beforeEach(() => {
  now = 1_000
  cooldowns = new Cooldowns(() => now, () => 0)
})

const failed = (failure: Failure, retryAfterMs?: number): ProviderError =>
  new ProviderError(failure, 'failed', retryAfterMs === undefined ? {} : { retryAfterMs })

const remaining = (target = one, keyIndex = 0): number | undefined => cooldowns.rest(aCandidate(target, keyIndex))?.remainingMs

describe('cooldowns', () => {
  test('a candidate, when nothing is known of it, may be asked', () => {
    expect(remaining()).toBeUndefined()
    cooldowns.forgive(aCandidate(one), now)
    expect(cooldowns.snapshot()).toEqual([])
  })

  test('a rate limit, when the provider says how long, benches this key for this model just so long', () => {
    expect(cooldowns.learn(aCandidate(one), failed('rate-limited', 7_000))).toBe(7_000)
    expect(cooldowns.rest(aCandidate(one))).toEqual({ remainingMs: 7_000, failure: 'rate-limited' })
    expect(remaining(one, 1)).toBeUndefined()
    expect(remaining(two)).toBeUndefined()
    now += 7_000
    expect(remaining()).toBeUndefined()
  })

  test('a wait, when the provider asks for an hour, is a minute', () => {
    expect(cooldowns.learn(aCandidate(one), failed('rate-limited', 3_600_000))).toBe(60_000)
  })

  test.each<[Failure, number]>([['quota-exhausted', 300_000], ['authentication', 30_000], ['permission', 60_000]])(
    'a refused key, when some limit of %s resets sooner, rests %i ms all the same', (failure, restMs) => {
      expect(cooldowns.learn(aCandidate(one), failed(failure, 120))).toBe(restMs)
    })

  test('a refused key, when the provider asks for longer, rests longer', () => {
    expect(cooldowns.learn(aCandidate(one), failed('authentication', 45_000))).toBe(45_000)
  })

  test('a wait, when the provider asks for none, is none', () => {
    expect(cooldowns.learn(aCandidate(one), failed('rate-limited', 0))).toBe(0)
    expect(remaining()).toBeUndefined()
  })

  test('rate limits, when they follow each other, double from one second to a minute', () => {
    const rests = Array.from({ length: 8 }, () => {
      const restMs = cooldowns.learn(aCandidate(one), failed('rate-limited'))
      now += restMs
      return restMs
    })
    expect(rests).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  })

  test('rate limits, when they hit many requests at once, count as one', () => {
    for (let count = 0; count < 20; count++) cooldowns.learn(aCandidate(one), failed('rate-limited'))
    expect(remaining()).toBe(1_000)
  })

  test('a wait, when a shorter one is asked for meanwhile, stays', () => {
    cooldowns.learn(aCandidate(one), failed('rate-limited', 9_000))
    now += 1_000
    expect(cooldowns.learn(aCandidate(one), failed('rate-limited', 2_000))).toBe(8_000)
  })

  test('the wait, when routers would come back in step, differs by up to a tenth', () => {
    const disorderly = new Cooldowns(() => now, () => 0.999)
    expect(disorderly.learn(aCandidate(one), failed('rate-limited'))).toBeCloseTo(1_099.9)
  })

  test.each<[Failure, number, string]>([
    ['authentication', 30_000, 'the key everywhere'], ['quota-exhausted', 300_000, 'the key everywhere'],
    ['permission', 60_000, 'the key for the model'], ['model-not-found', 60_000, 'the key for the model'],
    ['overloaded', 2_000, 'the target with every key'],
  ])('%s, when it comes, benches for %i ms %s', (failure, restMs, scope) => {
    expect(cooldowns.learn(aCandidate(one), failed(failure))).toBe(restMs)
    expect(remaining(one)).toBe(restMs)
    expect(remaining(two)).toBe(scope === 'the key everywhere' ? restMs : undefined)
    expect(remaining(one, 1)).toBe(scope === 'the target with every key' ? restMs : undefined)
  })

  test.each<Failure>(['server-error', 'invalid-request', 'reset'])('%s, when it comes, benches nobody', (failure) => {
    expect(cooldowns.learn(aCandidate(one), failed(failure))).toBe(0)
    expect(cooldowns.snapshot()).toEqual([])
  })

  test('the longest rest, when several hold, is told', () => {
    cooldowns.learn(aCandidate(one), failed('overloaded'))
    cooldowns.learn(aCandidate(one), failed('authentication'))
    cooldowns.learn(aCandidate(one), failed('rate-limited', 1))
    expect(cooldowns.rest(aCandidate(one))).toEqual({ remainingMs: 30_000, failure: 'authentication' })
  })

  test('a success, when its attempt began after the failure, forgets it and its repeats', () => {
    cooldowns.learn(aCandidate(one), failed('rate-limited'))
    now += 1_000
    cooldowns.forgive(aCandidate(one), now)
    cooldowns.learn(aCandidate(one), failed('rate-limited'))
    expect(remaining()).toBe(1_000)
  })

  test('a success, when its attempt was under way before the failure, proves nothing', () => {
    const startedAtMs = now
    now += 10
    cooldowns.learn(aCandidate(one), failed('rate-limited', 5_000))
    cooldowns.forgive(aCandidate(one), startedAtMs)
    expect(remaining()).toBe(5_000)
  })

  test('forget, when a provider has new keys, frees its keys and not its targets', () => {
    cooldowns.learn(aCandidate(one), failed('authentication'))
    cooldowns.learn(aCandidate(two, 1), failed('rate-limited', 5_000))
    cooldowns.learn(aCandidate(two), failed('overloaded'))
    cooldowns.learn(aCandidate(aTarget({ id: 'acme2/model' })), failed('authentication'))
    cooldowns.forget('acme')
    expect(cooldowns.snapshot().map(({ key }) => key).sort()).toEqual(['key acme2#1', 'target acme/two'])
  })

  test('snapshot, when a rest is over, leaves it out', () => {
    cooldowns.learn(aCandidate(one), failed('rate-limited', 500))
    cooldowns.learn(aCandidate(two), failed('overloaded'))
    now += 500
    expect(cooldowns.snapshot()).toEqual([{ key: 'target acme/two', failure: 'overloaded', remainingMs: 1_500 }])
  })

  test('the disorder, when nobody gives one, is real', () => {
    const restMs = new Cooldowns(() => now).learn(aCandidate(one), failed('rate-limited'))
    expect(restMs).toBeGreaterThanOrEqual(1_000)
    expect(restMs).toBeLessThanOrEqual(1_100)
  })
})
