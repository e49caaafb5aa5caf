/** A routing without any file: every vendor whose key is in the environment, ranked by the matrix. */

import { Secret } from '../lib/secret.ts'
import type { Task } from '../chat/request.ts'
import { cleanApiKey } from './api-key.ts'
import { buildRouting } from './build-routing.ts'
import { fileProblem } from './config-problem.ts'
import type { ConfigProblem } from './config-problem.ts'
import { RANKED_TASKS, rankVendors } from './matrix.ts'
import type { MeasuredFile } from './measured-capabilities.ts'
import { obeyMeasured } from './obey-measured.ts'
import { planModels } from './plan-models.ts'
import { compatAt } from './preset-site.ts'
import { ENVIRONMENT_PRESETS } from './presets/index.ts'
import type { Preset } from './presets/index.ts'
import { presetEndpoints } from './provider-url.ts'
import { DEFAULT_ALIASES, DEFAULT_PRIORITY, DEFAULT_ROUTING } from './routing-plan.ts'
import type { PlannedEntry, PlannedRoute, ProviderPlan, RoutingPlan } from './routing-plan.ts'
import type { RoutingConfig } from './snapshot.ts'
import { taskParameters } from './task-entry.ts'

export type Variables = Readonly<Record<string, string | undefined>>

export interface EnvironmentRouting {
  /** `undefined`: no vendor's key is set. */
  readonly config: RoutingConfig | undefined
  readonly warnings: readonly ConfigProblem[]
}

const SOURCE = 'environment'

const planFromPreset = (preset: Preset, key: string, baseUrl: string): ProviderPlan => {
  const compat = compatAt(preset, baseUrl)
  return {
    name: preset.name,
    dialect: preset.dialect,
    baseUrl,
    endpoints: presetEndpoints(preset, baseUrl),
    credentials: [{ id: `${preset.name}#1`, secret: new Secret(key) }],
    headers: {},
    isEnabled: true,
    priority: DEFAULT_PRIORITY,
    isDemo: false,
    preset: preset.name,
    compat,
    ...planModels(preset, {}, compat),
  }
}

/** The first of a preset's variables that is set. */
const findKey = (preset: Preset, variables: Variables): { name: string; text: string; baseUrl: string } | undefined => {
  for (const { name, baseUrl } of preset.keyVariables) {
    const text = variables[name]?.trim() ?? ''
    if (text !== '') return { name, text, baseUrl: baseUrl ?? preset.baseUrl }
  }
  return undefined
}

/** What a vendor asks of its models for a task, best first. */
const entriesFor = (preset: Preset, task: Task): readonly PlannedEntry[] => {
  const { name, taskModels, models } = preset
  const wanted = taskModels[task] ?? models.slice(0, 1).map(({ id }) => id)
  return wanted.map((id) => {
    const parameters = taskParameters(preset, models.find((model) => model.id === id), task)
    return { provider: name, model: id, ...(parameters === undefined ? {} : { parameters }) }
  })
}

/** Everybody's best before anybody's second best: a drawing is better of another maker than as code. */
const byRounds = (lists: ReadonlyArray<readonly PlannedEntry[]>): PlannedEntry[] =>
  Array.from({ length: Math.max(...lists.map(({ length }) => length)) }, (_unused, round) => lists.flatMap((list) => list.slice(round, round + 1))).flat()

const rankTask = (task: (typeof RANKED_TASKS)[number], presets: readonly Preset[]): PlannedRoute => {
  const ranked = rankVendors(task, presets.map(({ name }) => name)).flatMap((name) => presets.filter((preset) => preset.name === name))
  return { strategy: 'priority', entries: byRounds(ranked.map((preset) => entriesFor(preset, task))) }
}

export const routingFromEnvironment = (variables: Variables, revision = 1, measured?: MeasuredFile): EnvironmentRouting => {
  const warnings: ConfigProblem[] = []
  const presets: Preset[] = []
  const providers: ProviderPlan[] = []
  for (const preset of ENVIRONMENT_PRESETS) {
    const found = findKey(preset, variables)
    if (found === undefined) continue
    const cleaned = cleanApiKey(found.text)
    if (!cleaned.ok) {
      warnings.push(fileProblem('SR-113', SOURCE, `${found.name}: ${cleaned.message}; provider "${preset.name}" is left out`, `set ${found.name} again, as one word`))
      continue
    }
    if (preset.warning !== undefined) warnings.push(fileProblem('SR-153', SOURCE, `provider "${preset.name}": ${preset.warning}`))
    presets.push(preset)
    providers.push(planFromPreset(preset, cleaned.key, found.baseUrl))
  }
  if (providers.length === 0) return { config: undefined, warnings }
  const tasks: RoutingPlan['tasks'] = Object.fromEntries(RANKED_TASKS.map((task) => [task, rankTask(task, presets)]))
  const obeyed = obeyMeasured({ source: SOURCE, providers, tasks, aliases: DEFAULT_ALIASES, routing: DEFAULT_ROUTING }, measured)
  return { config: buildRouting(obeyed.plan, revision), warnings: [...warnings, ...obeyed.warnings] }
}
