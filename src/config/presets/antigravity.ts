/**
 * Antigravity: a proxy on this machine that serves Gemini and Claude models, with a key of its own. Model names are the ones
 * such proxies listed in 2026; they change with the proxy and could not be verified: ask yours with GET /v1/models.
 */

import { GEMINI_COMPAT } from './gemini.ts'
import type { Preset } from './preset.ts'

export const antigravity: Preset = {
  name: 'antigravity',
  title: 'Antigravity (local proxy)',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'http://127.0.0.1:8317/v1',
  keyVariables: [{ name: 'ANTIGRAVITY_API_KEY' }],
  needsKey: true,
  compat: GEMINI_COMPAT,
  models: [
    { id: 'gemini-3-flash', displayName: 'Gemini 3 Flash', contextWindow: 1_048_576, maxOutputTokens: 65_536, capabilities: ['tools', 'images', 'reasoning', 'search', 'structured_output'] },
    { id: 'gemini-3-pro-high', displayName: 'Gemini 3 Pro', contextWindow: 1_048_576, maxOutputTokens: 65_536, capabilities: ['tools', 'images', 'reasoning', 'search', 'structured_output'] },
    { id: 'claude-opus-4-5-thinking', displayName: 'Claude Opus 4.5', contextWindow: 200_000, maxOutputTokens: 64_000, capabilities: ['tools', 'images', 'reasoning', 'structured_output'], compat: { needsThoughtSignature: false } },
  ],
  taskModels: { code: 'gemini-3-pro-high', thinking: 'claude-opus-4-5-thinking', long: 'gemini-3-pro-high', agent: 'gemini-3-pro-high' },
  warning: 'using a consumer login through a proxy may breach the vendor\'s terms, and accounts have been suspended for it; an API key of the vendor is the safe way',
}
