/**
 * Models that draw in a chat completion: asked with `modalities`, they answer with `message.images`, words beside them, and
 * start from pictures that they are given. Source: openrouter.ai/docs (image generation); local Gemini proxies do the same.
 */

import type { JsonObject } from '../../chat/request.ts'
import { decodeResult } from '../openai/decode-result.ts'
import type { PictureApi } from './picture-api.ts'

const contentOf = (prompt: string, references: readonly string[]): JsonObject['content'] => references.length === 0
  ? prompt
  : [{ type: 'text', text: prompt }, ...references.map(url => ({ type: 'image_url', image_url: { url } }))]

export const chatPictures: PictureApi = {
  path: '/chat/completions',
  takes: new Set(['image', 'image_config']),
  encode: ({ prompt, references, config }, model, parameters) => ({
    model,
    messages: [{ role: 'user', content: contentOf(prompt, references) }],
    modalities: ['image', 'text'],
    ...(Object.keys(config).length > 0 && { image_config: config }),
    ...parameters,
  }),
  decode: (body, reading) => ({ kind: 'parts', parts: decodeResult(body, reading) }),
}
