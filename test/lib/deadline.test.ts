import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Deadline } from '../../src/lib/deadline.ts'

let clockMs: number
let expired: number

beforeEach(() => {
  clockMs = 0
  expired = 0
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.spyOn(performance, 'now').mockImplementation(() => clockMs)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const limit = (milliseconds: number): Deadline => new Deadline(milliseconds, () => { expired += 1 })

/** Time as it passes while the process has nothing else to do. */
const pass = (milliseconds: number): void => {
  clockMs += milliseconds
  vi.advanceTimersByTime(milliseconds)
}

/** Time in which the process was busy: the clock went on, and no timer could fire. */
const stall = (milliseconds: number): void => { clockMs += milliseconds }

describe('a deadline', () => {
  test('its limit, when it passes, expires it once', () => {
    limit(100)
    pass(99)
    expect(expired).toBe(0)
    pass(1)
    expect(expired).toBe(1)
    pass(1_000)
    expect(expired).toBe(1)
  })

  test('its limit, when it is cleared, never expires', () => {
    limit(100).clear()
    pass(1_000)
    expect(expired).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('its limit, when it is restarted, begins anew', () => {
    const deadline = limit(100)
    pass(99)
    deadline.restart()
    pass(99)
    expect(expired).toBe(0)
    pass(1)
    expect(expired).toBe(1)
  })

  test('its limit, when it is restarted after it expired, expires again', () => {
    const deadline = limit(100)
    pass(100)
    deadline.restart()
    pass(100)
    expect(expired).toBe(2)
  })

  test.each([[50], [300]])('another limit of %i ms, when it is restarted with it, holds from then on', (otherMs) => {
    const deadline = limit(100)
    pass(10)
    deadline.restart(otherMs)
    pass(otherMs - 1)
    expect(expired).toBe(0)
    pass(1)
    expect(expired).toBe(1)
    deadline.restart()
    pass(otherMs)
    expect(expired).toBe(2)
  })

  test('a little lateness of a timer is no stall', () => {
    limit(100)
    stall(50)
    pass(100)
    expect(expired).toBe(1)
  })

  test('a stall of the process, when the limit passed in it, grants a second look', () => {
    limit(100)
    stall(500)
    pass(100)
    expect(expired).toBe(0)
    pass(10)
    expect(expired).toBe(1)
  })

  test('a restart, when it comes before the second look, begins anew', () => {
    const deadline = limit(100)
    stall(500)
    pass(100)
    deadline.restart()
    pass(99)
    expect(expired).toBe(0)
    pass(1)
    expect(expired).toBe(1)
  })

  test('clear, when it comes before the second look, ends it', () => {
    const deadline = limit(100)
    stall(500)
    pass(100)
    deadline.clear()
    pass(1_000)
    expect(expired).toBe(0)
  })
})
