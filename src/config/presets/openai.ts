/** OpenAI. Source: developers.openai.com, read through public model lists of September 2026. */

import type { Preset, PresetModel } from './preset.ts'

const limits = { contextWindow: 1_050_000, maxOutputTokens: 128_000, capabilities: ['tools', 'images', 'documents', 'reasoning', 'structured_output'] } as const satisfies Partial<PresetModel>

export const openai: Preset = {
  name: 'openai',
  title: 'OpenAI',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.openai.com/v1',
  keyVariables: [{ name: 'OPENAI_API_KEY' }],
  needsKey: true,
  compat: {
    maxTokensField: 'max_completion_tokens',
    systemRole: 'developer',
    reasoningSwitch: 'reasoning_effort',
    hidesReasoning: true,
    effortNames: { none: 'none', minimal: 'low', low: 'low', medium: 'medium', high: 'high', xhigh: 'xhigh', max: 'max' },
    // Reasoning models take the default only.
    droppedFields: ['temperature', 'top_p'],
  },
  models: [
    // Prompts above 272,000 tokens cost double.
    { id: 'gpt-6-luna', displayName: 'GPT-6 Luna', ...limits, price: { input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite: 0.125 } },
    { id: 'gpt-6-sol', displayName: 'GPT-6 Sol', ...limits, price: { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5 } },
    { id: 'gpt-6-astra', displayName: 'GPT-6 Astra', ...limits, price: { input: 10, output: 50, cacheRead: 1, cacheWrite: 12.5 }, compat: { reasoningAlwaysOn: true } },
  ],
  taskModels: { code: 'gpt-6-sol', thinking: 'gpt-6-sol', long: 'gpt-6-sol', agent: 'gpt-6-sol' },
}
