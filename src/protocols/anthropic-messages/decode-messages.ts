/** System text and messages of the Anthropic wire to neutral ones; the top-level system text comes first. */

import type { JsonObject, JsonValue, Message } from '../../chat/request.ts'
import { invalid, isObject, kindOf, messagesOf, unknownWord } from '../members.ts'
import { decodeContent } from './decode-content.ts'
import { ROLES } from './survey-messages.ts'

const decodeMessage = (message: JsonValue, path: string): Message => {
  if (!isObject(message)) throw invalid(path, `${path} must be an object, not ${kindOf(message)}`)
  const role = ROLES.find((known) => known === message['role'])
  if (role === undefined) throw unknownWord(`${path}.role`, message['role'], ROLES, 'a role')
  return { role, content: decodeContent(message['content'], `${path}.content`) }
}

export const decodeMessages = (body: JsonObject): readonly Message[] => {
  const system = decodeContent(body['system'], 'system')
  const messages = messagesOf(body).map((message, index) => decodeMessage(message, `messages[${index}]`))
  return system.length === 0 ? messages : [{ role: 'system', content: system }, ...messages]
}
