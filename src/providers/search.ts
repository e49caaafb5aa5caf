/** What asks for a search of the web that a provider runs itself, on whichever wire, and what becomes of it elsewhere. */

import type { JsonObject } from '../chat/request.ts'
import type { Target } from '../config/target.ts'

/** Under one of its dated names. */
export const isSearchTool = (tool: { readonly type?: unknown }): boolean => typeof tool.type === 'string' && tool.type.startsWith('web_search')

/** The name of a tool as it is told. */
export const toldName = ({ name, type }: JsonObject): string => typeof name === 'string' ? name : String(type)

/** A target of which nobody told is taken to understand what its client says to it. */
export const mayUnderstandSearch = ({ capabilities }: Target): boolean => capabilities === undefined || capabilities.has('search')
