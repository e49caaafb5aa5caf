/**
 * The free text of a custom tool's call while its arguments still come: `{"input":"…"}` is read as it grows, so that a client
 * sees a long input being written. Arguments of any other form give nothing; whoever wants their text takes it at the end.
 */

/** Up to the text itself. */
const OPENING = /^\s*\{\s*"input"\s*:\s*"/
/** Longer than any opening that is one. */
const LONGEST_OPENING = 64
const HIGH_HALF = /^(?:[\ud800-\udbff]|\\u[dD][89abAB])/

/** Length of what is one letter at this place of a string literal: a letter, an escape, or two that belong together. */
const letterLength = (literal: string, index: number): number => {
  const start = literal.slice(index, index + 8)
  const length = start.startsWith('\\u') ? 6 : start.startsWith('\\') ? 2 : 1
  if (!HIGH_HALF.test(start)) return length
  return length === 1 ? 2 : start.startsWith('\\', 6) || start.length < 7 ? 12 : 6
}

interface Readable { readonly end: number, readonly isClosed: boolean }

/** How far a string literal can be read that may not be whole yet. */
const readable = (literal: string): Readable => {
  let index = 0
  while (index < literal.length) {
    if (literal.charAt(index) === '"') return { end: index, isClosed: true }
    const next = index + letterLength(literal, index)
    if (next > literal.length) break
    index = next
  }
  return { end: index, isClosed: false }
}

const decoded = (literal: string): string | undefined => {
  try { return JSON.parse(`"${literal}"`) as string } catch { return undefined }
}

export class CustomInputReader {
  #waiting = ''
  #state: 'before' | 'inside' | 'over' = 'before'

  /** The text that these arguments add. */
  push (argumentsText: string): string {
    if (this.#state === 'over') return ''
    this.#waiting += argumentsText
    if (this.#state === 'before') this.#open()
    return this.#state === 'inside' ? this.#read() : ''
  }

  #open (): void {
    const opening = OPENING.exec(this.#waiting)
    if (opening !== null) {
      this.#state = 'inside'
      this.#waiting = this.#waiting.slice(opening[0].length)
    } else if (this.#waiting.length > LONGEST_OPENING) this.#state = 'over'
  }

  #read (): string {
    const { end, isClosed } = readable(this.#waiting)
    const text = decoded(this.#waiting.slice(0, end))
    this.#waiting = this.#waiting.slice(end)
    if (isClosed || text === undefined) this.#state = 'over'
    return text ?? ''
  }
}
