// Cuts normal text into words: runs of letters and digits of one script, single Han characters, everything else between.
import { ARABIC, DIGIT, HAN, LATIN, classOf } from './normalize.ts'
import type { NormalText } from './normalize.ts'
import { MAX_UNITS } from './normalize.ts'

export interface Words {
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly classes: Uint8Array
  count: number
}

export const emptyWords = (): Words =>
  ({ starts: new Int32Array(MAX_UNITS), ends: new Int32Array(MAX_UNITS), classes: new Uint8Array(MAX_UNITS), count: 0 })

const PLUS = 0x2b
const SHARP = 0x23
const APOSTROPHE = 0x27

const isWordClass = (characterClass: number): boolean => characterClass === LATIN || characterClass === DIGIT

const endOfLatin = (units: Uint16Array, from: number, length: number): number => {
  let at = from
  while (at < length) {
    const unit = units[at] ?? 0
    if (isWordClass(classOf[unit] ?? 0)) at++
    else if (unit === APOSTROPHE && at > from && at + 1 < length && classOf[units[at + 1] ?? 0] === LATIN) at += 2
    else break
  }
  while (at - from <= 2 && at < length && (units[at] === PLUS || units[at] === SHARP)) at++
  return at
}

const endOfArabic = (units: Uint16Array, from: number, length: number): number => {
  let at = from
  while (at < length && classOf[units[at] ?? 0] === ARABIC) at++
  return at
}

export const cutInto = (words: Words, normal: NormalText): void => {
  const { units, length } = normal
  let count = 0
  let at = 0
  while (at < length) {
    const characterClass = classOf[units[at] ?? 0] ?? 0
    let end = at + 1
    if (isWordClass(characterClass)) end = endOfLatin(units, at, length)
    else if (characterClass === ARABIC) end = endOfArabic(units, at, length)
    else if (characterClass !== HAN) { at++; continue }
    words.starts[count] = at
    words.ends[count] = end
    words.classes[count] = characterClass === DIGIT ? LATIN : characterClass
    count++
    at = end
  }
  words.count = count
}
