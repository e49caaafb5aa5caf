/** Neutral words in the Responses wire's: how an answer ended, and what it used. */

import type { FinishReason, Usage } from '../../chat/part.ts'
import type { EstimatedUsage } from '../estimated-usage.ts'

/** Why an answer is not whole; `undefined` where it is. */
export type IncompleteReason = 'max_output_tokens' | 'content_filter' | undefined

const INCOMPLETE_REASONS: Readonly<Record<FinishReason, IncompleteReason>> = {
  stop: undefined, 'tool-calls': undefined, other: undefined, length: 'max_output_tokens', 'content-filter': 'content_filter',
}

export const incompleteReason = (reason: FinishReason): IncompleteReason => INCOMPLETE_REASONS[reason]

/** What nobody reported is estimated: a client that budgets by usage must not read zero. */
export const encodeUsage = (usage: Usage, estimated: EstimatedUsage): object => {
  const inputTokens = usage.inputTokens ?? estimated.inputTokens
  const outputTokens = usage.outputTokens ?? estimated.outputTokens
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: usage.cacheReadTokens ?? 0 },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
    total_tokens: inputTokens + outputTokens,
  }
}
