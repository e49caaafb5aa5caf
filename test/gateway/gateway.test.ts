import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Failure, ProviderError, type ProviderErrorOptions, RouterError } from '../../src/chat/errors.ts'
import type { ChatBatch } from '../../src/chat/part.ts'
import type { Target } from '../../src/config/target.ts'
import { createDecide } from '../../src/gateway/decide.ts'
import { type Answer, createGateway, type ExchangeFailed } from '../../src/gateway/gateway.ts'
import type { RequestRecord } from '../../src/records/record.ts'
import { createRouter, type Router } from '../../src/routing/router.ts'
import { aConfig, aConfigSource, aRequest, aTarget, end, handUpstream, type HandUpstream, start, streamOf, terminal, text, wholeAnswer } from '../support/routing-fixtures.ts'

const priced = aTarget({ id: 'a/model', price: { input: 1, output: 2 } })
const b = aTarget({ id: 'b/model' })

interface Rig {
  readonly upstream: HandUpstream
  readonly records: RequestRecord[]
  readonly client: AbortController
  readonly answering: Promise<Answer>
}

const routers: Router[] = []
beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'], now: 1_000_000 }) })
afterEach(() => {
  for (const router of routers.splice(0)) router.close()
  vi.useRealTimers()
})

const later = async (milliseconds = 0): Promise<void> => { await vi.advanceTimersByTimeAsync(milliseconds) }

const call = (targets: readonly Target[] = [priced], request = aRequest(), resumes?: boolean): Rig => {
  const upstream = handUpstream()
  const records: RequestRecord[] = []
  const client = new AbortController()
  const config = aConfigSource(aConfig({ targets, revision: 7 }))
  const now = (): number => performance.now()
  const router = createRouter({
    config, transport: upstream.open, now,
    events: { onAttempt: () => {}, onFailure: () => {}, onBroken: () => {}, onBreakerChange: () => {}, onStaleSocket: () => {}, onHedge: () => {}, onResume: () => {} },
  })
  routers.push(router)
  const decide = createDecide({ classify: () => { throw new Error('not asked') }, classifierInput: () => { throw new Error('not asked') }, select: router.select })
  const gateway = createGateway({ config, decide, open: router.open, now, onRecord: (record) => { records.push(record) } })
  const answering = gateway({ requestId: 'request-1', request, taskHint: 'code', ...(resumes !== undefined && { resumes }), receivedAtMs: now(), signal: client.signal })
  answering.catch(() => {})
  return { upstream, records, client, answering }
}

const read = async ({ stream }: Answer): Promise<readonly ChatBatch[]> => {
  const batches: ChatBatch[] = []
  for await (const batch of stream) batches.push(batch)
  return batches
}

const failing = (failure: Failure, options: ProviderErrorOptions = {}): ProviderError => new ProviderError(failure, 'failed', options)

describe('an exchange that ends well', () => {
  test('the answer, with what is known of it, comes before its first batch is read', async () => {
    const { upstream, answering, records } = call([priced, b])
    await later(30)
    upstream.call(1).fail(failing('unavailable'))
    await later()
    await later(200)
    upstream.call(2).answer()
    const answer = await answering
    expect(answer.decision).toMatchObject({ requestedModel: 'auto', choice: { task: 'code', source: 'header' }, strategy: 'priority', revision: 7 })
    expect(answer.attempt.candidate.target.id).toBe('b/model')
    expect(answer.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'won'])
    expect(answer.overheadMs).toBe(0)
    expect(records).toEqual([])
    expect(await read(answer)).toEqual([wholeAnswer()])
  })

  test('its record, when the provider told its usage, holds that and its price', async () => {
    const { upstream, answering, records } = call()
    await later(120)
    const usage: ChatBatch = [{ type: 'usage', choice: 0, usage: { inputTokens: 1_000_000 } }]
    upstream.call(1).answer(streamOf([start(), text('hello')], usage, [{ type: 'usage', choice: 0, usage: { outputTokens: 500_000 } }, end(), terminal()]))
    await read(await answering)
    expect(records).toEqual([{
      id: 'request-1', atMs: 1_000_000, wire: 'openai-chat', endpoint: 'chat', requestedModel: 'auto', isStream: true, task: 'code', taskSource: 'header',
      outcome: 'ok', statusCode: 200, errorCode: undefined, target: 'a/model', provider: 'a', model: 'model', finishReason: 'stop', resumes: 0,
      usage: { inputTokens: 1_000_000, outputTokens: 500_000 }, usageSource: 'provider', costUsd: 2,
      timings: { overheadMs: 0, firstContentMs: 120, totalMs: 120 },
      attempts: [{ target: 'a/model', credential: 'a#1', outcome: 'won', isHedge: false, statusCode: undefined, failure: undefined, message: undefined, billing: 'billed', startMs: 0, durationMs: 120 }],
      badEvents: 0,
      revision: 7,
    }])
  })

  test.each<[string, ChatBatch, object]>([
    ['nothing', [], { inputTokens: 100, outputTokens: 1 }],
    ['only what it read', [{ type: 'usage', choice: 0, usage: { inputTokens: 42, cacheReadTokens: 40 } }], { inputTokens: 42, cacheReadTokens: 40, outputTokens: 1 }],
    ['only what it wrote', [{ type: 'usage', choice: 0, usage: { outputTokens: 9 } }], { inputTokens: 100, outputTokens: 9 }],
  ])('its record, when the provider told %s of its usage, holds an estimate and says so', async (_, usage, expected) => {
    const { upstream, answering, records } = call([b])
    upstream.call(1).answer(streamOf([start(), text('hello'), ...usage, end(), terminal()]))
    await read(await answering)
    expect(records[0]).toMatchObject({ usage: expected, usageSource: 'estimated', costUsd: undefined })
  })
})

describe('an exchange that fails', () => {
  test('everybody\'s failure is told with the decision and the attempts, and recorded once', async () => {
    const { upstream, answering, records } = call([priced])
    upstream.call(1).fail(failing('unavailable', { billing: 'maybe', statusCode: 502 }))
    const error = await answering.catch((thrown: unknown) => thrown) as ExchangeFailed
    expect(error).toMatchObject({ name: 'ExchangeFailed', cause: { code: 'all_providers_failed' }, decision: { revision: 7 }, message: error.cause.message })
    expect(error.attempts).toHaveLength(1)
    expect(records).toMatchObject([{
      outcome: 'error', statusCode: 503, errorCode: 'all_providers_failed', target: undefined, provider: undefined, model: undefined,
      usage: {}, usageSource: 'none', costUsd: undefined, timings: { firstContentMs: undefined },
      attempts: [{ outcome: 'failed', failure: 'unavailable', message: 'failed', billing: 'maybe' }],
    }])
  })

  test('a defect of our own is an internal error, with its cause', async () => {
    const { upstream, answering, records } = call()
    const defect = new TypeError('defect')
    upstream.call(1).fail(defect)
    await expect(answering).rejects.toMatchObject({ cause: { code: 'internal_error', cause: defect } })
    expect(records).toMatchObject([{ outcome: 'error', statusCode: 500, errorCode: 'internal_error', attempts: [{ outcome: 'failed', failure: undefined, billing: 'not-billed' }] }])
  })

  test('a model that nobody has is told as it is, and leaves no record', async () => {
    const { answering, records } = call([priced], aRequest({ model: 'nobody/has-this' }))
    await expect(answering).rejects.toMatchObject({ name: 'RouterError', code: 'model_not_found' })
    expect(records).toEqual([])
  })

  test.each<[unknown, string]>([[failing('overloaded'), 'overloaded'], [new Error('cut'), 'interrupted']])('an answer that breaks with %s, and must not be gone on with, is told to its reader and recorded as %s', async (thrown, errorCode) => {
    const { upstream, answering, records } = call([priced, b], aRequest(), false)
    upstream.call(1).answer((async function * () { yield [start(), text('hel')]; throw thrown })())
    const answer = await answering
    await expect(read(answer)).rejects.toMatchObject({ failure: errorCode })
    expect(records).toMatchObject([{ outcome: 'interrupted', statusCode: 200, errorCode, target: 'a/model', usageSource: 'estimated' }])
  })
})

describe('an exchange whose answer others go on with', () => {
  const native = { continuation: 'prefix' } as const
  const breaking = async function * (...batches: readonly ChatBatch[]): AsyncGenerator<ChatBatch> { yield * batches; throw failing('stalled') }
  const told = (inputTokens: number, outputTokens: number): ChatBatch => [{ type: 'usage', choice: 0, usage: { inputTokens, outputTokens } }]

  test('holds who wrote how much of it, and the price of each', async () => {
    const next = aTarget({ id: 'b/model', price: { input: 10, output: 20 }, compat: native })
    const { upstream, answering, records } = call([priced, next])
    upstream.call(1).answer(breaking([start(), text('hello')], told(1_000_000, 0)))
    const reading = answering.then(read)
    await later()
    upstream.call(2).answer(streamOf([start(), text(' world'), ...told(100_000, 100_000), end(), terminal()]))
    await reading
    expect(records).toMatchObject([{
      outcome: 'ok', target: 'a/model', provider: 'a+b', model: 'model', finishReason: 'stop', resumes: 1,
      usage: { inputTokens: 1_100_000, outputTokens: 100_000 }, usageSource: 'provider', costUsd: 4,
      shares: [{ target: 'a/model', usage: { inputTokens: 1_000_000, outputTokens: 0 }, costUsd: 1 }, { target: 'b/model', usage: { inputTokens: 100_000, outputTokens: 100_000 }, costUsd: 3 }],
      attempts: [{ target: 'a/model', outcome: 'won', failure: 'stalled', billing: 'billed' }, { target: 'b/model', outcome: 'won', failure: undefined }],
    }])
  })

  test('says what was counted here, and knows no price where one is not known', async () => {
    const { upstream, answering, records } = call([priced, aTarget({ id: 'b/model', compat: native })])
    upstream.call(1).answer(breaking([start(), text('hello')]))
    const reading = answering.then(read)
    await later()
    upstream.call(2).answer(streamOf([start(), text(' world'), ...told(7, 3), end(), terminal()]))
    await reading
    expect(records).toMatchObject([{ usage: { inputTokens: 107, outputTokens: 4 }, usageSource: 'estimated', costUsd: undefined, shares: [{ usage: { inputTokens: 100, outputTokens: 1 } }, { costUsd: undefined }] }])
    expect(JSON.stringify(records)).not.toContain('isEstimated')
  })

  test('tells of whoever answered alone, where the first had said nothing that was seen', async () => {
    const request = aRequest({ reasoning: { isVisible: false } })
    const { upstream, answering, records } = call([priced, b], request)
    upstream.call(1).answer(breaking([start(), { type: 'reasoning-delta', choice: 0, block: 0, text: 'hm' }]))
    const reading = answering.then(read)
    await later()
    upstream.call(2).answer(streamOf([start(), text('hello'), ...told(7, 3), end(), terminal()]))
    await reading
    expect(records).toMatchObject([{ target: 'b/model', provider: 'b', resumes: 1, usage: { inputTokens: 7, outputTokens: 3 }, usageSource: 'provider', shares: [{ target: 'b/model' }] }])
  })
})

describe('a client that leaves', () => {
  test('before anybody answered, is recorded, and its attempts may have been billed if they were sent', async () => {
    const { upstream, answering, client, records } = call()
    await later(50)
    upstream.call(1).attempt.isSent = true
    client.abort()
    await expect(answering).rejects.toMatchObject({ name: 'ClientGone' })
    expect(records).toMatchObject([{ outcome: 'client_gone', statusCode: 499, errorCode: undefined, timings: { totalMs: 50 }, attempts: [{ outcome: 'abandoned', billing: 'maybe', durationMs: 50 }] }])
  })

  test('in the middle of the answer, ends the call at once and is recorded once', async () => {
    const { upstream, answering, records } = call()
    upstream.call(1).answer(streamOf([start(), text('hello')], [text('again')]))
    const answer = await answering
    for await (const _ of answer.stream) break
    answer.leave()
    await later()
    expect(upstream.call(1).attempt.signal.aborted).toBe(true)
    expect(records).toMatchObject([{ outcome: 'client_gone', statusCode: 499, target: 'a/model', usage: { inputTokens: 100, outputTokens: 1 } }])
  })

  test('while the next batch is awaited, fails that reading and is recorded once', async () => {
    const { upstream, answering, records } = call()
    upstream.call(1).answer((async function * () { yield [start(), text('hello')]; await new Promise(() => {}) })())
    const answer = await answering
    const reading = read(answer)
    const rejected = expect(reading).rejects.toMatchObject({ failure: 'interrupted' })
    await later()
    answer.leave()
    await rejected
    expect(records).toMatchObject([{ outcome: 'client_gone' }])
  })

  test('a shutdown, in the middle of the answer, is recorded under its own name', async () => {
    const { upstream, answering, records } = call()
    upstream.call(1).answer(streamOf([start(), text('hello')], [text('again')]))
    const answer = await answering
    answer.leave(new RouterError('router_shutdown', 'The router is shutting down.'))
    await later()
    expect(upstream.call(1).attempt.signal.aborted).toBe(true)
    expect(records).toMatchObject([{ outcome: 'interrupted', errorCode: 'router_shutdown' }])
  })

  test('leaving for a reason that nobody knows is recorded as an internal error', async () => {
    const { upstream, answering, records } = call()
    upstream.call(1).answer()
    const answer = await answering
    await answer.stream[Symbol.asyncIterator]().throw?.(new Error('odd'))
    expect(records).toMatchObject([{ outcome: 'interrupted', errorCode: 'internal_error' }])
  })

  test('leaving after the end changes nothing', async () => {
    const { upstream, answering, records } = call()
    upstream.call(1).answer()
    const answer = await answering
    await read(answer)
    answer.leave()
    await later()
    expect(records).toMatchObject([{ outcome: 'ok' }])
  })
})
