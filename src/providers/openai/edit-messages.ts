/**
 * Messages of the OpenAI wire, changed only where a provider's quirk demands it. A rule gives the very same message back
 * where it has nothing to change, so that nothing is written anew without need.
 */

import type { JsonObject, JsonValue } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import { objectsIn } from '../json-values.ts'
import { SIGNATURE_MEMBERS, needsThoughtSignature, replayedReasoning } from './reasoning-history.ts'

type Rule = (message: JsonObject, compat: Compat) => JsonObject

const isSystem = ({ role }: JsonObject): boolean => role === 'system' || role === 'developer'

const textOf = (content: JsonValue | undefined): string =>
  typeof content === 'string' ? content : objectsIn(content).map(part => part['text']).filter(text => typeof text === 'string').join('\n\n')

/** `developer` is known to few; those who know it take `system` as well. */
const fitRole: Rule = (message, compat) =>
  message['role'] === 'developer' && (compat.systemRole ?? 'system') === 'system' ? { ...message, role: 'system' } : message

const toolCallsOf = (message: JsonObject): readonly JsonObject[] => objectsIn(message['tool_calls'])

const fitReasoning: Rule = (message, compat) => {
  if (message['role'] !== 'assistant' || compat.replaysReasoning === undefined) return message
  const present = message['reasoning_content']
  const known = typeof present === 'string' ? present : ''
  const wanted = replayedReasoning(compat, known, toolCallsOf(message).length > 0)
  if (wanted === undefined) {
    if (present === undefined || compat.replaysReasoning !== 'never') return message
    const { reasoning_content: _left, ...rest } = message
    return rest
  }
  return wanted === present ? message : { ...message, reasoning_content: wanted }
}

const fitSignature: Rule = (message, compat) => {
  const [first, ...others] = toolCallsOf(message)
  if (!needsThoughtSignature(compat) || first === undefined || first['extra_content'] !== undefined) return message
  return { ...message, tool_calls: [{ ...first, ...SIGNATURE_MEMBERS }, ...others] }
}

const fitImages: Rule = (message, compat) => {
  const { content } = message
  if (compat.imageInput !== 'text-placeholder' || !objectsIn(content).some(part => part['type'] === 'image_url')) return message
  const parts = objectsIn(content).map(part => part['type'] === 'image_url' ? { type: 'text', text: '[image left out, this model cannot see it]' } : part)
  return { ...message, content: parts.every(part => part['type'] === 'text') ? textOf(parts) : parts }
}

/** A tool's words as one string: some clients send parts, few providers read them there. */
const fitToolContent: Rule = (message) => {
  const { role, content } = message
  if (role !== 'tool' || !Array.isArray(content) || !objectsIn(content).every(part => part['type'] === 'text')) return message
  return { ...message, content: textOf(content) }
}

const RULES: readonly Rule[] = [fitRole, fitReasoning, fitSignature, fitImages, fitToolContent]

/** Several system messages in front become one; later ones become the user's, as reminders. */
const placeSystem = (messages: readonly JsonObject[], compat: Compat): readonly JsonObject[] => {
  const firstTurn = messages.findIndex(message => !isSystem(message))
  const leading = messages.slice(0, firstTurn === -1 ? messages.length : firstTurn)
  const rest = messages.slice(leading.length)
  if (compat.systemPlacement !== 'first-only' || (leading.length < 2 && !rest.some(isSystem))) return messages
  const [first] = leading
  const system = first === undefined ? [] : [{ ...first, content: leading.map(message => textOf(message['content'])).join('\n\n') }]
  return [...system, ...rest.map(message => isSystem(message)
    ? { role: 'user', content: `<system-reminder>\n${textOf(message['content'])}\n</system-reminder>` }
    : message)]
}

const addInstruction = (messages: readonly JsonObject[], instruction: string, compat: Compat): readonly JsonObject[] => {
  if (instruction === '') return messages
  const [first, ...rest] = messages
  if (first === undefined || !isSystem(first)) return [{ role: compat.systemRole ?? 'system', content: instruction }, ...messages]
  return [{ ...first, content: `${textOf(first['content'])}\n\n${instruction}` }, ...rest]
}

/** The messages as the provider takes them; `undefined` where it takes them as they are. */
export const editMessages = (messages: JsonValue | undefined, compat: Compat, instruction: string): readonly JsonObject[] | undefined => {
  const before = objectsIn(messages)
  const fitted = before.map(message => RULES.reduce((fit, rule) => rule(fit, compat), message))
  const placed = placeSystem(fitted, compat)
  const after = addInstruction(placed, instruction, compat)
  const isSame = after.length === before.length && after.every((message, index) => message === before[index])
  return isSame ? undefined : after
}
