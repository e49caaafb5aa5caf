/** A target that nobody listed, where a client names any model of a provider that allows it (`ollama/llama3.3`). */

import { buildTarget } from './build-routing.ts'
import { modelOfPreset } from './plan-models.ts'
import { PRESETS } from './presets/index.ts'
import { unlistedModel } from './routing-plan.ts'
import type { RoutingConfig } from './snapshot.ts'
import type { Target } from './target.ts'

/** Model names are short; a longer one is no name. */
const MAX_NAME_LENGTH = 200

/** `id` is `provider/model`. A listed target wins. `undefined`: no such provider, or its list is closed. */
export const openTarget = (config: RoutingConfig, id: string): Target | undefined => {
  const listed = config.targets.get(id)
  if (listed !== undefined) return listed
  const slash = id.indexOf('/')
  const provider = config.providers.get(id.slice(0, Math.max(slash, 0)))
  const model = id.slice(slash + 1)
  if (provider?.openCompat === undefined || !provider.isEnabled || model === '' || model.length > MAX_NAME_LENGTH) return undefined
  const known = PRESETS.get(provider.preset ?? '')?.models.find(({ id }) => id === model)
  return buildTarget(provider, known === undefined ? unlistedModel(model, provider.openCompat) : modelOfPreset(known, provider.openCompat))
}
