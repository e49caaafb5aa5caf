/**
 * Neutral parts as chat completion chunks, for answers from another wire.
 *
 * A choice opens with a chunk that holds its role. Text, reasoning and refusal go out as they come. A tool call gets the
 * next index of its choice; its first chunk holds id, type and name, later ones only arguments. A call of a custom tool is
 * held back until its choice ends, because its input must be taken out of the arguments. A picture is one chunk. The choice
 * ends with a chunk that holds the finish reason. After the last one comes the usage, if it was asked for, and `[DONE]`.
 */

import { customInput } from '../../chat/custom-tools.ts'
import type { ChatBatch, ChatPart, FinishReason, Usage } from '../../chat/part.ts'
import { type Picture, markdownPicture } from '../../chat/picture.ts'
import { ChoiceEnds } from '../encode-stream.ts'
import type { StreamWriter } from '../encode-stream.ts'
import { charactersOfPart, tokensOfCharacters } from '../estimated-usage.ts'
import { ToolCallIds, answerId } from '../identifiers.ts'
import type { EncodingContext } from '../protocol.ts'
import { serviceUsedMember, usageSourceMembers } from '../written-by.ts'
import { unfinishedAnswer } from '../stream-failure.ts'
import { headOf } from './chunk-head.ts'
import { customToolNames } from './custom-tools.ts'
import { PICTURE_SEPARATOR, imageMember } from './pictures.ts'
import { costMember } from './tell-cost.ts'
import { encodeUsage, finishReason } from './vocabulary.ts'

export const TERMINATOR = 'data: [DONE]\n\n'

interface OpenCall {
  readonly index: number
  readonly id: string
  readonly name: string
  readonly isCustom: boolean
  hasArguments: boolean
  /** Of custom tools only; others' go out at once. */
  argumentsText: string
}

interface OpenChoice {
  /** By block. */
  readonly calls: Map<number, OpenCall>
  /** What the content so far ends with. */
  lastContent: 'nothing' | 'text' | 'picture'
  isEnded: boolean
}

export class ChunkWriter implements StreamWriter {
  isFinished = false
  readonly #context: EncodingContext
  readonly #showsReasoning: boolean
  readonly #ids: ToolCallIds
  readonly #ends = new ChoiceEnds()
  readonly #choices: (OpenChoice | undefined)[] = []
  #customNames: ReadonlySet<string> | undefined
  /** What all chunks begin with, up to the choices. */
  #head = ''
  /** Everybody who wrote the answer, where that was not the first provider alone. */
  #serviceUsed: string | undefined
  #usage: Usage = {}
  #characters = 0

  constructor (context: EncodingContext) {
    this.#context = context
    this.#showsReasoning = context.request.reasoning.isVisible
    this.#ids = new ToolCallIds('call_', context.requestId)
  }

  write (batch: ChatBatch): string {
    let text = ''
    for (const part of batch) text += this.#part(part)
    return text
  }

  end (): string {
    if (this.isFinished) return ''
    if (!this.#ends.areAll) throw unfinishedAnswer()
    this.isFinished = true
    return this.#context.request.wantsUsage ? `${this.#usageChunk()}${TERMINATOR}` : TERMINATOR
  }

  /** The chunks so far had another head. */
  adopt (shown: readonly ChatPart[]): void { this.#head = headOf(shown) ?? this.#head }

  #part (part: ChatPart): string {
    if (this.isFinished) return ''
    this.#characters += charactersOfPart(part)
    switch (part.type) {
      case 'response-start': this.#start(part.id, part.model); return this.#open(part.choice)
      case 'text-delta': return this.#content(part.choice, part.text)
      case 'refusal-delta': return this.#text(part.choice, 'refusal', part.text)
      case 'reasoning-delta': return this.#showsReasoning ? this.#text(part.choice, 'reasoning_content', part.text) : ''
      case 'image': return this.#picture(part.choice, part)
      case 'tool-call-start': return this.#startCall(part)
      case 'tool-call-delta': return this.#continueCall(part)
      case 'usage': this.#usage = { ...this.#usage, ...part.usage }; return ''
      case 'response-end': return this.#endChoice(part.choice, part.finishReason)
      case 'terminal': return this.end()
      case 'continued': this.#serviceUsed = part.serviceUsed; return ''
      case 'reasoning-signature': case 'redacted-reasoning': case 'opaque': return ''
    }
  }

  #start (id: string, model: string): void {
    if (this.#head !== '') return
    const ownId = answerId('chatcmpl-', id, this.#context.requestId)
    this.#head = `data: {"id":${JSON.stringify(ownId)},"object":"chat.completion.chunk","created":${Math.floor(Date.now() / 1000)},"model":${JSON.stringify(model)},"choices":[`
  }

  #choice (choice: number): OpenChoice { return this.#choices[choice] ??= { calls: new Map(), lastContent: 'nothing', isEnded: false } }

  /** The chunk with the role, when the choice has not had it. */
  #open (choice: number): string {
    if (this.#choices[choice] !== undefined) return ''
    this.#choice(choice)
    this.#ends.see(choice)
    this.#start('', this.#context.request.model)
    return this.#chunk(choice, '"role":"assistant","content":""')
  }

  #chunk (choice: number, delta: string): string {
    return `${this.#head}{"index":${choice},"delta":{${delta}},"finish_reason":null}]}\n\n`
  }

  #text (choice: number, member: string, text: string): string {
    if (text === '') return ''
    return this.#open(choice) + this.#chunk(choice, `"${member}":${JSON.stringify(text)}`)
  }

  #content (choice: number, text: string): string {
    if (text === '') return ''
    const opening = this.#open(choice)
    const open = this.#choice(choice)
    const separator = open.lastContent === 'picture' ? PICTURE_SEPARATOR : ''
    open.lastContent = 'text'
    return opening + this.#text(choice, 'content', separator + text)
  }

  #picture (choice: number, picture: Picture): string {
    const opening = this.#open(choice)
    const open = this.#choice(choice)
    const separator = open.lastContent === 'nothing' ? '' : PICTURE_SEPARATOR
    open.lastContent = 'picture'
    const content = JSON.stringify(separator + markdownPicture(picture))
    return opening + this.#chunk(choice, `"content":${content},"images":${JSON.stringify([imageMember(picture)])}`)
  }

  #startCall ({ choice, block, id, name }: Extract<ChatPart, { type: 'tool-call-start' }>): string {
    const opening = this.#open(choice)
    const { calls } = this.#choice(choice)
    this.#customNames ??= customToolNames(this.#context.request.original.json)
    const call = { index: calls.size, id: this.#ids.take(id), name, isCustom: this.#customNames.has(name), hasArguments: false, argumentsText: '' }
    calls.set(block, call)
    if (call.isCustom) return opening
    return opening + this.#callChunk(choice, call, `"id":${JSON.stringify(call.id)},"type":"function","function":{"name":${JSON.stringify(name)},"arguments":""}`)
  }

  #callChunk (choice: number, call: OpenCall, members: string): string {
    return this.#chunk(choice, `"tool_calls":[{"index":${call.index},${members}}]`)
  }

  #continueCall ({ choice, block, argumentsText }: Extract<ChatPart, { type: 'tool-call-delta' }>): string {
    const call = this.#choice(choice).calls.get(block)
    if (call === undefined || argumentsText === '') return ''
    call.hasArguments = true
    if (call.isCustom) { call.argumentsText += argumentsText; return '' }
    return this.#callChunk(choice, call, `"function":{"arguments":${JSON.stringify(argumentsText)}}`)
  }

  /** What a call still owes: its input where it is custom, `{}` where no arguments came. */
  #endCall (choice: number, call: OpenCall): string {
    if (call.isCustom) {
      return this.#callChunk(choice, call, `"id":${JSON.stringify(call.id)},"type":"custom","custom":{"name":${JSON.stringify(call.name)},"input":${JSON.stringify(customInput(call.argumentsText))}}`)
    }
    return call.hasArguments ? '' : this.#callChunk(choice, call, '"function":{"arguments":"{}"}')
  }

  #endChoice (choice: number, reason: FinishReason): string {
    let text = this.#open(choice)
    const open = this.#choice(choice)
    if (open.isEnded) return ''
    open.isEnded = true
    this.#ends.end(choice)
    for (const call of open.calls.values()) text += this.#endCall(choice, call)
    return `${text}${this.#head}{"index":${choice},"delta":{},"finish_reason":"${finishReason(reason, open.calls.size > 0)}"}]${serviceUsedMember(this.#serviceUsed)}}\n\n`
  }

  #usageChunk (): string {
    const estimated = { inputTokens: this.#context.request.estimatedInputTokens, outputTokens: tokensOfCharacters(this.#characters) }
    // Where several wrote, nobody's price is the answer's.
    const cost = this.#serviceUsed === undefined ? costMember(this.#context, this.#usage) : {}
    return `${this.#head}],"usage":${JSON.stringify({ ...encodeUsage(this.#usage, estimated), ...cost })}${usageSourceMembers(this.#serviceUsed, this.#usage)}}\n\n`
  }
}
