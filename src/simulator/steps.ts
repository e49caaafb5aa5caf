/**
 * What a scripted provider can be told to do with one request, as plain data, and the functions that name it. Steps that
 * are the same bytes on every wire are in `faulty-steps.ts`; how a step becomes bytes is `plan-step.ts`'s.
 */

import type { Gate } from './gate.ts'
import type { SimulatedFinishReason, SimulatedUsage } from './model-answer.ts'
import type { BytesReply, Chunk, Hold, HttpReply, ReplyEnd } from './reply.ts'
import type { SimulatedError } from './simulated-wire.ts'

export interface ScriptedToolCall {
  readonly id: string
  readonly name: string
  /** JSON text, or a value to be written as JSON. */
  readonly arguments: string | object
}

export interface ScriptedAnswer {
  /** `hello` where neither text, parts nor tool calls are given; nothing at all where it is empty. */
  readonly text?: string
  /** The text as its deltas; a gate between two of them holds the rest back. */
  readonly parts?: readonly (string | Gate)[]
  /** Thinking, said before the text. */
  readonly reasoning?: string
  readonly toolCalls?: readonly ScriptedToolCall[]
  /** Tokens; `null`: none are reported. */
  readonly usage?: SimulatedUsage | null
  readonly finishReason?: SimulatedFinishReason
  readonly stopSequence?: string
  /** Characters in one delta. Default: the whole text in one. */
  readonly chunkSize?: number
  /** Pause before every content event, milliseconds. */
  readonly delayMs?: number
  /** Nothing is sent, not even the status, before it opens. */
  readonly heldBy?: Hold
  readonly id?: string
  /** Default: the model that was asked for. */
  readonly model?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly trailers?: Readonly<Record<string, string>>
  /** A `103 Early Hints` goes before the answer. */
  readonly hasEarlyHints?: boolean
}

export type HangStage = 'before-headers' | 'after-headers' | 'after-start' | 'after-content'
/** `clean`: HTTP ends well, the answer does not. `connection-close`: the same in a body that ends with its connection. */
export type CutEnd = 'fin' | 'reset' | 'destroy' | 'short-chunk' | 'connection-close' | 'clean'

export interface RawResponse {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly chunks?: Iterable<Chunk>
  /** Default `complete`. */
  readonly end?: ReplyEnd
  readonly heldBy?: Hold
}

interface StatusStep {
  readonly code: number
  readonly body: object | string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly error: SimulatedError
}

interface CutStep { readonly after: number; readonly how: CutEnd; readonly heldBy: Hold | undefined }
interface ErrorEventStep { readonly after: number; readonly status: number; readonly error: SimulatedError }
interface MalformedEventsStep { readonly times: number; readonly event: string }
interface PingsStep { readonly everyMs: number; readonly until: Hold | undefined }
interface DripStep extends PingsStep { readonly from: 'status-line' | 'body' }
interface ThenCloseStep { readonly step: Step; readonly how: 'fin' | 'reset'; readonly heldBy: Hold | undefined }

/** The answer that a fault befalls. */
interface WithAnswer { readonly answer: ScriptedAnswer }

export type Step =
  | { readonly type: 'answer' } & WithAnswer
  | { readonly type: 'status' } & StatusStep
  | { readonly type: 'raw'; readonly reply: HttpReply }
  | { readonly type: 'bytes'; readonly reply: BytesReply }
  | { readonly type: 'hang'; readonly stage: HangStage } & WithAnswer
  | { readonly type: 'cut' } & CutStep & WithAnswer
  | { readonly type: 'error-event' } & ErrorEventStep & WithAnswer
  | { readonly type: 'malformed-events' } & MalformedEventsStep & WithAnswer
  | { readonly type: 'only-terminal' }
  | { readonly type: 'pings' } & PingsStep & WithAnswer
  | { readonly type: 'drip' } & DripStep & WithAnswer
  | { readonly type: 'then-close' } & ThenCloseStep

/** What a caller may leave out, and may not set to undefined by accident. */
type Options<Fields> = { readonly [Name in keyof Fields]?: Exclude<Fields[Name], undefined> }

/** A good answer in the wire of the request's path, streamed or as JSON, as the request asks. */
export const answer = (said: ScriptedAnswer | string = {}): Step =>
  ({ type: 'answer', answer: typeof said === 'string' ? { text: said } : said })

/** A status with a JSON (object) or text (string) body; without a body, an error in the wire's shape made of `error`. */
export const status = (code: number, { body, headers = {}, error = {} }: Options<Omit<StatusStep, 'code'>> = {}): Step =>
  ({ type: 'status', code, body, headers, error })

const EVENT_STREAM = { 'content-type': 'text/event-stream' }

/** Exactly this response: status 200, an event stream and a complete end unless told otherwise. */
export const raw = ({ status = 200, headers = EVENT_STREAM, chunks = [], end = 'complete', heldBy }: RawResponse = {}): Step =>
  ({ type: 'raw', reply: { kind: 'http', status, headers, chunks, end, ...(heldBy !== undefined && { heldBy }) } })

/** Exactly these bytes on the socket, no HTTP added. */
export const bytes = (chunks: Iterable<Chunk>, end: BytesReply['end'] = 'fin', heldBy?: Hold): Step =>
  ({ type: 'bytes', reply: { kind: 'bytes', chunks, end, ...(heldBy !== undefined && { heldBy }) } })

/** Silence at a stage of an answer, until the client leaves. `after-start`: role or created events, no content yet. */
export const hang = (stage: HangStage, answer: ScriptedAnswer = {}): Step => ({ type: 'hang', stage, answer })

/**
 * An answer cut after its first `after` events (start events count; of a JSON answer, characters), when `heldBy` allows.
 * A client may lose what it has not read when a reset comes: hold the cut back to be sure of what it saw.
 */
export const cut = ({ after, how, heldBy, answer = {} }: Pick<CutStep, 'after' | 'how'> & Options<Pick<CutStep, 'heldBy'> & WithAnswer>): Step =>
  ({ type: 'cut', after, how, heldBy, answer })

/** A stream with an error event in place of the answer, or after its first `after` events. HTTP ends well. */
export const errorEvent = ({ after = 0, status = 500, error = {}, answer = {} }: Options<ErrorEventStep & WithAnswer> = {}): Step =>
  ({ type: 'error-event', after, status, error, answer })

const BROKEN_EVENT = 'data: {"choices":[{"del\n\n'

/** A good stream with `times` events of broken JSON before its first content. */
export const malformedEvents = (times: number, { event = BROKEN_EVENT, answer = {} }: Options<{ event: string } & WithAnswer> = {}): Step =>
  ({ type: 'malformed-events', times, event, answer })

/** A stream of nothing but the wire's terminal event. */
export const onlyTerminal = (): Step => ({ type: 'only-terminal' })

/** A stream of pings alone; the answer follows when `until` opens, if it ever does. */
export const pings = ({ everyMs = 5, until, answer = {} }: Options<PingsStep & WithAnswer> = {}): Step =>
  ({ type: 'pings', everyMs, until, answer })

/** One byte at a time, from the status line or from the body on; the rest comes at once when `until` opens. */
export const drip = ({ from = 'body', everyMs = 1, until, answer = {} }: Options<DripStep & WithAnswer> = {}): Step =>
  ({ type: 'drip', from, everyMs, until, answer })

/** The idle keep-alive connection is closed after a complete response, when `heldBy` opens (default: at once). */
export const closeAfterResponse = (step: Step, { how = 'fin', heldBy }: Options<Omit<ThenCloseStep, 'step'>> = {}): Step =>
  ({ type: 'then-close', step, how, heldBy })
