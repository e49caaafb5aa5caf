// The hashes of words, phrases and n-grams. Training and classification share them: a change here needs new weights.

export const HASH_START = 0x811c9dc5 | 0

export const extend = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193)

/** Spreads a hash over all of its bits; `salt` keeps the kinds of features apart. */
export const mix = (hash: number, salt: number): number => {
  let mixed = hash ^ salt
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return mixed ^ (mixed >>> 16)
}

export const EXACT = 0x1b873593 | 0
export const PREFIX = 0x2545f491 | 0
export const PHRASE = 0x3c6ef372 | 0
export const HAN_TERM = 0x4cf5ad43 | 0
export const WORD = 0x510e527f | 0
export const BIGRAM = 0x5be0cd19 | 0
export const CHARACTERS = 0x6a09e667 | 0
export const PAIR = 0x72be5d74 | 0
export const STEM = 0x7c6f1a2b | 0
export const NEXT = 0x7f4a7c15 | 0
