/** Who the built-in demonstration providers are: names, models, pace and tempers, as data. None of them knows anything. */

import type { SimulatedError } from './simulated-wire.ts'

export type DemoCapability = 'tools' | 'images' | 'documents' | 'reasoning' | 'search' | 'image_output' | 'structured_output'
export type DemoProviderName = 'demo-deepseek' | 'demo-qwen' | 'demo-glm' | 'demo-kimi' | 'demo-antigravity'

export interface DemoModel {
  readonly id: string
  /** Default `chat`. A model of the kind `image` answers at the images endpoint alone. */
  readonly kind?: 'image'
  /** Tokens. */
  readonly contextWindow: number
  /** Tokens. */
  readonly maxOutputTokens: number
  readonly capabilities: readonly DemoCapability[]
  /** United States dollars for a million tokens: nothing, for nothing is bought. */
  readonly price: { readonly input: number; readonly output: number }
}

/** A failure that comes at every nth request, counted from the first one. */
export interface DemoFailure {
  readonly every: number
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly error: SimulatedError
}

export interface DemoProfile {
  readonly name: DemoProviderName
  readonly dialect: 'openai' | 'anthropic'
  /** The environment variable that brings the real provider. */
  readonly keyVariable: string
  readonly models: readonly DemoModel[]
  readonly firstTokenMs: number
  /** Between two words. */
  readonly wordMs: number
  readonly failure?: DemoFailure
}

const FREE = { input: 0, output: 0 }
/** What all but the simplest can do. */
const TEXT_ABILITIES = ['tools', 'reasoning', 'structured_output'] as const

export const DEMO_PROFILES: readonly DemoProfile[] = [
  {
    name: 'demo-deepseek', dialect: 'openai', keyVariable: 'DEEPSEEK_API_KEY', firstTokenMs: 45, wordMs: 9,
    models: [
      { id: 'deepseek-demo', contextWindow: 131_072, maxOutputTokens: 8192, capabilities: ['tools', 'structured_output'], price: FREE },
      { id: 'deepseek-demo-reasoner', contextWindow: 131_072, maxOutputTokens: 65_536, capabilities: TEXT_ABILITIES, price: FREE },
    ],
  },
  {
    name: 'demo-qwen', dialect: 'openai', keyVariable: 'DASHSCOPE_API_KEY', firstTokenMs: 30, wordMs: 6,
    models: [
      { id: 'qwen-demo', contextWindow: 32_768, maxOutputTokens: 8192, capabilities: ['tools', 'search', 'structured_output'], price: FREE },
      { id: 'qwen-demo-vision', contextWindow: 131_072, maxOutputTokens: 8192, capabilities: [...TEXT_ABILITIES, 'images', 'documents', 'search'], price: FREE },
    ],
  },
  {
    name: 'demo-glm', dialect: 'openai', keyVariable: 'ZAI_API_KEY', firstTokenMs: 60, wordMs: 11,
    models: [
      { id: 'glm-demo', contextWindow: 200_000, maxOutputTokens: 32_768, capabilities: [...TEXT_ABILITIES, 'images'], price: FREE },
      { id: 'cogview-demo', kind: 'image', contextWindow: 4_096, maxOutputTokens: 4_096, capabilities: ['image_output'], price: FREE },
      { id: 'glm-demo-image', contextWindow: 32_768, maxOutputTokens: 8192, capabilities: ['images', 'image_output'], price: FREE },
    ],
    failure: {
      every: 3, status: 429, headers: { 'retry-after': '1' },
      error: { message: 'demonstration of a rate limit: every third request', type: 'requests', code: '1302' },
    },
  },
  {
    name: 'demo-kimi', dialect: 'openai', keyVariable: 'MOONSHOT_API_KEY', firstTokenMs: 80, wordMs: 8,
    models: [
      { id: 'kimi-demo', contextWindow: 262_144, maxOutputTokens: 65_536, capabilities: [...TEXT_ABILITIES, 'documents', 'search'], price: FREE },
    ],
    failure: {
      every: 5, status: 503, headers: {},
      error: { message: 'demonstration of an outage: every fifth request', type: 'engine_overloaded_error' },
    },
  },
  {
    name: 'demo-antigravity', dialect: 'anthropic', keyVariable: 'ANTIGRAVITY_API_KEY', firstTokenMs: 55, wordMs: 7,
    models: [
      { id: 'antigravity-demo', contextWindow: 1_000_000, maxOutputTokens: 131_072, capabilities: [...TEXT_ABILITIES, 'images', 'documents', 'search'], price: FREE },
    ],
  },
]
