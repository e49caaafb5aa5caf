import { describe, expect, test } from 'vitest'
import { openTarget } from '../../src/config/open-target.ts'
import { routingFromEnvironment } from '../../src/config/from-environment.ts'
import { describeChanges } from '../../src/config/change-summary.ts'
import type { RoutingConfig } from '../../src/config/snapshot.ts'
import { speaking } from '../../src/config/target.ts'
import type { Target } from '../../src/config/target.ts'
import { accept } from './routing-texts.ts'

const one = (settings: string): string => `version: 1\nproviders:\n  p: ${settings}\n`
const read = (settings: string, variables: Record<string, string> = {}): RoutingConfig => accept(one(settings), { variables }).config

const targetOf = (config: RoutingConfig, id: string): Target => {
  const target = openTarget(config, id)
  if (target === undefined) throw new Error(`no ${id}`)
  return target
}

const onAnthropic = (config: RoutingConfig, id: string): Target => speaking(targetOf(config, id), 'anthropic-messages')

describe('endpoints of the file', () => {
  const config = read('{ base_url: "https://h.test/v1", api_key: k, headers: { x-team: t }, endpoints: { anthropic: "https://h.test/anthropic/" }, models: { m: { context_window: 5 }, n: } }')

  test('a client of that wire: is served there, by the same target of the same provider', () => {
    const usual = targetOf(config, 'p/m')
    const other = speaking(usual, 'anthropic-messages')
    expect(other).toMatchObject({ id: 'p/m', model: 'm', contextWindow: 5, provider: { name: 'p', dialect: 'anthropic', baseUrl: 'https://h.test/anthropic', headers: { 'x-team': 't' } } })
    expect(other.provider.credentials).toBe(usual.provider.credentials)
    expect(speaking(usual, 'openai-chat')).toBe(usual)
    expect(speaking(usual, 'openai-responses')).toBe(usual)
  })

  test('once built: are frozen', () => {
    const other = onAnthropic(config, 'p/m')
    expect([other, other.provider, other.compat, config.providers.get('p')?.endpoints].map(Object.isFrozen)).toEqual([true, true, true, true])
  })

  test('a model that nobody listed: is served there too', () => {
    const open = read('{ preset: ollama, endpoints: { anthropic: "http://127.0.0.1:11434" } }')
    expect(onAnthropic(open, 'p/llama3.3')).toMatchObject({ model: 'llama3.3', provider: { dialect: 'anthropic' }, compat: { authentication: 'none' } })
  })

  test('quirks: are those of that wire, and what is true of the model on every wire', () => {
    const quirky = read('{ base_url: "https://h.test/v1", api_key: k, compat: { max_tokens_field: max_completion_tokens, image_input: text-placeholder, reasoning_always_on: true }, endpoints: { anthropic: { base_url: "https://h.test/a", compat: { authentication: bearer, image_input: supported } } }, models: [m] }')
    expect(onAnthropic(quirky, 'p/m').compat).toEqual({ authentication: 'bearer', imageInput: 'supported', reasoningAlwaysOn: true })
  })

  test('a path that the dialect appends, or plain http: is warned of at its place', () => {
    const { config: mended, warnings } = accept(one('{ base_url: "https://h.test/v1", api_key: k, models: [m], endpoints: { anthropic: "http://h.example.com/anthropic/v1/messages" } }'))
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([['SR-158', 'providers.p.endpoints.anthropic'], ['SR-152', 'providers.p.endpoints.anthropic']])
    expect(onAnthropic(mended, 'p/m').provider.baseUrl).toBe('http://h.example.com/anthropic')
  })

  test('a provider that speaks Anthropic: may speak OpenAI elsewhere', () => {
    const other = read('{ dialect: anthropic, base_url: "https://h.test", api_key: k, models: [m], endpoints: { openai: "https://h.test/v1" } }')
    expect(speaking(targetOf(other, 'p/m'), 'openai-chat').provider).toMatchObject({ dialect: 'openai', baseUrl: 'https://h.test/v1' })
  })

  test('a change of one: is a change of its provider', () => {
    const changed = read('{ base_url: "https://h.test/v1", api_key: k, headers: { x-team: t }, endpoints: { anthropic: "https://h.test/claude" }, models: { m: { context_window: 5 }, n: } }')
    expect(describeChanges(config, changed)).toEqual(['~provider p'])
    expect(describeChanges(config, config)).toEqual([])
  })
})

describe('endpoints of a preset', () => {
  test('with its own base URL, said or not: hold, with their own quirks and those of the model there', () => {
    for (const settings of ['{ preset: kimi, api_key: k }', '{ preset: kimi, api_key: k, base_url: "https://api.moonshot.ai/v1/" }']) {
      const target = onAnthropic(read(settings), 'p/kimi-k3')
      expect(target.provider.baseUrl).toBe('https://api.moonshot.ai/anthropic')
      expect(target.compat).toMatchObject({ authentication: 'bearer', reasoningSwitch: 'none', reasoningAlwaysOn: true })
      expect(target.compat).not.toHaveProperty('maxTokensField')
    }
  })

  test('with another of the vendor\'s sites: are those of that site', () => {
    expect(onAnthropic(read('{ preset: kimi, api_key: k, base_url: "https://api.moonshot.cn/v1" }'), 'p/kimi-k3').provider.baseUrl).toBe('https://api.moonshot.cn/anthropic')
    expect(onAnthropic(read('{ preset: glm }', { ZHIPUAI_API_KEY: 'z' }), 'p/glm-5.3').provider.baseUrl).toBe('https://open.bigmodel.cn/api/anthropic')
    expect(onAnthropic(read('{ preset: glm }', { ZAI_API_KEY: 'z' }), 'p/glm-5.3').provider.baseUrl).toBe('https://api.z.ai/api/anthropic')
  })

  test('with somebody else\'s base URL: do not hold, and no other address of the vendor gets the key', () => {
    const config = read('{ preset: deepseek, api_key: k, base_url: "https://proxy.test/v1" }')
    const target = targetOf(config, 'p/deepseek-v4-pro')
    expect(target.otherWires).toBeUndefined()
    expect(JSON.stringify([config.providers.get('p'), target.compat])).not.toContain('api.deepseek.com')
    expect(target.compat).not.toHaveProperty('continuation')
    expect(JSON.stringify(read('{ base_url: "https://proxy.test/v1", api_key: k, compat: deepseek, models: [m] }').targets.get('p/m'))).not.toContain('api.deepseek.com')
    expect(accept(one('{ base_url: "https://proxy.test/v1", api_key: k, compat: kimi, models: [m] }')).config.targets.get('p/m')?.compat.continuation).toBe('partial')
  })

  test('with somebody else\'s base URL and an own endpoint: that one holds, with the vendor\'s quirks there', () => {
    const target = onAnthropic(read('{ preset: glm, api_key: k, base_url: "https://proxy.test/v4", endpoints: { anthropic: "https://proxy.test/anthropic" } }'), 'p/glm-5.3')
    expect(target).toMatchObject({ provider: { baseUrl: 'https://proxy.test/anthropic' }, compat: { authentication: 'bearer', reasoningAlwaysOn: true } })
  })

  test('switched off: do not hold', () => {
    expect(targetOf(read('{ preset: glm, api_key: k, endpoints: { anthropic: false } }'), 'p/glm-5.3').otherWires).toBeUndefined()
  })

  test('without any file: hold, on the site of the key', () => {
    const { config } = routingFromEnvironment({ ZHIPUAI_API_KEY: 'z', DEEPSEEK_API_KEY: 'd' })
    const addressOf = (id: string): string | undefined => config?.targets.get(id)?.otherWires?.get('anthropic-messages')?.provider.baseUrl
    expect([addressOf('glm/glm-5.3'), addressOf('deepseek/deepseek-flash')]).toEqual(['https://open.bigmodel.cn/api/anthropic', 'https://api.deepseek.com/anthropic'])
    expect(config?.targets.get('deepseek/deepseek-flash')?.compat.continuationBaseUrl).toBe('https://api.deepseek.com/beta')
  })
})

describe('a preset on another wire than its usual one', () => {
  test('said by dialect alone: is called at that wire\'s address, and OpenAI clients at the usual one', () => {
    const target = targetOf(read('{ preset: deepseek, dialect: anthropic, api_key: k }'), 'p/deepseek-v4-pro')
    expect(target.provider).toMatchObject({ dialect: 'anthropic', baseUrl: 'https://api.deepseek.com/anthropic' })
    expect(target.compat).toMatchObject({ reasoningSwitch: 'anthropic-thinking', imageInput: 'text-placeholder' })
    expect(target.compat).not.toHaveProperty('continuationBaseUrl')
    expect(speaking(target, 'openai-chat')).toMatchObject({ provider: { dialect: 'openai', baseUrl: 'https://api.deepseek.com' }, compat: { reasoningSwitch: 'thinking-type' } })
    expect(speaking(target, 'openai-responses').provider.dialect).toBe('openai-responses')
  })

  test('with a proxy\'s address: has the quirks of that wire', () => {
    const target = targetOf(read('{ preset: antigravity, dialect: anthropic, base_url: "http://127.0.0.1:8080", api_key: k }'), 'p/claude-opus-4-5-thinking')
    expect(target.provider).toMatchObject({ dialect: 'anthropic', baseUrl: 'http://127.0.0.1:8080' })
    expect(target.compat).toMatchObject({ reasoningSwitch: 'anthropic-thinking' })
    expect(target.otherWires).toBeUndefined()
  })

  test('with a key of another site: is called at that site', () => {
    expect(targetOf(read('{ preset: glm, dialect: anthropic }', { ZHIPUAI_API_KEY: 'z' }), 'p/glm-5.3').provider.baseUrl).toBe('https://open.bigmodel.cn/api/anthropic')
    expect(targetOf(read('{ preset: kimi, dialect: anthropic }', { KIMI_API_KEY: 'z' }), 'p/kimi-k3').provider.baseUrl).toBe('https://api.moonshot.ai/anthropic')
  })

  test('where the vendor does not speak it, with an address: is called there', () => {
    expect(targetOf(read('{ preset: groq, dialect: anthropic, base_url: "https://g.test", api_key: k }'), 'p/openai/gpt-oss-120b').provider).toMatchObject({ dialect: 'anthropic', baseUrl: 'https://g.test' })
  })
})
