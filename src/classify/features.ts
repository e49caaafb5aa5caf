// One text becomes numbers of features: words, n-grams and pairs of concepts by hash, concepts and structure by name.
// It works in arrays that it keeps: what it returns holds until the next call.
import { CONCEPTS, emptyHits, findConcepts } from './concept-matcher.ts'
import type { ConceptHits } from './concept-matcher.ts'
import { concepts } from './concepts/all-concepts.ts'
import { BIGRAM, CHARACTERS, HASH_START, NEXT, PAIR, STEM, WORD, extend, mix } from './hashing.ts'
import { ARABIC, DIGIT, HAN, MAX_UNITS, classOf, normalizeInto } from './normalize.ts'
import type { NormalText } from './normalize.ts'
import { findStructure, structureNames } from './structure.ts'
import { stemStarts } from './term-table.ts'
import { cutInto, emptyWords } from './words.ts'

export const HASH_BITS = 16
export const HASHED = 1 << HASH_BITS
/** Named features: a concept at an edge of the text, in its middle, as the first of the text; then the structure. */
export const NAMED = 3 * CONCEPTS + structureNames.length
export const BODY = CONCEPTS
export const FIRST = 2 * CONCEPTS
export const STRUCTURE = 3 * CONCEPTS

/** The blocks of features, in the order in which they are written. */
export const BLOCKS = ['words', 'characters', 'pairs', 'concepts', 'structure'] as const
const [WORDS, GRAMS, PAIRS, NAMES, SHAPES] = [0, 1, 2, 3, 4] as const

const CAPACITY = 12000
const MAX_GRAM_UNITS = 1000
const MAX_PAIRED = 12
const MAX_NEIGHBOURS = 60
const NEAR = 14
const EDGE = 260
const NUMBER_HASH = 0x6d2b79f5

export interface Features {
  /** Numbers below `HASHED` are slots of the hash table; the named features follow it. */
  readonly indices: Int32Array
  /** Where each block ends in `indices`. */
  readonly ends: Int32Array
  readonly hits: ConceptHits
  readonly normal: NormalText
}

const normal: NormalText = { units: new Uint16Array(MAX_UNITS + 8), length: 0 }
const words = emptyWords()
const hits = emptyHits()
const indices = new Int32Array(CAPACITY)
const ends = new Int32Array(BLOCKS.length)
const starts = new Int32Array(6)
const edgeSeen = new Uint8Array(CONCEPTS)
const bodySeen = new Uint8Array(CONCEPTS)
const present = new Int32Array(CONCEPTS)
const structure = new Int32Array(structureNames.length)
const features: Features = { indices, ends, hits, normal }
let count = 0

const pushHashed = (hash: number, salt: number): void => {
  if (count < CAPACITY) indices[count++] = mix(hash, salt) >>> (32 - HASH_BITS)
}

const hashWord = (word: number): number => {
  const start = words.starts[word] ?? 0
  const end = words.ends[word] ?? 0
  if (classOf[normal.units[start] ?? 0] === DIGIT) return NUMBER_HASH
  let hash = HASH_START
  for (let at = start; at < end; at++) hash = extend(hash, normal.units[at] ?? 0)
  return hash
}

const pushStem = (word: number): void => {
  const end = words.ends[word] ?? 0
  const found = stemStarts(normal.units, words.starts[word] ?? 0, end, starts)
  let hash = HASH_START
  for (let at = starts[found - 1] ?? 0; at < end; at++) hash = extend(hash, normal.units[at] ?? 0)
  pushHashed(hash, STEM)
}

const pushWords = (): void => {
  let before = HASH_START
  for (let word = 0; word < words.count; word++) {
    const hash = hashWord(word)
    pushHashed(hash, WORD)
    pushHashed(extend(Math.imul(before, 31), hash), BIGRAM)
    if (words.classes[word] === ARABIC) pushStem(word)
    before = hash
  }
  pushHashed(extend(Math.imul(before, 31), HASH_START), BIGRAM)
  ends[WORDS] = count
}

const BOUNDARY = 0x01

const pushGramsOf = (start: number, end: number): void => {
  const { units } = normal
  for (let at = start - 1; at <= end - 2; at++) {
    let hash = extend(HASH_START, at < start ? BOUNDARY : units[at] ?? 0)
    for (let next = at + 1; next < at + 5 && next <= end; next++) {
      hash = extend(hash, next === end ? BOUNDARY : units[next] ?? 0)
      if (next >= at + 2) pushHashed(hash, CHARACTERS)
    }
  }
}

const pushHanGram = (word: number): void => {
  if (word + 2 >= words.count || words.classes[word + 1] !== HAN || words.classes[word + 2] !== HAN) return
  let hash = HASH_START
  for (let next = word; next < word + 3; next++) hash = extend(hash, normal.units[words.starts[next] ?? 0] ?? 0)
  pushHashed(hash, CHARACTERS)
}

const pushGrams = (): void => {
  let budget = MAX_GRAM_UNITS
  for (let word = 0; word < words.count && budget > 0; word++) {
    const start = words.starts[word] ?? 0
    const end = Math.min(words.ends[word] ?? 0, start + 20)
    budget -= end - start
    if (words.classes[word] === HAN) pushHanGram(word)
    else if (classOf[normal.units[start] ?? 0] !== DIGIT) pushGramsOf(start, end)
  }
  ends[GRAMS] = count
}

const markConcepts = (): number => {
  edgeSeen.fill(0)
  bodySeen.fill(0)
  let paired = 0
  for (let hit = 0; hit < hits.count; hit++) {
    const conceptIndex = hits.concept[hit] ?? 0
    const at = hits.start[hit] ?? 0
    if (at >= EDGE && at < normal.length - EDGE) bodySeen[conceptIndex] = 1
    else if (edgeSeen[conceptIndex] === 0) {
      edgeSeen[conceptIndex] = 1
      if (paired < MAX_PAIRED) present[paired++] = conceptIndex
    }
  }
  return paired
}

/** Two concepts that stand next to each other, in their order: "draw" before "poem" is not "poem" before "draw". */
const pushNeighbours = (): void => {
  const last = Math.min(hits.count, MAX_NEIGHBOURS)
  for (let hit = 0; hit + 1 < last; hit++) {
    let next = hit + 1
    while (next < last && (hits.start[next] ?? 0) < (hits.end[hit] ?? 0)) next++
    if (next < last && (hits.start[next] ?? 0) - (hits.end[hit] ?? 0) <= NEAR) {
      pushHashed(extend(extend(HASH_START, hits.concept[hit] ?? 0), hits.concept[next] ?? 0), NEXT)
    }
  }
}

/** The slot of the hash table in which a pair of concepts lives. */
export const pairSlot = (one: number, other: number): number =>
  mix(extend(extend(HASH_START, Math.min(one, other)), Math.max(one, other)), PAIR) >>> (32 - HASH_BITS)

const pushPairs = (paired: number): void => {
  for (let one = 0; one < paired; one++) {
    for (let other = one + 1; other < paired; other++) {
      if (count < CAPACITY) indices[count++] = pairSlot(present[one] ?? 0, present[other] ?? 0)
    }
  }
  pushNeighbours()
  ends[PAIRS] = count
}

const GRAMMAR_FROM = concepts.findIndex(({ name }) => name === 'want')
const isContent = (conceptIndex: number): boolean => conceptIndex < GRAMMAR_FROM

const pushConcepts = (): void => {
  for (let conceptIndex = 0; conceptIndex < CONCEPTS; conceptIndex++) {
    if (edgeSeen[conceptIndex] === 1) indices[count++] = HASHED + conceptIndex
    if (bodySeen[conceptIndex] === 1) indices[count++] = HASHED + BODY + conceptIndex
  }
  let first = 0
  while (first < hits.count && !isContent(hits.concept[first] ?? 0)) first++
  const place = hits.start[first] ?? 0
  for (; first < hits.count && hits.start[first] === place; first++) {
    if (isContent(hits.concept[first] ?? 0)) indices[count++] = HASHED + FIRST + (hits.concept[first] ?? 0)
  }
  ends[NAMES] = count
}

const pushStructure = (text: string): void => {
  const found = findStructure(structure, text, normal, words)
  for (let index = 0; index < found; index++) indices[count++] = HASHED + STRUCTURE + (structure[index] ?? 0)
  ends[SHAPES] = count
}

export const extractFeatures = (text: string): Features => {
  count = 0
  normalizeInto(normal, text)
  cutInto(words, normal)
  findConcepts(hits, normal, words)
  pushWords()
  pushGrams()
  pushPairs(markConcepts())
  pushConcepts()
  pushStructure(text)
  return features
}
