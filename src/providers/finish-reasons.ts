/** The words with which providers of both wires end an answer, and what they mean. */

import type { Failure } from '../chat/errors.ts'
import type { FinishReason } from '../chat/part.ts'

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop', end_turn: 'stop', stop_sequence: 'stop', eos: 'stop',
  length: 'length', max_tokens: 'length', model_length: 'length', model_context_window_exceeded: 'length',
  tool_calls: 'tool-calls', tool_use: 'tool-calls', function_call: 'tool-calls',
  content_filter: 'content-filter', sensitive: 'content-filter', safety: 'content-filter', refusal: 'content-filter',
}

/** Reasons that are no ending of an answer but its failure. */
export const FAILED_FINISH_REASONS: Readonly<Record<string, Failure>> = {
  error: 'server-error', network_error: 'server-error', abort: 'server-error', insufficient_system_resource: 'overloaded',
}

/** What an answer with or without tool calls ended with: some say `stop` after calls, some `tool_calls` without any. */
export const finishReasonOf = (raw: string, hasToolCalls: boolean): FinishReason => {
  const reason = FINISH_REASONS[raw.toLowerCase()] ?? 'other'
  if (hasToolCalls) return reason === 'stop' || reason === 'other' ? 'tool-calls' : reason
  return reason === 'tool-calls' ? 'stop' : reason
}
