/** The answer a test asked for, made whole: defaults, ids and pieces, and its events in the wire of the request. */

import { type AnswerBlock, type ModelAnswer, type Piece, cutIntoPieces } from './model-answer.ts'
import { type Chunk, isWait } from './reply.ts'
import type { AnswerEvents, SimulatedWire } from './simulated-wire.ts'
import type { ScriptedAnswer } from './steps.ts'

/** What an answer depends on in the request. */
export interface AnswerContext {
  readonly wire: SimulatedWire
  readonly model: string
  readonly isStream: boolean
  readonly includesUsage: boolean
  /** Position of the request, from 1. */
  readonly count: number
}

const DEFAULT_USAGE = { inputTokens: 12, outputTokens: 7 }
const SIGNATURE = 'c2ltdWxhdGVkIHNpZ25hdHVyZQ=='
const CREATED_AT_SECONDS = 1_767_225_600

const argumentsText = (value: string | object): string => typeof value === 'string' ? value : JSON.stringify(value)

const blocksOf = ({ reasoning = '', text, parts, toolCalls = [], chunkSize }: ScriptedAnswer): readonly AnswerBlock[] => {
  const cut = (whole: string): readonly Piece[] => cutIntoPieces(whole, chunkSize)
  const spoken = parts ?? cut(text ?? (toolCalls.length > 0 ? '' : 'hello'))
  return [
    ...(reasoning === '' ? [] : [{ type: 'reasoning' as const, pieces: cut(reasoning), signature: SIGNATURE }]),
    ...(spoken.length === 0 ? [] : [{ type: 'text' as const, pieces: spoken }]),
    ...toolCalls.map(call => ({ type: 'tool-call' as const, id: call.id, name: call.name, pieces: cut(argumentsText(call.arguments)) })),
  ]
}

export const modelAnswerOf = (said: ScriptedAnswer, context: AnswerContext): ModelAnswer => ({
  id: said.id ?? `${context.wire.name === 'openai-chat' ? 'chatcmpl' : 'msg'}_${context.count}`,
  model: said.model ?? context.model,
  createdAtSeconds: CREATED_AT_SECONDS,
  choices: [{
    blocks: blocksOf(said),
    finishReason: said.finishReason ?? ((said.toolCalls?.length ?? 0) > 0 ? 'tool-calls' : 'stop'),
    ...(said.stopSequence !== undefined && { stopSequence: said.stopSequence }),
  }],
  usage: said.usage === null ? undefined : said.usage ?? DEFAULT_USAGE,
})

export const eventsOf = (said: ScriptedAnswer, context: AnswerContext): AnswerEvents => {
  const { start, content, finish } = context.wire.events(modelAnswerOf(said, context), context)
  const { delayMs } = said
  if (delayMs === undefined) return { start, content, finish }
  return { start, content: content.flatMap((chunk): readonly Chunk[] => isWait(chunk) ? [chunk] : [{ pauseMs: delayMs }, chunk]), finish }
}

export const allEvents = ({ start, content, finish }: AnswerEvents): readonly Chunk[] => [...start, ...content, ...finish]
