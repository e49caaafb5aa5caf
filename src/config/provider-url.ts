/** The addresses of one provider of the file, each checked before a key is ever sent there. What is wrong or unsafe is reported. */

import { checkBaseUrl } from './base-url.ts'
import { compatOfFlags } from './compat-schema.ts'
import type { CompatFlags } from './compat-schema.ts'
import type { Compat } from './compat.ts'
import type { ConfigPath } from './config-problem.ts'
import type { ProviderDraft } from './key-ring.ts'
import { siteAt } from './preset-site.ts'
import type { Preset } from './presets/index.ts'
import { DIALECT_NAMES } from './target.ts'
import type { DialectName, Endpoint, Endpoints } from './target.ts'

interface Address { readonly text: string; readonly path: ConfigPath; readonly dialect: DialectName }

/** The URL to call; `undefined` when it was refused, and the file with it. */
const checkAddress = ({ report, name }: ProviderDraft, { text, path, dialect }: Address): string | undefined => {
  const checked = checkBaseUrl(text, dialect)
  if (!checked.ok) {
    report.problem({ code: 'SR-112', path, message: `provider "${name}": ${checked.message}`, suggestion: checked.suggestion })
    return undefined
  }
  if (checked.mended !== undefined) report.warning({
    code: 'SR-158',
    path,
    message: `provider "${name}": smart-router adds "${checked.mended}" itself; it was taken off ${String(path.at(-1))}`,
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

/** The usual address. `fallback`: where the file gives none. */
export const baseUrlOf = (draft: ProviderDraft, fallback: string | undefined): string | undefined => {
  const { settings, path, dialect } = draft
  return checkAddress(draft, {
    text: settings.base_url ?? fallback ?? '',
    path: settings.base_url === undefined ? path : [...path, 'base_url'],
    dialect,
  })
}

const ownEndpoint = (draft: ProviderDraft, dialect: DialectName): Endpoint | undefined => {
  const setting = draft.settings.endpoints?.[dialect]
  if (setting === undefined || setting === false) return undefined
  const [text, flags, path]: [string, CompatFlags, ConfigPath] = typeof setting === 'string'
    ? [setting, {}, ['endpoints', dialect]]
    : [setting.base_url, setting.compat ?? {}, ['endpoints', dialect, 'base_url']]
  const baseUrl = checkAddress(draft, { text, path: [...draft.path, ...path], dialect })
  return baseUrl === undefined ? undefined : { baseUrl, compat: { ...draft.preset?.endpointCompat?.[dialect], ...compatOfFlags(flags) } }
}

/** The further addresses that a preset knows for this base URL. */
export const presetEndpoints = (preset: Preset | undefined, baseUrl: string): Endpoints => {
  const urls = siteAt(preset, baseUrl)?.endpoints ?? {}
  return Object.fromEntries(DIALECT_NAMES.flatMap((dialect) => {
    const url = urls[dialect]
    return url === undefined ? [] : [[dialect, { baseUrl: url, compat: preset?.endpointCompat?.[dialect] ?? {} }]]
  }))
}

const endpointOn = (draft: ProviderDraft, dialect: DialectName, known: Endpoints): Endpoint | undefined =>
  draft.settings.endpoints?.[dialect] === undefined ? known[dialect] : ownEndpoint(draft, dialect)

const refuseUsualWire = ({ report, name, path, dialect }: ProviderDraft): void => {
  report.problem({
    code: 'SR-105',
    path: [...path, 'endpoints', dialect],
    end: 'key',
    message: `provider "${name}": ${dialect} is its usual wire, whose address is base_url`,
    suggestion: 'write it under "base_url", or another wire here',
  })
}

/** The further addresses: the file's own, else those that the preset has for this base URL. `compat` holds under their own quirks. */
export const endpointsOf = (draft: ProviderDraft, baseUrl: string, compat: Compat): Endpoints => {
  const { settings, dialect: usual } = draft
  if (settings.endpoints?.[usual] !== undefined) refuseUsualWire(draft)
  const known = presetEndpoints(draft.preset, baseUrl)
  return Object.fromEntries(DIALECT_NAMES.filter((dialect) => dialect !== usual).flatMap((dialect) => {
    const endpoint = endpointOn(draft, dialect, known)
    return endpoint === undefined ? [] : [[dialect, { ...endpoint, compat: { ...compat, ...endpoint.compat } }]]
  }))
}
