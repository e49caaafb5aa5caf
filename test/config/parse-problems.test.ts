import { describe, expect, test } from 'vitest'
import { HOUSE, problemsOf } from './routing-texts.ts'

/** What stands after `version` and `providers:` of a file with one good provider. */
const withHouse = (text: string): string => `${HOUSE}${text}`
const provider = (settings: string): string => `version: 1\nproviders:\n  house: ${settings}\n`

interface Case {
  readonly what: string
  readonly text: string
  readonly code: string
  /** `line:column` */
  readonly at: string
  readonly path?: string
  readonly message: string | RegExp
  readonly suggestion?: string | RegExp
}

const CASES: readonly Case[] = [
  // YAML itself
  { what: 'an open bracket', text: 'version: 1\nproviders: [1, 2\ntasks: 3', code: 'SR-101', at: '3:1', message: /not valid YAML/, suggestion: /brackets/ },
  { what: 'a tab', text: 'version: 1\nproviders:\n\ta: 1', code: 'SR-101', at: '3:1', message: /Tabs/, suggestion: 'indent with spaces' },
  { what: 'an open quote', text: 'version: 1\nproviders: "x', code: 'SR-101', at: '2:14', message: /quote/, suggestion: /close the quote/ },
  { what: 'two documents', text: 'version: 1\n---\nversion: 1', code: 'SR-101', at: '2:1', message: /multiple documents$/, suggestion: /one document/ },
  { what: 'an unknown tag', text: 'version: !!js/function "x"', code: 'SR-101', at: '1:10', message: /tag/i, suggestion: /quote/ },
  { what: 'an unquoted star', text: withHouse('aliases: { claude: *all }'), code: 'SR-101', at: '8:20', message: /\*all refers to an anchor/, suggestion: /"claude-\*"/ },
  { what: 'the same provider twice', text: 'version: 1\nproviders:\n  a: { preset: openai }\n  a: { preset: xai }', code: 'SR-102', at: '4:3', message: 'the key "a" stands twice in one map', suggestion: /remove/ },
  { what: 'a list as a key', text: 'version: 1\n? [a, b]\n: 3', code: 'SR-104', at: '2:3', message: /plain text/, suggestion: /key: value/ },
  { what: 'a key that reaches into prototypes', text: 'version: 1\nproviders:\n  __proto__: { preset: openai }', code: 'SR-107', at: '3:3', path: 'providers.__proto__', message: /not allowed/ },
  { what: 'such a key deep inside', text: withHouse('tasks:\n  code: [{ target: house/large, parameters: { constructor: 1 } }]'), code: 'SR-107', at: '9:47', path: 'tasks.code[0].parameters.constructor', message: /"constructor"/ },
  { what: 'nothing', text: '', code: 'SR-109', at: '1:1', message: 'the file is empty', suggestion: /version: 1/ },
  { what: 'comments only', text: '# nothing yet\n', code: 'SR-109', at: '1:1', message: 'the file is empty' },
  { what: 'the first half of a word', text: 'vers', code: 'SR-104', at: '1:1', message: /must be a map/ },
  { what: 'a list', text: '- version: 1', code: 'SR-104', at: '1:1', message: /must be a map/ },

  // shape
  { what: 'no version', text: 'providers: {}', code: 'SR-106', at: '1:1', path: 'version', message: 'the key "version" is missing at the top of the file', suggestion: 'add "version: 1"' },
  { what: 'another version', text: 'version: 2\nproviders: { a: { preset: openai } }', code: 'SR-105', at: '1:10', path: 'version', message: /2 is not allowed/, suggestion: 'use 1' },
  { what: 'a quoted version', text: 'version: "1"\nproviders: { a: { preset: openai } }', code: 'SR-105', at: '1:10', message: /"1" is not allowed/, suggestion: 'write 1, without quotes' },
  { what: 'a file that ends after its first line', text: 'version: 1\n', code: 'SR-106', at: '1:1', path: 'providers', message: /"providers" is missing/ },
  { what: 'providers without content', text: 'version: 1\nproviders:\n', code: 'SR-104', at: '2:1', path: 'providers', message: 'expected a map, got nothing' },
  { what: 'no provider at all', text: 'version: 1\nproviders: {}', code: 'SR-115', at: '2:12', message: /no provider/ },
  { what: 'an unknown key at the top', text: withHouse('task: {}'), code: 'SR-103', at: '8:1', path: 'task', message: 'unknown key "task" at the top of the file', suggestion: 'did you mean "tasks"?' },
  { what: 'a misspelt key of a provider', text: 'version: 1\nproviders:\n  house:\n    base_urll: http://x', code: 'SR-103', at: '4:5', path: 'providers.house.base_urll', message: 'unknown key "base_urll" in providers.house', suggestion: 'did you mean "base_url"?' },
  { what: 'a key in camel case', text: provider('{ baseUrl: http://x }'), code: 'SR-103', at: '3:12', message: /baseUrl/, suggestion: 'did you mean "base_url"?' },
  { what: 'a key of another program', text: provider('{ api_base: http://x }'), code: 'SR-103', at: '3:12', message: /api_base/, suggestion: 'did you mean "base_url"?' },
  { what: 'a key like nothing known', text: provider('{ preset: openai, zzzzzz: 1 }'), code: 'SR-103', at: '3:28', message: /zzzzzz/, suggestion: /^known keys: preset, dialect/ },
  { what: 'a misspelt key of a model', text: provider('{ preset: openai, models: { m: { max_tokens: 5 } } }'), code: 'SR-103', at: '3:43', path: 'providers.house.models.m.max_tokens', message: /max_tokens/, suggestion: 'did you mean "max_output_tokens"?' },
  { what: 'a misspelt price', text: provider('{ preset: openai, models: { m: { price: { in: 1, output: 2 } } } }'), code: 'SR-106', at: '3:43', message: /"input" is missing in providers.house.models.m.price/ },
  { what: 'a misspelt quirk', text: provider('{ preset: openai, compat: { max_token_field: max_tokens } }'), code: 'SR-103', at: '3:38', message: /max_token_field/, suggestion: 'did you mean "max_tokens_field"?' },
  { what: 'an unknown task', text: withHouse('tasks: { coding: [house/large] }'), code: 'SR-103', at: '8:10', path: 'tasks.coding', message: /coding/, suggestion: /code/ },
  { what: 'a misspelt key of an entry', text: withHouse('tasks: { code: [{ target: house/large, params: {} }] }'), code: 'SR-103', at: '8:40', path: 'tasks.code[0].params', message: /params/, suggestion: 'did you mean "parameters"?' },
  { what: 'a misspelt key of a breaker', text: withHouse('routing: { breaker: { window: 3 } }'), code: 'SR-103', at: '8:23', message: /window/, suggestion: /window_ms/ },
  { what: 'a unit in a time', text: withHouse('routing: { idle_timeout_ms: 10s }'), code: 'SR-104', at: '8:29', path: 'routing.idle_timeout_ms', message: 'expected a number, got "10s"', suggestion: 'write 10000' },
  { what: 'a unit in a window', text: provider('{ preset: openai, models: { m: { context_window: 128k } } }'), code: 'SR-104', at: '3:59', message: /"128k"/, suggestion: 'write 128000' },
  { what: 'a word in the place of a number', text: withHouse('routing: { idle_timeout_ms: long }'), code: 'SR-104', at: '8:29', message: 'expected a number, got "long"' },
  { what: 'a fraction of a token', text: withHouse('classifier: { long_tokens: 1.5 }'), code: 'SR-104', at: '8:28', message: /expected a whole number, got 1.5/ },
  { what: 'a share above one', text: withHouse('routing: { hedge_budget: 3 }'), code: 'SR-105', at: '8:26', message: /must be at most 1/, suggestion: /at most 1/ },
  { what: 'a time of nothing', text: withHouse('routing: { connect_timeout_ms: 0 }'), code: 'SR-105', at: '8:32', message: /must be at least 1/ },
  { what: 'a weight of nothing', text: withHouse('tasks: { code: [{ target: house/large, weight: 0 }] }'), code: 'SR-105', at: '8:48', message: /must be more than 0/ },
  { what: 'yes for true', text: provider('{ preset: openai, enabled: yes }'), code: 'SR-104', at: '3:37', message: 'expected true or false, got "yes"', suggestion: 'write true' },
  { what: 'a number for a text', text: provider('{ preset: openai, models: [5] }'), code: 'SR-104', at: '3:37', message: 'expected text, got 5', suggestion: 'put it in quotes' },
  { what: 'a number for a key', text: provider('{ preset: openai, api_key: 12345 }'), code: 'SR-104', at: '3:37', message: 'expected text, got a number' },
  { what: 'a map for a provider list', text: 'version: 1\nproviders: [openai]', code: 'SR-104', at: '2:12', message: 'expected a map, got a list' },
  { what: 'a text for a task', text: withHouse('tasks: { code: house/large }'), code: 'SR-104', at: '8:16', path: 'tasks.code', message: 'expected a list or a map, got "house/large"', suggestion: 'write [house/large]' },
  { what: 'a number for an entry', text: withHouse('tasks: { code: [7] }'), code: 'SR-104', at: '8:17', message: 'expected text or a map, got 7' },
  { what: 'an empty task', text: withHouse('tasks: { code: [] }'), code: 'SR-105', at: '8:16', message: /is empty/, suggestion: /remove the key/ },
  { what: 'a task without targets', text: withHouse('tasks: { code: { strategy: cost } }'), code: 'SR-106', at: '8:10', message: /"targets" is missing in tasks.code/, suggestion: /"all" or a list/ },
  { what: 'an unknown strategy', text: withHouse('tasks: { code: { strategy: round-robin, targets: all } }'), code: 'SR-105', at: '8:28', message: /"round-robin" is not allowed/, suggestion: 'did you mean "round_robin"?' },
  { what: 'a strategy like nothing known', text: withHouse('tasks: { code: { strategy: best, targets: all } }'), code: 'SR-105', at: '8:28', message: /"best"/, suggestion: /^use priority, round_robin/ },
  { what: 'an unknown preset', text: provider('{ preset: deepsek }'), code: 'SR-111', at: '3:20', path: 'providers.house.preset', message: 'unknown preset "deepsek"', suggestion: 'did you mean "deepseek"?' },
  { what: 'quirks of an unknown preset', text: provider('{ preset: openai, compat: gemni }'), code: 'SR-111', at: '3:36', message: 'unknown preset "gemni"', suggestion: 'did you mean "gemini"?' },
  { what: 'an unknown capability', text: provider('{ preset: openai, models: { m: { capabilities: [vision] } } }'), code: 'SR-105', at: '3:58', message: /"vision" is not allowed/ },
  { what: 'a provider name with a slash', text: 'version: 1\nproviders:\n  a/b: { preset: openai }', code: 'SR-105', at: '3:3', path: 'providers["a/b"]', message: /"a\/b" cannot be a name/, suggestion: /letters/ },
  { what: 'a header name with a space', text: provider('{ preset: openai, headers: { "a b": c } }'), code: 'SR-105', at: '3:39', message: /not a header name/ },

  // providers
  { what: 'a provider of nothing', text: provider('{}'), code: 'SR-106', at: '3:3', path: 'providers.house', message: /neither a preset nor a base_url/, suggestion: /base_url: https/ },
  { what: 'a base URL without a scheme', text: provider('{ base_url: "localhost:8000/v1" }'), code: 'SR-112', at: '3:22', path: 'providers.house.base_url', message: /is not a URL/, suggestion: 'write http://localhost:8000/v1' },
  { what: 'an endpoint of an unknown wire', text: provider('{ preset: deepseek, endpoints: { antropic: "https://x" } }'), code: 'SR-103', at: '3:43', path: 'providers.house.endpoints.antropic', message: /antropic/, suggestion: 'did you mean "anthropic"?' },
  { what: 'an endpoint without a scheme', text: provider('{ base_url: "https://h/v1", endpoints: { anthropic: "h/anthropic" } }'), code: 'SR-112', at: '3:62', path: 'providers.house.endpoints.anthropic', message: /is not a URL/ },
  { what: 'an endpoint with a login', text: provider('{ base_url: "https://h/v1", endpoints: { anthropic: { base_url: "https://me:secret@x.test" } } }'), code: 'SR-112', at: '3:74', path: 'providers.house.endpoints.anthropic.base_url', message: /user name/ },
  { what: 'an endpoint that is not said', text: provider('{ base_url: "https://h/v1", endpoints: { anthropic: true } }'), code: 'SR-104', at: '3:62', message: /expected text, a map or "false", got true/ },
  { what: 'an endpoint of the usual wire', text: provider('{ base_url: "https://h/v1", endpoints: { openai: "https://x" } }'), code: 'SR-105', at: '3:51', path: 'providers.house.endpoints.openai', message: /openai is its usual wire/, suggestion: /base_url/ },
  { what: 'a misspelt quirk of an endpoint', text: provider('{ base_url: "https://h/v1", endpoints: { anthropic: { base_url: "https://x", compat: { autentication: bearer } } } }'), code: 'SR-103', at: '3:97', message: /autentication/, suggestion: 'did you mean "authentication"?' },
  { what: 'a wire that the vendor does not have', text: provider('{ preset: groq, dialect: anthropic }'), code: 'SR-105', at: '3:35', path: 'providers.house.dialect', message: /"groq" has no address of the dialect "anthropic"/, suggestion: /base_url/ },
  { what: 'a quirk that is no address', text: provider('{ preset: openai, compat: { continuation_base_url: "api.x.test/beta" } }'), code: 'SR-105', at: '3:61', message: /not an address/ },
  { what: 'a base URL with a login', text: provider('{ base_url: "https://me:secret@x.test" }'), code: 'SR-112', at: '3:22', message: /user name/ },
  { what: 'a key with a space', text: provider('{ preset: openai, api_key: "abc def" }'), code: 'SR-113', at: '3:37', path: 'providers.house.api_key', message: /a space/, suggestion: /VAR/ },
  { what: 'an empty key', text: provider('{ preset: openai, api_key: "" }'), code: 'SR-113', at: '3:37', message: /empty/ },
  { what: 'an open placeholder', text: provider('{ preset: openai, api_key: "${KEY" }'), code: 'SR-114', at: '3:37', message: /never closed/, suggestion: /\$\{VAR\}/ },
  { what: 'a placeholder of another shape', text: provider('{ preset: openai, api_key: "${env:KEY}" }'), code: 'SR-114', at: '3:37', message: /\$\{env:KEY\}/ },
  { what: 'a header that is ours', text: provider('{ preset: openai, headers: { Authorization: x } }'), code: 'SR-105', at: '3:39', message: /Authorization/, suggestion: /api_key/ },
  { what: 'a header with a letter outside ASCII', text: provider('{ preset: openai, headers: { x-a: "قيمة" } }'), code: 'SR-105', at: '3:44', message: /ASCII/ },

  // targets
  { what: 'a target of a misspelt provider', text: withHouse('tasks: { code: [house/large, huose/large] }'), code: 'SR-110', at: '8:30', path: 'tasks.code[1]', message: 'unknown target "huose/large"', suggestion: 'did you mean "house/large"?' },
  { what: 'a misspelt model of a closed list', text: withHouse('tasks: { code: [house/lagre] }'), code: 'SR-110', at: '8:17', message: /house\/lagre/, suggestion: 'did you mean "house/large"?' },
  { what: 'a model that is not listed', text: withHouse('tasks: { code: [house/enormous-new-model] }'), code: 'SR-110', at: '8:17', message: /enormous/, suggestion: 'add "enormous-new-model" to the models of provider "house"' },
  { what: 'a model without its provider', text: withHouse('tasks: { code: [wide] }'), code: 'SR-110', at: '8:17', message: /written provider\/model/, suggestion: 'did you mean "barn/wide"?' },
  { what: 'a provider without a model', text: withHouse('tasks: { code: [house] }'), code: 'SR-110', at: '8:17', message: /written provider\/model/, suggestion: 'write "house/large" or "house/*"' },
  { what: 'a bare word', text: withHouse('tasks: { code: [al] }'), code: 'SR-110', at: '8:17', message: /"al"/, suggestion: 'did you mean "all"?' },
  { what: 'a bare word like nothing known', text: withHouse('tasks: { code: [qqqqqqq] }'), code: 'SR-110', at: '8:17', message: /"qqqqqqq"/, suggestion: 'write provider/model, or all' },
  { what: 'a provider that is not there', text: withHouse('tasks: { code: [moon/x] }'), code: 'SR-110', at: '8:17', message: /"moon\/x"/, suggestion: 'add a provider "moon", or take the target out' },
  { what: 'an unknown target of an entry', text: withHouse('tasks: { code: { targets: [{ target: moon/x }] } }'), code: 'SR-110', at: '8:38', path: 'tasks.code.targets[0].target', message: /moon/ },
  { what: 'a pattern that matches nothing', text: withHouse('tasks: { code: ["house/x*"] }'), code: 'SR-110', at: '8:17', message: 'no target matches "house/x*"' },
  { what: 'an alias to nothing', text: withHouse('aliases: { "gpt-*": codee }'), code: 'SR-116', at: '8:21', path: 'aliases["gpt-*"]', message: /"codee"/, suggestion: 'did you mean "code"?' },
  { what: 'an alias to a word like nothing known', text: withHouse('aliases: { x: zzzzzzzzz }'), code: 'SR-116', at: '8:15', message: /zzzz/, suggestion: 'use auto, a task, or provider/model' },
  { what: 'an alias to an unknown target', text: withHouse('aliases: { x: house/lrage }'), code: 'SR-110', at: '8:15', path: 'aliases.x', message: /lrage/, suggestion: 'did you mean "house/large"?' },

  // settings that contradict each other
  { what: 'a first content later than everything', text: withHouse('routing: { first_content_timeout_ms: 9000, total_timeout_ms: 5000 }'), code: 'SR-105', at: '8:38', path: 'routing.first_content_timeout_ms', message: /longer than "total_timeout_ms" \(5000\)/, suggestion: /at most 5000/ },
  { what: 'a breaker that opens longer than its longest', text: withHouse('routing: { breaker: { open_ms: 9, max_open_ms: 5 } }'), code: 'SR-105', at: '8:32', message: /longer than "max_open_ms"/ },
]

describe('a routing file that is wrong', () => {
  test.each(CASES)('$what: says $code at $at, what, and what to do', ({ text, code, at, path, message, suggestion }) => {
    const [problem] = problemsOf(text)
    expect(problem).toBeDefined()
    expect({ code: problem?.code, at: `${problem?.line}:${problem?.column}`, file: problem?.file }).toEqual({ code, at, file: 'config/routing.yaml' })
    expect(problem?.message).toMatch(message)
    if (path !== undefined) expect(problem?.path).toBe(path)
    if (suggestion !== undefined) expect(problem?.suggestion).toMatch(suggestion)
  })

  test('several mistakes in it: are all told at once, each at its place', () => {
    const problems = problemsOf('version: 1\nproviders:\n  a: { presett: openai }\n  b: { preset: opnai }\nrouting: { idle_timeout_ms: no, hedge: 1 }\n')
    expect(problems.map(({ code, line }) => [code, line])).toEqual([['SR-103', 3], ['SR-111', 4], ['SR-104', 5], ['SR-103', 5]])
  })

  test('a provider that is wrong and named by a task: is one problem, not two', () => {
    const problems = problemsOf('version: 1\nproviders:\n  a: { base_url: "ftp://x" }\ntasks: { code: [a/b] }\n')
    expect(problems.map(({ code }) => code)).toEqual(['SR-112'])
  })

  test('aliases that multiply without end: are refused before they are copied', () => {
    const levels = Array.from({ length: 12 }, (_unused, index) => `l${index + 1}: &l${index + 1} [${Array.from({ length: 10 }, () => `*l${index}`).join(', ')}]`)
    const [problem] = problemsOf(`l0: &l0 [x]\n${levels.join('\n')}\n`)
    expect(problem?.code).toBe('SR-108')
  })

  test('a problem below a YAML alias: is placed where the anchor stands', () => {
    const [problem] = problemsOf('version: 1\nproviders:\n  a: &settings\n    presett: openai\n  b: *settings\n')
    expect(problem).toMatchObject({ code: 'SR-103', line: 4, column: 5, path: 'providers.a.presett' })
  })

  test('no message of it: ever holds a key', () => {
    const secret = 'sk-canary-0123456789'
    const texts = [provider(`{ preset: openai, api_key: "${secret} x" }`), provider(`{ preset: openai, api_key: ["${secret}"] }`), provider(`{ preset: openai, headers: { x: ["${secret}"] } }`), provider(`{ preset: openai, api_keys: "${secret}" }`), provider(`{ base_url: "https://u:${secret}@h" }`), provider(`{ base_url: "u:${secret}@h" }`)]
    for (const text of texts) {
      const problems = problemsOf(text)
      expect(problems.length).toBeGreaterThan(0)
      expect(JSON.stringify(problems)).not.toContain('canary')
    }
  })

  test.each(['é', '\u0000', '\uFEFFversion: 1', '{'.repeat(200), '['.repeat(200), '&a '.repeat(50), '!!binary x', '%TAG ! x\n---\na', '? ', ': ', '- - - -', '"\\x"', '<<: *a'])('garbage (%j): is refused with a place, and nothing is thrown', (text) => {
    const problems = problemsOf(text)
    expect(problems.length).toBeGreaterThan(0)
    for (const { line, column, length } of problems) expect(Math.min(line, column, length)).toBeGreaterThan(0)
  })
})
