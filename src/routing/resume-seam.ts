/**
 * Where two texts of one answer meet: what the client has seen, and what another target goes on with. What the second repeats
 * of the first is taken out; whatever it says is held back until that is known.
 *
 * A target that was given the half answer as its own goes on at the very character, and a repetition can only be an
 * accident: it counts when it is long, and nothing that the answer says over and over. A target that was asked in words was
 * asked to repeat the last ones, so a single one counts. The same text said from its beginning counts in both; once it goes
 * another way than the first, it is another answer, and of no use here.
 */

import { ProviderError } from '../chat/errors.ts'

export interface SeamOptions {
  readonly shown: string
  /** The end of it that the new target was not given. */
  readonly withheld: string
  /** It was asked to repeat the last words. */
  readonly repeats: boolean
}

/** UTF-16 units of the end that a repetition may begin in. */
const LONGEST_TAIL = 512
/** Longer white space than this is not waited out. */
const LONGEST_SPACE = 256
/** So much said again from the beginning, and then something else, is another answer. */
const ANOTHER_ANSWER = 40
/** Too long to be an accident, where no repetition was asked for. */
const TELLING_BEGINNING = 16
const TELLING_TAIL = 24
/** The same where one was asked for, and it does not begin with a word. */
const TELLING_PIECE = 12

const HALF_CHARACTER = /[\uD800-\uDBFF]$/

const anotherAnswer = (): ProviderError => new ProviderError('bad-response', 'began the answer anew in place of going on with it', { billing: 'billed' })

const commonLength = (one: string, other: string): number => {
  const limit = Math.min(one.length, other.length)
  let length = 0
  while (length < limit && one.charCodeAt(length) === other.charCodeAt(length)) length++
  return length
}

const startsWord = (text: string, at: number): boolean => /\p{L}/u.test(text.charAt(at)) && !/[\p{L}\p{M}\p{N}_]/u.test(text.charAt(at - 1))

/** `waiting`: it may still become a repetition. Otherwise how long the repetition is, 0 where it is none. */
type Overlap = 'waiting' | number

/** What follows a text of which the client has seen `gap` already, as much of it as it repeats. */
const withoutGap = (gap: string, said: string): string => {
  let length = Math.min(gap.length, said.length)
  while (!gap.endsWith(said.slice(0, length))) length--
  if (length > 0 || !gap.includes('\n')) return said.slice(length)
  // A line was ended already: a space in place of that is not indentation.
  return said.replace(/^[^\S\n]+(?!\s)/, '')
}

export class Seam {
  readonly #options: SeamOptions
  /** What was shown without the white space, or half a character, at its end. */
  readonly #words: string
  readonly #gap: string
  #said = ''
  #isJoined = false

  constructor (options: SeamOptions) {
    this.#options = options
    this.#words = options.shown.replace(HALF_CHARACTER, '').trimEnd()
    this.#gap = options.shown.slice(this.#words.length)
  }

  /** The new part of what was said, as far as it is known. Throws `ProviderError` for another answer. */
  push (text: string): string {
    if (this.#isJoined) return text
    this.#said += text
    return this.#join(false)
  }

  /** What was still held back, when nothing more is said. */
  end (): string { return this.#isJoined ? '' : this.#join(true) }

  #join (isEnd: boolean): string {
    const words = this.#said.trimStart()
    if (!isEnd && words === '' && this.#said.length <= LONGEST_SPACE) return ''
    const overlap = this.#overlap(words, isEnd)
    if (overlap === 'waiting') return ''
    const rest = overlap === 0 ? this.#said : words.slice(overlap)
    const gap = overlap === 0 ? this.#options.withheld : this.#gap
    if (!isEnd && gap !== '' && rest.trim() === '' && rest.length <= LONGEST_SPACE) return ''
    this.#isJoined = true
    this.#said = ''
    return withoutGap(gap, rest)
  }

  #overlap (said: string, isEnd: boolean): Overlap {
    const words = this.#words
    if (words === '' || said === '') return 0
    const fromStart = commonLength(words, said)
    if (fromStart === words.length && this.#tells(0)) return fromStart
    if (fromStart === said.length && fromStart < words.length && !isEnd) return 'waiting'
    if (fromStart >= ANOTHER_ANSWER && fromStart < words.length) throw anotherAnswer()
    return this.#tailOverlap(said, isEnd)
  }

  /** The longest repetition that counts, or that may still come to be. */
  #tailOverlap (said: string, isEnd: boolean): Overlap {
    const words = this.#words
    for (let start = Math.max(1, words.length - LONGEST_TAIL); start < words.length; start++) {
      if (words.charCodeAt(start) !== said.charCodeAt(0)) continue
      const tail = words.slice(start)
      if (said.startsWith(tail)) {
        if (this.#tells(start)) return tail.length
      } else if (tail.startsWith(said)) {
        if (!isEnd) return 'waiting'
        if (said.length >= TELLING_PIECE && this.#tells(start)) return said.length
      }
    }
    return 0
  }

  /** Whether what is repeated from `start` on is no accident. */
  #tells (start: number): boolean {
    const words = this.#words
    const length = words.length - start
    if (this.#options.repeats) return start === 0 || length >= TELLING_PIECE || startsWord(words, start)
    return start === 0 ? length >= TELLING_BEGINNING : length >= TELLING_TAIL && words.indexOf(words.slice(start)) === start
  }
}
