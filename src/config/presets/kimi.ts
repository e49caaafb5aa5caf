/**
 * Kimi (Moonshot AI), international site. For the Chinese one set `base_url: https://api.moonshot.cn/v1`.
 * Source: platform.kimi.ai/docs (chat, messages, responses, partial mode, web search), July to September 2026; its Anthropic
 * address as measured by public client libraries in September 2026.
 */

import { kimiModels } from './models/kimi.ts'
import { withQuirks } from './preset.ts'
import type { Preset } from './preset.ts'

const EFFORTS = { minimal: 'low', low: 'low', medium: 'high', high: 'high', xhigh: 'max', max: 'max' }

export const kimi: Preset = {
  name: 'kimi',
  title: 'Kimi (Moonshot)',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.moonshot.ai/v1',
  endpoints: { anthropic: 'https://api.moonshot.ai/anthropic', 'openai-responses': 'https://api.moonshot.ai/v1' },
  otherSites: [{ baseUrl: 'https://api.moonshot.cn/v1', endpoints: { anthropic: 'https://api.moonshot.cn/anthropic' } }],
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
    continuation: 'partial',
  },
  endpointCompat: {
    anthropic: { authentication: 'bearer', reasoningSwitch: 'anthropic-thinking', replaysReasoning: 'tool-turns', toolChoice: 'auto-while-reasoning' },
    'openai-responses': { searchSwitch: 'openai-web-search' },
  },
  models: withQuirks(kimiModels, {
    // `$web_search` is refused while a model thinks: those below always do.
    'kimi-k2.6': { compat: { searchSwitch: 'kimi-web-search' } },
    'kimi-k3': {
      compat: { reasoningSwitch: 'reasoning_effort', effortNames: EFFORTS, reasoningAlwaysOn: true },
      // There it knows `output_config.effort` alone, which clients of that wire say themselves.
      endpointCompat: { anthropic: { reasoningSwitch: 'none', effortNames: EFFORTS } },
    },
    'kimi-k2.7-code': { compat: { reasoningAlwaysOn: true } },
  }),
  taskModels: { code: ['kimi-k2.7-code'], thinking: ['kimi-k3'], long: ['kimi-k3'], search: ['kimi-k2.6'], agent: ['kimi-k3'] },
}
