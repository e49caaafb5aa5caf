/**
 * The picture APIs of DashScope, where Wanxiang and Qwen-Image are at home: a task that is made and asked for again, and, for
 * newer models, one call that waits. Addresses live for 24 hours. Source: alibabacloud.com/help/en/model-studio (text-to-image,
 * qwen-image).
 */

import type { Picture } from '../../chat/picture.ts'
import type { JsonObject } from '../../chat/request.ts'
import { answerError } from '../decode-error.ts'
import { readErrorValue } from '../read-error-body.ts'
import type { PictureAnswer, PictureApi } from './picture-api.ts'
import type { PictureRequest } from './picture-request.ts'
import { sizeWith } from './picture-size.ts'
import { type Fields, fieldsOf, listOf, pictureOf, readJson, somePictures } from './read-pictures.ts'

/** The native API stands beside the OpenAI-compatible one. */
const nativeUrl = (providerUrl: string): string => providerUrl.replace(/(?:\/compatible-mode|\/api)?\/v1$/, '/api/v1')

/** Without `n` some models draw four pictures, and bill them. */
const parametersOf = ({ count = 1, size }: PictureRequest, parameters: JsonObject): JsonObject => ({
  n: count,
  ...(size !== undefined && { size: sizeWith('*', size) }),
  ...parameters,
})

const WAITING: ReadonlySet<unknown> = new Set(['PENDING', 'RUNNING', 'SUSPENDED'])

const pictureOfResult = ({ url, actual_prompt: description }: Fields): readonly Picture[] => pictureOf(url, undefined, description)

/** Of several pictures some may fail: those that did not are the answer. */
const decodeTask = (body: Buffer): PictureAnswer => {
  const output = fieldsOf(readJson(body)['output'])
  const { task_status: status, task_id: id } = output
  if (WAITING.has(status) && typeof id === 'string') return { kind: 'task', path: `/tasks/${encodeURIComponent(id)}` }
  const results = listOf(output['results'])
  const pictures = results.flatMap(pictureOfResult)
  if (status === 'SUCCEEDED' && (pictures.length > 0 || results.length === 0)) return { kind: 'pictures', pictures: somePictures(pictures) }
  const { code, message = `its task ended as ${String(status)}` } = results.find(result => result['code'] !== undefined) ?? output
  throw answerError(readErrorValue({ code, message }), 'server-error')
}

/** `POST …/text2image/image-synthesis`, then `GET /tasks/{id}`: Wanxiang up to 2.5, `qwen-image` and `qwen-image-plus`. */
export const dashScopeTask: PictureApi = {
  baseUrl: nativeUrl,
  path: '/services/aigc/text2image/image-synthesis',
  headers: { 'x-dashscope-async': 'enable' },
  takes: new Set(['n', 'size']),
  encode: (asked, model, parameters) => ({ model, input: { prompt: asked.prompt }, parameters: parametersOf(asked, parameters) }),
  decode: decodeTask,
}

/** `POST …/multimodal-generation/generation`: Wan 2.6, the other Qwen-Image models, and those that edit. */
export const dashScopeCall: PictureApi = {
  baseUrl: nativeUrl,
  path: '/services/aigc/multimodal-generation/generation',
  takes: new Set(['n', 'size', 'image']),
  encode: (asked, model, parameters) => ({
    model,
    input: { messages: [{ role: 'user', content: [...asked.references.map(image => ({ image })), { text: asked.prompt }] }] },
    parameters: parametersOf(asked, parameters),
  }),
  decode: (body) => {
    const { choices } = fieldsOf(readJson(body)['output'])
    const contents = listOf(choices).flatMap(({ message }) => listOf(fieldsOf(message)['content']))
    return { kind: 'pictures', pictures: somePictures(contents.flatMap(({ image }) => pictureOf(image, undefined, undefined))) }
  },
}
