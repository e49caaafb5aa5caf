/**
 * The keys of one provider: from the file, or from the usual variables of its preset. A key that is not set is left out with a
 * warning; a key that cannot be sent is a problem. No message holds a key.
 */

import { cleanApiKey } from './api-key.ts'
import type { ConfigPath } from './config-problem.ts'
import { listWords } from './did-you-mean.ts'
import type { ExpandedProviders } from './expand-providers.ts'
import type { Lookup } from './placeholders.ts'
import type { KeyVariable, Preset } from './presets/index.ts'
import type { ProblemReport } from './problem-report.ts'
import type { ProviderSettings } from './schema.ts'
import type { DialectName } from './target.ts'

/** A provider while it is being read. */
export interface ProviderDraft {
  readonly report: ProblemReport
  readonly lookup: Lookup
  readonly expanded: Omit<ExpandedProviders, 'value'>
  readonly name: string
  readonly path: ConfigPath
  readonly settings: ProviderSettings
  readonly preset: Preset | undefined
  readonly dialect: DialectName
}

export interface KeyRing {
  readonly keys: readonly string[]
  /** The provider wants no key; `keys` then holds one word that is never sent. */
  readonly isKeyless: boolean
  /** Why there is no key: `DEEPSEEK_API_KEY is not set`. Absent, with no keys, where a problem was reported. */
  readonly reason?: string
  /** Where the key found belongs, if not to the preset's own address. */
  readonly baseUrl?: string
}

/** Shorter texts in clear are words such as `none` or `lm-studio`, which local servers want. */
const LEAST_SECRET_LENGTH = 16

/** `A and B are not set`, `file /run/key does not exist`. */
export const describeMissing = (missing: readonly string[]): string => {
  const files = missing.filter((name) => name.startsWith('file '))
  const variables = missing.filter((name) => !name.startsWith('file '))
  return [
    ...(variables.length === 0 ? [] : [`${listWords(variables, 'and')} ${variables.length === 1 ? 'is' : 'are'} not set`]),
    ...files.map((file) => `${file} does not exist`),
  ].join(', ')
}

const reasonOfNoKey = ({ keyVariables }: Preset): string =>
  (keyVariables.length === 0 ? 'it has no api_key, which has no usual variable here' : `${listWords(keyVariables.map(({ name }) => name))} is not set`)

/** The preset's usual variables, for a provider that gives no key itself. */
const keyFromVariables = ({ lookup }: ProviderDraft, preset: Preset): KeyRing => {
  const isSet = ({ name }: KeyVariable): boolean => (lookup.variable(name) ?? '').trim() !== ''
  const found = preset.keyVariables.find(isSet)
  if (found === undefined) return { keys: [], isKeyless: false, reason: reasonOfNoKey(preset) }
  const cleaned = cleanApiKey(lookup.variable(found.name) ?? '')
  if (!cleaned.ok) return { keys: [], isKeyless: false, reason: `${found.name} cannot be used: ${cleaned.message}` }
  return { keys: [cleaned.key], isKeyless: false, ...(found.baseUrl === undefined ? {} : { baseUrl: found.baseUrl }) }
}

const warnOfClearText = ({ report, name }: ProviderDraft, path: ConfigPath): void => {
  report.warning({
    code: 'SR-157',
    path,
    message: `the key of provider "${name}" stands in the file in clear`,
    suggestion: 'put it into a variable and write "${VAR}", or into a file and write "${file:/path}"',
  })
}

/** `undefined`: it cannot be sent, and that was reported. */
const keyFromText = (draft: ProviderDraft, text: string, path: ConfigPath): { key: string } | { reason: string } | undefined => {
  const { report, expanded, name } = draft
  const missing = expanded.missing(path)
  if (missing.length > 0) return { reason: describeMissing(missing) }
  const isFilled = expanded.hasPlaceholder(path)
  if (text.trim() === '' && isFilled) return { reason: 'its key is empty' }
  const cleaned = cleanApiKey(text)
  if (!cleaned.ok) {
    report.problem({
      code: 'SR-113',
      path,
      message: `provider "${name}": ${cleaned.message}`,
      suggestion: isFilled ? 'check the variable or file that the key comes from' : 'write "${VAR}" and set the variable',
    })
    return undefined
  }
  if (!isFilled && cleaned.key.length >= LEAST_SECRET_LENGTH) warnOfClearText(draft, path)
  return { key: cleaned.key }
}

const keysFromFile = (draft: ProviderDraft): KeyRing => {
  const { api_key: single, api_keys: several = [] } = draft.settings
  const texts = [
    ...(single === undefined ? [] : [{ text: single, path: [...draft.path, 'api_key'] }]),
    ...several.map((text, index) => ({ text, path: [...draft.path, 'api_keys', index] })),
  ]
  const found = texts.flatMap(({ text, path }) => {
    const key = keyFromText(draft, text, path)
    return key === undefined ? [] : [{ ...key, path }]
  })
  const keys = [...new Set(found.flatMap((one) => ('key' in one ? [one.key] : [])))]
  const absent = found.flatMap((one) => ('reason' in one ? [one] : []))
  if (keys.length === 0) return {
    keys,
    isKeyless: false,
    ...(absent.length === texts.length ? { reason: [...new Set(absent.map(({ reason }) => reason))].join(', ') } : {}),
  }
  for (const { reason, path } of absent) draft.report.warning({
    code: 'SR-151',
    path,
    message: `one key of provider "${draft.name}" is left out: ${reason}`,
    suggestion: 'set it, or take it off the list',
  })
  return { keys, isKeyless: false }
}

export const keyRing = (draft: ProviderDraft): KeyRing => {
  const { settings, preset } = draft
  if (settings.api_key !== undefined || settings.api_keys !== undefined) return keysFromFile(draft)
  return preset?.needsKey === true ? keyFromVariables(draft, preset) : { keys: ['none'], isKeyless: true }
}
