/** Thinking as the Anthropic wire bounds it: less than the whole output, at least a minimum, not with everything else. */

import type { ChatRequest, JsonValue } from '../../chat/request.ts'
import { isObject } from '../json-values.ts'
import { MIN_THINKING_BUDGET } from './limits.ts'

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

/** In a tool loop the last turn has to open with its signed thinking, which no other wire carries. */
export const isInToolLoop = (request: ChatRequest): boolean =>
  request.messages.findLast(message => message.role !== 'system')?.content.some(block => block.type === 'tool-result') === true
