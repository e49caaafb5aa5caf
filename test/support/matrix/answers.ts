/** What a provider of the matrix says, in the words of either dialect, with members that no specification knows. */

import { anthropicWire } from '../../../src/simulator/anthropic-wire.ts'
import { type AnswerBlock, type ModelAnswer, type SimulatedFinishReason, type SimulatedUsage, cutIntoPieces } from '../../../src/simulator/model-answer.ts'
import { openAiWire } from '../../../src/simulator/openai-wire.ts'
import { type Step, raw, status } from '../../../src/simulator/steps.ts'

export type DialectName = 'openai' | 'anthropic'

const WIRES = { openai: openAiWire, anthropic: anthropicWire } as const

export interface Saying {
  readonly blocks: readonly AnswerBlock[]
  /** Default `stop`. */
  readonly finishReason?: SimulatedFinishReason
  readonly stopSequence?: string
  /** Nothing is reported. */
  readonly hidesUsage?: boolean
}

const PIECE_LENGTH = 6
export const SIGNATURE = 'RXFRQkNnSVlBaElN'

export const thought = (text: string): AnswerBlock => ({ type: 'reasoning', pieces: cutIntoPieces(text, PIECE_LENGTH), signature: SIGNATURE })
export const said = (text: string): AnswerBlock => ({ type: 'text', pieces: cutIntoPieces(text, PIECE_LENGTH) })
export const called = (id: string, name: string, input: object): AnswerBlock => ({ type: 'tool-call', id, name, pieces: cutIntoPieces(JSON.stringify(input), PIECE_LENGTH) })

/** What each dialect reports of the same call; the clients' side of it is `USAGE_HEARD`. */
const USAGE: Readonly<Record<DialectName, SimulatedUsage>> = {
  openai: { inputTokens: 100, outputTokens: 20, cacheReadTokens: 60, reasoningTokens: 8 },
  anthropic: { inputTokens: 100, outputTokens: 20, cacheReadTokens: 60, cacheWriteTokens: 10 },
}

export const ANSWER_IDS = { openai: 'chatcmpl-matrix', anthropic: 'msg_matrix' } as const

const modelAnswer = (dialect: DialectName, { blocks, finishReason = 'stop', stopSequence, hidesUsage = false }: Saying): ModelAnswer => ({
  id: ANSWER_IDS[dialect],
  model: 'the-provider-s-name',
  createdAtSeconds: 1_767_225_600,
  choices: [{ blocks, finishReason, ...(stopSequence !== undefined && { stopSequence }) }],
  usage: hidesUsage ? undefined : USAGE[dialect],
})

/** A number as nobody's JSON library would write it: whoever parses and writes it again is found out. */
const CUSTOM_MEMBER = '"x_custom":{"kept":1.50}'

/** The events of a stream, verbatim. */
export const framesOf = (dialect: DialectName, saying: Saying): readonly string[] => {
  const { start, content, finish } = WIRES[dialect].events(modelAnswer(dialect, saying), { includesUsage: true })
  return [...start, ...content as readonly string[], ...finish].map(frame => frame.replace(/\}\n\n$/u, `,${CUSTOM_MEMBER}}\n\n`))
}

/** A JSON answer, verbatim. */
export const bodyOf = (dialect: DialectName, saying: Saying): string =>
  JSON.stringify(WIRES[dialect].result(modelAnswer(dialect, saying)), undefined, 1).replace(/\n\}$/u, `,\n ${CUSTOM_MEMBER}\n}`)

export const answerStep = (dialect: DialectName, isStream: boolean, saying: Saying): Step => isStream
  ? raw({ chunks: framesOf(dialect, saying) })
  : status(200, { body: bodyOf(dialect, saying), headers: { 'content-type': 'application/json' } })
