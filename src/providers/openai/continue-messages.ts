/** A half answer at the end of a conversation on the OpenAI wire, and what asks for its other half. */

import type { ChatRequest, JsonObject } from '../../chat/request.ts'
import type { Target } from '../../config/target.ts'
import { continuationOf } from '../continuation.ts'
import type { ContinuationForm } from '../continuation.ts'
import { askToGoOn } from '../continuation-words.ts'

/** What the last message carries. */
const MARKS: Readonly<Record<ContinuationForm, JsonObject>> = { prefill: {}, prefix: { prefix: true }, partial: { partial: true }, words: {} }

const isOpenAnswer = (message: JsonObject | undefined): message is JsonObject => message?.['role'] === 'assistant' && message['tool_calls'] === undefined

const withText = ({ content }: JsonObject, text: string): JsonObject['content'] =>
  Array.isArray(content) ? [...content as readonly JsonObject[], { type: 'text', text }] : `${typeof content === 'string' ? content : ''}${text}`

/**
 * The same messages where nothing is to be gone on with. A client may have begun the answer itself: then the half answer goes
 * on from there.
 */
export const continueMessages = (messages: readonly JsonObject[], request: ChatRequest, target: Target): readonly JsonObject[] => {
  const continuation = continuationOf(request, target)
  if (continuation === undefined) return messages
  const { form, text } = continuation
  const last = messages.at(-1)
  const isBegun = isOpenAnswer(last)
  const answer = { ...(isBegun ? last : { role: 'assistant' }), content: isBegun ? withText(last, text) : text, ...MARKS[form] }
  const asked = form === 'words' ? [{ role: 'user', content: askToGoOn(text) }] : []
  return [...isBegun ? messages.slice(0, -1) : messages, answer, ...asked]
}
