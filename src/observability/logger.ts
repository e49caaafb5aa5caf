/**
 * The log: one line for each request, each failed attempt, each change. Never a body, never a header object, and every
 * line passes one sink that knows the live secrets, so that none of them can be written.
 */

import pino, { type Logger } from 'pino'
import { standardOutput } from './log-output.ts'

export type LogFormat = 'json' | 'pretty'

export interface LoggerOptions {
  readonly level: string
  readonly format: LogFormat
  /** Where lines go; standard output unless a test listens. `level` is pino's number. */
  readonly write?: (line: string, level: number) => void
  readonly scrub: (text: string) => string
}

/** pino tells a sink that has this key the level of the line it is about to write. */
const METADATA = Symbol.for('pino.metadata')

interface Sink { readonly [METADATA]: true, lastLevel: number, write (line: string): void }

export const createLogger = async ({ level, format, write = standardOutput().write, scrub }: LoggerOptions): Promise<Logger> => {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  const render = format === 'json' ? undefined : (await import('./pretty-lines.ts')).prettyLine(process.stdout.isTTY && process.env['NO_COLOR'] === undefined)
  const sink: Sink = {
    [METADATA]: true,
    lastLevel: 0,
    write (line) {
      const clean = scrub(line)
      write(render === undefined ? clean : render(clean), this.lastLevel)
    },
  }
  return pino(options, sink)
}

export type { Logger }
