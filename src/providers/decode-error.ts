/**
 * Turns a refusal into a `ProviderError`: the status, the codes and the wording together decide which failure it is. The
 * tables are in `error-phrases.ts`; what follows from a failure is decided in routing.
 */

import { ProviderError } from '../chat/errors.ts'
import type { Failure, ProviderErrorOptions } from '../chat/errors.ts'
import { FAILURE_RULES, STATUS_CLASS_RULES, STATUS_RULES, TOKEN_COUNT_PATTERNS } from './error-phrases.ts'
import type { FailureRule, StatusRule } from './error-phrases.ts'
import { readErrorBody } from './read-error-body.ts'
import type { ErrorBody } from './read-error-body.ts'
import { headerOf, retryAfterOf } from './retry-after.ts'
import type { Headers } from './retry-after.ts'

type TokenCounts = NonNullable<ProviderErrorOptions['tokens']>

const isSaidIn = (wording: string, phrase: string | RegExp): boolean =>
  typeof phrase === 'string' ? wording.includes(phrase) : phrase.test(wording)

const fits = (rule: FailureRule, codes: readonly string[], wording: string): boolean =>
  rule.codes?.some(code => codes.includes(code)) === true || rule.phrases?.some(phrase => isSaidIn(wording, phrase)) === true

const mayBe = (failure: Failure, status: StatusRule): boolean =>
  status.unless === 'any' || failure === status.failure || status.unless.includes(failure)

/** What the body says, as far as the status leaves it a choice; `undefined` where it says nothing of the kind. */
const failureIn = (body: ErrorBody, status: StatusRule): Failure | undefined => {
  const codes = body.codes.map(code => code.toLowerCase())
  return FAILURE_RULES.find(rule => mayBe(rule.failure, status) && fits(rule, codes, body.wording))?.failure
}

const statusRule = (statusCode: number): StatusRule | undefined =>
  STATUS_RULES.get(statusCode) ?? STATUS_CLASS_RULES.get(Math.floor(statusCode / 100))

const numberOf = (text: string | undefined): number | undefined => text === undefined ? undefined : Number(text.replaceAll(',', ''))

/** What a message tells of the tokens it counted and allows; `undefined` where it tells of neither. */
export const tokenCountsIn = (message: string): TokenCounts | undefined => {
  for (const pattern of TOKEN_COUNT_PATTERNS) {
    const groups = pattern.exec(message)?.groups
    if (groups === undefined) continue
    const actual = numberOf(groups['actual'])
    const maximum = numberOf(groups['maximum'])
    return { ...(actual !== undefined && { actual }), ...(maximum !== undefined && { maximum }) }
  }
  return undefined
}

const detailsOf = (failure: Failure, body: ErrorBody): ProviderErrorOptions => {
  const rawCode = body.codes[0]
  const tokens = failure === 'context-length' ? tokenCountsIn(body.wording) : undefined
  return { ...(rawCode !== undefined && { rawCode }), ...(tokens !== undefined && { tokens }) }
}

const hostOf = (location: string): string => URL.parse(location)?.host ?? 'another place'

const messageOf = (statusCode: number, headers: Headers, body: ErrorBody, failure: Failure): string => {
  if (failure === 'redirect') return `status ${statusCode}, sent on to ${hostOf(headerOf(headers, 'location') ?? '')}`
  return body.message === '' ? `status ${statusCode} without a message` : body.message
}

/** A status outside 2xx, from a provider of either wire. */
export const decodeError = (statusCode: number, headers: Headers, text: string): ProviderError => {
  const body = readErrorBody(text)
  const rule = statusRule(statusCode)
  const failure = rule === undefined ? 'bad-response' : failureIn(body, rule) ?? rule.failure
  const retryAfterMs = body.retryDelayMs ?? retryAfterOf(headers, body.message, Date.now())
  return new ProviderError(failure, messageOf(statusCode, headers, body, failure), {
    statusCode,
    ...detailsOf(failure, body),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(rule?.billing !== undefined && { billing: rule.billing }),
  })
}

/** An error inside an answer that began well. `otherwise` holds where neither its code nor its wording says what it is. */
export const answerError = (body: ErrorBody, otherwise: Failure): ProviderError => {
  const status = body.codes.map(Number).find(code => code >= 300 && code <= 599)
  const rule: StatusRule = (status === undefined ? undefined : statusRule(status)) ?? { failure: otherwise, unless: 'any' }
  const failure = failureIn(body, rule) ?? rule.failure
  const retryAfterMs = body.retryDelayMs ?? retryAfterOf({}, body.message, 0)
  return new ProviderError(failure, body.message === '' ? 'an error without a message' : body.message, {
    billing: failure === 'server-error' || failure === 'bad-response' ? 'maybe' : 'not-billed',
    ...detailsOf(failure, body),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
}
