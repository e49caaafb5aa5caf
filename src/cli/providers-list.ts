/** `smart-router providers list`: the targets as the router knows them, and what of it was measured. Nothing is sent. */

import { lacks } from '../config/lacks.ts'
import { CAPABILITIES } from '../config/target.ts'
import type { Price, Target } from '../config/target.ts'
import { alignedTable } from './aligned-table.ts'
import { chooseTargets } from './choose-targets.ts'
import { loadEnvironment, loadFor, printProblems } from './load.ts'
import { unstartedDemo } from './unstarted-demo.ts'
import { EXIT, printData, printError, printMessage, type VerbCall } from './verb.ts'

const NOT_TOLD = '–'

const dollars = (amount: number): string => String(Number(amount.toFixed(4)))

const priceText = (price: Price | undefined): string => price === undefined ? NOT_TOLD : `${dollars(price.input)} / ${dollars(price.output)}`

const capabilitiesText = (target: Target): string => {
  if (target.capabilities !== undefined) return [...target.capabilities].join(' ') || 'text'
  const missing = CAPABILITIES.filter(capability => lacks(target, capability))
  return missing.length === 0 ? NOT_TOLD : missing.map(capability => `no ${capability}`).join(', ')
}

/** The last day on which anything of it was measured, as far as that is obeyed. */
export const measuredDay = ({ measured }: Target): string | undefined =>
  measured === undefined ? undefined : [...Object.values(measured.capabilities).map(({ day }) => day), ...Object.values(measured.days)].toSorted().at(-1)

const describe = (target: Target): object => ({
  target: target.id,
  provider: target.provider.name,
  model: target.model,
  kind: target.kind,
  dialect: target.provider.dialect,
  context_window: target.contextWindow ?? null,
  max_output_tokens: target.maxOutputTokens ?? null,
  price: target.price ?? null,
  capabilities: target.capabilities === undefined ? null : [...target.capabilities],
  measured: target.measured === undefined ? null : { day: measuredDay(target), capabilities: target.measured.capabilities, others: target.measured.days },
})

const HEAD = ['target', 'kind', 'window', '$ in / out per M', 'capabilities', 'measured']

const rowOf = (target: Target): readonly string[] =>
  [target.id, target.kind, String(target.contextWindow ?? NOT_TOLD), priceText(target.price), capabilitiesText(target), measuredDay(target) ?? NOT_TOLD]

export const providersList = async ({ positionals, isJson }: VerbCall): Promise<number> => {
  const environment = loadEnvironment(isJson)
  if (environment === undefined) return EXIT.usage
  const loaded = await loadFor(environment, unstartedDemo)
  if (!loaded.ok) { printProblems(loaded, isJson); return EXIT.invalidConfiguration }
  if (loaded.notice !== undefined && !isJson) printMessage(`note: ${loaded.notice}`)
  const choice = chooseTargets(positionals, loaded)
  if (!('targets' in choice)) {
    printError(isJson, choice.isUnknown ? 'usage' : 'unusable', choice.message, choice.hint)
    return choice.isUnknown ? EXIT.usage : EXIT.failed
  }
  printData(isJson
    ? JSON.stringify({ source: loaded.config.source, targets: choice.targets.map(describe) })
    : alignedTable([HEAD, ...choice.targets.map(rowOf)].map(row => row.map(text => ({ text })))))
  return EXIT.ok
}
