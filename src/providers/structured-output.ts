/** Asks for JSON in words, where a provider has no better way. */

import type { ResponseFormat } from '../chat/request.ts'

/** What to add to the system text; empty for text. */
export const jsonInstruction = (format: ResponseFormat): string => {
  switch (format.type) {
    case 'text': return ''
    case 'json-object': return 'Answer with one JSON object and nothing else: no explanation, no code fence.'
    case 'json-schema': return `Answer with one JSON value that conforms to this JSON Schema and nothing else: no explanation, no code fence.\n${JSON.stringify(format.schema)}`
    default: return format satisfies never
  }
}
