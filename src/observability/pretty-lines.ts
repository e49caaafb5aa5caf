/** The log as people read it on a terminal. Loaded only where somebody looks: programs get JSON lines. */

import { Writable } from 'node:stream'
import pretty from 'pino-pretty'

/** A stream that takes JSON lines and hands readable ones to `write`. */
export const prettyLines = (write: (line: string) => void, colour: boolean): { write (line: string): void } => {
  const destination = new Writable({
    write (chunk: Buffer, _encoding, callback) { write(chunk.toString()); callback() },
  })
  return pretty({ colorize: colour, translateTime: 'SYS:HH:MM:ss', sync: true, destination })
}
