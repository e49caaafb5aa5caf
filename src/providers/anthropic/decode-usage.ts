/** Usage reports of the Anthropic wire, which come in pieces: the input with the first event, the output with the last. */

import type { Usage } from '../../chat/part.ts'
import type { AnthropicUsage } from '../../wire/anthropic.ts'
import type { Maybe } from '../../wire/openai.ts'
import { isAbsurd, tokenCount } from '../usage.ts'
import type { AnthropicState } from './answer-state.ts'

const COUNTS = ['input_tokens', 'output_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'] as const
type CountName = (typeof COUNTS)[number]
const INPUT_COUNTS = COUNTS.filter(name => name !== 'output_tokens')

/** Sets absurd counts to 0 in the event itself, for clients fail without the member. */
const mendCounts = (state: AnthropicState, report: AnthropicUsage): void => {
  for (const name of COUNTS) {
    if (!isAbsurd(report[name])) continue
    (report as { [Name in typeof name]: number })[name] = 0
    state.isMended = true
  }
}

/** A later zero does not unsay an earlier count: some report the input once and 0 afterwards. */
const mergeCounts = (state: AnthropicState, report: AnthropicUsage, names: readonly CountName[]): void => {
  for (const name of names) {
    const count = tokenCount(report[name])
    if (count !== undefined && (count > 0 || state.usage[name] === undefined)) state.usage[name] = count
  }
  if (report.output_tokens_details !== undefined) state.usage.output_tokens_details = report.output_tokens_details
}

const usageOf = (counts: AnthropicUsage): Usage => {
  const fresh = tokenCount(counts.input_tokens)
  const cacheReadTokens = tokenCount(counts.cache_read_input_tokens)
  const cacheWriteTokens = tokenCount(counts.cache_creation_input_tokens)
  const outputTokens = tokenCount(counts.output_tokens)
  const reasoningTokens = tokenCount(counts.output_tokens_details?.thinking_tokens)
  return {
    ...(fresh !== undefined && { inputTokens: fresh + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0) }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(cacheReadTokens !== undefined && { cacheReadTokens }),
    ...(cacheWriteTokens !== undefined && { cacheWriteTokens }),
    ...(reasoningTokens !== undefined && { reasoningTokens }),
  }
}

const decodeCounts = (state: AnthropicState, report: Maybe<AnthropicUsage>, names: readonly CountName[]): void => {
  if (typeof report !== 'object' || report === null) return
  const wasAbsurd = COUNTS.some(name => isAbsurd(report[name]))
  mendCounts(state, report)
  if (wasAbsurd) return
  mergeCounts(state, report, names)
  state.parts.push({ type: 'usage', choice: 0, usage: usageOf(state.usage) })
}

/** Adds a usage part with everything reported so far. */
export const decodeUsage = (state: AnthropicState, report: Maybe<AnthropicUsage>): void => { decodeCounts(state, report, COUNTS) }

/** The same for the event that opens a stream: nothing is written by then, and what it counts as output is a placeholder. */
export const decodeFirstUsage = (state: AnthropicState, report: Maybe<AnthropicUsage>): void => { decodeCounts(state, report, INPUT_COUNTS) }
