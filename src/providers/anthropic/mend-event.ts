/**
 * What clients of the Anthropic wire cannot do without in an event, put where a compatible sender left it out: the event's
 * name on both its lines, and the members that their accumulators add to.
 */

import type { AnthropicResponse, AnthropicStreamEvent } from '../../wire/anthropic.ts'
import type { AnthropicState } from './answer-state.ts'

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

const isMissing = (value: unknown): value is null | undefined => value === undefined || value === null

const mendMessage = (state: AnthropicState, message: Mutable<AnthropicResponse>): void => {
  if (!isMissing(message.content) && !isMissing(message.usage)) return
  message.content ??= []
  message.usage ??= { input_tokens: 0, output_tokens: 0 }
  state.isMended = true
}

/** Changes the event in place, after it was read: a count that nobody gave is no report. */
export const mendEvent = (state: AnthropicState, event: Mutable<AnthropicStreamEvent>, name: string | undefined): void => {
  if (event.message) mendMessage(state, event.message)
  else if (event.type === 'message_delta' && isMissing(event.usage)) {
    event.usage = { output_tokens: state.usage.output_tokens ?? 0 }
    state.isMended = true
  }
  const isConsistent = isMissing(event.type) === (name === undefined)
  if (isConsistent) return
  event.type ??= name
  state.isMended = true
}
