/**
 * `POST /images/generations`, as OpenAI made it and others took it over with differences that are data here. Sources:
 * developers.openai.com (images), docs.z.ai and docs.bigmodel.cn (CogView), ai.google.dev (OpenAI compatibility).
 */

import type { Usage } from '../../chat/part.ts'
import type { JsonObject } from '../../chat/request.ts'
import { tokenCount } from '../usage.ts'
import type { PictureApi, PictureSetting } from './picture-api.ts'
import { sizeWith } from './picture-size.ts'
import { fieldsOf, listOf, pictureOf, readJson, somePictures } from './read-pictures.ts'

interface EndpointFacts {
  readonly takes: readonly PictureSetting[]
  /** Sent with every request. */
  readonly always?: JsonObject
}

/** Of models that are paid by tokens; the others report nothing, and nothing is made up. */
const usageOf = (value: unknown): Usage | undefined => {
  const { input_tokens: input, output_tokens: output } = fieldsOf(value)
  const [inputTokens, outputTokens] = [tokenCount(input), tokenCount(output)]
  return inputTokens === undefined || outputTokens === undefined ? undefined : { inputTokens, outputTokens }
}

const imagesEndpoint = ({ takes, always = {} }: EndpointFacts): PictureApi => ({
  path: '/images/generations',
  takes: new Set(takes),
  encode: ({ prompt, count, size, quality }, model, parameters) => ({
    model,
    prompt,
    ...(count !== undefined && takes.includes('n') && { n: count }),
    ...(size !== undefined && takes.includes('size') && { size: sizeWith('x', size) }),
    ...(quality !== undefined && takes.includes('quality') && { quality }),
    ...always,
    ...parameters,
  }),
  decode: (body) => {
    const { data, usage } = readJson(body)
    const pictures = listOf(data).flatMap(({ url, b64_json: base64, revised_prompt: description }) => pictureOf(url, base64, description))
    return { kind: 'pictures', pictures: somePictures(pictures), usage: usageOf(usage) }
  },
})

/** `response_format` is not sent: GPT Image models refuse it and give base64, others give what they like best; both are read. */
export const openAiImages = imagesEndpoint({ takes: ['n', 'size', 'quality'] })

/** One picture for each call, as an address that lives for some weeks. */
export const cogViewImages = imagesEndpoint({ takes: ['size', 'quality'] })

/** Google's documentation knows no other format. */
export const geminiImages = imagesEndpoint({ takes: ['n'], always: { response_format: 'b64_json' } })
