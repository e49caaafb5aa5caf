/** Fireworks AI, a host of open models on both wires. Source: docs.fireworks.ai (OpenAI and Anthropic compatibility, reasoning), September 2026. */

import { fireworksModels } from './models/fireworks.ts'
import { withQuirks } from './preset.ts'
import type { Preset } from './preset.ts'

const REASONS = { reasoningSwitch: 'reasoning_effort', effortNames: { minimal: 'low', low: 'low', medium: 'high', high: 'high', xhigh: 'max', max: 'max' } } as const

export const fireworks: Preset = {
  name: 'fireworks',
  title: 'Fireworks AI',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.fireworks.ai/inference/v1',
  endpoints: { anthropic: 'https://api.fireworks.ai/inference' },
  keyVariables: [{ name: 'FIREWORKS_API_KEY' }],
  needsKey: true,
  compat: {},
  endpointCompat: { anthropic: { authentication: 'bearer', reasoningSwitch: 'anthropic-thinking' } },
  servesAnyModel: true,
  models: withQuirks(fireworksModels, {
    // `reasoning_effort: none` and `thinking.type: disabled` are a 400.
    'accounts/fireworks/models/glm-5p3-flash': { compat: { ...REASONS, reasoningAlwaysOn: true } },
    'accounts/fireworks/models/glm-5p3': { compat: { ...REASONS, reasoningAlwaysOn: true, imageInput: 'text-placeholder' } },
    'accounts/fireworks/models/deepseek-v4-pro-0813': { compat: { ...REASONS, imageInput: 'text-placeholder' } },
  }),
  taskModels: {
    code: ['accounts/fireworks/models/glm-5p3'],
    thinking: ['accounts/fireworks/models/glm-5p3'],
    agent: ['accounts/fireworks/models/glm-5p3'],
  },
}
