/** Models of Together AI that routing may presume; it serves many more. Source: docs.together.ai (serverless models), September 2026. */

import type { ModelList } from '../preset.ts'

export const togetherModels = {
  asOf: '2026-11',
  models: [
    { id: 'deepseek-ai/DeepSeek-V4.1-Flash', displayName: 'DeepSeek V4.1 Flash (Together)', kind: 'chat', contextWindow: 1_000_000, maxOutputTokens: 384_000, price: { input: 0.3, output: 1.2, cacheRead: 0.006 }, capabilities: ['tools', 'images', 'reasoning', 'structured_output'] },
    { id: 'zai-org/GLM-5.3', displayName: 'GLM-5.3 (Together)', kind: 'chat', contextWindow: 1_048_575, maxOutputTokens: 262_144, price: { input: 1.4, output: 4.4, cacheRead: 0.26 }, capabilities: ['tools', 'reasoning', 'structured_output'] },
    { id: 'moonshotai/Kimi-K3', displayName: 'Kimi K3 (Together)', kind: 'chat', contextWindow: 1_048_576, maxOutputTokens: 262_144, price: { input: 3, output: 15, cacheRead: 0.3 }, capabilities: ['tools', 'images', 'reasoning', 'structured_output'] },
  ],
} as const satisfies ModelList
