/**
 * Qwen on Alibaba Cloud Model Studio (DashScope), international site. For the Chinese one set
 * `base_url: https://dashscope.aliyuncs.com/compatible-mode/v1`; keys of the two sites are not interchangeable, nor are those of the
 * Coding Plan, whose addresses begin with coding or coding-intl. Its Responses API ignores what it does not list, so it is not used
 * by itself. Source: alibabacloud.com/help/en/model-studio (chat, Anthropic API, partial mode, Qwen-Image, Wan), to October 2026.
 */

import { qwenModels } from './models/qwen.ts'
import { withQuirks } from './preset.ts'
import type { Preset } from './preset.ts'

const SEARCHES = { searchSwitch: 'enable_search' } as const
const DRAWS = { compat: { imageApi: 'dashscope-call' } } as const

export const qwen: Preset = {
  name: 'qwen',
  title: 'Qwen (DashScope)',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
  endpoints: { anthropic: 'https://dashscope-intl.aliyuncs.com/apps/anthropic' },
  otherSites: [{ baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1', endpoints: { anthropic: 'https://dashscope.aliyuncs.com/apps/anthropic' } }],
  keyVariables: [{ name: 'DASHSCOPE_API_KEY' }],
  needsKey: true,
  compat: {
    reasoningSwitch: 'enable_thinking',
    reasoningNeedsStream: true,
    systemPlacement: 'first-only',
    toolChoice: 'auto-while-reasoning',
    structuredOutput: 'json-object',
    // Only while it does not think.
    continuation: 'partial',
  },
  endpointCompat: { anthropic: { reasoningSwitch: 'anthropic-thinking', toolChoice: 'auto-while-reasoning' } },
  models: withQuirks(qwenModels, {
    'qwen3.7-plus': { compat: SEARCHES },
    // Not among the models of partial mode in October 2026.
    'qwen3.8-max': { compat: { ...SEARCHES, continuation: 'none' } },
    'qwen-max': { compat: { ...SEARCHES, reasoningSwitch: 'none', reasoningNeedsStream: false, toolChoice: 'all', imageInput: 'text-placeholder' }, endpointCompat: { anthropic: { reasoningSwitch: 'none', toolChoice: 'all' } } },
    'qwen-image-3.0': DRAWS,
    'qwen-image-3.0-pro': DRAWS,
    'wan2.6-t2i': DRAWS,
  }),
  taskModels: { code: ['qwen3.8-max'], thinking: ['qwen3.8-max'], image: ['qwen-image-3.0', 'qwen3.7-plus'], search: ['qwen3.8-max'], agent: ['qwen3.8-max'] },
  // DashScope's own web search; the answer comes with what was found.
  taskParameters: { search: { enable_search: true } },
}
