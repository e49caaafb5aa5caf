/** The smallest value that a JSON Schema accepts, as far as its common keywords go; patterns are not invented. */

type Schema = Readonly<Record<string, unknown>>

interface Sampling {
  /** Where `$ref` points into. */
  readonly root: Schema
  /** What a string says where nothing else is asked of it. */
  readonly text: string
  readonly depth: number
}

/** A schema that refers to itself without end is answered with null at this depth. */
const MAX_DEPTH = 12

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z', date: '2026-01-01', time: '00:00:00Z', duration: 'P1D', email: 'demo@example.com', hostname: 'example.com',
  uri: 'https://example.com/', url: 'https://example.com/', uuid: '00000000-0000-4000-8000-000000000000', ipv4: '192.0.2.1', ipv6: '2001:db8::1',
}

const schemaOf = (value: unknown): Schema => typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Schema : {}
const numberOf = (value: unknown): number | undefined => typeof value === 'number' ? value : undefined

/** Follows `#/a/b`, with `~1` and `~0` as in JSON Pointer. */
const resolve = (root: Schema, reference: string): Schema => reference.split('/').slice(1)
  .map(name => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'))
  .reduce<Schema>((schema, name) => schemaOf(schema[name]), root)

const sampleObject = (schema: Schema, sampling: Sampling): object => {
  const properties = schemaOf(schema['properties'])
  const required = Array.isArray(schema['required']) ? schema['required'] as readonly string[] : []
  return Object.fromEntries(required.map(name => [name, sample(schemaOf(properties[name]), sampling)]))
}

const sampleArray = (schema: Schema, sampling: Sampling): readonly unknown[] => {
  const first = Array.isArray(schema['prefixItems']) ? schema['prefixItems'] as readonly unknown[] : []
  const length = Math.max(first.length, numberOf(schema['minItems']) ?? 0)
  return Array.from({ length: Math.min(length, 100) }, (_item, index) => sample(schemaOf(first[index] ?? schema['items']), sampling))
}

const sampleString = (schema: Schema, text: string): string => {
  const formatted = FORMATS[String(schema['format'])]
  if (formatted !== undefined) return formatted
  const padded = text.padEnd(Math.min(numberOf(schema['minLength']) ?? 0, 10_000), '.')
  return padded.slice(0, numberOf(schema['maxLength']) ?? padded.length)
}

/** Zero where it is allowed, else the round number next to a bound, else what lies between. */
const sampleNumber = (schema: Schema, isInteger: boolean): number => {
  const step = numberOf(schema['multipleOf']) ?? 1
  const lowest = numberOf(schema['minimum']) ?? -Infinity
  const above = numberOf(schema['exclusiveMinimum']) ?? -Infinity
  const highest = numberOf(schema['maximum']) ?? Infinity
  const below = numberOf(schema['exclusiveMaximum']) ?? Infinity
  const isAllowed = (value: number): boolean => value >= lowest && value > above && value <= highest && value < below
  const up = Math.ceil(Math.max(lowest, above) / step) * step
  const down = Math.floor(Math.min(highest, below) / step) * step
  const between = isInteger || 'multipleOf' in schema ? [] : [lowest, highest, (Math.max(lowest, above) + Math.min(highest, below)) / 2]
  return [0, up, up + step, down, down - step, ...between].find(isAllowed) ?? 0
}

const typeOf = (schema: Schema): unknown => {
  const { type } = schema
  if (Array.isArray(type)) return type.find(name => name !== 'null') as unknown ?? 'null'
  if (type !== undefined) return type
  if ('properties' in schema || 'required' in schema) return 'object'
  return 'items' in schema || 'prefixItems' in schema ? 'array' : 'string'
}

const sampleType = (schema: Schema, sampling: Sampling): unknown => {
  switch (typeOf(schema)) {
    case 'object': return sampleObject(schema, sampling)
    case 'array': return sampleArray(schema, sampling)
    case 'number': return sampleNumber(schema, false)
    case 'integer': return sampleNumber(schema, true)
    case 'boolean': return true
    case 'null': return null
    default: return sampleString(schema, sampling.text)
  }
}

/** All parts at once: properties and required names are united, everything else is the last part's word. */
const merge = (parts: readonly Schema[]): Schema => {
  const properties = Object.assign({}, ...parts.map(part => schemaOf(part['properties']))) as Schema
  const required = parts.flatMap(part => part['required'] ?? [])
  return {
    ...Object.assign({}, ...parts) as Schema,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  }
}

const sample = (schema: Schema, outer: Sampling): unknown => {
  if (outer.depth >= MAX_DEPTH) return null
  const sampling = { ...outer, depth: outer.depth + 1 }
  if ('const' in schema) return schema['const']
  if ('default' in schema) return schema['default']
  if (Array.isArray(schema['enum'])) return (schema['enum'] as readonly unknown[])[0]
  if (typeof schema['$ref'] === 'string') return sample(resolve(sampling.root, schema['$ref']), sampling)
  const { allOf, ...single } = schema
  if (Array.isArray(allOf)) return sample(merge([single, ...allOf.map(schemaOf)]), sampling)
  const { anyOf, oneOf, ...chosen } = schema
  const choices = anyOf ?? oneOf
  if (Array.isArray(choices)) return sample(merge([chosen, schemaOf(choices[0])]), sampling)
  return sampleType(schema, sampling)
}

/** `text` is what free strings say. */
export const sampleJson = (schema: Schema, text: string): unknown => sample(schema, { root: schema, text, depth: 0 })
