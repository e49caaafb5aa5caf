/** Models of Groq. Source: console.groq.com/docs/models and groq.com/pricing, read through public model lists of August 2026. */

import type { ModelList } from '../preset.ts'

export const groqModels = {
  asOf: '2026-11',
  models: [
    {
      id: 'openai/gpt-oss-120b',
      displayName: 'GPT OSS 120B (Groq)',
      kind: 'chat',
      contextWindow: 131_072,
      maxOutputTokens: 65_536,
      price: { input: 0.15, output: 0.6, cacheRead: 0.075 },
      capabilities: ['tools', 'reasoning', 'structured_output'],
    },
    {
      id: 'qwen/qwen3.8-27b',
      displayName: 'Qwen3.8 27B (Groq)',
      kind: 'chat',
      contextWindow: 131_042,
      maxOutputTokens: 16_384,
      price: { input: 0.8, output: 4, cacheRead: 0.4 },
      capabilities: ['tools', 'images', 'reasoning'],
    },
    // Paid by the hour of audio.
    { id: 'whisper-large-v3-turbo', displayName: 'Whisper Large v3 Turbo (Groq)', kind: 'transcription' },
    { id: 'whisper-large-v3', displayName: 'Whisper Large v3 (Groq)', kind: 'transcription' },
  ],
} as const satisfies ModelList
