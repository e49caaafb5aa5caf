/**
 * How each client is pointed at the router, in its own words. The tests of real clients run with exactly this, and
 * `docs/clients.md` shows exactly this; only the address and the model differ.
 */

export interface Place {
  /** Of the router, without a path. */
  readonly origin: string
  /** What the client asks for: `auto`, a task, `provider/model`. */
  readonly model: string
}

/** As the documentation shows it. */
export const USUAL_PLACE: Place = { origin: 'http://127.0.0.1:4747', model: 'auto' }

const fill = (text: string, { origin, model }: Place): string => text.replaceAll('{{origin}}', origin).replaceAll('{{model}}', model)

export interface Settings {
  readonly title: string
  readonly environment?: Readonly<Record<string, string>>
  /** A file of the client's, below the home folder or in the folder where one works. */
  readonly file?: { readonly path: string; readonly isInHome: boolean; readonly language: string; readonly text: string }
  /** A module of one's own program. */
  readonly module?: string
}

const opencodeFile = {
  $schema: 'https://opencode.ai/config.json',
  provider: {
    'smart-router': {
      npm: '@ai-sdk/openai-compatible',
      name: 'smart-router',
      options: { baseURL: '{{origin}}/v1', apiKey: 'any' },
      models: { '{{model}}': {} },
    },
  },
  model: 'smart-router/{{model}}',
}

/** Without the second one it reports to its vendor how it is used. */
const qwenSettings = { security: { auth: { selectedType: 'openai' } }, privacy: { usageStatisticsEnabled: false } }

const TEMPLATES = {
  'claude-code': {
    title: 'Claude Code',
    environment: {
      ANTHROPIC_BASE_URL: '{{origin}}',
      ANTHROPIC_AUTH_TOKEN: 'any',
      ANTHROPIC_MODEL: '{{model}}',
      CLAUDE_CODE_MAX_CONTEXT_TOKENS: '128000',
      CLAUDE_CODE_ATTRIBUTION_HEADER: '0',
      CLAUDE_CODE_GATEWAY_HINT_HEADERS: '1',
    },
  },
  codex: {
    title: 'Codex',
    file: {
      path: '.codex/config.toml',
      isInHome: true,
      language: 'toml',
      text: `model = "{{model}}"
model_provider = "smart-router"

[model_providers.smart-router]
name = "smart-router"
base_url = "{{origin}}/v1"
wire_api = "responses"
`,
    },
  },
  opencode: {
    title: 'opencode',
    file: { path: 'opencode.json', isInHome: false, language: 'json', text: `${JSON.stringify(opencodeFile, null, 2)}\n` },
  },
  'qwen-code': {
    title: 'Qwen Code',
    environment: { OPENAI_BASE_URL: '{{origin}}/v1', OPENAI_API_KEY: 'any', OPENAI_MODEL: '{{model}}' },
    file: { path: '.qwen/settings.json', isInHome: true, language: 'json', text: `${JSON.stringify(qwenSettings, null, 2)}\n` },
  },
  'openai-sdk': {
    title: 'OpenAI SDK',
    module: `import OpenAI from 'openai'

export const client = new OpenAI({ baseURL: '{{origin}}/v1', apiKey: 'any' })
export const model = '{{model}}'
`,
  },
  'anthropic-sdk': {
    title: 'Anthropic SDK',
    module: `import Anthropic from '@anthropic-ai/sdk'

export const client = new Anthropic({ baseURL: '{{origin}}', apiKey: 'any' })
export const model = '{{model}}'
`,
  },
  'ai-sdk-compatible': {
    title: 'AI SDK, chat completions',
    module: `import { createOpenAICompatible } from '@ai-sdk/openai-compatible'

export const model = createOpenAICompatible({ name: 'smart-router', baseURL: '{{origin}}/v1', apiKey: 'any' })('{{model}}')
`,
  },
  'ai-sdk-openai-chat': {
    title: 'AI SDK, OpenAI provider with chat completions',
    module: `import { createOpenAI } from '@ai-sdk/openai'

export const model = createOpenAI({ baseURL: '{{origin}}/v1', apiKey: 'any' }).chat('{{model}}')
`,
  },
  'ai-sdk-openai': {
    title: 'AI SDK, OpenAI provider with responses',
    module: `import { createOpenAI } from '@ai-sdk/openai'

export const model = createOpenAI({ baseURL: '{{origin}}/v1', apiKey: 'any' })('{{model}}')
`,
  },
  'ai-sdk-anthropic': {
    title: 'AI SDK, Anthropic provider',
    module: `import { createAnthropic } from '@ai-sdk/anthropic'

export const model = createAnthropic({ baseURL: '{{origin}}/v1', apiKey: 'any' })('{{model}}')
`,
  },
  'langchain-openai': {
    title: 'LangChain, OpenAI',
    module: `import { ChatOpenAI } from '@langchain/openai'

export const model = new ChatOpenAI({ model: '{{model}}', apiKey: 'any', configuration: { baseURL: '{{origin}}/v1' } })
`,
  },
  'langchain-anthropic': {
    title: 'LangChain, Anthropic',
    module: `import { ChatAnthropic } from '@langchain/anthropic'

export const model = new ChatAnthropic({ model: '{{model}}', apiKey: 'any', anthropicApiUrl: '{{origin}}' })
`,
  },
} as const satisfies Readonly<Record<string, Settings>>

export type SettingsName = keyof typeof TEMPLATES
export const SETTINGS_NAMES = Object.keys(TEMPLATES) as readonly SettingsName[]

export const settingsAt = (name: SettingsName, place: Place): Settings => {
  const { title, environment, file, module }: Settings = TEMPLATES[name]
  return {
    title,
    ...(environment !== undefined && { environment: Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, fill(value, place)])) }),
    ...(file !== undefined && { file: { ...file, text: fill(file.text, place) } }),
    ...(module !== undefined && { module: fill(module, place) }),
  }
}

/** The fenced blocks that tell a reader how to do it, as they stand in the documentation. */
export const blocksOf = ({ environment, file, module }: Settings): readonly string[] => [
  ...(environment === undefined ? [] : [`\`\`\`sh\n${Object.entries(environment).map(([key, value]) => `export ${key}=${value}\n`).join('')}\`\`\``]),
  ...(file === undefined ? [] : [`\`\`\`${file.language}\n${file.text}\`\`\``]),
  ...(module === undefined ? [] : [`\`\`\`ts\n${module}\`\`\``]),
]
