/** The usage report of a chunk or an answer, wherever its vendor put it. */

import type { Usage } from '../../chat/part.ts'
import type { Maybe, OpenAiChunk, OpenAiChunkChoice, OpenAiUsage } from '../../wire/openai.ts'
import { isAbsurd, tokenCount } from '../usage.ts'
import type { Mutable, OpenAiState } from './answer-state.ts'

const isAbsurdUsage = (usage: OpenAiUsage): boolean =>
  isAbsurd(usage.prompt_tokens) || isAbsurd(usage.completion_tokens) || isAbsurd(usage.total_tokens)

/** Where the total is more than its parts, the reasoning was left out of the output. */
const outputTokensOf = (usage: OpenAiUsage): number | undefined => {
  const written = tokenCount(usage.completion_tokens)
  const read = tokenCount(usage.prompt_tokens)
  const total = tokenCount(usage.total_tokens)
  return written === undefined || read === undefined || total === undefined ? written : Math.max(written, total - read)
}

const cachedTokensOf = (usage: OpenAiUsage): number | undefined =>
  tokenCount(usage.prompt_tokens_details?.cached_tokens) ?? tokenCount(usage.prompt_cache_hit_tokens) ?? tokenCount(usage.cached_tokens)

const usageOf = (report: OpenAiUsage): Usage => {
  const inputTokens = tokenCount(report.prompt_tokens)
  const outputTokens = outputTokensOf(report)
  const cacheReadTokens = cachedTokensOf(report)
  const reasoningTokens = tokenCount(report.completion_tokens_details?.reasoning_tokens)
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(cacheReadTokens !== undefined && { cacheReadTokens }),
    ...(reasoningTokens !== undefined && { reasoningTokens }),
  }
}

const holdsChoices = (chunk: OpenAiChunk): boolean => (chunk.choices ?? []).length > 0

/** Takes out a report that cannot be true; an event that holds nothing else is not relayed at all. */
const dropUsage = (state: OpenAiState, chunk: OpenAiChunk, firstPart: number): void => {
  if (!holdsChoices(chunk) && state.parts.length === firstPart) state.frame = undefined
  delete (chunk as Mutable<OpenAiChunk>).usage
  for (const choice of chunk.choices ?? []) delete (choice as Mutable<OpenAiChunkChoice>).usage
  state.isMended = true
}

/** A report inside a choice, as Kimi's, is found by no client: one that asked for usage gets it where the wire has it. */
const raiseUsage = (state: OpenAiState, chunk: Mutable<OpenAiChunk>, report: OpenAiUsage): void => {
  if (chunk.usage === report || !state.reading.request.wantsUsage) return
  chunk.usage = report
  state.isMended = true
}

/** Adds the usage part of a chunk that reports usage; `firstPart` is where the chunk's parts begin. */
export const decodeUsage = (state: OpenAiState, chunk: OpenAiChunk, firstPart: number): void => {
  const report: Maybe<OpenAiUsage> = chunk.usage ?? chunk.choices?.[0]?.usage
  if (typeof report !== 'object' || report === null) return
  if (isAbsurdUsage(report)) {
    dropUsage(state, chunk, firstPart)
    return
  }
  raiseUsage(state, chunk, report)
  // The frame of a usage part holds nothing but usage: one that holds a choice as well belongs to a part before it.
  if (holdsChoices(chunk) && state.parts.length === firstPart) state.parts.push({ type: 'opaque', choice: 0 })
  state.parts.push({ type: 'usage', choice: 0, usage: usageOf(report) })
}
