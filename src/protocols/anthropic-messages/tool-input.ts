/** The arguments of a tool call, text on every other wire, as the JSON that the Anthropic wire wants. */

/** `undefined`: not JSON. No arguments at all are an empty object. */
export const parseToolInput = (argumentsText: string): { readonly input: unknown } | undefined => {
  if (argumentsText.trim() === '') return { input: {} }
  try {
    return { input: JSON.parse(argumentsText) }
  } catch {
    return undefined
  }
}

export const isJson = (argumentsText: string): boolean => parseToolInput(argumentsText) !== undefined
