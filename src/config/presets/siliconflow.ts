/**
 * SiliconFlow, a host of open models, international site. For the Chinese one, whose models have other names and prices, set
 * `base_url: https://api.siliconflow.cn/v1`; only there the Anthropic wire is documented.
 * Source: docs.siliconflow.com, docs.siliconflow.cn (chat completions, messages), September 2026.
 */

import { siliconflowModels } from './models/siliconflow.ts'
import { withQuirks } from './preset.ts'
import type { Preset } from './preset.ts'

/** Of the efforts two are documented there. */
const REASONS = { reasoningSwitch: 'reasoning_effort', effortNames: { minimal: 'high', low: 'high', medium: 'high', high: 'high', xhigh: 'max', max: 'max' }, reasoningAlwaysOn: true } as const

export const siliconflow: Preset = {
  name: 'siliconflow',
  title: 'SiliconFlow',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.siliconflow.com/v1',
  otherSites: [{ baseUrl: 'https://api.siliconflow.cn/v1', endpoints: { anthropic: 'https://api.siliconflow.cn' } }],
  keyVariables: [{ name: 'SILICONFLOW_API_KEY' }],
  needsKey: true,
  compat: { reasoningSwitch: 'enable_thinking' },
  endpointCompat: { anthropic: { authentication: 'bearer', reasoningSwitch: 'anthropic-thinking' } },
  servesAnyModel: true,
  models: withQuirks(siliconflowModels, {
    'zai-org/GLM-5.3-Flash': { compat: REASONS },
    'zai-org/GLM-5.3': { compat: { ...REASONS, imageInput: 'text-placeholder' } },
    // A budget of thinking is documented for it, no switch.
    'moonshotai/Kimi-K3': { compat: { reasoningSwitch: 'none' } },
  }),
  taskModels: { code: ['zai-org/GLM-5.3'], thinking: ['zai-org/GLM-5.3'], agent: ['zai-org/GLM-5.3'] },
}
