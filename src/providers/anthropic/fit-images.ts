/** Pictures in messages of the Anthropic wire, in words for a model that cannot see: in what a user says and in tool results. */

import type { ChatRequest, JsonObject, JsonValue } from '../../chat/request.ts'
import type { Target } from '../../config/target.ts'
import { isObject } from '../json-values.ts'

const PLACEHOLDER: JsonObject = { type: 'text', text: '[image left out, this model cannot see it]' }

const fitBlock = (block: JsonValue): JsonValue => {
  if (!isObject(block)) return block
  if (block['type'] === 'image') return PLACEHOLDER
  return block['type'] === 'tool_result' && Array.isArray(block['content']) ? { ...block, content: fitBlocks(block['content'] as readonly JsonValue[]) } : block
}

const fitBlocks = (blocks: readonly JsonValue[]): readonly JsonValue[] => blocks.map(fitBlock)

/** The very same messages where the model sees, or nothing is to be seen. */
export const fitImages = (messages: readonly JsonObject[], { needs }: ChatRequest, { compat }: Target): readonly JsonObject[] => {
  if (!needs.images || compat.imageInput !== 'text-placeholder') return messages
  return messages.map(message => Array.isArray(message['content']) ? { ...message, content: fitBlocks(message['content'] as readonly JsonValue[]) } : message)
}
