/** What every verb of the command line has in common: how it is called, what it is given, what it exits with. */

import type { ParseArgsConfig } from 'node:util'

export const EXIT = { ok: 0, failed: 1, usage: 2, invalidConfiguration: 3, notRunning: 4, daemonConfiguration: 78, unexpected: 70 } as const

export interface VerbCall {
  readonly positionals: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly isJson: boolean
}

export interface Verb {
  readonly summary: string
  /** After the verb's name. */
  readonly usage: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  readonly maxPositionals: number
  /** Lines for the verb's own help. */
  readonly help: readonly string[]
  /** Resolves with the exit code. */
  readonly load: () => Promise<(call: VerbCall) => Promise<number>>
}

/** Data goes to standard output, words to standard error. */
export const printData = (text: string): void => { process.stdout.write(text.endsWith('\n') ? text : `${text}\n`) }
export const printMessage = (text: string): void => { process.stderr.write(text.endsWith('\n') ? text : `${text}\n`) }

export const printError = (isJson: boolean, code: string, message: string, hint?: string): void => {
  if (isJson) printData(JSON.stringify({ error: { code, message, ...(hint === undefined ? {} : { hint }) } }))
  else printMessage(hint === undefined ? `smart-router: ${message}` : `smart-router: ${message}\n  ${hint}`)
}
