/** Models of Fireworks AI that routing may presume; it serves many more. Source: docs.fireworks.ai (serverless pricing), September 2026. */

import type { ModelList } from '../preset.ts'

export const fireworksModels = {
  asOf: '2026-11',
  models: [
    { id: 'accounts/fireworks/models/glm-5p3-flash', displayName: 'GLM-5.3 Flash (Fireworks)', kind: 'chat', contextWindow: 1_048_573, maxOutputTokens: 131_072, price: { input: 0.15, output: 0.5, cacheRead: 0.03 }, capabilities: ['tools', 'images', 'reasoning', 'structured_output'] },
    { id: 'accounts/fireworks/models/glm-5p3', displayName: 'GLM-5.3 (Fireworks)', kind: 'chat', contextWindow: 1_048_573, maxOutputTokens: 262_144, price: { input: 1.4, output: 4.4, cacheRead: 0.26 }, capabilities: ['tools', 'reasoning', 'structured_output'] },
    { id: 'accounts/fireworks/models/deepseek-v4-pro-0813', displayName: 'DeepSeek V4 Pro (Fireworks)', kind: 'chat', contextWindow: 1_048_576, maxOutputTokens: 384_000, price: { input: 1.32, output: 3.96, cacheRead: 0.044 }, capabilities: ['tools', 'reasoning', 'structured_output'] },
  ],
} as const satisfies ModelList
