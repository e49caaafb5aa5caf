/**
 * Where log lines go. Ordinary lines are gathered for a moment, since a write for each costs more than a request is worth;
 * warnings, and whatever was gathered before them, are written at once, and nothing is left behind at the exit. A reader
 * never holds the program up: what a slow one does not take waits in bounded memory, beyond which lines are counted in
 * place of kept; one that left is written to no more.
 */

import { writeSync } from 'node:fs'

const GATHER_MS = 25
const GATHER_CHARACTERS = 8 * 1024
const MAX_WAITING_BYTES = 1024 * 1024
const WARN = 40

export interface LogOutput {
  write (line: string, level: number): void
  flush (): void
}

export interface LineOutputOptions {
  /** Writes as much as is taken, and says how many bytes that was; throws as `fs.writeSync` does. */
  readonly write: (bytes: Buffer) => number
  readonly maxWaitingBytes?: number
}

/** To be tried again: the reader is slow, or a signal came in between. */
const TEMPORARY: ReadonlySet<unknown> = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR'])
const NOTHING = Buffer.alloc(0)

export class LineOutput implements LogOutput {
  readonly #options: LineOutputOptions
  /** Lines that were not offered to the reader yet. */
  #gathered = ''
  /** What the reader did not take when it was offered. */
  #waiting: Buffer = NOTHING
  #lost = 0
  #isReaderGone = false
  #timer: NodeJS.Timeout | undefined

  constructor (options: LineOutputOptions) { this.#options = options }

  write (line: string, level: number): void {
    if (this.#isReaderGone) return
    if (this.#waiting.length > 0 && this.#waiting.length + this.#gathered.length + line.length > (this.#options.maxWaitingBytes ?? MAX_WAITING_BYTES)) { this.#lost += 1; return }
    this.#gathered += line
    if (this.#waiting.length === 0 && (level >= WARN || this.#gathered.length > GATHER_CHARACTERS)) this.flush()
    else this.#flushSoon()
  }

  /** Offers everything that is there; what is not taken is offered again a moment later. */
  flush (): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const bytes = Buffer.concat([this.#waiting, Buffer.from(this.#gathered)])
    this.#gathered = ''
    this.#waiting = bytes.subarray(this.#offer(bytes))
    if (this.#waiting.length > 0) this.#flushSoon()
    else if (this.#lost > 0) this.#tellLost()
  }

  /** How many of the bytes need no more care. */
  #offer (bytes: Buffer): number {
    let taken = 0
    try {
      while (taken < bytes.length && !this.#isReaderGone) taken += this.#options.write(bytes.subarray(taken))
    } catch (error) {
      this.#isReaderGone = !TEMPORARY.has((error as NodeJS.ErrnoException).code)
    }
    return this.#isReaderGone ? bytes.length : taken
  }

  #tellLost (): void {
    const lost = this.#lost
    this.#lost = 0
    this.write(`${JSON.stringify({ level: WARN, time: new Date().toISOString(), lost, msg: `${lost} log lines were lost: whoever reads them is too slow` })}\n`, WARN)
  }

  #flushSoon (): void { this.#timer ??= setTimeout(() => { this.flush() }, GATHER_MS).unref() }
}

export const standardOutput = (): LogOutput => {
  const output = new LineOutput({ write: bytes => writeSync(1, bytes) })
  process.on('exit', () => { output.flush() })
  return { write: (line, level) => { output.write(line, level) }, flush: () => { output.flush() } }
}
