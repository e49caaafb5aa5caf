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
const readFrame = (frame: string): ServerSentEvent => {
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
  push (chunk: Buffer): readonly ServerSentEvent[] {
    const text = this.#decodeText(chunk)
    const window = this.#tail + text
    const events: ServerSentEvent[] = []
    const rest = window.includes('\r') ? this.#splitAnyEnds(window, events) : this.#splitLineFeeds(window, events)
    this.#keep(window, rest, text.length, chunk.length)
    return events
  }

  /** The event that the stream ended in, if any; the blank line it lacks is added to its frame. */
  end (): readonly ServerSentEvent[] {
    const text = this.#head + this.#tail + this.#halfCharacter.toString()
    this.#head = this.#tail = ''
    this.#halfCharacter = NO_BYTES
    return text === '' ? [] : [readFrame(text + missingBlankLine(text))]
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

  /** Returns where the text begins that no event has taken. */
  #splitLineFeeds (window: string, events: ServerSentEvent[]): number {
    let start = 0
    for (let found = window.indexOf('\n\n'); found !== -1; found = window.indexOf('\n\n', start)) {
      events.push(this.#take(window, start, found + 2))
      start = found + 2
    }
    return start
  }

  #splitAnyEnds (window: string, events: ServerSentEvent[]): number {
    let start = 0
    for (;;) {
      BLANK_LINE.lastIndex = start
      if (!BLANK_LINE.test(window)) return start
      const end = BLANK_LINE.lastIndex
      if (end === window.length && window.endsWith('\r')) return start
      events.push(this.#take(window, start, end))
      start = end
    }
  }

  #take (window: string, start: number, end: number): ServerSentEvent {
    const piece = start === 0 && end === window.length ? window : window.slice(start, end)
    const frame = start === 0 && this.#head !== '' ? this.#head + piece : piece
    if (frame.length > this.#maxLineBytes) this.#checkFrame(frame)
    return readFrame(frame)
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
