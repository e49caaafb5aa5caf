/** Models of Google Gemini. Source: ai.google.dev (models, pricing), read through public model lists of September 2026. */

import type { ModelFacts, ModelList } from '../preset.ts'

const facts = { kind: 'chat', contextWindow: 1_048_576, maxOutputTokens: 65_536, capabilities: ['tools', 'images', 'audio', 'reasoning', 'structured_output'] } as const satisfies Partial<ModelFacts>

export const geminiModels = {
  asOf: '2026-11',
  models: [
    // List price from 2027; until 2026-12-31 an introductory half of it holds.
    { id: 'gemini-3.8-flash', displayName: 'Gemini 3.8 Flash', ...facts, price: { input: 1.5, output: 7.5, cacheRead: 0.15 } },
    // The vendor's alias of its newest Pro model; prompts above 200,000 tokens cost double.
    { id: 'gemini-pro-latest', displayName: 'Gemini Pro (latest)', ...facts, price: { input: 2, output: 12, cacheRead: 0.2 } },
    { id: 'gemini-3.1-flash-lite', displayName: 'Gemini 3.1 Flash Lite', ...facts, price: { input: 0.25, output: 1.5, cacheRead: 0.025 } },
    { id: 'gemini-3-pro-image', displayName: 'Gemini 3 Pro Image', kind: 'image', price: { input: 2, output: 120 }, capabilities: ['image_output'] },
    { id: 'gemini-embedding-2', displayName: 'Gemini Embedding 2', kind: 'embedding', contextWindow: 8192, price: { input: 0.2, output: 0 } },
    // The vendor named 2026-07-14 as the day of its retirement.
    { id: 'gemini-embedding-001', displayName: 'Gemini Embedding 001', kind: 'embedding', contextWindow: 2048, price: { input: 0.15, output: 0 }, isLegacy: true },
  ],
} as const satisfies ModelList
