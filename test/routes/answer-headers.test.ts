import { validateHeaderValue } from 'node:http'
import { describe, expect, test } from 'vitest'
import { ProviderError } from '../../src/chat/errors.ts'
import type { Decision } from '../../src/gateway/decision.ts'
import type { Answer } from '../../src/gateway/gateway.ts'
import { Attempt } from '../../src/providers/attempt.ts'
import { answerHeaders, failureHeaders } from '../../src/routes/answer-headers.ts'
import { aCandidate, aSelection, aTarget, someSettings, streamOf } from '../support/routing-fixtures.ts'

const anAttempt = (id: string, outcome: Attempt['outcome'], error?: Error): Attempt => {
  const attempt = new Attempt({ number: 1, candidate: aCandidate(aTarget({ id })), isHedge: false, startedAtMs: 0, settings: someSettings() })
  attempt.outcome = outcome
  attempt.error = error
  return attempt
}

const aDecision = (choice: Partial<Decision['choice']> = {}): Decision =>
  ({ requestedModel: 'auto', choice: { task: 'code', source: 'classifier', confidence: 0.987, reasons: [], ...choice }, strategy: 'priority', selection: aSelection(), revision: 1 })

const anAnswer = (attempts: readonly Attempt[], decision = aDecision()): Answer =>
  ({ stream: streamOf(), decision, attempt: attempts.at(-1) ?? anAttempt('a/b', 'won'), attempts, overheadMs: 1.2345, leave: () => undefined })

describe('answerHeaders', () => {
  test('an answer, when it came of a failover, says who gave it, why, and who failed before', () => {
    expect(answerHeaders(anAnswer([anAttempt('first/m', 'failed', new ProviderError('rate-limited', 'no')), anAttempt('second/m', 'won')]))).toEqual({
      'x-smart-router-provider': 'second',
      'x-smart-router-model': 'm',
      'x-smart-router-reason': 'classifier 0.99: test',
      'x-smart-router-overhead-ms': '1.23',
      'x-smart-router-task': 'code',
      'x-smart-router-attempts': '2',
      'x-smart-router-trail': 'first/m=rate-limited; second/m=ok',
    })
  })

  test('names that no header can carry, when a client invents them, are made ASCII, one line and short', () => {
    const name = 'نموذج\r\nset-cookie: stolen=1\0 模型 \u{1f600}'
    for (const value of Object.values(answerHeaders(anAnswer([anAttempt(`first/${name}${'x'.repeat(2_000)}`, 'won')])))) {
      expect(value).toMatch(/^[\x20-\x7e]{1,1000}$/)
      expect(() => { validateHeaderValue('x-test', value) }).not.toThrow()
    }
  })

  test('a trail, when it is long, keeps its beginning and its end', () => {
    const attempts = Array.from({ length: 12 }, (_item, index) => anAttempt(`p${index}/m`, 'failed', new ProviderError('unavailable', 'no')))
    expect(failureHeaders(aDecision(), attempts)['x-smart-router-trail']).toMatch(/^p0\/m=unavailable; .*p8\/m=unavailable; \+2 more; p11\/m=unavailable$/)
  })

  test('a failure, when nobody was asked, has a task and no trail', () => {
    expect(failureHeaders(aDecision({ task: undefined, source: 'none' }), [])).toEqual({ 'x-smart-router-task': 'none', 'x-smart-router-attempts': '0' })
  })
})
