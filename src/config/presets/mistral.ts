/** Mistral. Source: docs.mistral.ai, read through public model lists of October 2026. */

import type { Preset } from './preset.ts'

export const mistral: Preset = {
  name: 'mistral',
  title: 'Mistral',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.mistral.ai/v1',
  keyVariables: [{ name: 'MISTRAL_API_KEY' }],
  needsKey: true,
  compat: {
    // 422 "Extra inputs are not permitted"; the usage comes unasked in the last chunk.
    supportsStreamUsage: false,
  },
  models: [
    {
      id: 'mistral-medium-latest',
      displayName: 'Mistral Medium (latest)',
      contextWindow: 262_144,
      price: { input: 1.5, output: 7.5 },
      capabilities: ['tools', 'images', 'structured_output'],
    },
    // A public preview in October 2026; its window could not be verified.
    { id: 'mistral-large-4', displayName: 'Mistral Large 4', price: { input: 1.36, output: 4.18, cacheRead: 0.14 }, capabilities: ['tools', 'reasoning', 'structured_output'], compat: { reasoningSwitch: 'reasoning_effort', effortNames: { none: 'none', minimal: 'high', low: 'high', medium: 'high', high: 'high', xhigh: 'high', max: 'high' } } },
    {
      id: 'mistral-small-latest',
      displayName: 'Mistral Small (latest)',
      contextWindow: 128_000,
      maxOutputTokens: 16_384,
      price: { input: 0.1, output: 0.3 },
      capabilities: ['tools', 'images', 'structured_output'],
    },
  ],
  taskModels: { thinking: 'mistral-large-4' },
}
