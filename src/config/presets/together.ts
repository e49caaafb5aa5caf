/** Together AI, a host of open models. Source: docs.together.ai (OpenAI compatibility, reasoning), September 2026. */

import { togetherModels } from './models/together.ts'
import { withQuirks } from './preset.ts'
import type { Preset } from './preset.ts'

const EFFORTS = { minimal: 'low', low: 'low', medium: 'high', high: 'high', xhigh: 'max', max: 'max' }
const REASONS = { reasoningSwitch: 'reasoning_effort', effortNames: EFFORTS } as const

export const together: Preset = {
  name: 'together',
  title: 'Together AI',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.together.ai/v1',
  keyVariables: [{ name: 'TOGETHER_API_KEY' }],
  needsKey: true,
  compat: {},
  servesAnyModel: true,
  models: withQuirks(togetherModels, {
    'deepseek-ai/DeepSeek-V4.1-Flash': { compat: REASONS },
    'zai-org/GLM-5.3': { compat: { ...REASONS, reasoningAlwaysOn: true, imageInput: 'text-placeholder' } },
    'moonshotai/Kimi-K3': { compat: REASONS },
  }),
  taskModels: { code: ['zai-org/GLM-5.3'], thinking: ['zai-org/GLM-5.3'], agent: ['zai-org/GLM-5.3'] },
}
