/** OpenAI. Source: developers.openai.com, September 2026. */

import { openaiModels } from './models/openai.ts'
import { withQuirks } from './preset.ts'
import type { Preset } from './preset.ts'

const EFFORTS = { none: 'none', minimal: 'low', low: 'low', medium: 'medium', high: 'high', xhigh: 'xhigh', max: 'max' }

export const openai: Preset = {
  name: 'openai',
  title: 'OpenAI',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.openai.com/v1',
  endpoints: { 'openai-responses': 'https://api.openai.com/v1' },
  keyVariables: [{ name: 'OPENAI_API_KEY' }],
  needsKey: true,
  compat: {
    maxTokensField: 'max_completion_tokens',
    systemRole: 'developer',
    reasoningSwitch: 'reasoning_effort',
    hidesReasoning: true,
    // On this wire alone; the Responses have both. Source: github.com/openai/openai-openapi, issue 541.
    toolsWithoutReasoning: true,
    effortNames: EFFORTS,
    // Reasoning models take the default only.
    droppedFields: ['temperature', 'top_p'],
  },
  endpointCompat: { 'openai-responses': { effortNames: EFFORTS, droppedFields: ['temperature', 'top_p'], searchSwitch: 'openai-web-search' } },
  models: withQuirks(openaiModels, { 'gpt-6-astra': { compat: { reasoningAlwaysOn: true } } }),
  taskModels: { code: ['gpt-6-sol'], thinking: ['gpt-6-sol'], long: ['gpt-6-sol'], image: ['gpt-image-2.5-sunburst', 'gpt-6-luna'], agent: ['gpt-6-sol'] },
}
