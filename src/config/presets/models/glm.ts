/** Models of Zhipu (GLM). Source: docs.z.ai and docs.bigmodel.cn, read through public model lists of August to September 2026. */

import type { ModelFacts, ModelList } from '../preset.ts'

const facts = { kind: 'chat', contextWindow: 1_000_000, maxOutputTokens: 131_072, capabilities: ['tools', 'reasoning', 'structured_output'] } as const satisfies Partial<ModelFacts>

export const glmModels = {
  asOf: '2026-11',
  models: [
    { id: 'glm-5.3-flash', displayName: 'GLM-5.3 Flash', ...facts, price: { input: 0.15, output: 0.5 }, capabilities: ['tools', 'images', 'reasoning', 'structured_output'] },
    // In August 2026 the Chinese site did not offer 5.3 yet; use glm-5.2 there.
    { id: 'glm-5.3', displayName: 'GLM-5.3', ...facts, price: { input: 1.4, output: 4.4, cacheRead: 0.26 } },
    { id: 'glm-5.2', displayName: 'GLM-5.2', ...facts, price: { input: 1.4, output: 4.4, cacheRead: 0.26 } },
    { id: 'glm-image', displayName: 'GLM-Image', kind: 'image', capabilities: ['image_output'] },
    { id: 'cogview-4', displayName: 'CogView-4', kind: 'image', upstreamName: 'cogview-4-250304', capabilities: ['image_output'] },
    { id: 'glm-asr-2512', displayName: 'GLM-ASR-2512', kind: 'transcription' },
  ],
} as const satisfies ModelList

/** Of the Chinese site alone. */
export const bigmodelModels = {
  asOf: '2026-11',
  models: [{ id: 'embedding-3', displayName: 'Embedding-3', kind: 'embedding', contextWindow: 8192 }],
} as const satisfies ModelList
