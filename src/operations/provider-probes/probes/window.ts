/** How much a target holds, in its own words: it is asked with more than it says, which costs, and so only when that is wanted. */

import type { Ask } from '../ask.ts'
import type { Answer } from '../exchange.ts'
import type { Probe } from '../probe.ts'
import { judgeError, supported, unclear } from '../verdict.ts'
import type { Verdict } from '../verdict.ts'

/** Tokens. A target of which nobody told is asked with more than most hold. */
const USUAL_WINDOW = 400_000
const LARGEST_ASKED = 4_000_000
const BEYOND = 1.15

/** A token each, for every tokenizer in use. */
const fillerOf = (tokens: number): Ask => ({ text: `${' a'.repeat(tokens)}\nAnswer with the one word: read.` })

const judgeRefusal = ({ error, result }: Answer): Verdict => {
  if (error === undefined) return unclear(`it took ${result.usage?.inputTokens ?? 'all of the'} tokens; it holds more than was asked`)
  const { failure, tokens, message } = error
  if (failure !== 'context-length' && failure !== 'request-too-large') return unclear(judgeError(error).reason)
  const maximum = tokens?.maximum
  return maximum === undefined || maximum < 1 ? unclear(`it refuses and tells no number: ${message}`) : supported('', { contextWindow: maximum })
}

export const window: Probe = {
  name: 'window',
  meaning: 'how many tokens it holds',
  ways: ({ target: { contextWindow }, isDeep }) => {
    if (!isDeep) return contextWindow === undefined ? 'nobody told; --deep asks the provider, which costs' : 'declared, not measured; --deep asks the provider, which costs'
    const tokens = Math.min(LARGEST_ASKED, Math.ceil((contextWindow ?? USUAL_WINDOW) * BEYOND))
    return [{ ask: fillerOf(tokens), expectsErrors: true, isLong: true, judge: judgeRefusal }]
  },
}
