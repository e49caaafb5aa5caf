/**
 * GLM: z.ai (international) and open.bigmodel.cn (China). One provider, `glm`; which site is called follows from which key is set.
 * `zhipu` is the same with the Chinese address, for files that give the key themselves.
 * Source: docs.z.ai, read through public model lists of August 2026.
 */

import type { Compat } from '../compat.ts'
import type { Preset } from './preset.ts'

const BIGMODEL_URL = 'https://open.bigmodel.cn/api/paas/v4'

/** GLM-5.3 cannot stop thinking: `thinking.type: disabled` is a 400 since August 2026. */
const ALWAYS_THINKS: Compat = {
  reasoningSwitch: 'reasoning_effort',
  effortNames: { minimal: 'low', low: 'low', medium: 'high', high: 'high', xhigh: 'max', max: 'max' },
  reasoningAlwaysOn: true,
}

export const glm: Preset = {
  name: 'glm',
  title: 'GLM (z.ai, Zhipu)',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.z.ai/api/paas/v4',
  keyVariables: [{ name: 'ZAI_API_KEY' }, { name: 'ZHIPUAI_API_KEY', baseUrl: BIGMODEL_URL }],
  needsKey: true,
  compat: {
    reasoningSwitch: 'thinking-type',
    toolChoice: 'auto-only',
    structuredOutput: 'json-object',
    imageInput: 'text-placeholder',
  },
  models: [
    {
      id: 'glm-5.3-flash',
      displayName: 'GLM-5.3 Flash',
      contextWindow: 1_000_000,
      maxOutputTokens: 131_072,
      price: { input: 0.15, output: 0.5 },
      capabilities: ['tools', 'images', 'reasoning', 'structured_output'],
      compat: { ...ALWAYS_THINKS, imageInput: 'supported' },
    },
    {
      // In August 2026 the Chinese site did not offer 5.3 yet; use glm-5.2 there.
      id: 'glm-5.3',
      displayName: 'GLM-5.3',
      contextWindow: 1_000_000,
      maxOutputTokens: 131_072,
      price: { input: 1.4, output: 4.4, cacheRead: 0.26 },
      capabilities: ['tools', 'reasoning', 'structured_output'],
      compat: ALWAYS_THINKS,
    },
    {
      id: 'glm-5.2',
      displayName: 'GLM-5.2',
      contextWindow: 1_000_000,
      maxOutputTokens: 131_072,
      price: { input: 1.4, output: 4.4, cacheRead: 0.26 },
      capabilities: ['tools', 'reasoning', 'structured_output'],
    },
  ],
  taskModels: { code: 'glm-5.3', thinking: 'glm-5.3', agent: 'glm-5.3' },
}

export const zhipu: Preset = {
  ...glm,
  name: 'zhipu',
  title: 'GLM (open.bigmodel.cn)',
  baseUrl: BIGMODEL_URL,
  keyVariables: [{ name: 'ZHIPUAI_API_KEY' }],
}
