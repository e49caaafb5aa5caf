/**
 * How many tokens a text, a body or a request is, counted here and at once: no tokenizer's tables are loaded. The rates per
 * script are estimates, fitted by hand to published example counts of a large multilingual vocabulary (o200k); prose comes
 * out within a fifth of it. Whoever bills by tokens takes what the provider reported.
 */

import { imageTokens } from './image-tokens.ts'
import { withoutPictureData } from './picture.ts'
import type { ChatRequest, ContentBlock, MediaSource, Message, Tool } from './request.ts'

const UPPER = 1
const LOWER = 2
const DIGIT = 3
const SPACE = 4
const NEWLINE = 5
const PUNCTUATION = 6
/** From here on a kind is a script, and its tokens follow from its length alone. */
const FIRST_SCRIPT = 7

interface Script {
  readonly first: number
  readonly last: number
  /** Tokens for one UTF-16 unit. */
  readonly rate: number
  /** Words are set apart by spaces, and none is less than one token. */
  readonly hasWords: boolean
}

const script = (first: number, last: number, rate: number, hasWords = true): Script => ({ first, last, rate, hasWords })

/** Of two rows that overlap the first holds. What is in no row costs `OTHER_RATE`. */
const SCRIPTS: readonly Script[] = [
  script(0x370, 0x3ff, 0.35), // Greek
  script(0x400, 0x52f, 0.25), // Cyrillic
  script(0x590, 0x5ff, 0.4), // Hebrew
  script(0x64b, 0x65f, 0.9, false), // Arabic vowel signs
  script(0x600, 0x77f, 0.31), // Arabic
  script(0x900, 0xdff, 0.32), // Devanagari to Sinhala
  script(0xe00, 0xeff, 0.45, false), // Thai, Lao
  script(0x2000, 0x206f, 1, false), // typographic punctuation
  script(0x3000, 0x303f, 1, false), // ideographic punctuation
  script(0x3040, 0x30ff, 0.55, false), // Hiragana, Katakana
  script(0x3400, 0x9fff, 0.67, false), // Han
  script(0xac00, 0xd7af, 0.54, false), // Hangul
  script(0xd800, 0xdfff, 0.9, false), // halves of emoji and rare letters
  script(0xfb50, 0xfdff, 0.5), // Arabic presentation forms
  script(0xfe70, 0xfeff, 0.5),
  script(0xff00, 0xffef, 1, false), // full-width forms
]
const OTHER_RATE = 0.7
const OTHER: Script = script(0, 0, OTHER_RATE, false)

const CODE_UNITS = 0x10000

const asciiKind = (code: number): number => {
  const character = String.fromCharCode(code)
  if (/[A-Z]/.test(character)) return UPPER
  if (/[a-z']/.test(character)) return LOWER
  if (/\d/.test(character)) return DIGIT
  if (/[\n\r]/.test(character)) return NEWLINE
  return code <= 0x20 ? SPACE : PUNCTUATION
}

/** Accented Latin counts as lower case: it does not begin a token of its own. */
const ACCENTED: readonly (readonly [first: number, last: number])[] = [[0xc0, 0x24f], [0x1e00, 0x1eff]]
const NO_BREAK_SPACE = 0xa0

const fillKinds = (): Uint8Array => {
  const table = new Uint8Array(CODE_UNITS).fill(FIRST_SCRIPT + SCRIPTS.length)
  for (const [row, { first, last }] of [...SCRIPTS.entries()].reverse()) table.fill(FIRST_SCRIPT + row, first, last + 1)
  for (const [first, last] of ACCENTED) table.fill(LOWER, first, last + 1)
  for (let code = 0; code < 0x80; code++) table[code] = asciiKind(code)
  table[NO_BREAK_SPACE] = SPACE
  return table
}

/** Kind of every UTF-16 unit: 64 KiB that make the walk one load per character. Filled on first use. */
let kinds: Uint8Array | undefined
const kindTable = (): Uint8Array => kinds ??= fillKinds()

/** Common words are one token up to about eight letters; what is longer than any word is no prose. */
const wordTokens = (length: number): number => {
  if (length <= 8) return 1
  return length <= 16 ? 1 + (length - 8) * 0.12 : 1.96 + (length - 16) * 0.35
}

const scriptTokens = (kind: number, length: number): number => {
  const { rate, hasWords } = SCRIPTS[kind - FIRST_SCRIPT] ?? OTHER
  return hasWords ? Math.max(1, rate * length) : rate * length
}

/** A mark glued to the word after it (`_name`, `.length`) is mostly part of that word's token. */
const punctuationTokens = (length: number, next: number): number =>
  length === 1 && (next === LOWER || next === UPPER) ? 0.6 : Math.ceil(length / 3)

/** One space belongs to the word after it, never to a number; marks swallow the line break after them. */
const spaceTokens = (kind: number, length: number, previous: number, next: number): number => {
  if (kind === NEWLINE) return previous === PUNCTUATION ? 0 : 1
  return length > 1 || next === DIGIT ? 1 : 0
}

const isLetter = (kind: number): boolean => kind === UPPER || kind === LOWER

/** Tokens of `text` from `start` to `end`, in fractions. */
const tokensBetween = (text: string, start: number, end: number): number => {
  const table = kindTable()
  let tokens = 0
  let previous = 0
  let index = start
  while (index < end) {
    const kind = table[text.charCodeAt(index)] as number
    const runStart = index++
    while (index < end && table[text.charCodeAt(index)] === kind) index++
    // `Name`, and `NAMEs`: capitals open a word that small letters carry on.
    if (kind === UPPER) while (index < end && table[text.charCodeAt(index)] === LOWER) index++
    const length = index - runStart
    const next = index < end ? table[text.charCodeAt(index)] as number : 0
    if (isLetter(kind)) tokens += wordTokens(length)
    else if (kind >= FIRST_SCRIPT) tokens += scriptTokens(kind, length)
    else if (kind === DIGIT) tokens += Math.ceil(length / 3)
    else if (kind === PUNCTUATION) tokens += punctuationTokens(length, next)
    else tokens += spaceTokens(kind, length, previous, next)
    previous = kind
  }
  return tokens
}

/** Longer texts, in UTF-16 units, are judged by samples spread evenly over them. */
const WHOLE_UP_TO = 256 * 1024
const SAMPLES = 16
const SAMPLE_LENGTH = WHOLE_UP_TO / SAMPLES

/** Whole tokens; 0 for an empty text. */
export const estimateTokens = (text: string): number => {
  if (text.length <= WHOLE_UP_TO) return Math.ceil(tokensBetween(text, 0, text.length))
  const stride = (text.length - SAMPLE_LENGTH) / (SAMPLES - 1)
  let sampled = 0
  for (let sample = 0; sample < SAMPLES; sample++) {
    const start = Math.floor(sample * stride)
    sampled += tokensBetween(text, start, start + SAMPLE_LENGTH)
  }
  return Math.ceil(sampled * text.length / (SAMPLES * SAMPLE_LENGTH))
}

const BYTES_PER_TOKEN = 4
const ESCAPE_SAMPLE_BYTES = 4 * 1024

/** Share of `bytes` that are the four bytes by which a `\uXXXX` escape is longer than the letter it stands for. */
const escapeShare = (bytes: Buffer): number => {
  const count = Math.min(4, Math.ceil(bytes.length / ESCAPE_SAMPLE_BYTES))
  let escapes = 0
  let sampled = 0
  for (let sample = 0; sample < count; sample++) {
    const start = Math.floor(sample * bytes.length / count)
    const text = bytes.toString('latin1', start, start + ESCAPE_SAMPLE_BYTES)
    for (let at = text.indexOf('\\u'); at !== -1; at = text.indexOf('\\u', at + 6)) escapes++
    sampled += text.length
  }
  return sampled === 0 ? 0 : escapes * 4 / sampled
}

/** From the size of a JSON body alone; `mediaBytes` of it are encoded media, which are left out. */
export const estimateBodyTokens = (bytes: Buffer, mediaBytes: number): number => {
  const textBytes = Math.max(0, bytes.length - mediaBytes)
  return Math.ceil(textBytes * (1 - escapeShare(bytes)) / BYTES_PER_TOKEN)
}

const MESSAGE_TOKENS = 4
const TOOL_TOKENS = 8
/** What providers put before the first tool to explain tools at all. */
const TOOLS_PREAMBLE_TOKENS = 300
const UNSEEN_DOCUMENT_TOKENS = 3_000
const SERVER_TOOL_TOKENS = 500

const documentTokens = (source: MediaSource): number => {
  if (source.kind === 'text') return estimateTokens(source.text)
  return source.kind === 'base64' ? Math.max(1_500, Math.ceil(source.data.length / 40)) : UNSEEN_DOCUMENT_TOKENS
}

const blocksTokens = (blocks: readonly ContentBlock[]): number => {
  let tokens = 0
  for (const block of blocks) tokens += blockTokens(block)
  return tokens
}

const blockTokens = (block: ContentBlock): number => {
  switch (block.type) {
    // A picture that an earlier answer drew is not sent back as text.
    case 'text': return estimateTokens(withoutPictureData(block.text))
    case 'reasoning': case 'refusal': return estimateTokens(block.text)
    case 'image': return imageTokens(block.source)
    case 'document': return documentTokens(block.source)
    case 'audio': return Math.max(50, Math.ceil(block.data.length / 2_000))
    case 'redacted-reasoning': return Math.ceil(block.data.length / BYTES_PER_TOKEN)
    case 'tool-call': return MESSAGE_TOKENS + estimateTokens(block.name) + estimateTokens(block.argumentsText)
    case 'tool-result': return MESSAGE_TOKENS + blocksTokens(block.content)
    case 'tool-reference': return MESSAGE_TOKENS + estimateTokens(block.name)
    case 'opaque': return estimateTokens(JSON.stringify(block.value))
  }
}

const messageTokens = (message: Message): number => MESSAGE_TOKENS + blocksTokens(message.content)

const toolTokens = (tool: Tool): number => {
  if (tool.type === 'server') return SERVER_TOOL_TOKENS
  const schema = tool.parameters === undefined ? 0 : estimateTokens(JSON.stringify(tool.parameters))
  return TOOL_TOKENS + estimateTokens(tool.name) + estimateTokens(tool.description ?? '') + schema
}

/** Everything the model would read: system text, messages, tools, tool results, media. For `/v1/messages/count_tokens`. */
export const countRequestTokens = (request: ChatRequest): number => {
  let tokens = request.tools.length === 0 ? 0 : TOOLS_PREAMBLE_TOKENS
  for (const tool of request.tools) tokens += toolTokens(tool)
  for (const message of request.messages) tokens += messageTokens(message)
  return tokens
}
