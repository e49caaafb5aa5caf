/** Models of SiliconFlow that routing may presume; it serves many more. Source: siliconflow.com/models, September 2026. */

import type { ModelList } from '../preset.ts'

export const siliconflowModels = {
  asOf: '2026-11',
  models: [
    { id: 'zai-org/GLM-5.3-Flash', displayName: 'GLM-5.3 Flash (SiliconFlow)', kind: 'chat', contextWindow: 1_049_000, maxOutputTokens: 262_000, price: { input: 0.15, output: 0.5, cacheRead: 0.03 }, capabilities: ['tools', 'images', 'reasoning', 'structured_output'] },
    { id: 'zai-org/GLM-5.3', displayName: 'GLM-5.3 (SiliconFlow)', kind: 'chat', contextWindow: 1_049_000, maxOutputTokens: 262_000, price: { input: 1.4, output: 4.4, cacheRead: 0.26 }, capabilities: ['tools', 'reasoning', 'structured_output'] },
    { id: 'moonshotai/Kimi-K3', displayName: 'Kimi K3 (SiliconFlow)', kind: 'chat', contextWindow: 1_048_576, maxOutputTokens: 262_000, price: { input: 2.7, output: 13.5, cacheRead: 0.27 }, capabilities: ['tools', 'images', 'reasoning', 'structured_output'] },
  ],
} as const satisfies ModelList
