// How much text a request asks for: "3000 words", "40 pages", "12 chapters", in three languages and their numerals.
import { HAN } from './normalize.ts'
import type { NormalText } from './normalize.ts'
import type { Words } from './words.ts'

export const NOTHING_ASKED = 0
export const SHORT_ASKED = 1
export const MIDDLE_ASKED = 2
export const LONG_ASKED = 3

/** What one unit is worth in words. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ...['word', 'words', 'كلمه', 'كلمات', 'كلمة'].map(word => [word, 1] as const),
  ...['page', 'pages', 'pager', 'صفحه', 'صفحات', 'stanzas', 'مشهد'].map(word => [word, 300] as const),
  ...['chapter', 'chapters', 'episodes', 'lessons', 'فصل', 'فصلا', 'فصول', 'حلقه', 'حلقات'].map(word => [word, 700] as const),
])

const HAN_UNITS: ReadonlyMap<string, number> = new Map([['字', 0.7], ['页', 300], ['章', 700], ['集', 700], ['课', 500]])

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['thousand', 1000], ['hundred', 100], ['الف', 1000], ['الاف', 4000], ['الفين', 2000], ['الفي', 2000], ['الفا', 1000], ['k', 1000], ['مئه', 100],
  ['ten', 10], ['twelve', 12], ['fifteen', 15], ['twenty', 20], ['thirty', 30], ['forty', 40], ['fifty', 50], ['عشر', 10], ['عشره', 10],
  ['عشرين', 20], ['عشرون', 20], ['ثلاثين', 30], ['اربعين', 40], ['خمسين', 50], ['three', 3], ['five', 5], ['seven', 7], ['eight', 8],
  ['ثلاثه', 3], ['خمسه', 5], ['خمس', 5], ['سبعه', 7], ['ثمانيه', 8], ['تلات', 3],
])

const HAN_DIGITS = '零一二三四五六七八九'
const HAN_POWERS: ReadonlyMap<string, number> = new Map([['十', 10], ['百', 100], ['千', 1000], ['万', 10000], ['两', 2], ['几', 5]])

const LONGEST_WORD = 12

const textOf = ({ units }: NormalText, words: Words, word: number): string => {
  const start = words.starts[word] ?? 0
  return String.fromCharCode(...units.subarray(start, Math.min(words.ends[word] ?? 0, start + LONGEST_WORD)))
}

const numberOf = (text: string): number | undefined => {
  const digits = Number.parseInt(text, 10)
  if (Number.isNaN(digits)) return NUMBERS.get(text)
  return /^\d+k$/.test(text) ? digits * 1000 : digits
}

/** The number that stands up to two words before a unit; "five thousand" multiplies. */
const latinNumberBefore = (normal: NormalText, words: Words, unit: number): number => {
  for (let back = 1; back <= 3 && unit - back >= 0; back++) {
    const found = numberOf(textOf(normal, words, unit - back))
    if (found === undefined) continue
    const before = unit - back > 0 ? NUMBERS.get(textOf(normal, words, unit - back - 1)) : undefined
    const isPower = found === 1000 || found === 4000 || found === 100
    return isPower && before !== undefined && before < 100 ? before * (found === 100 ? 100 : 1000) : found
  }
  return 0
}

const isZeros = (normal: NormalText, words: Words, unit: number): boolean => unit > 1 && textOf(normal, words, unit - 1) === '000'

const hanNumberBefore = (normal: NormalText, words: Words, unit: number): number => {
  let value = 0
  let power = 1
  for (let back = 1; back <= 5 && unit - back >= 0; back++) {
    const text = textOf(normal, words, unit - back)
    const digit = HAN_DIGITS.indexOf(text)
    const found = HAN_POWERS.get(text)
    if (found !== undefined && found >= 10) power *= found
    else if (digit > 0) value = digit
    else if (found !== undefined) value = found
    else {
      const number = Number.parseInt(text, 10)
      if (!Number.isNaN(number)) value = number
      break
    }
  }
  return power > 1 ? Math.max(1, value) * power : value
}

const wordsAsked = (normal: NormalText, words: Words, word: number): number => {
  const isHan = words.classes[word] === HAN
  const start = words.starts[word] ?? 0
  if (!isHan && (words.ends[word] ?? 0) - start > LONGEST_WORD) return 0
  const text = textOf(normal, words, word)
  if (isHan) {
    const worth = HAN_UNITS.get(text)
    return worth === undefined ? 0 : worth * hanNumberBefore(normal, words, word)
  }
  const worth = UNITS.get(text)
  if (worth === undefined) return 0
  if (isZeros(normal, words, word)) return worth * 1000 * Math.max(1, numberOf(textOf(normal, words, word - 2)) ?? 1)
  return worth * latinNumberBefore(normal, words, word)
}

const SEARCHED_WORDS = 160

/** How much is asked for, as one of the constants above; only the beginning of a text is searched. */
export const askedLength = (normal: NormalText, words: Words): number => {
  let most = 0
  const last = Math.min(words.count, SEARCHED_WORDS)
  for (let word = 1; word < last; word++) most = Math.max(most, wordsAsked(normal, words, word))
  if (most === 0) return NOTHING_ASKED
  if (most >= 1800) return LONG_ASKED
  return most >= 900 ? MIDDLE_ASKED : SHORT_ASKED
}
