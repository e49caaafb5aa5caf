/**
 * What a demonstration provider answers: always labelled as one, always the same for the same question. It calls a tool only
 * where the prompt or the client's `tool_choice` names one. Neither wires nor waiting in here.
 */

import { type DemoPhrases, PHRASES, languageOf, natureOf } from './demo-language.ts'
import type { DemoProfile } from './demo-profiles.ts'
import type { DemoQuestion } from './demo-question.ts'
import { type MarkedToolCall, markedToolCalls } from './demo-tool-call.ts'
import { estimateTokens, wordsOf } from './demo-tokens.ts'
import { sampleJson } from './json-sample.ts'
import { type AnswerBlock, type AnswerChoice, type ModelAnswer, joinPieces } from './model-answer.ts'

/** Who answers, and the source of ids: `id('call', 0)` is new for each answer and each index. */
export interface DemoSpeaker {
  readonly profile: DemoProfile
  readonly id: (kind: 'answer' | 'call', index: number) => string
  readonly nowSeconds: number
}

const SIGNATURE = Buffer.from('a demonstration thought nothing').toString('base64')
const ECHO_CHARACTERS = 80

const shorten = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ').trim()
  const characters = Array.from(line.slice(0, 2 * ECHO_CHARACTERS + 2))
  return characters.length <= ECHO_CHARACTERS ? line : `${characters.slice(0, ECHO_CHARACTERS).join('')}…`
}

const isOffered = (question: DemoQuestion, name: string): boolean => question.tools.some(tool => tool.name === name)

/** Calls that the prompt names, once: after a tool has answered, text follows. Then the ones the client forces. */
const callsOf = (question: DemoQuestion): readonly MarkedToolCall[] => {
  const { forcedTool, lastText, toolResult, tools } = question
  const marked = toolResult === undefined ? markedToolCalls(lastText).filter(call => isOffered(question, call.name)) : []
  if (marked.length > 0 || forcedTool === undefined) return marked
  const forced = tools.find(tool => forcedTool === '*' || tool.name === forcedTool)
  if (forced === undefined) return []
  const argumentsText = JSON.stringify(sampleJson({ type: 'object', ...forced.parameters }, 'demonstration'))
  return [{ name: forced.name, argumentsText }]
}

const firstLineOf = (text: string): string => shorten(text.split('\n').find(line => line.trim() !== '') ?? '')

const plainText = (question: DemoQuestion, { profile }: DemoSpeaker, phrases: DemoPhrases): string => {
  const label = phrases.label(profile.name)
  if (question.toolResult !== undefined) return `${label} ${phrases.toolSaid(firstLineOf(question.toolResult))}`
  const nature = natureOf(question.lastText)
  const sentences = [
    phrases.seems(phrases.natures[nature], shorten(question.lastText)),
    ...(question.images > 0 ? [phrases.images(question.images)] : []),
    ...(question.documents > 0 ? [phrases.documents(question.documents)] : []),
    ...markedToolCalls(question.lastText).filter(call => !isOffered(question, call.name)).map(call => phrases.unknownTool(call.name)),
    ...(nature === 'search' ? [phrases.noSearch] : []),
    phrases.explanation,
    phrases.realKey(profile.keyVariable),
  ]
  return `${label} ${sentences.join(' ')}`
}

/** A JSON answer says that it is a demonstration in every free string it has. */
const jsonText = (schema: Readonly<Record<string, unknown>>, label: string, text: string): string =>
  JSON.stringify(Object.keys(schema).length === 0 ? { demonstration: true, text } : sampleJson(schema, label))

const textOf = (question: DemoQuestion, speaker: DemoSpeaker, phrases: DemoPhrases): string => {
  const text = plainText(question, speaker, phrases)
  return question.schema === undefined ? text : jsonText(question.schema, phrases.label(speaker.profile.name), text)
}

interface Cut { readonly text: string; readonly stopSequence?: string }

/** Up to the first stop sequence, which is not said. */
const cutAtStop = (text: string, stop: readonly string[]): Cut => {
  const [first] = stop
    .map(sequence => ({ sequence, at: text.indexOf(sequence) }))
    .filter(({ at }) => at !== -1)
    .sort((left, right) => left.at - right.at)
  return first === undefined ? { text } : { text: text.slice(0, first.at), stopSequence: first.sequence }
}

const reasoningBlocks = (question: DemoQuestion, phrases: DemoPhrases): readonly AnswerBlock[] => question.wantsReasoning
  ? [{ type: 'reasoning', pieces: wordsOf(phrases.thought(phrases.natures[natureOf(question.lastText)])), signature: SIGNATURE }]
  : []

/** A word counts as a token against the limit; tool calls are never cut. */
const cutAtLimit = (choice: AnswerChoice, maxTokens: number): AnswerChoice => {
  let left = maxTokens
  const blocks = choice.blocks.flatMap((block): readonly AnswerBlock[] => {
    if (block.type === 'tool-call') return [block]
    const pieces = block.pieces.slice(0, left)
    const isCut = pieces.length < block.pieces.length
    left -= pieces.length
    return isCut && pieces.length === 0 ? [] : [{ ...block, pieces }]
  })
  const said = (all: readonly AnswerBlock[]): number => all.reduce((sum, block) => sum + block.pieces.length, 0)
  return said(blocks) === said(choice.blocks) ? choice : { blocks, finishReason: 'length' }
}

const choiceOf = (question: DemoQuestion, speaker: DemoSpeaker, phrases: DemoPhrases): AnswerChoice => {
  const reasoning = reasoningBlocks(question, phrases)
  const calls = callsOf(question)
  if (calls.length > 0) {
    const blocks = calls.map(({ name, argumentsText }, index): AnswerBlock =>
      ({ type: 'tool-call', id: speaker.id('call', index), name, pieces: wordsOf(argumentsText) }))
    return { blocks: [...reasoning, ...blocks], finishReason: 'tool-calls' }
  }
  const { text, stopSequence } = cutAtStop(textOf(question, speaker, phrases), question.stop)
  const blocks: readonly AnswerBlock[] = [...reasoning, { type: 'text', pieces: wordsOf(text) }]
  return { blocks, finishReason: 'stop', ...(stopSequence !== undefined && { stopSequence }) }
}

const tokensOf = (choice: AnswerChoice, type?: AnswerBlock['type']): number => choice.blocks
  .filter(block => type === undefined || block.type === type)
  .reduce((sum, block) => sum + estimateTokens(joinPieces(block.pieces)), 0)

export const demoAnswer = (question: DemoQuestion, speaker: DemoSpeaker, maxOutputTokens: number): ModelAnswer => {
  const phrases = PHRASES[languageOf(question.lastText)]
  const maxTokens = Math.min(question.maxTokens ?? maxOutputTokens, maxOutputTokens)
  const choice = cutAtLimit(choiceOf(question, speaker, phrases), maxTokens)
  const tokens = (type?: AnswerBlock['type']): number => Math.min(tokensOf(choice, type), maxTokens)
  return {
    id: speaker.id('answer', 0),
    model: question.model,
    createdAtSeconds: speaker.nowSeconds,
    choices: Array.from({ length: question.choices }, () => choice),
    usage: {
      inputTokens: question.inputTokens,
      outputTokens: tokens() * question.choices,
      ...(question.wantsReasoning && { reasoningTokens: tokens('reasoning') * question.choices }),
    },
  }
}
