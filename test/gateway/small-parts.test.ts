import { describe, expect, test } from 'vitest'
import { type Failure, ProviderError } from '../../src/chat/errors.ts'
import type { ChatPart, ChatStream } from '../../src/chat/part.ts'
import { TASKS, type Task } from '../../src/chat/request.ts'
import { createDecide } from '../../src/gateway/decide.ts'
import { describeDecision } from '../../src/gateway/decision.ts'
import { Observation, observe, type ObservedEnd } from '../../src/gateway/observation.ts'
import { overheadMs } from '../../src/gateway/timings.ts'
import { trailOf } from '../../src/gateway/trail.ts'
import { Attempt, type Outcome } from '../../src/providers/attempt.ts'
import { NotAdmitted } from '../../src/routing/breaker-interceptor.ts'
import type { Wish } from '../../src/routing/select-candidates.ts'
import { aCandidate, aConfig, aRequest, aSelection, aTarget, someSettings, streamOf, text, wholeAnswer } from '../support/routing-fixtures.ts'

interface AttemptFacts {
  readonly id?: string
  readonly outcome?: Outcome
  readonly failure?: Failure
  readonly isHedge?: boolean
  readonly startedAtMs?: number
  readonly firstContentAtMs?: number
  readonly endedAtMs?: number
}

const anAttempt = ({ id = 'a/model', outcome = 'won', failure, isHedge = false, startedAtMs = 0, firstContentAtMs, endedAtMs }: AttemptFacts): Attempt => {
  const attempt = new Attempt({ number: 1, candidate: aCandidate(aTarget({ id })), isHedge, startedAtMs, settings: someSettings() })
  attempt.outcome = outcome
  if (failure !== undefined) attempt.error = new ProviderError(failure, 'failed')
  attempt.firstContentAtMs = firstContentAtMs
  attempt.endedAtMs = endedAtMs
  return attempt
}

describe('the trail', () => {
  test('attempts, however they ended, stand in one line', () => {
    const refused = anAttempt({ id: 'e/x', outcome: 'failed' })
    refused.error = new NotAdmitted('open')
    const attempts = [
      anAttempt({ id: 'a/x', outcome: 'failed', failure: 'rate-limited' }), anAttempt({ id: 'b/x', outcome: 'abandoned' }),
      refused, anAttempt({ id: 'c/x', outcome: 'pending' }), anAttempt({ id: 'd/x', isHedge: true }),
    ]
    expect(trailOf(attempts)).toBe('a/x=rate-limited; b/x=abandoned; e/x=skipped; c/x=pending; d/x=ok (hedge)')
  })

  test('more than ten attempts, when told, lose their middle and never the one that answered', () => {
    const failed = Array.from({ length: 11 }, () => anAttempt({ id: 'a/x', outcome: 'failed', failure: 'refused' }))
    const hops = trailOf([...failed, anAttempt({ id: 'b/x' })]).split('; ')
    expect(hops).toHaveLength(11)
    expect(hops.slice(-2)).toEqual(['+2 more', 'b/x=ok'])
  })

  test('each hop says its target and its end', () => {
    expect(trailOf([anAttempt({ id: 'a/x', outcome: 'failed', failure: 'refused' })])).toBe('a/x=refused')
  })
})

describe('the router\'s own time', () => {
  test.each<[string, readonly AttemptFacts[], number, number]>([
    ['nobody was asked', [], 100, 100],
    ['one attempt took it all', [{ startedAtMs: 0, firstContentAtMs: 100 }], 100, 0],
    ['there was some before and after', [{ startedAtMs: 2, firstContentAtMs: 97 }], 100, 5],
    ['two followed each other after a pause', [{ startedAtMs: 1, endedAtMs: 40 }, { startedAtMs: 90, firstContentAtMs: 100 }], 100, 51],
    ['two ran side by side', [{ startedAtMs: 1, firstContentAtMs: 100 }, { startedAtMs: 50, endedAtMs: 100 }], 100, 1],
    ['a hedge won while the first went on', [{ startedAtMs: 1, endedAtMs: 120 }, { startedAtMs: 50, firstContentAtMs: 100 }], 100, 1],
    ['an attempt has not ended', [{ startedAtMs: 1 }], 100, 1],
    ['the clock has no time for it', [{ startedAtMs: 0, firstContentAtMs: 100 }], 90, 0],
  ])('when %s', (_, attempts, toMs, expected) => {
    expect(overheadMs(attempts.map(anAttempt), 0, toMs)).toBe(expected)
  })
})

describe('an observation', () => {
  const noted = (...parts: readonly ChatPart[]): Observation => {
    const observation = new Observation()
    observation.note(parts)
    return observation
  }

  test('text of every kind, when nobody told its tokens, is counted', () => {
    expect(noted().estimatedOutputTokens).toBe(0)
    const hundred = 'word '.repeat(100)
    const one = noted(text(hundred)).estimatedOutputTokens
    expect(one).toBeGreaterThan(50)
    const all = noted(
      text(hundred),
      { type: 'reasoning-delta', choice: 0, block: 0, text: hundred },
      { type: 'refusal-delta', choice: 0, block: 0, text: hundred },
      { type: 'tool-call-delta', choice: 0, block: 0, argumentsText: hundred },
      { type: 'reasoning-signature', choice: 0, block: 0, signature: hundred },
    ).estimatedOutputTokens
    expect(all / one).toBeCloseTo(4, 1)
  })

  test('a long text, of which a part is kept, is counted whole at the rate of that part', () => {
    const observation = new Observation()
    for (let count = 0; count < 1_000; count++) observation.note([text('word '.repeat(100))])
    expect(observation.estimatedOutputTokens / noted(text('word '.repeat(100))).estimatedOutputTokens).toBeCloseTo(1_000, -1)
  })

  test('usage, told in several reports, is overwritten and never added', () => {
    const observation = noted({ type: 'usage', choice: 0, usage: { inputTokens: 5, outputTokens: 1 } }, { type: 'usage', choice: 0, usage: { outputTokens: 9 } })
    expect(observation.usage).toEqual({ inputTokens: 5, outputTokens: 9 })
  })

  test('the finish reason, when the answer has one, is kept', () => {
    expect(noted(...wholeAnswer()).finishReason).toBe('stop')
  })

  const ends: ObservedEnd[] = []
  const watch = (stream: ChatStream): AsyncIterator<readonly ChatPart[]> => {
    ends.length = 0
    return observe(stream, new Observation(), (end) => { ends.push(end) })[Symbol.asyncIterator]()
  }

  test('the end, when it comes by itself, is told once and before the reader sees it', async () => {
    const iterator = watch(streamOf())
    const reading = iterator.next().then(() => { expect(ends).toEqual([{ kind: 'finished' }]) })
    await reading
    await iterator.next()
    await iterator.return?.()
    expect(ends).toEqual([{ kind: 'finished' }])
  })

  test('a failure, when it comes, is told and passed on', async () => {
    const error = new Error('cut')
    const iterator = watch((async function * () { throw error })())
    await expect(iterator.next()).rejects.toBe(error)
    expect(ends).toEqual([{ kind: 'failed', error }])
  })

  test.each<[string, (iterator: AsyncIterator<readonly ChatPart[]>) => unknown, ObservedEnd]>([
    ['return', iterator => iterator.return?.(), { kind: 'left' }],
    ['throw', iterator => iterator.throw?.('why'), { kind: 'failed', error: 'why' }],
  ])('%s, of a stream that cannot be told to return, is told all the same', async (_, leave, end) => {
    const iterator = watch({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) })
    expect(await leave(iterator)).toEqual({ done: true, value: undefined })
    expect(ends).toEqual([end])
  })
})

describe('a decision', () => {
  const one = aTarget({ id: 'a/model', contextWindow: 8_000 })
  const config = aConfig({ targets: [one], revision: 3 })
  const scores = Object.fromEntries(TASKS.map(task => [task, task === 'search' ? 0.9 : 0.01])) as Record<Task, number>
  const wishes: Wish[] = []

  const decide = createDecide({
    classify: () => ({ task: 'search', confidence: 0.9, scores, reasons: ['asks for today'] }) as never,
    classifierInput: () => ({}) as never,
    select: (_config, wish) => { wishes.push(wish); return aSelection(one) },
  })

  test.each<[string, string, Task | undefined, object, string, Task]>([
    ['the header speaks', 'auto', 'image', { task: 'image', source: 'header' }, 'priority', 'image'],
    ['the header and the model speak', 'code', 'image', { task: 'image', source: 'header' }, 'priority', 'image'],
    ['the model is a task', 'task:code', undefined, { task: 'code', source: 'model', reasons: ['model "task:code"'] }, 'priority', 'code'],
    ['the model is a target', 'a/model', undefined, { task: undefined, source: 'none' }, 'explicit', 'general'],
    ['the model is a target and the header speaks', 'a/model', 'image', { task: 'image', source: 'header' }, 'explicit', 'image'],
    ['nobody speaks', 'auto', undefined, { task: 'search', source: 'classifier', confidence: 0.9 }, 'priority', 'search'],
  ])('when %s', (_, model, hint, choice, strategy, task) => {
    const decision = decide(config, aRequest({ model }), hint)
    expect(decision).toMatchObject({ requestedModel: model, choice, strategy, revision: 3 })
    expect(wishes.at(-1)?.task).toBe(task)
    expect(wishes.at(-1)?.targets).toEqual(strategy === 'explicit' ? [one] : undefined)
  })

  test('its description is plain JSON and keeps every secret', () => {
    const decision = decide(config, aRequest(), undefined)
    const withSkips = {
      ...decision,
      selection: {
        ...decision.selection,
        skipped: [
          { target: 'b/x', reason: 'cannot do tools', kind: 'incapable', capability: 'tools' },
          { target: 'c/x', reason: 'circuit open', kind: 'circuit-open', restMs: 12.3 },
        ] as const,
      },
    }
    const described = JSON.stringify(describeDecision(withSkips, config))
    expect(JSON.parse(described)).toMatchObject({
      model: 'auto', task: 'search', task_source: 'classifier', confidence: 0.9, strategy: 'priority',
      candidates: [{ target: 'a/model', provider: 'a', model: 'model', credential: 'a#1', reason: 'test', parameters: null, context_window: 8_000 }],
      skipped: [{ target: 'b/x', rest_ms: null }, { target: 'c/x', reason: 'circuit open', rest_ms: 13 }],
      configuration: { revision: 3, source: 'test' },
    })
    expect(described).not.toContain('key-a-1')
  })

  test('its description, when nobody was asked what the request is about, says nothing of it', () => {
    expect(describeDecision(decide(config, aRequest({ model: 'a/model' }), undefined), config)).toMatchObject({ task: null, task_source: 'none', confidence: null, scores: null, strategy: 'explicit' })
  })
})
