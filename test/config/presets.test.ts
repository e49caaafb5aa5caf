import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkBaseUrl } from '../../src/config/base-url.ts'
import { compatFlags } from '../../src/config/compat-schema.ts'
import { formatProblems } from '../../src/config/format-problems.ts'
import { ENVIRONMENT_PRESETS, PRESET_NAMES, PRESETS } from '../../src/config/presets/index.ts'
import type { ModelList, Preset, Site } from '../../src/config/presets/preset.ts'
import { DIALECT_NAMES } from '../../src/config/target.ts'
import { SOFT_ERRORS } from '../../src/providers/soft-errors.ts'
import { accept, parse, routeIds } from './routing-texts.ts'

const MODELS = new URL('../../src/config/presets/models/', import.meta.url)
const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const shipped = readFileSync(new URL('../../config/routing.yaml', import.meta.url), 'utf8')
const KEYS = Object.fromEntries(ENVIRONMENT_PRESETS.map(({ keyVariables }) => [keyVariables[0]?.name ?? '', 'test-key']))

const UNKNOWN_WINDOWS = new Set([
  // A preview; a model that stands for others; containers in front of web chats.
  'mistral/mistral-large-4', 'openrouter/openrouter/auto', 'kimi-free-api/kimi', 'kimi-free-api/kimi-search', 'glm-free-api/glm-4', 'glm-free-api/glm-4-think',
  'qwen-free-api/qwen', 'step-free-api/step-v1', 'hailuo-free-api/abab6-chat',
])

const sitesOf = (preset: Preset): readonly Site[] => [preset, ...preset.otherSites ?? []]

describe.each([...PRESETS.values()])('the preset $name', (preset) => {
  test('its addresses: can be called as they are, over https or on this machine', () => {
    const addresses = sitesOf(preset).flatMap(({ baseUrl, endpoints = {}, continuationBaseUrl }) => [
      { dialect: preset.dialect, url: baseUrl },
      ...DIALECT_NAMES.flatMap((dialect) => (endpoints[dialect] === undefined ? [] : [{ dialect, url: endpoints[dialect] }])),
      ...(continuationBaseUrl === undefined ? [] : [{ dialect: preset.dialect, url: continuationBaseUrl }]),
    ])
    for (const { dialect, url } of addresses) {
      expect(checkBaseUrl(url, dialect)).toEqual({ ok: true, url, isUnsafe: false })
      expect(url).toMatch(/^(https:\/\/|http:\/\/127\.0\.0\.1:)/)
    }
  })

  test('its addresses: of one site, are of one vendor, and every key belongs to a site', () => {
    for (const { baseUrl, endpoints = {}, continuationBaseUrl } of sitesOf(preset)) {
      for (const url of [...Object.values(endpoints), ...continuationBaseUrl === undefined ? [] : [continuationBaseUrl]]) expect(new URL(url).hostname).toBe(new URL(baseUrl).hostname)
      expect(Object.keys(endpoints)).not.toContain(preset.dialect)
    }
    const sites = sitesOf(preset).map(({ baseUrl }) => baseUrl)
    for (const { baseUrl = preset.baseUrl } of preset.keyVariables) expect(sites).toContain(baseUrl)
  })

  test('its quirks: are known flags, and belong to wires that it speaks', () => {
    const wires = new Set(sitesOf(preset).flatMap(({ endpoints = {} }) => Object.keys(endpoints)))
    const onEndpoints = [preset, ...preset.models].flatMap(({ endpointCompat = {} }) => Object.entries(endpointCompat))
    for (const [dialect] of onEndpoints) expect(wires).toContain(dialect)
    for (const compat of [preset.compat, ...preset.models.map((model) => model.compat ?? {}), ...onEndpoints.map(([, compat]) => compat)]) {
      const flags = Object.fromEntries(Object.entries(compat).map(([name, value]) => [snakeCase(name), value]))
      expect(compatFlags.safeParse(flags).error).toBeUndefined()
      for (const name of compat.softErrors ?? []) expect(Object.keys(SOFT_ERRORS)).toContain(name)
    }
  })

  test('its models: have one name each, and its tasks name models that exist', () => {
    const ids = preset.models.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const model of Object.values(preset.taskModels).flat()) expect(ids).toContain(model)
    expect(preset.models[0]?.isLegacy).not.toBe(true)
    if (preset.models[0] !== undefined) expect(preset.models[0].kind).toBe('chat')
  })

  test('its tasks: are answered by models that converse, and pictures at the end as well', () => {
    const kinds = (names: readonly string[]): readonly (string | undefined)[] => names.map((name) => preset.models.find(({ id }) => id === name)?.kind)
    for (const [task, names] of Object.entries(preset.taskModels)) {
      if (task === 'image') expect(kinds(names).at(-1)).toBe('chat')
      else expect(kinds(names)).toEqual(names.map(() => 'chat'))
    }
  })

  test('its facts: are dated and possible', () => {
    expect(preset.asOf).toMatch(/^20\d\d-\d\d$/)
    for (const { id, kind, contextWindow, maxOutputTokens = 1, price, capabilities = [] } of preset.models) {
      if (kind === 'chat' && contextWindow === undefined) expect(UNKNOWN_WINDOWS).toContain(`${preset.name}/${id}`)
      expect(maxOutputTokens).toBeLessThanOrEqual(contextWindow ?? Infinity)
      if (price !== undefined && kind === 'chat') expect(price.output).toBeGreaterThanOrEqual(price.input)
      expect(capabilities.includes('image_output')).toBe(kind === 'image')
    }
  })
})

test('lists of models: are dated, each of them', async () => {
  const lists = await Promise.all(readdirSync(MODELS).map(async (file) => Object.values(await import(new URL(file, MODELS).href) as Record<string, ModelList>)))
  expect(lists.flat().length).toBeGreaterThan(15)
  for (const { asOf, models } of lists.flat()) {
    expect(asOf).toMatch(/^20\d\d-\d\d$/)
    expect(models.length).toBeGreaterThan(0)
  }
})

test('vendors of the announcement: all have a preset and their usual variables', () => {
  const variables = ENVIRONMENT_PRESETS.flatMap(({ keyVariables }) => keyVariables.map(({ name }) => name))
  expect(PRESET_NAMES).toEqual(expect.arrayContaining(['deepseek', 'qwen', 'glm', 'zhipu', 'kimi', 'gemini', 'antigravity', 'openai', 'anthropic', 'openrouter', 'groq', 'mistral', 'xai', 'together', 'fireworks', 'siliconflow', 'ollama', 'lmstudio', 'vllm', 'kimi-free-api']))
  expect(variables).toEqual(expect.arrayContaining(['DEEPSEEK_API_KEY', 'DASHSCOPE_API_KEY', 'ZAI_API_KEY', 'ZHIPUAI_API_KEY', 'MOONSHOT_API_KEY', 'GEMINI_API_KEY', 'GOOGLE_API_KEY', 'OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'OPENROUTER_API_KEY', 'GROQ_API_KEY', 'MISTRAL_API_KEY', 'XAI_API_KEY', 'TOGETHER_API_KEY', 'FIREWORKS_API_KEY', 'SILICONFLOW_API_KEY']))
})

test('vendors with an Anthropic address: are reached there by the wire\'s own clients', () => {
  const { config } = accept(shipped, { variables: KEYS })
  const addressOf = (id: string): string | undefined => config.targets.get(id)?.otherWires?.get('anthropic-messages')?.provider.baseUrl
  expect(addressOf('deepseek/deepseek-v4-pro')).toBe('https://api.deepseek.com/anthropic')
  expect(addressOf('qwen/qwen3.8-max')).toBe('https://dashscope-intl.aliyuncs.com/apps/anthropic')
  expect(addressOf('glm/glm-5.3')).toBe('https://api.z.ai/api/anthropic')
  expect(addressOf('kimi/kimi-k3')).toBe('https://api.moonshot.ai/anthropic')
  expect(addressOf('antigravity/gemini-3-flash')).toBe('http://127.0.0.1:8317')
  expect(addressOf('openai/gpt-6-sol')).toBeUndefined()
  expect(config.targets.get('openai/gpt-6-sol')?.otherWires?.get('openai-responses')?.provider).toMatchObject({ dialect: 'openai-responses', baseUrl: 'https://api.openai.com/v1' })
})

test('a container of LLM-Red-Team: wants its token in the file, is warned of, and calls no tools', () => {
  const text = (settings: string): string => `version: 1\nproviders:\n  kimi: { preset: kimi-free-api${settings} }\n`
  expect(accept(text('')).warnings[0]?.message).toContain('left out: it has no api_key')
  const { config, warnings } = accept(text(', api_keys: ["one,two", "three"]'))
  expect(warnings).toMatchObject([{ code: 'SR-153', message: expect.stringMatching(/unofficial.*malicious code/) }])
  expect(config.providers.get('kimi')?.credentials.map(({ secret }) => secret.reveal())).toEqual(['one,two', 'three'])
  expect(config.targets.get('kimi/kimi')).toMatchObject({ kind: 'chat', capabilities: new Set(), compat: { softErrors: expect.arrayContaining(['at-capacity', 'upstream-failed']) } })
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

  test('with every key: every entry has a model that can answer it, and pictures are drawn before they are written as code', () => {
    const { config } = accept(shipped, { variables: KEYS })
    const kinds = (task: 'image' | 'code' | 'general' | 'search'): string[] => config.tasks[task].entries.map(({ target }) => target.kind)
    expect(kinds('image').slice(0, 4)).toEqual(['image', 'image', 'image', 'image'])
    expect(new Set(kinds('image').slice(4))).toEqual(new Set(['chat']))
    for (const task of ['code', 'general', 'search'] as const) expect(new Set(kinds(task))).toEqual(new Set(['chat']))
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
