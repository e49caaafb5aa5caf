/** Neutral words in the chat completions wire's: why an answer ended, and what it used. */

import type { FinishReason, Usage } from '../../chat/part.ts'
import type { EstimatedUsage } from '../estimated-usage.ts'

const FINISH_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'stop', length: 'length', 'tool-calls': 'stop', 'content-filter': 'content_filter', other: 'stop',
}

/** Calls decide, whatever the provider says: a client that sees `stop` never runs them. Only an answer cut short runs none. */
export const finishReason = (reason: FinishReason, hasToolCalls: boolean): string =>
  hasToolCalls && reason !== 'length' ? 'tool_calls' : FINISH_REASONS[reason]

/** What nobody reported is estimated: a client that budgets by usage must not read zero. */
export const encodeUsage = (usage: Usage, estimated: EstimatedUsage): object => {
  const promptTokens = usage.inputTokens ?? estimated.inputTokens
  const completionTokens = usage.outputTokens ?? estimated.outputTokens
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: usage.cacheReadTokens ?? 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
  }
}
