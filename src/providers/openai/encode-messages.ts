/** Neutral messages to those of the OpenAI wire, in the one order that every provider of it accepts. */

import type { ChatRequest, ContentBlock, JsonObject, MediaSource } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import type { Target } from '../../config/target.ts'
import { INTERRUPTED_RESULT, blockText, resultText } from '../block-texts.ts'
import type { Recollection } from '../dialect.ts'
import type { Dropped } from '../settle-request.ts'
import { conversationOf } from '../turns.ts'
import type { PairedCall, Turn } from '../turns.ts'
import { tidyCallId } from './fit-call-ids.ts'
import { needsThoughtSignature, replayedReasoning, signatureMembers } from './reasoning-history.ts'

export interface MessageContext {
  readonly target: Target
  readonly nameOf: (name: string) => string
  /** Added to the system text; may be empty. */
  readonly instruction: string
  readonly dropped: Dropped
  readonly memory: Recollection | undefined
}

type AssistantTurn = Extract<Turn, { role: 'assistant' }>

const systemRole = (compat: Compat): string => compat.systemRole ?? 'system'

const imageUrl = (source: MediaSource): string | undefined => {
  if (source.kind === 'url') return source.url
  return source.kind === 'base64' ? `data:${source.mediaType};base64,${source.data}` : undefined
}

/** A document as it is: only for targets that are known to read documents. */
const filePart = (block: Extract<ContentBlock, { type: 'document' }>, target: Target): JsonObject | undefined => {
  const { source, title } = block
  if (source.kind !== 'base64' || source.mediaType.startsWith('text/') || target.capabilities?.has('documents') !== true) return undefined
  return { type: 'file', file: { filename: title ?? 'document.pdf', file_data: `data:${source.mediaType};base64,${source.data}` } }
}

/** What a block is beyond words; `undefined` where it can only be told in words. */
const mediaPart = (block: ContentBlock, target: Target): JsonObject | undefined => {
  switch (block.type) {
    case 'image': {
      const url = target.compat.imageInput === 'text-placeholder' ? undefined : imageUrl(block.source)
      return url === undefined ? undefined : { type: 'image_url', image_url: { url, ...(block.detail !== undefined && { detail: block.detail }) } }
    }
    case 'audio': return { type: 'input_audio', input_audio: { data: block.data, format: block.format } }
    case 'document': return filePart(block, target)
    default: return undefined
  }
}

const DROPPABLE = new Set(['image', 'document'])

/** A block as a content part; what cannot be carried at all is told, what only loses its form is told as well. */
const contentPart = (block: ContentBlock, { target, dropped }: MessageContext): JsonObject | undefined => {
  const media = mediaPart(block, target)
  if (media !== undefined) return media
  if (block.type === 'opaque') dropped.add(typeOf(block))
  if (DROPPABLE.has(block.type)) dropped.add(block.type)
  const text = blockText(block)
  return text === undefined || text === '' ? undefined : { type: 'text', text }
}

/** What the other wire calls a block that only it has. */
export const typeOf = (block: Extract<ContentBlock, { type: 'opaque' }>): string => {
  const type = (block.value as { readonly type?: unknown } | null)?.type
  return typeof type === 'string' && /^\w{1,64}$/.test(type) ? type : 'content'
}

const isTextPart = (part: JsonObject): part is JsonObject & { readonly text: string } => part['type'] === 'text'

/** Words alone are sent as one string, which every provider understands. */
const userMessage = (blocks: readonly ContentBlock[], context: MessageContext): readonly JsonObject[] => {
  const parts = blocks.map(block => contentPart(block, context)).filter(part => part !== undefined)
  if (parts.length === 0) return []
  return [{ role: 'user', content: parts.every(isTextPart) ? parts.map(part => part.text).join('\n\n') : parts }]
}

const toolCall = ({ id, call }: PairedCall, isFirst: boolean, { target, nameOf, memory }: MessageContext): JsonObject => ({
  id,
  type: 'function',
  function: { name: nameOf(call.name), arguments: call.argumentsText === '' ? '{}' : call.argumentsText },
  ...(needsThoughtSignature(target.compat) && signatureMembers(call, isFirst, target, memory)),
})

const joined = (blocks: readonly ContentBlock[], ...types: readonly ContentBlock['type'][]): string =>
  blocks.map(block => types.includes(block.type) && 'text' in block ? block.text : '').join('')

const assistantMessage = ({ blocks, calls }: AssistantTurn, context: MessageContext): readonly JsonObject[] => {
  const text = joined(blocks, 'text', 'refusal')
  for (const block of blocks) if (block.type === 'opaque') context.dropped.add(typeOf(block))
  if (text === '' && calls.length === 0) return []
  const reasoning = replayedReasoning(context.target.compat, { reasoning: joined(blocks, 'reasoning'), calls: calls.map(({ call }) => call) }, context.memory)
  return [{
    role: 'assistant',
    content: text === '' ? null : text,
    ...(reasoning !== undefined && { reasoning_content: reasoning }),
    ...(calls.length > 0 && { tool_calls: calls.map((call, index) => toolCall(call, index === 0, context)) }),
  }]
}

const isMedia = (block: ContentBlock, target: Target): boolean => mediaPart(block, target) !== undefined

const toolMessage = ({ id, result }: PairedCall, { target }: MessageContext): JsonObject => ({
  role: 'tool',
  tool_call_id: id,
  content: result === undefined ? INTERRUPTED_RESULT : resultText(result.content, result.isError, block => isMedia(block, target)),
})

/** A tool message holds words only: what a tool showed follows as the user's. */
const mediaOfResults = (calls: readonly PairedCall[], { target }: MessageContext): readonly ContentBlock[] => calls.flatMap(({ id, call, result }) => {
  const media = result?.content.filter(block => isMedia(block, target)) ?? []
  return media.length === 0 ? [] : [{ type: 'text', text: `From the result of tool call ${id} (${call.name}):` } as const, ...media]
})

class MessageWriter {
  readonly messages: JsonObject[] = []
  readonly #context: MessageContext
  #waitingMedia: readonly ContentBlock[] = []

  constructor (context: MessageContext) { this.#context = context }

  addSystem (text: string): void {
    if (text !== '') this.messages.push({ role: systemRole(this.#context.target.compat), content: text })
  }

  add (turn: Turn): void {
    switch (turn.role) {
      case 'user': this.#addUser(turn.blocks); break
      case 'system': this.addSystem(turn.text); break
      case 'assistant': this.#addAssistant(turn); break
    }
  }

  end (): void { if (this.#waitingMedia.length > 0) this.#addUser([]) }

  #addUser (blocks: readonly ContentBlock[]): void {
    this.messages.push(...userMessage([...this.#waitingMedia, ...blocks], this.#context))
    this.#waitingMedia = []
  }

  #addAssistant (turn: AssistantTurn): void {
    this.end()
    this.messages.push(...assistantMessage(turn, this.#context), ...turn.calls.map(call => toolMessage(call, this.#context)))
    this.#waitingMedia = mediaOfResults(turn.calls, this.#context)
  }
}

export const encodeMessages = (request: ChatRequest, context: MessageContext): readonly JsonObject[] => {
  const keepsSystemInPlace = context.target.compat.systemPlacement === 'anywhere'
  const { system, turns } = conversationOf(request.messages, { keepsSystemInPlace, tidyId: tidyCallId(context.target.compat) })
  const writer = new MessageWriter(context)
  writer.addSystem([system, context.instruction].filter(text => text !== '').join('\n\n'))
  for (const turn of turns) writer.add(turn)
  writer.end()
  return writer.messages
}
