/**
 * One provider of the file, checked and completed from its preset. A provider that lacks a key or another variable is left out,
 * which is a warning: the same file works on machines with different keys.
 */

import { Secret } from '../lib/secret.ts'
import { checkBaseUrl } from './base-url.ts'
import { listWords } from './did-you-mean.ts'
import { describeMissing, keyRing } from './key-ring.ts'
import type { KeyRing, ProviderDraft } from './key-ring.ts'
import { mergeCompat, planModels } from './plan-models.ts'
import { PRESET_NAMES, PRESETS } from './presets/index.ts'
import type { Preset } from './presets/index.ts'
import { DEFAULT_PRIORITY } from './routing-plan.ts'
import type { ProviderPlan } from './routing-plan.ts'
import type { ProviderSettings } from './schema.ts'
import type { Credential } from './target.ts'

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

/** The URL to call; `undefined` when it was refused, and the file with it. */
const baseUrlOf = (draft: ProviderDraft, fallback: string | undefined): string | undefined => {
  const { report, name, settings, dialect } = draft
  const path = settings.base_url === undefined ? draft.path : [...draft.path, 'base_url']
  const checked = checkBaseUrl(settings.base_url ?? fallback ?? '', dialect)
  if (!checked.ok) {
    report.problem({ code: 'SR-112', path, message: `provider "${name}": ${checked.message}`, suggestion: checked.suggestion })
    return undefined
  }
  if (checked.mended !== undefined) report.warning({
    code: 'SR-158',
    path,
    message: `provider "${name}": smart-router adds "${checked.mended}" itself; it was taken off base_url`,
    suggestion: `write ${checked.url}`,
  })
  if (checked.isUnsafe) report.warning({
    code: 'SR-152',
    path,
    message: `provider "${name}": keys and prompts travel unencrypted over http`,
    suggestion: 'use https',
  })
  return checked.url
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

const planOf = ({ name, preset, settings, dialect }: ProviderDraft, ring: KeyRing, baseUrl: string): ProviderPlan => {
  const merged = mergeCompat(preset?.compat ?? {}, settings.compat)
  const compat = ring.isKeyless ? { authentication: 'none' as const, ...merged } : merged
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
    compat,
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

/** `undefined`: the provider is wrong, and that was reported. */
export const planProvider = (name: string, settings: ProviderSettings, context: Pick<ProviderDraft, 'report' | 'lookup' | 'expanded'>): PlannedProvider | undefined => {
  const preset = presetOf(name, settings)
  const draft: ProviderDraft = {
    ...context,
    name,
    path: ['providers', name],
    settings,
    preset,
    dialect: settings.dialect ?? preset?.dialect ?? 'openai',
  }
  const missing = context.expanded.missingIn(name)
  if (preset === undefined && settings.base_url === undefined && missing.length === 0) {
    context.report.problem({
      code: 'SR-106',
      path: draft.path,
      end: 'key',
      message: `provider "${name}" has neither a preset nor a base_url`,
      suggestion: `add "base_url: https://host/v1", or "preset:" with ${listWords(PRESET_NAMES)}`,
    })
    return undefined
  }
  if (settings.enabled === false) return {
    plan: planOf(draft, NO_KEYS, missing.length > 0 ? '' : baseUrlOf(draft, preset?.baseUrl) ?? ''),
    state: 'disabled',
  }
  if (missing.length > 0) return { plan: planOf(draft, NO_KEYS, ''), state: 'left-out', reason: describeMissing(missing) }
  return planEnabled(draft)
}
