/** Turns what the schema found into findings for people: what stands there, what may stand there, what was probably meant. */

import type { core } from 'zod'
import { formatPath } from './config-problem.ts'
import type { ConfigPath } from './config-problem.ts'
import { didYouMean, listWords } from './did-you-mean.ts'
import type { Finding } from './problem-report.ts'
import { KEYS_AT } from './schema.ts'

type Issue = core.$ZodIssue

/** What people write for a key of ours, from other programs and from habit. */
const SYNONYMS: Readonly<Record<string, string>> = {
  url: 'base_url', endpoint: 'base_url', api_base: 'base_url', base: 'base_url', host: 'base_url',
  key: 'api_key', token: 'api_key', apikey: 'api_key', keys: 'api_keys', tokens: 'api_keys',
  type: 'dialect', api: 'dialect', protocol: 'dialect', vendor: 'preset', provider: 'preset',
  disabled: 'enabled', context: 'context_window', context_length: 'context_window', max_input_tokens: 'context_window',
  max_tokens: 'max_output_tokens', cost: 'price', params: 'parameters', model: 'target', fallbacks: 'targets', models: 'targets',
  timeout: 'total_timeout_ms', timeout_ms: 'total_timeout_ms', retries: 'max_billed_attempts', routes: 'tasks', routing_strategy: 'strategy',
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'a map', record: 'a map', null: 'nothing',
}

const typeName = (type: string): string => TYPE_NAMES[type] ?? type

/** Places whose values are secrets, and are never repeated in a message. */
const isSecretPath = (path: ConfigPath): boolean => path.some((part) => part === 'api_key' || part === 'api_keys' || part === 'headers')

const describeValue = (value: unknown, path: ConfigPath): string => {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  if (isSecretPath(path)) return `a ${typeof value}`
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

const at = (value: unknown, path: ConfigPath): unknown =>
  path.reduce<unknown>((node, part) => (node !== null && typeof node === 'object' ? (node as Record<string | number, unknown>)[part] : undefined), value)

const place = (path: ConfigPath): string => (path.length === 0 ? 'at the top of the file' : `in ${formatPath(path)}`)

const keysAt = (path: ConfigPath): readonly string[] =>
  KEYS_AT.find(([pattern]) => pattern.length === path.length && pattern.every((part, index) => part === '*' || part === String(path[index])))?.[1] ?? []

const suggestKey = (key: string, known: readonly string[]): string | undefined => {
  const synonym = SYNONYMS[key.toLowerCase()]
  if (synonym !== undefined && known.includes(synonym)) return `did you mean "${synonym}"?`
  return didYouMean(key, known) ?? (known.length === 0 ? undefined : `known keys: ${listWords(known, 'and')}`)
}

const UNITS: Readonly<Record<string, number>> = { k: 1000, m: 1_000_000, ms: 1, s: 1000, sec: 1000, min: 60_000 }

/** `128k` → 128000, `10s` → 10000: what a text in the place of a number wants to say. */
const numberMeant = (value: unknown): number | undefined => {
  const [, digits, unit] = /^([\d_,]+(?:\.\d+)?)\s*(k|m|ms|s|sec|min)?$/i.exec(typeof value === 'string' ? value.trim() : '') ?? []
  return digits === undefined ? undefined : Number(digits.replaceAll(/[_,]/g, '')) * (UNITS[unit?.toLowerCase() ?? ''] ?? 1)
}

const WORDS_FOR_TRUE: Readonly<Record<string, boolean>> = { yes: true, on: true, true: true, no: false, off: false, false: false }

const suggestValue = (expected: string, value: unknown): string | undefined => {
  const meant = expected === 'boolean' ? WORDS_FOR_TRUE[String(value).toLowerCase()] : numberMeant(value)
  if (meant !== undefined && ['boolean', 'number', 'int'].includes(expected)) return `write ${String(meant)}`
  if (expected === 'array' && (typeof value === 'string' || typeof value === 'number')) return `write [${String(value)}]`
  return expected === 'string' && ['number', 'boolean'].includes(typeof value) ? 'put it in quotes' : undefined
}

const explainType = (issue: Extract<Issue, { code: 'invalid_type' }>, path: ConfigPath, value: unknown): Finding => {
  const expected = issue.expected
  if (value === undefined && path.length > 0) {
    const key = String(path.at(-1))
    return {
      code: 'SR-106',
      path,
      end: 'key',
      message: `the key "${key}" is missing ${place(path.slice(0, -1))}`,
      suggestion: `add "${key}:" with ${typeName(expected)}`,
    }
  }
  return {
    code: 'SR-104',
    path,
    message: `expected ${typeName(expected)}, got ${describeValue(value, path)}`,
    suggestion: isSecretPath(path) ? undefined : suggestValue(expected, value),
  }
}

const isPresetPlace = (path: ConfigPath): boolean => path.at(-1) === 'preset' || path.at(-1) === 'compat'

const explainChoice = (issue: Extract<Issue, { code: 'invalid_value' }>, path: ConfigPath, value: unknown): Finding => {
  const words = issue.values.map(String)
  const key = String(path.at(-1) ?? '')
  if (value === undefined) return {
    code: 'SR-106',
    path,
    end: 'key',
    message: `the key "${key}" is missing ${place(path.slice(0, -1))}`,
    suggestion: `add "${key}: ${words[0] ?? ''}"`,
  }
  const shown = describeValue(value, path)
  const isQuoted = typeof value === 'string' && !issue.values.includes(value) && words.includes(value)
  const near = typeof value === 'string' ? didYouMean(value, words) : undefined
  const suggestion = isQuoted ? `write ${value}, without quotes` : near ?? `use ${listWords(words)}`
  return isPresetPlace(path)
    ? { code: 'SR-111', path, message: `unknown preset ${shown}`, suggestion }
    : { code: 'SR-105', path, message: `${shown} is not allowed for "${key}"`, suggestion }
}

const explainUnknownKeys = (issue: Extract<Issue, { code: 'unrecognized_keys' }>, path: ConfigPath): Finding[] =>
  issue.keys.map((key) => ({
    code: 'SR-103',
    path: [...path, key],
    end: 'key',
    message: `unknown key "${key}" ${place(path)}`,
    suggestion: suggestKey(key, keysAt(path)),
  }))

const explainBound = (issue: Extract<Issue, { code: 'too_small' | 'too_big' }>, path: ConfigPath, value: unknown): Finding => {
  if (issue.code === 'too_small' && issue.origin !== 'number' && issue.origin !== 'int') {
    const what = issue.origin === 'array' ? 'the list' : 'the text'
    return { code: 'SR-105', path, message: `${what} of "${String(path.at(-1))}" is empty`, suggestion: 'fill it, or remove the key' }
  }
  const [word, bound] = issue.code === 'too_small' ? [issue.inclusive === true ? 'at least' : 'more than', issue.minimum] : ['at most', issue.maximum]
  return {
    code: 'SR-105',
    path,
    message: `"${String(path.at(-1))}" is ${describeValue(value, path)} and must be ${word} ${String(bound)}`,
    suggestion: `write a number that is ${word} ${String(bound)}`,
  }
}

const explainName = (path: ConfigPath): Finding => {
  const name = String(path.at(-1) ?? '')
  return path.at(-2) === 'headers'
    ? { code: 'SR-105', path, end: 'key', message: `"${name}" is not a header name`, suggestion: 'use letters, digits and "-"' }
    : {
      code: 'SR-105',
      path,
      end: 'key',
      message: `"${name}" cannot be a name here`,
      suggestion: 'use letters, digits, "-", "_" and "."; begin with a letter or digit',
    }
}

/** A choice among words is the right kind for any text, unless there is but one word. */
const isWrongKind = (issue: Issue, value: unknown): boolean =>
  issue.code === 'invalid_type' || (issue.code === 'invalid_value' && (typeof value !== 'string' || issue.values.length === 1))

/** What would have been right, as words. */
const kindsWanted = (issue: Issue): string[] => {
  if (issue.path.length > 0) return []
  if (issue.code === 'invalid_type') return [typeName(issue.expected)]
  return issue.code === 'invalid_value' ? [issue.values.length === 1 ? `"${String(issue.values[0])}"` : 'text'] : []
}

/** The branch that the value is of the right kind for, or else every kind that would do. */
const explainUnion = (issue: Extract<Issue, { code: 'invalid_union' }>, path: ConfigPath, value: unknown): Finding[] => {
  const branch = issue.errors.find((issues) => !issues.some((inner) => inner.path.length === 0 && isWrongKind(inner, value)))
  if (branch !== undefined) return branch.flatMap((inner) => explainIssue({ ...inner, path: [...path, ...inner.path] }, value, path))
  const kinds = [...new Set(issue.errors.flat().flatMap(kindsWanted))]
  if (value === undefined) return [{ code: 'SR-106', path, end: 'key', message: `the key "${String(path.at(-1))}" is missing ${place(path.slice(0, -1))}`, suggestion: `add it, with ${listWords(kinds)}` }]
  return [{ code: 'SR-104', path, message: `expected ${listWords(kinds)}, got ${describeValue(value, path)}`, suggestion: suggestValue(kinds.includes('a list') ? 'array' : 'object', value) }]
}

/** `root` is the value at `rootPath`; the issue's path begins at the top of the file. */
export const explainIssue = (issue: Issue, root: unknown, rootPath: ConfigPath = []): Finding[] => {
  const path = issue.path.filter((part) => typeof part !== 'symbol')
  const value = at(root, path.slice(rootPath.length))
  switch (issue.code) {
    case 'invalid_type': return [explainType(issue, path, value)]
    case 'invalid_value': return [explainChoice(issue, path, value)]
    case 'unrecognized_keys': return explainUnknownKeys(issue, path)
    case 'too_small': case 'too_big': return [explainBound(issue, path, value)]
    case 'invalid_key': return [explainName(path)]
    case 'invalid_union': return explainUnion(issue, path, value)
    default: return [{ code: 'SR-105', path, message: issue.message }]
  }
}

