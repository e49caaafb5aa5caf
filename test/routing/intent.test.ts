import { describe, expect, test } from 'vitest'
import type { Task } from '../../src/chat/request.ts'
import { intentOf } from '../../src/routing/intent.ts'
import { selectCandidates, type SelectionFacts, type Wish } from '../../src/routing/select-candidates.ts'
import { aConfig, aRequest, aTarget } from '../support/routing-fixtures.ts'

const a = aTarget({ id: 'a/model' })
const b = aTarget({ id: 'b/model' })

const facts: SelectionFacts = { isAvailable: () => true, circuitRestMs: () => 0, rest: () => undefined, p50Ms: () => undefined, rotation: 0 }
const intents = (wish: Partial<Wish> & { readonly task: Task }): readonly unknown[] => {
  const { candidates } = selectCandidates(aConfig({ targets: [a, b] }), { request: aRequest(), ...wish }, facts)
  return candidates.map(({ intent }) => intent)
}

describe('what a target is asked to do beyond answering', () => {
  test('for a task to think about or to search, is that, at every target', () => {
    expect(intents({ task: 'thinking' })).toEqual(Array.from({ length: 2 }, () => ({ thinks: true, searches: false })))
    expect(intents({ task: 'search' })).toEqual(Array.from({ length: 2 }, () => ({ thinks: false, searches: true })))
  })

  test('for any other task is nothing', () => {
    for (const task of ['code', 'long', 'image', 'agent', 'general'] as const) expect(intents({ task })).toEqual([undefined, undefined])
  })

  test('at a target that the client named is nothing but what it asks for; at those after it, what the task is', () => {
    expect(intents({ task: 'thinking', targets: [b] })).toEqual([undefined])
    expect(intents({ task: 'thinking', targets: [b], goesOn: true })).toEqual([undefined, { thinks: true, searches: false }])
  })

  test('of a request that brings a search of its own is to search, whoever is asked', () => {
    const request = aRequest({ needs: { webSearch: true } })
    expect(intents({ task: 'general', request })).toEqual(Array.from({ length: 2 }, () => ({ thinks: false, searches: true })))
    expect(intents({ task: 'thinking', request, targets: [a] })).toEqual([{ thinks: false, searches: true }])
  })

  test('of a conversation that is to be summed up is nothing: its task was another', () => {
    expect(intentOf({ task: 'thinking', request: aRequest(), conversation: {} })(a)).toBeUndefined()
  })
})

describe('a search that the request brings, its only tool', () => {
  test('who can be told to search, or is known to, goes first, and says so', () => {
    const told = aTarget({ id: 'told/model', compat: { searchSwitch: 'enable_search' } })
    const known = aTarget({ id: 'known/model', capabilities: ['search'] })
    const { candidates } = selectCandidates(aConfig({ targets: [a, told, b, known] }), { task: 'general', request: aRequest({ needs: { webSearch: true } }) }, facts)
    expect(candidates.map(({ target, reason }) => `${target.id} ${reason}`)).toEqual(['told/model general #2, can search', 'known/model general #4, can search', 'a/model general #1', 'b/model general #3'])
  })
})
