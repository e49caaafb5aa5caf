/** Asks the breaker of a target before each attempt, and tells it how the attempt ended. */

import { ProviderError } from '../chat/errors.ts'
import type { Open } from '../providers/attempt.ts'
import type { CircuitBreakers } from './circuit-breakers.ts'
import { CONNECT_FAILURES, consequenceOf } from './verdicts.ts'

/** The breaker did not admit this attempt: nothing was sent, it does not count as one. */
export class NotAdmitted extends Error {
  override readonly name = 'NotAdmitted'
}

export const breakerInterceptor = (breakers: CircuitBreakers) => <Request, Answer>(next: Open<Request, Answer>): Open<Request, Answer> => async (request, candidate, attempt) => {
  const admission = breakers.admit(candidate.target.id)
  if (admission === undefined) throw new NotAdmitted(`the circuit of ${candidate.target.id} is open`)
  try {
    const stream = await next(request, candidate, attempt)
    admission.report('success')
    return stream
  } catch (error) {
    if (error instanceof ProviderError) admission.report(consequenceOf(error.failure).breaker, CONNECT_FAILURES.has(error.failure))
    else admission.report('neutral')
    throw error
  }
}
