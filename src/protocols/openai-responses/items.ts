/** The output items of a response, as they are when they open and when they are finished; streamed or whole, they are the same. */

import { customInput } from '../../chat/custom-tools.ts'
import type { ChatRequest } from '../../chat/request.ts'
import { REASONING_ID_PREFIX, sealReasoning } from '../../chat/sealed-reasoning.ts'
import { answerId } from '../identifiers.ts'
import type { ToolIdentity } from './tool-table.ts'

/** `told`: somebody else told the client of it; nothing is added to it here. */
export type ItemKind = 'text' | 'refusal' | 'reasoning' | 'redacted' | 'told' | ToolIdentity['form']

/** What of a model's reasoning a client gets: its words, and all of it as something to send back. */
export interface ReasoningExposure {
  readonly isShown: boolean
  readonly isSealed: boolean
}

export interface Item {
  readonly kind: ItemKind
  readonly id: string
  /** Its words; of a call the arguments as the model gave them; of redacted reasoning the data. */
  text: string
  /** Of reasoning. */
  signature?: string | undefined
  readonly exposure?: ReasoningExposure
  /** Of a message that another provider began: its parts before this one. */
  readonly partsBefore?: readonly object[]
  /** As it stands, where it is only told once more. */
  readonly told?: object
  /** Of a call. */
  readonly callId?: string
  readonly identity?: ToolIdentity
}

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete'

const ID_PREFIXES: Readonly<Record<ItemKind, string>> = {
  text: 'msg_', refusal: 'msg_', reasoning: REASONING_ID_PREFIX, redacted: REASONING_ID_PREFIX, told: '', function: 'fc_', custom: 'ctc_', 'tool-search': 'tsc_',
}

/** The same exchange gives the same item the same id. */
export const itemId = (kind: ItemKind, requestId: string, outputIndex: number): string => `${answerId(ID_PREFIXES[kind], '', requestId)}_${outputIndex}`

export const exposureOf = ({ reasoning, original: { json: { include } } }: ChatRequest): ReasoningExposure => ({
  isShown: reasoning.isVisible,
  isSealed: Array.isArray(include) && include.includes('reasoning.encrypted_content'),
})

export const textPart = (text: string): object => ({ type: 'output_text', text, annotations: [], logprobs: [] })
export const refusalPart = (refusal: string): object => ({ type: 'refusal', refusal })
export const summaryPart = (text: string): object => ({ type: 'summary_text', text })

const messageItem = ({ id, partsBefore = [] }: Item, status: ItemStatus, part: object): object =>
  ({ id, type: 'message', status, role: 'assistant', content: [...partsBefore, part] })

const reasoningItem = ({ id, text, signature, exposure }: Item): object => ({
  id,
  type: 'reasoning',
  summary: exposure?.isShown === true ? [summaryPart(text)] : [],
  ...(exposure?.isSealed === true && { encrypted_content: sealReasoning({ type: 'reasoning', text, ...(signature !== undefined && { signature }) }) }),
})

const parsed = (argumentsText: string): unknown => {
  try { return JSON.parse(argumentsText === '' ? '{}' : argumentsText) } catch { return argumentsText }
}

export const argumentsOf = ({ text }: Item): string => text === '' ? '{}' : text

const callMembers = ({ callId, identity }: Item): object =>
  ({ call_id: callId, name: identity?.name, ...(identity?.namespace !== undefined && { namespace: identity.namespace }) })

export const finishedItem = (item: Item, status: ItemStatus): object => {
  const { kind, id, text } = item
  switch (kind) {
    case 'text': return messageItem(item, status, textPart(text))
    case 'refusal': return messageItem(item, status, refusalPart(text))
    case 'reasoning': return reasoningItem(item)
    case 'redacted': return { id, type: 'reasoning', summary: [], encrypted_content: sealReasoning({ type: 'redacted-reasoning', data: text }) }
    case 'told': return item.told as object
    case 'function': return { id, type: 'function_call', status, arguments: argumentsOf(item), ...callMembers(item) }
    case 'custom': return { id, type: 'custom_tool_call', status, input: customInput(text), ...callMembers(item) }
    case 'tool-search': return { id, type: 'tool_search_call', status, execution: 'client', call_id: item.callId, arguments: parsed(text) }
  }
}

/** What has not been said when an item opens. */
const UNSAID: Readonly<Record<ItemKind, object>> = {
  text: { content: [] }, refusal: { content: [] }, reasoning: { summary: [], encrypted_content: undefined }, redacted: { encrypted_content: undefined }, told: {},
  function: { arguments: '' }, custom: { input: '' }, 'tool-search': {},
}

export const openedItem = (item: Item): object => ({ ...finishedItem(item, 'in_progress'), ...UNSAID[item.kind] })
