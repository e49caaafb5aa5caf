/** The fold of a stream: what a whole answer says. An accumulator that refuses parts in an impossible order. */

import { WholeAnswer } from './whole-answer.ts'
import type { ChatPart, ChatStream, FinishReason, Usage } from './part.ts'

export type ResultBlock =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string; signature: string | undefined }
  | { type: 'redacted-reasoning'; data: string }
  | { type: 'refusal'; text: string }
  | { type: 'image'; url: string; mediaType: string | undefined; description: string | undefined }
  | { type: 'tool-call'; id: string; name: string; argumentsText: string }

export interface ResultChoice {
  readonly blocks: ResultBlock[]
  finishReason: FinishReason | undefined
  rawFinishReason: string | undefined
  stopSequence: string | undefined
}

export interface ChatResult {
  id: string
  model: string
  readonly choices: ResultChoice[]
  usage: Usage | undefined
  /** The provider's own JSON body, where the wires are the same. */
  frame: string | undefined
}

export const emptyResult = (): ChatResult => ({ id: '', model: '', choices: [], usage: undefined, frame: undefined })

const choiceOf = (result: ChatResult, index: number): ResultChoice =>
  result.choices[index] ??= { blocks: [], finishReason: undefined, rawFinishReason: undefined, stopSequence: undefined }

/** The block that a delta belongs to, opened on its first part. Throws on a delta for a block of another kind. */
const blockOf = <Type extends ResultBlock['type']>(result: ChatResult, part: ChatPart & { block: number }, open: Extract<ResultBlock, { type: Type }>): Extract<ResultBlock, { type: Type }> => {
  const { blocks } = choiceOf(result, part.choice)
  const block = blocks[part.block] ??= open
  if (block.type !== open.type) throw new TypeError(`a ${part.type} for block ${part.block}, which is ${block.type}`)
  return block as Extract<ResultBlock, { type: Type }>
}

/** Adds one part to the result, in place. */
export const addPart = (result: ChatResult, part: ChatPart): void => {
  switch (part.type) {
    case 'response-start': result.id = part.id; result.model = part.model; break
    case 'text-delta': blockOf(result, part, { type: 'text', text: '' }).text += part.text; break
    case 'refusal-delta': blockOf(result, part, { type: 'refusal', text: '' }).text += part.text; break
    case 'reasoning-delta': blockOf(result, part, { type: 'reasoning', text: '', signature: undefined }).text += part.text; break
    case 'reasoning-signature': blockOf(result, part, { type: 'reasoning', text: '', signature: undefined }).signature = part.signature; break
    case 'redacted-reasoning': blockOf(result, part, { type: 'redacted-reasoning', data: part.data }); break
    case 'image': blockOf(result, part, { type: 'image', url: part.url, mediaType: part.mediaType, description: part.description }); break
    case 'tool-call-start': blockOf(result, part, { type: 'tool-call', id: part.id, name: part.name, argumentsText: '' }); break
    case 'tool-call-delta': {
      const block = choiceOf(result, part.choice).blocks[part.block]
      if (block?.type !== 'tool-call') throw new TypeError(`a tool-call-delta for block ${part.block}, which no tool-call-start opened`)
      block.argumentsText += part.argumentsText
      break
    }
    case 'usage': result.usage = { ...result.usage, ...part.usage }; break
    case 'response-end': {
      const choice = choiceOf(result, part.choice)
      choice.finishReason = part.finishReason
      choice.rawFinishReason = part.rawFinishReason
      choice.stopSequence = part.stopSequence
      break
    }
    case 'terminal': case 'continued': case 'opaque': break
    default: part satisfies never
  }
  if (part.frame !== undefined) result.frame = result.frame === undefined ? part.frame : result.frame + part.frame
}

export const collect = async (stream: ChatStream): Promise<ChatResult> => {
  const result = emptyResult()
  if (stream instanceof WholeAnswer) for (const part of stream.read()) addPart(result, part)
  else for await (const batch of stream) for (const part of batch) addPart(result, part)
  return result
}
