/** Models of OpenAI. Source: developers.openai.com (models, pricing), read through public model lists of September to October 2026. */

import type { ModelFacts, ModelList } from '../preset.ts'

const facts = { kind: 'chat', contextWindow: 1_050_000, maxOutputTokens: 128_000, capabilities: ['tools', 'images', 'documents', 'reasoning', 'structured_output'] } as const satisfies Partial<ModelFacts>
/** Paid by the picture and by tokens of three sorts. */
const draws = { kind: 'image', capabilities: ['image_output'] } as const satisfies Partial<ModelFacts>

export const openaiModels = {
  asOf: '2026-11',
  models: [
    // Prompts above 272,000 tokens cost double.
    { id: 'gpt-6-luna', displayName: 'GPT-6 Luna', ...facts, price: { input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite: 0.125 } },
    { id: 'gpt-6-sol', displayName: 'GPT-6 Sol', ...facts, price: { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5 } },
    { id: 'gpt-6-astra', displayName: 'GPT-6 Astra', ...facts, price: { input: 10, output: 50, cacheRead: 1, cacheWrite: 12.5 } },
    { id: 'gpt-image-2.5-sunburst', displayName: 'GPT Image 2.5 Sunburst', ...draws },
    { id: 'gpt-image-2.5-flare', displayName: 'GPT Image 2.5 Flare', ...draws },
    { id: 'gpt-image-1.5', displayName: 'GPT Image 1.5', ...draws },
    { id: 'gpt-image-1-mini', displayName: 'GPT Image 1 Mini', ...draws },
    { id: 'text-embedding-3-small', displayName: 'Text Embedding 3 Small', kind: 'embedding', contextWindow: 8191, price: { input: 0.02, output: 0 } },
    { id: 'text-embedding-3-large', displayName: 'Text Embedding 3 Large', kind: 'embedding', contextWindow: 8191, price: { input: 0.13, output: 0 } },
    { id: 'gpt-transcribe', displayName: 'GPT Transcribe', kind: 'transcription' },
    { id: 'whisper-1', displayName: 'Whisper', kind: 'transcription' },
    { id: 'tts-1', displayName: 'TTS-1', kind: 'speech' },
    { id: 'tts-1-hd', displayName: 'TTS-1 HD', kind: 'speech' },
    { id: 'omni-moderation-latest', displayName: 'Omni Moderation (latest)', kind: 'moderation', price: { input: 0, output: 0 } },
  ],
} as const satisfies ModelList
