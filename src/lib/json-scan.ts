/**
 * One linear pass over the bytes of a JSON text: where its top-level members stand and how deep it nests, without building
 * a value. It checks nothing else: on a text that is not JSON it stops early or answers nonsense, but it always returns.
 */

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const BACKSLASH = 0x5c
/** `[` and `]` with this bit set are `{` and `}`: one comparison finds both kinds of bracket. */
const BRACKET_BIT = 0x20
const OPENING = 0x7b
const CLOSING = 0x7d

/** Strings up to this length are cheaper to walk than to leap over. */
const LEAP_AFTER = 24

/** One top-level member; offsets are bytes, ends are exclusive. */
export interface ScannedMember {
  readonly name: string
  /** Of the name's opening quote. */
  readonly start: number
  readonly valueStart: number
  readonly end: number
}

export interface JsonScan {
  /** In their order; empty when the text is no object. */
  readonly members: readonly ScannedMember[]
  /** Names that stand more than once, each told once. */
  readonly duplicates: readonly string[]
  /** Levels of arrays and objects, the outermost is 1; one more than the limit when there are more. */
  readonly depth: number
  /** The limits held; otherwise the scan stopped where one broke. */
  readonly isWithinLimits: boolean
}

export interface JsonLimits {
  readonly depth: number
  readonly members: number
}

/** Offset of the closing quote, or the text's length; `open` is the offset of the opening one. */
const stringEnd = (bytes: Uint8Array, text: string, open: number): number => {
  let index = open + 1
  const walkEnd = Math.min(index + LEAP_AFTER, bytes.length)
  while (index < walkEnd) {
    const code = bytes[index]
    if (code === QUOTE) return index
    index += code === BACKSLASH ? 2 : 1
  }
  return leapToStringEnd(text, index)
}

/** `index` stands at the beginning of a character, inside a string. */
const leapToStringEnd = (text: string, index: number): number => {
  for (let quote = text.indexOf('"', index); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let first = quote
    while (first > index && text.charCodeAt(first - 1) === BACKSLASH) first--
    if ((quote - first) % 2 === 0) return quote
    index = quote + 1
  }
  return text.length
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

const skipSpace = (text: string, index: number): number => {
  while (index < text.length && isSpace(text.charCodeAt(index))) index++
  return index
}

class JsonScanner {
  readonly members: ScannedMember[] = []
  readonly duplicates = new Set<string>()
  depth = 0
  isWithinLimits = true
  readonly #bytes: Buffer
  readonly #text: string
  readonly #limits: JsonLimits
  readonly #names = new Set<string>()

  constructor (bytes: Buffer, text: string, limits: JsonLimits) {
    this.#bytes = bytes
    this.#text = text
    this.#limits = limits
  }

  scan (): void {
    const start = skipSpace(this.#text, 0)
    if (this.#text.charCodeAt(start) !== OPENING) { this.#valueEnd(start, 0); return }
    this.depth = 1
    let index = skipSpace(this.#text, start + 1)
    while (this.#text.charCodeAt(index) === QUOTE) {
      index = skipSpace(this.#text, this.#member(index))
      if (this.#text.charCodeAt(index) !== COMMA || !this.isWithinLimits) return
      index = skipSpace(this.#text, index + 1)
    }
  }

  /** Takes in the member whose name opens at `start`; gives where it ends. */
  #member (start: number): number {
    const nameEnd = stringEnd(this.#bytes, this.#text, start)
    const colon = skipSpace(this.#text, nameEnd + 1)
    if (this.#text.charCodeAt(colon) !== COLON) return this.#text.length
    const valueStart = skipSpace(this.#text, colon + 1)
    const end = this.#valueEnd(valueStart, 1)
    const name = this.#nameOf(start, nameEnd)
    if (this.#names.has(name)) this.duplicates.add(name)
    this.#names.add(name)
    this.members.push({ name, start, valueStart, end })
    if (this.members.length > this.#limits.members) this.isWithinLimits = false
    return end
  }

  /** Read from the bytes, not sliced from the text: a slice would keep the whole text alive. */
  #nameOf (start: number, end: number): string {
    const name = this.#bytes.toString('utf8', start + 1, end)
    if (!name.includes('\\')) return name
    try {
      return String(JSON.parse(`"${name}"`))
    } catch {
      return name
    }
  }

  #valueEnd (start: number, outerDepth: number): number {
    const code = this.#text.charCodeAt(start)
    if (code === QUOTE) return Math.min(stringEnd(this.#bytes, this.#text, start) + 1, this.#text.length)
    if ((code | BRACKET_BIT) === OPENING) return this.#containerEnd(start, outerDepth)
    return this.#scalarEnd(start)
  }

  #containerEnd (start: number, outerDepth: number): number {
    const text = this.#text
    const bytes = this.#bytes
    const { length } = bytes
    const limit = this.#limits.depth
    let depth = outerDepth
    let deepest = this.depth
    let index = start
    for (; index < length; index++) {
      const code = bytes[index] as number
      if (code === QUOTE) {
        index = stringEnd(bytes, text, index)
      } else if ((code | BRACKET_BIT) === OPENING) {
        if (++depth > deepest && (deepest = depth) > limit) { this.isWithinLimits = false; break }
      } else if ((code | BRACKET_BIT) === CLOSING) {
        if (--depth <= outerDepth) { index++; break }
      }
    }
    this.depth = deepest
    return Math.min(index, length)
  }

  #scalarEnd (start: number): number {
    const text = this.#text
    let index = start
    while (index < text.length) {
      const code = text.charCodeAt(index)
      if (code === COMMA || (code | BRACKET_BIT) === CLOSING || isSpace(code)) break
      index++
    }
    return index
  }
}

/** `text` is `bytes.toString('latin1')`: one character for one byte, so that offsets into it are bytes. */
export const scanJson = (bytes: Buffer, text: string, limits: JsonLimits): JsonScan => {
  const scanner = new JsonScanner(bytes, text, limits)
  scanner.scan()
  const { members, depth, isWithinLimits } = scanner
  return { members, depth, isWithinLimits, duplicates: [...scanner.duplicates] }
}
