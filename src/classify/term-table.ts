// The words of all concepts, hashed once at start: which concepts a word, the beginning of a word, a phrase or a run of
// Han characters stands for.
import { concepts } from './concepts/all-concepts.ts'
import { EXACT, HAN_TERM, HASH_START, PHRASE, PREFIX, extend, mix } from './hashing.ts'
import { ARABIC, HAN, classOf, normalizeInto } from './normalize.ts'
import type { NormalText } from './normalize.ts'
import { cutInto, emptyWords } from './words.ts'

const SLOTS = 1 << 15
const keys = new Int32Array(SLOTS)
const values = new Int16Array(SLOTS).fill(-1)
const seen = new Uint8Array(1 << 13)
/** Concepts of each table value: one word may stand for several. */
const conceptLists: number[][] = []

/** The longest Han term that begins with a character; 0 where none does. */
export const longestHanTerm = new Uint8Array(65536)
/** How many words the longest phrase has. */
export const LONGEST_PHRASE = 4

const slotOf = (key: number): number => {
  let slot = key & (SLOTS - 1)
  while (values[slot] !== -1 && keys[slot] !== key) slot = (slot + 1) & (SLOTS - 1)
  return slot
}

const add = (key: number, conceptIndex: number): void => {
  const slot = slotOf(key)
  if (values[slot] === -1) {
    keys[slot] = key
    values[slot] = conceptLists.length
    conceptLists.push([])
    const bit = (key >>> 16) & 0xffff
    seen[bit >>> 3] = (seen[bit >>> 3] ?? 0) | (1 << (bit & 7))
  }
  const list = conceptLists[values[slot] ?? 0]
  if (list && !list.includes(conceptIndex)) list.push(conceptIndex)
}

/** The concepts behind a mixed hash, or nothing. */
export const conceptsBehind = (key: number): readonly number[] | undefined => {
  const bit = (key >>> 16) & 0xffff
  if (((seen[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return undefined
  const value = values[slotOf(key)] ?? -1
  return value === -1 ? undefined : conceptLists[value]
}

const ALEF = 0x627
const LAM = 0x644
const WAW = 0x648
const FEH = 0x641
const BEH = 0x628
const KAF = 0x643

/** Where an Arabic word's stem may begin behind the clitics و ف ب ل ك ال; at most four places, the word's own first. */
export const stemStarts = (units: Uint16Array, start: number, end: number, found: Int32Array): number => {
  let count = 0
  let at = start
  found[count++] = at
  const first = units[at] ?? 0
  if ((first === WAW || first === FEH) && end - at > 3) found[count++] = ++at
  const second = units[at] ?? 0
  if ((second === BEH || second === LAM || second === KAF) && end - at > 3) {
    found[count++] = ++at
    if (second === LAM && units[at] === LAM && end - at > 3) {
      found[count++] = at + 1
      return count
    }
  }
  if (units[at] === ALEF && units[at + 1] === LAM && end - at > 4) found[count++] = at + 2
  return count
}

const hashOf = (units: Uint16Array, from: number, to: number): number => {
  let hash = HASH_START
  for (let at = from; at < to; at++) hash = extend(hash, units[at] ?? 0)
  return hash
}

/** The hash by which phrases know a word: an Arabic article does not count. */
export const phraseHash = (units: Uint16Array, start: number, end: number): number => {
  if (classOf[units[start] ?? 0] !== ARABIC) return hashOf(units, start, end)
  const hasArticle = units[start] === ALEF && units[start + 1] === LAM && end - start > 4
  return hashOf(units, hasArticle ? start + 2 : start, end)
}

export const joinPhrase = (hash: number, next: number): number => extend(Math.imul(hash, 31), next)

const normal: NormalText = { units: new Uint16Array(4096), length: 0 }
const words = emptyWords()

const addHan = (conceptIndex: number): void => {
  const first = normal.units[0] ?? 0
  longestHanTerm[first] = Math.max(longestHanTerm[first] ?? 0, normal.length)
  add(mix(hashOf(normal.units, 0, normal.length), HAN_TERM), conceptIndex)
}

const addWords = (isPrefix: boolean, conceptIndex: number): void => {
  const { units } = normal
  const start = words.starts[0] ?? 0
  const end = words.ends[0] ?? 0
  if (words.count === 1) {
    add(mix(hashOf(units, start, end), isPrefix ? PREFIX : EXACT), conceptIndex)
    const hasArticle = units[start] === ALEF && units[start + 1] === LAM && end - start > 4
    if (hasArticle && !isPrefix) add(mix(hashOf(units, start + 2, end), EXACT), conceptIndex)
    return
  }
  let hash = HASH_START
  for (let word = 0; word < words.count; word++) {
    hash = joinPhrase(hash, phraseHash(units, words.starts[word] ?? 0, words.ends[word] ?? 0))
  }
  add(mix(hash, PHRASE), conceptIndex)
}

const addTerm = (term: string, conceptIndex: number): void => {
  const isPrefix = term.endsWith('*')
  normalizeInto(normal, (isPrefix ? term.slice(0, -1) : term).replaceAll('_', ' '))
  let hasHan = false
  for (let at = 0; at < normal.length; at++) hasHan ||= classOf[normal.units[at] ?? 0] === HAN
  if (hasHan) return addHan(conceptIndex)
  cutInto(words, normal)
  if (words.count > 0) addWords(isPrefix, conceptIndex)
}

concepts.forEach(({ terms }, conceptIndex) => {
  for (const term of terms.split(/\s+/)) if (term !== '') addTerm(term, conceptIndex)
})
