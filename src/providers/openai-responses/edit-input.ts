/** The input of the Responses wire, changed only where it must be: what is not this provider's taken out, a half answer added. */

import type { ChatRequest, JsonObject, JsonValue } from '../../chat/request.ts'
import { REASONING_ID_PREFIX, SEAL, isSealed } from '../../chat/sealed-reasoning.ts'
import type { Continuation } from '../continuation.ts'
import { askToGoOn } from '../continuation-words.ts'
import { isObject } from '../json-values.ts'
import type { MemberEdits } from '../member-edits.ts'

/** Reasoning that this router sealed, for a model elsewhere: the provider looks for it among its own, and refuses the request. */
const isForeignReasoning = (item: JsonValue): boolean => {
  if (!isObject(item) || item['type'] !== 'reasoning') return false
  const { id, encrypted_content: sealed } = item
  return isSealed(sealed) || (typeof id === 'string' && id.startsWith(REASONING_ID_PREFIX))
}

/** Looked for only where the bytes hold a mark of ours: walking through an input that goes on unread would cost more than all else. */
const holdsMark = ({ bytes }: ChatRequest['original']): boolean => bytes.includes(REASONING_ID_PREFIX) || bytes.includes(SEAL)

const withoutForeignReasoning = (edits: MemberEdits, request: ChatRequest): JsonValue | undefined => {
  const { input } = edits.original
  if (!Array.isArray(input) || !holdsMark(request.original)) return input
  const own = (input as readonly JsonValue[]).filter(item => !isForeignReasoning(item))
  if (own.length === input.length) return input
  edits.dropped.add('reasoning.encrypted_content')
  return own
}

const message = (role: string, type: string, text: string): JsonObject => ({ type: 'message', role, content: [{ type, text }] })

const continued = (input: JsonValue | undefined, { form, text }: Continuation): JsonValue => [
  ...Array.isArray(input) ? input as readonly JsonValue[] : [message('user', 'input_text', String(input))],
  message('assistant', 'output_text', text),
  ...form === 'words' ? [message('user', 'input_text', askToGoOn(text))] : [],
]

export const editInput = (edits: MemberEdits, request: ChatRequest, continuation: Continuation | undefined): void => {
  const own = withoutForeignReasoning(edits, request)
  const input = continuation === undefined ? own : continued(own, continuation)
  if (input !== undefined && input !== edits.original['input']) edits.set('input', input)
}
