/** Ids of tool calls in the one form that a provider takes. An id follows from the client's own alone, so a prompt cache still helps. */

import { hash } from 'node:crypto'
import type { JsonObject } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import { objectsIn } from '../json-values.ts'

interface IdForm {
  readonly pattern: RegExp
  readonly made: (text: string) => string
}

const FORMS: Readonly<Record<NonNullable<Compat['toolCallIdFormat']>, IdForm | undefined>> = {
  any: undefined,
  'nine-alphanumeric': { pattern: /^[A-Za-z0-9]{9}$/, made: text => hash('sha256', text, 'base64url').replaceAll(/[-_]/g, '').slice(0, 9) },
}

const formOf = ({ toolCallIdFormat }: Compat): IdForm | undefined => FORMS[toolCallIdFormat ?? 'any']

/** An id as it may stand, for whoever keeps ids apart by itself. */
export const tidyCallId = (compat: Compat) => (id: string): string => {
  const form = formOf(compat)
  return form === undefined || form.pattern.test(id) ? id : form.made(id)
}

const callsOf = (message: JsonObject): readonly JsonObject[] => objectsIn(message['tool_calls'])

const idsIn = (message: JsonObject): readonly string[] =>
  [message['tool_call_id'], ...callsOf(message).map(({ id }) => id)].filter(id => typeof id === 'string')

/** The same id for a call and its result, and nobody else's. */
const fittingIds = (ids: readonly string[], { pattern, made }: IdForm): ReadonlyMap<string, string> => {
  const taken = new Set(ids.filter(id => pattern.test(id)))
  const fitting = new Map<string, string>()
  for (const id of new Set(ids)) {
    if (pattern.test(id)) continue
    let fit = made(id)
    for (let count = 2; taken.has(fit); count++) fit = made(`${id}_${count}`)
    taken.add(fit)
    fitting.set(id, fit)
  }
  return fitting
}

const withFittingIds = (message: JsonObject, fitting: ReadonlyMap<string, string>): JsonObject => {
  if (!idsIn(message).some(id => fitting.has(id))) return message
  const { tool_call_id: answered } = message
  const calls = callsOf(message)
  const fit = (id: string): string => fitting.get(id) ?? id
  return {
    ...message,
    ...(typeof answered === 'string' && { tool_call_id: fit(answered) }),
    ...(calls.length > 0 && { tool_calls: calls.map(call => typeof call['id'] === 'string' ? { ...call, id: fit(call['id']) } : call) }),
  }
}

/** Each message itself where its ids may stand. */
export const fitCallIds = (messages: readonly JsonObject[], compat: Compat): readonly JsonObject[] => {
  const form = formOf(compat)
  if (form === undefined) return messages
  const fitting = fittingIds(messages.flatMap(idsIn), form)
  return fitting.size === 0 ? messages : messages.map(message => withFittingIds(message, fitting))
}
