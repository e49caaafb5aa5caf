/** How the providers of the OpenAI wire are told to search the web: a member of the body, or a tool that they run themselves. */

import type { ChatRequest, JsonObject, JsonValue } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'

type SwitchName = NonNullable<Compat['searchSwitch']>

export interface SearchSwitch {
  readonly member?: { readonly name: string, readonly value: JsonValue }
  readonly tool?: JsonObject
  /** Not beside the client's own tools: it searches at every step of their loop and is paid for each, or is refused there. */
  readonly standsAlone?: boolean
  /** The tool's arguments are to be given back to the provider as its result. */
  readonly echoes?: string
}

const KIMI_SEARCH = '$web_search'

/** `google-search` is what local proxies to Gemini pass on; Google's own OpenAI-compatible address documents no search. */
const SWITCHES: Readonly<Partial<Record<SwitchName, SearchSwitch>>> = {
  enable_search: { member: { name: 'enable_search', value: true } },
  'kimi-web-search': { tool: { type: 'builtin_function', function: { name: KIMI_SEARCH } }, echoes: KIMI_SEARCH },
  'google-search': { tool: { type: 'google_search', google_search: {} }, standsAlone: true },
  'openrouter-online': { member: { name: 'plugins', value: [{ id: 'web' }] }, standsAlone: true },
  'xai-live-search': { member: { name: 'search_parameters', value: { mode: 'on' } }, standsAlone: true },
  'glm-web-search': { tool: { type: 'web_search', web_search: { enable: true, search_result: true } } },
  'openai-web-search': { member: { name: 'web_search_options', value: {} } },
}

/** `undefined`: the provider cannot be told. Several answers at once cannot each go on after a search of their own. */
export const usableSwitch = ({ sampling, needs }: ChatRequest, { searchSwitch: name }: Compat): SearchSwitch | undefined => {
  const own = name === undefined ? undefined : SWITCHES[name]
  if (own?.standsAlone === true && needs.tools) return undefined
  return own?.echoes !== undefined && (sampling.choices ?? 1) > 1 ? undefined : own
}
