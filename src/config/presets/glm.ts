/**
 * GLM: z.ai (international) and open.bigmodel.cn (China). One provider, `glm`; which site is called follows from which key is set.
 * `zhipu` is the same with the Chinese address, for files that give the key themselves. Subscribers of the Coding Plan have another
 * address: `base_url: https://api.z.ai/api/coding/paas/v4`, and under `endpoints` the Anthropic one below.
 * Source: docs.z.ai, August to September 2026.
 */

import type { Compat } from '../compat.ts'
import { bigmodelModels, glmModels } from './models/glm.ts'
import { withQuirks } from './preset.ts'
import type { Preset, Site } from './preset.ts'

const Z_AI: Site = { baseUrl: 'https://api.z.ai/api/paas/v4', endpoints: { anthropic: 'https://api.z.ai/api/anthropic' } }
const BIGMODEL: Site = { baseUrl: 'https://open.bigmodel.cn/api/paas/v4', endpoints: { anthropic: 'https://open.bigmodel.cn/api/anthropic' } }

/** GLM-5.3 cannot stop thinking: `thinking.type: disabled` is a 400 since August 2026. */
const ALWAYS_THINKS: Compat = {
  reasoningSwitch: 'reasoning_effort',
  effortNames: { minimal: 'low', low: 'low', medium: 'high', high: 'high', xhigh: 'max', max: 'max' },
  reasoningAlwaysOn: true,
}

const DRAWS = { compat: { imageApi: 'cogview' } } as const

export const glm: Preset = {
  name: 'glm',
  title: 'GLM (z.ai, Zhipu)',
  asOf: '2026-11',
  dialect: 'openai',
  ...Z_AI,
  otherSites: [BIGMODEL],
  keyVariables: [{ name: 'ZAI_API_KEY' }, { name: 'ZHIPUAI_API_KEY', baseUrl: BIGMODEL.baseUrl }],
  needsKey: true,
  compat: {
    reasoningSwitch: 'thinking-type',
    toolChoice: 'auto-only',
    structuredOutput: 'json-object',
    imageInput: 'text-placeholder',
    searchSwitch: 'glm-web-search',
    droppedToolMembers: ['strict'],
    droppedMessageMembers: ['name', 'refusal', 'annotations', 'reasoning', 'reasoning_details'],
    toolStream: true,
  },
  endpointCompat: { anthropic: { authentication: 'bearer', reasoningSwitch: 'anthropic-thinking', toolChoice: 'auto-only', structuredOutput: 'none' } },
  models: withQuirks(glmModels, {
    'glm-5.3-flash': { compat: { ...ALWAYS_THINKS, imageInput: 'supported' } },
    'glm-5.3': { compat: ALWAYS_THINKS },
    'glm-image': DRAWS,
    'cogview-4': DRAWS,
  }),
  taskModels: { code: ['glm-5.3'], thinking: ['glm-5.3'], image: ['cogview-4', 'glm-5.3-flash'], agent: ['glm-5.3'] },
}

export const zhipu: Preset = {
  ...glm,
  name: 'zhipu',
  title: 'GLM (open.bigmodel.cn)',
  ...BIGMODEL,
  otherSites: [Z_AI],
  keyVariables: [{ name: 'ZHIPUAI_API_KEY' }],
  models: [...glm.models, ...withQuirks(bigmodelModels, {})],
}
