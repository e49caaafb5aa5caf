/** What a target in the file means: one model, all that match a pattern, `all`, or nothing, with what was probably meant. */

import picomatch from 'picomatch'
import { didYouMean } from './did-you-mean.ts'
import type { PlannedProvider } from './plan-provider.ts'
import { PRESETS } from './presets/index.ts'
import type { PlannedEntry } from './routing-plan.ts'
import type { TargetKind } from './target.ts'

export type TargetName = Pick<PlannedEntry, 'provider' | 'model'>

export type Resolution =
  | { readonly kind: 'found'; readonly targets: readonly TargetName[]; /** The preset does not know this model. */ readonly isUnverified?: boolean }
  /** It belongs to providers that are left out or disabled. */
  | { readonly kind: 'skipped'; readonly providers: readonly string[] }
  | { readonly kind: 'unknown'; readonly message: string; readonly suggestion: string | undefined }

/** `*` spans slashes: models of marketplaces have them. */
export const GLOB_OPTIONS = { bash: true, dot: true, nonegate: true, noextglob: true } as const

export const isGlob = (text: string): boolean => picomatch.scan(text, GLOB_OPTIONS).isGlob

const idsOf = ({ plan }: PlannedProvider): string[] => [...plan.known.keys()].map((model) => `${plan.name}/${model}`)

const everydayOf = ({ plan }: PlannedProvider): TargetName[] => plan.everyday.map((model) => ({ provider: plan.name, model }))

const isUsable = ({ state }: PlannedProvider): boolean => state === 'usable'

/** Whether a name outside the list is worth a word. */
const knowsItsModels = ({ plan }: PlannedProvider): boolean =>
  plan.known.size > 0 && PRESETS.get(plan.preset ?? '')?.servesAnyModel !== true

/** The targets that the word `all` stands for. */
export const allTargets = (providers: readonly PlannedProvider[]): readonly TargetName[] => providers.filter(isUsable).flatMap(everydayOf)

/** A pattern means what converses, unless nothing else is of that name. */
const conversing = <Hit extends { readonly kind: TargetKind }>(hits: readonly Hit[]): readonly Hit[] => {
  const chat = hits.filter(({ kind }) => kind === 'chat')
  return chat.length > 0 ? chat : hits
}

const matchGlob = (text: string, providers: readonly PlannedProvider[]): Resolution => {
  const matches = picomatch(text, GLOB_OPTIONS)
  const hits = providers.flatMap((provider) => provider.plan.offered.filter(({ id }) => matches(`${provider.plan.name}/${id}`)).map(({ id, kind }) => ({
    provider,
    model: id,
    kind,
  })))
  const usable = conversing(hits.filter(({ provider }) => isUsable(provider)))
  if (usable.length > 0) return { kind: 'found', targets: usable.map(({ provider, model }) => ({ provider: provider.plan.name, model })) }
  if (hits.length > 0) return { kind: 'skipped', providers: [...new Set(hits.map(({ provider }) => provider.plan.name))] }
  return {
    kind: 'unknown',
    message: `no target matches "${text}"`,
    suggestion: 'write provider/*, with the name of a provider above, or list models under it',
  }
}

/** A text without a slash: the name of a provider, of a model, or of nothing. */
const explainBareName = (text: string, providers: readonly PlannedProvider[]): Resolution => {
  const provider = providers.find(({ plan }) => plan.name === text)
  const ids = providers.flatMap(idsOf)
  const message = `unknown target "${text}": a target is written provider/model`
  if (provider !== undefined) return { kind: 'unknown', message, suggestion: `write "${idsOf(provider)[0] ?? `${text}/model`}" or "${text}/*"` }
  const named = ids.find((id) => id.endsWith(`/${text}`))
  return {
    kind: 'unknown',
    message,
    suggestion: named === undefined ? didYouMean(text, ['all', ...ids]) ?? 'write provider/model, or all' : `did you mean "${named}"?`,
  }
}

const explainUnknown = (text: string, name: string, providers: readonly PlannedProvider[]): Resolution => {
  const meant = didYouMean(text, providers.flatMap(idsOf)) ?? didYouMean(name, providers.map(({ plan }) => plan.name))
  return { kind: 'unknown', message: `unknown target "${text}"`, suggestion: meant ?? `add a provider "${name}", or take the target out` }
}

export const resolveTarget = (text: string, providers: readonly PlannedProvider[]): Resolution => {
  if (text === 'all') return { kind: 'found', targets: allTargets(providers) }
  const slash = text.indexOf('/')
  if (slash === -1) return isGlob(text) ? matchGlob(`${text}/*`, providers) : explainBareName(text, providers)
  const [name, model] = [text.slice(0, slash), text.slice(slash + 1)]
  const provider = providers.find(({ plan }) => plan.name === name)
  const isKnown = provider?.plan.known.has(model) === true
  if (!isKnown && isGlob(text)) return matchGlob(text, providers)
  if (provider === undefined || model === '') return explainUnknown(text, name, providers)
  if (!isKnown && !provider.plan.isOpenEnded) return {
    kind: 'unknown',
    message: `unknown target "${text}"`,
    suggestion: didYouMean(text, idsOf(provider)) ?? `add "${model}" to the models of provider "${name}"`,
  }
  if (!isUsable(provider)) return { kind: 'skipped', providers: [name] }
  return { kind: 'found', targets: [{ provider: name, model }], isUnverified: !isKnown && knowsItsModels(provider) }
}
