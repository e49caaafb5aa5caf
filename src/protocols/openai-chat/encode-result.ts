/** A whole answer as a chat completion: the provider's own body where the wires are the same, built from blocks otherwise. */

import { markdownPicture } from '../../chat/picture.ts'
import { customInput } from '../../chat/custom-tools.ts'
import type { ChatResult, ResultBlock, ResultChoice } from '../../chat/result.ts'
import { charactersOfBlock, tokensOfCharacters } from '../estimated-usage.ts'
import { ToolCallIds, answerId } from '../identifiers.ts'
import { ownBodyOf, withServiceUsed } from '../own-body.ts'
import type { EncodingContext } from '../protocol.ts'
import { unusableAnswer } from '../stream-failure.ts'
import { customToolNames } from './custom-tools.ts'
import { PICTURE_SEPARATOR, imageMember } from './pictures.ts'
import { costInBody, costMember } from './tell-cost.ts'
import { encodeUsage, finishReason } from './vocabulary.ts'

type TextBlock = Extract<ResultBlock, { text: string }>

/** Texts of one kind, joined; `undefined` when there is none. */
const textOf = (blocks: readonly ResultBlock[], type: TextBlock['type']): string | undefined => {
  const text = blocks.map((block) => block.type === type ? (block as TextBlock).text : '').join('')
  return text === '' ? undefined : text
}

/** Texts as they were said, each picture as Markdown in its place; `undefined` when there is neither. */
const contentOf = (blocks: readonly ResultBlock[]): string | undefined => {
  let content = ''
  let endsWithPicture = false
  for (const block of blocks) {
    if (block.type === 'image') {
      content += `${content === '' ? '' : PICTURE_SEPARATOR}${markdownPicture(block)}`
      endsWithPicture = true
    } else if (block.type === 'text' && block.text !== '') {
      content += `${endsWithPicture ? PICTURE_SEPARATOR : ''}${block.text}`
      endsWithPicture = false
    }
  }
  return content === '' ? undefined : content
}

class CompletionEncoder {
  readonly #context: EncodingContext
  readonly #ids: ToolCallIds
  readonly #customNames: ReadonlySet<string>
  #characters = 0

  constructor (context: EncodingContext) {
    this.#context = context
    this.#ids = new ToolCallIds('call_', context.requestId)
    this.#customNames = customToolNames(context.request.original.json)
  }

  encode (result: ChatResult): object {
    const { request, requestId } = this.#context
    const choices = result.choices.map((choice, index) => this.#choice(choice, index))
    const estimated = { inputTokens: request.estimatedInputTokens, outputTokens: tokensOfCharacters(this.#characters) }
    return {
      id: answerId('chatcmpl-', result.id, requestId),
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1000),
      model: result.model,
      choices,
      usage: { ...encodeUsage(result.usage ?? {}, estimated), ...costMember(this.#context, result.usage) },
    }
  }

  #choice ({ blocks, finishReason: reason }: ResultChoice, index: number): object {
    if (reason === undefined) throw unusableAnswer(this.#context.serviceUsed, 'it does not say why it ended')
    for (const block of blocks) this.#characters += charactersOfBlock(block)
    const calls = blocks.flatMap((block) => block.type === 'tool-call' ? [this.#toolCall(block)] : [])
    return { index, message: this.#message(blocks, calls), logprobs: null, finish_reason: finishReason(reason, calls.length > 0) }
  }

  #message (blocks: readonly ResultBlock[], calls: readonly object[]): object {
    const refusal = textOf(blocks, 'refusal')
    const reasoning = this.#context.request.reasoning.isVisible ? textOf(blocks, 'reasoning') : undefined
    const text = contentOf(blocks)
    const images = blocks.flatMap((block) => block.type === 'image' ? [imageMember(block)] : [])
    return {
      role: 'assistant',
      content: text ?? (calls.length > 0 || refusal !== undefined ? null : ''),
      refusal: refusal ?? null,
      ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
      ...(images.length === 0 ? {} : { images }),
      ...(calls.length === 0 ? {} : { tool_calls: calls }),
    }
  }

  #toolCall ({ id, name, argumentsText }: Extract<ResultBlock, { type: 'tool-call' }>): object {
    const taken = this.#ids.take(id)
    return this.#customNames.has(name)
      ? { id: taken, type: 'custom', custom: { name, input: customInput(argumentsText) } }
      : { id: taken, type: 'function', function: { name, arguments: argumentsText === '' ? '{}' : argumentsText } }
  }
}

/** Throws `RouterError` (`provider_bad_response`) for an answer that was never said to be finished. */
export const encodeResult = (result: ChatResult, context: EncodingContext): string => {
  const body = ownBodyOf(result)
  if (body !== undefined) return withServiceUsed(costInBody(body, result.usage, context), context.serviceUsed)
  if (result.choices.length === 0) throw unusableAnswer(context.serviceUsed, 'it is empty')
  return JSON.stringify({ ...new CompletionEncoder(context).encode(result), service_used: context.serviceUsed })
}
