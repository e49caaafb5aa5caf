/** Reads the command line and runs its verb. Wrong words are answered with the nearest right one. */

import { parseArgs, type ParseArgsConfig } from 'node:util'
import { closestWord } from '../config/did-you-mean.ts'
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

const overviewJson = (): string =>
  JSON.stringify({ version: VERSION, verbs: Object.fromEntries(Object.entries(VERBS).map(([name, { summary, usage }]) => [name, { summary, usage }])) })

const printVersion = (isJson: boolean): number => {
  printData(isJson ? JSON.stringify({ version: VERSION, node: process.versions.node }) : VERSION)
  return EXIT.ok
}

const verbHelp = (name: string, verb: Verb): string =>
  [`smart-router ${name} ${verb.usage}`.trimEnd(), `  ${verb.summary}`, ...verb.help.map(line => `  ${line}`), '  --json      output for programs'].join('\n')

const verbHelpJson = (name: string, { summary, usage, help }: Verb): string => JSON.stringify({ verb: name, summary, usage, help })

const printVerbHelp = (name: string, verb: Verb, isJson: boolean): number => {
  printData(isJson ? verbHelpJson(name, verb) : verbHelp(name, verb))
  return EXIT.ok
}

/** What is wrong with the options, and what would be right. */
const optionProblem = ({ message }: Error, name: string, verb: Verb): [message: string, hint: string] => {
  const word = /^Unknown option '(--?[^']*)'/.exec(message)?.[1]
  if (word === undefined) return [message, `smart-router ${name} --help`]
  const meant = closestWord(word, [...Object.keys(COMMON), ...Object.keys(verb.options)])
  return [`"${word}" is not an option of ${name}`, meant === undefined ? `smart-router ${name} --help lists them` : `did you mean "--${meant}"?`]
}

const runVerb = async (name: string, verb: Verb, words: readonly string[], isJson: boolean): Promise<number> => {
  let parsed
  try {
    parsed = parseArgs({ args: [...words], options: { ...COMMON, ...verb.options }, allowPositionals: true, strict: true })
  } catch (error) {
    printError(isJson, 'usage', ...optionProblem(error as Error, name, verb))
    return EXIT.usage
  }
  if (parsed.values['help'] === true) return printVerbHelp(name, verb, isJson)
  if (parsed.values['version'] === true) return printVersion(isJson)
  if (parsed.positionals.length > verb.maxPositionals) {
    const taken = verb.maxPositionals === 0 ? 'no argument' : 'one argument; quote a prompt that has spaces'
    printError(isJson, 'usage', `${name} takes ${taken}`, `smart-router ${name} ${verb.usage}`.trimEnd())
    return EXIT.usage
  }
  const call: VerbCall = { positionals: parsed.positionals, values: parsed.values as VerbCall['values'], isJson }
  const run = await verb.load()
  return await run(call)
}

const HELP: ReadonlySet<string | undefined> = new Set([undefined, '--help', '-h', 'help'])

/** Resolves with the exit code. */
export const runCommandLine = async (words: readonly string[]): Promise<number> => {
  const isJson = words.includes('--json')
  const [name, ...rest] = words.filter((word, index) => !(index === 0 && word === '--json'))
  const wanted = name === 'help' && rest[0] !== undefined && rest[0] !== '--json' ? rest[0] : name
  if (wanted === undefined || HELP.has(wanted)) { printData(isJson ? overviewJson() : overview()); return EXIT.ok }
  if (wanted === '--version' || wanted === '-v') return printVersion(isJson)
  const verb = Object.hasOwn(VERBS, wanted) ? VERBS[wanted] : undefined
  if (verb !== undefined) return name === 'help' ? printVerbHelp(wanted, verb, isJson) : await runVerb(wanted, verb, rest, isJson)
  const meant = closestWord(wanted, Object.keys(VERBS))
  printError(isJson, 'usage', `"${wanted}" is not a verb of smart-router`, meant === undefined ? 'smart-router --help lists them' : `did you mean "smart-router ${meant}"?`)
  return EXIT.usage
}
