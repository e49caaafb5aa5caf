/** Tool choice and answer format in the words of the OpenAI wire. */

import type { JsonObject, JsonValue, ResponseFormat, ToolChoice } from '../../chat/request.ts'
import { cleanSchema } from '../json-schema.ts'

export const encodeToolChoice = (choice: ToolChoice, nameOf: (name: string) => string): JsonValue =>
  choice.type === 'tool' ? { type: 'function', function: { name: nameOf(choice.name) } } : choice.type

export const encodeResponseFormat = (format: ResponseFormat, droppedKeywords: readonly string[]): JsonObject => {
  switch (format.type) {
    case 'text': return { type: 'text' }
    case 'json-object': return { type: 'json_object' }
    case 'json-schema': {
      const { name, schema, strict, description } = format
      const described = { ...(description !== undefined && { description }), ...(strict !== undefined && { strict }) }
      return { type: 'json_schema', json_schema: { name, ...described, schema: cleanSchema(schema, droppedKeywords) } }
    }
  }
}
