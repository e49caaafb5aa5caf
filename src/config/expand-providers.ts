/** Fills the placeholders in all texts under `providers`, and remembers where one had no value. */

import { formatPath } from './config-problem.ts'
import type { ConfigPath } from './config-problem.ts'
import { expandPlaceholders } from './placeholders.ts'
import type { Lookup } from './placeholders.ts'
import type { ProblemReport } from './problem-report.ts'

export interface ExpandedProviders {
  readonly value: unknown
  /** Names of what had no value at this place: `HOUSE_KEY`, `file /run/key`. */
  readonly missing: (path: ConfigPath) => readonly string[]
  /** The same for one provider as a whole, its keys aside. */
  readonly missingIn: (provider: string) => readonly string[]
  readonly hasPlaceholder: (path: ConfigPath) => boolean
}

const isKeyPath = ([, , key]: ConfigPath): boolean => key === 'api_key' || key === 'api_keys'

/** `providers` is whatever stands there; nothing is known of its shape yet. */
export const expandProviders = (providers: unknown, lookup: Lookup, report: ProblemReport): ExpandedProviders => {
  const missing: { readonly path: ConfigPath; readonly names: readonly string[] }[] = []
  const filled = new Set<string>()

  const expandText = (text: string, path: ConfigPath): string => {
    const expansion = expandPlaceholders(text, lookup)
    for (const message of expansion.problems) report.problem({
      code: 'SR-114',
      path,
      message,
      suggestion: 'write ${VAR}, ${VAR:-default} or ${file:/path}; $${ stands for a plain ${',
    })
    if (expansion.missing.length > 0) missing.push({ path, names: expansion.missing })
    if (expansion.hasPlaceholder) filled.add(formatPath(path))
    return expansion.text
  }

  const expand = (node: unknown, path: ConfigPath): unknown => {
    if (typeof node === 'string') return expandText(node, path)
    if (Array.isArray(node)) return node.map((item, index) => expand(item, [...path, index]))
    if (node === null || typeof node !== 'object') return node
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, expand(value, [...path, key])]))
  }

  return {
    value: expand(providers, ['providers']),
    missing: (path) => missing.find((one) => formatPath(one.path) === formatPath(path))?.names ?? [],
    missingIn: (provider) => [...new Set(missing.filter(({ path }) => path[1] === provider && !isKeyPath(path)).flatMap(({ names }) => names))],
    hasPlaceholder: (path) => filled.has(formatPath(path)),
  }
}
