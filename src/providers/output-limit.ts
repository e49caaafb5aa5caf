/** How much a target is asked to write at most. */

import type { ChatRequest } from '../chat/request.ts'
import type { Target } from '../config/target.ts'

/** An estimate of the input may be too high: a window always leaves at least this share of itself for the answer. */
const LEAST_SHARE_OF_WINDOW = 0.25
const ESTIMATE_MARGIN = 1.1

const roomInWindow = (window: number, estimatedInputTokens: number): number =>
  Math.floor(Math.max(window * LEAST_SHARE_OF_WINDOW, window - estimatedInputTokens * ESTIMATE_MARGIN))

/** The most that a target can write in answer to a request, tokens; `Infinity` where nobody told. */
export const outputCeiling = (request: ChatRequest, target: Target): number => Math.min(
  target.maxOutputTokens ?? Infinity,
  target.contextWindow === undefined ? Infinity : roomInWindow(target.contextWindow, request.estimatedInputTokens),
)

/** What the client asked for, within what the target can; `undefined` where the client did not ask. */
export const outputLimit = (request: ChatRequest, target: Target): number | undefined => {
  const asked = request.sampling.maxOutputTokens
  return asked === undefined ? undefined : Math.min(asked, outputCeiling(request, target))
}
