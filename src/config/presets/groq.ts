/** Groq. Source: console.groq.com/docs (OpenAI compatibility, Responses API), August 2026. */

import { groqModels } from './models/groq.ts'
import { withQuirks } from './preset.ts'
import type { Preset } from './preset.ts'

export const groq: Preset = {
  name: 'groq',
  title: 'Groq',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.groq.com/openai/v1',
  endpoints: { 'openai-responses': 'https://api.groq.com/openai/v1' },
  keyVariables: [{ name: 'GROQ_API_KEY' }],
  needsKey: true,
  compat: { maxTokensField: 'max_completion_tokens' },
  servesAnyModel: true,
  models: withQuirks(groqModels, {
    'openai/gpt-oss-120b': {
      compat: {
        reasoningSwitch: 'reasoning_effort',
        effortNames: { minimal: 'low', low: 'low', medium: 'medium', high: 'high', xhigh: 'high', max: 'high' },
        imageInput: 'text-placeholder',
      },
    },
  }),
  taskModels: { image: ['qwen/qwen3.8-27b'] },
}
