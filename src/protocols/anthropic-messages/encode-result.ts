/** A whole answer as an Anthropic message: the provider's own body where the wires are the same, built from blocks otherwise. */

import { markdownPicture } from '../../chat/picture.ts'
import type { ChatResult, ResultBlock, ResultChoice } from '../../chat/result.ts'
import { charactersOfBlock, tokensOfCharacters } from '../estimated-usage.ts'
import { ToolCallIds, answerId } from '../identifiers.ts'
import { ownBodyOf, withServiceUsed } from '../own-body.ts'
import type { EncodingContext } from '../protocol.ts'
import { unusableAnswer } from '../stream-failure.ts'
import { parseToolInput } from './tool-input.ts'
import { encodeUsage, stopReason } from './vocabulary.ts'
import type { Ending } from './vocabulary.ts'

interface BlockEncoding {
  readonly provider: string
  readonly ids: ToolCallIds
  readonly showsReasoning: boolean
  readonly isCutShort: boolean
}

/** A call that was cut short is left out: what a client would run is not what the model meant. */
const encodeToolCall = (block: Extract<ResultBlock, { type: 'tool-call' }>, { ids, isCutShort, provider }: BlockEncoding): object[] => {
  const parsed = parseToolInput(block.argumentsText)
  if (parsed === undefined && !isCutShort) throw unusableAnswer(provider, `the arguments of its call of ${block.name} are not JSON`)
  return parsed === undefined ? [] : [{ type: 'tool_use', id: ids.take(block.id), name: block.name, input: parsed.input }]
}

const encodeBlock = (block: ResultBlock, encoding: BlockEncoding): object[] => {
  switch (block.type) {
    case 'text': case 'refusal': return block.text === '' ? [] : [{ type: 'text', text: block.text }]
    case 'reasoning': return encoding.showsReasoning && block.text !== '' ? [{ type: 'thinking', thinking: block.text, signature: block.signature ?? '' }] : []
    case 'redacted-reasoning': return encoding.showsReasoning ? [{ type: 'redacted_thinking', data: block.data }] : []
    case 'image': return [{ type: 'text', text: markdownPicture(block) }]
    case 'tool-call': return encodeToolCall(block, encoding)
  }
}

const endingOf = ({ finishReason, stopSequence }: ResultChoice, provider: string): Ending => {
  if (finishReason === undefined) throw unusableAnswer(provider, 'it does not say why it ended')
  return { finishReason, stopSequence }
}

const encodeMessage = (result: ChatResult, choice: ResultChoice, context: EncodingContext): object => {
  const { request, requestId, serviceUsed } = context
  const ending = endingOf(choice, serviceUsed)
  const encoding = { provider: serviceUsed, ids: new ToolCallIds('toolu_', requestId), showsReasoning: request.reasoning.isVisible, isCutShort: ending.finishReason === 'length' }
  const reason = stopReason(ending, choice.blocks.some((block) => block.type === 'tool-call'))
  const characters = choice.blocks.reduce((sum, block) => sum + charactersOfBlock(block), 0)
  return {
    id: answerId('msg_', result.id, requestId),
    type: 'message',
    role: 'assistant',
    model: result.model,
    content: choice.blocks.flatMap((block) => encodeBlock(block, encoding)),
    stop_reason: reason,
    stop_sequence: reason === 'stop_sequence' ? ending.stopSequence : null,
    usage: encodeUsage(result.usage ?? {}, { inputTokens: request.estimatedInputTokens, outputTokens: tokensOfCharacters(characters) }),
    service_used: serviceUsed,
  }
}

/** Throws `RouterError` (`provider_bad_response`) for an answer that was never said to be finished, or whose tool calls are not whole. */
export const encodeResult = (result: ChatResult, context: EncodingContext): string => {
  const body = ownBodyOf(result)
  if (body !== undefined) return withServiceUsed(body, context.serviceUsed)
  const choice = result.choices[0]
  if (choice === undefined) throw unusableAnswer(context.serviceUsed, 'it is empty')
  return JSON.stringify(encodeMessage(result, choice, context))
}
