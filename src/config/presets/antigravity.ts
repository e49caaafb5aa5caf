/**
 * Antigravity: a proxy on this machine that serves Gemini and Claude models, with a key of its own. The address is CLIProxyAPI's
 * usual one, which speaks both wires. `antigravity-claude-proxy` speaks Anthropic's alone:
 * `{ preset: antigravity, dialect: anthropic, base_url: "http://127.0.0.1:8080" }`.
 * Source: github.com/router-for-me/CLIProxyAPI, github.com/badrisnarayanan/antigravity-claude-proxy, 2026.
 */

import { GEMINI_COMPAT } from './gemini.ts'
import { antigravityModels } from './models/antigravity.ts'
import { withQuirks } from './preset.ts'
import type { Preset } from './preset.ts'

export const antigravity: Preset = {
  name: 'antigravity',
  title: 'Antigravity (local proxy)',
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl: 'http://127.0.0.1:8317/v1',
  endpoints: { anthropic: 'http://127.0.0.1:8317' },
  keyVariables: [{ name: 'ANTIGRAVITY_API_KEY' }],
  needsKey: true,
  compat: { ...GEMINI_COMPAT, searchSwitch: 'google-search' },
  endpointCompat: { anthropic: { reasoningSwitch: 'anthropic-thinking' } },
  models: withQuirks(antigravityModels, {
    'claude-opus-4-5-thinking': { compat: { needsThoughtSignature: false } },
    'gemini-3-pro-image': { compat: { imageApi: 'gemini-chat' } },
  }),
  taskModels: {
    code: ['gemini-3-pro-high'],
    thinking: ['claude-opus-4-5-thinking'],
    long: ['gemini-3-pro-high'],
    image: ['gemini-3-pro-image', 'gemini-3-flash'],
    agent: ['gemini-3-pro-high'],
  },
  warning: 'using a consumer login through a proxy may breach the vendor\'s terms, and accounts have been suspended for it; an API key of the vendor is the safe way',
}
