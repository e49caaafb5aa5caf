/** Which tools of a chat completions body are custom ones: their calls are told to the client in a form of their own. */

import type { JsonObject } from '../../chat/request.ts'
import { isObject } from '../members.ts'

/** Names of the custom tools that a request's body declares. */
export const customToolNames = (body: JsonObject): ReadonlySet<string> => {
  const names = new Set<string>()
  const tools = Array.isArray(body['tools']) ? body['tools'] as readonly unknown[] : []
  for (const tool of tools) {
    const custom = isObject(tool) && tool['type'] === 'custom' ? tool['custom'] : undefined
    if (isObject(custom) && typeof custom['name'] === 'string') names.add(custom['name'])
  }
  return names
}
