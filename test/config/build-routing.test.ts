import { describe, expect, test } from 'vitest'
import { buildRouting } from '../../src/config/build-routing.ts'
import { fixedRouting } from '../../src/config/fixed-routing.ts'
import { openTarget } from '../../src/config/open-target.ts'
import { accept, HOUSE } from './routing-texts.ts'

const isDeeplyFrozen = (value: unknown): boolean => {
  if (value === null || typeof value !== 'object' || value instanceof Map || value instanceof Set || 'reveal' in value) return true
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen)
}

describe('a snapshot', () => {
  const { plan, config } = accept(`${HOUSE}  same: { base_url: "https://same.test", api_key: k, models: { big: { name: large } } }\naliases: { "claude-*": auto, claude-exact: code, "*": general }\ntasks: { code: [{ target: house/large, parameters: { a: { b: 1 } } }] }\n`)

  test('once built: is frozen, with every provider, target, route and alias in it', () => {
    for (const part of [config, config.tasks, config.aliases, config.routing, ...config.providers.values(), ...config.targets.values()]) expect(isDeeplyFrozen(part)).toBe(true)
  })

  test('targets: stand in the file\'s order and share their provider object', () => {
    expect([...config.targets.keys()]).toEqual(['house/large', 'house/small', 'barn/wide', 'same/big'])
    expect(config.targets.get('house/small')?.provider).toBe(config.providers.get('house'))
  })

  test('a bare model name: leads to every provider that has it, by our name and by the provider\'s own', () => {
    expect(config.targetsByModel.get('large')?.map(({ id }) => id)).toEqual(['house/large', 'same/big'])
    expect(config.targetsByModel.get('big')?.map(({ id }) => id)).toEqual(['same/big'])
    expect(config.targetsByModel.has('nothing')).toBe(false)
  })

  test('aliases: exact names go first, then patterns in the file\'s order', () => {
    expect(config.aliases.map(({ pattern }) => pattern)).toEqual(['claude-exact', 'claude-*', '*'])
    const resolve = (name: string): string | undefined => config.aliases.find(({ matches }) => matches(name))?.model
    expect([resolve('claude-exact'), resolve('claude-opus-5-5'), resolve('anthropic/claude'), resolve('')]).toEqual(['code', 'auto', 'general', undefined])
  })

  test('revision and source: are what they are told to be', () => {
    expect(config).toMatchObject({ revision: 1, source: 'config/routing.yaml' })
    expect(buildRouting(plan, 7).revision).toBe(7)
  })

  test('a fixed source: gives the snapshot for ever', async () => {
    const source = fixedRouting(config)
    source.subscribe(() => undefined)()
    expect(source.current()).toBe(config)
    await expect(source.close()).resolves.toBeUndefined()
  })
})

describe('a target that nobody listed', () => {
  const { config } = accept(`${HOUSE}  llama: { preset: ollama }\n  off: { preset: openai, enabled: false }\n`)

  test('of a provider without a list: is made with unknown facts and the provider\'s quirks', () => {
    expect(openTarget(config, 'llama/llama3.3')).toMatchObject({ id: 'llama/llama3.3', model: 'llama3.3', compat: { authentication: 'none' }, weight: 1 })
  })

  test('of a listed model: is the listed target', () => {
    expect(openTarget(config, 'house/large')).toBe(config.targets.get('house/large'))
  })

  test.each(['house/huge', 'nobody/x', 'off/gpt-6-sol', 'llama/', 'llama', '/x', '', `llama/${'x'.repeat(300)}`])('%j: is none', (id) => {
    expect(openTarget(config, id)).toBeUndefined()
  })
})
