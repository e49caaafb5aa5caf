/**
 * YAML text as a plain value in which every part still knows its line and column. It refuses what YAML allows and a
 * configuration must not have: duplicate keys, alias bombs, unknown tags, keys that reach into prototypes.
 */

import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { Document, Node, Pair, YAMLError } from 'yaml'
import { fileProblem, formatPath } from './config-problem.ts'
import type { ConfigPath, ConfigProblem, ProblemCode, SourcePosition } from './config-problem.ts'

/** `key` points at the name of the last part of the path, `value` at what stands there. */
export type PathEnd = 'key' | 'value'

export interface YamlSource {
  readonly value: unknown
  /** The place of a path; where it does not exist, of the part of it that does. */
  readonly locate: (path: ConfigPath, end: PathEnd) => SourcePosition
}

export type YamlResult =
  | { readonly ok: true; readonly source: YamlSource }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

const FORBIDDEN_KEYS: ReadonlySet<unknown> = new Set(['__proto__', 'constructor', 'prototype'])
/** One slip gives many errors; the first ones tell. */
const MAX_SYNTAX_PROBLEMS = 3

const SYNTAX_HINTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'check the indentation here and the brackets above',
  MISSING_CHAR: 'close the quote or bracket that is open here',
  MULTIPLE_DOCS: 'one document only: remove the line "---"',
  BAD_ALIAS: 'quote a value that begins with *, for example "*"',
  UNRESOLVED_ALIAS: 'quote a value that begins with *, for example "claude-*"',
  TAG_RESOLVE_FAILED: 'quote a value that begins with !',
  BAD_SCALAR_START: 'quote a value that begins with @ or `',
}

interface Parsed { readonly document: Document; readonly lines: LineCounter; readonly text: string; readonly file: string }

const positionOf = ({ lines, text }: Parsed, start: number, end: number): SourcePosition => {
  const { line, col } = lines.linePos(Math.min(start, text.length))
  const lineEnd = text.indexOf('\n', start)
  const stop = Math.min(end, lineEnd === -1 ? text.length : lineEnd)
  return { line, column: col, length: Math.max(1, stop - start) }
}

const problemAt = (parsed: Parsed, at: { code: ProblemCode; start: number; end: number; path?: ConfigPath }, message: string, suggestion?: string): ConfigProblem => ({
  code: at.code,
  file: parsed.file,
  ...positionOf(parsed, at.start, at.end),
  path: formatPath(at.path ?? []),
  message,
  ...(suggestion === undefined ? {} : { suggestion }),
})

const syntaxProblem = (parsed: Parsed, error: YAMLError): ConfigProblem => {
  const [start, end] = error.pos
  if (error.code === 'DUPLICATE_KEY') {
    const key = /^[^\s:,{}[\]]+/.exec(parsed.text.slice(start))?.[0] ?? ''
    return problemAt(parsed, { code: 'SR-102', start, end: start + key.length }, `the key "${key.replaceAll(/["']/g, '')}" stands twice in one map`, 'remove one of the two')
  }
  return problemAt(parsed, { code: 'SR-101', start, end }, `not valid YAML: ${error.message.replace(/; please use .*/, '')}`, SYNTAX_HINTS[error.code])
}

const rangeOf = (node: unknown): readonly [number, number] | undefined => {
  const range = (node as Node | null | undefined)?.range
  return range ? [range[0], range[1]] : undefined
}

/** Where a pair is found, from the pairs and lists above it. */
const pathOfAncestors = (ancestors: readonly unknown[], last: unknown): ConfigPath => {
  const path: (string | number)[] = []
  ancestors.forEach((node, index) => {
    const child = ancestors[index + 1] ?? last
    if (isPair(node) && isScalar(node.key)) path.push(String(node.key.value))
    if (isSeq(node)) path.push(node.items.indexOf(child))
  })
  return path
}

const badKey = (parsed: Parsed, pair: Pair, ancestors: readonly unknown[]): ConfigProblem | undefined => {
  const [start, end] = rangeOf(pair.key) ?? rangeOf(pair.value) ?? [0, 1]
  const at = { start, end, path: pathOfAncestors(ancestors, pair) }
  if (!isScalar(pair.key)) return problemAt(parsed, { ...at, code: 'SR-104' }, 'a key must be plain text', 'write "key: value"')
  const name = pair.key.value
  return FORBIDDEN_KEYS.has(name)
    ? problemAt(parsed, { ...at, code: 'SR-107', path: [...at.path, String(name)] }, `the key "${String(name)}" is not allowed`, 'choose another name')
    : undefined
}

/** What YAML accepts and a configuration must not have. */
const harmfulParts = (parsed: Parsed): ConfigProblem[] => {
  const problems: ConfigProblem[] = []
  visit(parsed.document, {
    Pair: (_key, pair, ancestors) => {
      const problem = badKey(parsed, pair, ancestors)
      if (problem !== undefined) problems.push(problem)
    },
    Alias: (_key, alias) => {
      const [start, end] = rangeOf(alias) ?? [0, 1]
      if (alias.resolve(parsed.document) !== undefined) return
      problems.push(problemAt(parsed, { code: 'SR-101', start, end }, `not valid YAML: *${alias.source} refers to an anchor that is not there`, SYNTAX_HINTS['UNRESOLVED_ALIAS']))
    },
  })
  return problems
}

const findPart = (document: Document, path: ConfigPath): { key: unknown; value: unknown } => {
  let found: { key: unknown; value: unknown } = { key: undefined, value: document.contents }
  for (const part of path) {
    const node = isAlias(found.value) ? found.value.resolve(document) : found.value
    const pair = isMap(node) ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part)) : undefined
    const item = isSeq(node) ? node.items[Number(part)] : undefined
    if (pair === undefined && item === undefined) break
    found = pair === undefined ? { key: undefined, value: item } : { key: pair.key, value: pair.value }
  }
  return found
}

const locator = (parsed: Parsed): YamlSource['locate'] => (path, end) => {
  const { key, value } = findPart(parsed.document, path)
  const valueRange = rangeOf(value)
  const isEmpty = valueRange === undefined || valueRange[0] === valueRange[1]
  const [start, stop] = (end === 'key' || isEmpty ? rangeOf(key) : undefined) ?? valueRange ?? [0, 1]
  return positionOf(parsed, start, stop)
}

const toValue = (parsed: Parsed): YamlResult => {
  try {
    return { ok: true, source: { value: parsed.document.toJS() as unknown, locate: locator(parsed) } }
  } catch (error) {
    // The only thing left that can fail here is the count of aliases: unresolved ones were refused before.
    return {
      ok: false,
      problems: [fileProblem('SR-108', parsed.file, `too many YAML aliases: ${(error as Error).message}`, 'write the repeated parts out')],
    }
  }
}

export const readYaml = (text: string, file: string): YamlResult => {
  const lines = new LineCounter()
  const parsed: Parsed = { document: parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' }), lines, text, file }
  const syntax = [...parsed.document.errors, ...parsed.document.warnings]
  if (syntax.length > 0) return { ok: false, problems: syntax.slice(0, MAX_SYNTAX_PROBLEMS).map((error) => syntaxProblem(parsed, error)) }
  const harmful = harmfulParts(parsed)
  return harmful.length > 0 ? { ok: false, problems: harmful } : toValue(parsed)
}
