/** Finds what somebody meant to type. Knows words only, nothing of configuration. */

import { distance } from 'fastest-levenshtein'

/** `baseUrl`, `base-url` and `base_url` are one word to a person. */
const plain = (word: string): string => word.toLowerCase().replaceAll(/[\s_-]/g, '')

const sorted = (word: string): string => [...word].toSorted().join('')

/** Letters to change; two that changed places (`wran`) count as one slip. */
const slips = (word: string, other: string): number => {
  const changes = distance(word, other)
  return changes === 2 && word.length === other.length && sorted(word) === sorted(other) ? 1 : changes
}

/** The candidate that is near enough to be meant, or `undefined`. Up to a third of the letters may be wrong. */
export const closestWord = (word: string, candidates: Iterable<string>): string | undefined => {
  const wanted = plain(word)
  let best: string | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    const letters = plain(candidate)
    const found = slips(wanted, letters)
    if (found < bestDistance && found <= Math.max(1, Math.floor(Math.max(wanted.length, letters.length) / 3))) {
      best = candidate
      bestDistance = found
    }
  }
  return best
}

/** `did you mean "base_url"?`, or `undefined` where nothing is near. */
export const didYouMean = (word: string, candidates: Iterable<string>): string | undefined => {
  const closest = closestWord(word, candidates)
  return closest === undefined ? undefined : `did you mean "${closest}"?`
}

/** `a, b or c`. */
export const listWords = (words: readonly string[], last = 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
