/**
 * What an answer at a relayed endpoint has to be before it is one: JSON with what was asked for in it and no error, a text,
 * or bytes that are no page. Its bytes are relayed as they came.
 */

import { ProviderError } from '../chat/errors.ts'
import type { HttpAnswer } from '../lib/net/http-exchange.ts'
import { formatEvent } from '../lib/sse.ts'
import type { AnswerHead } from './attempt.ts'
import { answerError } from './decode-error.ts'
import { parseAnswer } from './decode-whole.ts'
import { plainBytes, readStart, readWhole } from './read-body.ts'
import { errorInAnswer, readErrorBody } from './read-error-body.ts'
import { relayEvents } from './relay-events.ts'
import type { RelayBatch, RelayPart, RelayRequest, RelayStream } from './relay-request.ts'
import { relayUsage } from './relay-usage.ts'

const MAX_WHOLE_BYTES = 32 * 1024 * 1024
/** Bytes whose number is known and small are taken whole before any is passed on: until then another one can take over. */
const MAX_HELD_BYTES = 1024 * 1024
const MAX_STRAY_BYTES = 64 * 1024

const JSON_TYPE = /^[\w.+-]+\/(?:[\w.-]+\+)?json\b/
const PAGE_TYPE = /^(?:text\/|[\w.+-]+\/(?:[\w.-]+\+)?(?:json|xml)\b)/
const TELLABLE_TYPE = /^[\x20-\x7e]{1,200}$/
const PAGE_OPENING = /^<(?:!doctype|html|head|body|\?xml)\b/i
/** JSON and HTML open so, audio does not. */
const STRAY_OPENING = /^\s*[{<]/

export interface RelayedAnswer {
  readonly head: AnswerHead
  readonly stream: RelayStream
}

const bad = (what: string): ProviderError => new ProviderError('bad-response', what, { billing: 'maybe' })

const contentTypeOf = ({ headers }: HttpAnswer): string => {
  const type = headers['content-type']?.trim() ?? ''
  return TELLABLE_TYPE.test(type) ? type : ''
}

/** Of a body that comes as it is; one that comes compressed has another length when it is passed on. */
const lengthOf = ({ headers }: HttpAnswer): number | undefined => {
  const length = headers['content-length']
  return length === undefined || headers['content-encoding'] !== undefined ? undefined : Number(length)
}

async function * oneBatch (...parts: RelayBatch): AsyncGenerator<RelayBatch> { yield parts }

const END: readonly RelayPart[] = [{ type: 'response-end', choice: 0 }, { type: 'terminal', choice: 0 }]

const wholeAnswer = (body: Buffer, contentType: string, about: readonly RelayPart[] = []): RelayedAnswer =>
  ({ head: { contentType, length: body.length }, stream: oneBatch({ type: 'content', choice: 0, bytes: body }, ...about, ...END) })

const isTruthy = (value: unknown): boolean => value !== undefined && value !== null && value !== false && value !== ''

const isThere = (value: unknown): boolean => Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null

const throwNamedError = (json: unknown): void => {
  const error = errorInAnswer(json)
  if (error !== undefined) throw answerError(error, 'bad-response')
}

const checkedJson = (text: string, member: string): object => {
  const json = parseAnswer(text)
  throwNamedError(json)
  if (Array.isArray(json)) throw bad('answered with a list where an object is expected')
  const fields = json as Readonly<Record<string, unknown>>
  if (isTruthy(fields['error'])) throw bad('answered with an error')
  if (!isThere(fields[member])) throw bad(`answered without ${member}`)
  return json
}

/** All that the choices of a completion say, to be counted. */
const writtenIn = (json: object): string => {
  const { choices } = json as { readonly choices?: unknown }
  return Array.isArray(choices) ? choices.map((choice: { readonly text?: unknown } | null) => typeof choice?.text === 'string' ? choice.text : '').join('') : ''
}

const asEvents = (text: string): Buffer => Buffer.from(`${formatEvent({ data: text.trim() })}data: [DONE]\n\n`)

const jsonAnswer = (body: Buffer, { endpoint, wantsEvents }: RelayRequest, member: string, contentType: string): RelayedAnswer => {
  const text = body.toString()
  const json = checkedJson(text, member)
  const usage = relayUsage(json, endpoint)
  const about: RelayPart[] = [
    ...(endpoint.countsTokens && !endpoint.writesNothing ? [{ type: 'content', choice: 0, text: writtenIn(json) } as const] : []),
    ...(usage === undefined ? [] : [{ type: 'usage', choice: 0, usage } as const]),
  ]
  // Clients that wait for events see none in a whole answer and take it for an empty one.
  if (wantsEvents && endpoint.streamsTokens) return wholeAnswer(asEvents(text), 'text/event-stream; charset=utf-8', about)
  return wholeAnswer(body, JSON_TYPE.test(contentType) ? contentType : 'application/json', about)
}

/** A text that only looks like JSON is a text. */
const jsonOf = (text: string): unknown => {
  try { return text.startsWith('{') ? JSON.parse(text) : undefined } catch { return undefined }
}

/** Silence that was written down is an empty text, and an answer. */
const textAnswer = (body: Buffer, contentType: string): RelayedAnswer => {
  const text = body.toString('utf8', 0, MAX_STRAY_BYTES).trimStart()
  if (PAGE_OPENING.test(text)) throw bad(`answered with no text: ${readErrorBody(text).message}`)
  throwNamedError(jsonOf(text))
  return wholeAnswer(body, contentType === '' ? 'text/plain; charset=utf-8' : contentType)
}

const strayBody = async (bytes: AsyncIterable<Buffer>): Promise<ProviderError> => {
  const said = readErrorBody(await readStart(bytes, MAX_STRAY_BYTES))
  return said.codes.length > 0 ? answerError(said, 'bad-response') : bad(`answered with words: ${said.message}`)
}

async function * piecesOf (bytes: AsyncIterable<Buffer>, sniffs: boolean): AsyncGenerator<RelayBatch> {
  let isFirst = true
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue
    if (isFirst && sniffs && STRAY_OPENING.test(chunk.toString('latin1', 0, 64))) throw bad(`answered with words: ${readErrorBody(chunk.toString('utf8', 0, MAX_STRAY_BYTES)).message}`)
    isFirst = false
    yield [{ type: 'content', choice: 0, bytes: chunk }]
  }
  if (isFirst) throw bad('gave an empty answer')
  yield END
}

const binaryAnswer = async (bytes: AsyncIterable<Buffer>, contentType: string, length: number | undefined): Promise<RelayedAnswer> => {
  if (PAGE_TYPE.test(contentType.toLowerCase())) throw await strayBody(bytes)
  const stream = piecesOf(bytes, contentType === '')
  const head: AnswerHead = { contentType: contentType === '' ? 'application/octet-stream' : contentType, length }
  if (length === undefined || length > MAX_HELD_BYTES) return { head, stream }
  const batches: RelayBatch[] = []
  for await (const batch of stream) batches.push(batch)
  return { head, stream: oneBatch(...batches.flat()) }
}

/** Throws `ProviderError` for what is no answer; the errors of broken connections are passed on. */
export const readRelayAnswer = async (request: RelayRequest, answer: HttpAnswer, body: AsyncIterable<Buffer>): Promise<RelayedAnswer> => {
  const bytes = plainBytes(body, answer.headers['content-encoding'])
  const contentType = contentTypeOf(answer)
  const { whole } = request.endpoint
  if (request.wantsEvents && (contentType === '' || /^text\/event-stream\b/i.test(contentType))) {
    return { head: { contentType: 'text/event-stream; charset=utf-8', length: undefined }, stream: relayEvents(bytes, request) }
  }
  if (whole.form === 'binary') return await binaryAnswer(bytes, contentType, lengthOf(answer))
  const all = await readWhole(bytes, MAX_WHOLE_BYTES)
  return request.wantsText ? textAnswer(all, contentType) : jsonAnswer(all, request, whole.member, contentType)
}
