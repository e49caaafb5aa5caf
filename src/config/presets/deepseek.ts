/** DeepSeek. Source: api-docs.deepseek.com (pricing, thinking mode), read through public model lists of September 2026. */

import type { Compat } from '../compat.ts'
import type { Preset } from './preset.ts'

const PRO_EFFORTS = { minimal: 'high', low: 'high', medium: 'high', high: 'high', xhigh: 'high', max: 'max' }
const FLASH_EFFORTS = { minimal: 'low', low: 'low', medium: 'high', high: 'high', xhigh: 'high', max: 'max' }

/** Flash sees images since V4.1; nothing was found on images in Pro, which is text only. */
const flash = {
  contextWindow: 1_000_000,
  maxOutputTokens: 384_000,
  // Off-peak is half of this.
  price: { input: 0.3, output: 1.2, cacheRead: 0.006 },
  capabilities: ['tools', 'images', 'reasoning', 'structured_output'],
  compat: { effortNames: FLASH_EFFORTS, imageInput: 'supported' } satisfies Compat,
} as const

export const deepseek: Preset = {
  name: 'deepseek',
  title: 'DeepSeek',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.deepseek.com',
  keyVariables: [{ name: 'DEEPSEEK_API_KEY' }],
  needsKey: true,
  compat: {
    reasoningSwitch: 'thinking-type',
    effortNames: PRO_EFFORTS,
    replaysReasoning: 'tool-turns',
    toolChoice: 'auto-while-reasoning',
    structuredOutput: 'json-object',
    imageInput: 'text-placeholder',
  },
  models: [
    { id: 'deepseek-flash', displayName: 'DeepSeek V4.1 Flash', ...flash },
    {
      id: 'deepseek-v4-pro',
      displayName: 'DeepSeek V4 Pro',
      contextWindow: 1_000_000,
      maxOutputTokens: 384_000,
      // Peak hours; off-peak is half of it.
      price: { input: 1.32, output: 3.96, cacheRead: 0.044 },
      capabilities: ['tools', 'reasoning', 'structured_output'],
    },
    // Retired by the vendor; the name is still accepted and served by V4.1 Flash.
    { id: 'deepseek-v4-flash', displayName: 'DeepSeek V4 Flash', isLegacy: true, ...flash },
    // Retired on 2026-07-24. Old configurations go on working: the vendor's own replacement is the Flash model.
    { id: 'deepseek-reasoner', displayName: 'DeepSeek Reasoner', upstreamName: 'deepseek-flash', isLegacy: true, ...flash },
    { id: 'deepseek-chat', displayName: 'DeepSeek Chat', upstreamName: 'deepseek-flash', isLegacy: true, ...flash },
  ],
  taskModels: { code: 'deepseek-v4-pro', thinking: 'deepseek-v4-pro', agent: 'deepseek-v4-pro' },
}
