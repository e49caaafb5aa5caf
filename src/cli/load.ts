/** Reads what the verbs have in common: the environment and the routing. Problems are told, not thrown. */

import type { DemoProvider } from '../config/demo-routing.ts'
import { type Environment, readEnvironment } from '../config/environment.ts'
import { formatEnvironmentProblems, formatProblems, problemsToJson } from '../config/format-problems.ts'
import { displayPath, type LoadedRouting, loadRouting } from '../config/load-routing.ts'
import { printData, printError, printMessage } from './verb.ts'

export type DemoSource = () => Promise<readonly DemoProvider[]>

export const wantsColour = (stream: NodeJS.WriteStream): boolean => stream.isTTY && process.env['NO_COLOR'] === undefined

/** The environment, or `undefined` after saying what is wrong with it. */
export const loadEnvironment = (isJson: boolean): Environment | undefined => {
  const read = readEnvironment(process.env)
  if (!read.ok) { printError(isJson, 'invalid_environment', formatEnvironmentProblems(read.problems)); return undefined }
  if (read.warnings.length > 0) printMessage(formatEnvironmentProblems(read.warnings, 'warning'))
  return read.environment
}

/** What is wrong with a routing file, with the lines at fault; as JSON on standard output when asked. */
export const printProblems = (loaded: Extract<LoadedRouting, { ok: false }>, isJson: boolean, closing?: string): void => {
  if (isJson) { printData(JSON.stringify(problemsToJson(loaded.problems))); return }
  const sources = loaded.text === undefined ? {} : { [displayPath(loaded.path)]: loaded.text }
  printMessage(formatProblems(loaded.problems, [], { sources, colour: wantsColour(process.stderr), ...(closing === undefined ? {} : { closing }) }))
}

export const loadFor = async (environment: Pick<Environment, 'configPath' | 'dataFolder'>, demoProviders?: DemoSource): Promise<LoadedRouting> =>
  await loadRouting({ environment, variables: process.env, ...(demoProviders === undefined ? {} : { demoProviders }) })
