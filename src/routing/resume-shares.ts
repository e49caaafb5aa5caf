/** Who wrote how much of one answer: what each target that wrote a share of it reported, or what is counted here where it did not. */

import type { Usage } from '../chat/part.ts'
import type { Attempt } from '../providers/attempt.ts'

export interface Share {
  readonly attempt: Attempt
  /** Input and output are always there. */
  readonly usage: Usage
}

export interface EstimatedTokens { readonly inputTokens: number, readonly outputTokens: number }

/** What was told, with `estimated` in the place of what was not. */
export const settledUsage = (told: Usage, estimated: EstimatedTokens): Usage => {
  const isTold = told.inputTokens !== undefined && told.outputTokens !== undefined
  return isTold ? told : { ...estimated, ...told, isEstimated: true }
}

const COUNTS = ['inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens', 'reasoningTokens'] as const satisfies ReadonlyArray<keyof Usage>

const sumOf = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined ? other : one + (other ?? 0)

/** Both together; a count that neither knows stays unknown. */
export const addUsage = (one: Usage, other: Usage): Usage => {
  const counts = COUNTS.flatMap((name) => {
    const sum = sumOf(one[name], other[name])
    return sum === undefined ? [] : [[name, sum]]
  })
  return { ...Object.fromEntries(counts) as Usage, ...((one.isEstimated === true || other.isEstimated === true) && { isEstimated: true }) }
}

/** Names of the providers, each once, in the order in which they wrote. */
export const serviceUsedOf = (shares: readonly Pick<Share, 'attempt'>[]): string =>
  [...new Set(shares.map(({ attempt }) => attempt.candidate.target.provider.name))].join('+')
