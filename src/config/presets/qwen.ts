/**
 * Qwen on Alibaba Cloud Model Studio (DashScope), international site. For the Chinese one set
 * `base_url: https://dashscope.aliyuncs.com/compatible-mode/v1`; keys of the two sites are not interchangeable.
 * Source: alibabacloud.com/help/en/model-studio, read through public model lists of September 2026.
 */

import type { Preset } from './preset.ts'

export const qwen: Preset = {
  name: 'qwen',
  title: 'Qwen (DashScope)',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
  keyVariables: [{ name: 'DASHSCOPE_API_KEY' }],
  needsKey: true,
  compat: {
    reasoningSwitch: 'enable_thinking',
    reasoningNeedsStream: true,
    systemPlacement: 'first-only',
    toolChoice: 'auto-while-reasoning',
    structuredOutput: 'json-object',
  },
  models: [
    {
      id: 'qwen3.7-plus',
      displayName: 'Qwen3.7 Plus',
      contextWindow: 1_000_000,
      maxOutputTokens: 65_536,
      price: { input: 0.4, output: 1.6, cacheRead: 0.08, cacheWrite: 0.5 },
      capabilities: ['tools', 'images', 'reasoning', 'search', 'structured_output'],
    },
    {
      id: 'qwen3.8-max',
      displayName: 'Qwen3.8 Max',
      contextWindow: 1_000_000,
      // Lists disagree: 65,536 or 131,072.
      maxOutputTokens: 65_536,
      price: { input: 2, output: 6 },
      capabilities: ['tools', 'images', 'reasoning', 'search', 'structured_output'],
    },
    {
      id: 'qwen3.7-flash',
      displayName: 'Qwen3.7 Flash',
      contextWindow: 1_000_000,
      maxOutputTokens: 65_536,
      price: { input: 0.03, output: 0.13 },
      capabilities: ['tools', 'images', 'reasoning', 'structured_output'],
    },
    {
      id: 'qwen-max',
      displayName: 'Qwen Max',
      contextWindow: 32_768,
      maxOutputTokens: 8192,
      price: { input: 1.6, output: 6.4, cacheRead: 0.32 },
      capabilities: ['tools', 'search', 'structured_output'],
      compat: { reasoningSwitch: 'none', reasoningNeedsStream: false, toolChoice: 'all', imageInput: 'text-placeholder' },
      isLegacy: true,
    },
  ],
  taskModels: { code: 'qwen3.8-max', thinking: 'qwen3.8-max', search: 'qwen3.8-max', agent: 'qwen3.8-max' },
  // DashScope's own web search; the answer comes with what was found.
  taskParameters: { search: { enable_search: true } },
}
