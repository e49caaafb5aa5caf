/** Content blocks of the Anthropic wire to neutral ones. What is not known becomes an opaque block, never an error. */

import type { ContentBlock, JsonObject, JsonValue, MediaSource } from '../../chat/request.ts'
import { invalid, isObject, kindOf, optionalObject, optionalString, requiredString } from '../members.ts'

const opaque = (block: JsonObject): ContentBlock => ({ type: 'opaque', wire: 'anthropic-messages', value: block })

/** The texts of blocks that only make sense as text: a document's own content, a search result. */
const textOf = (content: JsonValue | undefined): string => {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.flatMap((block: JsonValue) => isObject(block) && typeof block['text'] === 'string' ? [block['text']] : []).join('\n\n')
}

/** `undefined`: a kind of source that no other wire could fetch. */
const decodeSource = (block: JsonObject, path: string): MediaSource | undefined => {
  const source = optionalObject(block, 'source', path) ?? {}
  const inside = `${path}.source`
  switch (source['type']) {
    case 'base64': return { kind: 'base64', mediaType: requiredString(source, 'media_type', inside), data: requiredString(source, 'data', inside) }
    case 'url': return { kind: 'url', url: requiredString(source, 'url', inside) }
    case 'text': return { kind: 'text', text: requiredString(source, 'data', inside) }
    case 'content': return { kind: 'text', text: textOf(source['content']) }
    case 'file': return { kind: 'file', fileId: requiredString(source, 'file_id', inside) }
    default: return undefined
  }
}

const decodeDocument = (block: JsonObject, path: string): ContentBlock => {
  const source = decodeSource(block, path)
  const title = optionalString(block, 'title', path)
  return source === undefined ? opaque(block) : { type: 'document', source, ...(title === undefined ? {} : { title }) }
}

const decodeImage = (block: JsonObject, path: string): ContentBlock => {
  const source = decodeSource(block, path)
  return source === undefined ? opaque(block) : { type: 'image', source }
}

const decodeSearchResult = (block: JsonObject, path: string): ContentBlock => {
  const title = optionalString(block, 'title', path) ?? optionalString(block, 'source', path)
  return { type: 'document', source: { kind: 'text', text: textOf(block['content']) }, ...(title === undefined ? {} : { title }) }
}

const decodeThinking = (block: JsonObject, path: string): ContentBlock => {
  const signature = optionalString(block, 'signature', path) ?? ''
  return { type: 'reasoning', text: requiredString(block, 'thinking', path), ...(signature === '' ? {} : { signature }) }
}

const decodeToolUse = (block: JsonObject, path: string): ContentBlock => ({
  type: 'tool-call',
  id: requiredString(block, 'id', path),
  name: requiredString(block, 'name', path),
  argumentsText: JSON.stringify(block['input'] ?? {}),
})

const decodeToolResult = (block: JsonObject, path: string): ContentBlock => ({
  type: 'tool-result',
  toolCallId: requiredString(block, 'tool_use_id', path),
  content: decodeContent(block['content'], `${path}.content`),
  isError: block['is_error'] === true,
})

const DECODERS: ReadonlyMap<unknown, (block: JsonObject, path: string) => ContentBlock> = new Map<unknown, (block: JsonObject, path: string) => ContentBlock>([
  ['text', (block, path) => ({ type: 'text', text: requiredString(block, 'text', path) })],
  ['image', decodeImage],
  ['document', decodeDocument],
  ['search_result', decodeSearchResult],
  ['thinking', decodeThinking],
  ['redacted_thinking', (block, path) => ({ type: 'redacted-reasoning', data: requiredString(block, 'data', path) })],
  ['tool_use', decodeToolUse],
  ['tool_result', decodeToolResult],
  ['tool_reference', (block, path) => ({ type: 'tool-reference', name: requiredString(block, 'tool_name', path) })],
])

const isEmptyText = (block: ContentBlock): boolean => block.type === 'text' && block.text === ''

/** Of a message, of `system` or of a tool result: a string, an array, or nothing. Empty texts are left out. */
export const decodeContent = (content: JsonValue | undefined, path: string): ContentBlock[] => {
  if (content === undefined || content === null || content === '') return []
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  if (!Array.isArray(content)) throw invalid(path, `${path} must be a string or an array of blocks, not ${kindOf(content)}`)
  return content.map((block: JsonValue, index) => {
    if (!isObject(block)) throw invalid(`${path}[${index}]`, `${path}[${index}] must be an object, not ${kindOf(block)}`)
    return (DECODERS.get(block['type']) ?? opaque)(block, `${path}[${index}]`)
  }).filter((block) => !isEmptyText(block))
}
