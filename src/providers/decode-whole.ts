/** What reading a whole JSON answer has in common on both wires. */

import { ProviderError } from '../chat/errors.ts'
import type { ChatPart } from '../chat/part.ts'
import type { AnswerState } from './decode-events.ts'
import { readErrorBody } from './read-error-body.ts'

const LONGEST_EXCERPT = 1000

/** The JSON object that a body is. Throws `bad-response` for HTML, for words, for JSON with something after it. */
export const parseAnswer = (text: string): object => {
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json === 'object' && json !== null) return json
  } catch { /* Told below, together with JSON that is no object. */ }
  const said = readErrorBody(text.slice(0, LONGEST_EXCERPT)).message
  throw new ProviderError('bad-response', said === '' ? 'answered with an empty body' : `answered with no JSON: ${said}`, { billing: 'maybe' })
}

/** The parts that `decode` adds, a `terminal` after them, the frame that it gives on the first of them. */
export const wholeParts = (state: AnswerState, decode: () => string): readonly ChatPart[] => {
  const { parts } = state
  const frame = decodeShape(decode)
  parts.push({ type: 'terminal', choice: 0 })
  if (state.keepsFrames) (parts[0] as { frame: string }).frame = frame
  return parts
}

const decodeShape = (decode: () => string): string => {
  try {
    return decode()
  } catch (error) {
    if (error instanceof ProviderError) throw error
    throw new ProviderError('bad-response', 'answered with JSON of an impossible shape', { cause: error, billing: 'maybe' })
  }
}
