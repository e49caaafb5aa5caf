/** What some providers want back with every call of a tool in the history: the reasoning before it, its signature. */

import type { JsonObject } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'

/** Google's documented stand-in for a signature that is not to be had. */
const UNKNOWN_SIGNATURE = 'skip_thought_signature_validator'
/** Enough for a provider that only wants the member to be there. */
const UNKNOWN_REASONING = ' '

/** The reasoning to send with an assistant turn; `undefined` for none. */
export const replayedReasoning = (compat: Compat, known: string, hasToolCalls: boolean): string | undefined => {
  const isWanted = compat.replaysReasoning === 'all-turns' || (compat.replaysReasoning === 'tool-turns' && hasToolCalls)
  if (!isWanted) return undefined
  return known === '' ? UNKNOWN_REASONING : known
}

export const needsThoughtSignature = (compat: Compat): boolean => compat.needsThoughtSignature === true

/** On the first call of a turn. */
export const SIGNATURE_MEMBERS: JsonObject = { extra_content: { google: { thought_signature: UNKNOWN_SIGNATURE } } }
