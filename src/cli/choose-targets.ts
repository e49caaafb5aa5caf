/** Which targets the words of a command mean; what nobody knows is answered with the nearest that somebody does. */

import { closestWord } from '../config/did-you-mean.ts'
import type { LoadedRouting } from '../config/load-routing.ts'
import { openTarget } from '../config/open-target.ts'
import type { RoutingConfig } from '../config/snapshot.ts'
import type { Target } from '../config/target.ts'

export type Choice =
  | { readonly targets: readonly Target[] }
  /** `isUnknown` false: it is known, and cannot be used. */
  | { readonly isUnknown: boolean; readonly message: string; readonly hint?: string }

type Loaded = Extract<LoadedRouting, { ok: true }>

const targetsOf = ({ targets }: RoutingConfig, provider: string): readonly Target[] => [...targets.values()].filter(target => target.provider.name === provider)

const unknown = (word: string, { targets, targetsByModel, providers }: RoutingConfig): Choice => {
  const message = `"${word}" is neither a provider nor a target`
  const [named] = targetsByModel.get(word) ?? []
  const meant = named?.id ?? closestWord(word, [...providers.keys(), ...targets.keys()])
  return { isUnknown: true, message, hint: meant === undefined ? 'smart-router providers list shows them' : `did you mean "${meant}"?` }
}

/** A provider that is in the file and has no key here, or is switched off. */
const unusable = (word: string, { config, warnings }: Loaded): Choice | undefined => {
  const name = word.split('/', 1)[0] ?? word
  const warning = warnings.find(({ code, path }) => code === 'SR-150' && (path === `providers.${name}` || path === `providers["${name}"]`))
  if (warning !== undefined) return { isUnknown: false, message: warning.message, ...(warning.suggestion !== undefined && { hint: warning.suggestion }) }
  return config.providers.get(name)?.isEnabled === false ? { isUnknown: false, message: `provider "${name}" is switched off`, hint: 'take "enabled: false" out of the routing file' } : undefined
}

const targetsMeant = (word: string, loaded: Loaded): Choice => {
  const { config } = loaded
  const unavailable = unusable(word, loaded)
  if (unavailable !== undefined) return unavailable
  const all = targetsOf(config, word)
  if (all.length > 0) return { targets: all }
  if (config.providers.has(word)) return { isUnknown: true, message: `provider "${word}" lists no models`, hint: `name one: ${word}/<model>` }
  const target = openTarget(config, word)
  return target === undefined ? unknown(word, config) : { targets: [target] }
}

/** No words: every target. Each one once, in the order of the words. */
export const chooseTargets = (words: readonly string[], loaded: Loaded): Choice => {
  if (words.length === 0) return { targets: [...loaded.config.targets.values()] }
  const chosen = new Map<string, Target>()
  for (const word of words) {
    const choice = targetsMeant(word, loaded)
    if (!('targets' in choice)) return choice
    for (const target of choice.targets) chosen.set(target.id, target)
  }
  return { targets: [...chosen.values()] }
}
