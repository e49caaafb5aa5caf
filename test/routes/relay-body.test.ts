import { describe, expect, test } from 'vitest'
import { RouterError } from '../../src/chat/errors.ts'
import { RELAY_ENDPOINTS, type RelayEndpoint, type RelayName } from '../../src/providers/relay-endpoints.ts'
import { decodeRelay } from '../../src/routes/relay-body.ts'

const endpointOf = (name: RelayName): RelayEndpoint => {
  const endpoint = RELAY_ENDPOINTS.find(each => each.name === name)
  if (endpoint === undefined) throw new Error(`no endpoint ${name}`)
  return endpoint
}

const decode = (name: RelayName, body: string) => decodeRelay(endpointOf(name), Buffer.from(body), 'application/json')

const FORM = 'multipart/form-data; boundary=b'
const form = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields).map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('') + '--b--\r\n'
const decodeForm = (name: RelayName, fields: Readonly<Record<string, string>>) => decodeRelay(endpointOf(name), Buffer.from(form(fields)), FORM)

const refusalOf = (read: () => unknown): RouterError => {
  try { read() } catch (error) { if (error instanceof RouterError) return error }
  throw new Error('it was not refused')
}

describe('a JSON body', () => {
  test('is passed on with another model and no other change', () => {
    const request = decode('embeddings', '{ "model":"x", "input" : ["\\u00e9"], "n": 1.0 }')
    expect(request).toMatchObject({ model: 'x', contentType: 'application/json', wantsEvents: false, isStream: false, inputMember: 'input' })
    expect(request.bodyFor('a"b').toString()).toBe('{ "model":"a\\"b", "input" : ["\\u00e9"], "n": 1.0 }')
    expect(request.estimatedInputTokens).toBeGreaterThan(0)
  })

  test.each(['{"input":"a"}', '{"model":null,"input":"a"}'])('%s names no model, and gets one', (body) => {
    const request = decode('moderations', body)
    expect(request.model).toBeUndefined()
    expect(JSON.parse(request.bodyFor('guard').toString())).toEqual({ input: 'a', model: 'guard' })
  })

  test.each<[RelayName, object, boolean, boolean]>([
    ['completions', { stream: true }, true, true],
    ['completions', { stream: false }, false, false],
    ['images', { stream: true }, true, false],
    ['embeddings', { stream: true }, false, false],
    ['speech', { stream_format: 'sse' }, true, false],
    ['speech', { stream_format: 'audio' }, false, false],
  ])('at %s: %j asks for events: %s, of tokens: %s', (name, members, wantsEvents, isStream) => {
    expect(decode(name, JSON.stringify({ model: 'm', ...members }))).toMatchObject({ wantsEvents, isStream })
  })

  test.each<[unknown, number]>([[3, 3], [undefined, 1], ['3', 1], [0, 1], [1.5, 1]])('with n %s asks for %i', (n, results) => {
    expect(decode('images', JSON.stringify({ n }))).toMatchObject({ results })
  })

  test.each(['{"model":3}', '{"model":""}', '{"model":"a\\nb"}', '{"model":"a\\u0000"}', `{"model":"${'x'.repeat(257)}"}`])('%s names a model that cannot be one', (body) => {
    expect(refusalOf(() => decode('images', body))).toMatchObject({ code: 'invalid_request', parameter: 'model' })
  })

  test.each([['', 'invalid_json'], ['[]', 'invalid_request'], ['{"model":"a","model":"b"}', 'duplicate_key']])('%j is none: %s', (body, code) => {
    expect(refusalOf(() => decode('images', body)).code).toBe(code)
  })

  test('where a form is expected, is refused', () => {
    expect(refusalOf(() => decode('transcriptions', '{}'))).toMatchObject({ code: 'unsupported_media_type', message: '/v1/audio/transcriptions takes a form with the header "content-type: multipart/form-data; boundary=…".' })
  })
})

describe('a form', () => {
  test('is passed on with another model and no other change', () => {
    const request = decodeForm('transcriptions', { model: 'x', language: 'ar' })
    expect(request).toMatchObject({ model: 'x', contentType: FORM, estimatedInputTokens: 0, inputMember: 'file' })
    expect(request.bodyFor('ear').toString()).toBe(form({ model: 'ear', language: 'ar' }))
  })

  test('may leave the model to the router, and ask for events, text and a number', () => {
    expect(decodeForm('transcriptions', { stream: 'true', response_format: 'vtt' })).toMatchObject({ model: undefined, wantsEvents: true, isStream: false, wantsText: true })
    expect(decodeForm('transcriptions', { stream: 'false', response_format: 'json' })).toMatchObject({ wantsEvents: false, wantsText: false })
    expect(decodeForm('image-edits', { n: '2' })).toMatchObject({ results: 2 })
  })

  test('with a model whose name is a number, names that', () => {
    expect(decodeForm('transcriptions', { model: '3' }).model).toBe('3')
  })

  test.each<[string, string, string]>([
    ['without a boundary', 'multipart/form-data', form({})],
    ['cut short', FORM, '--b\r\n'],
    ['with two models', FORM, form({ model: 'a' }).replace('--b--', form({ model: 'b' }))],
  ])('%s is refused, and why', (_, contentType, body) => {
    expect(refusalOf(() => decodeRelay(endpointOf('transcriptions'), Buffer.from(body), contentType))).toMatchObject({ code: 'invalid_request', message: expect.stringMatching(/^The form in the request body cannot be passed on: .+\.$/) as unknown })
  })

  test('whose new model would end its field, is refused', () => {
    const request = decodeForm('transcriptions', { model: 'x' })
    expect(refusalOf(() => request.bodyFor('--b--')).code).toBe('invalid_request')
  })
})
