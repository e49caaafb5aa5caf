/** Groq. Source: console.groq.com/docs/models and groq.com/pricing, read through public model lists of August 2026. */

import type { Preset } from './preset.ts'

export const groq: Preset = {
  name: 'groq',
  title: 'Groq',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.groq.com/openai/v1',
  keyVariables: [{ name: 'GROQ_API_KEY' }],
  needsKey: true,
  compat: { maxTokensField: 'max_completion_tokens' },
  servesAnyModel: true,
  models: [
    {
      id: 'openai/gpt-oss-120b',
      displayName: 'GPT OSS 120B (Groq)',
      contextWindow: 131_072,
      maxOutputTokens: 65_536,
      price: { input: 0.15, output: 0.6, cacheRead: 0.075 },
      capabilities: ['tools', 'reasoning', 'structured_output'],
      compat: {
        reasoningSwitch: 'reasoning_effort',
        effortNames: { minimal: 'low', low: 'low', medium: 'medium', high: 'high', xhigh: 'high', max: 'high' },
        imageInput: 'text-placeholder',
      },
    },
    {
      id: 'qwen/qwen3.8-27b',
      displayName: 'Qwen3.8 27B (Groq)',
      contextWindow: 131_042,
      maxOutputTokens: 16_384,
      price: { input: 0.8, output: 4, cacheRead: 0.4 },
      capabilities: ['tools', 'images', 'reasoning'],
    },
  ],
  taskModels: { image: 'qwen/qwen3.8-27b' },
}
