/**
 * Models of the `*-free-api` containers, as their own GET /v1/models and READMEs name them. The name only switches features of the
 * web chat behind it; which model answers there is not told. None calls tools. Source: github.com/LLM-Red-Team, 2024-12 to 2025-04.
 */

import type { ModelFacts, ModelList } from '../preset.ts'

const talks = { kind: 'chat', capabilities: [] } as const satisfies Partial<ModelFacts>
const searches = { kind: 'chat', capabilities: ['search'] } as const satisfies Partial<ModelFacts>
const draws = { kind: 'image', capabilities: ['image_output'] } as const satisfies Partial<ModelFacts>
const WINDOW = { contextWindow: 128_000 }

const asOf = '2025-04'

export const kimiFreeApiModels = { asOf, models: [{ id: 'kimi', ...talks }, { id: 'kimi-search', ...searches }] } as const satisfies ModelList
export const glmFreeApiModels = { asOf, models: [{ id: 'glm-4', ...talks }, { id: 'glm-4-think', ...talks }, { id: 'cogview-3', ...draws }] } as const satisfies ModelList
export const qwenFreeApiModels = { asOf, models: [{ id: 'qwen', ...talks }, { id: 'wanxiang', ...draws }] } as const satisfies ModelList
export const stepFreeApiModels = { asOf, models: [{ id: 'step-v1', ...talks }] } as const satisfies ModelList
export const hailuoFreeApiModels = { asOf, models: [{ id: 'abab6-chat', ...talks }] } as const satisfies ModelList
export const deepseekFreeApiModels = {
  asOf,
  models: [
    { id: 'deepseek-chat', ...talks, ...WINDOW },
    { id: 'deepseek-r1', ...talks, ...WINDOW, capabilities: ['reasoning'] },
    { id: 'deepseek-search', ...searches, ...WINDOW },
  ],
} as const satisfies ModelList
