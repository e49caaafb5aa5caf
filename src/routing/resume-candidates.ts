/** Who can go on with an answer that broke, in what order: those who did not break it first. */

import { type Failure, ProviderError } from '../chat/errors.ts'
import type { ChatRequest } from '../chat/request.ts'
import type { Target } from '../config/target.ts'
import type { Attempt, Candidate } from '../providers/attempt.ts'
import { askedTarget, goesOnUnthinking } from '../providers/continuation.ts'

export interface Continuers {
  readonly candidates: readonly Candidate[]
  /** Of this exchange, so far. */
  readonly attempts: readonly Attempt[]
  readonly request: Pick<ChatRequest, 'estimatedInputTokens'>
  /** Neither resting nor behind an open circuit. */
  readonly isReady: (candidate: Candidate) => boolean
}

/** 0: not asked yet; 1: asked and left, because it was silent; 2: another key of a target that broke the answer; 3: the very same. */
const guilt = ({ target, credential }: Candidate, attempts: readonly Attempt[]): number => {
  const own = attempts.filter(({ candidate }) => candidate.target.id === target.id)
  if (own.length === 0) return 0
  const broken = own.filter(({ outcome }) => outcome === 'won')
  if (broken.length === 0) return 1
  return broken.some(({ candidate }) => candidate.credential.id === credential.id) ? 3 : 2
}

/** From this guilt on a target is asked only when nobody else goes on, in whatever words. */
const BROKE_IT = 2

/**
 * In two groups, to be asked one after the other: those who have not broken the answer, and those who have. Whoever failed
 * before the answer began is not asked again for its end.
 */
export const continuers = ({ candidates, attempts, request, isReady }: Continuers): ReadonlyArray<readonly Candidate[]> => {
  const failed = new Set(attempts.filter(({ outcome }) => outcome === 'failed').map(({ candidate }) => candidate))
  const able = candidates
    .filter(candidate => candidate.target.kind === 'chat' && !failed.has(candidate))
    .filter(({ target: { contextWindow = Infinity } }) => request.estimatedInputTokens <= contextWindow)
    .filter(isReady)
    .map(candidate => ({ candidate, guilt: guilt(candidate, attempts) }))
    .sort((a, b) => a.guilt - b.guilt)
  const groupOf = (isGuilty: boolean): readonly Candidate[] => able.filter(each => each.guilt >= BROKE_IT === isGuilty).map(({ candidate }) => candidate)
  return [groupOf(false), groupOf(true)]
}

const inWords = (target: Target): Target => ({
  ...target,
  compat: { ...target.compat, continuation: 'none' },
  ...(target.otherWires !== undefined && { otherWires: new Map([...target.otherWires].map(([wire, other]) => [wire, inWords(other)])) }),
})

/** How a target fails that does not know the form in which it was asked: it refuses it, or takes the answer for whole. */
const UNKNOWN_FORM: ReadonlySet<Failure> = new Set<Failure>(['invalid-request', 'bad-response'])

/**
 * The candidates of attempts that failed for the form of the continuation alone, as the request itself is known to be good;
 * to be asked once more in words. Some models of a vendor do not know what its others know.
 */
export const inOtherWords = (attempts: readonly Attempt[], request: ChatRequest): readonly Candidate[] => attempts
  .filter(({ error, candidate }) => error instanceof ProviderError && UNKNOWN_FORM.has(error.failure) && goesOnUnthinking(request, askedTarget(request, candidate.target)))
  .map(({ candidate }) => ({ ...candidate, target: inWords(candidate.target) }))
