/** Models of Anthropic. Source: platform.claude.com/docs, read through public model lists of October 2026. */

import type { ModelFacts, ModelList } from '../preset.ts'

const facts = { kind: 'chat', contextWindow: 1_000_000, maxOutputTokens: 128_000, capabilities: ['tools', 'images', 'documents', 'reasoning', 'search', 'structured_output'] } as const satisfies Partial<ModelFacts>

export const anthropicModels = {
  asOf: '2026-11',
  models: [
    { id: 'claude-sonnet-5-5', displayName: 'Claude Sonnet 5.5', ...facts, price: { input: 2, output: 10, cacheRead: 0.1, cacheWrite: 2.5 } },
    { id: 'claude-opus-5-5', displayName: 'Claude Opus 5.5', ...facts, price: { input: 4, output: 20, cacheRead: 0.2, cacheWrite: 5 } },
    // Prompts above 100,000 tokens cost five times as much.
    { id: 'claude-haiku-5-5', displayName: 'Claude Haiku 5.5', ...facts, price: { input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite: 0.125 } },
    {
      id: 'claude-haiku-4-5',
      displayName: 'Claude Haiku 4.5',
      ...facts,
      contextWindow: 200_000,
      maxOutputTokens: 64_000,
      price: { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25 },
      isLegacy: true,
    },
  ],
} as const satisfies ModelList
