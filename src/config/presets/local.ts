/**
 * Servers on one's own machine, at their default ports. What they serve is theirs to say: list it under `models`.
 * Newer versions speak Anthropic's wire too (Ollama 0.14, LM Studio 0.4.1, vLLM 0.11.1), at the address without `/v1`; older ones
 * answer 404 there, so it is not presumed: `endpoints: { anthropic: "http://127.0.0.1:11434" }`.
 * Source: docs.ollama.com, lmstudio.ai/docs, docs.vllm.ai, 2026.
 */

import type { Preset } from './preset.ts'

const localServer = (name: string, title: string, baseUrl: string): Preset => ({
  name,
  title,
  asOf: '2026-11',
  dialect: 'openai',
  baseUrl,
  keyVariables: [],
  needsKey: false,
  compat: {},
  models: [],
  taskModels: {},
})

export const ollama = localServer('ollama', 'Ollama', 'http://127.0.0.1:11434/v1')
export const lmstudio = localServer('lmstudio', 'LM Studio', 'http://127.0.0.1:1234/v1')
export const vllm = localServer('vllm', 'vLLM', 'http://127.0.0.1:8000/v1')
