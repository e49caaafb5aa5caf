/**
 * Models that Antigravity proxies listed in 2026. They change with the proxy and could not be verified: ask yours with
 * GET /v1/models. Source: github.com/router-for-me/CLIProxyAPI (model list), 2026.
 */

import type { ModelFacts, ModelList } from '../preset.ts'

const gemini = { kind: 'chat', contextWindow: 1_048_576, maxOutputTokens: 65_536, capabilities: ['tools', 'images', 'reasoning', 'search', 'structured_output'] } as const satisfies Partial<ModelFacts>

export const antigravityModels = {
  asOf: '2026-11',
  models: [
    { id: 'gemini-3-flash', displayName: 'Gemini 3 Flash', ...gemini },
    { id: 'gemini-3-pro-high', displayName: 'Gemini 3 Pro', ...gemini },
    { id: 'claude-opus-4-5-thinking', displayName: 'Claude Opus 4.5', kind: 'chat', contextWindow: 200_000, maxOutputTokens: 64_000, capabilities: ['tools', 'images', 'reasoning', 'structured_output'] },
    { id: 'gemini-3-pro-image', displayName: 'Gemini 3 Pro Image', kind: 'image', capabilities: ['images', 'image_output'] },
  ],
} as const satisfies ModelList
