/**
 * The log: one line for each request, each failed attempt, each change. Never a body, never a header object, and every
 * line passes one sink that knows the live secrets, so that none of them can be written.
 */

import pino, { type Logger } from 'pino'

export type LogFormat = 'json' | 'pretty'

export interface LoggerOptions {
  readonly level: string
  readonly format: LogFormat
  /** Where lines go; standard output unless a test listens. */
  readonly write?: (line: string) => void
  readonly scrub: (text: string) => string
}

/** Lines are written at once: a log that a crash can lose is no log. A reader that left does not end the program. */
const standardOutput = (): (line: string) => void => {
  const destination = pino.destination({ fd: 1, sync: true })
  destination.on('error', () => {})
  return (line) => { destination.write(line) }
}

export const createLogger = async ({ level, format, write = standardOutput(), scrub }: LoggerOptions): Promise<Logger> => {
  const scrubbed = (line: string): void => { write(scrub(line)) }
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  if (format === 'json') return pino(options, { write: scrubbed })
  const { prettyLines } = await import('./pretty-lines.ts')
  return pino(options, prettyLines(scrubbed, process.stdout.isTTY && process.env['NO_COLOR'] === undefined))
}

export type { Logger }
