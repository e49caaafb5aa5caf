/** What an explicit failure of the first target costs until the second one's first byte. The bench measures it properly. */

import { describe, expect, test } from 'vitest'
import { drop } from '../../src/simulator/faulty-steps.ts'
import { type Step, status } from '../../src/simulator/steps.ts'
import { closesAfterTest } from '../support/closes-after-test.ts'
import { expectFailover } from '../support/expected-replies.ts'
import { type ProviderSetup, startRoutedProviders } from '../support/routed-providers.ts'
import { reserveRefusedPort } from '../support/tcp-faults.ts'

const SAMPLES = 40
const MOST_ADDED_MS = 15
/** A circuit that lets the next request through at once, so that each one meets the failure. */
const FORGIVING = { breaker: { minimum_calls: 1_000_000, open_ms: 1, max_open_ms: 1 } }

const median = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

/** Milliseconds that a failing first target adds, in the middle of many requests, one after the other. */
const addedMs = async (first: ProviderSetup, failure: string, step: Step): Promise<number> => {
  const { providers, ask } = await startRoutedProviders({ first, second: {} }, FORGIVING)
  providers.first.otherwise(step)
  const direct: number[] = []
  const failing: number[] = []
  await ask({ stream: true })
  while (failing.length < SAMPLES) {
    direct.push((await ask({ stream: true, model: 'second/m' })).headMs)
    const reply = await ask({ stream: true })
    if (reply.headers.get('x-smart-router-attempts') === '1') continue
    expectFailover(reply, `first/m=${failure}`, 'second/m=ok')
    failing.push(reply.headMs)
  }
  return median(failing) - median(direct)
}

describe('an explicit failure of the first target', () => {
  test.each<[string, string, Step]>([
    ['a 503', 'unavailable', status(503)],
    ['a 429', 'rate-limited', status(429, { headers: { 'retry-after': '0' } })],
    ['a reset', 'reset', drop('reset')],
  ])('%s, in the middle of forty requests, adds less than 15 ms', async (_name, failure, step) => {
    expect(await addedMs({}, failure, step)).toBeLessThan(MOST_ADDED_MS)
  })

  test('a refused connection, in the middle of forty requests, adds less than 15 ms', async () => {
    const refused = await closesAfterTest(reserveRefusedPort())
    expect(await addedMs({ at: refused.url }, 'refused', status(500))).toBeLessThan(MOST_ADDED_MS)
  })
})
