/** What a client is told when nobody could answer: one error that says who failed, how, and what to do next. */

import { type Failure, type ProviderError, RouterError, type RouterErrorCode } from '../chat/errors.ts'
import type { AnyRequest, Candidate } from '../providers/attempt.ts'
import type { Skip } from './select-candidates.ts'

export interface FailedAttempt { readonly candidate: Candidate, readonly error: ProviderError }

export interface Exhaustion {
  readonly failed: readonly FailedAttempt[]
  readonly skipped: readonly Skip[]
  readonly request: AnyRequest
}

/** A chain whose failures are all of one family gets that family's code; any mixture is `all_providers_failed`. */
const FAMILIES: ReadonlyArray<readonly [code: RouterErrorCode, failures: readonly Failure[]]> = [
  ['providers_rate_limited', ['rate-limited']],
  ['provider_auth_failed', ['authentication', 'permission', 'quota-exhausted']],
  ['model_not_found', ['model-not-found']],
  ['request_too_large', ['request-too-large']],
  ['provider_bad_response', ['bad-response', 'bad-http', 'redirect']],
  ['provider_timeout', ['first-content-timeout', 'connect-timeout', 'stalled']],
]

/** Codes of failures that speak for themselves: the provider's words go to the client. */
const SURFACED: Partial<Record<Failure, RouterErrorCode>> = {
  'invalid-request': 'invalid_request',
  'content-filter': 'content_policy_violation',
  'local-exhaustion': 'router_overloaded',
}

const ADVICE: Partial<Record<RouterErrorCode, string>> = {
  provider_auth_failed: 'Your request and your key for this router are fine; check the keys of these providers in the router\'s configuration.',
  providers_rate_limited: 'Wait, or add another key or provider.',
  all_providers_failed: 'The router already tried every target it could; see x-smart-router-trail.',
  provider_timeout: 'Raise routing.first_content_timeout_ms if this provider needs longer.',
}

/** From this wait on a rate-limited client should not hold its breath. */
const SOON_MS = 10_000
/** Clients cannot be told of a longer wait. */
const MAX_RETRY_AFTER_MS = 60_000

/** Failures that this program saw itself and tells in its own words. Of the others only the name is told: a provider's words may hold anything. */
const IN_OUR_WORDS: ReadonlySet<Failure> = new Set<Failure>([
  'refused', 'connect-timeout', 'dns', 'tls', 'stale-socket', 'reset', 'bad-http', 'first-content-timeout', 'stalled', 'interrupted',
])

const told = ({ candidate, error }: FailedAttempt): string => {
  const status = error.statusCode === undefined ? '' : ` ${error.statusCode}`
  const words = IN_OUR_WORDS.has(error.failure) ? `, ${error.message}` : ''
  return `${candidate.target.id}:${status} ${error.failure}${words}`
}

/** Anthropic's own wording, which clients look for in order to shorten their conversation. */
const promptTooLong = ({ candidate, error }: FailedAttempt, request: AnyRequest): RouterError => {
  const maximum = error.tokens?.maximum ?? candidate.target.contextWindow
  const actual = error.tokens?.actual ?? Math.max(request.estimatedInputTokens, (maximum ?? 0) + 1)
  const limit = maximum === undefined ? '' : ` > ${maximum} maximum`
  return new RouterError('context_length_exceeded', `prompt is too long: ${actual} tokens${limit} (${candidate.target.id}: ${error.message})`, { cause: error, parameter: request.inputMember ?? 'messages' })
}

/** Statuses by which a gateway says that the provider behind it took too long. */
const GATEWAY_TIMEOUTS: ReadonlySet<number | undefined> = new Set([504, 524])

const kindOf = ({ error }: FailedAttempt): Failure =>
  error.failure === 'unavailable' && GATEWAY_TIMEOUTS.has(error.statusCode) ? 'first-content-timeout' : error.failure

const familyOf = (all: readonly Failure[]): RouterErrorCode =>
  FAMILIES.find(([, failures]) => all.every(failure => failures.includes(failure)))?.[0] ?? 'all_providers_failed'

/** The soonest moment at which anyone rests no more; `undefined` when nobody rests. */
const soonestMs = ({ failed, skipped }: Exhaustion): number | undefined => {
  const waits = [...failed.map(({ error }) => error.retryAfterMs), ...skipped.map(skip => 'restMs' in skip ? skip.restMs : undefined)]
    .filter(wait => wait !== undefined && wait > 0) as number[]
  return waits.length === 0 ? undefined : Math.min(...waits)
}

/** The error of one failure that ends the request whatever else was possible. */
export const surfacedError = (failure: FailedAttempt, request: AnyRequest): RouterError => {
  if (failure.error.failure === 'context-length') return promptTooLong(failure, request)
  const code = SURFACED[failure.error.failure] ?? 'all_providers_failed'
  return new RouterError(code, `${failure.candidate.target.id}: ${failure.error.message}`, { cause: failure.error })
}

const listed = (skips: readonly Skip[]): string => skips.map(({ target, reason }) => `${target}: ${reason}`).join('; ')

/** Who could have answered and would have done it worse: no silent second best. */
const notAsked = ({ skipped }: Exhaustion): string | undefined => {
  const unfit = skipped.filter(({ kind }) => kind === 'unfit')
  return unfit.length === 0 ? undefined : `Not asked: ${listed(unfit)}.`
}

export const exhaustedError = (exhaustion: Exhaustion): RouterError => {
  const { failed, request } = exhaustion
  const tooLong = failed.findLast(({ error }) => error.failure === 'context-length')
  if (tooLong !== undefined) return promptTooLong(tooLong, request)
  const code = familyOf(failed.map(kindOf))
  const waitMs = code === 'providers_rate_limited' ? soonestMs(exhaustion) ?? 1_000 : undefined
  const count = failed.length === 1 ? 'The only attempt failed' : `All ${failed.length} attempts failed`
  const message = [`${count}: ${failed.map(told).join('; ')}.`, notAsked(exhaustion), ADVICE[code]].filter(text => text !== undefined).join(' ')
  return new RouterError(code, message, {
    cause: failed.at(-1)?.error,
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs, shouldRetry: waitMs <= SOON_MS }),
  })
}

/** Documented words by which Claude Code knows what to leave out. */
const REJECTED: Readonly<Record<string, string>> = { images: 'image_block', documents: 'document_block' }

const incapableError = (incapable: ReadonlyArray<Extract<Skip, { kind: 'incapable' }>>): RouterError => {
  const missing = [...new Set(incapable.map(({ capability }) => capability))]
  const rejected = missing.map(capability => REJECTED[capability]).find(word => word !== undefined)
  const token = rejected === undefined ? '' : ` capability_rejected: ${rejected}`
  return new RouterError('no_capable_target', `No configured target can take this request: it needs ${missing.join(' and ')}, and every target lacks it.${token}`)
}

/** Of a prompt that everybody's window is clearly too small for: nothing was sent. */
const tooLongForAll = (tooSmall: ReadonlyArray<Extract<Skip, { kind: 'too-small' }>>, { inputMember = 'messages' }: AnyRequest): RouterError => {
  const largest = tooSmall.reduce((best, skip) => skip.window > best.window ? skip : best)
  return new RouterError('context_length_exceeded', `prompt is too long: ${largest.tokens} tokens > ${largest.window} maximum (counted by the router; ${largest.target} has the largest window)`, { parameter: inputMember })
}

/** Nobody rests, and nobody may be asked. */
const unableError = ({ skipped, request }: Exhaustion): RouterError => {
  const tooSmall = skipped.filter(skip => skip.kind === 'too-small')
  if (tooSmall.length > 0) return tooLongForAll(tooSmall, request)
  if (skipped.some(({ kind }) => kind === 'unfit')) {
    return new RouterError('no_provider_available', `The target that holds this conversation is not there, and nobody else is fit to sum it up: ${listed(skipped)}.`, { shouldRetry: false })
  }
  if (skipped.some(({ kind }) => kind === 'unwanted')) return new RouterError('no_capable_target', `No target is left that this request may go to: ${listed(skipped)}.`, { parameter: 'provider' })
  return incapableError(skipped.filter(skip => skip.kind === 'incapable'))
}

/** Nobody was even asked: nobody is able, or everybody rests. */
export const nobodyError = (exhaustion: Exhaustion): RouterError => {
  const { skipped } = exhaustion
  if (skipped.length === 0) return new RouterError('no_provider_available', 'No provider is configured.', { shouldRetry: false })
  const able = skipped.filter(skip => 'restMs' in skip)
  if (able.length === 0) return unableError(exhaustion)
  const list = listed(skipped)
  const family = able.every(skip => skip.kind === 'resting') ? familyOf(able.map(({ failure }) => failure)) : undefined
  if (family === 'provider_auth_failed') return new RouterError(family, `No provider accepts its key: ${list}. ${ADVICE[family]}`)
  if (family === 'model_not_found') return new RouterError(family, `No provider has this model: ${list}.`)
  const waitMs = soonestMs(exhaustion) ?? 1_000
  if (family === 'providers_rate_limited') {
    return new RouterError(family, `Every provider is rate limited: ${list}. ${ADVICE[family]}`, { retryAfterMs: waitMs, shouldRetry: waitMs <= SOON_MS })
  }
  return new RouterError('no_provider_available', `No provider is available now: ${list}.`, { retryAfterMs: waitMs, shouldRetry: waitMs <= MAX_RETRY_AFTER_MS })
}

export interface SpentTime {
  readonly failed: readonly FailedAttempt[]
  /** Who was still being waited for. */
  readonly silent: readonly Candidate[]
  readonly limitMs: number
}

/** The time for the whole request is up. */
export const timeIsUpError = ({ failed, silent, limitMs }: SpentTime): RouterError => {
  const parts = [
    `No answer within ${limitMs / 1000} s in all.`,
    silent.length === 0 ? undefined : `Still silent: ${silent.map(({ target }) => target.id).join(', ')}.`,
    failed.length === 0 ? undefined : `Failed before: ${failed.map(told).join('; ')}.`,
  ]
  return new RouterError('provider_timeout', parts.filter(part => part !== undefined).join(' '), { cause: failed.at(-1)?.error })
}
