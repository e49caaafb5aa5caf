/** What a routing file itself says of a provider's models: no measurement changes that. */

import type { ModelSettings, ProviderSettings } from './schema.ts'

/** Keys as they stand in the file (`capabilities`, `compat.tool_choice`), by model; those of all its models under `''`. */
export type WrittenKeys = ReadonlyMap<string, ReadonlySet<string>>

/** A preset's name is what others know of a vendor; single flags are the operator's own words. */
const flagsOf = (compat: ProviderSettings['compat']): string[] => typeof compat === 'object' ? Object.keys(compat).map((flag) => `compat.${flag}`) : []

const keysOfModel = ({ compat, ...settings }: ModelSettings): ReadonlySet<string> => new Set([...Object.keys(settings), ...flagsOf(compat)])

export const writtenKeys = ({ compat, models }: ProviderSettings): WrittenKeys => {
  const listed = models === undefined || Array.isArray(models) ? [] : Object.entries(models)
  return new Map([['', new Set(flagsOf(compat))], ...listed.map(([id, settings]) => [id, keysOfModel(settings ?? {})] as const)])
}

export const isWritten = (written: WrittenKeys | undefined, model: string, key: string): boolean =>
  written?.get('')?.has(key) === true || written?.get(model)?.has(key) === true
