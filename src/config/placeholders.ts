/**
 * `${VAR}`, `${VAR:-default}` and `${file:/path}` inside texts, and `os.environ/VAR` as a whole text. Where variables and files come
 * from is the caller's matter. An empty variable counts as one that is not set.
 */

/** `file` gives the content, or `undefined` where there is no such file; it may throw for any other failure. */
export interface Lookup {
  readonly variable: (name: string) => string | undefined
  readonly file: (path: string) => string | undefined
}

export interface Expansion {
  readonly text: string
  /** What had no value: `DEEPSEEK_API_KEY`, `file /run/key`. Its place in `text` is left empty. */
  readonly missing: readonly string[]
  /** What could not be read at all, in words. */
  readonly problems: readonly string[]
  readonly hasPlaceholder: boolean
}

const LITELLM_FORM = /^os\.environ\/([A-Za-z_]\w*)$/
// `$${` stands for a literal `${`; an unclosed `${` runs to the end.
const PLACEHOLDER = /\$\$\{|\$\{([^}]*)(\}?)/g
const VARIABLE = /^([A-Za-z_]\w*)(?::-(.*))?$/s
const FILE = /^file:(.+)$/s

type Found = { readonly value: string } | { readonly missing: string } | { readonly problem: string }

const readVariable = (name: string, fallback: string | undefined, lookup: Lookup): Found => {
  const value = lookup.variable(name)
  if (value !== undefined && value !== '') return { value }
  return fallback === undefined ? { missing: name } : { value: fallback }
}

const readSecretFile = (path: string, lookup: Lookup): Found => {
  try {
    const content = lookup.file(path)
    return content === undefined ? { missing: `file ${path}` } : { value: content.trim() }
  } catch (error) {
    return { problem: `the file ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})` }
  }
}

const readPlaceholder = (inner: string, isClosed: boolean, lookup: Lookup): Found => {
  if (!isClosed) return { problem: 'a "${" is never closed' }
  const file = FILE.exec(inner)?.[1]
  if (file !== undefined) return readSecretFile(file, lookup)
  const variable = VARIABLE.exec(inner)
  return variable?.[1] === undefined
    ? { problem: `"\${${inner}}" is no placeholder` }
    : readVariable(variable[1], variable[2], lookup)
}

export const expandPlaceholders = (text: string, lookup: Lookup): Expansion => {
  const missing: string[] = []
  const problems: string[] = []
  let hasPlaceholder = false
  const keep = (found: Found): string => {
    hasPlaceholder = true
    if ('value' in found) return found.value
    if ('missing' in found) missing.push(found.missing)
    else problems.push(found.problem)
    return ''
  }
  const variable = LITELLM_FORM.exec(text)?.[1]
  const expanded = variable !== undefined
    ? keep(readVariable(variable, undefined, lookup))
    : text.replaceAll(PLACEHOLDER, (whole, inner: string | undefined, close: string | undefined) =>
      whole === '$${' ? '${' : keep(readPlaceholder(inner ?? '', close === '}', lookup)))
  return { text: expanded, missing, problems, hasPlaceholder }
}
