/** Models of Kimi (Moonshot AI). Source: platform.kimi.ai/docs, read through public model lists of July to September 2026. */

import type { ModelFacts, ModelList } from '../preset.ts'

const facts = { kind: 'chat', contextWindow: 262_144, maxOutputTokens: 262_144, capabilities: ['tools', 'images', 'reasoning', 'structured_output'] } as const satisfies Partial<ModelFacts>

export const kimiModels = {
  asOf: '2026-11',
  models: [
    { id: 'kimi-k2.6', displayName: 'Kimi K2.6', ...facts, price: { input: 0.95, output: 4, cacheRead: 0.16 }, capabilities: ['tools', 'images', 'reasoning', 'search', 'structured_output'] },
    { id: 'kimi-k3', displayName: 'Kimi K3', ...facts, contextWindow: 1_048_576, price: { input: 3, output: 15, cacheRead: 0.3 } },
    { id: 'kimi-k2.7-code', displayName: 'Kimi K2.7 Code', ...facts, price: { input: 0.95, output: 4, cacheRead: 0.19 } },
  ],
} as const satisfies ModelList
