/**
 * What a failing first target costs the client in time: requests one at a time, by turns on a task whose only target is good
 * and on one whose first target fails and whose second is good.
 */

import { wholeJson } from './answers.ts'
import { bodyRing } from './bodies.ts'
import type { Call } from './load.ts'
import { Load } from './load.ts'
import { upstreamCounters } from './measure.ts'
import type { Server } from './processes.ts'
import { directModel, failingModel } from './routing-yaml.ts'

export type Failure = keyof typeof failingModel

export interface FailoverResult {
  readonly failure: Failure
  /** Milliseconds from the request to the whole answer. */
  readonly directMs: readonly number[]
  readonly failoverMs: readonly number[]
}

const warmUpRequests = 100

/** Fails when the failing target was skipped in any of the samples. */
export async function measureFailover (router: Server, upstream: Server, failure: Failure, samples: number): Promise<FailoverResult> {
  const load = new Load(router.origin, 1)
  const direct = callOf(directModel)
  const failing = callOf(failingModel[failure])
  const directMs: number[] = []
  const failoverMs: number[] = []
  try {
    const failuresBefore = (await upstreamCounters(upstream))[failure]
    for (let sent = -warmUpRequests; sent < samples; sent++) {
      const pair = [await load.send(direct), await load.send(failing)] as const
      if (sent < 0) continue
      directMs.push(pair[0])
      failoverMs.push(pair[1])
    }
    const failures = (await upstreamCounters(upstream))[failure] - failuresBefore
    if (failures < samples + warmUpRequests) throw new Error(`failover: the failing target was asked only ${failures} times for ${samples + warmUpRequests} requests`)
  } finally {
    await load.close()
  }
  return { failure, directMs, failoverMs }
}

function callOf (model: string): Call {
  return { path: '/v1/chat/completions', bodies: bodyRing({ wire: 'openai', model, stream: false, bytes: 0 }, 64), check: wholeJson('json-small') }
}
