/**
 * What some providers want back with every call of a tool in the history: the reasoning before it, its signature. Where
 * nobody remembers them, stand-ins that are known to be accepted.
 */

import type { JsonObject } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import type { Target } from '../../config/target.ts'
import type { CallInHistory, Recollection } from '../dialect.ts'
import { signerOf } from '../signers.ts'

/** Google's documented stand-in for a signature that is not to be had. */
const UNKNOWN_SIGNATURE = 'skip_thought_signature_validator'
/** Enough for a provider that only wants the member to be there. */
const UNKNOWN_REASONING = ' '

/** What one assistant turn of the history is known to have thought and called. */
export interface TurnInHistory {
  /** What the client sent of its reasoning; may be empty. */
  readonly reasoning: string
  readonly calls: readonly CallInHistory[]
}

/** What was thought before these calls, whoever thought it: words need no signature. */
const recalledReasoning = (calls: readonly CallInHistory[], memory: Recollection | undefined): string => {
  const thoughts = calls.flatMap(call => memory?.recall(call)?.thoughts ?? [])
  return thoughts.map(thought => thought.type === 'reasoning' ? thought.text : '').join('')
}

/** The reasoning to send with an assistant turn; `undefined` for none. */
export const replayedReasoning = (compat: Compat, { reasoning, calls }: TurnInHistory, memory: Recollection | undefined): string | undefined => {
  const isWanted = compat.replaysReasoning === 'all-turns' || (compat.replaysReasoning === 'tool-turns' && calls.length > 0)
  if (!isWanted) return undefined
  if (reasoning !== '') return reasoning
  const recalled = recalledReasoning(calls, memory)
  return recalled === '' ? UNKNOWN_REASONING : recalled
}

export const needsThoughtSignature = (compat: Compat): boolean => compat.needsThoughtSignature === true

/** The vendor's own signature of a call; its stand-in on the first call of a turn, which must have one. */
export const signatureMembers = (call: CallInHistory, isFirst: boolean, target: Target, memory: Recollection | undefined): JsonObject => {
  const recalled = memory?.recall(call)
  const own = recalled?.signer === signerOf(target) ? recalled.thoughtSignature : undefined
  const signature = own ?? (isFirst ? UNKNOWN_SIGNATURE : undefined)
  return signature === undefined ? {} : { extra_content: { google: { thought_signature: signature } } }
}
