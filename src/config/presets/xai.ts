/** xAI. Source: docs.x.ai, read through public model lists of September 2026. */

import type { Preset } from './preset.ts'

export const xai: Preset = {
  name: 'xai',
  title: 'xAI Grok',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.x.ai/v1',
  keyVariables: [{ name: 'XAI_API_KEY' }],
  needsKey: true,
  compat: {
    reasoningSwitch: 'reasoning_effort',
    hidesReasoning: true,
    effortNames: { minimal: 'low', low: 'low', medium: 'medium', high: 'high', xhigh: 'xhigh', max: 'xhigh' },
    // Reasoning models refuse them.
    droppedFields: ['presence_penalty', 'frequency_penalty', 'stop'],
  },
  models: [
    {
      id: 'grok-4.7',
      displayName: 'Grok 4.7',
      contextWindow: 500_000,
      // Prompts above 200,000 tokens cost double.
      price: { input: 2, output: 6, cacheRead: 0.5 },
      capabilities: ['tools', 'images', 'reasoning', 'structured_output'],
    },
  ],
  taskModels: {},
}
