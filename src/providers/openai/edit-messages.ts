/**
 * Messages of the OpenAI wire, changed only where a provider's quirk demands it. A rule gives the very same message back
 * where it has nothing to change, so that nothing is written anew without need.
 */

import type { JsonObject, JsonValue } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import type { Target } from '../../config/target.ts'
import type { CallInHistory, Recollection } from '../dialect.ts'
import { withoutDrawnPictures } from '../drawn-pictures.ts'
import { isObject, objectsIn } from '../json-values.ts'
import type { Dropped } from '../settle-request.ts'
import { bridgeToolResults } from './bridge-tool-results.ts'
import { fitCallIds } from './fit-call-ids.ts'
import { leaveOut } from './leave-out.ts'
import { needsThoughtSignature, replayedReasoning, signatureMembers } from './reasoning-history.ts'

export interface MessageFacts {
  readonly target: Target
  /** Added to the system text; may be empty. */
  readonly instruction: string
  readonly dropped: Dropped
  readonly memory: Recollection | undefined
}

type Rule = (message: JsonObject, facts: MessageFacts) => JsonObject

const isSystem = ({ role }: JsonObject): boolean => role === 'system' || role === 'developer'

const textOf = (content: JsonValue | undefined): string =>
  typeof content === 'string' ? content : objectsIn(content).map(part => part['text']).filter(text => typeof text === 'string').join('\n\n')

/** `developer` is known to few; those who know it take `system` as well. */
const fitRole: Rule = (message, { target: { compat } }) =>
  message['role'] === 'developer' && (compat.systemRole ?? 'system') === 'system' ? { ...message, role: 'system' } : message

const toolCallsOf = (message: JsonObject): readonly JsonObject[] => objectsIn(message['tool_calls'])

const textIn = (value: JsonValue | undefined): string => typeof value === 'string' ? value : ''

/** A call as it is known by; some clients send the arguments as the object itself. */
const callInHistory = (call: JsonObject): CallInHistory => {
  const { id, function: called } = call
  const { name, arguments: given } = isObject(called) ? called : {}
  return { id: textIn(id), name: textIn(name), argumentsText: isObject(given) ? JSON.stringify(given) : textIn(given) }
}

const fitReasoning: Rule = (message, { target: { compat }, memory }) => {
  if (message['role'] !== 'assistant' || compat.replaysReasoning === undefined) return message
  const present = message['reasoning_content']
  const turn = { reasoning: textIn(present), calls: toolCallsOf(message).map(callInHistory) }
  const wanted = replayedReasoning(compat, turn, memory)
  if (wanted === undefined) {
    if (present === undefined || compat.replaysReasoning !== 'never') return message
    const { reasoning_content: _left, ...rest } = message
    return rest
  }
  return wanted === present ? message : { ...message, reasoning_content: wanted }
}

const fitSignature: Rule = (message, { target, memory }) => {
  const calls = toolCallsOf(message)
  if (!needsThoughtSignature(target.compat) || calls.length === 0) return message
  const signed = calls.map((call, index) => {
    if (call['extra_content'] !== undefined) return call
    const members = signatureMembers(callInHistory(call), index === 0, target, memory)
    return members['extra_content'] === undefined ? call : { ...call, ...members }
  })
  return signed.every((call, index) => call === calls[index]) ? message : { ...message, tool_calls: signed }
}

const fitImages: Rule = (message, { target: { compat } }) => {
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

/** Who draws in a chat goes on from its own pictures. */
const fitDrawnPictures: Rule = (message, { target }) => target.capabilities?.has('image_output') === true ? message : withoutDrawnPictures(message)

const fitMembers: Rule = (message, { target: { compat }, dropped }) => leaveOut(message, compat.droppedMessageMembers, 'messages', dropped)

const RULES: readonly Rule[] = [fitDrawnPictures, fitRole, fitReasoning, fitSignature, fitImages, fitToolContent, fitMembers]

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
export const editMessages = (messages: JsonValue | undefined, facts: MessageFacts): readonly JsonObject[] | undefined => {
  const { target: { compat }, instruction } = facts
  const before = objectsIn(messages)
  const fitted = before.map(message => RULES.reduce((fit, rule) => rule(fit, facts), message))
  const placed = placeSystem(fitCallIds(fitted, compat), compat)
  const after = addInstruction(bridgeToolResults(placed, compat), instruction, compat)
  const isSame = after.length === before.length && after.every((message, index) => message === before[index])
  return isSame ? undefined : after
}
