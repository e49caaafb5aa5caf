/** Models of xAI. Source: docs.x.ai (models), read through public model lists of September 2026. */

import type { ModelList } from '../preset.ts'

export const xaiModels = {
  asOf: '2026-11',
  models: [
    // Prompts above 200,000 tokens cost double.
    { id: 'grok-4.7', displayName: 'Grok 4.7', kind: 'chat', contextWindow: 500_000, price: { input: 2, output: 6, cacheRead: 0.5 }, capabilities: ['tools', 'images', 'reasoning', 'structured_output'] },
    // Four cents a picture.
    { id: 'grok-imagine-image-2.0', displayName: 'Grok Imagine Image 2.0', kind: 'image', capabilities: ['image_output'] },
  ],
} as const satisfies ModelList
