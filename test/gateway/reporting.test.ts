import { beforeEach, describe, expect, test } from 'vitest'
import { type Failure, ProviderError, type ProviderErrorOptions, RouterError } from '../../src/chat/errors.ts'
import { createReporting, type Reporting } from '../../src/gateway/reporting.ts'
import { createLogger } from '../../src/observability/logger.ts'
import { createMetrics, type Metrics } from '../../src/observability/metrics.ts'
import { Attempt } from '../../src/providers/attempt.ts'
import type { AttemptRecord, RequestRecord } from '../../src/records/record.ts'
import { aCandidate, aTarget, someSettings } from '../support/routing-fixtures.ts'

let now: number
let lines: Record<string, unknown>[]
let metrics: Metrics
let reporting: Reporting

beforeEach(async () => {
  now = 1_000
  lines = []
  metrics = createMetrics({ version: '0.0.0' })
  const logger = await createLogger({ level: 'info', format: 'json', scrub: text => text, write: (line) => { lines.push(JSON.parse(line) as Record<string, unknown>) } })
  reporting = createReporting({ logger, metrics, now: () => now, isListed: targetId => !targetId.endsWith('/invented') })
})

const anAttempt = (id = 'a/model'): Attempt => new Attempt({ number: 2, candidate: aCandidate(aTarget({ id })), isHedge: false, startedAtMs: 900, settings: someSettings() })
const failing = (failure: Failure, options: ProviderErrorOptions = {}): ProviderError => new ProviderError(failure, 'said no', options)

/** Samples of a metric that are not nothing, without its prefix. */
const samples = async (name: string): Promise<readonly string[]> =>
  (await metrics.render()).split('\n').filter(line => line.startsWith(`smart_router_${name}{`) && !line.endsWith(' 0')).map(line => line.slice('smart_router_'.length))

const attemptRecord = (facts: Partial<AttemptRecord> = {}): AttemptRecord => ({
  target: 'a/model', credential: 'a#1', outcome: 'won', isHedge: false, statusCode: 200, failure: undefined, message: undefined, billing: 'billed', startMs: 0, durationMs: 10, ...facts,
})

const record = (facts: Partial<RequestRecord> = {}): RequestRecord => ({
  id: 'request-1', atMs: 0, wire: 'openai-chat', endpoint: 'chat', requestedModel: 'auto', isStream: true, task: 'code', taskSource: 'classifier', outcome: 'ok', statusCode: 200, errorCode: undefined,
  target: 'a/model', provider: 'a', model: 'model', finishReason: 'stop', usage: { inputTokens: 10, outputTokens: 5, cacheReadTokens: 2 }, usageSource: 'provider', costUsd: 0.5,
  resumes: 0, timings: { overheadMs: 0.123_456, firstContentMs: 20.5, totalMs: 100 }, attempts: [attemptRecord()], badEvents: 0, revision: 1, ...facts,
})

describe('a failed attempt', () => {
  test('its line says who failed, how, and how long it rests', async () => {
    reporting.onFailure(anAttempt(), failing('rate-limited', { statusCode: 429, rawCode: '1302' }), 1_234.5)
    expect(lines).toMatchObject([{ level: 40, attempt: 2, target: 'a/model', credential: 'a#1', failure: 'rate-limited', status: 429, code: '1302', ms: 100, rest_ms: 1_235, msg: 'a/model said no' }])
    expect(await samples('upstream_attempts_total')).toEqual(['upstream_attempts_total{provider="a",model="model",outcome="rate-limited"} 1'])
    expect(await samples('maybe_billed_total')).toEqual([])
  })

  test('one that may have been billed is counted as such', async () => {
    reporting.onFailure(anAttempt(), failing('reset', { billing: 'maybe' }), 0)
    expect(lines[0]).not.toHaveProperty('rest_ms')
    expect(await samples('maybe_billed_total')).toEqual(['maybe_billed_total{provider="a",reason="reset"} 1'])
  })

  test.each<[Failure, string]>([['authentication', 'provider_key_refused'], ['quota-exhausted', 'provider_key_exhausted'], ['permission', 'provider_key_not_permitted']])(
    '%s wakes somebody up, once in five minutes for each key', (failure, alert) => {
      const alerts = (): number => lines.filter(line => line['alert'] === alert && line['level'] === 50).length
      reporting.onFailure(anAttempt(), failing(failure), 0)
      reporting.onFailure(anAttempt(), failing(failure), 0)
      expect(alerts()).toBe(1)
      reporting.onFailure(anAttempt('b/model'), failing(failure), 0)
      expect(alerts()).toBe(2)
      now += 300_000
      reporting.onFailure(anAttempt(), failing(failure), 0)
      expect(alerts()).toBe(3)
    })

  test('a model that only a client named is no label', async () => {
    reporting.onFailure(anAttempt('a/invented'), failing('unavailable'), 0)
    expect(await samples('upstream_attempts_total')).toEqual(['upstream_attempts_total{provider="a",model="other",outcome="unavailable"} 1'])
  })
})

describe('events of routing', () => {
  test('a broken answer, a hedge and a stale socket are counted under their provider', async () => {
    reporting.onAttempt(anAttempt())
    reporting.onBroken(anAttempt(), failing('stalled'))
    reporting.onHedge(anAttempt())
    reporting.onStaleSocket('a', 'unlikely')
    expect(lines).toMatchObject([{ level: 40, failure: 'stalled', msg: 'a/model said no' }])
    expect(await samples('stream_interrupted_total')).toEqual(['stream_interrupted_total{provider="a",reason="stalled"} 1'])
    expect(await samples('hedges_total')).toEqual(['hedges_total{provider="a"} 1'])
    expect(await samples('stale_socket_retries_total')).toEqual(['stale_socket_retries_total{provider="a",billing="unlikely"} 1'])
  })

  test('a circuit, when it opens, is a warning, and when it closes, good to know', async () => {
    reporting.onBreakerChange({ targetId: 'a/model', state: 'open' })
    reporting.onBreakerChange({ targetId: 'a/model', state: 'closed' })
    expect(lines).toMatchObject([{ level: 40, target: 'a/model', circuit: 'open' }, { level: 30, circuit: 'closed' }])
    expect(await samples('circuit_state')).toEqual(['circuit_state{provider="a",model="model",state="closed"} 1'])
  })
})

describe('an answer that others go on with', () => {
  test('is one line that says who goes on, and is counted', async () => {
    reporting.onResume({ outcome: 'continued', from: anAttempt(), to: anAttempt('b/model') })
    reporting.onResume({ outcome: 'failed', from: anAttempt(), to: undefined })
    reporting.onResume({ outcome: 'unsuitable', from: anAttempt(), to: undefined })
    expect(lines).toMatchObject([{ level: 30, target: 'b/model', continues: 'a/model' }])
    expect(await samples('resumes_total')).toEqual(['continued', 'failed', 'unsuitable'].map(outcome => `resumes_total{outcome="${outcome}"} 1`))
  })

  const shared = (facts: Partial<RequestRecord>): RequestRecord => record({
    provider: 'a+b', resumes: 1, usage: { inputTokens: 30, outputTokens: 7 }, costUsd: 3,
    shares: [{ target: 'a/model', usage: { inputTokens: 10, outputTokens: 2 }, costUsd: 1 }, { target: 'b/model', usage: { inputTokens: 20, outputTokens: 5 }, costUsd: 2 }],
    attempts: [attemptRecord({ failure: 'stalled' }), attemptRecord({ target: 'b/model' })],
    ...facts,
  })

  test('is one request, whose tokens and costs are counted under whom they are due to', async () => {
    reporting.onRecord(shared({}))
    expect(lines).toMatchObject([{ provider: 'a+b', resumes: 1, in: 30, out: 7 }])
    expect(await samples('requests_total')).toHaveLength(1)
    expect(await samples('tokens_total')).toEqual([
      'tokens_total{provider="a",model="model",type="input"} 10', 'tokens_total{provider="a",model="model",type="output"} 2',
      'tokens_total{provider="b",model="model",type="input"} 20', 'tokens_total{provider="b",model="model",type="output"} 5',
    ])
    expect(await samples('cost_usd_total')).toEqual(['cost_usd_total{provider="a",model="model"} 1', 'cost_usd_total{provider="b",model="model"} 2'])
    expect(await samples('failovers_total')).toEqual(['failovers_total{from="a/model",to="b/model",reason="stalled"} 1'])
  })

  test.each<[Partial<RequestRecord>, string]>([
    [{}, 'ok'], [{ outcome: 'client_gone' }, 'ok'], [{ outcome: 'interrupted', errorCode: 'router_shutdown' }, 'router_shutdown'], [{ outcome: 'interrupted', errorCode: undefined }, 'interrupted'],
  ])('(%o) counts each of its attempts once, the last as %s', async (facts, outcome) => {
    reporting.onRecord(shared(facts))
    expect(await samples('upstream_attempts_total')).toEqual(['upstream_attempts_total{provider="a",model="model",outcome="stalled"} 1', `upstream_attempts_total{provider="b",model="model",outcome="${outcome}"} 1`])
  })
})

describe('a request', () => {
  test('one that went well is one line, in which times are rounded', async () => {
    reporting.onRecord(record())
    expect(lines).toMatchObject([{
      level: 30, request_id: 'request-1', wire: 'openai-chat', model_requested: 'auto', task: 'code', task_source: 'classifier', provider: 'a', model: 'model', attempts: 1,
      outcome: 'ok', status: 200, finish: 'stop', ttft_ms: 20.5, ms: 100, overhead_ms: 0.12, in: 10, out: 5, usage_source: 'provider', cost_usd: 0.5, msg: 'request',
    }])
    expect(await samples('upstream_attempts_total')).toEqual(['upstream_attempts_total{provider="a",model="model",outcome="ok"} 1'])
    expect((await samples('tokens_total')).length).toBe(3)
  })

  test('one that nobody answered is a warning, under no provider', async () => {
    reporting.onRecord(record({ outcome: 'error', statusCode: 503, errorCode: 'all_providers_failed', task: undefined, target: undefined, provider: undefined, model: undefined, usage: {}, timings: { overheadMs: 0, firstContentMs: undefined, totalMs: 1 } }))
    expect(lines).toMatchObject([{ level: 40, error: 'all_providers_failed' }])
    expect(await samples('requests_total')).toEqual(['requests_total{wire="openai-chat",endpoint="chat",task="none",provider="none",model="none",outcome="error",status="503"} 1'])
    expect(await samples('upstream_attempts_total')).toEqual([])
  })

  test.each<[Partial<RequestRecord>, string]>([[{ errorCode: 'stalled' }, 'stalled'], [{}, 'interrupted']])('one that broke with %j is an attempt that ended so', async (facts, outcome) => {
    reporting.onRecord(record({ outcome: 'interrupted', ...facts }))
    expect(await samples('upstream_attempts_total')).toEqual([`upstream_attempts_total{provider="a",model="model",outcome="${outcome}"} 1`])
  })

  test.each([[undefined, 'waiting'], [20, 'streaming']])('one whose client left after %s ms of content left while %s', async (firstContentMs, phase) => {
    reporting.onRecord(record({ outcome: 'client_gone', statusCode: 499, timings: { overheadMs: 0, firstContentMs, totalMs: 30 } }))
    expect(await samples('client_gone_total')).toEqual([`client_gone_total{phase="${phase}"} 1`])
    expect(lines[0]).toMatchObject({ level: 30 })
  })

  test('moves from one target to the next are counted with their reason, tries of the same target are not', async () => {
    reporting.onRecord(record({ attempts: [
      attemptRecord({ target: 'a/model', outcome: 'failed', failure: 'server-error', billing: 'not-billed' }),
      attemptRecord({ target: 'a/model', outcome: 'failed', failure: 'server-error', billing: 'not-billed' }),
      attemptRecord({ target: 'b/model', outcome: 'abandoned', billing: 'maybe' }),
      attemptRecord({ target: 'c/invented', isHedge: true }),
    ] }))
    expect(await samples('failovers_total')).toEqual([
      'failovers_total{from="a/model",to="b/model",reason="server-error"} 1',
      'failovers_total{from="b/model",to="other",reason="silence"} 1',
    ])
    expect(await samples('maybe_billed_total')).toEqual(['maybe_billed_total{provider="b",reason="abandoned"} 1'])
  })

  test('a move that no failure explains has the outcome for its reason', async () => {
    reporting.onRecord(record({ attempts: [attemptRecord({ target: 'b/model', outcome: 'abandoned', billing: 'not-billed' }), attemptRecord()] }))
    expect(await samples('failovers_total')).toEqual(['failovers_total{from="b/model",to="a/model",reason="abandoned"} 1'])
    expect(await samples('maybe_billed_total')).toEqual([])
  })
})

describe('an error of the router', () => {
  test('an internal one is told with its cause, any other is not', () => {
    reporting.onError(new RouterError('model_not_found', 'no'), 'request-1')
    expect(lines).toEqual([])
    reporting.onError(new RouterError('internal_error', 'oh', { cause: new TypeError('defect') }), 'request-1')
    reporting.onError(new RouterError('internal_error', 'oh no'), 'request-2')
    expect(lines).toMatchObject([
      { level: 50, request_id: 'request-1', err: { type: 'TypeError', message: 'defect' } },
      { level: 50, request_id: 'request-2', err: { message: 'oh no' } },
    ])
  })
})
