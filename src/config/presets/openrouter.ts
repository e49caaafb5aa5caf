/**
 * OpenRouter, a marketplace: any of its model names may be used, `openrouter/auto` lets it choose. It has Anthropic's wire too, but
 * vouches there for Anthropic's own models alone; for those: `endpoints: { anthropic: { base_url: "https://openrouter.ai/api",
 * compat: { authentication: bearer } } }`. Source: openrouter.ai/docs (chat, Responses, assistant prefill, web search), August 2026.
 */

import { openrouterModels } from './models/openrouter.ts'
import { withQuirks } from './preset.ts'
import type { Preset } from './preset.ts'

export const openrouter: Preset = {
  name: 'openrouter',
  title: 'OpenRouter',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'https://openrouter.ai/api/v1',
  endpoints: { 'openai-responses': 'https://openrouter.ai/api/v1' },
  keyVariables: [{ name: 'OPENROUTER_API_KEY' }],
  needsKey: true,
  compat: { reasoningSwitch: 'openrouter-reasoning', continuation: 'prefill', searchSwitch: 'openrouter-online', imageApi: 'gemini-chat', understandsRoutingFields: true },
  endpointCompat: { 'openai-responses': { understandsRoutingFields: true } },
  servesAnyModel: true,
  models: withQuirks(openrouterModels, {}),
  taskModels: {},
}
