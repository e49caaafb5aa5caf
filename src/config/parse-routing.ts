/**
 * The text of `config/routing.yaml` to a routing in plain data, or to everything that is wrong with it. Pure: variables and files
 * come through `lookup`. Order: YAML, placeholders, shape, providers, targets; a step that fails ends the reading.
 */

import { fileProblem } from './config-problem.ts'
import type { ConfigPath, ConfigProblem } from './config-problem.ts'
import { listWords } from './did-you-mean.ts'
import { expandProviders } from './expand-providers.ts'
import type { ExpandedProviders } from './expand-providers.ts'
import { explainIssue } from './explain-issue.ts'
import type { Lookup } from './placeholders.ts'
import { planProvider } from './plan-provider.ts'
import type { PlannedProvider } from './plan-provider.ts'
import { planSettings } from './plan-settings.ts'
import { planAliases, planClasses, planTasks } from './plan-tasks.ts'
import { ProblemReport } from './problem-report.ts'
import type { RoutingPlan } from './routing-plan.ts'
import { routingFileSchema } from './schema.ts'
import type { RoutingFile } from './schema.ts'
import { readYaml } from './yaml-source.ts'

export interface ParseOptions {
  /** As it is shown: `config/routing.yaml`. */
  readonly file: string
  readonly lookup: Lookup
}

export type ParsedRouting =
  | {
    readonly ok: true
    readonly config: RoutingPlan
    readonly warnings: readonly ConfigProblem[]
    /** False when every provider is left out or switched off: then nothing can be routed with this file. */
    readonly hasUsableProvider: boolean
  }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

const EMPTY = 'write at least "version: 1" and "providers:", or copy the example that comes with smart-router'

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value)

/**
 * The file in its shape, or `undefined` when that was refused. What is wrong only because a variable is missing is no mistake: that
 * key of the provider is taken out, and the provider is left out later.
 */
const checkShape = (value: Record<string, unknown>, expanded: ExpandedProviders, report: ProblemReport): RoutingFile | undefined => {
  const checked = routingFileSchema.safeParse(value)
  if (checked.success) return checked.data
  const findings = checked.error.issues.flatMap((issue) => explainIssue(issue, value))
  const real = findings.filter(({ path }) => expanded.missing(path).length === 0)
  for (const finding of real) report.problem(finding)
  return real.length > 0 ? undefined : routingFileSchema.parse(withoutKeys(value, findings.map(({ path }) => path)))
}

/** A copy without the keys of providers that these paths lead into. */
const withoutKeys = (value: Record<string, unknown>, paths: readonly ConfigPath[]): Record<string, unknown> => {
  const copy = structuredClone(value)
  const providers = copy['providers'] as Record<string, Record<string, unknown> | undefined>
  for (const [, provider, key] of paths) delete providers[String(provider)]?.[String(key)]
  return copy
}

interface Planned { readonly providers: readonly PlannedProvider[]; readonly broken: ReadonlySet<string> }

const planProviders = (file: RoutingFile, context: { report: ProblemReport; lookup: Lookup; expanded: ExpandedProviders }): Planned => {
  const broken = new Set<string>()
  const providers: PlannedProvider[] = []
  for (const [name, settings] of Object.entries(file.providers)) {
    const planned = planProvider(name, settings ?? {}, context)
    if (planned === undefined) broken.add(name)
    else providers.push(planned)
  }
  if (Object.keys(file.providers).length === 0) context.report.problem({
    code: 'SR-115',
    path: ['providers'],
    message: 'no provider is listed',
    suggestion: 'add one, for example "deepseek: { preset: deepseek }"',
  })
  return { providers, broken }
}

/** One line for each provider that is left out, with what that costs. */
const warnOfLeftOut = (providers: readonly PlannedProvider[], skipped: ReadonlyMap<string, ReadonlySet<string>>, report: ProblemReport): void => {
  for (const { plan, state, reason } of providers) {
    if (state !== 'left-out') continue
    const places = [...skipped.get(plan.name) ?? []]
    const cost = places.length === 0 ? '' : `; its targets are skipped in ${listWords(places, 'and')}`
    report.warning({
      code: 'SR-150',
      path: ['providers', plan.name],
      end: 'key',
      message: `provider "${plan.name}" is left out: ${reason ?? 'it has no key'}${cost}`,
      suggestion: `set it, or write "enabled: false"`,
    })
  }
}

/** Providers that a task or an alias names. */
const namedProviders = ({ tasks, classes, aliases }: RoutingPlan): ReadonlySet<string | undefined> => new Set([
  ...Object.values({ ...tasks, ...classes }).flatMap((route) => route.entries.map(({ provider }) => provider)),
  ...aliases.map(({ model }) => model.split('/', 1)[0]),
])

const warnOfEmptyProviders = (usable: readonly PlannedProvider[], named: ReadonlySet<string | undefined>, report: ProblemReport): void => {
  for (const { plan } of usable) {
    if (plan.offered.length > 0 || named.has(plan.name)) continue
    report.warning({
      code: 'SR-156',
      path: ['providers', plan.name],
      end: 'key',
      message: `provider "${plan.name}" has no models, so nothing is routed to it`,
      suggestion: 'list its models under "models", or name one in a task',
    })
  }
}

const planFile = (file: RoutingFile, source: string, context: { report: ProblemReport; lookup: Lookup; expanded: ExpandedProviders }): { config: RoutingPlan; hasUsableProvider: boolean } => {
  const { report } = context
  const { providers, broken } = planProviders(file, context)
  const skipped = new Map<string, Set<string>>()
  const onSkipped = (place: string, provider: string): void => { skipped.set(provider, (skipped.get(provider) ?? new Set()).add(place)) }
  const planning = { report, providers, broken, onSkipped }
  const config: RoutingPlan = {
    source,
    providers: providers.filter(({ state }) => state !== 'left-out').map(({ plan }) => plan),
    tasks: planTasks(file.tasks, planning),
    classes: planClasses(file.classes, planning),
    aliases: planAliases(file.aliases, planning),
    routing: planSettings(file.routing, file.classifier, report),
  }
  warnOfLeftOut(providers, skipped, report)
  const usable = providers.filter(({ state }) => state === 'usable')
  const named = namedProviders(config)
  warnOfEmptyProviders(usable, named, report)
  return { config, hasUsableProvider: usable.some(({ plan }) => plan.offered.length > 0 || named.has(plan.name)) }
}

export const parseRouting = (text: string, { file, lookup }: ParseOptions): ParsedRouting => {
  const yaml = readYaml(text, file)
  if (!yaml.ok) return yaml
  const { value, locate } = yaml.source
  if (value === null || value === undefined) return { ok: false, problems: [fileProblem('SR-109', file, 'the file is empty', EMPTY)] }
  if (!isRecord(value)) return { ok: false, problems: [fileProblem('SR-104', file, 'the file must be a map of keys', EMPTY)] }
  const report = new ProblemReport(file, locate)
  const expanded = expandProviders(value['providers'], lookup, report)
  const shaped = checkShape('providers' in value ? { ...value, providers: expanded.value } : value, expanded, report)
  if (shaped === undefined || report.problems.length > 0) return { ok: false, problems: report.problems }
  const planned = planFile(shaped, file, { report, lookup, expanded })
  return report.problems.length > 0 ? { ok: false, problems: report.problems } : { ok: true, ...planned, warnings: report.warnings }
}
