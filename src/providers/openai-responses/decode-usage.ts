/** The usage report of a response: one, with its end. */

import type { Usage } from '../../chat/part.ts'
import type { ResponsesResponse, ResponsesUsage } from '../../wire/openai-responses.ts'
import { isAbsurd, tokenCount } from '../usage.ts'
import type { ResponsesState } from './answer-state.ts'

const usageOf = (report: ResponsesUsage): Usage => {
  const inputTokens = tokenCount(report.input_tokens)
  const outputTokens = tokenCount(report.output_tokens)
  const cacheReadTokens = tokenCount(report.input_tokens_details?.cached_tokens)
  const reasoningTokens = tokenCount(report.output_tokens_details?.reasoning_tokens)
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(cacheReadTokens !== undefined && { cacheReadTokens }),
    ...(reasoningTokens !== undefined && { reasoningTokens }),
  }
}

/** Adds the usage part. A report that cannot be true is taken out of the response. */
export const decodeUsage = (state: ResponsesState, response: ResponsesResponse): void => {
  const report = response.usage
  if (typeof report !== 'object' || report === null) return
  if (isAbsurd(report.input_tokens) || isAbsurd(report.output_tokens) || isAbsurd(report.total_tokens)) {
    (response as { usage: null }).usage = null
    state.isMended = true
    return
  }
  state.parts.push({ type: 'usage', choice: 0, usage: usageOf(report) })
}
