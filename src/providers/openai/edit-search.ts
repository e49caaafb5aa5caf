/**
 * A search of the web in a request of the OpenAI wire, for one provider of it: the client's words for it become the
 * provider's own, or go where the provider has none.
 */

import type { ChatRequest, JsonObject, JsonValue } from '../../chat/request.ts'
import type { Target } from '../../config/target.ts'
import type { Intent } from '../attempt.ts'
import { isObject, objectsIn } from '../json-values.ts'
import type { MemberEdits } from '../member-edits.ts'
import { isSearchTool, mayUnderstandSearch, toldName } from '../search.ts'
import { type SearchSwitch, usableSwitch } from './search-switch.ts'

export interface SearchEdit {
  /** Whether a tool of the client's stays. */
  readonly keeps: (tool: JsonObject) => boolean
  readonly addedTool: JsonObject | undefined
  readonly echoes: string | undefined
}

const UNCHANGED: SearchEdit = { keeps: () => true, addedTool: undefined, echoes: undefined }

/** The client already says it as the provider wants to hear it. */
const isSaid = ({ member, tool }: SearchSwitch, original: JsonObject): boolean => {
  if (member !== undefined) return original[member.name] !== undefined && !Array.isArray(member.value)
  return tool !== undefined && objectsIn(original['tools']).some(given => Object.keys(tool).every(name => name === 'type' ? given[name] === tool[name] : isObject(given[name])))
}

/** A list that the client began goes on. */
const listWith = (present: JsonValue | undefined, value: JsonValue): JsonValue => {
  if (!Array.isArray(present) || !Array.isArray(value)) return value
  const ids = new Set(objectsIn(value).map(({ id }) => id))
  return [...(present as readonly JsonValue[]).filter(item => !isObject(item) || !ids.has(item['id'])), ...value as readonly JsonValue[]]
}

const removeForeign = (edits: MemberEdits, isServed: boolean): void => {
  if (isServed) edits.remove('web_search_options')
  else edits.drop('web_search_options')
  if (isServed) return
  for (const tool of objectsIn(edits.original['tools'])) if (isSearchTool(tool)) edits.dropped.add(toldName(tool))
}

/** Edits the members; what becomes of the tools is said. */
export const editSearch = (edits: MemberEdits, request: ChatRequest, target: Target, intent: Intent | undefined): SearchEdit => {
  if (intent?.searches !== true) return UNCHANGED
  const own = usableSwitch(request, target.compat)
  if (own === undefined ? mayUnderstandSearch(target) : isSaid(own, edits.original)) return UNCHANGED
  removeForeign(edits, own !== undefined)
  if (own?.member !== undefined) edits.set(own.member.name, listWith(edits.original[own.member.name], own.member.value))
  return { keeps: tool => !isSearchTool(tool), addedTool: own?.tool, echoes: own?.echoes }
}
