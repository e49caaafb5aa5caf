/**
 * One provider of the file, checked and completed from its preset. A provider that lacks a key or another variable is left out,
 * which is a warning: the same file works on machines with different keys.
 */

import { Secret } from '../lib/secret.ts'
import { listWords } from './did-you-mean.ts'
import { describeMissing, keyRing } from './key-ring.ts'
import type { KeyRing, ProviderDraft } from './key-ring.ts'
import { mergeCompat, planModels } from './plan-models.ts'
import { presetOn } from './preset-on.ts'
import { compatAt } from './preset-site.ts'
import { PRESET_NAMES, PRESETS } from './presets/index.ts'
import type { Preset } from './presets/index.ts'
import type { Finding } from './problem-report.ts'
import { baseUrlOf, endpointsOf } from './provider-url.ts'
import { DEFAULT_PRIORITY } from './routing-plan.ts'
import type { ProviderPlan } from './routing-plan.ts'
import type { ProviderSettings } from './schema.ts'
import type { Credential } from './target.ts'
import { writtenKeys } from './written-keys.ts'

export interface PlannedProvider {
  readonly plan: ProviderPlan
  readonly state: 'usable' | 'disabled' | 'left-out'
  /** Why it is left out, in words: `DEEPSEEK_API_KEY is not set`. */
  readonly reason?: string
}

const NO_KEYS: KeyRing = { keys: [], isKeyless: false }

/** A provider that is named as a preset and says nothing else is that preset. */
const presetOf = (name: string, settings: ProviderSettings): Preset | undefined => {
  if (settings.preset !== undefined) return PRESETS.get(settings.preset)
  return settings.base_url === undefined && settings.dialect === undefined ? PRESETS.get(name) : undefined
}

const RESERVED_HEADERS: ReadonlySet<string> = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'content-type', 'authorization', 'x-api-key'])

const checkHeaders = ({ report, settings, path }: ProviderDraft): void => {
  for (const [name, value] of Object.entries(settings.headers ?? {})) {
    const at = [...path, 'headers', name]
    if (RESERVED_HEADERS.has(name.toLowerCase())) report.problem({
      code: 'SR-105',
      path: at,
      end: 'key',
      message: `the header "${name}" is set by smart-router itself`,
      suggestion: 'for a key use "api_key"; "compat: { authentication: … }" says how it travels',
    })
    if (/[^\t\x20-\x7e]/.test(value.trim())) report.problem({
      code: 'SR-105',
      path: at,
      message: `the header "${name}" has a line break or a character outside ASCII`,
      suggestion: 'write plain ASCII text',
    })
  }
}

const credentialsOf = (name: string, keys: readonly string[]): Credential[] =>
  keys.map((key, index) => ({ id: `${name}#${index + 1}`, secret: new Secret(key) }))

const headersOf = (headers: ProviderSettings['headers'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()]))

const planOf = (draft: ProviderDraft, ring: KeyRing, baseUrl: string): ProviderPlan => {
  const { name, preset, settings, dialect } = draft
  const authentication = ring.isKeyless ? { authentication: 'none' as const } : {}
  const compat = { ...authentication, ...mergeCompat(preset === undefined ? {} : compatAt(preset, baseUrl), settings.compat) }
  return {
    name,
    dialect,
    baseUrl,
    credentials: credentialsOf(name, ring.keys),
    headers: headersOf(settings.headers),
    isEnabled: settings.enabled ?? true,
    priority: settings.priority ?? DEFAULT_PRIORITY,
    isDemo: false,
    ...(preset === undefined ? {} : { preset: preset.name }),
    endpoints: baseUrl === '' ? {} : endpointsOf(draft, baseUrl, authentication),
    compat,
    written: writtenKeys(settings),
    ...planModels(preset, settings, compat),
  }
}

const planEnabled = (draft: ProviderDraft): PlannedProvider | undefined => {
  checkHeaders(draft)
  const ring = keyRing(draft)
  const baseUrl = baseUrlOf(draft, ring.baseUrl ?? draft.preset?.baseUrl)
  if (baseUrl === undefined) return undefined
  const plan = planOf(draft, ring, baseUrl)
  if (ring.reason !== undefined) return { plan, state: 'left-out', reason: ring.reason }
  const { report, name, path, preset } = draft
  if (preset?.warning !== undefined) report.warning({ code: 'SR-153', path, end: 'key', message: `provider "${name}": ${preset.warning}` })
  return { plan, state: 'usable' }
}

/** What is wrong with the address before it is looked at. */
const objectionTo = ({ name, path, settings, preset, dialect }: ProviderDraft): Finding | undefined => {
  if (settings.base_url !== undefined) return undefined
  if (preset === undefined) return {
    code: 'SR-106',
    path,
    end: 'key',
    message: `provider "${name}" has neither a preset nor a base_url`,
    suggestion: `add "base_url: https://host/v1", or "preset:" with ${listWords(PRESET_NAMES)}`,
  }
  return preset.baseUrl !== '' ? undefined : {
    code: 'SR-105',
    path: [...path, 'dialect'],
    message: `provider "${name}": the preset "${preset.name}" has no address of the dialect "${dialect}"`,
    suggestion: 'write its base_url, or take "dialect" out',
  }
}

/** `undefined`: the provider is wrong, and that was reported. */
export const planProvider = (name: string, settings: ProviderSettings, context: Pick<ProviderDraft, 'report' | 'lookup' | 'expanded'>): PlannedProvider | undefined => {
  const named = presetOf(name, settings)
  const dialect = settings.dialect ?? named?.dialect ?? 'openai'
  const preset = named === undefined ? undefined : presetOn(named, dialect)
  const draft: ProviderDraft = { ...context, name, path: ['providers', name], settings, preset, dialect }
  const missing = context.expanded.missingIn(name)
  const objection = missing.length === 0 ? objectionTo(draft) : undefined
  if (objection !== undefined) {
    context.report.problem(objection)
    return undefined
  }
  if (settings.enabled === false) return {
    plan: planOf(draft, NO_KEYS, missing.length > 0 ? '' : baseUrlOf(draft, preset?.baseUrl) ?? ''),
    state: 'disabled',
  }
  if (missing.length > 0) return { plan: planOf(draft, NO_KEYS, ''), state: 'left-out', reason: describeMissing(missing) }
  return planEnabled(draft)
}
