/**
 * Server-sent events: bytes to events, events to text. It knows the framing and nothing of what the events say.
 */

export interface ServerSentEvent {
  /** Value of the `event:` line. */
  readonly event: string | undefined
  /** The `data:` lines, joined with line feeds; empty where the event has none. */
  readonly data: string
  /** The event as it came, verbatim, blank line included. */
  readonly frame: string
}

/** Events that follow each other in one text: the first from 0 to the first end, the next from there. */
export interface SseFrames {
  readonly text: string
  readonly ends: readonly number[]
  /** They are what the chunk held, to the byte: it began and ended between events. */
  readonly isWholeChunk: boolean
}

export interface SseLimits {
  /** Longest line [1 MiB]. */
  readonly maxLineBytes?: number
  /** Longest event [4 MiB]. */
  readonly maxEventBytes?: number
}

/** The sender's line or event has no end in sight. */
export class SseLimitError extends RangeError {
  override readonly name = 'SseLimitError'
}

/** Two line ends in a row, each of them LF, CRLF or CR. */
const BLANK_LINE = /\r\n(?:\r\n|\n|\r)|\n(?:\r\n|\n|\r)|\r(?!\n)(?:\r\n|\n|\r)/g
const LINE_END = /\r\n|\n|\r/g
const BYTE_ORDER_MARK = '\uFEFF'
const BYTE_ORDER_MARK_BYTE = 0xEF
/** A blank line not yet complete is at most `\r\n\r`. */
const LONGEST_PARTIAL_BLANK_LINE = 3
const NO_BYTES = Buffer.alloc(0)

/** How many of the last bytes begin a UTF-8 character that is not complete yet. */
const incompleteBytes = (bytes: Buffer): number => {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number
    if (byte < 0x80) return 0
    if (byte >= 0xC0) return back < (byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2) ? back : 0
  }
  return 0
}

/** What an event lacks that its stream ended in. */
const missingBlankLine = (text: string): string => {
  if (text.endsWith('\n\r') || text.endsWith('\r\r')) return ''
  return text.endsWith('\n') ? '\n' : '\n\n'
}

interface Fields { event: string | undefined, data: string | undefined }

const readLine = (fields: Fields, line: string): void => {
  const colon = line.indexOf(':')
  const name = colon === -1 ? line : line.slice(0, colon)
  const from = line.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1
  const value = colon === -1 ? '' : line.slice(from)
  if (name === 'data') fields.data = fields.data === undefined ? value : `${fields.data}\n${value}`
  else if (name === 'event') fields.event = value
}

const readLines = (frame: string): ServerSentEvent => {
  const fields: Fields = { event: undefined, data: undefined }
  for (const line of frame.split(LINE_END)) readLine(fields, line)
  return { event: fields.event, data: fields.data ?? '', frame }
}

/** The two shapes nearly every event has: `data: …` alone, or after one `event: …` line. Anything else is read line by line. */
export const readFrame = (frame: string): ServerSentEvent => {
  const dataEnd = frame.length - 2
  let dataLine = 0
  let event: string | undefined
  if (frame.startsWith('event: ')) {
    dataLine = frame.indexOf('\n') + 1
    event = frame.slice(7, dataLine - 1)
  }
  const isUsual = frame.startsWith('data: ', dataLine) && frame.indexOf('\n', dataLine) === dataEnd && !frame.includes('\r')
  return isUsual ? { event, data: frame.slice(dataLine + 6, dataEnd), frame } : readLines(frame)
}

/** Where the events of a text end that has no CR in it. */
const findLineFeeds = (text: string): number[] => {
  const ends: number[] = []
  for (let found = text.indexOf('\n\n'); found !== -1; found = text.indexOf('\n\n', found + 2)) ends.push(found + 2)
  return ends
}

const findAnyEnds = (text: string): number[] => {
  const ends: number[] = []
  BLANK_LINE.lastIndex = 0
  while (BLANK_LINE.test(text)) {
    const end = BLANK_LINE.lastIndex
    if (end === text.length && text.endsWith('\r')) break
    ends.push(end)
  }
  return ends
}

/** The events themselves. */
export const eventsOf = ({ text, ends }: SseFrames): ServerSentEvent[] => {
  let start = 0
  return ends.map((end) => {
    const event = readFrame(text.slice(start, end))
    start = end
    return event
  })
}

/**
 * Incremental decoder. Text that holds no blank line yet waits in two pieces: `#head`, known to hold none, which is
 * only joined and never searched again, and `#tail`, its last few characters, in which a blank line may have begun. So
 * an event that arrives in many pieces costs its length once, not once for each piece.
 *
 * A CR at the very end of a chunk may be half of a CRLF: the event it ends waits for the next chunk.
 * Throws `SseLimitError` where a limit is passed; the decoder is then of no more use.
 */
export class SseDecoder {
  readonly #maxLineBytes: number
  readonly #maxEventBytes: number
  #halfCharacter: Buffer = NO_BYTES
  #head = ''
  #tail = ''
  #eventBytes = 0
  #lineBytes = 0
  #isAtStart = true

  constructor (limits: SseLimits = {}) {
    this.#maxLineBytes = limits.maxLineBytes ?? 1024 * 1024
    this.#maxEventBytes = limits.maxEventBytes ?? 4 * 1024 * 1024
  }

  /** The events that this chunk completes, in their order. */
  push (chunk: Buffer): SseFrames {
    const isBetweenEvents = this.#head === '' && this.#tail === '' && this.#halfCharacter.length === 0
    const isMarked = this.#isAtStart && chunk[0] === BYTE_ORDER_MARK_BYTE
    const text = this.#decodeText(chunk)
    const window = this.#tail + text
    const ends = window.includes('\r') ? findAnyEnds(window) : findLineFeeds(window)
    const rest = ends.at(-1) ?? 0
    const head = rest === 0 ? '' : this.#head
    const isWholeChunk = isBetweenEvents && !isMarked && rest === window.length && this.#halfCharacter.length === 0
    const frames = head === '' ? { text: window, ends, isWholeChunk } : { text: head + window, ends: ends.map(end => end + head.length), isWholeChunk }
    this.#checkFrames(frames)
    this.#keep(window, rest, text.length, chunk.length)
    return frames
  }

  /** The event that the stream ended in, if any; the blank line it lacks is added to its frame. */
  end (): SseFrames {
    const half = this.#head + this.#tail + this.#halfCharacter.toString()
    this.#head = this.#tail = ''
    this.#halfCharacter = NO_BYTES
    const text = half === '' ? '' : half + missingBlankLine(half)
    return { text, ends: text === '' ? [] : [text.length], isWholeChunk: false }
  }

  #decodeText (chunk: Buffer): string {
    const bytes = this.#halfCharacter.length === 0 ? chunk : Buffer.concat([this.#halfCharacter, chunk])
    const incomplete = incompleteBytes(bytes)
    this.#halfCharacter = incomplete === 0 ? NO_BYTES : Buffer.from(bytes.subarray(bytes.length - incomplete))
    const text = incomplete === 0 ? bytes.toString() : bytes.toString('utf8', 0, bytes.length - incomplete)
    if (!this.#isAtStart || text === '') return text
    this.#isAtStart = false
    return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  }

  #checkFrames ({ text, ends }: SseFrames): void {
    if ((ends.at(-1) ?? 0) <= this.#maxLineBytes) return
    let start = 0
    for (const end of ends) {
      if (end - start > this.#maxLineBytes) this.#checkFrame(text.slice(start, end))
      start = end
    }
  }

  #checkFrame (frame: string): void {
    this.#check(Buffer.byteLength(frame), 0)
    for (const line of frame.split(LINE_END)) this.#check(0, Buffer.byteLength(line))
  }

  #check (eventBytes: number, lineBytes: number): void {
    if (eventBytes > this.#maxEventBytes) throw new SseLimitError(`an event of more than ${this.#maxEventBytes} bytes`)
    if (lineBytes > this.#maxLineBytes) throw new SseLimitError(`a line of more than ${this.#maxLineBytes} bytes`)
  }

  #keep (window: string, rest: number, textLength: number, chunkBytes: number): void {
    if (rest === window.length) {
      this.#head = this.#tail = ''
      this.#eventBytes = this.#lineBytes = 0
      return
    }
    const lineStart = Math.max(window.lastIndexOf('\n'), window.lastIndexOf('\r')) + 1
    const hasNewLine = lineStart > window.length - textLength
    this.#lineBytes = hasNewLine ? Buffer.byteLength(window.slice(lineStart)) : this.#lineBytes + chunkBytes
    this.#eventBytes = rest === 0 ? this.#eventBytes + chunkBytes : Buffer.byteLength(window.slice(rest))
    this.#check(this.#eventBytes, this.#lineBytes)
    const tailStart = Math.max(rest, window.length - LONGEST_PARTIAL_BLANK_LINE)
    this.#head = rest === 0 ? this.#head + window.slice(0, tailStart) : window.slice(rest, tailStart)
    this.#tail = window.slice(tailStart)
  }
}

/** One event as text, blank line included; `data` may hold line feeds. */
export const formatEvent = (event: { readonly event?: string | undefined, readonly data: string }): string => {
  const data = event.data.includes('\n') ? event.data.replaceAll('\n', '\ndata: ') : event.data
  return event.event === undefined ? `data: ${data}\n\n` : `event: ${event.event}\ndata: ${data}\n\n`
}
