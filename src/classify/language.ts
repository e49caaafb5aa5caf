// Which scripts a text is written in, and how many tokens it therefore is, roughly.
import { ARABIC, HAN, LATIN, classOf, readAs } from './normalize.ts'

export type Language = 'ar' | 'en' | 'zh'

export interface ScriptCounts {
  readonly latin: number
  readonly arabic: number
  readonly han: number
  readonly other: number
}

const SAMPLE = 1000

/** Counts the scripts of a short text, or of samples from a long one's head, middle and tail. */
export const countScripts = (text: string): ScriptCounts => {
  const counts = [0, 0, 0, 0, 0, 0, 0]
  const count = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const characterClass = classOf[readAs[text.charCodeAt(at)] ?? 0] ?? 0
      counts[characterClass] = (counts[characterClass] ?? 0) + 1
    }
  }
  if (text.length <= 3 * SAMPLE) count(0, text.length)
  else {
    const middle = text.length >> 1
    count(0, SAMPLE)
    count(middle, middle + SAMPLE)
    count(text.length - SAMPLE, text.length)
  }
  const [latin, arabic, han] = [counts[LATIN] ?? 0, counts[ARABIC] ?? 0, counts[HAN] ?? 0]
  return { latin, arabic, han, other: Math.min(text.length, 3 * SAMPLE) - latin - arabic - han }
}

/** A Han character says as much as three letters: the language of a mixed text is the one that carries its sense. */
export const languageOf = ({ latin, arabic, han }: ScriptCounts): Language => {
  if (han * 3 > latin && han * 2 > arabic) return 'zh'
  return arabic * 2 > latin ? 'ar' : 'en'
}

const LATIN_PER_TOKEN = 4
const ARABIC_PER_TOKEN = 2.5
const HAN_PER_TOKEN = 1.2

/** Tokens of a text of so many characters with these scripts; marks and blanks count as the letters around them. */
export const estimateTokens = (characters: number, { latin, arabic, han, other }: ScriptCounts): number => {
  const counted = latin + arabic + han + other
  if (counted === 0) return 0
  const letters = latin + arabic + han
  const letterTokens = latin / LATIN_PER_TOKEN + arabic / ARABIC_PER_TOKEN + han / HAN_PER_TOKEN
  const tokens = letters === 0 ? other / 2 : letterTokens * (1 + other / letters)
  return tokens * characters / counted
}
