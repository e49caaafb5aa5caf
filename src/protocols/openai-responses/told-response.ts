/**
 * What the frames of a half answer say of the response and its items, so that another provider can go on in them: the names,
 * the places, what is whole. Of an item's words only the frame with the first of them is here; the part it stands on has all.
 */

import type { ChatPart } from '../../chat/part.ts'
import type { ResponsesEvent, ResponsesItem } from '../../wire/openai-responses.ts'
import { jsonOfFrame } from '../shown-frames.ts'
import type { ToldItem } from './item-sequence.ts'
import type { ResponseHead } from './response-object.ts'

interface Telling {
  readonly announced: ResponsesItem
  /** Parts of its content that are whole. */
  readonly parts: object[]
  finished: string | undefined
  /** The neutral block whose words it holds, and they; none while no part of its content is open. */
  words: { readonly block: number; readonly text: string } | undefined
}

export interface ToldResponse {
  readonly head: ResponseHead
  readonly items: readonly ToldItem[]
}

type Told = ResponsesEvent & { readonly part?: object; readonly response?: { readonly created_at?: unknown } | null }

const note = (items: Map<number, Telling>, event: Told, part: ChatPart): void => {
  const index = event.output_index ?? 0
  const item = items.get(index)
  switch (event.type) {
    case 'response.output_item.added': items.set(index, { announced: event.item as ResponsesItem, parts: [], finished: undefined, words: undefined }); break
    case 'response.output_item.done': if (item !== undefined) item.finished = JSON.stringify(event.item); break
    case 'response.output_text.delta': if (item !== undefined && part.type === 'text-delta') item.words = { block: part.block, text: part.text }; break
    case 'response.content_part.done': if (item !== undefined && event.part !== undefined) { item.parts.push(event.part); item.words = undefined } break
  }
}

/** A number that no block has. */
const nobodysBlock = (outputIndex: number): number => -1 - outputIndex

const toldItem = (outputIndex: number, { announced, parts, finished, words }: Telling): ToldItem => {
  if (finished !== undefined) return { outputIndex, finished }
  const id = announced.id ?? ''
  if (words !== undefined) return { outputIndex, open: { block: words.block, item: { kind: 'text', id, text: words.text, partsBefore: parts } } }
  const told = announced.type === 'message' ? { ...announced, status: 'completed', content: parts } : announced
  return { outputIndex, open: { block: nobodysBlock(outputIndex), item: { kind: 'told', id, text: '', told } } }
}

/** `undefined` where no frame was relayed: then nobody was told anything. */
export const readToldResponse = (shown: readonly ChatPart[]): ToldResponse | undefined => {
  if (shown.every(({ frame }) => frame === undefined)) return undefined
  const items = new Map<number, Telling>()
  let head: ResponseHead = { id: '', model: '', createdAtSeconds: Math.floor(Date.now() / 1000) }
  for (const part of shown) {
    const event = (jsonOfFrame(part) ?? {}) as Told
    note(items, event, part)
    const createdAt = event.response?.created_at
    if (part.type === 'response-start') head = { id: part.id, model: part.model, createdAtSeconds: typeof createdAt === 'number' ? createdAt : head.createdAtSeconds }
  }
  return { head, items: [...items].map(([outputIndex, telling]) => toldItem(outputIndex, telling)) }
}
