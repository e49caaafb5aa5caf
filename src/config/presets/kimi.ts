/**
 * Kimi (Moonshot AI), international site. For the Chinese one set `base_url: https://api.moonshot.cn/v1`.
 * Source: platform.kimi.ai/docs, read through public model lists of July to September 2026.
 */

import type { Preset } from './preset.ts'

export const kimi: Preset = {
  name: 'kimi',
  title: 'Kimi (Moonshot)',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.moonshot.ai/v1',
  keyVariables: [{ name: 'MOONSHOT_API_KEY' }, { name: 'KIMI_API_KEY' }],
  needsKey: true,
  compat: {
    maxTokensField: 'max_completion_tokens',
    reasoningSwitch: 'thinking-type',
    replaysReasoning: 'tool-turns',
    toolChoice: 'auto-while-reasoning',
    // Only one fixed value of each is accepted.
    droppedFields: ['temperature', 'top_p'],
    // Ids such as `Bash:0` repeat from turn to turn.
    toolCallIds: 'mint',
  },
  models: [
    {
      id: 'kimi-k2.6',
      displayName: 'Kimi K2.6',
      contextWindow: 262_144,
      maxOutputTokens: 262_144,
      price: { input: 0.95, output: 4, cacheRead: 0.16 },
      capabilities: ['tools', 'images', 'reasoning', 'structured_output'],
    },
    {
      id: 'kimi-k3',
      displayName: 'Kimi K3',
      contextWindow: 1_048_576,
      maxOutputTokens: 262_144,
      price: { input: 3, output: 15, cacheRead: 0.3 },
      capabilities: ['tools', 'images', 'reasoning', 'structured_output'],
      compat: {
        reasoningSwitch: 'reasoning_effort',
        effortNames: { minimal: 'low', low: 'low', medium: 'high', high: 'high', xhigh: 'max', max: 'max' },
        reasoningAlwaysOn: true,
      },
    },
    {
      id: 'kimi-k2.7-code',
      displayName: 'Kimi K2.7 Code',
      contextWindow: 262_144,
      maxOutputTokens: 262_144,
      price: { input: 0.95, output: 4, cacheRead: 0.19 },
      capabilities: ['tools', 'images', 'reasoning', 'structured_output'],
      compat: { reasoningAlwaysOn: true },
    },
  ],
  taskModels: { code: 'kimi-k2.7-code', thinking: 'kimi-k3', long: 'kimi-k3', agent: 'kimi-k3' },
}
