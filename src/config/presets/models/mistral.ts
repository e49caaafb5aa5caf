/** Models of Mistral. Source: docs.mistral.ai (models, pricing), read through public model lists of August to October 2026. */

import type { ModelList } from '../preset.ts'

export const mistralModels = {
  asOf: '2026-11',
  models: [
    { id: 'mistral-medium-latest', displayName: 'Mistral Medium (latest)', kind: 'chat', contextWindow: 262_144, price: { input: 1.5, output: 7.5 }, capabilities: ['tools', 'images', 'structured_output'] },
    // A public preview in October 2026; its window could not be verified.
    { id: 'mistral-large-4', displayName: 'Mistral Large 4', kind: 'chat', price: { input: 1.36, output: 4.18, cacheRead: 0.14 }, capabilities: ['tools', 'reasoning', 'structured_output'] },
    {
      id: 'mistral-small-latest',
      displayName: 'Mistral Small (latest)',
      kind: 'chat',
      contextWindow: 128_000,
      maxOutputTokens: 16_384,
      price: { input: 0.1, output: 0.3 },
      capabilities: ['tools', 'images', 'structured_output'],
    },
    { id: 'mistral-embed', displayName: 'Mistral Embed', kind: 'embedding', contextWindow: 8000, price: { input: 0.1, output: 0 } },
    { id: 'codestral-embed', displayName: 'Codestral Embed', kind: 'embedding', contextWindow: 8000, price: { input: 0.15, output: 0 } },
    // Paid by the minute of audio, and by the character.
    { id: 'voxtral-mini-latest', displayName: 'Voxtral Mini (latest)', kind: 'transcription' },
    { id: 'voxtral-mini-tts-latest', displayName: 'Voxtral Mini TTS (latest)', kind: 'speech' },
    { id: 'mistral-moderation-2603', displayName: 'Mistral Moderation 26.03', kind: 'moderation', price: { input: 0, output: 0 } },
  ],
} as const satisfies ModelList
