/** A search of the web in a request of the Anthropic wire: asked for where the task is to search, gone where nobody could run it. */

import type { JsonObject } from '../../chat/request.ts'
import type { Target } from '../../config/target.ts'
import type { Intent } from '../attempt.ts'
import { isObject, objectsIn } from '../json-values.ts'
import type { MemberEdits } from '../member-edits.ts'
import { isSearchTool, mayUnderstandSearch, toldName } from '../search.ts'
import { ownSearchTool } from './search-tool.ts'

const dropTools = (edits: MemberEdits, kept: readonly JsonObject[], gone: readonly JsonObject[]): void => {
  const { tool_choice: choice } = edits.original
  for (const tool of gone) edits.dropped.add(toldName(tool))
  if (kept.length === 0) edits.remove('tools')
  else edits.set('tools', kept)
  const names = isObject(choice) && gone.some(({ name }) => name === choice['name'])
  if (kept.length === 0 || names) edits.remove('tool_choice')
}

/** Gives whether a search was added that the client did not ask for: its traces are not for the client's eyes. */
export const editSearch = (edits: MemberEdits, target: Target, intent: Intent | undefined): boolean => {
  if (intent?.searches !== true) return false
  const tools = objectsIn(edits.original['tools'])
  const searching = tools.filter(isSearchTool)
  const own = ownSearchTool(target.compat, intent)
  if (own === undefined) {
    if (searching.length > 0 && !mayUnderstandSearch(target)) dropTools(edits, tools.filter(tool => !isSearchTool(tool)), searching)
    return false
  }
  if (searching.length > 0 || tools.some(({ name }) => name === own['name'])) return false
  edits.set('tools', [...tools, own])
  return true
}
