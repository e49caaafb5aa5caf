/** Models of OpenRouter worth a name of their own; prices vary by host and are left out. Source: openrouter.ai/models, September 2026. */

import type { ModelList } from '../preset.ts'

export const openrouterModels = {
  asOf: '2026-11',
  models: [
    // It chooses among models of different windows.
    { id: 'openrouter/auto', displayName: 'OpenRouter Auto', kind: 'chat' },
    { id: 'z-ai/glm-5.3', displayName: 'GLM-5.3 (OpenRouter)', kind: 'chat', contextWindow: 1_000_000, maxOutputTokens: 131_072, capabilities: ['tools', 'reasoning', 'structured_output'] },
  ],
} as const satisfies ModelList
