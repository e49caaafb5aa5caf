/** OpenRouter, a marketplace: any of its model names may be used, `openrouter/auto` lets it choose. Prices vary by host and are left out. */

import type { Preset } from './preset.ts'

export const openrouter: Preset = {
  name: 'openrouter',
  title: 'OpenRouter',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://openrouter.ai/api/v1',
  keyVariables: [{ name: 'OPENROUTER_API_KEY' }],
  needsKey: true,
  compat: { reasoningSwitch: 'openrouter-reasoning' },
  servesAnyModel: true,
  models: [
    { id: 'openrouter/auto', displayName: 'OpenRouter Auto' },
    { id: 'z-ai/glm-5.3', displayName: 'GLM-5.3 (OpenRouter)', contextWindow: 1_000_000, maxOutputTokens: 131_072, capabilities: ['tools', 'reasoning', 'structured_output'] },
  ],
  taskModels: {},
}
