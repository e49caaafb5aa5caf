/** Thinking as the Anthropic wire bounds it: less than the whole output, at least a minimum, not with everything else. */

import type { ChatRequest, JsonValue } from '../../chat/request.ts'
import type { Target } from '../../config/target.ts'
import type { Recollection } from '../dialect.ts'
import { isObject } from '../json-values.ts'
import { MIN_THINKING_BUDGET } from './limits.ts'
import { thinkingBefore } from './thinking-history.ts'

/** The least that a model which thinks takes. */
export const leastTopP = 0.95

/** What thinking may take of an output that has become too small for the budget asked for: the answer needs room as well. */
const SHARE_OF_OUTPUT = 0.8

/** `thinking` with a budget below `maxTokens`; `undefined` where no budget fits, the same object where it fits already. */
export const fitThinking = (thinking: JsonValue | undefined, maxTokens: number): JsonValue | undefined => {
  const budget = isObject(thinking) ? thinking['budget_tokens'] : undefined
  if (!isObject(thinking) || typeof budget !== 'number' || budget < maxTokens) return thinking
  return maxTokens > MIN_THINKING_BUDGET
    ? { ...thinking, budget_tokens: Math.max(MIN_THINKING_BUDGET, Math.floor(maxTokens * SHARE_OF_OUTPUT)) }
    : undefined
}

/** Whether `thinking` switches thinking on. */
export const isThinking = (thinking: JsonValue | undefined): boolean => isObject(thinking) && thinking['type'] !== 'disabled'

/** The model is to go on after calls of its own. */
export const isInToolLoop = (request: ChatRequest): boolean =>
  request.messages.findLast(message => message.role !== 'system')?.content.some(block => block.type === 'tool-result') === true

/** The thinking is remembered that the last turn with calls has to open with. */
export const opensWithThinking = ({ messages }: ChatRequest, target: Target, memory: Recollection | undefined): boolean => {
  const first = messages.findLast(({ role }) => role === 'assistant')?.content.find(block => block.type === 'tool-call')
  return first !== undefined && thinkingBefore(first, target, memory).length > 0
}
