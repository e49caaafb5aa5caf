/** `smart-router providers test`: asks the targets what they can really do, shows it, and writes it where the router obeys it. */

import { displayPath, type LoadedRouting } from '../config/load-routing.ts'
import { capabilitiesPath } from '../config/measured-capabilities.ts'
import type { Target } from '../config/target.ts'
import { monotonic } from '../lib/clock.ts'
import { createDnsCache } from '../lib/net/dns-cache.ts'
import { createHttpClient } from '../lib/net/http-client.ts'
import { Scrubber } from '../lib/scrubber.ts'
import { VERSION } from '../lib/version.ts'
import { maxRequests } from '../operations/provider-probes/count-requests.ts'
import { plainWords } from '../operations/provider-probes/plain-words.ts'
import { saveMeasured } from '../operations/provider-probes/save-measured.ts'
import type { Saved } from '../operations/provider-probes/save-measured.ts'
import type { TargetReport } from '../operations/provider-probes/test-target.ts'
import { type TestedTargets, testTargets } from '../operations/provider-probes/test-targets.ts'
import type { DemoProviders } from '../simulator/demo-providers.ts'
import { chooseTargets } from './choose-targets.ts'
import { describeTest } from './describe-test.ts'
import { fidelityTable } from './fidelity-table.ts'
import { loadEnvironment, loadFor, printProblems, wantsColour } from './load.ts'
import { notObeyed, type NotObeyed } from './not-obeyed.ts'
import { troubleLines } from './target-trouble.ts'
import { announcement, showProgress } from './test-progress.ts'
import { untilInterrupted } from './until-interrupted.ts'
import { EXIT, printData, printError, printMessage, type VerbCall } from './verb.ts'

const DEFAULT_CONCURRENCY = 4
const MAX_CONCURRENCY = 32

type Loaded = Extract<LoadedRouting, { ok: true }>

/** `undefined` where it is no number that can be meant. */
const concurrencyOf = ({ values }: VerbCall): number | undefined => {
  const text = values['concurrency']
  if (text === undefined) return DEFAULT_CONCURRENCY
  const number = /^\d{1,3}$/.test(String(text)) ? Number(text) : 0
  return number >= 1 && number <= MAX_CONCURRENCY ? number : undefined
}

/** Only what converses can be asked; who names something else is told. */
const conversing = (targets: readonly Target[], names: readonly string[]): readonly Target[] | string => {
  const chat = targets.filter(({ kind }) => kind === 'chat')
  const other = targets.find(({ id, kind }) => kind !== 'chat' && names.includes(id))
  if (other !== undefined) return `${other.id} is of the kind "${other.kind}"; only models that converse are tested`
  return chat.length === 0 ? 'none of the targets converses' : chat
}

interface Plan {
  readonly loaded: Loaded
  readonly targets: readonly Target[]
  readonly call: VerbCall
  readonly concurrency: number
  /** Of what was measured. */
  readonly path: string
  /** Reads the configuration as it is now. */
  readonly reload: () => Promise<LoadedRouting>
}

type Tested = TestedTargets & { readonly isInterrupted: boolean }

const runTests = async ({ loaded, targets, call, concurrency }: Plan): Promise<Tested> => {
  const { config } = loaded
  const client = createHttpClient({ connectTimeoutMs: () => config.routing.connectTimeoutMs, lookup: createDnsCache() })
  const progress = showProgress(targets, process.stderr)
  try {
    return await untilInterrupted(async (signal) => {
      const tested = await testTargets(targets, { client, settings: config.routing, now: monotonic, signal, isDeep: call.values['deep'] === true, concurrency, progress })
      return { ...tested, isInterrupted: signal.aborted }
    })
  } finally {
    progress.end()
    await client.destroy()
  }
}

/** What is to be known beside the table, for people. */
const closingWords = ({ isInterrupted, isTimeUp }: Tested): readonly string[] => [
  ...(isInterrupted ? ['interrupted: the rest was not tested'] : []),
  ...(isTimeUp ? ['the time is up: the rest was not tested; name fewer targets'] : []),
]

const savedWords = (path: string, saved: Saved | undefined, loaded: Loaded): readonly string[] => saved === undefined ? ['nothing clear was found out, and nothing was written'] : [
  ...(saved.setAside === undefined ? [] : [`what stood in ${displayPath(path)} could not be read; it is kept as ${displayPath(saved.setAside)}`]),
  `written to ${displayPath(path)}: ${saved.facts} facts of ${saved.targets} targets; ${loaded.kind === 'file' ? 'a running router takes them over by itself' : 'the router obeys them from its next start'}`,
]

const plainOf = (loaded: Loaded): ((text: string) => string) => {
  const scrubber = new Scrubber()
  scrubber.setLive([...loaded.config.providers.values()].flatMap(({ credentials }) => credentials.map(({ secret }) => secret.reveal())))
  return text => plainWords(text, scrubber.scrub)
}

const exitCodeOf = (reports: readonly TargetReport[]): number => reports.every(({ trouble, isComplete }) => trouble === undefined && isComplete) ? EXIT.ok : EXIT.failed

/** What became of the file. */
interface Filed {
  /** Absent: nothing was to be written. */
  readonly saved?: Saved | undefined
  readonly failure?: string
  readonly unheeded: readonly NotObeyed[]
}

/** A demonstration is what it says it is: nothing is to be learned of it. */
const isWriting = ({ loaded, call }: Plan): boolean => call.values['no-write'] !== true && loaded.kind !== 'demo'

const file = async (plan: Plan, reports: readonly TargetReport[], plain: (text: string) => string): Promise<Filed> => {
  if (!isWriting(plan)) return { unheeded: [] }
  try {
    const saved = await saveMeasured(reports, { path: plan.path, version: VERSION, at: new Date(), plain })
    return { saved, unheeded: saved === undefined ? [] : notObeyed(reports, await plan.reload()) }
  } catch (error) {
    return { failure: `${displayPath(plan.path)} cannot be written: ${(error as Error).message}`, unheeded: [] }
  }
}

const tellPeople = (plan: Plan, tested: Tested, { saved, failure, unheeded }: Filed, plain: (text: string) => string): void => {
  printData(fidelityTable(tested.reports, { hasColour: wantsColour(process.stdout), plain }))
  const words = [
    ...troubleLines(tested.reports, plain),
    ...closingWords(tested),
    ...(isWriting(plan) && failure === undefined ? savedWords(plan.path, saved, plan.loaded) : []),
    ...unheeded.map(({ target, facts }) => `not obeyed, because the routing file says it itself or does not list the model: ${target} ${facts.join(', ')}`),
  ]
  if (words.length > 0) printMessage(words.join('\n'))
  if (failure !== undefined) printError(false, 'unwritable', failure, 'check SMART_ROUTER_DATA and the permissions of the folder')
}

const tellPrograms = ({ path }: Plan, tested: Tested, { saved, failure, unheeded }: Filed, plain: (text: string) => string): void => {
  printData(JSON.stringify({ ...describeTest(tested, plain), written: saved === undefined ? null : path, not_obeyed: unheeded, error: failure ?? null }))
}

const testThem = async (plan: Plan): Promise<number> => {
  const { loaded, targets, call } = plan
  printMessage(announcement(targets, targets.reduce((sum, target) => sum + maxRequests(target, call.values['deep'] === true), 0)))
  const tested = await runTests(plan)
  const plain = plainOf(loaded)
  const filed = await file(plan, tested.reports, plain)
  const tell = call.isJson ? tellPrograms : tellPeople
  tell(plan, tested, filed, plain)
  return filed.failure === undefined ? exitCodeOf(tested.reports) : EXIT.failed
}

/** The targets that are meant, or the exit code after saying why there are none. */
const chosenTargets = ({ positionals, isJson }: VerbCall, loaded: Loaded): readonly Target[] | number => {
  const choice = chooseTargets(positionals, loaded)
  if (!('targets' in choice)) {
    printError(isJson, choice.isUnknown ? 'usage' : 'unusable', choice.message, choice.hint)
    return choice.isUnknown ? EXIT.usage : EXIT.failed
  }
  const targets = conversing(choice.targets, positionals)
  if (typeof targets !== 'string') return targets
  printError(isJson, 'usage', targets, 'smart-router providers list shows the kinds')
  return EXIT.usage
}

export const providersTest = async (call: VerbCall): Promise<number> => {
  const { isJson } = call
  const concurrency = concurrencyOf(call)
  if (concurrency === undefined) { printError(isJson, 'usage', `--concurrency is "${String(call.values['concurrency'])}"`, `use a whole number from 1 to ${MAX_CONCURRENCY}`); return EXIT.usage }
  const environment = loadEnvironment(isJson)
  if (environment === undefined) return EXIT.usage
  let demo: DemoProviders | undefined
  const loaded = await loadFor(environment, async () => {
    const { startDemoProviders } = await import('../simulator/demo-providers.ts')
    demo = await startDemoProviders()
    return demo.providers
  })
  try {
    if (!loaded.ok) { printProblems(loaded, isJson); return EXIT.invalidConfiguration }
    if (loaded.notice !== undefined && !isJson) printMessage(`note: ${loaded.notice}`)
    const targets = chosenTargets(call, loaded)
    if (typeof targets === 'number') return targets
    return await testThem({ loaded, targets, call, concurrency, path: capabilitiesPath(environment.dataFolder), reload: async () => await loadFor(environment) })
  } finally {
    await demo?.close()
  }
}
