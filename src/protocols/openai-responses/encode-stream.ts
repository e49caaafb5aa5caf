/**
 * Neutral parts as events of the Responses wire, for answers from another wire.
 *
 * `response.created` and `response.in_progress` open the stream. Every block is an output item (`item-sequence.ts`). When the
 * answer ends its items are closed; the usage may still come, so the last event, `response.completed` or
 * `response.incomplete`, waits for the end of the stream. It holds all items once more.
 */

import type { ChatBatch, ChatPart, FinishReason, Usage } from '../../chat/part.ts'
import { markdownPicture } from '../../chat/picture.ts'
import type { RouterError } from '../../chat/errors.ts'
import type { FrameRelay, StreamWriter } from '../encode-stream.ts'
import { charactersOfPart, tokensOfCharacters } from '../estimated-usage.ts'
import { ToolCallIds } from '../identifiers.ts'
import type { EncodingContext } from '../protocol.ts'
import { costMember } from '../openai-chat/tell-cost.ts'
import { usageSourceMembers } from '../written-by.ts'
import { unfinishedAnswer } from '../stream-failure.ts'
import { encodeFailure } from './encode-error.ts'
import { EventNumbering } from './event-numbering.ts'
import { ItemSequence } from './item-sequence.ts'
import { exposureOf } from './items.ts'
import type { ReasoningExposure } from './items.ts'
import { readToldResponse } from './told-response.ts'
import { encodeResponse, responseHead } from './response-object.ts'
import type { ResponseHead } from './response-object.ts'
import type { ResponseRelay } from './response-relay.ts'
import { toolTableOf } from './tool-table.ts'
import { encodeUsage, incompleteReason } from './vocabulary.ts'

type Reasoning = Extract<ChatPart, { type: 'reasoning-delta' | 'reasoning-signature' | 'redacted-reasoning' }>

export class ResponseWriter implements StreamWriter {
  isFinished = false
  readonly #context: EncodingContext
  readonly #exposure: ReasoningExposure
  readonly #ids: ToolCallIds
  readonly #numbering = new EventNumbering()
  readonly #items: ItemSequence
  #head: ResponseHead | undefined
  /** Everybody who wrote the answer, where that was not the first provider alone. */
  #serviceUsed: string | undefined
  #usage: Usage = {}
  #characters = 0
  #finishReason: FinishReason | undefined

  constructor (context: EncodingContext) {
    this.#context = context
    this.#exposure = exposureOf(context.request)
    this.#ids = new ToolCallIds('call_', context.requestId)
    this.#items = new ItemSequence(this.#numbering, context.requestId)
  }

  write (batch: ChatBatch): string {
    let text = ''
    for (const part of batch) text += this.#part(part)
    return text
  }

  end (): string {
    if (this.isFinished) return ''
    const { request } = this.#context
    if (this.#finishReason === undefined) throw unfinishedAnswer()
    this.isFinished = true
    const reason = incompleteReason(this.#finishReason)
    const status = reason === undefined ? 'completed' : 'incomplete'
    const estimated = { inputTokens: request.estimatedInputTokens, outputTokens: tokensOfCharacters(this.#characters) }
    // The price is that of one provider.
    const cost = this.#serviceUsed === undefined ? costMember(this.#context, this.#usage) : {}
    const usage = { ...encodeUsage(this.#usage, estimated), ...cost }
    const response = encodeResponse(this.#head as ResponseHead, request.original.json, { status, incompleteReason: reason, output: this.#items.output, usage, isWhole: true })
    return this.#numbering.event(`response.${status}`, `,"response":${response.slice(0, -1)}${usageSourceMembers(this.#serviceUsed, this.#usage)}}`)
  }

  encodeError (error: RouterError): string {
    const head = this.#head ?? responseHead('', this.#context.request.model, this.#context)
    return encodeFailure(error, this.#numbering, { ...head, output: this.#items.output })
  }

  /** What was written of `shown` here went to nobody; the client knows items by the names in the frames that `relay` passed on. */
  adopt (shown: readonly ChatPart[], relay: FrameRelay | undefined): void {
    const told = readToldResponse(shown)
    if (told === undefined) return
    this.#head = told.head
    this.#items.adopt(told.items)
    this.#numbering.next = (relay as ResponseRelay).nextEventNumber
  }

  /** There is one answer here, however many choices were made. */
  #part (part: ChatPart): string {
    if (this.isFinished || part.choice !== 0) return ''
    if (part.type === 'response-start') return this.#start(part.id, part.model)
    if (part.type === 'terminal') return this.end()
    if (this.#finishReason !== undefined && part.type !== 'usage') return ''
    this.#characters += charactersOfPart(part)
    return this.#start('', this.#context.request.model) + this.#said(part)
  }

  #said (part: Exclude<ChatPart, { type: 'response-start' | 'terminal' }>): string {
    switch (part.type) {
      case 'text-delta': return this.#items.append(part.block, { kind: 'text' }, part.text)
      case 'refusal-delta': return this.#items.append(part.block, { kind: 'refusal' }, part.text)
      case 'image': return this.#items.append(part.block, { kind: 'text' }, markdownPicture(part))
      case 'reasoning-delta': case 'reasoning-signature': case 'redacted-reasoning': return this.#reasoning(part)
      case 'tool-call-start': return this.#startCall(part)
      case 'tool-call-delta': return this.#items.add(part.block, part.argumentsText)
      case 'usage': this.#usage = { ...this.#usage, ...part.usage }; return ''
      case 'response-end': return this.#end(part.finishReason)
      case 'continued': this.#serviceUsed = part.serviceUsed; return ''
      case 'opaque': return ''
    }
  }

  #start (id: string, model: string): string {
    if (this.#head !== undefined) return ''
    this.#head = responseHead(id, model, this.#context)
    const response = encodeResponse(this.#head, this.#context.request.original.json, { status: 'in_progress', output: '[]' })
    return this.#numbering.event('response.created', `,"response":${response}`) + this.#numbering.event('response.in_progress', `,"response":${response}`)
  }

  #reasoning (part: Reasoning): string {
    const { isShown, isSealed } = this.#exposure
    switch (part.type) {
      case 'reasoning-delta': return isShown || isSealed ? this.#items.append(part.block, { kind: 'reasoning', exposure: this.#exposure }, part.text) : ''
      case 'reasoning-signature': this.#items.sign(part.block, part.signature); return ''
      case 'redacted-reasoning': return isSealed ? this.#items.append(part.block, { kind: 'redacted' }, part.data) : ''
    }
  }

  #startCall ({ block, id, name }: Extract<ChatPart, { type: 'tool-call-start' }>): string {
    const identity = toolTableOf(this.#context.request.original.json).identityOf(name)
    return this.#items.begin(block, { kind: identity.form, callId: this.#ids.take(id), identity })
  }

  #end (reason: FinishReason): string {
    this.#finishReason = reason
    return this.#items.finish(incompleteReason(reason) !== undefined)
  }
}
