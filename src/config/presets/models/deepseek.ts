/** Models of DeepSeek. Source: api-docs.deepseek.com (pricing), read through public model lists of September 2026. */

import type { ModelFacts, ModelList } from '../preset.ts'

const facts = { kind: 'chat', contextWindow: 1_000_000, maxOutputTokens: 384_000 } as const satisfies Partial<ModelFacts>

/** Sees images since V4.1. Off-peak is half of this price. */
const flash = { ...facts, price: { input: 0.3, output: 1.2, cacheRead: 0.006 }, capabilities: ['tools', 'images', 'reasoning', 'structured_output'] } as const satisfies Partial<ModelFacts>

export const deepseekModels = {
  asOf: '2026-11',
  models: [
    { id: 'deepseek-flash', displayName: 'DeepSeek V4.1 Flash', ...flash },
    // Peak hours; off-peak is half of it. Nothing was found on images, it is text only.
    { id: 'deepseek-v4-pro', displayName: 'DeepSeek V4 Pro', ...facts, price: { input: 1.32, output: 3.96, cacheRead: 0.044 }, capabilities: ['tools', 'reasoning', 'structured_output'] },
    // Retired by the vendor; the name is still accepted and served by V4.1 Flash.
    { id: 'deepseek-v4-flash', displayName: 'DeepSeek V4 Flash', isLegacy: true, ...flash },
    // Retired on 2026-07-24. Old configurations go on working: the vendor's own replacement is the Flash model.
    { id: 'deepseek-reasoner', displayName: 'DeepSeek Reasoner', upstreamName: 'deepseek-flash', isLegacy: true, ...flash },
    { id: 'deepseek-chat', displayName: 'DeepSeek Chat', upstreamName: 'deepseek-flash', isLegacy: true, ...flash },
  ],
} as const satisfies ModelList
