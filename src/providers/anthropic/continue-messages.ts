/** A half answer at the end of a conversation on the Anthropic wire, and what asks for its other half. */

import type { ChatRequest, JsonObject, JsonValue } from '../../chat/request.ts'
import type { Target } from '../../config/target.ts'
import { continuationOf } from '../continuation.ts'
import { askToGoOn } from '../continuation-words.ts'

const textBlock = (text: string): JsonObject => ({ type: 'text', text })

const withText = (content: JsonValue | undefined, text: string): JsonValue =>
  typeof content === 'string' ? content + text : [...content as readonly JsonObject[], textBlock(text)]

/**
 * The same messages where nothing is to be gone on with. A client may have begun the answer itself: then the half answer goes
 * on from there.
 */
export const continueMessages = (messages: readonly JsonObject[], request: ChatRequest, target: Target): readonly JsonObject[] => {
  const continuation = continuationOf(request, target)
  if (continuation === undefined) return messages
  const { form, text } = continuation
  const last = messages.at(-1)
  const isBegun = last?.['role'] === 'assistant'
  const answer = { role: 'assistant', content: isBegun ? withText(last['content'], text) : [textBlock(text)] }
  const asked = form === 'words' ? [{ role: 'user', content: [textBlock(askToGoOn(text))] }] : []
  return [...isBegun ? messages.slice(0, -1) : messages, answer, ...asked]
}
