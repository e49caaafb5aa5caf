/** Reads `demo:tool <ToolName> {json}` in a prompt: the only way to make a demonstration call a tool that nobody forced. */

export interface MarkedToolCall {
  readonly name: string
  /** JSON text of an object. */
  readonly argumentsText: string
}

const MARKER = /demo:tool\s+([\w.-]+)[^\S\n]*/gu

const isJsonObject = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The JSON object that starts at `start`, or `{}` where none does: the shortest text from there that parses. */
const objectAt = (text: string, start: number): string => {
  if (text[start] !== '{') return '{}'
  for (let end = text.indexOf('}', start); end !== -1; end = text.indexOf('}', end + 1)) {
    const candidate = text.slice(start, end + 1)
    if (isJsonObject(candidate)) return candidate
  }
  return '{}'
}

export const markedToolCalls = (text: string): readonly MarkedToolCall[] =>
  Array.from(text.matchAll(MARKER), match => ({ name: match[1] ?? '', argumentsText: objectAt(text, match.index + match[0].length) }))
