/** Rules about the messages of the OpenAI wire: who may speak after whom, in which form, and which call every result answers. */

import { callsOf, isRecord, partsOf, type JsonRecord } from '../vendor-request.ts'
import { type Checks, type Finding, type NoParameters, firstFinding, foundIf } from './check.ts'

export interface MessageRules {
  'unknown-role': { readonly known: readonly string[] }
  'unknown-message-member': { readonly known: readonly string[] }
  /** A system message behind the first place. */
  'late-system': NoParameters
  'wrong-order': { readonly pairs: ReadonlyArray<readonly [before: string, after: string]> }
  'wrong-last-role': { readonly known: readonly string[] }
  'no-user-message': NoParameters
  /** `models: text`: holds for models that see no images. */
  'unknown-part': { readonly known: readonly string[]; readonly models?: 'text' }
  /** The content of these roles has to be a string. */
  'content-in-parts': { readonly roles: readonly string[] }
  'empty-content': { readonly roles: readonly string[] }
  'unanswered-call': NoParameters
  'stray-result': NoParameters
  'repeated-call-id': NoParameters
  'call-id-form': { readonly pattern: RegExp }
  /** Arguments that are no JSON object in a string. */
  'arguments-form': NoParameters
  'json-unsaid': NoParameters
}

const isAbsent = (content: unknown): boolean =>
  content === undefined || content === null || content === '' || (Array.isArray(content) && content.length === 0)

const isObjectText = (value: unknown): boolean => {
  if (typeof value !== 'string') return false
  try {
    return isRecord(JSON.parse(value))
  } catch {
    return false
  }
}

/** The tool messages that follow a message at once. */
const resultsAfter = (messages: readonly JsonRecord[], index: number): readonly JsonRecord[] => {
  const rest = messages.slice(index + 1)
  const end = rest.findIndex(({ role }) => role !== 'tool')
  return end === -1 ? rest : rest.slice(0, end)
}

/** The message whose calls a tool message answers: the last one that is no tool message. */
const callerOf = (messages: readonly JsonRecord[], index: number): JsonRecord => messages.slice(0, index).findLast(({ role }) => role !== 'tool') ?? {}

const eachCall = (messages: readonly JsonRecord[], find: (call: ReturnType<typeof callsOf>[number], index: number) => Finding | undefined): Finding | undefined =>
  firstFinding(messages, (message, index) => firstFinding(callsOf(message), call => find(call, index)))

export const MESSAGE_CHECKS: Checks<MessageRules> = {
  'unknown-role': ({ messages }, { known }) =>
    firstFinding(messages, ({ role }, index) => foundIf(!known.includes(String(role)), { role: String(role), index })),

  'unknown-message-member': ({ messages }, { known }) => firstFinding(messages, (message, index) =>
    firstFinding(Object.keys(message), name => foundIf(!known.includes(name), { name, index, role: String(message['role']) }))),

  'late-system': ({ messages }) => firstFinding(messages, ({ role }, index) => foundIf(index > 0 && role === 'system', { index })),

  'wrong-order': ({ messages }, { pairs }) => firstFinding(messages, ({ role }, index) => {
    const before = messages[index - 1]?.['role']
    return foundIf(pairs.some(([first, second]) => before === first && role === second), { before: String(before), role: String(role), index })
  }),

  'wrong-last-role': ({ messages }, { known }) => {
    const role = String(messages.at(-1)?.['role'])
    return foundIf(!known.includes(role), { role })
  },

  'no-user-message': ({ messages }) => foundIf(!messages.some(({ role }) => role === 'user')),

  'unknown-part': ({ messages, model }, { known, models }) => {
    if (models === 'text' && model.seesImages) return undefined
    return firstFinding(messages, ({ content }, index) =>
      firstFinding(partsOf(content), ({ type }) => foundIf(!known.includes(String(type)), { type: String(type), index })))
  },

  'content-in-parts': ({ messages }, { roles }) => firstFinding(messages, ({ role, content }, index) =>
    foundIf(roles.includes(String(role)) && content !== null && content !== undefined && typeof content !== 'string', { role: String(role), index })),

  'empty-content': ({ messages }, { roles }) => firstFinding(messages, (message, index) => {
    const role = String(message['role'])
    return foundIf(roles.includes(role) && isAbsent(message['content']) && callsOf(message).length === 0, { role, index })
  }),

  'unanswered-call': ({ messages }) => firstFinding(messages, (message, index) => {
    const answered = resultsAfter(messages, index).map(result => result['tool_call_id'])
    const ids = callsOf(message).map(({ id }) => String(id)).filter(id => !answered.includes(id))
    return foundIf(ids.length > 0, { ids: ids.join(', '), index })
  }),

  'stray-result': ({ messages }) => firstFinding(messages, ({ role, tool_call_id: id }, index) =>
    foundIf(role === 'tool' && !callsOf(callerOf(messages, index)).some(call => call.id === id), { id: String(id), index })),

  'repeated-call-id': ({ messages }) => {
    const seen = new Set<unknown>()
    return eachCall(messages, ({ id }, index) => {
      const isKnown = seen.has(id)
      seen.add(id)
      return foundIf(isKnown, { id: String(id), index })
    })
  },

  'call-id-form': ({ messages }, { pattern }) =>
    eachCall(messages, ({ id }, index) => foundIf(!pattern.test(String(id)), { id: String(id), index }))
    ?? firstFinding(messages, ({ role, tool_call_id: id }, index) => foundIf(role === 'tool' && !pattern.test(String(id)), { id: String(id), index })),

  'arguments-form': ({ messages }) => eachCall(messages, ({ name, input }, index) => foundIf(!isObjectText(input), { name: String(name), index })),

  'json-unsaid': ({ messages, body }) => {
    const format = body['response_format']
    if (!isRecord(format) || format['type'] !== 'json_object') return undefined
    return foundIf(!/json/iu.test(JSON.stringify(messages)))
  },
}
