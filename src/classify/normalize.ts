// The alphabet of the classifier: what every UTF-16 unit is read as and which class of character it belongs to. Arabic
// letters are unified, diacritics and zero-width marks vanish, full-width forms and foreign digits become plain ones.

export const SPACE = 0
export const LATIN = 1
export const DIGIT = 2
export const ARABIC = 3
export const HAN = 4
export const MARK = 5
export const SYMBOL = 6

/** What a unit is read as; 0 means that it is dropped. */
export const readAs = new Uint16Array(65536)
export const classOf = new Uint8Array(65536)

const code = (character: string): number => character.charCodeAt(0)

const fill = (from: number, to: number, characterClass: number): void => {
  for (let unit = from; unit <= to; unit++) {
    readAs[unit] = unit
    classOf[unit] = characterClass
  }
}

const alias = (from: number, to: number): void => {
  readAs[from] = to
  classOf[from] = classOf[to] ?? MARK
}

/** Pairs of characters, separated by blanks: the first is read as the second. */
const aliasPairs = (pairs: string): void => {
  for (const pair of pairs.split(' ')) alias(pair.charCodeAt(0), pair.charCodeAt(1))
}

const drop = (from: number, to: number): void => {
  for (let unit = from; unit <= to; unit++) readAs[unit] = 0
}

const fillLetters = (): void => {
  fill(0x21, 0x2fff, MARK)
  fill(0xc0, 0x5ff, LATIN)
  fill(0x700, 0x1fff, LATIN)
  fill(0x61, 0x7a, LATIN)
  fill(0x30, 0x39, DIGIT)
  fill(0x600, 0x61f, MARK)
  fill(0x620, 0x6d3, ARABIC)
  fill(0x6d4, 0x6ff, MARK)
  fill(0x750, 0x77f, ARABIC)
  fill(0x2190, 0x2bff, SYMBOL)
  fill(0x3000, 0x303f, MARK)
  fill(0x3040, 0x9fff, HAN)
  fill(0xa000, 0xabff, LATIN)
  fill(0xac00, 0xd7ff, HAN)
  fill(0xd800, 0xdfff, SYMBOL)
  fill(0xe000, 0xf8ff, SYMBOL)
  fill(0xf900, 0xfaff, HAN)
  fill(0xfb00, 0xfdff, ARABIC)
  fill(0xfe00, 0xfeff, ARABIC)
  fill(0xff00, 0xffff, MARK)
}

const foldCase = (): void => {
  for (let unit = 0x41; unit < 0x600; unit++) {
    const lower = String.fromCharCode(unit).toLowerCase()
    if (lower.length === 1 && code(lower) !== unit && (unit < 0x5b || unit >= 0xc0)) alias(unit, code(lower))
  }
  for (let unit = 0xff01; unit <= 0xff5e; unit++) alias(unit, readAs[unit - 0xfee0] ?? 0x20)
}

const foldArabic = (): void => {
  aliasPairs('أا إا آا ٱا ةه ىي ؤو ئي گك کك یي ھه ہه چج پب ڤف ڨق')
  for (let digit = 0; digit < 10; digit++) {
    alias(0x660 + digit, 0x30 + digit)
    alias(0x6f0 + digit, 0x30 + digit)
  }
  alias(code('،'), code(','))
  alias(code('؛'), code(';'))
  alias(code('؟'), code('?'))
  alias(code('٪'), code('%'))
}

const foldMarks = (): void => {
  aliasPairs('，, 。. 、, ；; ：: “" ”" ‘\' ’\' 「" 」" 《" 》" «" »" —- –- ×* ·.')
}

const dropInvisible = (): void => {
  drop(0x610, 0x61a)
  drop(0x64b, 0x65f)
  drop(0x670, 0x670)
  drop(0x6d6, 0x6ed)
  drop(0x640, 0x640)
  drop(0x300, 0x36f)
  drop(0x200b, 0x200f)
  drop(0x202a, 0x202e)
  drop(0x2060, 0x206f)
  drop(0xfe00, 0xfe0f)
  drop(0xfeff, 0xfeff)
  drop(0xad, 0xad)
}

const fillSpaces = (): void => {
  for (let unit = 0; unit <= 0x20; unit++) readAs[unit] = 0x20
  for (const unit of [0x7f, 0xa0, 0x3000, 0x2028, 0x2029, 0x1680]) alias(unit, 0x20)
  for (let unit = 0x2000; unit <= 0x200a; unit++) alias(unit, 0x20)
  readAs[0x0a] = 0x0a
}

fillLetters()
foldMarks()
foldArabic()
foldCase()
fillSpaces()
dropInvisible()

const HEAD = 1500
const TAIL = 700
/** Never more units than this are read of one text, however long it is. */
export const MAX_UNITS = HEAD + TAIL + 1

export interface NormalText {
  readonly units: Uint16Array
  length: number
}

const append = (normal: NormalText, text: string, from: number, to: number): void => {
  const { units } = normal
  let length = normal.length
  for (let at = from; at < to; at++) {
    const unit = readAs[text.charCodeAt(at)] ?? 0
    if (unit !== 0) units[length++] = unit
  }
  normal.length = length
}

/** Reads the whole of a short text, the head and the tail of a long one. */
export const normalizeInto = (normal: NormalText, text: string): void => {
  normal.length = 0
  if (text.length <= HEAD + TAIL) return append(normal, text, 0, text.length)
  append(normal, text, 0, HEAD)
  normal.units[normal.length++] = 0x0a
  append(normal, text, text.length - TAIL, text.length)
}
