import { describe, expect, test } from 'vitest'
import { accept, HOUSE, parse, problemsOf, routeIds } from './routing-texts.ts'

const one = (settings: string): string => `version: 1\nproviders:\n  p: ${settings}\n`
const codes = (warnings: readonly { code: string }[]): string[] => warnings.map(({ code }) => code)

describe('the shape promised to users', () => {
  const text = `# yaml-language-server: $schema=./routing.schema.json
version: 1
providers:
  deepseek: { preset: deepseek, api_key: "\${DEEPSEEK_API_KEY}" }
  qwen: { preset: qwen, api_key: "\${DASHSCOPE_API_KEY}" }
  house:
    dialect: openai
    base_url: http://127.0.0.1:9911/v1
    api_keys: ["\${HOUSE_KEY:-none}"]
    compat: deepseek
    models:
      house-large: { context_window: 131072, max_output_tokens: 8192, price: { input: 0.3, output: 1.2 }, capabilities: [tools, images] }
tasks:
  code:    [deepseek/deepseek-reasoner, house/house-large]
  search:  [{ target: qwen/qwen-max, parameters: { enable_search: true } }]
  general: { strategy: round_robin, targets: all }
aliases: { "claude-*": auto, "gpt-*": auto }
routing: { connect_timeout_ms: 1000, first_content_timeout_ms: 10000, hedge_after_ms: 1500, max_billed_attempts: 3 }
`

  test('the file of the announcement, with keys: is accepted without a warning', () => {
    const { config, warnings } = accept(text, { variables: { DEEPSEEK_API_KEY: 'Bearer sk-d', DASHSCOPE_API_KEY: 'sk-q\n' } })
    expect(warnings).toEqual([])
    expect(routeIds(config, 'code')).toEqual(['deepseek/deepseek-reasoner', 'house/house-large'])
    expect(config.tasks.search.entries[0]).toMatchObject({ target: { id: 'qwen/qwen-max' }, parameters: { enable_search: true }, weight: 1 })
    expect(config.tasks.general).toMatchObject({ strategy: 'round_robin' })
    expect(routeIds(config, 'general')).toEqual(['deepseek/deepseek-flash', 'qwen/qwen3.7-plus', 'house/house-large'])
    expect(config.providers.get('deepseek')?.credentials[0]?.secret.reveal()).toBe('sk-d')
    expect(config.providers.get('qwen')?.credentials[0]?.secret.reveal()).toBe('sk-q')
    expect(config.providers.get('house')?.credentials.map(({ id, secret }) => [id, secret.reveal()])).toEqual([['house#1', 'none']])
    expect(config.aliases.map(({ pattern, model }) => [pattern, model])).toEqual([['claude-*', 'auto'], ['gpt-*', 'auto']])
  })

  test('the same file without any key: keeps the house, leaves the vendors out and says what that costs', () => {
    const { config, warnings } = accept(text)
    expect([...config.providers.keys()]).toEqual(['house'])
    expect(warnings.map(({ code, path, message }) => [code, path, message])).toEqual([
      ['SR-155', 'tasks.search', expect.stringContaining('round robin')],
      ['SR-150', 'providers.deepseek', 'provider "deepseek" is left out: DEEPSEEK_API_KEY is not set; its targets are skipped in code'],
      ['SR-150', 'providers.qwen', 'provider "qwen" is left out: DASHSCOPE_API_KEY is not set; its targets are skipped in search'],
    ])
    expect(routeIds(config, 'search')).toEqual(['house/house-large'])
  })

  test('facts of a model: are what the file says', () => {
    const target = accept(text).config.targets.get('house/house-large')
    expect(target).toMatchObject({ model: 'house-large', contextWindow: 131_072, maxOutputTokens: 8192, price: { input: 0.3, output: 1.2 }, compat: { reasoningSwitch: 'thinking-type' }, weight: 1 })
    expect([...target?.capabilities ?? []]).toEqual(['tools', 'images'])
  })
})

describe('placeholders', () => {
  test('variables, defaults and files anywhere in a provider: are filled in', () => {
    const { config } = accept(one('{ base_url: "${SCHEME:-https}://${HOST}/v1", api_key: "${file:/run/key}", headers: { X-Team: "t-${TEAM:-none}" }, models: [m] }'), { variables: { HOST: 'h.test' }, files: { '/run/key': '  key-from-file\n' } })
    const provider = config.providers.get('p')
    expect(provider?.baseUrl).toBe('https://h.test/v1')
    expect(provider?.headers).toEqual({ 'x-team': 't-none' })
    expect(provider?.credentials[0]?.secret.reveal()).toBe('key-from-file')
  })

  test('a doubled dollar: stands for a plain one', () => {
    expect(accept(one('{ base_url: "https://h.test", api_key: "$${A}", models: [m] }')).config.providers.get('p')?.credentials[0]?.secret.reveal()).toBe('${A}')
  })

  test('the form of LiteLLM for a key: is understood', () => {
    expect(accept(one('{ preset: openai, api_key: os.environ/MY_KEY }'), { variables: { MY_KEY: 'abc' } }).config.providers.get('p')?.credentials[0]?.secret.reveal()).toBe('abc')
    expect(accept(one('{ preset: openai, api_key: os.environ/MY_KEY }')).warnings[0]?.message).toContain('MY_KEY is not set')
  })

  test('a file that is not there: leaves the provider out', () => {
    expect(accept(one('{ preset: openai, api_key: "${file:/none}" }')).warnings[0]?.message).toContain('file /none does not exist')
  })

  test('a file that may not be read: is a problem with its reason', () => {
    const parsed = (error: Error): string | undefined => {
      const result = parseText(one('{ preset: openai, api_key: "${file:/x}" }'), () => { throw error })
      return result.ok ? undefined : result.problems[0]?.message
    }
    expect(parsed(Object.assign(new Error('no'), { code: 'EACCES' }))).toBe('the file /x cannot be read (EACCES)')
    expect(parsed(new Error('broken disk'))).toBe('the file /x cannot be read (broken disk)')
  })

  test('a variable missing in an address, a dialect and a model: leaves the provider out and is no mistake', () => {
    const { warnings, hasUsableProvider } = accept(one('{ base_url: "${X}", dialect: "${Y}", api_key: "k", models: ["${Z}"], headers: { a: "${X}" } }'))
    expect(warnings.map(({ message }) => message)).toEqual(['provider "p" is left out: X, Y and Z are not set'])
    expect(hasUsableProvider).toBe(false)
  })

  test('a mistake beside a missing variable: is still told', () => {
    expect(codes(problemsOf(one('{ base_url: "${X}", dialect: "${Y}", modles: [] }')))).toEqual(['SR-103'])
  })
})

const parseText = (text: string, file: () => string): ReturnType<typeof parse> => parse(text, { files: new Proxy({}, { get: file }) })

describe('keys', () => {
  test('several keys of which one is not set: the others are used, with a warning', () => {
    const { config, warnings } = accept(one('{ preset: openai, api_keys: ["${A}", "${B}", "${A}", "${C:-}"] }'), { variables: { A: 'a-key' } })
    expect(config.providers.get('p')?.credentials.map(({ id }) => id)).toEqual(['p#1'])
    expect(warnings.map(({ code, path, message }) => [code, path, message])).toEqual([
      ['SR-151', 'providers.p.api_keys[1]', 'one key of provider "p" is left out: B is not set'],
      ['SR-151', 'providers.p.api_keys[3]', 'one key of provider "p" is left out: its key is empty'],
    ])
  })

  test('several keys of which none is set: the provider is left out with every reason', () => {
    expect(accept(one('{ preset: openai, api_key: "${A}", api_keys: ["${B}", "${A}"] }')).warnings[0]?.message).toContain('A is not set, B is not set')
  })

  test('a good key beside one that cannot be sent: the file is refused', () => {
    expect(codes(problemsOf(one('{ preset: openai, api_keys: ["a b", "good"] }')))).toEqual(['SR-113'])
  })

  test('a preset without a key in the file: its usual variables are looked up, and the key decides the address', () => {
    const glm = (variables: Record<string, string>): string | undefined => accept(one('{ preset: glm }'), { variables }).config.providers.get('p')?.baseUrl
    expect(glm({ ZAI_API_KEY: 'z' })).toBe('https://api.z.ai/api/paas/v4')
    expect(glm({ ZHIPUAI_API_KEY: 'z' })).toBe('https://open.bigmodel.cn/api/paas/v4')
    expect(accept(one('{ preset: glm, base_url: "https://mine.test" }'), { variables: { ZHIPUAI_API_KEY: 'z' } }).config.providers.get('p')?.baseUrl).toBe('https://mine.test')
    expect(accept(one('{ preset: glm }')).warnings[0]?.message).toContain('ZAI_API_KEY or ZHIPUAI_API_KEY is not set')
  })

  test('a usual variable that cannot be sent: leaves the provider out and never shows the value', () => {
    const { warnings } = accept(one('{ preset: openai }'), { variables: { OPENAI_API_KEY: 'two words' } })
    expect(warnings[0]?.message).toContain('OPENAI_API_KEY cannot be used')
    expect(JSON.stringify(warnings)).not.toContain('two words')
  })

  test('a long key in clear: is used, with a warning', () => {
    const { config, warnings } = accept(one('{ preset: openai, api_key: sk-0123456789abcdef }'))
    expect(config.providers.get('p')?.credentials).toHaveLength(1)
    expect(codes(warnings)).toEqual(['SR-157'])
  })

  test('a server without a key: gets a credential that is never sent', () => {
    const { config } = accept(one('{ base_url: "http://127.0.0.1:1/v1", models: [m] }'))
    expect(config.providers.get('p')?.credentials).toHaveLength(1)
    expect(config.targets.get('p/m')?.compat).toEqual({ authentication: 'none' })
    expect(accept(one('{ preset: ollama, models: [m] }')).config.targets.get('p/m')?.compat.authentication).toBe('none')
  })
})

describe('providers', () => {
  test('a provider named as a preset and nothing else: is that preset', () => {
    const { config } = accept('version: 1\nproviders:\n  deepseek:\n', { variables: { DEEPSEEK_API_KEY: 'k' } })
    expect(config.providers.get('deepseek')).toMatchObject({ preset: 'deepseek', dialect: 'openai', baseUrl: 'https://api.deepseek.com' })
  })

  test('a switched-off provider: stays known, has no targets, and nobody complains of its missing key', () => {
    const { config, warnings, hasUsableProvider } = accept(`${HOUSE}  off: { preset: openai, enabled: false }\n  gone: { base_url: "\${X}", enabled: false }\ntasks: { code: [off/gpt-6-sol, house/large] }\n`)
    expect(config.providers.get('off')).toMatchObject({ isEnabled: false, credentials: [] })
    expect([...config.targets.keys()].filter((id) => id.startsWith('off/'))).toEqual([])
    expect(routeIds(config, 'code')).toEqual(['house/large'])
    expect({ warnings, hasUsableProvider }).toEqual({ warnings: [], hasUsableProvider: true })
  })

  test('only switched-off providers: is valid, and nothing can be routed', () => {
    expect(accept(one('{ preset: openai, enabled: false }'))).toMatchObject({ hasUsableProvider: false, warnings: [] })
  })

  test('a path that the dialect appends: is taken off with a warning', () => {
    const { config, warnings } = accept('version: 1\nproviders:\n  a: { base_url: "https://a.test/v1/chat/completions/", api_key: k, models: [m] }\n  b: { dialect: anthropic, base_url: "https://b.test/v1", api_key: k, models: [m] }\n')
    expect(config.providers.get('a')?.baseUrl).toBe('https://a.test/v1')
    expect(config.providers.get('b')?.baseUrl).toBe('https://b.test')
    expect(warnings.map(({ code, suggestion }) => [code, suggestion])).toEqual([['SR-158', 'write https://a.test/v1'], ['SR-158', 'write https://b.test']])
  })

  test('plain http to a public host: is allowed with a warning', () => {
    expect(codes(accept(one('{ base_url: "http://api.example.com/v1", api_key: k, models: [m] }')).warnings)).toEqual(['SR-152'])
  })

  test('a vendor that may not allow it: is used with a warning', () => {
    const { warnings } = accept(one('{ preset: antigravity, api_key: k }'))
    expect(codes(warnings)).toEqual(['SR-153'])
    expect(warnings[0]?.message).toContain('terms')
  })

  test('a server whose models nobody lists: is told of, unless a task names one', () => {
    expect(accept(one('{ preset: ollama }'))).toMatchObject({ hasUsableProvider: false, warnings: [{ code: 'SR-156' }] })
    const named = accept(`${one('{ preset: ollama }')}tasks: { code: [p/llama3.3] }\naliases: { mine: p/other }\n`)
    expect(named).toMatchObject({ hasUsableProvider: true, warnings: [] })
    expect([...named.config.targets.keys()]).toEqual(['p/llama3.3', 'p/other'])
  })

  test('quirks: a preset\'s name replaces, flags add, a model\'s own come last', () => {
    const { config } = accept(one('{ preset: kimi, api_key: k, compat: { tool_choice: all }, models: { kimi-k3: { compat: { image_input: text-placeholder } }, other: { compat: gemini } } }'))
    expect(config.targets.get('p/kimi-k3')?.compat).toMatchObject({ maxTokensField: 'max_completion_tokens', toolChoice: 'all', reasoningAlwaysOn: true, imageInput: 'text-placeholder' })
    expect(config.targets.get('p/other')?.compat).toMatchObject({ mendsFinishReason: true })
    expect(config.targets.get('p/other')?.compat).not.toHaveProperty('maxTokensField')
  })
})

describe('models', () => {
  test('a preset with its own list: only that list is offered, with the preset\'s facts under it', () => {
    const { config } = accept(one('{ preset: deepseek, api_key: k, models: { deepseek-v4-pro: { name: pro-2, display_name: Pro, weight: 3, price: { input: 1, output: 2, cache_read: 0.1, cache_write: 1.1 } }, mine: } }'))
    expect([...config.targets.keys()]).toEqual(['p/deepseek-v4-pro', 'p/mine'])
    expect(config.targets.get('p/deepseek-v4-pro')).toMatchObject({ model: 'pro-2', displayName: 'Pro', contextWindow: 1_000_000, weight: 3, price: { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 1.1 } })
    expect(config.targets.get('p/mine')).toMatchObject({ model: 'mine', compat: { reasoningSwitch: 'thinking-type' } })
  })

  test('a task that names what the preset knows but the list does not: is served', () => {
    const { config, warnings } = accept(`${one('{ preset: deepseek, api_key: k, models: [deepseek-flash] }')}tasks: { code: [p/deepseek-v4-pro] }\n`)
    expect(routeIds(config, 'code')).toEqual(['p/deepseek-v4-pro'])
    expect(warnings).toEqual([])
  })

  test('a task that names a model newer than the preset: is served with a warning that knows what may be meant', () => {
    const { config, warnings } = accept(`${one('{ preset: deepseek, api_key: k }')}tasks: { code: [p/deepseek-v4-prp, p/wholly-new] }\n`)
    expect(routeIds(config, 'code')).toEqual(['p/deepseek-v4-prp', 'p/wholly-new'])
    expect(config.targets.get('p/wholly-new')?.contextWindow).toBeUndefined()
    expect(warnings.map(({ code, path, suggestion }) => [code, path, suggestion])).toEqual([
      ['SR-154', 'tasks.code[0]', 'did you mean "p/deepseek-v4-pro"?'],
      ['SR-154', 'tasks.code[1]', expect.stringContaining('list it under "models"')],
    ])
  })
})

test('a task that names any model of a marketplace: is served without a word', () => {
  const { config, warnings } = accept(`${one('{ preset: openrouter, api_key: k }')}tasks: { code: [p/some-lab/some-model] }\n`)
  expect(routeIds(config, 'code')).toEqual(['p/some-lab/some-model'])
  expect(warnings).toEqual([])
})

describe('tasks', () => {
  test('patterns, all and repeats: the first mention of a target counts', () => {
    const { config } = accept(`${HOUSE}tasks: { code: [barn/wide, "house/*", all], agent: ["*"], thinking: ["h*/s*", barn/*] }\n`)
    expect(routeIds(config, 'code')).toEqual(['barn/wide', 'house/large', 'house/small'])
    expect(routeIds(config, 'agent')).toEqual(['house/large', 'house/small', 'barn/wide'])
    expect(routeIds(config, 'thinking')).toEqual(['house/small', 'barn/wide'])
  })

  test('a pattern of a provider that is left out: is skipped', () => {
    const { config, warnings } = accept(`${HOUSE}  openai: { preset: openai }\ntasks: { code: ["openai/*", "*/*"] }\n`)
    expect(routeIds(config, 'code')).toEqual(['house/large', 'house/small', 'barn/wide'])
    expect(warnings[0]?.message).toContain('skipped in code')
  })

  test('a task of one strategy with weights: keeps both', () => {
    const { config } = accept(`${HOUSE}tasks: { code: { strategy: weighted, targets: [{ target: house/large, weight: 3 }, barn/wide] }, long: { targets: [barn/wide] } }\n`)
    expect(config.tasks.code).toMatchObject({ strategy: 'weighted', entries: [{ weight: 3 }, { weight: 1 }] })
    expect(config.tasks.long.strategy).toBe('priority')
  })

  test('a task that is not in the file: goes round robin over all', () => {
    const { config } = accept(HOUSE)
    expect(config.tasks.image).toMatchObject({ strategy: 'round_robin' })
    expect(routeIds(config, 'image')).toEqual(['house/large', 'house/small', 'barn/wide'])
  })

  test('a slash in the name of a model: belongs to the model', () => {
    const { config } = accept(`${one('{ preset: openrouter, api_key: k }')}tasks: { code: [p/z-ai/glm-5.3, "p/*"] }\n`)
    expect(routeIds(config, 'code')).toEqual(['p/z-ai/glm-5.3', 'p/openrouter/auto'])
  })
})

describe('aliases', () => {
  test('auto, tasks, models and targets: are all places to lead to', () => {
    const { config } = accept(`${HOUSE}aliases: { a: auto, b: code, c: "auto:long", d: wide, e: house/small, "g-*": general }\n`)
    expect(config.aliases.map(({ model }) => model)).toEqual(['auto', 'code', 'auto:long', 'wide', 'house/small', 'general'])
  })

  test('an alias into a provider that is left out: is left out with it', () => {
    const { config, warnings } = accept(`${HOUSE}  openai: { preset: openai }\naliases: { x: openai/gpt-6-sol }\n`)
    expect(config.aliases).toEqual([])
    expect(warnings[0]?.message).toContain('skipped in alias x')
  })
})

describe('settings', () => {
  test('nothing written: the defaults hold', () => {
    expect(accept(HOUSE).config.routing).toEqual({
      connectTimeoutMs: 1000, firstContentTimeoutMs: 10_000, resultTimeoutMs: 120_000, idleTimeoutMs: 30_000, totalTimeoutMs: 180_000, hedgeAfterMs: 1500,
      hedgeBudget: 0.05, maxBilledAttempts: 3, retryBudget: 0.2, longTokens: 4000, fallbackOnInvalidRequest: false, resume: true,
      breaker: { minimumCalls: 5, failurePercent: 50, windowMs: 10_000, openMs: 5000, maxOpenMs: 30_000 },
    })
  })

  test('everything written: everything holds', () => {
    const { config } = accept(`${HOUSE}routing: { connect_timeout_ms: 1, first_content_timeout_ms: 2, result_timeout_ms: 3, idle_timeout_ms: 4, total_timeout_ms: 5, hedge_after_ms: 0, hedge_budget: 0, max_billed_attempts: 8, retry_budget: 1, resume: false, fallback_on_invalid_request: true, breaker: { minimum_calls: 1, failure_percent: 2, window_ms: 3, open_ms: 4, max_open_ms: 5 } }\nclassifier: { long_tokens: 9 }\n`)
    expect(config.routing).toEqual({
      connectTimeoutMs: 1, firstContentTimeoutMs: 2, resultTimeoutMs: 3, idleTimeoutMs: 4, totalTimeoutMs: 5, hedgeAfterMs: 0, hedgeBudget: 0, maxBilledAttempts: 8,
      retryBudget: 1, longTokens: 9, fallbackOnInvalidRequest: true, resume: false, breaker: { minimumCalls: 1, failurePercent: 2, windowMs: 3, openMs: 4, maxOpenMs: 5 },
    })
  })

  test('one end of the breaker\'s range alone: the other end gives way', () => {
    expect(accept(`${HOUSE}routing: { breaker: { open_ms: 60000 } }\n`).config.routing.breaker).toMatchObject({ openMs: 60_000, maxOpenMs: 60_000 })
    expect(accept(`${HOUSE}routing: { breaker: { max_open_ms: 1000 } }\n`).config.routing.breaker).toMatchObject({ openMs: 1000, maxOpenMs: 1000 })
  })
})
