/** The models of one provider: what the preset knows, overridden by what the file says. */

import type { Compat } from './compat.ts'
import { compatOfFlags } from './compat-schema.ts'
import { compatAt } from './preset-site.ts'
import { PRESETS } from './presets/index.ts'
import type { Preset, PresetModel } from './presets/index.ts'
import type { ModelPlan, ProviderPlan } from './routing-plan.ts'
import { unlistedModel } from './routing-plan.ts'
import type { CompatSetting, ModelSettings, ProviderSettings } from './schema.ts'
import type { Price } from './target.ts'

/** A preset's name brings its quirks in place of the present ones; flags are added to them. */
export const mergeCompat = (present: Compat, setting: CompatSetting | undefined): Compat => {
  if (setting === undefined) return present
  if (typeof setting !== 'string') return { ...present, ...compatOfFlags(setting) }
  const preset = PRESETS.get(setting)
  return preset === undefined ? {} : compatAt(preset)
}

const priceOf = ({ input, output, cache_read: cacheRead, cache_write: cacheWrite }: NonNullable<ModelSettings['price']>): Price =>
  ({ input, output, ...(cacheRead === undefined ? {} : { cacheRead }), ...(cacheWrite === undefined ? {} : { cacheWrite }) })

export const modelOfPreset = (model: PresetModel, compat: Compat): ModelPlan => {
  const { upstreamName, compat: own, isLegacy: _isLegacy, ...facts } = model
  return { ...facts, upstreamName: upstreamName ?? model.id, compat: { ...compat, ...own }, weight: 1 }
}

const withSettings = (model: ModelPlan, settings: ModelSettings): ModelPlan => ({
  ...model,
  ...(settings.name === undefined ? {} : { upstreamName: settings.name }),
  ...(settings.kind === undefined ? {} : { kind: settings.kind }),
  ...(settings.display_name === undefined ? {} : { displayName: settings.display_name }),
  ...(settings.context_window === undefined ? {} : { contextWindow: settings.context_window }),
  ...(settings.max_output_tokens === undefined ? {} : { maxOutputTokens: settings.max_output_tokens }),
  ...(settings.price === undefined ? {} : { price: priceOf(settings.price) }),
  ...(settings.capabilities === undefined ? {} : { capabilities: settings.capabilities }),
  ...(settings.weight === undefined ? {} : { weight: settings.weight }),
  compat: mergeCompat(model.compat, settings.compat),
})

type ModelFacts = Pick<ProviderPlan, 'offered' | 'everyday' | 'known' | 'isOpenEnded'>

const listedModels = (models: NonNullable<ProviderSettings['models']>): ReadonlyArray<readonly [string, ModelSettings]> =>
  (Array.isArray(models) ? models.map((id) => [id, {}] as const) : Object.entries(models).map(([id, settings]) => [id, settings ?? {}] as const))

const conversing = (models: readonly ModelPlan[]): readonly string[] => models.filter(({ kind }) => kind === 'chat').map(({ id }) => id)

/**
 * With a list, its models are offered and the list is closed, except for what the preset knows. Without one, the preset's models
 * are offered, its default stands for it in `all`, and any other name may be used.
 */
export const planModels = (preset: Preset | undefined, settings: ProviderSettings, compat: Compat): ModelFacts => {
  const presetModels = preset?.models ?? []
  const known = new Map(presetModels.map((model) => [model.id, modelOfPreset(model, compat)]))
  if (settings.models === undefined) {
    const offered = presetModels.filter((model) => model.isLegacy !== true).map((model) => modelOfPreset(model, compat))
    return { offered, everyday: conversing(offered).slice(0, 1), known, isOpenEnded: true }
  }
  const offered = listedModels(settings.models).map(([id, own]) => withSettings(known.get(id) ?? unlistedModel(id, compat), own))
  for (const model of offered) known.set(model.id, model)
  return { offered, everyday: conversing(offered), known, isOpenEnded: false }
}
