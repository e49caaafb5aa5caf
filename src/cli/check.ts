/** `smart-router check`: says what a reload would say, before the file is saved where the router reads it. */

import { resolve } from 'node:path'
import { formatProblems, problemsToJson } from '../config/format-problems.ts'
import { displayPath, loadRouting } from '../config/load-routing.ts'
import { loadEnvironment, printProblems, wantsColour } from './load.ts'
import { describeMeasured, measuredLines } from './measured-lines.ts'
import { EXIT, printData, printMessage, type VerbCall } from './verb.ts'

const count = (amount: number, word: string): string => `${amount} ${word}${amount === 1 ? '' : 's'}`

export const check = async ({ positionals, isJson }: VerbCall): Promise<number> => {
  const environment = loadEnvironment(isJson)
  if (environment === undefined) return EXIT.usage
  const file = positionals[0]
  // A demo is never started for a check; an empty one stands for it.
  const loaded = await loadRouting({ environment: file === undefined ? environment : { configPath: resolve(file), dataFolder: environment.dataFolder }, variables: process.env, demoProviders: () => [] })
  if (!loaded.ok) { printProblems(loaded, isJson); return EXIT.invalidConfiguration }
  if (isJson) { printData(JSON.stringify({ ...problemsToJson([], loaded.warnings), file: loaded.path, targets: [...loaded.config.targets.keys()], measured: describeMeasured(loaded.config) })); return EXIT.ok }
  if (loaded.warnings.length > 0) {
    const sources = loaded.text === undefined ? {} : { [displayPath(loaded.path)]: loaded.text }
    printMessage(formatProblems([], loaded.warnings, { sources, colour: wantsColour(process.stderr) }))
  }
  if (loaded.notice !== undefined) printMessage(`note: ${loaded.notice}`)
  const measured = measuredLines(loaded.config)
  if (measured.length > 0) printMessage(measured.join('\n'))
  const name = displayPath(loaded.path)
  printData(loaded.kind === 'file' ? `${name} is valid: ${count(loaded.config.providers.size, 'provider')}, ${count(loaded.config.targets.size, 'target')} with a key` : `${name} is valid, but none of its providers has a key here`)
  return EXIT.ok
}
