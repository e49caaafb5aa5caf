import { describe, expect, test } from 'vitest'
import { DEMO_PROFILES } from '../../src/simulator/demo-profiles.ts'
import { demoRouting } from '../../src/config/demo-routing.ts'
import type { DemoProvider } from '../../src/config/demo-routing.ts'
import { routingFromEnvironment } from '../../src/config/from-environment.ts'
import type { RoutingConfig } from '../../src/config/snapshot.ts'
import { routeIds } from './routing-texts.ts'

const fromKeys = (variables: Record<string, string>): RoutingConfig => {
  const { config } = routingFromEnvironment(variables)
  if (config === undefined) throw new Error('no configuration')
  return config
}

describe('a routing from the environment', () => {
  test('without any key: is none', () => {
    expect(routingFromEnvironment({ PATH: '/bin', OPENAI_API_KEY: ' ' })).toEqual({ config: undefined, warnings: [] })
  })

  test('with two keys: ranks both by the matrix and takes turns in general', () => {
    const config = fromKeys({ MOONSHOT_API_KEY: 'Bearer m', DEEPSEEK_API_KEY: 'd' })
    expect(config).toMatchObject({ source: 'environment', revision: 1 })
    expect([...config.providers.keys()]).toEqual(['deepseek', 'kimi'])
    expect(config.providers.get('kimi')?.credentials[0]?.secret.reveal()).toBe('m')
    expect(routeIds(config, 'code')).toEqual(['deepseek/deepseek-v4-pro', 'kimi/kimi-k2.7-code'])
    expect(routeIds(config, 'long')).toEqual(['kimi/kimi-k3', 'deepseek/deepseek-flash'])
    expect(config.tasks.code.strategy).toBe('priority')
    expect(config.tasks.general.strategy).toBe('round_robin')
    expect(routeIds(config, 'general')).toEqual(['deepseek/deepseek-flash', 'kimi/kimi-k2.6'])
  })

  test('with the key of one vendor: every task is answered by it', () => {
    const config = fromKeys({ OPENROUTER_API_KEY: 'o' })
    for (const route of Object.values(config.tasks)) expect(route.entries.map(({ target }) => target.id)).toEqual(['openrouter/openrouter/auto'])
  })

  test('search at Qwen: asks for its web search', () => {
    expect(fromKeys({ DASHSCOPE_API_KEY: 'q' }).tasks.search.entries[0]).toMatchObject({ target: { id: 'qwen/qwen3.8-max' }, parameters: { enable_search: true } })
  })

  test.each([['GEMINI_API_KEY', 'gemini'], ['GOOGLE_API_KEY', 'gemini'], ['ZHIPUAI_API_KEY', 'glm'], ['ZAI_API_KEY', 'glm'], ['ANTHROPIC_API_KEY', 'anthropic'], ['XAI_API_KEY', 'xai'], ['GROQ_API_KEY', 'groq'], ['MISTRAL_API_KEY', 'mistral'], ['OPENAI_API_KEY', 'openai']])('%s: starts %s, with the usual model names of clients leading to auto', (variable, provider) => {
    const config = fromKeys({ [variable]: 'k' })
    expect([...config.providers.keys()]).toEqual([provider])
    expect(config.aliases.some(({ matches }) => matches('claude-sonnet-5-5'))).toBe(true)
  })

  test('the Chinese key of GLM: calls the Chinese address', () => {
    expect(fromKeys({ ZHIPUAI_API_KEY: 'k' }).providers.get('glm')?.baseUrl).toBe('https://open.bigmodel.cn/api/paas/v4')
  })

  test('a key that cannot be sent: leaves its vendor out, with a warning that does not show it', () => {
    const { config, warnings } = routingFromEnvironment({ OPENAI_API_KEY: 'two words', XAI_API_KEY: 'x' })
    expect([...config?.providers.keys() ?? []]).toEqual(['xai'])
    expect(warnings).toMatchObject([{ code: 'SR-113', message: expect.stringContaining('OPENAI_API_KEY') }])
    expect(JSON.stringify(warnings)).not.toContain('two words')
  })

  test('a vendor that may not allow it: is warned of', () => {
    expect(routingFromEnvironment({ ANTIGRAVITY_API_KEY: 'k' }).warnings).toMatchObject([{ code: 'SR-153' }])
  })
})

describe('the demo', () => {
  const providers: DemoProvider[] = DEMO_PROFILES.map(({ name, dialect, models }, index) => ({ name, dialect, models, baseUrl: `http://127.0.0.1:${9000 + index}/v1/` }))
  const config = demoRouting(providers)
  const vendors = (task: keyof RoutingConfig['tasks']): string[] => config.tasks[task].entries.slice(0, 3).map(({ target }) => target.provider.name)

  test('its tasks: follow the matrix, and nobody goes unasked', () => {
    expect(vendors('code')).toEqual(['demo-deepseek', 'demo-antigravity', 'demo-qwen'])
    expect(vendors('thinking')).toEqual(['demo-deepseek', 'demo-antigravity', 'demo-glm'])
    expect(vendors('long')).toEqual(['demo-kimi', 'demo-antigravity', 'demo-qwen'])
    expect(vendors('image')).toEqual(['demo-glm', 'demo-qwen', 'demo-antigravity'])
    expect(vendors('search')).toEqual(['demo-qwen', 'demo-kimi', 'demo-antigravity'])
    expect(vendors('agent')).toEqual(['demo-glm', 'demo-antigravity', 'demo-deepseek'])
    for (const route of Object.values(config.tasks)) expect(route.entries).toHaveLength(5)
  })

  test('its models: are those that can do what the task needs', () => {
    expect(routeIds(config, 'thinking')[0]).toBe('demo-deepseek/deepseek-demo-reasoner')
    expect(routeIds(config, 'image').slice(0, 2)).toEqual(['demo-glm/cogview-demo', 'demo-qwen/qwen-demo-vision'])
    expect(routeIds(config, 'long')[2]).toBe('demo-qwen/qwen-demo-vision')
    expect(routeIds(config, 'general')).toEqual(['demo-deepseek/deepseek-demo', 'demo-qwen/qwen-demo', 'demo-glm/glm-demo', 'demo-kimi/kimi-demo', 'demo-antigravity/antigravity-demo'])
  })

  test('its providers: say that they are a demonstration and take the key "demo"', () => {
    expect(config.source).toBe('demo')
    for (const provider of config.providers.values()) {
      expect(provider).toMatchObject({ isDemo: true, isEnabled: true, baseUrl: expect.not.stringMatching(/\/$/) })
      expect(provider.credentials.map(({ secret }) => secret.reveal())).toEqual(['demo'])
    }
  })

  test('a provider without models: is left out of the tasks', () => {
    expect(demoRouting([{ name: 'demo-kimi', dialect: 'openai', baseUrl: 'http://127.0.0.1:1', models: [] }]).tasks.code.entries).toEqual([])
  })
})
