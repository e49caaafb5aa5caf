import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkBaseUrl } from '../../src/config/base-url.ts'
import { formatProblems } from '../../src/config/format-problems.ts'
import { ENVIRONMENT_PRESETS, PRESET_NAMES, PRESETS } from '../../src/config/presets/index.ts'
import { accept, parse, routeIds } from './routing-texts.ts'

const shipped = readFileSync(new URL('../../config/routing.yaml', import.meta.url), 'utf8')
const KEYS = Object.fromEntries(ENVIRONMENT_PRESETS.map(({ keyVariables }) => [keyVariables[0]?.name ?? '', 'test-key']))

describe.each([...PRESETS.values()])('the preset $name', (preset) => {
  test('its address: can be called as it is', () => {
    for (const url of [preset.baseUrl, ...preset.keyVariables.flatMap(({ baseUrl }) => baseUrl ?? [])]) expect(checkBaseUrl(url, preset.dialect)).toEqual({ ok: true, url, isUnsafe: false })
  })

  test('its models: have one name each, and its tasks name models that exist', () => {
    const ids = preset.models.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const model of Object.values(preset.taskModels)) expect(ids).toContain(model)
    expect(preset.models[0]?.isLegacy).not.toBe(true)
  })

  test('its facts: are dated and possible', () => {
    expect(preset.asOf).toMatch(/^20\d\d-\d\d$/)
    for (const { contextWindow = Infinity, maxOutputTokens = 1, price } of preset.models) {
      expect(maxOutputTokens).toBeLessThanOrEqual(contextWindow)
      if (price !== undefined) expect(price.output).toBeGreaterThanOrEqual(price.input)
    }
  })
})

test('vendors of the announcement: all have a preset and their usual variables', () => {
  const variables = ENVIRONMENT_PRESETS.flatMap(({ keyVariables }) => keyVariables.map(({ name }) => name))
  expect(PRESET_NAMES).toEqual(expect.arrayContaining(['deepseek', 'qwen', 'glm', 'zhipu', 'kimi', 'gemini', 'antigravity', 'openai', 'anthropic', 'openrouter', 'groq', 'mistral', 'xai', 'ollama', 'lmstudio', 'vllm']))
  expect(variables).toEqual(expect.arrayContaining(['DEEPSEEK_API_KEY', 'DASHSCOPE_API_KEY', 'ZAI_API_KEY', 'ZHIPUAI_API_KEY', 'MOONSHOT_API_KEY', 'GEMINI_API_KEY', 'GOOGLE_API_KEY', 'OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'OPENROUTER_API_KEY', 'GROQ_API_KEY', 'MISTRAL_API_KEY', 'XAI_API_KEY']))
})

describe('the file that ships', () => {
  test('with every key: is accepted, and warns of nothing but the terms of one vendor', () => {
    const { warnings, config } = accept(shipped, { variables: KEYS })
    expect(formatProblems([], warnings)).toMatch(/^\S+ {2}warning {2}SR-153 .*antigravity.*\n1 warning\.$/)
    expect([...config.providers.keys()]).toEqual(ENVIRONMENT_PRESETS.map(({ name }) => name).toSorted((one, other) => [...config.providers.keys()].indexOf(one) - [...config.providers.keys()].indexOf(other)))
  })

  test('with every key: the vendors of each task stand in the order of the matrix', () => {
    const { config } = accept(shipped, { variables: KEYS })
    const vendors = (task: 'code' | 'thinking' | 'long' | 'image' | 'search' | 'agent'): string[] => routeIds(config, task).map((id) => id.split('/')[0] ?? '').filter((name) => name !== 'gemini').slice(0, 3)
    expect(vendors('code')).toEqual(['deepseek', 'antigravity', 'qwen'])
    expect(vendors('thinking')).toEqual(['deepseek', 'antigravity', 'glm'])
    expect(vendors('long')).toEqual(['kimi', 'antigravity', 'qwen'])
    expect(vendors('image')).toEqual(['glm', 'qwen', 'antigravity'])
    expect(vendors('search')).toEqual(['qwen', 'kimi', 'antigravity'])
    expect(vendors('agent')).toEqual(['glm', 'antigravity', 'deepseek'])
    expect(config.tasks.general.strategy).toBe('round_robin')
    expect(routeIds(config, 'general')).toHaveLength(config.providers.size)
  })

  test.each(Object.keys(KEYS))('with %s alone: is accepted, and every task has somebody to answer', (name) => {
    const { config, hasUsableProvider } = accept(shipped, { variables: { [name]: 'test-key' } })
    expect(hasUsableProvider).toBe(true)
    for (const route of Object.values(config.tasks)) expect(route.entries.length).toBeGreaterThan(0)
  })

  test('with no key: is valid, and says that nothing can be routed', () => {
    expect(accept(shipped).hasUsableProvider).toBe(false)
  })

  test('cut anywhere, as a slow writer leaves it: is refused with a place or accepted, and never throws', () => {
    for (let end = 0; end < shipped.length; end += 101) {
      const parsed = parse(shipped.slice(0, end), { variables: KEYS })
      const places = parsed.ok ? parsed.warnings : parsed.problems
      if (!parsed.ok) expect(places.length).toBeGreaterThan(0)
      for (const { line, column, message } of places) expect([line > 0, column > 0, message !== '']).toEqual([true, true, true])
    }
  })

  test('the settings written in it: are the defaults it says they are', () => {
    expect(accept(shipped).config.routing).toEqual(accept('version: 1\nproviders: { a: { base_url: "https://a.test", models: [m] } }').config.routing)
  })

  test('the example in its comments: is valid once uncommented', () => {
    const example = shipped.split('\n').filter((line) => /^ {2}#( {2,}| house:| ollama:)/.test(line)).map((line) => line.replace('# ', '')).join('\n')
    const { config } = accept(`version: 1\nproviders:\n${example}\n`)
    expect([...config.targets.keys()]).toEqual(['house/house-large', 'ollama/llama3.3'])
    expect(config.targets.get('house/house-large')).toMatchObject({ model: 'house-large-2026-11', weight: 2 })
  })
})
