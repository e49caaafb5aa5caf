/** Who may sum up a conversation, and how it is known who held it. */

import { describe, expect, test } from 'vitest'
import type { Strategy } from '../../src/config/snapshot.ts'
import type { Target } from '../../src/config/target.ts'
import { Conversations } from '../../src/routing/conversations.ts'
import { nobodyError, exhaustedError } from '../../src/routing/final-error.ts'
import { selectCandidates, type Selection, type SelectionFacts } from '../../src/routing/select-candidates.ts'
import type { Conversation } from '../../src/routing/summary-target.ts'
import { ProviderError } from '../../src/chat/errors.ts'
import { aCandidate, aConfig, aRequest, aTarget, type TargetFacts } from '../support/routing-fixtures.ts'

const FACTS: SelectionFacts = { isAvailable: () => true, circuitRestMs: () => 0, rest: () => undefined, p50Ms: () => undefined, rotation: 0 }

const targetsOf = (facts: readonly TargetFacts[]): readonly Target[] => facts.map((each, index) => aTarget({ id: `${'abcd'[index]}/m`, ...each }))

interface Case {
  readonly strategy?: Strategy
  /** How many of the targets the task names, in their order. */
  readonly named?: number
  readonly last: Conversation['target']
  readonly facts?: Partial<SelectionFacts>
}

const select = (targets: readonly Target[], { strategy = 'priority', named = targets.length, last, facts = {} }: Case): Selection => {
  const route = { strategy, entries: targets.slice(0, named).map(target => ({ target, weight: 1 })) }
  return selectCandidates(aConfig({ targets, tasks: { code: route } }), { task: 'code', request: aRequest(), conversation: { task: 'code', target: last } }, { ...FACTS, ...facts })
}

const order = (targets: readonly Target[], choice: Case): string => select(targets, choice).candidates.map(({ target }) => target.id[0]).join('')

const PRICES = { low: { input: 1, output: 1 }, high: { input: 9, output: 9 } }

describe('who sums up', () => {
  test('the target that holds the conversation, wherever it stands, is asked first and says so', () => {
    const targets = targetsOf([{}, {}, {}])
    const { candidates, skipped } = select(targets, { last: { id: 'b/m' } })
    expect(candidates.map(({ target, reason }) => `${target.id} ${reason}`)).toEqual(['b/m session target', 'a/m code #1'])
    expect(skipped).toEqual([{ target: 'c/m', reason: 'weaker than b/m, which holds the conversation', kind: 'unfit' }])
  })

  test('the extra members of its place in the matrix, when it is asked first, go with it', () => {
    const [a, b] = targetsOf([{}, {}]) as [Target, Target]
    const route = { strategy: 'priority' as const, entries: [{ target: a, weight: 1 }, { target: b, weight: 1, parameters: { enable_search: true } }] }
    const { candidates } = selectCandidates(aConfig({ targets: [a, b], tasks: { code: route } }), { task: 'code', request: aRequest(), conversation: { task: 'code', target: { id: 'b/m' } } }, FACTS)
    expect(candidates[0]).toMatchObject({ target: b, parameters: { enable_search: true } })
  })

  test.each<[string, readonly TargetFacts[], Case, string]>([
    ['a smaller window', [{ contextWindow: 1_000 }, { contextWindow: 2_000 }, { contextWindow: 3_000 }], { last: { id: 'b/m', contextWindow: 2_000 }, strategy: 'round_robin' }, 'bc'],
    ['an unknown window', [{}, { contextWindow: 2_000 }], { last: { id: 'b/m', contextWindow: 2_000 } }, 'ba'],
    ['a window where the conversation\'s is unknown', [{ contextWindow: 500 }, {}], { last: { id: 'b/m' } }, 'ba'],
    ['a lower place', [{}, {}, {}], { last: { id: 'a/m' } }, 'a'],
    ['a lower place and a higher price', [{ price: PRICES.low }, { price: PRICES.high }, { price: PRICES.low }], { last: { id: 'a/m', price: PRICES.low } }, 'abc'],
    ['a lower place and a lower price', [{ price: PRICES.high }, { price: PRICES.low }], { last: { id: 'a/m', price: PRICES.high } }, 'a'],
    ['a higher place and a lower price', [{ price: PRICES.low }, { price: PRICES.high }], { last: { id: 'b/m', price: PRICES.high } }, 'ba'],
    ['no place at all', [{}, {}, {}], { last: { id: 'a/m' }, strategy: 'round_robin', named: 2 }, 'ab'],
    ['as little place as the conversation\'s own', [{}, {}, {}], { last: { id: 'c/m' }, named: 1 }, 'cab'],
    ['an equal place and a lower price', [{ price: PRICES.high }, { price: PRICES.low }, {}], { last: { id: 'a/m', price: PRICES.high }, strategy: 'weighted' }, 'ac'],
  ])('whoever has %s, beside the conversation\'s own, is judged by it', (_, facts, choice, expected) => {
    expect([...order(targetsOf(facts), choice)].toSorted().join('')).toBe([...expected].toSorted().join(''))
    expect(order(targetsOf(facts), choice)[0]).toBe(expected[0])
  })

  test('a target that is gone from the configuration, when its conversation is summed up, still is the measure', () => {
    const targets = targetsOf([{ contextWindow: 1_000 }, { contextWindow: 9_000 }])
    expect(order(targets, { last: { id: 'gone/m', contextWindow: 5_000 } })).toBe('b')
  })
})

describe('where nobody is fit', () => {
  const targets = targetsOf([{}, {}])

  test('the client, when the conversation\'s own target rests, is told to come back and why nobody else was asked', () => {
    const { candidates, skipped } = select(targets, { last: { id: 'a/m' }, facts: { isAvailable: id => id !== 'a/m', circuitRestMs: () => 5_000 } })
    expect(candidates).toEqual([])
    const error = nobodyError({ failed: [], skipped, request: aRequest() })
    expect(error).toMatchObject({ code: 'no_provider_available', retryAfterMs: 5_000, shouldRetry: true })
    expect(error.message).toBe('No provider is available now: a/m: circuit open; b/m: weaker than a/m, which holds the conversation.')
  })

  test('the client, when it fails, is told who was not asked', () => {
    const { skipped } = select(targets, { last: { id: 'a/m' } })
    const error = exhaustedError({ failed: [{ candidate: aCandidate(targets[0]), error: new ProviderError('server-error', 'no', { statusCode: 500 }) }], skipped, request: aRequest() })
    expect(error.message).toContain('a/m: 500 server-error. Not asked: b/m: weaker than a/m, which holds the conversation.')
  })

  test('the client, when it is gone, is told without being asked to come back', () => {
    const { skipped } = select(targetsOf([{ contextWindow: 10 }]), { last: { id: 'gone/m', contextWindow: 5_000 } })
    expect(nobodyError({ failed: [], skipped, request: aRequest() })).toMatchObject({ code: 'no_provider_available', shouldRetry: false })
    expect(nobodyError({ failed: [], skipped, request: aRequest() }).message).toMatch(/nobody else is fit to sum it up: a\/m: window smaller than that of gone\/m/)
  })
})

describe('Conversations', () => {
  const target = aTarget({ id: 'a/m', contextWindow: 7, price: PRICES.low })

  test('who answered last, of a conversation that has an id, is known with what is needed to compare', () => {
    const conversations = new Conversations()
    conversations.answered({ sessionId: 's' }, aTarget({ id: 'z/m' }), 'code')
    conversations.answered({ sessionId: 's', requestClass: 'main' }, target, 'agent')
    expect(conversations.of({ sessionId: 's', requestClass: 'compaction' })).toEqual({ task: 'agent', target: { id: 'a/m', contextWindow: 7, price: PRICES.low } })
    conversations.answered({ sessionId: 's', requestClass: 'main' }, aTarget({ id: 'b/m' }), 'agent')
    expect(conversations.of({ sessionId: 's' })).toEqual({ task: 'agent', target: { id: 'b/m' } })
  })

  test('the same target once more, of the same conversation, changes nothing', () => {
    const conversations = new Conversations()
    conversations.answered({ sessionId: 's' }, target, 'code')
    const before = conversations.of({ sessionId: 's' })
    conversations.answered({ sessionId: 's' }, target, 'code')
    expect(conversations.of({ sessionId: 's' })).toBe(before)
    conversations.answered({ sessionId: 's' }, target, 'agent')
    expect(conversations.of({ sessionId: 's' })?.task).toBe('agent')
  })

  test('a sub-agent, of the same session, has a conversation of its own', () => {
    const conversations = new Conversations()
    conversations.answered({ sessionId: 's', agentId: 'x', requestClass: 'subagent' }, target, 'code')
    expect(conversations.of({ sessionId: 's' })).toBeUndefined()
    expect(conversations.of({ sessionId: 's', agentId: 'x' })?.target.id).toBe('a/m')
  })

  test('helpers and summaries, beside a conversation, and callers without an id leave nothing', () => {
    const conversations = new Conversations()
    for (const requestClass of ['auxiliary', 'compaction'] as const) conversations.answered({ sessionId: 's', requestClass }, target, 'code')
    conversations.answered({}, target, 'code')
    expect([conversations.of({ sessionId: 's' }), conversations.of({})]).toEqual([undefined, undefined])
  })
})
