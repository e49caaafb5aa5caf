/** Mistral. Source: docs.mistral.ai (chat completions, prefix, function calling), October 2026. */

import { mistralModels } from './models/mistral.ts'
import { withQuirks } from './preset.ts'
import type { Preset } from './preset.ts'

export const mistral: Preset = {
  name: 'mistral',
  title: 'Mistral',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://api.mistral.ai/v1',
  keyVariables: [{ name: 'MISTRAL_API_KEY' }],
  needsKey: true,
  compat: {
    // 422 "Extra inputs are not permitted"; the usage comes unasked in the last chunk.
    supportsStreamUsage: false,
    // "Tool call id was … but must be a-z, A-Z, 0-9, with a length of 9."
    toolCallIdFormat: 'nine-alphanumeric',
    // "Unexpected role 'user' after role 'tool'"
    bridgesToolResults: true,
    // "Extra inputs are not permitted", in messages too.
    droppedFields: [
      'seed', 'user', 'logit_bias', 'logprobs', 'top_logprobs', 'verbosity', 'store', 'service_tier', 'prompt_cache_key', 'prompt_cache_retention', 'safety_identifier',
    ],
    droppedMessageMembers: ['refusal', 'annotations', 'reasoning', 'reasoning_details'],
    replaysReasoning: 'never',
    continuation: 'prefix',
    continuationEchoes: true,
  },
  models: withQuirks(mistralModels, {
    'mistral-large-4': {
      compat: {
        reasoningSwitch: 'reasoning_effort',
        effortNames: { none: 'none', minimal: 'high', low: 'high', medium: 'high', high: 'high', xhigh: 'high', max: 'high' },
      },
    },
  }),
  taskModels: { thinking: ['mistral-large-4'] },
}
