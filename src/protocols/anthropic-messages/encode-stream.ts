/**
 * Neutral parts as the events of the Anthropic wire, for answers from another wire.
 *
 * `message_start` comes with the first part that says anything, with an estimate for usage; then the blocks, one at a time;
 * then, because a provider reports usage after the reason why it stopped, `message_delta` and `message_stop` only when the
 * stream ends. No other event is ever sent: clients refuse events they do not know.
 */

import type { ChatBatch, ChatPart, Usage } from '../../chat/part.ts'
import { markdownPicture } from '../../chat/picture.ts'
import type { StreamWriter } from '../encode-stream.ts'
import { charactersOfPart, tokensOfCharacters } from '../estimated-usage.ts'
import { ToolCallIds, answerId } from '../identifiers.ts'
import type { EncodingContext } from '../protocol.ts'
import { usageSourceMembers } from '../written-by.ts'
import { unfinishedAnswer } from '../stream-failure.ts'
import { BlockSequence } from './block-sequence.ts'
import { shownBlocks } from './shown-blocks.ts'
import { encodeUsage, stopReason } from './vocabulary.ts'
import type { Ending } from './vocabulary.ts'

export const TERMINATOR = 'event: message_stop\ndata: {"type":"message_stop"}\n\n'

/** Of a message that has only begun. */
const FIRST_OUTPUT_TOKENS = 1

export class MessageWriter implements StreamWriter {
  isFinished = false
  readonly #context: EncodingContext
  readonly #showsReasoning: boolean
  readonly #ids: ToolCallIds
  readonly #blocks = new BlockSequence()
  #hasStarted = false
  #ending: Ending | undefined
  /** Everybody who wrote the answer, where that was not the first provider alone. */
  #serviceUsed: string | undefined
  #usage: Usage = {}
  #characters = 0

  constructor (context: EncodingContext) {
    this.#context = context
    this.#showsReasoning = context.request.reasoning.isVisible
    this.#ids = new ToolCallIds('toolu_', context.requestId)
  }

  write (batch: ChatBatch): string {
    let text = ''
    for (const part of batch) text += this.#part(part)
    return text
  }

  end (): string {
    if (this.isFinished) return ''
    const ending = this.#ending
    if (ending === undefined) throw unfinishedAnswer()
    const text = this.#start('', this.#context.request.model) + this.#blocks.finish(ending.finishReason === 'length') + this.#messageDelta(ending)
    this.isFinished = true
    return text + TERMINATOR
  }

  /** The blocks so far have a provider's numbers, and may be closed. */
  adopt (shown: ChatBatch): void {
    const blocks = shownBlocks(shown)
    if (blocks !== undefined) this.#blocks.adopt(blocks.index, blocks.openType)
  }

  /** A message has one choice; this wire cannot ask for more. */
  #part (part: ChatPart): string {
    if (this.isFinished || part.choice !== 0) return ''
    this.#characters += charactersOfPart(part)
    switch (part.type) {
      case 'response-start': return this.#start(part.id, part.model)
      case 'text-delta': case 'refusal-delta': return this.#said(this.#blocks.append(part.block, 'text', part.text))
      case 'image': return this.#said(this.#blocks.append(part.block, 'text', markdownPicture(part)))
      case 'tool-call-start': return this.#said(this.#blocks.startTool(part.block, this.#ids.take(part.id), part.name))
      case 'tool-call-delta': return this.#said(this.#blocks.appendTool(part.block, part.argumentsText))
      case 'reasoning-delta': case 'reasoning-signature': case 'redacted-reasoning': return this.#showsReasoning ? this.#reasoning(part) : ''
      case 'usage': this.#usage = { ...this.#usage, ...part.usage }; return ''
      case 'response-end': return this.#stop(part)
      case 'terminal': return this.end()
      case 'continued': this.#serviceUsed = part.serviceUsed; return ''
      case 'opaque': return ''
    }
  }

  #reasoning (part: Extract<ChatPart, { type: 'reasoning-delta' | 'reasoning-signature' | 'redacted-reasoning' }>): string {
    switch (part.type) {
      case 'reasoning-delta': return this.#said(this.#blocks.append(part.block, 'thinking', part.text))
      case 'reasoning-signature': return this.#said(this.#blocks.sign(part.block, part.signature))
      case 'redacted-reasoning': return this.#said(this.#blocks.redacted(part.block, part.data))
    }
  }

  /** Events of blocks, after the one that opens the message. */
  #said (events: string): string {
    return events === '' ? '' : this.#start('', this.#context.request.model) + events
  }

  #start (id: string, model: string): string {
    if (this.#hasStarted) return ''
    this.#hasStarted = true
    const { request, requestId } = this.#context
    const usage = encodeUsage({ ...this.#usage, outputTokens: FIRST_OUTPUT_TOKENS }, { inputTokens: request.estimatedInputTokens, outputTokens: FIRST_OUTPUT_TOKENS })
    const message = {
      id: answerId('msg_', id, requestId), type: 'message', role: 'assistant', model, content: [], stop_reason: null, stop_sequence: null, usage,
    }
    return `event: message_start\ndata: {"type":"message_start","message":${JSON.stringify(message)}}\n\n`
  }

  /** The blocks close now, so that a client may run its tools while usage is still to come. */
  #stop ({ finishReason, stopSequence }: Extract<ChatPart, { type: 'response-end' }>): string {
    this.#ending ??= { finishReason, stopSequence }
    return this.#blocks.finish(finishReason === 'length')
  }

  #messageDelta (ending: Ending): string {
    const reason = stopReason(ending, this.#blocks.hasToolCalls)
    const delta = { stop_reason: reason, stop_sequence: reason === 'stop_sequence' ? ending.stopSequence : null }
    const estimated = { inputTokens: this.#context.request.estimatedInputTokens, outputTokens: tokensOfCharacters(this.#characters) }
    return `event: message_delta\ndata: {"type":"message_delta","delta":${JSON.stringify(delta)},"usage":${JSON.stringify(encodeUsage(this.#usage, estimated))}${usageSourceMembers(this.#serviceUsed, this.#usage)}}\n\n`
  }
}
