/** The log as people read it on a terminal. Loaded only where somebody looks: programs get JSON lines. */

import { prettyFactory } from 'pino-pretty'

/** From a JSON line to a readable one. */
export const prettyLine = (colour: boolean): (line: string) => string => {
  const render = prettyFactory({ colorize: colour, translateTime: 'SYS:HH:MM:ss' })
  return line => String(render(line))
}
