// What a text looks like, whatever it says: its length, lines, numbers, brackets, formulas, options, paths and questions.
import { askedLength } from './asked-length.ts'
import { ARABIC, DIGIT, HAN, LATIN, SYMBOL, classOf } from './normalize.ts'
import type { NormalText } from './normalize.ts'
import type { Words } from './words.ts'

/** The names of the structure features in the order of their numbers; buckets are named by their lower bound. */
export const structureNames: readonly string[] = [
  ...['0', '2', '4', '7', '11', '18', '30', '50', '90', '160', '300', '700'].map(from => `length ${from}`),
  ...['0', '1', '2', '3', '5', '8', '14'].map(from => `numbers ${from}`),
  ...['1', '2', '4', '9', '18'].map(from => `lines ${from}`),
  ...['1', '3', '7', '15'].map(from => `code marks ${from}`),
  ...['1', '2', '4', '8'].map(from => `commas ${from}`),
  'ends with a question mark', 'has a question mark', 'sum', 'equation', 'formula', 'code block', 'indented line',
  'identifier', 'answer options', 'file path', 'file name', 'e-mail address', 'web address', 'money', 'percent', 'time of day',
  'blank to fill', 'markup', 'quotation', 'exclamation', 'ends with a colon', 'list', 'emoji', 'starts lower-case', 'mixed scripts',
  'long number', 'no sentence end', 'comma list without question', 'dense numbers', 'call', 'starts with mark or digit', 'short lines',
  'blank line', 'asks for few words', 'asks for many words', 'asks for very many words',
]

const at = (name: string): number => structureNames.indexOf(name)
const LENGTH = at('length 0')
const NUMBERS = at('numbers 0')
const LINES = at('lines 1')
const CODE_MARKS = at('code marks 1')
const COMMAS = at('commas 1')
const FLAGS = at('ends with a question mark')

const LENGTH_BOUNDS = [0, 2, 4, 7, 11, 18, 30, 50, 90, 160, 300, 700]
const NUMBER_BOUNDS = [0, 1, 2, 3, 5, 8, 14]
const LINE_BOUNDS = [1, 2, 4, 9, 18]
const MARK_BOUNDS = [1, 3, 7, 15]
const COMMA_BOUNDS = [1, 2, 4, 8]

const bucket = (bounds: readonly number[], value: number): number => {
  let found = -1
  for (const bound of bounds) {
    if (value < bound) break
    found++
  }
  return found
}

const NEWLINE = 0x0a
const BLANK = 0x20

// Kinds of units that the single pass below tells apart; 0 needs nothing.
const OPERATOR = 1
const BRACKET = 2
const EQUALS = 3
const COMMA = 4
const QUESTION = 5
const DOT = 6
const COLON = 7
const QUOTE = 8
const BANG = 9
const DOLLAR = 10
const PERCENT = 11
const SLASH = 12
const AT = 13
const BACKTICK = 14
const UNDERSCORE = 15
const LESS = 16
const BACKSLASH = 17
const PARENTHESIS = 18
const kinds = new Uint8Array(65536)
const kind = (characters: string, value: number): void => {
  for (const character of characters) kinds[character.charCodeAt(0)] = value
}
kind('+-*^÷', OPERATOR)
kind('{}[];|&~', BRACKET)
kind('()', PARENTHESIS)
kind('=', EQUALS)
kind(',', COMMA)
kind('?', QUESTION)
kind('.', DOT)
kind(':', COLON)
kind('"', QUOTE)
kind('!', BANG)
kind('$€£¥', DOLLAR)
kind('%', PERCENT)
kind('/', SLASH)
kind('@', AT)
kind('`', BACKTICK)
kind('_', UNDERSCORE)
kind('<>', LESS)
kind('\\', BACKSLASH)

const FLAG_NAMES = structureNames.slice(FLAGS)
const flag = (name: string): number => FLAG_NAMES.indexOf(name)
const F_ENDS_QUESTION = flag('ends with a question mark')
const F_QUESTION = flag('has a question mark')
const F_SUM = flag('sum')
const F_EQUATION = flag('equation')
const F_FORMULA = flag('formula')
const F_CODE_BLOCK = flag('code block')
const F_INDENTED = flag('indented line')
const F_IDENTIFIER = flag('identifier')
const F_OPTIONS = flag('answer options')
const F_PATH = flag('file path')
const F_FILE = flag('file name')
const F_EMAIL = flag('e-mail address')
const F_WEB = flag('web address')
const F_MONEY = flag('money')
const F_PERCENT = flag('percent')
const F_TIME = flag('time of day')
const F_BLANK = flag('blank to fill')
const F_MARKUP = flag('markup')
const F_QUOTATION = flag('quotation')
const F_EXCLAMATION = flag('exclamation')
const F_ENDS_COLON = flag('ends with a colon')
const F_LIST = flag('list')
const F_EMOJI = flag('emoji')
const F_LOWER = flag('starts lower-case')
const F_MIXED = flag('mixed scripts')
const F_LONG_NUMBER = flag('long number')
const F_NO_END = flag('no sentence end')
const F_COMMA_LIST = flag('comma list without question')
const F_DENSE = flag('dense numbers')
const F_CALL = flag('call')
const F_STARTS_MARK = flag('starts with mark or digit')
const F_SHORT_LINES = flag('short lines')

const F_BLANK_LINE = flag('blank line')

const F_ASKED = flag('asks for few words')

const flags = new Uint8Array(FLAG_NAMES.length)

const isLetter = (unit: number): boolean => classOf[unit] === LATIN
/** Options are lettered A, B, C or أ، ب، ج. */
const isOptionLetter = (unit: number): boolean => isLetter(unit) || classOf[unit] === ARABIC
const isDigit = (unit: number): boolean => classOf[unit] === DIGIT

interface Tally { marks: number; commas: number; lines: number; options: number; ends: number; quotes: number }
const tally: Tally = { marks: 0, commas: 0, lines: 1, options: 0, ends: 0, quotes: 0 }

const pastBlanks = (units: Uint16Array, from: number, step: number): number => {
  let index = from
  while (index >= 0 && units[index] === BLANK) index += step
  return units[index] ?? 0
}

const readOperator = (units: Uint16Array, index: number): void => {
  const before = index > 0 ? pastBlanks(units, index - 1, -1) : 0
  const after = pastBlanks(units, index + 1, 1)
  if (isDigit(before) && isDigit(after)) flags[F_SUM] = 1
  if (units[index] === 0x5e || units[index] === 0x2a && units[index + 1] === 0x2a) flags[F_FORMULA] = 1
}

const readEquals = (units: Uint16Array, index: number): void => {
  tally.marks++
  const next = pastBlanks(units, index + 1, 1)
  if (isDigit(next) || next === 0x2d || next === 0x3f) flags[F_EQUATION] = 1
}

const readDot = (units: Uint16Array, index: number): void => {
  const before = units[index - 1] ?? 0
  const after = units[index + 1] ?? 0
  if (isLetter(before) && isLetter(after)) flags[F_FILE] = 1
  else if (!isDigit(after)) tally.ends++
}

const readColon = (units: Uint16Array, index: number): void => {
  if (isDigit(units[index - 1] ?? 0) && isDigit(units[index + 1] ?? 0)) flags[F_TIME] = 1
  if (units[index + 1] === 0x2f && units[index + 2] === 0x2f) flags[F_WEB] = 1
}

const readParenthesis = (units: Uint16Array, index: number): void => {
  tally.marks++
  const before = units[index - 1] ?? 0
  if (units[index] === 0x28 && (isLetter(before) || before === 0x5f)) flags[F_CALL] = 1
  if (units[index] === 0x29 && isOptionLetter(before) && !isOptionLetter(units[index - 2] ?? 0)) tally.options++
}

const isOptionMark = (unit: number): boolean => unit === 0x2e || unit === 0x29 || unit === 0x3a || unit === 0x2d

const readLineStart = (units: Uint16Array, index: number, length: number): void => {
  tally.lines++
  const next = units[index + 1] ?? 0
  const second = units[index + 2] ?? 0
  if (next === BLANK && second === BLANK && index + 3 < length) flags[F_INDENTED] = 1
  if ((next === 0x2d || next === 0x2a || next === 0x2022) && second === BLANK) flags[F_LIST] = 1
  if (isDigit(next) && (second === 0x2e || second === 0x29)) flags[F_LIST] = 1
  if (isOptionLetter(next) && isOptionMark(second)) tally.options++
  if (next === NEWLINE) flags[F_BLANK_LINE] = 1
}

const readMark = (units: Uint16Array, index: number, kindOfMark: number): void => {
  switch (kindOfMark) {
    case OPERATOR: return readOperator(units, index)
    case BRACKET: tally.marks++; return
    case EQUALS: return readEquals(units, index)
    case COMMA: tally.commas++; return
    case QUESTION: flags[F_QUESTION] = 1; tally.ends++; return
    case DOT: return readDot(units, index)
    case COLON: return readColon(units, index)
    case QUOTE: tally.quotes++; return
    case BANG: flags[F_EXCLAMATION] = 1; tally.ends++; return
    case DOLLAR: flags[F_MONEY] = 1; return
    case PERCENT: flags[F_PERCENT] = 1; return
    case SLASH: if (isLetter(units[index + 1] ?? 0) && !isLetter(units[index - 1] ?? 0)) flags[F_PATH] = 1; return
    case AT: if (isLetter(units[index + 1] ?? 0) && isLetter(units[index - 1] ?? 0)) flags[F_EMAIL] = 1; return
    case BACKTICK: if (units[index + 1] === 0x60 && units[index + 2] === 0x60) flags[F_CODE_BLOCK] = 1; return
    case UNDERSCORE: return readUnderscore(units, index)
    case LESS: if (isLetter(units[index + 1] ?? 0) || units[index + 1] === 0x2f) flags[F_MARKUP] = 1; return
    case BACKSLASH: if (isLetter(units[index + 1] ?? 0) && isLetter(units[index + 2] ?? 0)) flags[F_FORMULA] = 1; return
    case PARENTHESIS: return readParenthesis(units, index)
  }
}

const readUnderscore = (units: Uint16Array, index: number): void => {
  if (units[index + 1] === 0x5f) flags[F_BLANK] = 1
  else if (isLetter(units[index - 1] ?? 0) && isLetter(units[index + 1] ?? 0)) flags[F_IDENTIFIER] = 1
}

const scan = ({ units, length }: NormalText): void => {
  flags.fill(0)
  tally.marks = tally.commas = tally.options = tally.ends = tally.quotes = 0
  tally.lines = 1
  for (let index = 0; index < length; index++) {
    const unit = units[index] ?? 0
    if (unit === NEWLINE) readLineStart(units, index, length)
    else if (classOf[unit] === SYMBOL) flags[F_EMOJI] = 1
    else {
      const kindOfMark = kinds[unit] ?? 0
      if (kindOfMark !== 0) readMark(units, index, kindOfMark)
    }
  }
}

const readEnds = ({ units, length }: NormalText): void => {
  let last = length - 1
  while (last > 0 && (units[last] === BLANK || units[last] === NEWLINE)) last--
  if (units[last] === 0x3f) flags[F_ENDS_QUESTION] = 1
  if (units[last] === 0x3a) flags[F_ENDS_COLON] = 1
  let first = 0
  while (first < last && (units[first] === BLANK || units[first] === NEWLINE)) first++
  const firstClass = classOf[units[first] ?? 0]
  if (firstClass !== LATIN && firstClass !== ARABIC && firstClass !== HAN) flags[F_STARTS_MARK] = 1
}

const countWords = ({ units }: NormalText, words: Words): { numbers: number; size: number } => {
  let numbers = 0
  let halves = 0
  const seen = [0, 0, 0, 0, 0]
  for (let word = 0; word < words.count; word++) {
    const start = words.starts[word] ?? 0
    const characterClass = words.classes[word] ?? 0
    seen[characterClass] = (seen[characterClass] ?? 0) + 1
    if (isDigit(units[start] ?? 0)) {
      numbers++
      if ((words.ends[word] ?? 0) - start > 4) flags[F_LONG_NUMBER] = 1
    }
    halves += characterClass === HAN ? 1 : 2
  }
  if ((seen[LATIN] ?? 0) - numbers > 0 && (seen[ARABIC] ?? 0) + (seen[HAN] ?? 0) > 0) flags[F_MIXED] = 1
  return { numbers, size: halves >> 1 }
}

const startsLower = (text: string): boolean => {
  const first = text.charCodeAt(0)
  return first >= 0x61 && first <= 0x7a
}

/** Writes the numbers of the features that hold into `found` and says how many they are. */
export const findStructure = (found: Int32Array, text: string, normal: NormalText, words: Words): number => {
  scan(normal)
  readEnds(normal)
  const { numbers, size } = countWords(normal, words)
  if (startsLower(text)) flags[F_LOWER] = 1
  if (tally.options >= 2) flags[F_OPTIONS] = 1
  if (tally.quotes >= 2) flags[F_QUOTATION] = 1
  if (tally.ends === 0) flags[F_NO_END] = 1
  if (tally.commas >= 3 && flags[F_QUESTION] === 0 && numbers <= 2) flags[F_COMMA_LIST] = 1
  if (numbers >= 2 && numbers * 8 > size) flags[F_DENSE] = 1
  if (tally.lines >= 4 && size < tally.lines * 8) flags[F_SHORT_LINES] = 1
  const asked = askedLength(normal, words)
  if (asked > 0) flags[F_ASKED + asked - 1] = 1
  let count = 0
  const push = (base: number, offset: number): void => { if (offset >= 0) found[count++] = base + offset }
  push(LENGTH, bucket(LENGTH_BOUNDS, size))
  push(NUMBERS, bucket(NUMBER_BOUNDS, numbers))
  push(LINES, bucket(LINE_BOUNDS, tally.lines))
  push(CODE_MARKS, bucket(MARK_BOUNDS, tally.marks))
  push(COMMAS, bucket(COMMA_BOUNDS, tally.commas))
  for (let index = 0; index < flags.length; index++) if (flags[index] === 1) found[count++] = FLAGS + index
  return count
}
