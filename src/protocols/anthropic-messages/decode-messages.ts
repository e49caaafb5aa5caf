/** System text and messages of the Anthropic wire to neutral ones; the top-level system text comes first. */

import type { JsonObject, Message } from '../../chat/request.ts'
import { messagesOf } from '../members.ts'
import { decodeContent } from './decode-content.ts'
import type { Role } from './survey-messages.ts'

/** Of a body whose messages were surveyed: each is an object with a known role. */
export const decodeMessages = (body: JsonObject): readonly Message[] => {
  const system = decodeContent(body['system'], 'system')
  const messages = (messagesOf(body) as readonly JsonObject[]).map((message, index): Message =>
    ({ role: message['role'] as Role, content: decodeContent(message['content'], `messages[${index}].content`) }))
  return system.length === 0 ? messages : [{ role: 'system', content: system }, ...messages]
}
