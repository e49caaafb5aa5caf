/** What one answer, or one failure, shows of what a target can do. Only a clear word of the provider itself counts against it. */

import type { Failure, ProviderError } from '../../chat/errors.ts'
import type { MeasuredFlags } from '../../config/measured-shape.ts'
import type { Capability } from '../../config/target.ts'

/** `unclear`: it was asked, or not even that, and nothing follows from what came. */
export type State = 'supported' | 'unsupported' | 'unclear'

/** What is to be written down, in the words of the routing file. */
export interface Facts {
  readonly capabilities?: Readonly<Partial<Record<Capability, boolean>>>
  readonly compat?: MeasuredFlags
  /** Tokens. */
  readonly contextWindow?: number
}

export interface Verdict {
  readonly state: State
  /** For people; empty where nothing is to be said. */
  readonly reason: string
  readonly facts?: Facts
}

export const supported = (reason = '', facts?: Facts): Verdict => ({ state: 'supported', reason, ...(facts !== undefined && { facts }) })
export const unsupported = (reason: string, facts?: Facts): Verdict => ({ state: 'unsupported', reason, ...(facts !== undefined && { facts }) })
export const unclear = (reason: string): Verdict => ({ state: 'unclear', reason })

/** What says nothing of the request, however it is worded. */
const NOT_ABOUT_THE_REQUEST: ReadonlySet<Failure> = new Set<Failure>(['authentication', 'quota-exhausted', 'rate-limited', 'overloaded', 'content-filter', 'request-timeout', 'permission'])

/** Marketplaces and proxies refuse with other statuses than 400, and say why. */
const SAYS_UNSUPPORTED = /\b(?:un|not |n't |no )support|\bthat support\b|\bnot (?:available|implemented|allowed) (?:for|with|on)\b/i

const isRefusal = ({ failure, statusCode, message }: ProviderError): boolean => {
  if (NOT_ABOUT_THE_REQUEST.has(failure)) return false
  return failure === 'invalid-request' || (statusCode !== undefined && statusCode >= 400 && SAYS_UNSUPPORTED.test(message))
}

/** Of a failure that nobody expected. */
export const judgeError = (error: ProviderError): Verdict =>
  isRefusal(error) ? unsupported(`refused: ${error.message}`) : unclear(`${error.failure}: ${error.message}`)

/** Later ones win. */
export const mergeFacts = (facts: readonly Facts[]): Facts => facts.reduce<Facts>((all, { capabilities, compat, contextWindow = all.contextWindow }) => ({
  capabilities: { ...all.capabilities, ...capabilities },
  compat: { ...all.compat, ...compat },
  ...(contextWindow !== undefined && { contextWindow }),
}), { capabilities: {}, compat: {} })
