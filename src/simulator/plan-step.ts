/** From a step and the request it answers to the reply to send. Pure: no sockets and no clocks in here. */

import { anthropicWire } from './anthropic-wire.ts'
import { openAiWire } from './openai-wire.ts'
import { type Chunk, type HttpReply, type Reply, type ReplyEnd, bodyReply, eventStreamReply, isWait, promiseOf } from './reply.ts'
import { type AnswerContext, allEvents, eventsOf, modelAnswerOf } from './scripted-answer.ts'
import type { SimulatedWire, SimulatedWireName } from './simulated-wire.ts'
import { dripReply, pingsThen } from './slow-replies.ts'
import type { CutEnd, HangStage, ScriptedAnswer, Step } from './steps.ts'

const WIRES: Readonly<Record<SimulatedWireName, SimulatedWire>> = { 'openai-chat': openAiWire, 'anthropic-messages': anthropicWire }

/** The wire of a request's path, whatever stands before it. */
export const wireOfPath = (path: string, otherwise: SimulatedWireName): SimulatedWire => {
  if (path.includes('/chat/completions')) return openAiWire
  return path.includes('/messages') ? anthropicWire : WIRES[otherwise]
}

const streamReply = (said: ScriptedAnswer, chunks: Iterable<Chunk>, end: ReplyEnd = 'complete'): HttpReply => ({
  ...eventStreamReply(chunks, said.headers),
  end,
  ...(said.heldBy !== undefined && { heldBy: said.heldBy }),
  ...(said.trailers !== undefined && { trailers: said.trailers }),
  ...(said.hasEarlyHints !== undefined && { hasEarlyHints: said.hasEarlyHints }),
})

/** A JSON answer waits for every gate that stands in its text; trailers need chunks in place of a length. */
const jsonReply = (said: ScriptedAnswer, context: AnswerContext): HttpReply => {
  const body = JSON.stringify(context.wire.result(modelAnswerOf(said, context)))
  const gates = (said.parts ?? []).filter(part => typeof part !== 'string')
  const headers = {
    'content-type': 'application/json',
    ...(said.trailers === undefined && { 'content-length': String(Buffer.byteLength(body)) }),
    ...said.headers,
  }
  return { ...streamReply(said, [...gates, body]), headers }
}

const answerReply = (said: ScriptedAnswer, context: AnswerContext): HttpReply =>
  context.isStream ? streamReply(said, allEvents(eventsOf(said, context))) : jsonReply(said, context)

const statusReply = (step: Step & { type: 'status' }, context: AnswerContext): HttpReply => {
  const body = step.body ?? context.wire.error(step.code, step.error)
  return typeof body === 'string'
    ? bodyReply(step.code, body, { 'content-type': 'text/plain; charset=utf-8', ...step.headers })
    : bodyReply(step.code, JSON.stringify(body), step.headers)
}

/** How much of an answer is said before the silence: as a stream, and as a JSON body of which half is content. */
const saidBefore = (stage: HangStage, said: ScriptedAnswer, context: AnswerContext): readonly Chunk[] => {
  if (stage === 'before-headers' || stage === 'after-headers') return []
  if (!context.isStream) {
    const body = JSON.stringify(context.wire.result(modelAnswerOf(said, context)))
    return [body.slice(0, stage === 'after-start' ? 1 : body.length / 2)]
  }
  const { start, content } = eventsOf(said, context)
  return stage === 'after-start' ? start : [...start, ...content]
}

const hangReply = (step: Step & { type: 'hang' }, context: AnswerContext): HttpReply => ({
  ...streamReply(step.answer, saidBefore(step.stage, step.answer, context), 'hang'),
  ...(!context.isStream && { headers: { 'content-type': 'application/json', ...step.answer.headers } }),
  // A promise of its own: one shared by all hangs would collect what waits for it.
  ...(step.stage === 'before-headers' && { heldBy: new Promise<never>(() => undefined) }),
})

const CUT_ENDS: Readonly<Record<CutEnd, ReplyEnd>> = {
  fin: 'fin', reset: 'reset', destroy: 'destroy', 'short-chunk': 'short-chunk', 'connection-close': 'complete', clean: 'complete',
}

/** The first `count` events, waits on the way included. A JSON answer is one body, of which an event is a character. */
const firstEvents = (said: ScriptedAnswer, context: AnswerContext, count: number): readonly Chunk[] => {
  if (!context.isStream) return [JSON.stringify(context.wire.result(modelAnswerOf(said, context))).slice(0, count)]
  const chunks: Chunk[] = []
  let events = 0
  for (const chunk of allEvents(eventsOf(said, context))) {
    if (events === count) break
    chunks.push(chunk)
    if (!isWait(chunk)) events += 1
  }
  return chunks
}

const cutReply = (step: Step & { type: 'cut' }, context: AnswerContext): HttpReply => {
  const hold = step.heldBy === undefined ? [] : [{ waitFor: promiseOf(step.heldBy) }]
  return {
    ...streamReply(step.answer, [...firstEvents(step.answer, context, step.after), ...hold], CUT_ENDS[step.how]),
    ...(!context.isStream && { headers: { 'content-type': 'application/json', ...step.answer.headers } }),
    isCloseDelimited: step.how === 'connection-close',
  }
}

const malformedReply = (step: Step & { type: 'malformed-events' }, context: AnswerContext): HttpReply => {
  const { start, content, finish } = eventsOf(step.answer, context)
  const malformed = Array.from({ length: step.times }, () => step.event)
  return streamReply(step.answer, [...start, ...malformed, ...content, ...finish])
}

const errorEventReply = (step: Step & { type: 'error-event' }, context: AnswerContext): HttpReply => streamReply(step.answer, [
  ...firstEvents(step.answer, { ...context, isStream: true }, step.after),
  context.wire.errorEvent(step.status, step.error),
])

export const planStep = (step: Step, context: AnswerContext): Reply => {
  switch (step.type) {
    case 'answer': return answerReply(step.answer, context)
    case 'status': return statusReply(step, context)
    case 'raw': case 'bytes': return step.reply
    case 'hang': return hangReply(step, context)
    case 'cut': return cutReply(step, context)
    case 'error-event': return errorEventReply(step, context)
    case 'malformed-events': return malformedReply(step, context)
    case 'only-terminal': return streamReply({}, [context.wire.terminal])
    case 'pings': return streamReply(step.answer, pingsThen(context.wire.ping, step, allEvents(eventsOf(step.answer, context))))
    case 'drip': return dripReply(answerReply(step.answer, context), step)
    case 'then-close': {
      const reply = planStep(step.step, context)
      if (reply.kind === 'bytes') return reply
      return { ...reply, thenClose: { how: step.how, ...(step.heldBy !== undefined && { heldBy: step.heldBy }) } }
    }
  }
}
