/**
 * Custom tools of the chat completions wire take one free text instead of JSON. No other wire has them: there they are
 * functions with one string argument, and a call of one is taken apart again on its way back.
 */

import type { JsonObject, Tool } from '../../chat/request.ts'
import { isObject } from '../members.ts'

const PARAMETERS: JsonObject = { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] }

export const customTool = (name: string, description: string | undefined): Tool =>
  ({ type: 'function', name, parameters: PARAMETERS, ...(description === undefined ? {} : { description }) })

export const customArguments = (input: string): string => JSON.stringify({ input })

/** The free text in a function's arguments; what is not as asked for is given back whole. */
export const customInput = (argumentsText: string): string => {
  try {
    const parsed: unknown = JSON.parse(argumentsText)
    return isObject(parsed) && typeof parsed['input'] === 'string' ? parsed['input'] : argumentsText
  } catch {
    return argumentsText
  }
}

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
