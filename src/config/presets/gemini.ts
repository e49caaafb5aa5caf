/** Google Gemini through its OpenAI-compatible endpoint. Source: ai.google.dev, read through public model lists of September 2026. */

import type { Compat } from '../compat.ts'
import type { Preset, PresetModel } from './preset.ts'

/** What every way to Gemini has in common; the local Antigravity proxies share it. */
export const GEMINI_COMPAT: Compat = {
  reasoningSwitch: 'reasoning_effort',
  hidesReasoning: true,
  effortNames: { minimal: 'low', low: 'low', medium: 'medium', high: 'high', xhigh: 'high', max: 'high' },
  needsThoughtSignature: true,
  droppedSchemaKeywords: ['exclusiveMinimum', 'exclusiveMaximum', 'propertyNames', 'const'],
  maxToolNameLength: 64,
  // No index, sometimes no id; the finish reason is `stop` although tools are called.
  toolCallIds: 'mint',
  mendsFinishReason: true,
}

const limits = { contextWindow: 1_048_576, maxOutputTokens: 65_536, capabilities: ['tools', 'images', 'audio', 'reasoning', 'structured_output'] } as const satisfies Partial<PresetModel>

export const gemini: Preset = {
  name: 'gemini',
  title: 'Google Gemini',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
  keyVariables: [{ name: 'GEMINI_API_KEY' }, { name: 'GOOGLE_API_KEY' }],
  needsKey: true,
  compat: GEMINI_COMPAT,
  models: [
    // List price from 2027; until 2026-12-31 an introductory half of it holds.
    { id: 'gemini-3.8-flash', displayName: 'Gemini 3.8 Flash', ...limits, price: { input: 1.5, output: 7.5, cacheRead: 0.15 } },
    // The vendor's alias of its newest Pro model; prompts above 200,000 tokens cost double.
    { id: 'gemini-pro-latest', displayName: 'Gemini Pro (latest)', ...limits, price: { input: 2, output: 12, cacheRead: 0.2 } },
    { id: 'gemini-3.1-flash-lite', displayName: 'Gemini 3.1 Flash Lite', ...limits, price: { input: 0.25, output: 1.5, cacheRead: 0.025 } },
  ],
  taskModels: { code: 'gemini-pro-latest', thinking: 'gemini-pro-latest', long: 'gemini-pro-latest', agent: 'gemini-pro-latest' },
}
