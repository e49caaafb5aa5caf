import { describe, expect, test } from 'vitest'
import type { RouteEntry, Strategy } from '../../src/config/snapshot.ts'
import type { Target } from '../../src/config/target.ts'
import { selectCandidates, type Selection, type SelectionFacts, type Wish } from '../../src/routing/select-candidates.ts'
import { aConfig, aRequest, aTarget, type TargetFacts } from '../support/routing-fixtures.ts'

const a = aTarget({ id: 'a/model' })
const b = aTarget({ id: 'b/model' })
const c = aTarget({ id: 'c/model' })

const facts = (changes: Partial<SelectionFacts> = {}): SelectionFacts =>
  ({ isAvailable: () => true, circuitRestMs: () => 0, rest: () => undefined, p50Ms: () => undefined, rotation: 0, ...changes })

interface Choice {
  readonly strategy?: Strategy
  readonly entries?: readonly (Target | RouteEntry)[]
  readonly targets?: readonly Target[]
  readonly wish?: Partial<Wish>
  readonly facts?: Partial<SelectionFacts>
}

const select = ({ strategy = 'priority', entries = [a, b, c], targets = [a, b, c], wish = {}, facts: changes = {} }: Choice = {}): Selection => {
  const route = { strategy, entries: entries.map(entry => 'target' in entry ? entry : { target: entry, weight: entry.weight }) }
  return selectCandidates(aConfig({ targets, tasks: { code: route } }), { task: 'code', request: aRequest(), ...wish }, facts(changes))
}

const order = (choice: Choice = {}): readonly string[] => select(choice).candidates.map(({ target }) => target.id.slice(0, 1))

const variants = (facts: readonly TargetFacts[]): readonly Target[] => facts.map((each, index) => aTarget({ id: `${'abc'[index]}/model`, ...each }))

describe('the order', () => {
  test('targets, by priority, stand as the file has them, each with its reason', () => {
    expect(select().candidates.map(({ target, reason }) => `${target.id} ${reason}`)).toEqual(['a/model code #1', 'b/model code #2', 'c/model code #3'])
  })

  test('targets that the task does not name come last, by turns, as fallbacks', () => {
    expect(select({ entries: [b] }).candidates.map(({ target, reason }) => `${target.id} ${reason}`)).toEqual(['b/model code #1', 'a/model fallback', 'c/model fallback'])
    expect(order({ entries: [b], facts: { rotation: 1 } })).toEqual(['b', 'c', 'a'])
  })

  test('targets that the client names are all there is, in its order', () => {
    const chosen = select({ wish: { targets: [c, a] } }).candidates
    expect(chosen.map(({ target, reason }) => `${target.id} ${reason}`)).toEqual(['c/model model #1', 'a/model model #2'])
  })

  test('targets, in round robin, take turns', () => {
    expect([0, 1, 2, 3].map(rotation => order({ strategy: 'round_robin', facts: { rotation } }).join(''))).toEqual(['abc', 'bca', 'cab', 'abc'])
  })

  test('targets, by weight, get their shares of the first places', () => {
    const weighted = [{ target: a, weight: 5 }, { target: b, weight: 3 }, { target: c, weight: 2 }]
    const first: Record<string, number> = { a: 0, b: 0, c: 0 }
    for (let rotation = 0; rotation < 1_000; rotation++) {
      const [winner = '', ...rest] = order({ strategy: 'weighted', entries: weighted, facts: { rotation } })
      first[winner] = (first[winner] ?? 0) + 1
      expect(rest).toHaveLength(2)
    }
    expect(first['a']).toBeGreaterThan(490)
    expect(first['a']).toBeLessThan(510)
    expect(first['b']).toBeGreaterThan(290)
    expect(first['b']).toBeLessThan(310)
  })

  test('targets, when no weight is left, still all stand in the order', () => {
    expect(order({ strategy: 'weighted', entries: [{ target: a, weight: 0 }, { target: b, weight: 0 }, { target: c, weight: 0 }] })).toHaveLength(3)
  })

  test('targets, by latency, stand with the fastest first and the unknown before them', () => {
    const paces: Record<string, number> = { 'a/model': 900, 'b/model': 100 }
    expect(order({ strategy: 'latency', facts: { p50Ms: id => paces[id] } })).toEqual(['c', 'b', 'a'])
  })

  test('targets, by cost, stand with the cheapest first and the unknown last', () => {
    const entries = variants([{}, { price: { input: 1, output: 10 } }, { price: { input: 2, output: 1 } }])
    expect(order({ strategy: 'cost', entries, targets: entries })).toEqual(['c', 'b', 'a'])
  })

  test('targets, when their numbers are equal, stand by the priority of their provider and then as in the file', () => {
    const entries = variants([{ provider: { priority: 1 } }, {}, {}])
    expect(order({ strategy: 'cost', entries, targets: entries })).toEqual(['b', 'c', 'a'])
  })

  test('parameters, where an entry has them, go with the candidate', () => {
    const { candidates } = select({ entries: [{ target: a, weight: 1, parameters: { enable_search: true } }] })
    expect(candidates.map(({ parameters }) => parameters)).toEqual([{ enable_search: true }, undefined, undefined])
  })
})

describe('keys', () => {
  const two = aTarget({ id: 'a/model', keys: 2 })
  const keys = (choice: Choice): readonly string[] => select({ entries: [two], targets: [two], ...choice }).candidates.map(({ credential }) => credential.id)

  test('keys of one target stand next to each other and take turns', () => {
    expect([0, 1, 2].map(rotation => keys({ facts: { rotation } }))).toEqual([['a#1', 'a#2'], ['a#2', 'a#1'], ['a#1', 'a#2']])
  })

  test('keys, where targets take turns too, all get their turn at each target', () => {
    const other = aTarget({ id: 'b/model', keys: 2 })
    const first = [0, 1, 2, 3].map(rotation => keys({ strategy: 'round_robin', entries: [two, other], targets: [two, other], facts: { rotation } })[0])
    expect(first).toEqual(['a#1', 'b#1', 'a#2', 'b#2'])
  })

  test('a key that rests is left out and told', () => {
    const { candidates, skipped } = select({
      entries: [two], targets: [two],
      facts: { rest: ({ credential }) => credential.id === 'a#1' ? { remainingMs: 700, failure: 'rate-limited' } : undefined },
    })
    expect(candidates.map(({ credential }) => credential.id)).toEqual(['a#2'])
    expect(skipped).toEqual([{ target: 'a/model', reason: 'a#1 rests: rate-limited', kind: 'resting', restMs: 700, failure: 'rate-limited' }])
  })
})

describe('who has no place', () => {
  test.each([
    ['tools', 'tools'], ['images', 'images'], ['documents', 'documents'], ['audio', 'audio'], ['imageOutput', 'image_output'],
  ] as const)('a target, when it is known to lack %s, is left out and told', (need, capability) => {
    const entries = variants([{ capabilities: ['reasoning'] }, { capabilities: [capability] }, {}])
    const { candidates, skipped } = select({ entries, targets: entries, wish: { request: aRequest({ needs: { [need]: true } }) } })
    expect(candidates.map(({ target }) => target.id)).toEqual(['b/model', 'c/model'])
    expect(skipped).toEqual([{ target: 'a/model', reason: `cannot do ${capability}`, kind: 'incapable', capability }])
  })

  test('a target, when its circuit is open, is left out and told with its rest', () => {
    const { candidates, skipped } = select({ facts: { isAvailable: id => id !== 'a/model', circuitRestMs: () => 4_200 } })
    expect(candidates.map(({ target }) => target.id)).toEqual(['b/model', 'c/model'])
    expect(skipped).toEqual([{ target: 'a/model', reason: 'circuit open', kind: 'circuit-open', restMs: 4_200 }])
  })

  test('targets, when the request looks too large for them, go last with the largest first', () => {
    const entries = variants([{ contextWindow: 8_000 }, { contextWindow: 16_000 }, {}])
    const { candidates } = select({ entries, targets: entries, wish: { request: aRequest({ estimatedInputTokens: 20_000 }) } })
    expect(candidates.map(({ target, reason }) => `${target.id} ${reason}`)).toEqual([
      'c/model code #3', 'b/model code #2, window may be too small', 'a/model code #1, window may be too small',
    ])
  })

  test('nobody, when nothing is configured, stands in the order', () => {
    expect(select({ strategy: 'round_robin', entries: [], targets: [], facts: { rotation: 3 } })).toEqual({ candidates: [], skipped: [] })
  })
})
