/** Content parts of the Responses wire to neutral blocks. What is not known becomes an opaque block, never an error. */

import type { ContentBlock, JsonObject, JsonValue, MediaSource } from '../../chat/request.ts'
import { sourceOfFileData, sourceOfUrl } from '../media-source.ts'
import { invalid, isObject, kindOf, optionalObject, optionalString, requiredString } from '../members.ts'

export const opaqueBlock = (value: JsonObject): ContentBlock => ({ type: 'opaque', wire: 'openai-responses', value })

/** Words for the detail of a picture that other wires know; this one has another word for the most there is. */
const DETAILS: Readonly<Record<string, string>> = { original: 'high' }

const sourceOfImage = (part: JsonObject, path: string): MediaSource => {
  const fileId = optionalString(part, 'file_id', path)
  return fileId === undefined ? sourceOfUrl(requiredString(part, 'image_url', path)) : { kind: 'file', fileId }
}

const decodeImage = (part: JsonObject, path: string): ContentBlock => {
  const detail = optionalString(part, 'detail', path)
  return { type: 'image', source: sourceOfImage(part, path), ...(detail === undefined ? {} : { detail: DETAILS[detail] ?? detail }) }
}

const sourceOfFile = (part: JsonObject, path: string): MediaSource => {
  const fileId = optionalString(part, 'file_id', path)
  if (fileId !== undefined) return { kind: 'file', fileId }
  const url = optionalString(part, 'file_url', path)
  return url === undefined ? sourceOfFileData(requiredString(part, 'file_data', path)) : sourceOfUrl(url)
}

const decodeFile = (part: JsonObject, path: string): ContentBlock => {
  const title = optionalString(part, 'filename', path)
  return { type: 'document', source: sourceOfFile(part, path), ...(title === undefined ? {} : { title }) }
}

const decodeAudio = (part: JsonObject, path: string): ContentBlock => {
  const audio = optionalObject(part, 'input_audio', path) ?? {}
  const inside = `${path}.input_audio`
  return { type: 'audio', format: requiredString(audio, 'format', inside), data: requiredString(audio, 'data', inside) }
}

const decodePart = (part: JsonObject, path: string): ContentBlock => {
  switch (part['type']) {
    case 'input_text': case 'output_text': case 'text': return { type: 'text', text: requiredString(part, 'text', path) }
    case 'refusal': return { type: 'refusal', text: requiredString(part, 'refusal', path) }
    case 'input_image': return decodeImage(part, path)
    case 'input_file': return decodeFile(part, path)
    case 'input_audio': return decodeAudio(part, path)
    default: return opaqueBlock(part)
  }
}

const isEmptyText = (block: ContentBlock): boolean => block.type === 'text' && block.text === ''

const decodeElement = (part: JsonValue, path: string): ContentBlock => {
  if (isObject(part)) return decodePart(part, path)
  throw invalid(path, `${path} must be an object, not ${kindOf(part)}`)
}

/** Of a message, or what a tool gave back: a string, an array, or nothing. Empty texts say nothing and are left out. */
export const decodeContent = (content: JsonValue | undefined, path: string): readonly ContentBlock[] => {
  if (content === undefined || content === null || content === '') return []
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  if (!Array.isArray(content)) throw invalid(path, `${path} must be a string or an array of content parts, not ${kindOf(content)}`)
  return (content as readonly JsonValue[]).map((part, index) => decodeElement(part, `${path}[${index}]`)).filter((block) => !isEmptyText(block))
}
