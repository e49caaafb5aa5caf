/** A whole answer as a response: the provider's own body where the wires are the same, built from blocks otherwise. */

import { markdownPicture } from '../../chat/picture.ts'
import type { ChatResult, ResultBlock, ResultChoice } from '../../chat/result.ts'
import { JsonProgress } from '../../lib/json-progress.ts'
import { charactersOfBlock, tokensOfCharacters } from '../estimated-usage.ts'
import { ToolCallIds } from '../identifiers.ts'
import { costInBody, costMember } from '../openai-chat/tell-cost.ts'
import { ownBodyOf, withServiceUsed } from '../own-body.ts'
import type { EncodingContext } from '../protocol.ts'
import { unusableAnswer } from '../stream-failure.ts'
import { exposureOf, finishedItem, itemId } from './items.ts'
import type { Item, ReasoningExposure } from './items.ts'
import { encodeResponse, responseHead } from './response-object.ts'
import { toolTableOf } from './tool-table.ts'
import { encodeUsage, incompleteReason } from './vocabulary.ts'

interface BlockEncoding {
  readonly context: EncodingContext
  readonly ids: ToolCallIds
  readonly exposure: ReasoningExposure
  readonly isCutShort: boolean
}

type UnnamedItem = Omit<Item, 'id'>

const isWholeJson = (text: string): boolean => {
  const progress = new JsonProgress()
  progress.push(text)
  return progress.isClosed
}

/** A call that was cut short is left out: what a client would run is not what the model meant. */
const callItem = ({ id, name, argumentsText }: Extract<ResultBlock, { type: 'tool-call' }>, { context, ids, isCutShort }: BlockEncoding): UnnamedItem | undefined => {
  if (isCutShort && !isWholeJson(argumentsText)) return undefined
  const identity = toolTableOf(context.request.original.json).identityOf(name)
  return { kind: identity.form, text: argumentsText, callId: ids.take(id), identity }
}

const itemOf = (block: ResultBlock, encoding: BlockEncoding): UnnamedItem | undefined => {
  const { exposure } = encoding
  switch (block.type) {
    case 'text': case 'refusal': return block.text === '' ? undefined : { kind: block.type, text: block.text }
    case 'image': return { kind: 'text', text: markdownPicture(block) }
    case 'reasoning': return (exposure.isShown || exposure.isSealed) && block.text !== '' ? { kind: 'reasoning', text: block.text, signature: block.signature, exposure } : undefined
    case 'redacted-reasoning': return exposure.isSealed ? { kind: 'redacted', text: block.data } : undefined
    case 'tool-call': return callItem(block, encoding)
  }
}

const finishReasonOf = ({ finishReason }: ResultChoice, provider: string): NonNullable<ResultChoice['finishReason']> => {
  if (finishReason === undefined) throw unusableAnswer(provider, 'it does not say why it ended')
  return finishReason
}

/** Words that the answer broke off in are not whole; all else is. */
const encodeBlocks = (blocks: readonly ResultBlock[], encoding: BlockEncoding): readonly object[] => {
  const { isCutShort, context: { requestId } } = encoding
  const last = blocks.at(-1)
  const output: object[] = []
  for (const block of blocks) {
    const item = itemOf(block, encoding)
    if (item === undefined) continue
    const isBroken = isCutShort && block === last && item.identity === undefined
    output.push(finishedItem({ ...item, id: itemId(item.kind, requestId, output.length) }, isBroken ? 'incomplete' : 'completed'))
  }
  return output
}

const encodeChoice = (result: ChatResult, choice: ResultChoice, context: EncodingContext): string => {
  const { request, requestId, serviceUsed } = context
  const reason = incompleteReason(finishReasonOf(choice, serviceUsed))
  const status = reason === undefined ? 'completed' : 'incomplete'
  const encoding = { context, ids: new ToolCallIds('call_', requestId), exposure: exposureOf(request), isCutShort: reason !== undefined }
  const output = encodeBlocks(choice.blocks, encoding)
  const characters = choice.blocks.reduce((sum, block) => sum + charactersOfBlock(block), 0)
  const estimated = { inputTokens: request.estimatedInputTokens, outputTokens: tokensOfCharacters(characters) }
  const usage = { ...encodeUsage(result.usage ?? {}, estimated), ...costMember(context, result.usage) }
  return encodeResponse(responseHead(result.id, result.model, context), request.original.json, {
    status, incompleteReason: reason, output: JSON.stringify(output), usage, isWhole: true,
  })
}

/** Throws `RouterError` (`provider_bad_response`) for an answer that was never said to be finished. */
export const encodeResult = (result: ChatResult, context: EncodingContext): string => {
  const body = ownBodyOf(result)
  if (body !== undefined) return withServiceUsed(costInBody(body, result.usage, context), context.serviceUsed)
  const choice = result.choices[0]
  if (choice === undefined) throw unusableAnswer(context.serviceUsed, 'it is empty')
  return withServiceUsed(encodeChoice(result, choice, context), context.serviceUsed)
}
