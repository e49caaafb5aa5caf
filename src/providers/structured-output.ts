/** Asks for JSON in words, where a provider has no better way. */

import type { ResponseFormat } from '../chat/request.ts'

/** What to add to the system text. */
export const jsonInstruction = (format: Exclude<ResponseFormat, { type: 'text' }>): string => format.type === 'json-schema'
  ? `Answer with one JSON value that conforms to this JSON Schema and nothing else: no explanation, no code fence.\n${JSON.stringify(format.schema)}`
  : 'Answer with one JSON object and nothing else: no explanation, no code fence.'
