// The one fact about length that needs no model: what a person wrote is longer than an ordinary context should carry.
import { countScripts, estimateTokens } from './language.ts'

export const DEFAULT_LONG_TOKENS = 4000

/** No script needs fewer characters for a token than this: shorter texts need no counting. */
const FEWEST_PER_TOKEN = 1.1

export const isLong = ({ text, characters }: { readonly text: string; readonly characters?: number }, longTokens = DEFAULT_LONG_TOKENS): boolean => {
  const length = Math.max(text.length, characters ?? 0)
  if (length < longTokens * FEWEST_PER_TOKEN) return false
  return estimateTokens(length, countScripts(text)) > longTokens
}
