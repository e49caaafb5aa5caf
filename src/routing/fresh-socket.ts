/**
 * A kept connection that turns out to be closed is nobody's failure: the same call is made once more on a fresh one.
 * Without this up to a third of the requests after a pause would fail over for no reason.
 */

import { type Billing, ProviderError } from '../chat/errors.ts'
import type { Open } from '../providers/attempt.ts'

export const freshSocket = (onRetry: (provider: string, billing: Billing) => void) => <Request, Answer>(next: Open<Request, Answer>): Open<Request, Answer> => async (request, candidate, attempt) => {
  try {
    return await next(request, candidate, attempt)
  } catch (error) {
    if (!(error instanceof ProviderError) || error.failure !== 'stale-socket' || attempt.abortReason !== undefined) throw error
    attempt.usedFreshSocketRetry = true
    onRetry(candidate.target.provider.name, error.billing)
    return await next(request, candidate, attempt)
  }
}
