/**
 * What a request to `auto` can count on, whoever is picked. A prompt that is too long for a target goes to a larger one, so
 * the window is the largest that at least two targets have: one of them may fail. The longest answer is the shortest of
 * all, because nobody is picked by it: a target writes as much as it can.
 */

import type { RoutingConfig } from '../config/snapshot.ts'

export interface AutoLimits {
  /** Tokens; `undefined` where nobody told. */
  readonly contextWindow: number | undefined
  readonly maxOutputTokens: number | undefined
}

const known = (values: ReadonlyArray<number | undefined>): readonly number[] => values.filter(value => value !== undefined).sort((a, b) => b - a)

/** Of chat models; a single one is its own limit. */
export const autoLimits = ({ targets }: RoutingConfig): AutoLimits => {
  const chat = [...targets.values()].filter(({ kind }) => kind === 'chat')
  const windows = known(chat.map(({ contextWindow }) => contextWindow))
  return { contextWindow: windows[1] ?? windows[0], maxOutputTokens: known(chat.map(({ maxOutputTokens }) => maxOutputTokens)).at(-1) }
}
