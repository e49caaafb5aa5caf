import { describe, expect, test } from 'vitest'
import { routingFromEnvironment } from '../../src/config/from-environment.ts'
import { speaking } from '../../src/config/target.ts'
import { accept, routeIds } from './routing-texts.ts'

const QWEN = 'version: 1\nproviders:\n  qwen: { preset: qwen, api_key: k }\n'
const OPENAI = 'version: 1\nproviders:\n  openai: { preset: openai, api_key: k }\n'

describe('a target under a task that its preset asks for in words of its own', () => {
  test('without parameters in the file: gets those of the preset, by name, by pattern and by all', () => {
    const { config } = accept(`${QWEN}tasks: { search: [qwen/qwen3.8-max, all, "qwen/*"] }\n`)
    expect(config.tasks.search.entries.map(({ target, parameters }) => [target.id, parameters])).toEqual([
      ['qwen/qwen3.8-max', { enable_search: true }],
      ['qwen/qwen3.7-plus', { enable_search: true }],
      // Not known to search.
      ['qwen/qwen3.7-flash', undefined],
    ])
  })

  test('with parameters in the file: gets those and no others', () => {
    const { config } = accept(`${QWEN}tasks: { search: [{ target: qwen/qwen3.8-max, parameters: { top_k: 5 } }, { target: qwen/qwen3.7-plus, parameters: {} }] }\n`)
    expect(config.tasks.search.entries.map(({ parameters }) => parameters)).toEqual([{ top_k: 5 }, {}])
  })

  test('under any other task, or on another wire of the vendor: gets none', () => {
    expect(accept(`${QWEN}tasks: { code: [qwen/qwen3.8-max] }\n`).config.tasks.code.entries[0]).not.toHaveProperty('parameters')
    expect(accept('version: 1\nproviders:\n  qwen: { preset: qwen, dialect: anthropic, api_key: k }\ntasks: { search: [qwen/qwen3.8-max] }\n').config.tasks.search.entries[0]).not.toHaveProperty('parameters')
  })

  test('with parameters, whoever asks: is asked on its usual wire, which they are words of', () => {
    const { config } = accept(`${QWEN}tasks: { search: [qwen/qwen3.8-max], code: [qwen/qwen3.8-max] }\n`)
    const dialectOf = (task: 'search' | 'code'): string | undefined => config.tasks[task].entries.map(({ target }) => speaking(target, 'anthropic-messages').provider.dialect)[0]
    expect([dialectOf('search'), dialectOf('code')]).toEqual(['openai', 'anthropic'])
  })

  test('under search, with a switch on one wire alone: is asked on wires where it can be told to search', () => {
    const wires = (text: string): readonly string[] => accept(text).config.tasks.search.entries.flatMap(({ target }) => [...target.otherWires?.keys() ?? []])
    expect(wires('version: 1\nproviders:\n  kimi: { preset: kimi, api_key: k }\ntasks: { search: [kimi/kimi-k2.6] }\n')).toEqual(['openai-responses'])
    expect(wires('version: 1\nproviders:\n  kimi: { preset: kimi, api_key: k }\ntasks: { search: [kimi/kimi-k3] }\n')).toEqual(['anthropic-messages', 'openai-responses'])
    expect(wires('version: 1\nproviders:\n  glm: { preset: glm, api_key: k }\ntasks: { search: [glm/glm-5.3] }\n')).toEqual([])
  })
})

describe('models that do not converse', () => {
  test('of a preset: are known and offered, and nothing general leads to them', () => {
    const { config } = accept(`${OPENAI}tasks: { code: [all], agent: ["openai/*"], general: { strategy: round_robin, targets: all } }\n`)
    expect(config.targets.get('openai/text-embedding-3-small')).toMatchObject({ kind: 'embedding' })
    expect(routeIds(config, 'code')).toEqual(['openai/gpt-6-luna'])
    expect(routeIds(config, 'agent')).toEqual(['openai/gpt-6-luna', 'openai/gpt-6-sol', 'openai/gpt-6-astra'])
    expect(routeIds(config, 'general')).toEqual(['openai/gpt-6-luna'])
    expect(routeIds(config, 'image')).toEqual(['openai/gpt-6-luna'])
  })

  test('of a list in the file: have the kind that it says, and are not among all', () => {
    const { config } = accept('version: 1\nproviders:\n  p: { base_url: "https://h.test/v1", api_key: k, models: { a: { kind: embedding }, b:, c: { kind: image } } }\ntasks: { code: [all] }\n')
    expect(routeIds(config, 'code')).toEqual(['p/b'])
    expect([...config.targets.values()].map(({ kind }) => kind)).toEqual(['embedding', 'chat', 'image'])
  })

  test('named for a task: draw pictures without a word, and are warned of anywhere else', () => {
    const { warnings, config } = accept(`${OPENAI}tasks: { image: [openai/gpt-image-1.5, openai/tts-1], code: [openai/gpt-image-1.5, openai/gpt-6-sol] }\n`)
    expect(warnings.map(({ code, path, message }) => [code, path, message])).toEqual([
      ['SR-159', 'tasks.code[0]', '"openai/gpt-image-1.5" is of the kind "image" and never answers "code"'],
      ['SR-159', 'tasks.image[1]', '"openai/tts-1" is of the kind "speech" and never answers "image"'],
    ])
    expect(routeIds(config, 'image')).toEqual(['openai/gpt-image-1.5', 'openai/tts-1'])
  })

  test('a pattern of nothing else: means them', () => {
    expect(routeIds(accept(`${OPENAI}tasks: { image: ["openai/gpt-image-*"] }\n`).config, 'image')).toHaveLength(4)
  })

  test('a list of facts in the file: goes over those of the preset, one by one', () => {
    const { config } = accept('version: 1\nproviders:\n  openai: { preset: openai, api_key: k, models: { gpt-image-1.5: { price: { input: 5, output: 30 } }, text-embedding-3-small: } }\n')
    expect(config.targets.get('openai/gpt-image-1.5')).toMatchObject({ kind: 'image', displayName: 'GPT Image 1.5', price: { input: 5, output: 30 } })
    expect(config.targets.get('openai/text-embedding-3-small')?.price).toEqual({ input: 0.02, output: 0 })
  })
})

test('pictures without a file: everybody\'s maker of pictures goes before anybody who draws in code', () => {
  const { config } = routingFromEnvironment({ ZAI_API_KEY: 'z', DASHSCOPE_API_KEY: 'q', DEEPSEEK_API_KEY: 'd' })
  expect(config?.tasks.image.entries.map(({ target }) => target.id)).toEqual(['glm/cogview-4', 'qwen/qwen-image-3.0', 'deepseek/deepseek-flash', 'glm/glm-5.3-flash', 'qwen/qwen3.7-plus'])
})
