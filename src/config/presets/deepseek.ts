/**
 * DeepSeek. Source: api-docs.deepseek.com (thinking mode, Anthropic API, Responses API, chat prefix completion), September 2026;
 * what its Anthropic address does with thinking was measured by public client libraries in September 2026.
 */

import { deepseekModels } from './models/deepseek.ts'
import { withQuirks } from './preset.ts'
import type { ModelQuirks, Preset } from './preset.ts'

const EFFORTS = { minimal: 'low', low: 'low', medium: 'high', high: 'high', xhigh: 'high', max: 'max' }

const SEES_IMAGES: ModelQuirks = { compat: { imageInput: 'supported' } }

export const deepseek: Preset = {
  name: 'deepseek',
  title: 'DeepSeek',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.deepseek.com',
  endpoints: { anthropic: 'https://api.deepseek.com/anthropic', 'openai-responses': 'https://api.deepseek.com' },
  continuationBaseUrl: 'https://api.deepseek.com/beta',
  keyVariables: [{ name: 'DEEPSEEK_API_KEY' }],
  needsKey: true,
  compat: {
    reasoningSwitch: 'thinking-type',
    effortNames: EFFORTS,
    replaysReasoning: 'tool-turns',
    toolChoice: 'auto-while-reasoning',
    structuredOutput: 'json-object',
    imageInput: 'text-placeholder',
    continuation: 'prefix',
  },
  endpointCompat: {
    // Thinks unless told not to; the budget is ignored, as are schemas of the answer.
    anthropic: {
      reasoningSwitch: 'anthropic-thinking',
      effortNames: EFFORTS,
      replaysReasoning: 'tool-turns',
      toolChoice: 'auto-while-reasoning',
      structuredOutput: 'none',
    },
    'openai-responses': { effortNames: EFFORTS },
  },
  models: withQuirks(deepseekModels, {
    'deepseek-flash': SEES_IMAGES,
    'deepseek-v4-flash': SEES_IMAGES,
    'deepseek-reasoner': SEES_IMAGES,
    'deepseek-chat': SEES_IMAGES,
  }),
  taskModels: { code: ['deepseek-v4-pro'], thinking: ['deepseek-v4-pro'], agent: ['deepseek-v4-pro'] },
}
