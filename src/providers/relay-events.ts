/**
 * Answers of relayed endpoints that come as events, verbatim, and what they say of their own end: completions end like
 * chat does, everything else names its events (`transcript.text.done`, `image_generation.completed`).
 */

import { ProviderError } from '../chat/errors.ts'
import type { ChatPart } from '../chat/part.ts'
import type { SseLimits } from '../lib/sse.ts'
import { answerError } from './decode-error.ts'
import { type AnswerState, decodeEvents, newAnswerState } from './decode-events.ts'
import { FAILED_FINISH_REASONS, finishReasonOf } from './finish-reasons.ts'
import { errorInAnswer } from './read-error-body.ts'
import type { RelayBatch, RelayPart, RelayRequest } from './relay-request.ts'
import { relayUsage } from './relay-usage.ts'

/** A picture is one line. */
const LIMITS: SseLimits = { maxLineBytes: 32 * 1024 * 1024, maxEventBytes: 32 * 1024 * 1024 }
/** The event with which one result is finished. */
const FINISHES = /\.(?:done|completed)$/

interface RelayState extends AnswerState {
  readonly request: RelayRequest
  resultsToCome: number
}

interface Choice { readonly index?: unknown, readonly text?: unknown, readonly finish_reason?: unknown }

const pushEnd = (state: RelayState, choice: number, raw: string): void => {
  const failure = FAILED_FINISH_REASONS[raw]
  if (failure !== undefined) throw new ProviderError(failure, `ended its answer with ${raw}`, { rawCode: raw, billing: 'maybe' })
  state.parts.push({ type: 'response-end', choice, finishReason: finishReasonOf(raw, false), rawFinishReason: raw })
}

const decodeChoice = (state: RelayState, { index, text, finish_reason: reason }: Choice): void => {
  const choice = typeof index === 'number' ? index : 0
  if (typeof text === 'string' && text !== '') state.parts.push({ type: 'text-delta', choice, block: 0, text })
  if (typeof reason === 'string' && reason !== '') pushEnd(state, choice, reason)
}

/** Whatever has a name says something: the name stands for it. */
const decodeNamed = (state: RelayState, name: string): void => {
  state.parts.push({ type: 'text-delta', choice: 0, block: 0, text: name })
  if (FINISHES.test(name) && --state.resultsToCome === 0) pushEnd(state, 0, 'stop')
}

const decodeEvent = (state: RelayState, json: object, event: string | undefined): void => {
  const error = errorInAnswer(event === 'error' ? { type: 'error', error: json } : json)
  if (error !== undefined) throw answerError(error, 'server-error')
  const { choices, type = event ?? 'data' } = json as { readonly choices?: unknown, readonly type?: unknown }
  if (Array.isArray(choices)) for (const choice of choices as readonly Choice[]) decodeChoice(state, choice)
  else decodeNamed(state, String(type))
  const usage = relayUsage(json, state.request.endpoint)
  if (usage !== undefined) state.parts.push({ type: 'usage', choice: 0, usage })
}

const readDeltaText = (json: object): string | undefined => {
  const { choices } = json as { readonly choices?: readonly Choice[] }
  const text = choices?.length === 1 ? choices[0]?.text : undefined
  return typeof text === 'string' ? text : undefined
}

const relayPart = (part: ChatPart): RelayPart => {
  const { choice, frame } = part
  const bytes = frame === undefined ? {} : { bytes: Buffer.from(frame) }
  switch (part.type) {
    case 'text-delta': return { type: 'content', choice, text: part.text, ...bytes }
    case 'usage': return { type: 'usage', choice, usage: part.usage, ...bytes }
    case 'response-end': return { type: 'response-end', choice, finishReason: part.finishReason, ...bytes }
    case 'terminal': return { type: 'terminal', choice, ...bytes }
    default: return { type: 'opaque', choice, ...bytes }
  }
}

/** Ends normally when the bytes end; whether the answer was finished is for the caller to check. Throws `ProviderError`. */
export async function * relayEvents (bytes: AsyncIterable<Buffer>, request: RelayRequest): AsyncGenerator<RelayBatch> {
  const state: RelayState = { ...newAnswerState({ keepsFrames: true }), request, resultsToCome: request.results }
  for await (const batch of decodeEvents(bytes, { state, decodeEvent, terminalData: '[DONE]', readDeltaText, limits: LIMITS })) yield batch.map(relayPart)
}
