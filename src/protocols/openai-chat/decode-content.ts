/** Content parts of the chat completions wire to neutral blocks. What is not known becomes an opaque block, never an error. */

import type { ContentBlock, JsonObject, JsonValue, MediaSource } from '../../chat/request.ts'
import { sourceOfFileData, sourceOfUrl } from '../media-source.ts'
import { invalid, isObject, kindOf, optionalObject, optionalString, requiredString } from '../members.ts'

const decodeImage = (part: JsonObject, path: string): ContentBlock => {
  if (typeof part['image_url'] === 'string') return { type: 'image', source: sourceOfUrl(part['image_url']) }
  const image = optionalObject(part, 'image_url', path) ?? {}
  const detail = optionalString(image, 'detail', `${path}.image_url`)
  return { type: 'image', source: sourceOfUrl(requiredString(image, 'url', `${path}.image_url`)), ...(detail === undefined ? {} : { detail }) }
}

const decodeAudio = (part: JsonObject, path: string): ContentBlock => {
  const audio = optionalObject(part, 'input_audio', path) ?? {}
  const inside = `${path}.input_audio`
  return { type: 'audio', format: requiredString(audio, 'format', inside), data: requiredString(audio, 'data', inside) }
}

const sourceOfFile = (file: JsonObject, path: string): MediaSource => {
  const fileId = optionalString(file, 'file_id', path)
  if (fileId !== undefined) return { kind: 'file', fileId }
  return sourceOfFileData(requiredString(file, 'file_data', path))
}

const decodeFile = (part: JsonObject, path: string): ContentBlock => {
  const file = optionalObject(part, 'file', path) ?? {}
  const title = optionalString(file, 'filename', `${path}.file`)
  return { type: 'document', source: sourceOfFile(file, `${path}.file`), ...(title === undefined ? {} : { title }) }
}

const decodePart = (part: JsonObject, path: string): ContentBlock => {
  switch (part['type']) {
    case 'text': return { type: 'text', text: requiredString(part, 'text', path) }
    case 'refusal': return { type: 'refusal', text: requiredString(part, 'refusal', path) }
    case 'image_url': return decodeImage(part, path)
    case 'input_audio': return decodeAudio(part, path)
    case 'file': return decodeFile(part, path)
    default: return { type: 'opaque', wire: 'openai-chat', value: part }
  }
}

const isEmptyText = (block: ContentBlock): boolean => block.type === 'text' && block.text === ''

const decodeElement = (part: JsonValue, path: string): ContentBlock => {
  if (typeof part === 'string') return { type: 'text', text: part }
  if (isObject(part)) return decodePart(part, path)
  throw invalid(path, `${path} must be an object, not ${kindOf(part)}`)
}

/** Of a surveyed message's `content`: a string, an array, or nothing. Empty texts say nothing and are left out. */
export const decodeContent = (content: JsonValue | undefined, path: string): ContentBlock[] => {
  if (content === undefined || content === null) return []
  const parts = typeof content === 'string' ? [content] : content as readonly JsonValue[]
  return parts.map((part, index) => decodeElement(part, `${path}[${index}]`)).filter((block) => !isEmptyText(block))
}
