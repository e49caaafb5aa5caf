/**
 * Finds where a text stops being JSON and says what was expected there, in words that do not change with the engine's
 * version and never quote more than one character. For the error path only: it reads the text a second time.
 */

type State = 'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'separator' | 'end'

const EXPECTED: Readonly<Record<State | 'string', string>> = {
  value: 'a value',
  'value or ]': "a value or ']'",
  name: 'a name in double quotes',
  'name or }': "a name in double quotes or '}'",
  colon: "':' after the name",
  separator: "','",
  end: 'the end of the text',
  string: 'the rest of a string',
}

export interface JsonFault {
  /** Both from 1; columns are UTF-16 units. */
  readonly line: number
  readonly column: number
  readonly expected: string
  /** The one character that stands there, quoted, or `the end of the text`. */
  readonly found: string
  /** What is probably meant, where it can be told. */
  readonly hint: string | undefined
}

const SPACE = /[ \t\n\r]*/y
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y

const HINTS_FROM_START: readonly (readonly [RegExp, string])[] = [
  [/^\s*</, 'it looks like HTML or XML'],
  [/^\s*[\w.%+-]+=/, 'it looks like form data; send JSON with content-type application/json'],
]

/** Tested against the text from the fault on. */
const HINTS_AT_FAULT: readonly (readonly [RegExp, string])[] = [
  [/^'/, 'names and strings stand in double quotes'],
  [/^(?:None|True|False)\b/, 'in JSON these are null, true and false'],
  [/^(?:undefined|NaN|[+-]?Infinity)\b/, 'JSON has no such value; null may be meant'],
  [/^(?:\/\/|\/\*|#)/, 'JSON has no comments'],
  [/^\p{Cc}/u, 'control characters in strings are escaped, a line break as \\n'],
  [/^$/, 'the text was cut short'],
  [/^[}\]]/, 'is there a comma too many before it, or a bracket of the other kind?'],
]

const patternEnd = (pattern: RegExp, text: string, index: number): number => {
  pattern.lastIndex = index
  return pattern.test(text) ? pattern.lastIndex : index
}

/** Walks the grammar with an explicit stack; stops at the first character that does not fit. */
class JsonWalker {
  index = 0
  state: State | 'string' = 'value'
  readonly #text: string
  readonly #open: ('{' | '[')[] = []

  constructor (text: string) { this.#text = text }

  /** Whether the text is JSON; otherwise `index` and `state` say where and what was expected. */
  walk (): boolean {
    for (;;) {
      this.index = patternEnd(SPACE, this.#text, this.index)
      if (this.state === 'end' && this.index === this.#text.length) return true
      if (!this.#step(this.#text.charAt(this.index))) return false
    }
  }

  get expected (): string {
    const closing = this.#open.at(-1) === '{' ? '}' : ']'
    return this.state === 'separator' ? `',' or '${closing}'` : EXPECTED[this.state]
  }

  #step (character: string): boolean {
    switch (this.state) {
      case 'value or ]': return character === ']' ? this.#close() : this.#value(character)
      case 'value': return this.#value(character)
      case 'name or }': return character === '}' ? this.#close() : this.#name(character)
      case 'name': return this.#name(character)
      case 'colon': return character === ':' && this.#take('value')
      case 'separator': return this.#separator(character)
      default: return false
    }
  }

  #take (next: State): boolean {
    this.index++
    this.state = next
    return true
  }

  #close (): boolean {
    this.#open.pop()
    return this.#take(this.#afterValue())
  }

  #afterValue (): State { return this.#open.length === 0 ? 'end' : 'separator' }

  #separator (character: string): boolean {
    const isObject = this.#open.at(-1) === '{'
    if (character === ',') return this.#take(isObject ? 'name' : 'value')
    return character === (isObject ? '}' : ']') && this.#close()
  }

  #name (character: string): boolean { return character === '"' && this.#string('colon') }

  #value (character: string): boolean {
    if (character === '{' || character === '[') {
      this.#open.push(character)
      return this.#take(character === '{' ? 'name or }' : 'value or ]')
    }
    if (character === '"') return this.#string(this.#afterValue())
    const end = patternEnd(SCALAR, this.#text, this.index)
    if (end === this.index) return false
    this.index = end
    this.state = this.#afterValue()
    return true
  }

  #string (next: State): boolean {
    this.state = 'string'
    for (this.index++; this.index < this.#text.length;) {
      const code = this.#text.charCodeAt(this.index)
      if (code === 0x22) return this.#take(next)
      const end = code === 0x5c ? patternEnd(ESCAPE, this.#text, this.index) : this.index + (code < 0x20 ? 0 : 1)
      if (end === this.index) return false
      this.index = end
    }
    return false
  }
}

const hintFor = (text: string, index: number): string | undefined => {
  const head = text.slice(0, 256)
  const rest = text.slice(index, index + 32)
  return HINTS_FROM_START.find(([pattern]) => pattern.test(head))?.[1] ?? HINTS_AT_FAULT.find(([pattern]) => pattern.test(rest))?.[1]
}

const foundAt = (text: string, index: number): string => {
  const code = text.codePointAt(index)
  if (code === undefined) return 'the end of the text'
  return code < 0x20 ? `the control character U+${code.toString(16).padStart(4, '0').toUpperCase()}` : `'${String.fromCodePoint(code)}'`
}

const lineAndColumn = (text: string, index: number): { line: number; column: number } => {
  let line = 1
  let lineStart = 0
  for (let next = text.indexOf('\n'); next !== -1 && next < index; next = text.indexOf('\n', lineStart)) {
    line++
    lineStart = next + 1
  }
  return { line, column: index - lineStart + 1 }
}

/** `undefined`: the text is JSON. */
export const findJsonFault = (text: string): JsonFault | undefined => {
  const walker = new JsonWalker(text)
  if (walker.walk()) return undefined
  return {
    ...lineAndColumn(text, walker.index),
    expected: walker.expected,
    found: foundAt(text, walker.index),
    hint: hintFor(text, walker.index),
  }
}
