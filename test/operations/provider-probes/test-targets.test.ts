/** Many targets: some at a time, no longer than there is time, and what is known is kept when nobody wants the rest. */

import { describe, expect, test } from 'vitest'
import { maxRequests } from '../../../src/operations/provider-probes/count-requests.ts'
import { hang } from '../../../src/simulator/steps.ts'
import { hasPicture, startAbleProvider } from './able-provider.ts'
import { reportOn, stateIn, targetAt, testAll } from './support.ts'

const isFor = (model: string) => (body: Readonly<Record<string, unknown>>): boolean => body['model'] === model

describe('many targets', () => {
  test('with one at a time: are tested one after the other, the providers in turn, and reported in their order', async () => {
    const [first, second] = [await startAbleProvider(), await startAbleProvider()]
    const targets = [targetAt(first, { id: 'a/m1' }), targetAt(first, { id: 'a/m2' }), targetAt(second, { id: 'b/m3' })]
    const done: string[] = []
    const { reports, isTimeUp } = await testAll(targets, { concurrency: 1, progress: { onTarget: ({ target }) => { done.push(target.id) } } })
    expect(done).toEqual(['a/m1', 'b/m3', 'a/m2'])
    expect({ ids: reports.map(({ target }) => target.id), isTimeUp }).toEqual({ ids: ['a/m1', 'a/m2', 'b/m3'], isTimeUp: false })
  })

  test('of which one cannot be reached: are all reported', async () => {
    const provider = await startAbleProvider()
    const { reports } = await testAll([targetAt({ url: 'http://127.0.0.1:9/v1' }, { id: 'gone/m' }), targetAt(provider)])
    expect(reports.map(report => report.trouble?.failure ?? stateIn(report, 'tools'))).toEqual(['refused', 'supported'])
  })

  test('that are none: need nothing', async () => {
    expect(await testAll([])).toEqual({ reports: [], isTimeUp: false })
  })

  test('when they are left in the middle: are reported as far as they got', async () => {
    const leaving = new AbortController()
    const provider = await startAbleProvider((body) => {
      if (!isFor('m2')(body) || !hasPicture(body)) return undefined
      leaving.abort()
      return hang('before-headers')
    })
    const targets = ['a/m1', 'a/m2', 'a/m3'].map(id => targetAt(provider, { id }))
    const { reports, isTimeUp } = await testAll(targets, { concurrency: 1, signal: leaving.signal })
    expect(reports.map(({ isComplete, outcomes, requests }) => [isComplete, outcomes.has('tools'), outcomes.has('images'), requests > 0])).toEqual([[true, true, true, true], [false, true, false, true], [false, false, false, false]])
    expect(isTimeUp).toBe(false)
  })

  test('when they are left before the first answer: report nothing, not even trouble', async () => {
    const leaving = new AbortController()
    const provider = await startAbleProvider(() => { leaving.abort(); return hang('before-headers') })
    const { reports: [report] } = await testAll([targetAt(provider)], { signal: leaving.signal })
    expect(report).toMatchObject({ isComplete: false, outcomes: new Map() })
    expect(report).not.toHaveProperty('trouble')
  })

  test('when they are left during the rest that a rate limit asks for: end at once', async () => {
    const leaving = new AbortController()
    const provider = await startAbleProvider(body => body['tools'] === undefined ? undefined : { type: 'status', code: 429, body: undefined, headers: { 'retry-after': '10' }, error: {} })
    const running = testAll([targetAt(provider)], { signal: leaving.signal, progress: { onProbe: (_target, probe) => { if (probe === 'tools') setTimeout(() => { leaving.abort() }, 50) } } })
    const { reports: [report] } = await running
    expect(report?.outcomes.has('tools')).toBe(false)
  })

  test('when the time is up: are reported as far as they got, and the time is named', async () => {
    const provider = await startAbleProvider(body => hasPicture(body) ? hang('before-headers') : undefined)
    const { reports: [report], isTimeUp } = await testAll([targetAt(provider)], { limits: { wholeMs: 400 } })
    expect({ isTimeUp, isComplete: report?.isComplete, tools: report?.outcomes.get('tools')?.state }).toEqual({ isTimeUp: true, isComplete: false, tools: 'supported' })
  })
})

describe('what a test may send', () => {
  test.each(['openai', 'anthropic'] as const)('to a target of the dialect %s: is told before, and never more than that is sent', async (dialect) => {
    const provider = await startAbleProvider((body, text) => text.includes('ready') ? undefined : { type: 'status', code: 400, body: { error: { message: `reasoning thought_signature ${Object.keys(body).length}`, type: 'invalid_request_error' } }, headers: {}, error: {} })
    const target = targetAt({ url: dialect === 'openai' ? provider.url : provider.root }, { provider: { dialect } })
    const { requests } = await reportOn(target)
    expect(requests).toBeGreaterThan(8)
    expect(requests).toBeLessThanOrEqual(maxRequests(target, false))
    expect(maxRequests(target, true)).toBe(maxRequests(target, false) + 1)
  })
})
