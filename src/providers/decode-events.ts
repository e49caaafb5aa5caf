/**
 * The loop that both dialects' streams run through: bytes, events, JSON, batches. It owns what is the same on both wires
 * (frames, events that cannot be read, bodies that are no stream) and nothing of what an event says.
 */

import { ProviderError } from '../chat/errors.ts'
import type { ChatBatch, ChatPart } from '../chat/part.ts'
import { readFrame, SseDecoder, SseLimitError } from '../lib/sse.ts'
import type { ServerSentEvent, SseFrames, SseLimits } from '../lib/sse.ts'
import type { AnswerReading } from './dialect.ts'
import { answerError } from './decode-error.ts'
import { errorInAnswer, readErrorBody } from './read-error-body.ts'
import { type Lesson, type ReadDeltaText, RepeatedDelta } from './repeated-delta.ts'

/** What the decoding of one answer has given so far; dialects keep their own state in an extension of it. */
export interface AnswerState {
  readonly keepsFrames: boolean
  readonly onUnreadableEvent: (() => void) | undefined
  /** Parts of the batch at hand. */
  parts: ChatPart[]
  /** Of the event at hand, as it will be relayed: verbatim, mended, or `undefined` where nothing is to be relayed. */
  frame: string | undefined
  hasEnded: boolean
  unreadableEvents: number
  /** Every event of the chunk at hand was relayed as it came. */
  isVerbatim: boolean
}

export interface EventDecoding<State extends AnswerState> {
  readonly state: State
  /** Adds the parts of one event; throws `ProviderError` for an event that is an error. */
  readonly decodeEvent: (state: State, json: object, event: string | undefined) => void
  /** Data that is no JSON and ends the stream. */
  readonly terminalData: string | undefined
  readonly readDeltaText: ReadDeltaText
  /** Where events may be larger than usual. */
  readonly limits?: SseLimits
}

/** An event that cannot be read is skipped this often; one more and nothing can be trusted. */
const MAX_UNREADABLE_EVENTS = 3
const MAX_STRAY_BYTES = 64 * 1024
/** A body that opens with one of these is JSON or HTML and no event stream. */
const STRAY_OPENINGS = new Set(['{', '[', '<'])
const DONE = '[DONE]'

interface Framed { frame: string }

export const newAnswerState = ({ keepsFrames, onUnreadableEvent }: Pick<AnswerReading, 'keepsFrames' | 'onUnreadableEvent'>): AnswerState =>
  ({ keepsFrames, onUnreadableEvent, parts: [], frame: undefined, hasEnded: false, unreadableEvents: 0, isVerbatim: false })

const skipUnreadable = (state: AnswerState): undefined => {
  if (++state.unreadableEvents <= MAX_UNREADABLE_EVENTS) { state.onUnreadableEvent?.(); return }
  throw new ProviderError('interrupted', 'sent events that cannot be read', { billing: 'maybe' })
}

const parseData = (state: AnswerState, data: string): object | undefined => {
  try {
    const json: unknown = JSON.parse(data)
    return typeof json === 'object' && json !== null ? json : skipUnreadable(state)
  } catch {
    return skipUnreadable(state)
  }
}

interface Reading<State extends AnswerState> {
  readonly decoding: EventDecoding<State>
  readonly repeated: RepeatedDelta
}

/** Says whether the data could be read; JSON of an impossible shape cannot. */
const decodeData = <State extends AnswerState>({ decoding, repeated }: Reading<State>, { data, event, frame }: ServerSentEvent): boolean => {
  const { state } = decoding
  repeated.forget()
  const json = parseData(state, data)
  if (json === undefined) return false
  const firstPart = state.parts.length
  try {
    decoding.decodeEvent(state, json, event)
    const [part, second] = state.parts.slice(firstPart)
    if (part !== undefined && second === undefined && state.frame === frame) repeated.learn(frame, data, json, part)
    return true
  } catch (error) {
    state.parts.length = firstPart
    if (!(error instanceof TypeError)) throw error
    skipUnreadable(state)
    return false
  }
}

/** Gives the event's frame to the first part that it gave; an event that gave none becomes an opaque part. */
const finishEvent = (state: AnswerState, firstPart: number): void => {
  const { parts } = state
  if (parts.length === firstPart) parts.push({ type: 'opaque', choice: 0 })
  if (state.keepsFrames && state.frame !== undefined) (parts[firstPart] as ChatPart & Framed).frame = state.frame
}

const readEvent = <State extends AnswerState>(reading: Reading<State>, frame: string): void => {
  const { decoding, decoding: { state } } = reading
  const event = readFrame(frame)
  const firstPart = state.parts.length
  state.frame = frame
  if (event.data === decoding.terminalData) {
    state.parts.push({ type: 'terminal', choice: 0 })
    state.hasEnded = true
  } else if (event.data !== '' && event.data !== DONE) {
    if (!decodeData(reading, event)) { state.isVerbatim = false; return }
  }
  if (state.frame !== frame) state.isVerbatim = false
  finishEvent(state, firstPart)
}

/** Events of one read that say nothing but the next piece of text are one part, with one frame. */
const pushText = ({ parts, keepsFrames }: AnswerState, { choice, block }: Lesson, text: string, frame: string): void => {
  parts.push(keepsFrames ? { type: 'text-delta', choice, block, text, frame } : { type: 'text-delta', choice, block, text })
}

const readEvents = <State extends AnswerState>({ decoding, repeated }: Reading<State>, { text: frames, ends, isWholeChunk }: SseFrames): void => {
  const { state } = decoding
  if (state.hasEnded) return
  state.isVerbatim = isWholeChunk && state.keepsFrames
  let text = ''
  let runStart = 0
  let start = 0
  const endRun = (): void => {
    if (text !== '') pushText(state, repeated.lesson as Lesson, text, frames.slice(runStart, start))
    text = ''
  }
  for (const end of ends) {
    const piece = repeated.recognise(frames, start, end)
    if (piece === undefined) {
      endRun()
      readEvent({ decoding, repeated }, frames.slice(start, end))
      if (state.hasEnded) { if (end < frames.length) state.isVerbatim = false; return }
      runStart = end
    } else text += piece
    start = end
  }
  endRun()
}

/** The first character that is no white space, or `''` while there is none. */
const openingOf = (chunk: Buffer): string => chunk.toString('utf8', 0, 64).replace('\uFEFF', '').trimStart().charAt(0)

const strayBodyError = (text: string): ProviderError => {
  const named = errorInAnswer(parseStray(text))
  if (named !== undefined) return answerError(named, 'bad-response')
  return new ProviderError('bad-response', `sent no event stream: ${readErrorBody(text).message}`, { billing: 'maybe' })
}

const parseStray = (text: string): unknown => {
  try { return JSON.parse(text) } catch { return undefined }
}

/** Fills `state.parts` from a chunk, or from what is left at the end; gives the failure that stopped it. */
const readChunk = <State extends AnswerState>(reading: Reading<State>, decoder: SseDecoder, chunk: Buffer | undefined): unknown => {
  try {
    readEvents(reading, chunk === undefined ? decoder.end() : decoder.push(chunk))
    return undefined
  } catch (error) {
    return error instanceof SseLimitError ? new ProviderError('bad-response', `sent ${error.message}`, { cause: error, billing: 'maybe' }) : error
  }
}

/**
 * One batch for each chunk that completed an event. What came before a failure is given before it is thrown. After the
 * terminal event nothing is given, but the bytes are read to their end, so that the connection can serve again; a caller
 * in a hurry leaves.
 */
export async function * decodeEvents <State extends AnswerState> (bytes: AsyncIterable<Buffer>, decoding: EventDecoding<State>): AsyncGenerator<ChatBatch> {
  const { state } = decoding
  const reading: Reading<State> = { decoding, repeated: new RepeatedDelta(decoding.readDeltaText) }
  const decoder = new SseDecoder(decoding.limits)
  let opening = ''
  let strayText = ''
  for await (const chunk of bytes) {
    if (opening === '') opening = openingOf(chunk)
    if (STRAY_OPENINGS.has(opening)) {
      strayText += chunk.toString()
      if (strayText.length > MAX_STRAY_BYTES) break
    } else if (!state.hasEnded) {
      state.parts = []
      const failure = readChunk(reading, decoder, chunk)
      if (state.parts.length > 0) yield state.isVerbatim && failure === undefined ? Object.assign(state.parts, { bytes: chunk }) : state.parts
      if (failure !== undefined) throw failure
    }
  }
  if (strayText !== '') throw strayBodyError(strayText)
  state.parts = []
  const failure = readChunk(reading, decoder, undefined)
  if (state.parts.length > 0) yield state.parts
  if (failure !== undefined) throw failure
}
