// Finds the concepts in a text: which, how often, and where each one first stands.
import { concepts } from './concepts/all-concepts.ts'
import { EXACT, HAN_TERM, HASH_START, PHRASE, PREFIX, extend, mix } from './hashing.ts'
import { ARABIC, HAN, LATIN, classOf } from './normalize.ts'
import type { NormalText } from './normalize.ts'
import { LONGEST_PHRASE, conceptsBehind, joinPhrase, longestHanTerm, phraseHash, stemStarts } from './term-table.ts'
import type { Words } from './words.ts'

export const CONCEPTS = concepts.length

const MAX_HITS = 600
const LONGEST_TERM = 24
const SMALL_S = 0x73

export interface ConceptHits {
  readonly concept: Int16Array
  readonly start: Int32Array
  readonly end: Int32Array
  count: number
}

export const emptyHits = (): ConceptHits =>
  ({ concept: new Int16Array(MAX_HITS), start: new Int32Array(MAX_HITS), end: new Int32Array(MAX_HITS), count: 0 })

const record = (hits: ConceptHits, key: number, start: number, end: number): void => {
  const found = conceptsBehind(key)
  if (found === undefined) return
  for (const conceptIndex of found) {
    if (hits.count >= MAX_HITS) return
    hits.concept[hits.count] = conceptIndex
    hits.start[hits.count] = start
    hits.end[hits.count] = end
    hits.count++
  }
}

const matchFrom = (hits: ConceptHits, units: Uint16Array, start: number, end: number): void => {
  const limit = Math.min(end, start + LONGEST_TERM)
  let hash = HASH_START
  for (let at = start; at < limit; at++) {
    hash = extend(hash, units[at] ?? 0)
    if (at - start >= 2) record(hits, mix(hash, PREFIX), start, end)
    if (at + 2 === end && units[at + 1] === SMALL_S && at - start >= 2) record(hits, mix(hash, EXACT), start, end)
  }
  if (limit === end) record(hits, mix(hash, EXACT), start, end)
}

const starts = new Int32Array(6)

const matchWord = (hits: ConceptHits, units: Uint16Array, start: number, end: number): void => {
  if (classOf[units[start] ?? 0] !== ARABIC) return matchFrom(hits, units, start, end)
  const count = stemStarts(units, start, end, starts)
  for (let index = 0; index < count; index++) matchFrom(hits, units, starts[index] ?? start, end)
}

const matchPhrases = (hits: ConceptHits, units: Uint16Array, words: Words, first: number): void => {
  let hash = HASH_START
  const last = Math.min(words.count, first + LONGEST_PHRASE)
  for (let word = first; word < last; word++) {
    const end = words.ends[word] ?? 0
    const start = words.starts[word] ?? 0
    if (end - start > LONGEST_TERM || words.classes[word] === HAN) return
    hash = joinPhrase(hash, phraseHash(units, start, end))
    if (word > first) record(hits, mix(hash, PHRASE), words.starts[first] ?? 0, end)
  }
}

const matchHan = (hits: ConceptHits, normal: NormalText, start: number): void => {
  const longest = longestHanTerm[normal.units[start] ?? 0] ?? 0
  const limit = Math.min(normal.length, start + longest)
  let hash = HASH_START
  for (let at = start; at < limit; at++) {
    hash = extend(hash, normal.units[at] ?? 0)
    record(hits, mix(hash, HAN_TERM), start, at + 1)
  }
}

export const findConcepts = (hits: ConceptHits, normal: NormalText, words: Words): void => {
  hits.count = 0
  for (let word = 0; word < words.count && hits.count < MAX_HITS; word++) {
    const start = words.starts[word] ?? 0
    if (longestHanTerm[normal.units[start] ?? 0] !== 0) matchHan(hits, normal, start)
    if (words.classes[word] === HAN) continue
    matchWord(hits, normal.units, start, words.ends[word] ?? start)
    if (words.classes[word] === LATIN || words.classes[word] === ARABIC) matchPhrases(hits, normal.units, words, word)
  }
}
