/** Neutral words in the Anthropic wire's: why an answer ended, and what it used. */

import type { FinishReason, Usage } from '../../chat/part.ts'
import type { EstimatedUsage } from '../estimated-usage.ts'

const STOP_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn', length: 'max_tokens', 'tool-calls': 'end_turn', 'content-filter': 'refusal', other: 'end_turn',
}

export interface Ending {
  readonly finishReason: FinishReason
  readonly stopSequence: string | undefined
}

/** Calls decide, whatever the provider says: a client that sees `end_turn` never runs them. Only an answer cut short runs none. */
export const stopReason = ({ finishReason, stopSequence }: Ending, hasToolCalls: boolean): string => {
  if (hasToolCalls && finishReason !== 'length') return 'tool_use'
  return finishReason === 'stop' && stopSequence !== undefined ? 'stop_sequence' : STOP_REASONS[finishReason]
}

/** On this wire `input_tokens` leaves out what was read from or written to the cache. Unreported tokens are estimated: clients compact by them. */
export const encodeUsage = (usage: Usage, estimated: EstimatedUsage): object => {
  const read = usage.cacheReadTokens ?? 0
  const written = usage.cacheWriteTokens ?? 0
  return {
    input_tokens: usage.inputTokens === undefined ? estimated.inputTokens : Math.max(0, usage.inputTokens - read - written),
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    output_tokens: usage.outputTokens ?? estimated.outputTokens,
  }
}
