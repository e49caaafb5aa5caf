/** The two tools that every program offers, and how it says what its user would see. Stands beside the program that runs. */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export const prompt = process.argv[2] ?? ''
/** A plain question is asked without tools. */
export const offersTools = process.argv[3] === 'tools'

export const READ_FILE = 'read_file'
export const RUN_COMMAND = 'run_command'
export const MOST_ROUNDS = 6

export const readFile = (path: string): string => readFileSync(path, 'utf8')
export const runCommand = (command: string): string => execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' })

const objectOf = (name: string, description: string) =>
  ({ type: 'object', properties: { [name]: { type: 'string', description } }, required: [name], additionalProperties: false }) as const

/** As JSON Schema. */
export const READ_PARAMETERS = objectOf('path', 'The file to read.')
export const RUN_PARAMETERS = objectOf('command', 'The command, for sh.')

/** By the name of the tool, with whatever its call was given. */
export const runTool = (name: string, input: unknown): string => {
  const { path, command } = input as { readonly path?: string, readonly command?: string }
  return name === READ_FILE ? readFile(path ?? '') : runCommand(command ?? '')
}

export const say = (answer: string): void => { process.stdout.write(`${JSON.stringify({ answer })}\n`) }
