/**
 * How long an attempt may take to its first content, or to its whole answer where nothing is streamed. Connecting has a
 * limit of its own in the connector, the silence in mid-answer another in the watched stream.
 */

import { ProviderError } from '../chat/errors.ts'
import type { Compat } from '../config/compat.ts'
import type { RoutingSettings } from '../config/snapshot.ts'
import { Deadline } from '../lib/deadline.ts'
import type { AnyRequest, Open } from '../providers/attempt.ts'

/** Reading a prompt takes time: a second for each so many tokens beyond a small request. */
const TOKENS_PER_SECOND = 5_000
const SMALL_REQUEST_TOKENS = 4_000

/** What an unseen thought may take, as a multiple. */
const HIDDEN_REASONING_PATIENCE = 6

export const firstContentLimitMs = (request: AnyRequest, settings: RoutingSettings, { hidesReasoning }: Compat = {}): number => {
  const extraTokens = Math.max(0, request.estimatedInputTokens - SMALL_REQUEST_TOKENS)
  const patience = hidesReasoning === true ? HIDDEN_REASONING_PATIENCE : 1
  return Math.round(settings.firstContentTimeoutMs * patience + extraTokens / TOKENS_PER_SECOND * 1000)
}

export const deadlines = <Request extends AnyRequest, Answer>(next: Open<Request, Answer>): Open<Request, Answer> => async (request, candidate, attempt) => {
  // A picture comes whole, whatever the client asked for.
  const isStream = request.isStream && candidate.target.kind !== 'image'
  const limitMs = isStream ? firstContentLimitMs(request, attempt.settings, candidate.target.compat) : attempt.settings.resultTimeoutMs
  const deadline = new Deadline(limitMs, () => {
    attempt.abort(new ProviderError('first-content-timeout', `said nothing for ${limitMs / 1000} s`, { billing: 'maybe' }))
  })
  try {
    return await next(request, candidate, attempt)
  } finally {
    deadline.clear()
  }
}
