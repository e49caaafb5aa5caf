/** `smart-router providers`: what the providers are, and what they can really do. The work is in a file for each word. */

import { closestWord } from '../config/did-you-mean.ts'
import { EXIT, printError, type VerbCall } from './verb.ts'

type Subverb = (call: VerbCall) => Promise<number>

interface Word {
  readonly load: () => Promise<Subverb>
  /** Options of the verb that this word takes. */
  readonly options: readonly string[]
}

const WORDS: Readonly<Record<string, Word>> = {
  list: { load: async () => (await import('./providers-list.ts')).providersList, options: [] },
  test: { load: async () => (await import('./providers-test.ts')).providersTest, options: ['deep', 'no-write', 'concurrency'] },
}

const COMMON = ['json', 'help', 'version']

export const providers = async ({ positionals: [word, ...names], values, isJson }: VerbCall): Promise<number> => {
  const known = word !== undefined && Object.hasOwn(WORDS, word) ? WORDS[word] : undefined
  if (word === undefined || known === undefined) {
    const meant = word === undefined ? undefined : closestWord(word, Object.keys(WORDS))
    const message = word === undefined ? 'providers needs to know what to do' : `"${word}" is nothing that providers can do`
    printError(isJson, 'usage', message, meant === undefined ? 'smart-router providers list, or smart-router providers test' : `did you mean "smart-router providers ${meant}"?`)
    return EXIT.usage
  }
  const foreign = Object.keys(values).find(name => values[name] !== undefined && !COMMON.includes(name) && !known.options.includes(name))
  if (foreign !== undefined) {
    printError(isJson, 'usage', `"--${foreign}" is not an option of providers ${word}`, 'smart-router providers --help')
    return EXIT.usage
  }
  const run = await known.load()
  return await run({ positionals: names, values, isJson })
}
