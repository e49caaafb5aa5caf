/**
 * What is wrong in a configuration, as data: where, what, and what to do. How it looks on a terminal is `format-problems.ts`;
 * who finds it is `parse-routing.ts`. No message ever holds the value of a key.
 */

/** Every code, with what it stands for. A code is never given to another meaning. */
export const PROBLEM_CODES = {
  'SR-100': 'the file cannot be read',
  'SR-101': 'the file is not YAML',
  'SR-102': 'a key stands twice',
  'SR-103': 'an unknown key',
  'SR-104': 'a value of the wrong type',
  'SR-105': 'a value that is not allowed',
  'SR-106': 'a key is missing',
  'SR-107': 'a key that would harm the program',
  'SR-108': 'too many YAML aliases',
  'SR-109': 'the file is empty',
  'SR-110': 'an unknown target',
  'SR-111': 'an unknown preset',
  'SR-112': 'a base URL that cannot be used',
  'SR-113': 'an API key that cannot be sent',
  'SR-114': 'a placeholder that cannot be read',
  'SR-115': 'no provider can be used',
  'SR-116': 'an alias that leads nowhere',
  'SR-150': 'a provider is left out',
  'SR-151': 'a key of a provider is left out',
  'SR-152': 'keys and prompts travel unencrypted',
  'SR-153': 'the vendor may not allow this use',
  'SR-154': 'a model that the preset does not know',
  'SR-155': 'a task has no target of its own',
  'SR-156': 'a provider without models',
  'SR-157': 'a key stands in the file in clear',
  'SR-158': 'a base URL was mended',
  'SR-159': 'a model that cannot do the task',
  'SR-160': 'measured capabilities that cannot be read',
  'SR-161': 'capabilities measured elsewhere',
} as const

export type ProblemCode = keyof typeof PROBLEM_CODES

/** `providers`, `house`, `api_keys`, `0`. */
export type ConfigPath = readonly (string | number)[]

export interface SourcePosition {
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
  /** Characters to underline, all on that line; at least 1. */
  readonly length: number
}

export interface ConfigProblem extends SourcePosition {
  readonly code: ProblemCode
  readonly file: string
  /** `providers.house.base_urll`, `tasks.code[1]`; empty for the file as a whole. */
  readonly path: string
  readonly message: string
  /** What to do, as a phrase: `did you mean "base_url"?` */
  readonly suggestion?: string
}

const PLAIN_KEY = /^[\p{L}_][\p{L}\p{N}_-]*$/u

/** `['aliases', 'claude-*']` → `aliases["claude-*"]`. */
export const formatPath = (path: ConfigPath): string => path.reduce<string>((text, part) => {
  if (typeof part === 'number') return `${text}[${part}]`
  if (!PLAIN_KEY.test(part)) return `${text}[${JSON.stringify(part)}]`
  return text === '' ? part : `${text}.${part}`
}, '')

/** A problem of the whole file, which has no better place than its beginning. */
export const fileProblem = (code: ProblemCode, file: string, message: string, suggestion?: string): ConfigProblem =>
  ({ code, file, line: 1, column: 1, length: 1, path: '', message, ...(suggestion === undefined ? {} : { suggestion }) })
