/** xAI. Source: docs.x.ai, September 2026. */

import { xaiModels } from './models/xai.ts'
import { withQuirks } from './preset.ts'
import type { Preset } from './preset.ts'

export const xai: Preset = {
  name: 'xai',
  title: 'xAI Grok',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.x.ai/v1',
  endpoints: { 'openai-responses': 'https://api.x.ai/v1' },
  keyVariables: [{ name: 'XAI_API_KEY' }],
  needsKey: true,
  compat: {
    reasoningSwitch: 'reasoning_effort',
    hidesReasoning: true,
    effortNames: { minimal: 'low', low: 'low', medium: 'medium', high: 'high', xhigh: 'xhigh', max: 'xhigh' },
    // Reasoning models refuse them.
    droppedFields: ['presence_penalty', 'frequency_penalty', 'stop'],
  },
  // `search_parameters` of chat completions is answered 410 since May 2026; the web is searched by a tool of this wire.
  endpointCompat: { 'openai-responses': { searchSwitch: 'openai-web-search' } },
  models: withQuirks(xaiModels, {}),
  taskModels: { image: ['grok-imagine-image-2.0', 'grok-4.7'] },
}
