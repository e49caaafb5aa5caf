/** Neutral messages to those of the Anthropic wire: roles take turns, and a turn's tool results stand first in the answer to it. */

import type { ChatRequest, ContentBlock, JsonObject, JsonValue, MediaSource } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import type { Target } from '../../config/target.ts'
import { INTERRUPTED_RESULT, blockText, resultText } from '../block-texts.ts'
import type { Recollection } from '../dialect.ts'
import type { Dropped } from '../settle-request.ts'
import { conversationOf } from '../turns.ts'
import type { PairedCall, Turn } from '../turns.ts'
import { standIn, thinkingBefore, unsigned, wantsWords } from './thinking-history.ts'

export interface MessageContext {
  readonly target: Target
  /** The model thinks: what it thought before goes back to it. */
  readonly thinks: boolean
  readonly memory: Recollection | undefined
  readonly nameOf: (name: string) => string
  readonly dropped: Dropped
}

export interface EncodedMessages {
  /** Empty where the client sent none. */
  readonly system: string
  readonly messages: readonly JsonObject[]
  /** Names of the tools that the history calls, as sent. */
  readonly calledTools: ReadonlySet<string>
}

const tidyId = (id: string): string => id.replace(/[^\w-]/g, '_')

const imageSource = (source: MediaSource): JsonObject | undefined => {
  if (source.kind === 'url') return { type: 'url', url: source.url }
  return source.kind === 'base64' ? { type: 'base64', media_type: source.mediaType, data: source.data } : undefined
}

const documentSource = (source: MediaSource): JsonObject | undefined => {
  if (source.kind === 'text') return { type: 'text', media_type: 'text/plain', data: source.text }
  return source.kind === 'base64' && source.mediaType !== 'application/pdf' ? undefined : imageSource(source)
}

const mediaBlock = (block: ContentBlock, compat: Compat): JsonObject | undefined => {
  if (block.type === 'image') {
    const source = compat.imageInput === 'text-placeholder' ? undefined : imageSource(block.source)
    return source === undefined ? undefined : { type: 'image', source }
  }
  const source = block.type === 'document' ? documentSource(block.source) : undefined
  return source === undefined ? undefined : { type: 'document', source, ...(block.type === 'document' && block.title !== undefined && { title: block.title }) }
}

const LOSSY: ReadonlySet<ContentBlock['type']> = new Set(['image', 'document', 'audio', 'opaque'])

/** A block of white space alone is refused. */
const contentBlock = (block: ContentBlock, { target, dropped }: MessageContext): readonly JsonObject[] => {
  const media = mediaBlock(block, target.compat)
  if (media !== undefined) return [media]
  if (LOSSY.has(block.type)) dropped.add(block.type === 'opaque' ? 'content' : block.type)
  const text = blockText(block) ?? ''
  return text.trim() === '' ? [] : [{ type: 'text', text }]
}

/** Arguments are an object here; text that is none is kept under a name of its own. */
const inputOf = (argumentsText: string): JsonValue => {
  try {
    const input = JSON.parse(argumentsText === '' ? '{}' : argumentsText) as JsonValue
    return typeof input === 'object' && input !== null && !Array.isArray(input) ? input : { arguments: input }
  } catch {
    return { arguments: argumentsText }
  }
}

const resultBlock = ({ id, result }: PairedCall, context: MessageContext): JsonObject => {
  if (result === undefined) return { type: 'tool_result', tool_use_id: id, content: INTERRUPTED_RESULT, is_error: true }
  const { content, isError } = result
  const hasMedia = content.some(block => mediaBlock(block, context.target.compat) !== undefined)
  const blocks = hasMedia ? content.flatMap(block => contentBlock(block, context)) : resultText(content, false, () => false)
  return { type: 'tool_result', tool_use_id: id, content: blocks, ...(isError && { is_error: true }) }
}

type AssistantTurn = Extract<Turn, { role: 'assistant' }>

/** What a turn opens with: what is remembered, what the client sent of it, or what at least has to be there. */
const openingThoughts = ({ blocks, calls: [first] }: AssistantTurn, { target, thinks, memory }: MessageContext): readonly JsonObject[] => {
  if (!thinks) return []
  const recalled = first === undefined ? [] : thinkingBefore(first.call, target, memory)
  if (recalled.length > 0) return recalled
  const sent = wantsWords(target.compat) ? blocks.map(block => block.type === 'reasoning' ? block.text : '').join('') : ''
  return sent === '' ? standIn(target, first !== undefined) : [unsigned(sent)]
}

class MessageWriter {
  readonly messages: JsonObject[] = []
  readonly calledTools = new Set<string>()
  readonly #context: MessageContext
  #openCalls: readonly PairedCall[] = []

  constructor (context: MessageContext) { this.#context = context }

  add (turn: Turn): void {
    switch (turn.role) {
      case 'user': this.#addUser(turn.blocks); break
      case 'assistant': this.#addAssistant(turn); break
      case 'system': this.#addSystem(turn.text); break
    }
  }

  end (): void { if (this.#openCalls.length > 0) this.#addUser([]) }

  #addSystem (text: string): void {
    this.end()
    this.messages.push({ role: 'system', content: text })
  }

  #addUser (blocks: readonly ContentBlock[]): void {
    const results = this.#openCalls.map(call => resultBlock(call, this.#context))
    const content = [...results, ...blocks.flatMap(block => contentBlock(block, this.#context))]
    this.#openCalls = []
    this.#push('user', content)
  }

  #addAssistant (turn: AssistantTurn): void {
    const { blocks, calls } = turn
    this.end()
    if (this.messages.length === 0) this.messages.push({ role: 'user', content: [{ type: 'text', text: '(the conversation goes on)' }] })
    const next = calls.entries()
    const content = blocks.flatMap(block => {
      if (block.type !== 'tool-call') return contentBlock(block, this.#context)
      const [index, call] = next.next().value as [number, PairedCall]
      return [...index === 0 ? [] : this.#thoughtsBefore(call), this.#toolUse(call)]
    })
    if (content.length > 0) this.#push('assistant', [...openingThoughts(turn, this.#context), ...content])
    this.#openCalls = calls
  }

  /** A turn that came to nothing leaves its neighbours side by side: they become one. */
  #push (role: string, content: readonly JsonObject[]): void {
    const last = this.messages.at(-1)
    if (content.length === 0) return
    if (last?.['role'] !== role) this.messages.push({ role, content })
    else this.messages[this.messages.length - 1] = { role, content: [...last['content'] as readonly JsonObject[], ...content] }
  }

  #thoughtsBefore ({ call }: PairedCall): readonly JsonObject[] {
    const { target, thinks, memory } = this.#context
    return thinks ? thinkingBefore(call, target, memory) : []
  }

  #toolUse ({ id, call }: PairedCall): JsonObject {
    const name = this.#context.nameOf(call.name)
    this.calledTools.add(name)
    return { type: 'tool_use', id, name, input: inputOf(call.argumentsText) }
  }
}

/** Trailing white space of a last assistant turn, which the model is to go on with, is refused. */
const trimLast = (messages: readonly JsonObject[]): readonly JsonObject[] => {
  const last = messages.at(-1)
  if (last?.['role'] !== 'assistant') return messages
  const content = (last['content'] as readonly JsonObject[]).map((block, index, all) =>
    index === all.length - 1 && typeof block['text'] === 'string' ? { ...block, text: block['text'].trimEnd() } : block)
  return [...messages.slice(0, -1), { ...last, content }]
}

export const encodeMessages = (request: ChatRequest, context: MessageContext): EncodedMessages => {
  const { system, turns } = conversationOf(request.messages, { keepsSystemInPlace: context.target.compat.systemPlacement === 'anywhere', tidyId })
  const writer = new MessageWriter(context)
  for (const turn of turns) writer.add(turn)
  writer.end()
  return { system, messages: trimLast(writer.messages), calledTools: writer.calledTools }
}
