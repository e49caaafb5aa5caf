/** What an exchange cost by the price table; `undefined` where no price is known, never a guess. */

import type { Usage } from '../chat/part.ts'
import type { Price } from '../config/target.ts'

const MILLION = 1_000_000

export const costUsd = (usage: Usage, price: Price | undefined): number | undefined => {
  if (price === undefined || usage.inputTokens === undefined || usage.outputTokens === undefined) return undefined
  const cacheRead = usage.cacheReadTokens ?? 0
  const cacheWrite = usage.cacheWriteTokens ?? 0
  const plain = Math.max(0, usage.inputTokens - cacheRead - cacheWrite)
  return (plain * price.input + cacheRead * (price.cacheRead ?? price.input) + cacheWrite * (price.cacheWrite ?? price.input) + usage.outputTokens * price.output) / MILLION
}
