/** Models of Qwen on Model Studio. Source: alibabacloud.com/help/en/model-studio, read through public model lists of September to October 2026. */

import type { ModelFacts, ModelList } from '../preset.ts'

const facts = { kind: 'chat', contextWindow: 1_000_000, maxOutputTokens: 65_536, capabilities: ['tools', 'images', 'reasoning', 'search', 'structured_output'] } as const satisfies Partial<ModelFacts>
const draws = { kind: 'image', capabilities: ['image_output'] } as const satisfies Partial<ModelFacts>

export const qwenModels = {
  asOf: '2026-11',
  models: [
    { id: 'qwen3.7-plus', displayName: 'Qwen3.7 Plus', ...facts, price: { input: 0.4, output: 1.6, cacheRead: 0.08, cacheWrite: 0.5 } },
    // Lists disagree on its longest answer: 65,536 or 131,072.
    { id: 'qwen3.8-max', displayName: 'Qwen3.8 Max', ...facts, price: { input: 2, output: 6 } },
    { id: 'qwen3.7-flash', displayName: 'Qwen3.7 Flash', ...facts, price: { input: 0.03, output: 0.13 }, capabilities: ['tools', 'images', 'reasoning', 'structured_output'] },
    {
      id: 'qwen-max',
      displayName: 'Qwen Max',
      kind: 'chat',
      contextWindow: 32_768,
      maxOutputTokens: 8192,
      price: { input: 1.6, output: 6.4, cacheRead: 0.32 },
      capabilities: ['tools', 'search', 'structured_output'],
      isLegacy: true,
    },
    // Prompts of up to 4,500 tokens.
    { id: 'qwen-image-3.0', displayName: 'Qwen-Image 3.0', ...draws, contextWindow: 4500 },
    { id: 'qwen-image-3.0-pro', displayName: 'Qwen-Image 3.0 Pro', ...draws, contextWindow: 4500 },
    { id: 'wan2.6-t2i', displayName: 'Wan 2.6', ...draws },
    { id: 'text-embedding-v4', displayName: 'Text Embedding v4', kind: 'embedding', contextWindow: 8192, price: { input: 0.07, output: 0 } },
    { id: 'qwen3.7-text-embedding', displayName: 'Qwen3.7 Text Embedding', kind: 'embedding', contextWindow: 128_000, price: { input: 0.07, output: 0 } },
  ],
} as const satisfies ModelList
