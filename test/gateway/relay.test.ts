import { describe, expect, test } from 'vitest'
import { ProviderError } from '../../src/chat/errors.ts'
import { ExchangeFailed } from '../../src/gateway/gateway.ts'
import { createRelay, type RelayAnswer } from '../../src/gateway/relay.ts'
import { RELAY_ENDPOINTS, type RelayName } from '../../src/providers/relay-endpoints.ts'
import type { RelayBatch, RelayRequest, RelayStream } from '../../src/providers/relay-request.ts'
import { Attempt } from '../../src/providers/attempt.ts'
import type { RequestRecord } from '../../src/records/record.ts'
import { ClientGone, type OpenFirstCall } from '../../src/routing/open-first.ts'
import { aConfig, aConfigSource, aTarget, someSettings } from '../support/routing-fixtures.ts'

const targets = [
  aTarget({ id: 'a/vectors', kind: 'embedding', price: { input: 1, output: 2 } }), aTarget({ id: 'b/vectors', kind: 'embedding' }),
  aTarget({ id: 'a/writer', kind: 'completion' }), aTarget({ id: 'a/voice', kind: 'speech' }),
]

const asked = (name: RelayName, facts: Partial<RelayRequest> = {}): RelayRequest => {
  const endpoint = RELAY_ENDPOINTS.find(each => each.name === name)
  if (endpoint === undefined) throw new Error(`no endpoint ${name}`)
  return { endpoint, model: undefined, wantsEvents: false, wantsText: false, isStream: false, results: 1, estimatedInputTokens: 9, contentType: 'application/json', bodyFor: () => Buffer.alloc(0), ...facts }
}

async function * streamOf (...batches: readonly RelayBatch[]): AsyncGenerator<RelayBatch> { yield * batches }

const relaying = (request: RelayRequest, stream: (call: OpenFirstCall<RelayRequest>) => RelayStream) => {
  const records: RequestRecord[] = []
  const calls: OpenFirstCall<RelayRequest>[] = []
  const turns: string[] = []
  const relay = createRelay({
    config: aConfigSource(aConfig({ targets })),
    select: (_config, wish) => {
      turns.push(wish.turns ?? wish.task)
      return { candidates: (wish.targets ?? []).map(target => ({ target, credential: target.provider.credentials[0]!, parameters: undefined, reason: 'test' })), skipped: [] }
    },
    open: async (call) => {
      calls.push(call)
      const candidate = call.selection.candidates[0]!
      const attempt = new Attempt({ number: 1, candidate, isHedge: false, startedAtMs: 0, settings: someSettings() })
      attempt.outcome = 'won'
      call.attempts.push(attempt)
      return { stream: stream(call), attempt }
    },
    now: () => 5,
    onRecord: (record) => { records.push(record) },
  })
  const answering: Promise<RelayAnswer> = relay({ requestId: 'request-1', request, receivedAtMs: 0, signal: new AbortController().signal })
  return { answering, records, calls, turns }
}

const end: RelayBatch = [{ type: 'response-end', choice: 0, finishReason: 'stop' }, { type: 'terminal', choice: 0 }]
const failing = (error: Error) => (): never => { throw error }

describe('the record of a relayed exchange', () => {
  test('that ended well, has the endpoint, what the provider counted, and its price', async () => {
    const { answering, records, turns } = relaying(asked('embeddings', { model: 'vectors' }), () => streamOf([{ type: 'content', choice: 0 }, { type: 'usage', choice: 0, usage: { inputTokens: 1_000_000, outputTokens: 0 } }], end))
    const { stream, decision } = await answering
    await Array.fromAsync(stream)
    expect(records).toMatchObject([{ endpoint: 'embeddings', wire: 'openai-chat', requestedModel: 'vectors', isStream: false, outcome: 'ok', target: 'a/vectors', usageSource: 'provider', costUsd: 1, task: undefined }])
    expect(decision).toMatchObject({ strategy: 'explicit', choice: { source: 'none', reasons: ['the client named the model'] } })
    expect(turns).toEqual(['endpoint embeddings'])
  })

  test('whose provider did not count, has estimates where tokens are text', async () => {
    const { answering, records } = relaying(asked('completions', { wantsEvents: true }), () => streamOf([{ type: 'content', choice: 0, text: 'four words of text' }], end))
    await Array.fromAsync((await answering).stream)
    expect(records).toMatchObject([{ isStream: true, finishReason: 'stop', usageSource: 'estimated', usage: { inputTokens: 9, outputTokens: expect.any(Number) as unknown } }])
    expect(records[0]?.usage.outputTokens).toBeGreaterThan(2)
  })

  test('whose provider did not count, has none where they are no text', async () => {
    const { answering, records } = relaying(asked('speech'), () => streamOf([{ type: 'content', choice: 0, bytes: Buffer.from([1]) }], end))
    const { stream, decision } = await answering
    await Array.fromAsync(stream)
    expect(records).toMatchObject([{ usageSource: 'none', usage: {}, costUsd: undefined, requestedModel: 'auto' }])
    expect(decision).toMatchObject({ strategy: 'priority', choice: { reasons: ['models for speech, in the order of the configuration'] } })
  })

  test('that broke, that was left, and that was ended by the router, tells them apart', async () => {
    const broken = relaying(asked('speech'), async function * () { yield [{ type: 'content', choice: 0 }]; throw new ProviderError('stalled', 'fell silent') } as () => RelayStream)
    await expect(Array.fromAsync((await broken.answering).stream)).rejects.toThrow()
    const left = relaying(asked('speech'), () => streamOf(end));
    (await left.answering).leave()
    expect([...broken.records, ...left.records].map(({ outcome, errorCode }) => [outcome, errorCode])).toEqual([['interrupted', 'stalled'], ['client_gone', undefined]])
  })

  test('that nobody answered, is made too, and the failure explains itself', async () => {
    const { answering, records } = relaying(asked('speech'), failing(new TypeError('broken')))
    const failure = await answering.then(() => undefined, (error: unknown) => error)
    expect(failure).toBeInstanceOf(ExchangeFailed)
    expect((failure as ExchangeFailed).decision.selection.candidates[0]?.target.id).toBe('a/voice')
    expect(records).toMatchObject([{ endpoint: 'speech', outcome: 'error', statusCode: 500, errorCode: 'internal_error' }])
  })

  test('that its client left before anybody answered, says so', async () => {
    const { answering, records } = relaying(asked('speech'), failing(new ClientGone()))
    await expect(answering).rejects.toBeInstanceOf(ClientGone)
    expect(records).toMatchObject([{ outcome: 'client_gone', statusCode: 499 }])
  })

  test('of what cannot even be routed, is none', async () => {
    const { answering, records } = relaying(asked('embeddings'), () => streamOf(end))
    await expect(answering).rejects.toMatchObject({ code: 'invalid_request' })
    expect(records).toEqual([])
  })
})
