/**
 * Lays what was measured over a routing in plain data. It wins over what presets say, and what the routing file itself says of a
 * model wins over it. It holds for the usual wire, on which it was measured. Facts of another server or another model than the one that is configured now are left alone, and told.
 */

import { compatOfFlags } from './compat-schema.ts'
import type { ConfigProblem } from './config-problem.ts'
import { targetFingerprint } from './measured-capabilities.ts'
import type { MeasuredFile } from './measured-capabilities.ts'
import type { DatedFlag, MeasuredEntry } from './measured-shape.ts'
import { unlistedModel } from './routing-plan.ts'
import type { ModelPlan, ProviderPlan, RoutingPlan } from './routing-plan.ts'
import type { Capability, Measured } from './target.ts'
import { isWritten } from './written-keys.ts'

export interface ObeyedPlan {
  readonly plan: RoutingPlan
  readonly warnings: readonly ConfigProblem[]
}

type IsFree = (key: string) => boolean

/** What of an entry is to be obeyed. */
const measuredFacts = ({ capabilities = {}, compat = {}, context_window: window }: MeasuredEntry, isFree: IsFree): Measured => ({
  capabilities: isFree('capabilities') ? Object.fromEntries(Object.entries(capabilities).map(([name, { supported, measured }]) => [name, { supported, day: measured }])) : {},
  days: Object.fromEntries([
    ...Object.entries(compat).filter(([flag]) => isFree(`compat.${flag}`)).map(([flag, { measured }]) => [`compat.${flag}`, measured]),
    ...(window !== undefined && isFree('context_window') ? [['context_window', window.measured]] : []),
  ]) as Measured['days'],
})

const isEmpty = ({ capabilities, days }: Measured): boolean => Object.keys(capabilities).length + Object.keys(days).length === 0

/** Where nobody told of a model, it stays unknown: what it lacks is then told by the measurement alone. */
const withMeasured = (known: readonly Capability[], { capabilities }: Measured): readonly Capability[] => {
  const names = Object.keys(capabilities) as Capability[]
  return [...known.filter((name) => capabilities[name]?.supported !== false), ...names.filter((name) => capabilities[name]?.supported === true && !known.includes(name))]
}

const obeyIn = (model: ModelPlan, entry: MeasuredEntry, isFree: IsFree): ModelPlan => {
  const measured = measuredFacts(entry, isFree)
  if (isEmpty(measured)) return model
  const flags = Object.entries<DatedFlag>(entry.compat ?? {}).filter(([flag]) => `compat.${flag}` in measured.days)
  return {
    ...model,
    ...(model.capabilities === undefined ? {} : { capabilities: withMeasured(model.capabilities, measured) }),
    ...('context_window' in measured.days && entry.context_window !== undefined ? { contextWindow: entry.context_window.tokens } : {}),
    compat: { ...model.compat, ...compatOfFlags(Object.fromEntries(flags.map(([flag, { value }]) => [flag, value]))) },
    measured,
    told: { compat: model.compat, ...(model.capabilities === undefined ? {} : { capabilities: model.capabilities }) },
  }
}

const isOfThis = ({ fingerprint }: MeasuredEntry, { dialect, baseUrl }: ProviderPlan, { upstreamName }: ModelPlan): boolean =>
  fingerprint === undefined || fingerprint === targetFingerprint(dialect, baseUrl, upstreamName)

/** Measured models that nobody listed become known where any name is a model. */
const measuredUnlisted = (provider: ProviderPlan, measured: MeasuredFile): ModelPlan[] => {
  if (!provider.isOpenEnded) return []
  const prefix = `${provider.name}/`
  const names = [...measured.targets.keys()].filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length))
  return names.filter((name) => name !== '' && !provider.known.has(name)).map((name) => unlistedModel(name, provider.compat))
}

const obeyInProvider = (provider: ProviderPlan, measured: MeasuredFile, onStale: (targetId: string) => void): ProviderPlan => {
  const obey = (model: ModelPlan): ModelPlan => {
    const id = `${provider.name}/${model.id}`
    const entry = measured.targets.get(id)
    if (entry === undefined) return model
    if (!isOfThis(entry, provider, model)) { onStale(id); return model }
    return obeyIn(model, entry, (key) => !isWritten(provider.written, model.id, key))
  }
  const known = [...provider.known.values(), ...measuredUnlisted(provider, measured)].map(obey)
  return { ...provider, offered: provider.offered.map(obey), known: new Map(known.map((model) => [model.id, model])) }
}

const staleWarning = (provider: string, [first = '', ...others]: readonly string[], measured: MeasuredFile): ConfigProblem => ({
  code: 'SR-161',
  file: measured.file,
  ...measured.placeOf(first),
  path: `targets["${first}"]`,
  message: `${first}${others.length === 0 ? '' : ` and ${others.length} more`}: measured at another address or of another model; not obeyed`,
  suggestion: `run "smart-router providers test ${provider}" again`,
})

export const obeyMeasured = (plan: RoutingPlan, measured: MeasuredFile | undefined): ObeyedPlan => {
  if (measured === undefined) return { plan, warnings: [] }
  if (measured.targets.size === 0) return { plan, warnings: measured.warnings }
  const warnings: ConfigProblem[] = [...measured.warnings]
  const providers = plan.providers.map((provider) => {
    const stale = new Set<string>()
    const obeyed = obeyInProvider(provider, measured, (id) => { stale.add(id) })
    if (stale.size > 0) warnings.push(staleWarning(provider.name, [...stale], measured))
    return obeyed
  })
  return { plan: { ...plan, providers }, warnings }
}
