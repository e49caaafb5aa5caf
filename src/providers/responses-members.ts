/** What a request of the Responses wire leaves behind on its way to any other wire. */

import type { ChatRequest, JsonObject } from '../chat/request.ts'
import { isObject } from './json-values.ts'
import { leftBehind } from './own-members.ts'

/** Members that have a counterpart on every other wire. */
const CARRIED: ReadonlySet<string> = new Set([
  'model', 'input', 'instructions', 'stream', 'stream_options', 'max_output_tokens', 'temperature', 'top_p', 'tools', 'tool_choice', 'parallel_tool_calls',
  'text', 'reasoning', 'include',
])

/** What is asked for inside a carried member and has no counterpart, by the name it is told by. */
const UNSERVED: readonly (readonly [name: string, isAsked: (body: JsonObject) => boolean])[] = [
  ['include', ({ include }) => Array.isArray(include) && include.some(wanted => wanted !== 'reasoning.encrypted_content')],
  ['text.verbosity', ({ text }) => isObject(text) && typeof text['verbosity'] === 'string'],
]

/** `carried`: members of the other wires that the dialect writes. */
export const membersLeftBehind = ({ wire, original: { json } }: ChatRequest, carried: ReadonlySet<string>): readonly string[] => wire === 'openai-responses'
  ? [...leftBehind(json, CARRIED), ...UNSERVED.flatMap(([name, isAsked]) => isAsked(json) ? [name] : [])]
  : leftBehind(json, carried)
