import { describe, expect, it, vi } from 'vitest'
import type { ChatRequest } from '../../src/chat/request.ts'
import { fingerprintsOf } from '../../src/providers/call-fingerprint.ts'
import { type ReasoningMemory, type ReasoningVault, type SharedMemory, createReasoningVault } from '../../src/providers/reasoning-vault.ts'
import { prefetchHistory, recollectionOf } from '../../src/providers/recollection.ts'
import { requestFrom } from '../protocols/support.ts'
import { neutralRequest, targetOf } from './support.ts'

const keep = (vault: ReasoningVault, key: string, memory: ReasoningMemory): void => { vault.remember(key, key, memory) }
const recalled = (vault: ReasoningVault, key: string): ReasoningMemory | undefined => vault.recall(key, () => key)

const thought = (text: string): ReasoningMemory => ({ thoughts: [{ type: 'reasoning', text }], signer: 'acme' })

describe('the vault', () => {
  it('what was remembered: is recalled, anything else is not', () => {
    const vault = createReasoningVault()
    keep(vault, 'a', thought('A'))
    expect([recalled(vault, 'a'), recalled(vault, 'b')]).toEqual([thought('A'), undefined])
  })

  it('an id of which nothing is known: is not looked at any closer, unless others may know', () => {
    const fingerprintOf = vi.fn(() => 'a')
    const vault = createReasoningVault()
    expect([vault.recall('a', fingerprintOf), fingerprintOf.mock.calls.length]).toEqual([undefined, 0])
    expect([createReasoningVault({ shared: someSharedMemory() }).recall('a', fingerprintOf), fingerprintOf.mock.calls.length]).toEqual([undefined, 1])
  })

  it('more entries than it holds: the one that was wanted longest ago goes', () => {
    const vault = createReasoningVault({ limits: { maxEntries: 2 } })
    keep(vault, 'a', thought('A'))
    keep(vault, 'b', thought('B'))
    recalled(vault, 'a')
    keep(vault, 'c', thought('C'))
    expect(['a', 'b', 'c'].map(key => recalled(vault, key) !== undefined)).toEqual([true, false, true])
  })

  it('more characters than it holds: the oldest goes; what is too long by itself is never there', () => {
    const vault = createReasoningVault({ limits: { maxCharacters: 2_500, maxEntryCharacters: 2_000 } })
    keep(vault, 'a', thought('x'.repeat(1_000)))
    keep(vault, 'b', { ...thought(''), thoughts: [{ type: 'redacted-reasoning', data: 'x'.repeat(1_000) }] })
    keep(vault, 'c', { ...thought('x'.repeat(500)), thoughtSignature: 'y'.repeat(400) })
    keep(vault, 'd', thought('x'.repeat(2_000)))
    expect(['a', 'b', 'c', 'd'].map(key => recalled(vault, key) !== undefined)).toEqual([false, true, true, false])
  })

  it('time passes: what nobody wanted is forgotten, what is in use stays', () => {
    let nowMs = 1
    const vault = createReasoningVault({ limits: { timeToLiveMs: 1_000 }, now: () => nowMs })
    keep(vault, 'a', thought('A'))
    keep(vault, 'b', thought('B'))
    nowMs += 900
    recalled(vault, 'a')
    nowMs += 900
    expect([recalled(vault, 'a'), recalled(vault, 'b')]).toEqual([thought('A'), undefined])
  })

  it('signers: are known once there was one', () => {
    const vault = createReasoningVault()
    expect(vault.knowsSigners).toBe(false)
    vault.rememberSigner('s', 'acme')
    expect([vault.knowsSigners, vault.signerOf('s'), vault.signerOf('t')]).toEqual([true, 'acme', undefined])
  })
})

/** What several processes share, in one. */
const someSharedMemory = (): SharedMemory & { readonly saved: Map<string, string>, readonly asked: string[][] } => {
  const saved = new Map<string, string>()
  const asked: string[][] = []
  return {
    saved,
    asked,
    save: (fingerprint, value) => { saved.set(fingerprint, value) },
    load: (fingerprints) => {
      asked.push([...fingerprints])
      return Promise.resolve(new Map(fingerprints.flatMap(key => saved.has(key) ? [[key, saved.get(key) as string]] : [])))
    },
  }
}

describe('two vaults over one shared memory', () => {
  it('what one remembers: the other recalls once it has asked, and asks for no more than it lacks', async () => {
    const shared = someSharedMemory()
    const [one, other] = [createReasoningVault({ shared }), createReasoningVault({ shared })]
    keep(one, 'a', thought('A'))
    expect([other.isShared, other.knowsSigners, recalled(other, 'a')]).toEqual([true, true, undefined])
    await other.prefetch(['a', 'b'])
    expect(recalled(other, 'a')).toEqual(thought('A'))
    await other.prefetch(['a', 'b'])
    await one.prefetch(['a'])
    expect(shared.asked).toEqual([['a', 'b'], ['b']])
  })

  it('what is too long for one: is not for the others either', () => {
    const shared = someSharedMemory()
    keep(createReasoningVault({ shared, limits: { maxEntryCharacters: 300 } }), 'a', thought('x'.repeat(300)))
    expect(shared.saved.size).toBe(0)
  })

  it('what is no memory: is passed over', async () => {
    const shared = someSharedMemory()
    const values = [
      '{', '{"thoughts":1,"signer":"x"}', '"x"', '{"thoughts":[]}', 'null', '{"thoughts":[null],"signer":"x"}', '{"thoughts":[{"type":"reasoning"}],"signer":"x"}',
      '{"thoughts":[{"type":"reasoning","text":"x","signature":1}],"signer":"x"}', '{"thoughts":[{"type":"redacted-reasoning","data":1}],"signer":"x"}',
      '{"thoughts":[{"type":"other","text":"x"}],"signer":"x"}', '{"thoughts":[],"signer":"x","thoughtSignature":1}',
    ]
    const keys = values.map((_, index) => String(index))
    for (const [index, value] of values.entries()) shared.saved.set(String(index), value)
    const vault = createReasoningVault({ shared })
    await vault.prefetch(keys)
    expect(keys.map(key => recalled(vault, key))).toEqual(keys.map(() => undefined))
  })

  it('what is longer than one may be, from others: is passed over; all else is as it was', async () => {
    const shared = someSharedMemory()
    const kept: ReasoningMemory = { thoughts: [{ type: 'reasoning', text: 'A', signature: 's' }, { type: 'redacted-reasoning', data: 'x' }], signer: 'acme', thoughtSignature: 't' }
    shared.saved.set('a', JSON.stringify(kept))
    shared.saved.set('b', JSON.stringify(thought('x'.repeat(500))))
    const vault = createReasoningVault({ shared, limits: { maxEntryCharacters: 500 } })
    await vault.prefetch(['a', 'b'])
    expect([recalled(vault, 'a'), recalled(vault, 'b')]).toEqual([kept, undefined])
  })

  it('a shared memory that fails or never answers: is not waited for', async () => {
    const failing = createReasoningVault({ shared: { save: () => undefined, load: () => Promise.reject(new Error('down')) } })
    const silent = createReasoningVault({ shared: { save: () => undefined, load: () => new Promise(() => undefined) }, limits: { prefetchMs: 5 } })
    await expect(failing.prefetch(['a'])).resolves.toBeUndefined()
    await expect(silent.prefetch(['a'])).resolves.toBeUndefined()
  })

  it('a vault that shares nothing: has nothing to fetch', async () => {
    const vault = createReasoningVault()
    await vault.prefetch(['a'])
    expect([vault.isShared, recalled(vault, 'a')]).toEqual([false, undefined])
  })
})

const UNIQUE = 'call_00_n9hzoJSh5RkNHGqRHqTiK2XT'
const conversation = (opening: string): ChatRequest => requestFrom('openai-chat', { model: 'm', messages: [{ role: 'system', content: 's' }, { role: 'user', content: opening }] })
const print = (id: string, { name = 'get_weather', argumentsText = '{"city":"Cairo"}', opening = 'hi', scope = '' } = {}): string =>
  fingerprintsOf(conversation(opening), scope).ofCall({ id, name, argumentsText })

describe('the fingerprint of a call', () => {
  it('written anew by a client, with other blanks, escapes and order: stays', () => {
    const a = print(UNIQUE, { argumentsText: '{"city":"القاهرة","days":[1,{"b":2,"a":null}]}' })
    expect(print(UNIQUE, { argumentsText: '{ "days": [1, {"a": null, "b": 2}], "city": "\\u0627\\u0644\\u0642\\u0627\\u0647\\u0631\\u0629" }' })).toBe(a)
    expect(print(UNIQUE, { argumentsText: '' })).toBe(print(UNIQUE, { argumentsText: '{}' }))
  })

  it('another id, tool, argument or caller: is another', () => {
    const all = [print(UNIQUE), print(`${UNIQUE}9`), print(UNIQUE, { name: 'get_time' }), print(UNIQUE, { argumentsText: '{"city":"Rome"}' }), print(UNIQUE, { argumentsText: '{"city":' }), print(UNIQUE, { scope: 'team' })]
    expect(new Set(all).size).toBe(all.length)
  })

  it('arguments too long to be put in order: are taken as they are', () => {
    const long = JSON.stringify({ b: 'x'.repeat(300_000), a: 1 })
    expect(print(UNIQUE, { argumentsText: long })).toBe(print(UNIQUE, { argumentsText: long }))
    expect(print(UNIQUE, { argumentsText: long })).not.toBe(print(UNIQUE, { argumentsText: `${long} ` }))
  })

  it('long arguments: are known again, as they came and written anew', () => {
    const value = { path: 'a', content: 'line\n'.repeat(500) }
    const prints = [JSON.stringify(value), JSON.stringify(value), JSON.stringify(value, null, 2)].map(argumentsText => print(UNIQUE, { argumentsText }))
    expect(new Set(prints).size).toBe(1)
    expect(print(UNIQUE, { argumentsText: JSON.stringify({ ...value, path: 'b' }) })).not.toBe(prints[0])
  })

  it('an id that nobody else has: is known in a conversation that was summed up since', () => {
    for (const id of [UNIQUE, 'toolu_01A09q90qw90lq917835lq9', 'call_-7846573921', 'function-call-1234567890']) expect(print(id, { opening: 'a' }), id).toBe(print(id, { opening: 'b' }))
  })

  it('an id that anybody may have: is known in its own conversation alone', () => {
    for (const id of ['call_0', 'Bash:0', 'functions.get_weather:12', 'get_weather_information', '']) expect(print(id, { opening: 'a' }), id).not.toBe(print(id, { opening: 'b' }))
    expect(print('call_0')).toBe(print('call_0'))
  })

  it('messages that cannot be read or are not there: are a conversation like any other', () => {
    const unreadable = requestFrom('openai-chat', { model: 'm', messages: [{ role: 'user', content: [{ type: 'text', text: 5 }] }] })
    const silent = neutralRequest('openai-chat', { messages: [{ role: 'user', content: [{ type: 'audio', format: 'wav', data: '' }] }] })
    const none = neutralRequest('openai-chat', { messages: [] })
    const [a, b, c] = [unreadable, silent, none].map(request => fingerprintsOf(request, '').ofCall({ id: 'call_0', name: 'a', argumentsText: '' }))
    expect([b, c]).toEqual([a, a])
  })
})

describe('what a request\'s provider is given back', () => {
  const history = (...blocks: ChatRequest['messages'][number]['content']): ChatRequest => neutralRequest('anthropic-messages', { messages: [{ role: 'assistant', content: blocks }] })
  const call = { type: 'tool-call', id: UNIQUE, name: 'a', argumentsText: '{}' } as const

  it('no other caller\'s: the same call in another scope is unknown', () => {
    const vault = createReasoningVault()
    const request = history(call)
    vault.remember(call.id, fingerprintsOf(request, 'one').ofCall(call), thought('A'))
    expect(recollectionOf(request, vault, 'one').recall(call)).toEqual(thought('A'))
    expect(recollectionOf(request, vault, 'two').recall(call)).toBeUndefined()
  })

  it('signers: are looked for only where some are known', () => {
    const vault = createReasoningVault()
    const recollection = recollectionOf(history(), vault, '')
    expect(recollection.signerOf('s')).toBeUndefined()
    vault.rememberSigner(fingerprintsOf(history(), '').ofSignature('s'), 'acme')
    expect([recollection.signerOf('s'), recollection.signerOf('t')]).toEqual(['acme', undefined])
  })

  it('of what others remember: calls and signatures of the history are fetched, for a target that wants them', async () => {
    const shared = someSharedMemory()
    const vault = createReasoningVault({ shared })
    const request = history({ type: 'text', text: 'x' }, { type: 'reasoning', text: 'no signature' }, { type: 'reasoning', text: 't', signature: 's' }, call)
    const { ofCall, ofSignature } = fingerprintsOf(request, '')
    for (const target of [targetOf('openai'), targetOf('openai', { replaysReasoning: 'never' })]) await prefetchHistory(request, target, vault, '')
    expect(shared.asked).toEqual([])
    for (const target of [targetOf('anthropic'), targetOf('openai', { needsThoughtSignature: true }), targetOf('openai', { replaysReasoning: 'tool-turns' })]) await prefetchHistory(request, target, vault, '')
    expect(shared.asked).toEqual(Array.from({ length: 3 }, () => [ofSignature('s'), ofCall(call)]))
  })

  it('a vault that shares nothing: is asked for nothing', async () => {
    const vault = createReasoningVault()
    const prefetch = vi.spyOn(vault, 'prefetch')
    await prefetchHistory(history(call), targetOf('anthropic'), vault, '')
    expect(prefetch).not.toHaveBeenCalled()
  })
})
