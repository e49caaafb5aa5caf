/**
 * Forms with files (`multipart/form-data`, RFC 7578) in one piece of memory: where their fields stand, and one text field
 * written anew with every other byte left as it is. It is stricter than most parsers: a form that two of them may read
 * differently is refused, so that what is read here is what the receiver reads.
 */

export interface FormField {
  readonly name: string
  readonly isFile: boolean
  /** Offsets are bytes, the end is exclusive. */
  readonly valueStart: number
  readonly valueEnd: number
}

export interface Form {
  readonly bytes: Buffer
  readonly boundary: string
  /** Where its first boundary stands: some write a line break before it. */
  readonly start: number
  readonly fields: readonly FormField[]
}

/** The form, or its content type, is not one that everybody reads alike. The message says what of it. */
export class FormError extends Error {
  override readonly name = 'FormError'
}

const MAX_FIELDS = 256
const MAX_HEADER_BYTES = 8 * 1024
/** Line breaks after the last boundary. */
const MAX_EPILOGUE_BYTES = 8

/** RFC 2046, 5.1.1; no space, which some cut off. */
const BOUNDARY = /^[\w'()+,./:=?-]{1,70}$/
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/
/**
 * One parameter after a `;`: a token or a quoted string. A backslash before a quote is no parameter: some end the string
 * there, others do not.
 */
const PARAMETER = /\s*;\s*([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\\r\n]|\\[^"\r\n])*)"|([\w!#$%&'*+.^`|~-]+))/y
const PLAIN_ENCODINGS: ReadonlySet<string> = new Set(['7bit', '8bit', 'binary'])

const refuse = (what: string): never => { throw new FormError(what) }

/** Names in lower case. Throws for a parameter that stands twice, or that is none. */
const parametersOf = (header: string, what: string): ReadonlyMap<string, string> => {
  const parameters = new Map<string, string>()
  const typeEnd = header.indexOf(';')
  let index = typeEnd < 0 ? header.length : typeEnd
  while (index < header.length) {
    PARAMETER.lastIndex = index
    const [, name = '', quoted, plain = ''] = PARAMETER.exec(header) ?? refuse(`${what} cannot be read`)
    const key = name.toLowerCase()
    if (parameters.has(key)) refuse(`${what} has ${key} more than once`)
    parameters.set(key, quoted ?? plain)
    index = PARAMETER.lastIndex
  }
  return parameters
}

export const isFormType = (contentType: string): boolean => /^\s*multipart\/form-data\s*(?:;|$)/i.test(contentType)

/** The boundary of a `content-type` header. Throws `FormError`. */
export const boundaryOf = (contentType: string): string => {
  const boundary = parametersOf(contentType.replace(/[\s;]+$/, ''), 'its content-type').get('boundary') ?? refuse('its content-type has no boundary')
  return BOUNDARY.test(boundary) ? boundary : refuse('its boundary has characters that a boundary cannot have')
}

export const formTypeOf = ({ boundary }: Pick<Form, 'boundary'>): string =>
  `multipart/form-data; boundary=${TOKEN.test(boundary) ? boundary : `"${boundary}"`}`

interface Disposition { readonly name: string, readonly isFile: boolean }

const dispositionOf = (value: string): Disposition => {
  if (!/^form-data\s*(?:;|$)/i.test(value)) refuse('a field is no form-data')
  const parameters = parametersOf(value, 'a content-disposition')
  const name = parameters.get('name') ?? refuse('a field has no name')
  if (parameters.has('name*') || name.includes('\\')) refuse('a field has a name that can be read in two ways')
  return { name, isFile: parameters.has('filename') || parameters.has('filename*') }
}

/** What the headers of a field say of it; `text` without the blank line. */
const readHeaders = (text: string): Disposition => {
  let disposition: Disposition | undefined
  for (const line of text.split('\r\n')) {
    // A boundary may look like a header.
    if (line.startsWith('--')) refuse('a field has a boundary among its headers')
    const [, name = '', value = ''] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([^\r\n\0]*)$/.exec(line) ?? refuse('a field has a header that cannot be read')
    const key = name.toLowerCase()
    if (key === 'content-disposition') {
      if (disposition !== undefined) refuse('a field has its content-disposition more than once')
      disposition = dispositionOf(value.trimEnd())
    } else if (key === 'content-transfer-encoding' && !PLAIN_ENCODINGS.has(value.trim().toLowerCase())) refuse('a field is encoded; send it as it is')
  }
  return disposition ?? refuse('a field has no content-disposition')
}

const isAt = (bytes: Buffer, text: string, offset: number): boolean => bytes.toString('latin1', offset, offset + text.length) === text

/** Reads a form from its first delimiter to its last. Throws `FormError`. */
export const readForm = (bytes: Buffer, boundary: string): Form => {
  const opening = `--${boundary}`
  const delimiter = Buffer.from(`\r\n${opening}`, 'latin1')
  const fields: FormField[] = []
  const formStart = isAt(bytes, '\r\n', 0) ? 2 : 0
  if (!isAt(bytes, opening, formStart)) refuse('it does not begin with its boundary')
  let end = formStart + opening.length
  while (!isAt(bytes, '--', end)) {
    if (!isAt(bytes, '\r\n', end)) refuse('its boundary is followed by something else')
    if (fields.length === MAX_FIELDS) refuse(`it has more than ${MAX_FIELDS} fields`)
    const start = end + 2
    const headersEnd = bytes.indexOf('\r\n\r\n', start, 'latin1')
    if (headersEnd < 0 || headersEnd - start > MAX_HEADER_BYTES) refuse('a field has headers without an end')
    const valueStart = headersEnd + 4
    // The line break before a delimiter belongs to it; that of an empty value is the one that ended the headers.
    const valueEnd = bytes.indexOf(delimiter, valueStart - 2)
    if (valueEnd < 0) refuse('it does not end with its boundary: it was cut short')
    if (valueEnd < valueStart) refuse('a field has no value')
    fields.push({ ...readHeaders(bytes.toString('utf8', start, headersEnd)), valueStart, valueEnd })
    end = valueEnd + delimiter.length
  }
  if (bytes.length > end + 2 + MAX_EPILOGUE_BYTES || /[^\r\n]/.test(bytes.toString('latin1', end + 2))) refuse('something follows its last boundary')
  return { bytes, boundary, start: formStart, fields }
}

/** The text of a field; `undefined` where there is none. Throws for one that stands twice, or is a file. */
export const textField = ({ bytes, fields }: Form, name: string): string | undefined => {
  const [field, second] = fields.filter(each => each.name === name)
  if (field === undefined) return undefined
  if (second !== undefined) refuse(`${name} stands more than once in it`)
  return field.isFile ? refuse(`${name} is a file in it, and has to be a text`) : bytes.toString('utf8', field.valueStart, field.valueEnd)
}

/** The form with this text in its field, which is put before all others where it is missing. Throws for a text that would end the field. */
export const withTextField = (form: Form, name: string, text: string): Buffer => {
  const { bytes, boundary, start, fields } = form
  if (/[\r\n\0]/.test(text) || text.startsWith('--')) refuse(`${name} cannot be written into it`)
  const field = fields.find(each => each.name === name)
  if (field !== undefined) return Buffer.concat([bytes.subarray(0, field.valueStart), Buffer.from(text), bytes.subarray(field.valueEnd)])
  return Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`), bytes.subarray(start)])
}
