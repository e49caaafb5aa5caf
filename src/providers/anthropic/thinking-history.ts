/**
 * Thinking that goes back into the history of a conversation on the Anthropic wire, where its client lost it. Signed blocks
 * go to the vendor that signed them; words alone to those who only want to read some.
 */

import type { JsonObject } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import type { Target } from '../../config/target.ts'
import type { CallInHistory, Recollection } from '../dialect.ts'
import type { Thought } from '../reasoning-vault.ts'
import { signerOf } from '../signers.ts'

/** Enough for a provider that only wants the block to be there. */
const UNKNOWN_REASONING = ' '

/** The provider wants thinking back, whoever thought it. */
export const wantsWords = ({ replaysReasoning = 'never' }: Compat): boolean => replaysReasoning !== 'never'

/** Thinking that nobody signed. */
export const unsigned = (text: string): JsonObject => ({ type: 'thinking', thinking: text, signature: '' })

const signedBlock = (thought: Thought): readonly JsonObject[] => {
  if (thought.type === 'redacted-reasoning') return [{ type: 'redacted_thinking', data: thought.data }]
  return thought.signature === undefined ? [] : [{ type: 'thinking', thinking: thought.text, signature: thought.signature }]
}

const wordsBlock = (thought: Thought): readonly JsonObject[] => thought.type === 'reasoning' && thought.text !== '' ? [unsigned(thought.text)] : []

/** The blocks that stood right before a call, as far as this target takes them. */
export const thinkingBefore = (call: CallInHistory, target: Target, memory: Recollection | undefined): readonly JsonObject[] => {
  const recalled = memory?.recall(call)
  if (recalled === undefined) return []
  const signed = recalled.signer === signerOf(target) ? recalled.thoughts.flatMap(signedBlock) : []
  return signed.length > 0 || !wantsWords(target.compat) ? signed : recalled.thoughts.flatMap(wordsBlock)
}

/** For a turn of which no thinking is known: what at least has to be there. */
export const standIn = ({ compat }: Target, hasCalls: boolean): readonly JsonObject[] =>
  compat.replaysReasoning === 'all-turns' || (compat.replaysReasoning === 'tool-turns' && hasCalls) ? [unsigned(UNKNOWN_REASONING)] : []
