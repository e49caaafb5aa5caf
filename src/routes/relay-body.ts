/** What a client asks at a relayed endpoint, from the bytes of its body: JSON or a form, of which little is looked at. */

import { RouterError } from '../chat/errors.ts'
import { estimateBodyTokens } from '../chat/tokens.ts'
import { spliceMembers } from '../lib/json-splice.ts'
import { boundaryOf, FormError, formTypeOf, isFormType, readForm, textField, withTextField } from '../lib/multipart-form.ts'
import { modelOf } from '../protocols/members.ts'
import { readOriginalBody } from '../protocols/original-body.ts'
import type { BodyForm, RelayEndpoint } from '../providers/relay-endpoints.ts'
import type { RelayRequest } from '../providers/relay-request.ts'

const EXPECTED: Readonly<Record<BodyForm, string>> = {
  json: 'JSON with the header "content-type: application/json"',
  form: 'a form with the header "content-type: multipart/form-data; boundary=…"',
}

/** The body has a form that the endpoint does not take. */
export const unsupportedBody = ({ bodies, path }: RelayEndpoint): RouterError =>
  new RouterError('unsupported_media_type', `${path} takes ${bodies.map(form => EXPECTED[form]).join(', or ')}.`)

export const formOfBody = (contentType: string | undefined): BodyForm => contentType !== undefined && isFormType(contentType) ? 'form' : 'json'

/** What is read of a body, and how it is passed on. */
interface ReadBody extends Pick<RelayRequest, 'contentType' | 'bodyFor'> {
  /** A member or a field: text, numbers and booleans as they are, nothing else. */
  readonly valueOf: (name: string) => unknown
  readonly estimatedTokens: () => number
}

const readJson = (received: Buffer): ReadBody => {
  const original = readOriginalBody(received)
  return {
    contentType: 'application/json',
    valueOf: name => original.json[name] ?? undefined,
    estimatedTokens: () => estimateBodyTokens(original.bytes, 0),
    bodyFor: model => spliceMembers(original, new Map([['model', JSON.stringify(model)]])),
  }
}

/** Fields are text: `true` and numbers are read as they would be in JSON. */
const jsonLike = (text: string | undefined): unknown => {
  if (text === 'true') return true
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : text
}

const orRefuse = <Value>(read: () => Value): Value => {
  try {
    return read()
  } catch (error) {
    if (error instanceof FormError) throw new RouterError('invalid_request', `The form in the request body cannot be passed on: ${error.message}.`, { cause: error })
    throw error
  }
}

const readFields = (received: Buffer, contentType: string): ReadBody => {
  const form = orRefuse(() => readForm(received, boundaryOf(contentType)))
  const textOf = (name: string): string | undefined => orRefuse(() => textField(form, name))
  return {
    contentType: formTypeOf(form),
    valueOf: name => name === 'model' ? textOf(name) : jsonLike(textOf(name)),
    estimatedTokens: () => 0,
    bodyFor: model => orRefuse(() => withTextField(form, 'model', model)),
  }
}

const CONTROL_CHARACTER = /[\0-\x1f\x7f]/

const modelIn = ({ valueOf }: ReadBody): string | undefined => {
  const value = valueOf('model')
  if (value === undefined) return undefined
  const model = modelOf({ model: value as string })
  if (CONTROL_CHARACTER.test(model)) throw new RouterError('invalid_request', 'model must not hold line breaks or other control characters', { parameter: 'model' })
  return model
}

const TEXT_FORMATS: ReadonlySet<unknown> = new Set(['text', 'srt', 'vtt'])

const resultsIn = ({ valueOf }: ReadBody): number => {
  const count = valueOf('n')
  return typeof count === 'number' && Number.isInteger(count) && count > 0 ? count : 1
}

/** Throws `RouterError` for what is no body of this endpoint. */
export const decodeRelay = (endpoint: RelayEndpoint, received: Buffer, contentType: string | undefined): RelayRequest => {
  const form = formOfBody(contentType)
  if (!endpoint.bodies.includes(form)) throw unsupportedBody(endpoint)
  const body = form === 'json' ? readJson(received) : readFields(received, contentType ?? '')
  const wantsEvents = endpoint.streams && (body.valueOf('stream') === true || body.valueOf('stream_format') === 'sse')
  return {
    endpoint,
    model: modelIn(body),
    wantsEvents,
    isStream: wantsEvents && endpoint.streamsTokens,
    wantsText: endpoint.whole.form === 'json-or-text' && TEXT_FORMATS.has(body.valueOf('response_format')),
    results: resultsIn(body),
    estimatedInputTokens: endpoint.countsTokens ? body.estimatedTokens() : 0,
    inputMember: endpoint.inputMember,
    contentType: body.contentType,
    bodyFor: body.bodyFor,
  }
}
