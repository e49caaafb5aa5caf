/** The client's wishes about the routing itself, as they change who is asked. */

import { describe, expect, test } from 'vitest'
import { RouterError } from '../../src/chat/errors.ts'
import type { RoutingPreferences } from '../../src/chat/request.ts'
import type { Target } from '../../src/config/target.ts'
import { nobodyError } from '../../src/routing/final-error.ts'
import { selectCandidates, type Selection, type SelectionFacts, type Wish } from '../../src/routing/select-candidates.ts'
import { aConfig, aRequest, aTarget } from '../support/routing-fixtures.ts'

const cheap = aTarget({ id: 'cheap/m', price: { input: 1, output: 2 } })
const dear = aTarget({ id: 'dear/m', price: { input: 10, output: 20 } })
const free = aTarget({ id: 'unpriced/m' })

const FACTS: SelectionFacts = { isAvailable: () => true, circuitRestMs: () => 0, rest: () => undefined, p50Ms: () => undefined, rotation: 0 }

interface Choice {
  readonly wish?: Partial<Wish>
  readonly facts?: Partial<SelectionFacts>
  readonly entries?: readonly Target[]
}

const select = (preferences: RoutingPreferences, { wish = {}, facts = {}, entries = [dear, cheap] }: Choice = {}): Selection => {
  const route = { strategy: 'priority' as const, entries: entries.map(target => ({ target, weight: 1 })) }
  return selectCandidates(aConfig({ targets: [cheap, dear, free], tasks: { code: route } }), { task: 'code', request: aRequest({ preferences }), ...wish }, { ...FACTS, ...facts })
}

const order = (preferences: RoutingPreferences, choice: Choice = {}): string => select(preferences, choice).candidates.map(({ target }) => target.provider.name[0]).join('')
const skips = (preferences: RoutingPreferences, choice: Choice = {}): Record<string, string> => Object.fromEntries(select(preferences, choice).skipped.map(({ target, reason }) => [target, reason]))

describe('who is not asked', () => {
  test.each<[RoutingPreferences, string, Record<string, string>]>([
    [{}, 'dcu', {}],
    [{ only: ['cheap', 'UNPRICED'] }, 'cu', { 'dear/m': 'not in provider.only' }],
    [{ ignore: ['dear', 'nobody'] }, 'cu', { 'dear/m': 'in provider.ignore' }],
    [{ order: ['unpriced', 'cheap'], allowsFallbacks: false }, 'uc', { 'dear/m': 'not in provider.order, and fallbacks are not allowed' }],
    [{ maxPrice: { input: 5 } }, 'c', { 'dear/m': 'over max_price', 'unpriced/m': 'over max_price: its price is not known' }],
    [{ maxPrice: { output: 20 } }, 'dc', { 'unpriced/m': 'over max_price: its price is not known' }],
    [{ maxPrice: { input: 5, output: 1 } }, '', { 'cheap/m': 'over max_price', 'dear/m': 'over max_price', 'unpriced/m': 'over max_price: its price is not known' }],
    [{ maxPrice: {} }, 'dcu', {}],
  ])('targets, for %j, are %s, and the others say why', (preferences, expected, reasons) => {
    expect(order(preferences)).toBe(expected)
    expect(skips(preferences)).toEqual(reasons)
  })

  test('a target that would leave something out, where all parameters are demanded, is passed over by name of what', () => {
    const leavesOut = ({ id }: Target): readonly string[] => id === 'dear/m' ? ['seed', 'logprobs'] : []
    expect(skips({ requiresParameters: true }, { wish: { leavesOut } })).toEqual({ 'dear/m': 'require_parameters: it would have to leave out seed, logprobs' })
    expect(order({ requiresParameters: false }, { wish: { leavesOut } })).toBe('dcu')
    expect(order({ requiresParameters: true })).toBe('dcu')
  })

  test('everybody else, where no fallback is allowed, is not asked when the first fails', () => {
    expect(order({ allowsFallbacks: false })).toBe('d')
    expect(order({ allowsFallbacks: false }, { facts: { isAvailable: id => id !== 'dear/m' } })).toBe('c')
    expect(order({ allowsFallbacks: true })).toBe('dcu')
    expect(skips({ allowsFallbacks: false })).toEqual({ 'cheap/m': 'fallbacks are not allowed', 'unpriced/m': 'fallbacks are not allowed' })
  })

  test('keys of the first target, where no fallback is allowed, still all stand in the order', () => {
    const twoKeys = aTarget({ id: 'twokeys/m', keys: 2 })
    const { candidates } = selectCandidates(aConfig({ targets: [twoKeys, cheap] }), { task: 'code', request: aRequest({ preferences: { allowsFallbacks: false } }) }, FACTS)
    expect(candidates.map(({ credential }) => credential.id)).toEqual(['twokeys#1', 'twokeys#2'])
  })

  test.each<[RoutingPreferences, string, string]>([
    [{ only: ['chep'] }, 'provider.only', 'provider.only: "chep" is not a provider of this router; did you mean "cheap"?'],
    [{ order: ['cheap', 'fireworks'] }, 'provider.order', 'provider.order: "fireworks" is not a provider of this router; known are cheap, dear and unpriced'],
  ])('a provider that nobody configured, in %j, is refused with what is meant', (preferences, parameter, message) => {
    try {
      select(preferences)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(RouterError)
      expect(error).toMatchObject({ code: 'invalid_request', parameter, message })
    }
  })
})

describe('who is asked first', () => {
  test('providers, in the client\'s order, stand before all others and say so', () => {
    expect(select({ order: ['unpriced', 'Cheap'] }).candidates.map(({ target, reason }) => `${target.id} ${reason}`)).toEqual([
      'unpriced/m fallback, provider.order #1', 'cheap/m code #2, provider.order #2', 'dear/m code #1',
    ])
  })

  test('targets, sorted by price, stand cheapest first, and no fallback before the task\'s own', () => {
    expect(select({ sort: 'price' }, { entries: [dear, free] }).candidates.map(({ target, reason }) => `${target.id} ${reason}`)).toEqual([
      'dear/m code #1, by price', 'unpriced/m code #2, by price', 'cheap/m fallback, by price',
    ])
    expect(order({ sort: 'price' })).toBe('cdu')
  })

  test.each(['latency', 'throughput'] as const)('targets, sorted by %s, stand with the quickest first and the unknown last', (sort) => {
    const paces: Record<string, number> = { 'cheap/m': 100, 'unpriced/m': 50 }
    expect(order({ sort }, { facts: { p50Ms: id => paces[id] }, entries: [dear, cheap, free] })).toBe('ucd')
  })

  test('an order, beside a sort, weighs more', () => {
    expect(order({ order: ['dear'], sort: 'price' })).toBe('dcu')
  })

  test('models that the client names, with wishes, obey them too', () => {
    expect(order({ sort: 'price', ignore: ['unpriced'] }, { wish: { targets: [dear, free, cheap] } })).toBe('cd')
  })
})

describe('what the client names', () => {
  test('named targets, where the rest is left to the router, stand before the task\'s own, once', () => {
    const { candidates } = select({}, { wish: { targets: [free, cheap], goesOn: true } })
    expect(candidates.map(({ target, reason }) => `${target.id} ${reason}`)).toEqual(['unpriced/m model #1', 'cheap/m model #2', 'dear/m code #1'])
  })

  test('targets of a class, before those of the task, are asked by their own strategy', () => {
    const first = { name: 'auxiliary', route: { strategy: 'cost' as const, entries: [{ target: free, weight: 1 }, { target: cheap, weight: 1 }] } }
    const { candidates } = select({}, { wish: { first } })
    expect(candidates.map(({ target, reason }) => `${target.id} ${reason}`)).toEqual(['cheap/m auxiliary #1', 'unpriced/m auxiliary #2', 'dear/m code #1'])
  })
})

describe('a search as the only tool', () => {
  const searcher = aTarget({ id: 'searcher/m', capabilities: ['search'] })
  const talker = aTarget({ id: 'talker/m', capabilities: ['tools'] })
  const asked = (needs: object, wish: Partial<Wish> = {}): string => selectCandidates(aConfig({ targets: [talker, cheap, searcher] }), { task: 'code', request: aRequest({ needs }), ...wish }, FACTS)
    .candidates.map(({ target }) => target.provider.name[0]).join('')

  test('who can search, where nothing but a search is offered, is asked first', () => {
    expect(asked({ webSearch: true })).toBe('stc')
  })

  test.each<[string, object, Partial<Wish>, string]>([
    ['one tool of many', { webSearch: true, tools: true }, {}, 'tc'], ['not asked for', {}, {}, 'tcs'], ['asked of models by name', { webSearch: true }, { targets: [talker, cheap, searcher] }, 'tcs'],
  ])('the order, where a search is %s, stays', (_, needs, wish, expected) => { expect(asked(needs, wish)).toBe(expected) })
})

describe('where nobody is left', () => {
  test('the client, when its own wishes exclude everybody, is told which wish excluded whom', () => {
    const { candidates, skipped } = select({ only: ['cheap'], maxPrice: { input: 0 } })
    expect(candidates).toEqual([])
    const error = nobodyError({ failed: [], skipped, request: aRequest() })
    expect(error).toMatchObject({ code: 'no_capable_target', parameter: 'provider' })
    expect(error.message).toBe('No target is left that this request may go to: dear/m: not in provider.only; cheap/m: over max_price; unpriced/m: not in provider.only.')
  })
})
