/** Reads the command line and runs its verb. Wrong words are answered with the nearest right one. */

import { parseArgs, type ParseArgsConfig } from 'node:util'
import { distance } from 'fastest-levenshtein'
import { VERSION } from '../lib/version.ts'
import { EXIT, printData, printError, type Verb, type VerbCall } from './verb.ts'
import { VERBS } from './verbs.ts'

const COMMON: NonNullable<ParseArgsConfig['options']> = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'v' } }

const EXAMPLES = `  smart-router start
  smart-router check config/routing.yaml
  smart-router explain "اكتب function python"
  smart-router classify < prompts.jsonl`

const overview = (): string => {
  const width = Math.max(...Object.keys(VERBS).map(name => name.length))
  const verbs = Object.entries(VERBS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  return `smart-router ${VERSION}: one address for many LLM providers\n\n${EXAMPLES}\n\nVerbs:\n${verbs.join('\n')}\n\n--json for programs, "smart-router <verb> --help" for more. Exit codes: 0 ok, 1 failed, 2 usage, 3 invalid configuration, 4 not running.`
}

const verbHelp = (name: string, verb: Verb): string =>
  [`smart-router ${name} ${verb.usage}`.trimEnd(), `  ${verb.summary}`, ...verb.help.map(line => `  ${line}`), '  --json      output for programs'].join('\n')

const nearest = (word: string): string | undefined => {
  const best = Object.keys(VERBS).map(name => ({ name, steps: distance(word, name) })).sort((a, b) => a.steps - b.steps)[0]
  return best !== undefined && best.steps <= 3 ? best.name : undefined
}

const isHelpJson = (json: boolean): string => json
  ? JSON.stringify({ version: VERSION, verbs: Object.fromEntries(Object.entries(VERBS).map(([name, { summary, usage }]) => [name, { summary, usage }])) })
  : overview()

const runVerb = async (name: string, verb: Verb, words: readonly string[]): Promise<number> => {
  const isJson = words.includes('--json')
  let parsed
  try {
    parsed = parseArgs({ args: [...words], options: { ...COMMON, ...verb.options }, allowPositionals: true, strict: true })
  } catch (error) {
    printError(isJson, 'usage', (error as Error).message, `smart-router ${name} --help`)
    return EXIT.usage
  }
  if (parsed.values['help'] === true) { printData(verbHelp(name, verb)); return EXIT.ok }
  if (parsed.positionals.length > verb.maxPositionals) {
    printError(isJson, 'usage', `${name} takes ${verb.maxPositionals === 0 ? 'no argument' : 'one argument'}; quote a prompt that has spaces`, `smart-router ${name} ${verb.usage}`)
    return EXIT.usage
  }
  const call: VerbCall = { positionals: parsed.positionals, values: parsed.values as VerbCall['values'], isJson }
  const run = await verb.load()
  return await run(call)
}

/** Resolves with the exit code. */
export const runCommandLine = async (words: readonly string[]): Promise<number> => {
  const isJson = words.includes('--json')
  const [name, ...rest] = words.filter((word, index) => !(index === 0 && word === '--json'))
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') { printData(isHelpJson(isJson)); return EXIT.ok }
  if (name === '--version' || name === '-v') { printData(isJson ? JSON.stringify({ version: VERSION, node: process.versions.node }) : VERSION); return EXIT.ok }
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (verb !== undefined) return await runVerb(name, verb, rest)
  const suggestion = nearest(name)
  printError(isJson, 'usage', `"${name}" is not a verb of smart-router`, suggestion === undefined ? 'smart-router --help lists them' : `did you mean "smart-router ${suggestion}"?`)
  return EXIT.usage
}
