import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RoutingSettings } from '../../src/config/snapshot.ts'
import { type Admission, type BreakerState, CircuitBreakers } from '../../src/routing/circuit-breakers.ts'
import type { BreakerSample } from '../../src/routing/verdicts.ts'
import { someSettings } from '../support/routing-fixtures.ts'

const TARGET = 'acme/model'

let settings: RoutingSettings['breaker']
let changes: string[]
let breakers: CircuitBreakers

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
  settings = someSettings().breaker
  changes = []
  breakers = new CircuitBreakers(() => settings, ({ targetId, state }) => { changes.push(`${targetId} ${state}`) })
})

afterEach(() => {
  breakers.close()
  vi.useRealTimers()
})

const later = async (milliseconds: number): Promise<void> => { await vi.advanceTimersByTimeAsync(milliseconds) }

const admitted = (targetId = TARGET): Admission => {
  const admission = breakers.admit(targetId)
  if (admission === undefined) throw new Error(`${targetId} does not admit`)
  return admission
}

const report = async (...samples: readonly BreakerSample[]): Promise<void> => {
  for (const sample of samples) admitted().report(sample)
  await later(0)
}

const failures = (count: number): BreakerSample[] => Array.from({ length: count }, () => 'failure')

/** Opens the breaker and waits until it is half-open. */
const halfOpen = async (): Promise<void> => {
  await report(...failures(5))
  await later(5_000)
  expect(breakers.state(TARGET)).toBe('half-open')
}

const stateOf = (): BreakerState => breakers.state(TARGET)

describe('a closed breaker', () => {
  test('a target that nobody asked, when looked at, is closed and available', () => {
    expect(stateOf()).toBe('closed')
    expect(breakers.isAvailable(TARGET)).toBe(true)
    expect(breakers.remainingMs(TARGET)).toBe(0)
  })

  test('failures, when they are four, stay below the least number of calls', async () => {
    await report(...failures(4))
    expect(stateOf()).toBe('closed')
    expect(breakers.remainingMs(TARGET)).toBe(0)
  })

  test('failures, when they are five, open it', async () => {
    await report(...failures(5))
    expect(stateOf()).toBe('open')
    expect(breakers.admit(TARGET)).toBeUndefined()
    expect(breakers.remainingMs(TARGET)).toBe(5_000)
    expect(changes).toEqual([`${TARGET} open`])
  })

  test('failures, when they are just half of the calls, leave it closed', async () => {
    await report('success', 'success', 'success', 'failure', 'failure', 'failure')
    expect(stateOf()).toBe('closed')
  })

  test('failures, when they are more than half of the calls, open it', async () => {
    await report('success', 'success', 'failure', 'failure', 'failure')
    expect(stateOf()).toBe('open')
  })

  test('failures, when they are older than the window, no longer count', async () => {
    await report(...failures(4))
    await later(11_000)
    await report('failure')
    expect(stateOf()).toBe('closed')
  })

  test('failures to connect, when they are three in a row, open it at once', () => {
    for (let count = 0; count < 3; count++) admitted().report('failure', true)
    expect(stateOf()).toBe('open')
  })

  test.each<[string, (admission: Admission) => void]>([
    ['an answer', (admission) => { admission.report('success') }],
    ['another failure', (admission) => { admission.report('failure', false) }],
  ])('failures to connect, when %s comes between, begin to count anew', (_, between) => {
    for (let count = 0; count < 2; count++) admitted().report('failure', true)
    between(admitted())
    for (let count = 0; count < 2; count++) admitted().report('failure', true)
    expect(stateOf()).toBe('closed')
  })

  test('neutral outcomes, however many, say nothing', async () => {
    await report(...Array.from({ length: 20 }, (): BreakerSample => 'neutral'), ...failures(4))
    expect(stateOf()).toBe('closed')
  })

  test('an admission, when it reports more than once, is heard once', async () => {
    const admission = admitted()
    for (let count = 0; count < 5; count++) admission.report('failure')
    await later(0)
    expect(stateOf()).toBe('closed')
  })

  test('answers that break after their first content, when each does, open it', async () => {
    for (let count = 0; count < 2; count++) {
      await report('success')
      breakers.broke(TARGET)
      await later(0)
    }
    expect(stateOf()).toBe('open')
  })

  test('an answer that breaks, when most do not, leaves it closed', async () => {
    await report('success', 'success', 'success')
    breakers.broke(TARGET)
    await later(0)
    expect(stateOf()).toBe('closed')
  })
})

describe('an open breaker', () => {
  test('five seconds, when they have passed, make it half-open', async () => {
    await report(...failures(5))
    await later(4_999)
    expect(stateOf()).toBe('open')
    expect(breakers.remainingMs(TARGET)).toBe(1)
    await later(1)
    expect(stateOf()).toBe('half-open')
    expect(changes).toEqual([`${TARGET} open`, `${TARGET} half-open`])
  })

  test('probes, when each fails, double the wait from 5 to 10 to 20 to 30 seconds and no further', async () => {
    await report(...failures(5))
    for (const waitMs of [5_000, 10_000, 20_000, 30_000, 30_000]) {
      expect(breakers.remainingMs(TARGET)).toBe(waitMs)
      await later(waitMs - 1)
      expect(stateOf()).toBe('open')
      await later(1)
      expect(stateOf()).toBe('half-open')
      await report('failure')
    }
  })

  test('the wait, when the breaker has closed in between, begins at five seconds again', async () => {
    await halfOpen()
    await report('failure')
    await later(10_000)
    await report('success')
    expect(stateOf()).toBe('closed')
    await report(...failures(5))
    expect(breakers.remainingMs(TARGET)).toBe(5_000)
  })

  test('outcomes of requests from before, when they come late, are not heard', async () => {
    const early = Array.from({ length: 10 }, () => admitted())
    await halfOpen()
    for (const admission of early.slice(0, 5)) admission.report('success')
    await later(0)
    expect(stateOf()).toBe('half-open')
    await report('success')
    await later(10_000)
    for (const admission of early.slice(5)) admission.report('failure')
    await later(0)
    expect(stateOf()).toBe('closed')
  })

  test('wake, when it is open, lets one request through at once', async () => {
    await report(...failures(5))
    breakers.wake(TARGET)
    expect(stateOf()).toBe('half-open')
    admitted()
    expect(breakers.admit(TARGET)).toBeUndefined()
    expect(changes).toEqual([`${TARGET} open`, `${TARGET} half-open`])
  })

  test('wake, when it is closed or unknown, does nothing', async () => {
    breakers.wake('nobody/knows')
    await report('success')
    breakers.wake(TARGET)
    expect(changes).toEqual([])
  })

  test('a break of an answer from before, when it comes now, is not heard', async () => {
    await halfOpen()
    breakers.broke(TARGET)
    await later(0)
    expect(stateOf()).toBe('half-open')
  })
})

describe('a half-open breaker', () => {
  test('requests, when ten come at once, are let through one', async () => {
    await halfOpen()
    const admissions = Array.from({ length: 10 }, () => breakers.admit(TARGET))
    expect(admissions.filter(admission => admission !== undefined)).toHaveLength(1)
    expect(breakers.isAvailable(TARGET)).toBe(false)
    expect(breakers.remainingMs(TARGET)).toBe(3_000)
  })

  test('its one request, when it succeeds, closes it at once', async () => {
    await halfOpen()
    admitted().report('success')
    expect(stateOf()).toBe('closed')
    expect(breakers.isAvailable(TARGET)).toBe(true)
    expect(changes.at(-1)).toBe(`${TARGET} closed`)
  })

  test('its one request, when it is silent for three seconds, opens it again', async () => {
    await halfOpen()
    admitted()
    await later(2_999)
    expect(stateOf()).toBe('half-open')
    await later(1)
    expect(stateOf()).toBe('open')
    expect(breakers.remainingMs(TARGET)).toBe(10_000)
  })

  test('its one request, when it succeeds after the three seconds, closes it all the same', async () => {
    await halfOpen()
    const slow = admitted()
    await later(8_000)
    expect(stateOf()).toBe('open')
    slow.report('success')
    await later(0)
    expect(stateOf()).toBe('closed')
    await later(60_000)
    expect(stateOf()).toBe('closed')
  })

  test('its one request, when it fails after the three seconds, is no second failure', async () => {
    await halfOpen()
    const slow = admitted()
    await later(3_000)
    slow.report('failure')
    await later(0)
    expect(breakers.remainingMs(TARGET)).toBe(10_000)
  })

  test('its one request, when its client leaves, makes room for the next without a new wait', async () => {
    await halfOpen()
    admitted().report('neutral')
    expect(stateOf()).toBe('half-open')
    admitted().report('failure')
    await later(0)
    expect(breakers.remainingMs(TARGET)).toBe(10_000)
    expect(changes).toEqual([`${TARGET} open`, `${TARGET} half-open`, `${TARGET} open`])
  })

  test('its one request, when its client leaves after the three seconds, changes nothing', async () => {
    await halfOpen()
    const slow = admitted()
    await later(3_000)
    slow.report('neutral')
    expect(stateOf()).toBe('open')
  })
})

describe('a reload', () => {
  test('retain, when a target is gone, forgets it and says that it is closed', async () => {
    await report(...failures(5))
    breakers.retain(new Set(['other/model']))
    expect(stateOf()).toBe('closed')
    expect(changes).toEqual([`${TARGET} open`, `${TARGET} closed`])
  })

  test('retain, when a target stays, keeps what is known of it', async () => {
    await report(...failures(5))
    settings = { ...settings }
    breakers.retain(new Set([TARGET]))
    expect(stateOf()).toBe('open')
  })

  test('retain, when the settings changed, lets new ones rule', async () => {
    await report(...failures(2))
    settings = { ...settings, minimumCalls: 2 }
    breakers.retain(new Set([TARGET]))
    await report(...failures(2))
    expect(stateOf()).toBe('open')
    expect(changes).toEqual([`${TARGET} open`])
  })

  test.each<BreakerSample>(['success', 'failure', 'neutral'])('an admission, when its breaker is gone before it reports %s, is harmless', async (sample) => {
    const closed = admitted()
    await halfOpen()
    const probe = admitted()
    breakers.close()
    closed.report(sample)
    probe.report(sample)
    await later(0)
    expect(stateOf()).toBe('closed')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('breakers, when clients name ever new models, stay bounded', () => {
    for (let number = 0; number < 2_100; number++) breakers.admit(`acme/${number}`)
    expect(vi.getTimerCount()).toBeLessThanOrEqual(2_000)
  })

  test('breakers, when nobody listens, work all the same', async () => {
    const unheard = new CircuitBreakers(() => settings)
    for (let count = 0; count < 3; count++) unheard.admit(TARGET)?.report('failure', true)
    expect(unheard.state(TARGET)).toBe('open')
    unheard.close()
    await later(0)
  })
})
