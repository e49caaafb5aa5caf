/** What is remembered while one response is read, streamed or whole. */

import type { ResponsesItem } from '../../wire/openai-responses.ts'
import { newAnswerState } from '../decode-events.ts'
import type { AnswerState } from '../decode-events.ts'
import type { AnswerReading } from '../dialect.ts'

export interface CallState {
  readonly block: number
  /** Arguments, or an input, came piece by piece. */
  hasPieces: boolean
}

export interface ItemState {
  /** Blocks of its parts by kind and index; a part has none until it says something. */
  readonly blocks: Map<string, number>
  call: CallState | undefined
  /** It was told whole: what is repeated of it later adds nothing. */
  isFinished: boolean
}

export interface ResponsesState extends AnswerState {
  readonly reading: AnswerReading
  /** By the provider's own index. */
  readonly items: Map<number | string, ItemState>
  blockCount: number
  hasStarted: boolean
  hasSpoken: boolean
  hasToolCalls: boolean
  /** The event at hand was changed: its frame is written anew. */
  isMended: boolean
}

export const newResponsesState = (reading: AnswerReading): ResponsesState => ({
  ...newAnswerState(reading),
  reading,
  items: new Map(),
  blockCount: 0,
  hasStarted: false,
  hasSpoken: false,
  hasToolCalls: false,
  isMended: false,
})

export const itemAt = (state: ResponsesState, index: number | string): ItemState => {
  const known = state.items.get(index)
  if (known !== undefined) return known
  const item: ItemState = { blocks: new Map(), call: undefined, isFinished: false }
  state.items.set(index, item)
  return item
}

/** How the wire says which tool of the client's an item calls. */
export type CallItem = Pick<ResponsesItem, 'type' | 'id' | 'call_id' | 'name' | 'namespace'>
