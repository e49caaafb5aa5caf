/**
 * In what form a target is asked to go on with an answer of which the client has seen the beginning. Which form it knows is
 * `compat.continuation`; what a form looks like on a wire is in its dialect.
 */

import type { ChatRequest } from '../chat/request.ts'
import type { Compat } from '../config/compat.ts'
import { speaking, type Target } from '../config/target.ts'
import type { Intent } from './attempt.ts'

/**
 * In all but `words` the model goes on with the half answer as if it had never been interrupted; models do not think in the
 * middle of their words. `words`: it is asked to go on, as in a conversation.
 */
export type ContinuationForm = 'prefill' | 'prefix' | 'partial' | 'words'

export interface Continuation {
  readonly form: ContinuationForm
  /** The half answer as the target is given it; never empty. */
  readonly text: string
}

type Asked = Pick<ChatRequest, 'continuation'>

/** Half a character, at the end of a text that was cut between the units of a pair. */
const HALF_CHARACTER = /[\uD800-\uDBFF]$/

const formOf = ({ continuation = 'none', reasoningAlwaysOn }: Compat): ContinuationForm =>
  continuation === 'none' || reasoningAlwaysOn === true ? 'words' : continuation

/** A model that is given white space at the end of its words is refused (Anthropic), or goes astray: the next word holds it. */
const textFor = (form: ContinuationForm, shown: string): string => {
  const whole = shown.replace(HALF_CHARACTER, '')
  return form === 'prefill' ? whole.trimEnd() : whole
}

/** `undefined` where there is nothing to go on with: the request is one like any other. */
export const continuationOf = ({ continuation }: Asked, { compat }: Pick<Target, 'compat'>): Continuation | undefined => {
  if (continuation === undefined) return undefined
  const form = formOf(compat)
  const text = textFor(form, continuation)
  return text.trim() === '' ? undefined : { form, text }
}

/** Whether the model goes on without thinking, because it cannot think in this form. */
export const goesOnUnthinking = (request: Asked, target: Pick<Target, 'compat'>): boolean => {
  const continuation = continuationOf(request, target)
  return continuation !== undefined && continuation.form !== 'words'
}

/** The base address for such a request, where that is not its provider's own. */
export const continuedAt = (request: Asked, target: Pick<Target, 'compat'>): string | undefined =>
  goesOnUnthinking(request, target) ? target.compat.continuationBaseUrl : undefined

/**
 * The target as it is best asked by a client of this wire; for the rest of an answer on its usual wire, where only that one
 * knows a form of its own; and so for a search, where only that one can.
 */
export const askedTarget = (request: Pick<ChatRequest, 'continuation' | 'wire'>, target: Target, intent?: Intent): Target => {
  const spoken = speaking(target, request.wire)
  if (intent?.searches === true && target.compat.searchSwitch !== undefined && spoken.compat.searchSwitch === undefined) return target
  return goesOnUnthinking(request, target) && !goesOnUnthinking(request, spoken) ? target : spoken
}
