/**
 * Nearly every event of a stream says what the one before it said, but for one string: the next piece of text. Once an
 * event is known to be of that kind, the next ones are recognised by what stands before and after the string, and their
 * JSON need not be parsed. What is recognised is proven, not guessed: see `learn`.
 */

import type { ChatPart } from '../chat/part.ts'

/** Where a wire's JSON keeps the text of a delta; `undefined` for an event that is no single text delta. */
export type ReadDeltaText = (json: object) => string | undefined

/** Streams whose every event differs elsewhere too (a random padding, a counter) are not worth learning again and again. */
const MAX_VAIN_LESSONS = 4
const SENTINEL = 'a text that stands nowhere else 01a1f8ba'
const SENTINEL_LITERAL = JSON.stringify(SENTINEL)
/** What a string literal holds only in escaped form, or not at all. */
const NEEDS_PARSING = /["\\\u0000-\u001f]/

export interface Lesson { readonly before: string, readonly after: string, readonly choice: number, readonly block: number }

export class RepeatedDelta {
  readonly #readText: ReadDeltaText
  /** Where the text of recognised events belongs. */
  lesson: Lesson | undefined
  #vainLessons = 0

  constructor (readText: ReadDeltaText) { this.#readText = readText }

  /** The text of an event like the last one learned, which stands from `start` to `end`; `undefined`: it must be read in full. */
  recognise (frames: string, start: number, end: number): string | undefined {
    const lesson = this.lesson
    if (lesson === undefined) return undefined
    const textStart = start + lesson.before.length
    const textEnd = end - lesson.after.length
    // Comparing slices is several times faster than startsWith and endsWith on long strings.
    if (textEnd <= textStart || frames.slice(start, textStart) !== lesson.before || frames.slice(textEnd, end) !== lesson.after) return undefined
    const text = plainText(frames.slice(textStart, textEnd))
    if (text !== undefined) this.#vainLessons = 0
    return text
  }

  /**
   * Remembers an event that gave this one part. The proof: putting another string into its place changes the delta's text
   * and, JSON being what it is, nothing else; and whatever comes between (another block, the end) makes it forget.
   */
  learn (frame: string, data: string, json: object, part: ChatPart): void {
    this.lesson = undefined
    if (part.type !== 'text-delta' || this.#vainLessons >= MAX_VAIN_LESSONS || this.#readText(json) !== part.text) return
    this.#vainLessons += 1
    const literal = JSON.stringify(part.text)
    const at = frame.indexOf(literal)
    const dataAt = frame.indexOf(data)
    if (at < dataAt || dataAt < 0 || frame.indexOf(literal, at + 1) !== -1) return
    const substituted = data.slice(0, at - dataAt) + SENTINEL_LITERAL + data.slice(at - dataAt + literal.length)
    if (this.#readText(JSON.parse(substituted) as object) !== SENTINEL) return
    this.lesson = { before: frame.slice(0, at + 1), after: frame.slice(at + literal.length - 1), choice: part.choice, block: part.block }
  }

  forget (): void { this.lesson = undefined }
}

/** The text of a literal without its quotes; empty and malformed ones are left to whoever reads in full. */
const plainText = (literal: string): string | undefined => {
  if (!NEEDS_PARSING.test(literal)) return literal
  try {
    return JSON.parse(`"${literal}"`) as string
  } catch {
    return undefined
  }
}
