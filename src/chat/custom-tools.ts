/**
 * Custom tools take one free text instead of JSON. Few wires have them: elsewhere they are functions with one string
 * argument, and a call of one is taken apart again on its way back.
 */

import type { JsonObject, Tool } from './request.ts'

const PARAMETERS: JsonObject = { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] }

export const customTool = (name: string, description: string | undefined): Tool =>
  ({ type: 'function', name, parameters: PARAMETERS, ...(description === undefined ? {} : { description }) })

export const customArguments = (input: string): string => JSON.stringify({ input })

/** The free text in a function's arguments; what is not as asked for is given back whole. */
export const customInput = (argumentsText: string): string => {
  try {
    const input = (JSON.parse(argumentsText) as { readonly input?: unknown } | null)?.input
    return typeof input === 'string' ? input : argumentsText
  } catch {
    return argumentsText
  }
}
