/** The search of the web that Anthropic runs itself: a tool like any other in a request, never called by the client. */

import type { JsonObject } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import type { Intent } from '../attempt.ts'

const SEARCH_TOOL: JsonObject = { type: 'web_search_20250305', name: 'web_search', max_uses: 5 }

/** `undefined`: nothing is to be searched, or the provider cannot be told on this wire. */
export const ownSearchTool = ({ searchSwitch }: Compat, intent: Intent | undefined): JsonObject | undefined =>
  intent?.searches === true && searchSwitch === 'anthropic-web-search' ? SEARCH_TOOL : undefined
