/** The usage report of an answer that is only relayed, in the words of whichever endpoint. */

import type { Usage } from '../chat/part.ts'
import type { RelayEndpoint } from './relay-endpoints.ts'
import { isAbsurd, tokenCount } from './usage.ts'

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** `undefined` where nothing is reported, or what cannot be true. */
export const relayUsage = (json: object, { writesNothing }: Pick<RelayEndpoint, 'writesNothing'>): Usage | undefined => {
  const { usage: report } = json as Fields
  if (!isFields(report) || Object.values(report).some(isAbsurd)) return undefined
  const { prompt_tokens: prompt, input_tokens: input, completion_tokens: completion, output_tokens: output, total_tokens: total, prompt_tokens_details: details } = report
  const inputTokens = tokenCount(prompt) ?? tokenCount(input) ?? (writesNothing ? tokenCount(total) : undefined)
  const outputTokens = tokenCount(completion) ?? tokenCount(output) ?? (writesNothing && inputTokens !== undefined ? 0 : undefined)
  const cacheReadTokens = isFields(details) ? tokenCount(details['cached_tokens']) : undefined
  if (inputTokens === undefined && outputTokens === undefined) return undefined
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(cacheReadTokens !== undefined && { cacheReadTokens }),
  }
}
