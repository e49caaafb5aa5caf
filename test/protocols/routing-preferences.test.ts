/** What a client asks of the routing, in OpenRouter's members. */

import { describe, expect, it } from 'vitest'
import type { RoutingPreferences } from '../../src/chat/request.ts'
import { refusalOf, smallRequest } from './support.ts'

const preferencesOf = (members: object): RoutingPreferences | undefined => smallRequest('openai-chat', members).preferences

describe('routing preferences', () => {
  it('a request without them: has none, and asks nobody', () => {
    expect(preferencesOf({ temperature: 1 })).toBeUndefined()
  })

  it.each(['openai-chat', 'anthropic-messages'] as const)('all of them, on the wire %s: are read in our words', (wire) => {
    const provider = { order: ['a', 'b'], only: ['a', 'b', 'c'], ignore: ['d'], sort: 'price', allow_fallbacks: false, max_price: { prompt: 1, completion: '2.5', image: 1 }, require_parameters: true }
    const request = smallRequest(wire, { models: ['x/y', 'z'], provider, route: 'fallback', usage: { include: true } })
    expect(request.preferences).toEqual({
      models: ['x/y', 'z'], order: ['a', 'b'], only: ['a', 'b', 'c'], ignore: ['d'], sort: 'price', allowsFallbacks: false, maxPrice: { input: 1, output: 2.5 }, requiresParameters: true, wantsCost: true,
    })
    expect(request.preferences).toBe(request.preferences)
  })

  it.each<[object, RoutingPreferences]>([
    [{ models: null, provider: null, usage: null }, {}], [{ provider: {} }, {}], [{ usage: { include: false } }, {}], [{ usage: true }, {}], [{ provider: { sort: { by: 'latency', partition: 'none' } } }, { sort: 'latency' }],
    [{ provider: { sort: null, order: null, max_price: null } }, {}], [{ provider: { max_price: {} } }, { maxPrice: {} }], [{ provider: { max_price: { prompt: null, completion: 0 } } }, { maxPrice: { output: 0 } }],
  ])('%j: ask for %j', (members, expected) => { expect(preferencesOf(members)).toEqual(expected) })

  it.each<[object, string, string]>([
    [{ models: 'x' }, 'models', 'models must be an array of at most 32 names'], [{ models: Array.from({ length: 33 }, () => 'x') }, 'models', 'at most 32'], [{ models: [7] }, 'models', 'names of 1 to 256 characters'],
    [{ provider: { only: [''] } }, 'provider.only', 'names of 1 to 256'], [{ provider: { order: ['x'.repeat(257)] } }, 'provider.order', 'names of 1 to 256'], [{ provider: 'x' }, 'provider', 'must be an object'],
    [{ provider: { sort: 'pirce' } }, 'provider.sort', 'did you mean "price"?'], [{ provider: { sort: 7 } }, 'provider.sort', 'expected price, throughput or latency'],
    [{ provider: { allow_fallbacks: 'no' } }, 'provider.allow_fallbacks', 'must be a boolean'], [{ provider: { max_price: { prompt: 'cheap' } } }, 'provider.max_price.prompt', 'US dollars for a million tokens, not a string'],
    [{ provider: { max_price: { completion: -1 } } }, 'provider.max_price.completion', 'US dollars'], [{ provider: { max_price: { completion: ' ' } } }, 'provider.max_price.completion', 'US dollars'],
  ])('%j: are refused by name', (members, parameter, words) => {
    const error = refusalOf(() => preferencesOf(members))
    expect(error).toMatchObject({ code: 'invalid_request', parameter })
    expect(error.message).toContain(words)
  })

  it('a request with models and no model: names the first of them', () => {
    expect(smallRequest('openai-chat', { model: undefined, models: ['x/y', 'z'] }).model).toBe('x/y')
    expect(refusalOf(() => smallRequest('openai-chat', { model: undefined, models: [] }))).toMatchObject({ parameter: 'model' })
    expect(refusalOf(() => smallRequest('openai-chat', { model: undefined, models: 'x' }))).toMatchObject({ parameter: 'model' })
  })

  it('a client that asks for the cost: is shown usage in its stream', () => {
    expect(smallRequest('openai-chat', { usage: { include: true } }).wantsUsage).toBe(true)
    expect(smallRequest('openai-chat', { usage: { include: false } }).wantsUsage).toBe(false)
  })
})
