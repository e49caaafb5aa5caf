/**
 * Finds what an error body says, whatever vendor wrote it: JSON of many shapes, HTML, plain text. What it means is not
 * decided here.
 */

export interface ErrorBody {
  /** One line of at most 300 characters, free of what looks like a key; empty where nothing was said. */
  readonly message: string
  /** Codes, types and statuses as the body gives them, the most specific first. */
  readonly codes: readonly string[]
  /** Everything said, in lower case, to look for wordings in. */
  readonly wording: string
  /** `retryDelay` of Google's error details, milliseconds. */
  readonly retryDelayMs: number | undefined
}

type Fields = Readonly<Record<string, unknown>>

const LONGEST_MESSAGE = 300
const LONGEST_WORDING = 8192
const DEEPEST_NESTING = 4
const MESSAGE_FIELDS = ['message', 'msg', 'error_msg', 'status_msg', 'Message', 'detail', 'title', 'reason'] as const
const CODE_FIELDS = ['code', 'error_code', 'type', 'status', 'Code'] as const
const KEY_SHAPES = /\b(?:sk|pk|rk|gsk|xai|nvapi)-[\w*-]{6,}|\bAIza[\w-]{20,}|\bBearer\s+[\w.*~+/=-]{8,}|\b[\da-f]{32}\.\w{16}\b/gi

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** One line, keys hidden, shortened. */
export const tidyMessage = (text: string): string => {
  const line = text.slice(0, LONGEST_WORDING).replace(/\s+/g, ' ').trim().replace(KEY_SHAPES, '[secret]')
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE - 1)}…` : line
}

const parseJson = (text: string): unknown => {
  try { return JSON.parse(text) } catch { return undefined }
}

/** The object that tells of the error: what `error`, `base_resp` or `errors` hold, or the body itself. */
const findError = (value: unknown, depth = 0): unknown => {
  if (depth > DEEPEST_NESTING) return value
  if (Array.isArray(value)) return findError(value[0], depth + 1)
  if (!isFields(value)) return value
  for (const name of ['error', 'base_resp', 'errors', 'detail']) {
    const inner = value[name]
    if (isFields(inner) || (Array.isArray(inner) && inner.length > 0) || (typeof inner === 'string' && inner !== '')) {
      return typeof inner === 'string' ? { ...value, message: value['message'] ?? inner } : findError(inner, depth + 1)
    }
  }
  return value
}

const codesOf = (fields: Fields): readonly string[] => {
  const inner = fields['innererror']
  const codes = isFields(inner) ? codesOf(inner) : []
  const status = fields['status_code']
  return [
    ...codes,
    ...CODE_FIELDS.map(name => fields[name]).filter(value => typeof value === 'string' || typeof value === 'number').map(String),
    ...(typeof status === 'number' ? [`base_resp.${status}`] : []),
  ].filter(code => code !== '' && code !== 'error')
}

const retryDelayOf = (fields: Fields): number | undefined => {
  const details = fields['details']
  if (!Array.isArray(details)) return undefined
  for (const detail of details) {
    const delay = isFields(detail) ? detail['retryDelay'] : undefined
    if (typeof delay === 'string' && /^[\d.]+s$/.test(delay)) return Math.ceil(Number.parseFloat(delay) * 1000)
  }
  return undefined
}

/** What a proxy passes on of the error behind it. */
const rawText = (fields: Fields): string => {
  const metadata = fields['metadata']
  const raw = isFields(metadata) ? metadata['raw'] : undefined
  return typeof raw === 'string' ? raw : ''
}

const textOf = (fields: Fields): string => {
  for (const name of MESSAGE_FIELDS) {
    const value = fields[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return ''
}

const describe = (message: string, wording: string, fields: Fields = {}): ErrorBody => ({
  message: tidyMessage(message),
  codes: codesOf(fields),
  wording: wording.slice(0, LONGEST_WORDING).trim().toLowerCase(),
  retryDelayMs: retryDelayOf(fields),
})

const readFields = (fields: Fields): ErrorBody => {
  const message = textOf(fields)
  const raw = rawText(fields)
  const nested = message.startsWith('{') || message.startsWith('[') ? parseJson(message) : undefined
  if (!isFields(nested) && !Array.isArray(nested)) return describe(message, `${message} ${raw}`, fields)
  const inner = readErrorValue(nested)
  return { ...inner, codes: [...inner.codes, ...codesOf(fields)], retryDelayMs: inner.retryDelayMs ?? retryDelayOf(fields) }
}

/** An error as JSON, of any shape. */
export const readErrorValue = (value: unknown): ErrorBody => {
  const found = findError(value)
  if (isFields(found)) return readFields(found)
  const text = typeof found === 'string' ? found : ''
  return describe(text, text)
}

const readHtml = (html: string): ErrorBody => {
  const title = /<(title|h1)[^>]*>([^<]*)</i.exec(html)?.[2] ?? ''
  return describe(title.trim() === '' ? 'an HTML page' : title, title)
}

/** An error body as text: JSON, HTML or words. */
export const readErrorBody = (body: string): ErrorBody => {
  const text = body.trim()
  if (text.startsWith('<')) return readHtml(text)
  const value = text.startsWith('{') || text.startsWith('[') || text.startsWith('"') ? parseJson(text) : undefined
  return value === undefined ? describe(text, text) : readErrorValue(value)
}

const isSuccessCode = (code: unknown): boolean => code === 0 || code === 200 || code === '0' || code === '200' || code === ''

/**
 * The error that a JSON value is, although it came with status 200; `undefined` for an answer. Sidecars answer
 * `{"code":-2001,"message":…,"data":null}`, others put `base_resp` or `error` beside or instead of an answer.
 */
export const errorInAnswer = (value: unknown): ErrorBody | undefined => {
  const first: unknown = Array.isArray(value) ? value[0] : value
  if (!isFields(first)) return undefined
  const { error, base_resp: response, code } = first
  if (isFields(error) || (typeof error === 'string' && error !== '') || first['type'] === 'error') return readErrorValue(first)
  if (isFields(response) && typeof response['status_code'] === 'number' && response['status_code'] !== 0) return readErrorValue(first)
  const hasCode = (typeof code === 'number' || typeof code === 'string') && !isSuccessCode(code)
  return hasCode && textOf(first) !== '' && first['choices'] === undefined && first['content'] === undefined ? readErrorValue(first) : undefined
}
