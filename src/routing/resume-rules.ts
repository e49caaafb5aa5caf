/** Which answers others may go on with at all, and after which ends. Pure. */

import { ProviderError } from '../chat/errors.ts'
import type { ChatRequest, Wire } from '../chat/request.ts'
import type { RoutingSettings } from '../config/snapshot.ts'
import type { ShownState } from './shown-answer.ts'
import { consequenceOf, type Verdict } from './verdicts.ts'

/** Failures after which another target may do better. */
const MENDABLE: ReadonlySet<Verdict> = new Set<Verdict>(['same-target', 'next-credential', 'next-target'])

/**
 * Wires on which thinking that broke off may be followed by thinking from its beginning. On Anthropic's it would be a block
 * without a signature, which the client sends back with its next request, and which is refused there.
 */
const THINKING_STARTS_OVER: ReadonlySet<Wire> = new Set<Wire>(['openai-chat'])

/** Not several answers at once, and none that has to be whole to be anything. */
export const isResumable = (request: ChatRequest, { resume }: Pick<RoutingSettings, 'resume'>): boolean => {
  if (!resume || !request.isStream || request.needs.structuredOutput || request.needs.imageOutput) return false
  const { choices = 1, logprobs = false } = request.sampling
  return choices === 1 && !logprobs && (request.responseFormat?.type ?? 'text') === 'text'
}

export const isMendable = (error: unknown): boolean => error instanceof ProviderError && MENDABLE.has(consequenceOf(error.failure).verdict)

/** Whether what a client of this wire has seen can be gone on with, or begun again without a contradiction. */
export const canGoOn = (state: ShownState, wire: Wire): boolean =>
  state === 'text' || state === 'nothing' || (state === 'thinking' && THINKING_STARTS_OVER.has(wire))
