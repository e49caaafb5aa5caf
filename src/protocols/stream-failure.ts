/** What a client is told when an answer turns out to be none after all: one sentence, in every wire the same. */

import { ProviderError, RouterError } from '../chat/errors.ts'
import type { Failure } from '../chat/errors.ts'

/** The sentence goes on after the provider's name. What is not listed broke off. */
const WHAT_HAPPENED: Readonly<Partial<Record<Failure, string>>> = {
  stalled: 'fell silent',
  'rate-limited': 'reached a rate limit',
  'quota-exhausted': 'ran out of quota',
  overloaded: 'reported that it is overloaded',
  'server-error': 'reported an error of its own',
  'content-filter': 'stopped at its content filter',
  'context-length': 'ran out of context window',
  'bad-response': 'sent something that cannot be read',
}

/** Never the provider's own words: they may hold anything. */
export const streamFailure = (error: unknown, provider: string): RouterError => {
  if (error instanceof RouterError) return error
  if (!(error instanceof ProviderError)) {
    return new RouterError('internal_error', 'The router failed in the middle of the answer; the answer above is incomplete.', { cause: error })
  }
  const code = error.failure === 'stalled' ? 'upstream_stream_stalled' : 'upstream_stream_interrupted'
  const what = WHAT_HAPPENED[error.failure] ?? 'broke off'
  return new RouterError(code, `${provider} ${what} in the middle of its answer; the answer above is incomplete.`, { cause: error })
}

/** A whole JSON answer that cannot be one: nothing of it was shown. */
export const unusableAnswer = (provider: string, what: string): RouterError =>
  new RouterError('provider_bad_response', `${provider} sent an answer that cannot be used: ${what}.`)

/** A stream that stopped without being said to be finished: no success, however complete it looks. */
export const unfinishedAnswer = (): ProviderError =>
  new ProviderError('interrupted', 'ended its answer without saying that it was finished', { billing: 'maybe' })
