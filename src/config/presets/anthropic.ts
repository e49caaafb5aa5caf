/** Anthropic, on its own wire. Source: platform.claude.com/docs, October 2026. */

import { anthropicModels } from './models/anthropic.ts'
import { withQuirks } from './preset.ts'
import type { Preset } from './preset.ts'

export const anthropic: Preset = {
  name: 'anthropic',
  title: 'Anthropic',
  asOf: '2026-11',
  dialect: 'anthropic',
  baseUrl: 'https://api.anthropic.com',
  keyVariables: [{ name: 'ANTHROPIC_API_KEY' }],
  needsKey: true,
  // An answer that an assistant message begins is refused since Claude 4.6: `continuation` stays unset but for the old one.
  compat: { reasoningSwitch: 'anthropic-adaptive', verifiesThinking: true, mayKnowClient: true, searchSwitch: 'anthropic-web-search' },
  models: withQuirks(anthropicModels, {
    // Sonnet and Opus 5.5 refuse `thinking.type: disabled`.
    'claude-sonnet-5-5': { compat: { reasoningAlwaysOn: true } },
    'claude-opus-5-5': { compat: { reasoningAlwaysOn: true } },
    'claude-haiku-4-5': { compat: { reasoningSwitch: 'anthropic-thinking', continuation: 'prefill' } },
  }),
  taskModels: { thinking: ['claude-opus-5-5'] },
}
