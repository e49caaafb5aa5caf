/** Google Gemini through its OpenAI-compatible endpoint. Source: ai.google.dev (OpenAI compatibility), September 2026. */

import type { Compat } from '../compat.ts'
import { geminiModels } from './models/gemini.ts'
import { withQuirks } from './preset.ts'
import type { Preset } from './preset.ts'

/** What every way to Gemini has in common; the local Antigravity proxies share it. */
export const GEMINI_COMPAT: Compat = {
  reasoningSwitch: 'reasoning_effort',
  hidesReasoning: true,
  effortNames: { minimal: 'low', low: 'low', medium: 'medium', high: 'high', xhigh: 'high', max: 'high' },
  needsThoughtSignature: true,
  droppedSchemaKeywords: ['$schema', 'exclusiveMinimum', 'exclusiveMaximum', 'propertyNames', 'const'],
  maxToolNameLength: 64,
  // No index, sometimes no id; the finish reason is `stop` although tools are called.
  toolCallIds: 'mint',
  mendsFinishReason: true,
}

export const gemini: Preset = {
  name: 'gemini',
  title: 'Google Gemini',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
  keyVariables: [{ name: 'GEMINI_API_KEY' }, { name: 'GOOGLE_API_KEY' }],
  needsKey: true,
  // Grounding with Google Search is documented for the native API alone: no `searchSwitch`.
  compat: {
    ...GEMINI_COMPAT,
    // "Unknown name …: Cannot find field."
    droppedFields: [
      'user', 'presence_penalty', 'frequency_penalty', 'logit_bias', 'logprobs', 'top_logprobs', 'verbosity', 'store', 'metadata', 'service_tier',
      'prompt_cache_key', 'prompt_cache_retention', 'safety_identifier', 'prediction',
    ],
  },
  models: withQuirks(geminiModels, { 'gemini-3-pro-image': { compat: { imageApi: 'gemini-images' } } }),
  taskModels: {
    code: ['gemini-pro-latest'],
    thinking: ['gemini-pro-latest'],
    long: ['gemini-pro-latest'],
    image: ['gemini-3-pro-image', 'gemini-3.8-flash'],
    agent: ['gemini-pro-latest'],
  },
}
