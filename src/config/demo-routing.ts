/** The routing over the built-in demonstration providers, so that the first start answers without any key. */

import { Secret } from '../lib/secret.ts'
import type { Task } from '../chat/request.ts'
import { buildRouting } from './build-routing.ts'
import type { Compat } from './compat.ts'
import { RANKED_TASKS, rankVendors } from './matrix.ts'
import { DEFAULT_ALIASES, DEFAULT_PRIORITY, DEFAULT_ROUTING } from './routing-plan.ts'
import type { ModelPlan, PlannedEntry, PlannedRoute, ProviderPlan } from './routing-plan.ts'
import type { RoutingConfig } from './snapshot.ts'
import type { Capability, DialectName, Price, TargetKind } from './target.ts'

export interface DemoModel {
  readonly id: string
  /** Default `chat`. */
  readonly kind?: TargetKind
  readonly contextWindow: number
  readonly maxOutputTokens: number
  readonly capabilities: readonly Capability[]
  readonly price?: Price
}

/** A running demonstration provider, named `demo-<vendor>`. */
export interface DemoProvider {
  readonly name: string
  readonly dialect: DialectName
  readonly baseUrl: string
  readonly models: readonly DemoModel[]
}

/** What a model should be able to do to stand for its vendor in a task, most wanted first. */
const WANTED: Readonly<Partial<Record<Task, readonly Capability[]>>> = {
  code: ['reasoning'],
  thinking: ['reasoning'],
  image: ['image_output', 'images'],
  search: ['search'],
  agent: ['tools'],
}

/** What the demonstration understands of each wire's ways to ask for reasoning. */
const COMPAT: Readonly<Record<DialectName, Compat>> = {
  openai: { reasoningSwitch: 'reasoning_effort' },
  anthropic: { reasoningSwitch: 'anthropic-thinking' },
  'openai-responses': {},
}

const planModel = (model: DemoModel, dialect: DialectName): ModelPlan => ({ kind: 'chat', ...model, upstreamName: model.id, compat: COMPAT[dialect], weight: 1 })

const planProvider = ({ name, dialect, baseUrl, models }: DemoProvider): ProviderPlan => ({
  name,
  dialect,
  baseUrl: baseUrl.replace(/\/+$/, ''),
  credentials: [{ id: `${name}#1`, secret: new Secret('demo') }],
  headers: {},
  isEnabled: true,
  priority: DEFAULT_PRIORITY,
  isDemo: true,
  compat: COMPAT[dialect],
  offered: models.map((model) => planModel(model, dialect)),
  everyday: models.slice(0, 1).map(({ id }) => id),
  known: new Map(models.map((model) => [model.id, planModel(model, dialect)])),
  isOpenEnded: false,
})

const modelFor = (models: readonly DemoModel[], task: Task): DemoModel | undefined => {
  if (task === 'long') return models.toSorted((one, other) => other.contextWindow - one.contextWindow)[0]
  const painter = task === 'image' ? models.find(({ kind }) => kind === 'image') : undefined
  if (painter !== undefined) return painter
  const able = WANTED[task]?.flatMap((wanted) => models.filter(({ capabilities }) => capabilities.includes(wanted))) ?? []
  return able[0] ?? models[0]
}

const vendorOf = (name: string): string => name.replace(/^demo-/, '')

const rankTask = (task: (typeof RANKED_TASKS)[number], providers: readonly DemoProvider[]): PlannedRoute => {
  const ranked = rankVendors(task, providers.map(({ name }) => vendorOf(name)))
  const entries = ranked.flatMap((vendor) => providers.filter(({ name }) => vendorOf(name) === vendor)).flatMap(({ name, models }): PlannedEntry[] => {
    const model = modelFor(models, task)
    return model === undefined ? [] : [{ provider: name, model: model.id }]
  })
  return { strategy: 'priority', entries }
}

export const demoRouting = (providers: readonly DemoProvider[], revision = 1): RoutingConfig => buildRouting({
  source: 'demo',
  providers: providers.map(planProvider),
  tasks: Object.fromEntries(RANKED_TASKS.map((task) => [task, rankTask(task, providers)])),
  aliases: DEFAULT_ALIASES,
  routing: DEFAULT_ROUTING,
}, revision)
