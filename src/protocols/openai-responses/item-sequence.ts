/**
 * Output items as the Responses wire streams them: each is announced, told piece by piece, and told once more when it is whole.
 *
 * Neutral blocks may interleave. A new one closes what is open and may close: words may at any time, a call when its
 * arguments are a whole JSON object, because more of them may still come. At the end everything closes. Where the answer was
 * cut short, a call whose arguments are not whole is never told as whole: a client would run it. Words that go on after
 * their item was closed go on in a new item.
 */

import { customInput } from '../../chat/custom-tools.ts'
import type { EventNumbering } from './event-numbering.ts'
import { membersOf, openItem } from './item-streams.ts'
import type { OpenItem, WireEvent } from './item-streams.ts'
import { argumentsOf, finishedItem, itemId, openedItem } from './items.ts'
import type { Item, ItemStatus } from './items.ts'

export type ItemDraft = Omit<Item, 'id' | 'text'>

/** An item that somebody else told the client of, whole or in part. */
export interface ToldItem {
  readonly outputIndex: number
  /** JSON of it, where it was told whole. */
  readonly finished?: string
  /** Where it is still open. */
  readonly open?: { readonly item: Item; readonly block: number }
}

export class ItemSequence {
  readonly #numbering: EventNumbering
  readonly #requestId: string
  /** By neutral number of the block, in the order of their beginnings. */
  readonly #open = new Map<number, OpenItem>()
  /** JSON of finished items by output index; those that were left out are missing. */
  readonly #finished: string[] = []
  #count = 0

  constructor (numbering: EventNumbering, requestId: string) {
    this.#numbering = numbering
    this.#requestId = requestId
  }

  /** The items told so far, as a JSON array. */
  get output (): string { return `[${this.#finished.filter((item) => item !== undefined).join(',')}]` }

  /** Goes on where somebody else left off, in place of everything that was begun here. */
  adopt (items: readonly ToldItem[]): void {
    this.#open.clear()
    this.#finished.length = 0
    this.#count = 0
    for (const { outputIndex, finished, open } of items) {
      if (finished !== undefined) this.#finished[outputIndex] = finished
      if (open !== undefined) this.#open.set(open.block, openItem(open.item, outputIndex))
      this.#count = Math.max(this.#count, outputIndex + 1)
    }
  }

  /** More words of a block, which begins here if it is new. */
  append (block: number, draft: ItemDraft, text: string): string {
    if (text === '') return ''
    const opening = this.#open.has(block) ? '' : this.begin(block, draft)
    return opening + this.add(block, text)
  }

  /** Opens an item, after what may close was closed. */
  begin (block: number, draft: ItemDraft): string {
    const closing = this.#closeWhole()
    const outputIndex = this.#count++
    const item: Item = { ...draft, id: itemId(draft.kind, this.#requestId, outputIndex), text: '' }
    const open = openItem(item, outputIndex)
    this.#open.set(block, open)
    const added = this.#numbering.event('response.output_item.added', `,"output_index":${outputIndex},"item":${JSON.stringify(openedItem(item))}`)
    return closing + added + (open.stream.opening === undefined ? '' : this.#tell(open, open.stream.opening))
  }

  /** More of an item that is open. What comes for a call that closed already is beyond its JSON, and dropped. */
  add (block: number, text: string): string {
    const open = this.#open.get(block)
    if (open === undefined) return ''
    open.item.text += text
    open.progress?.push(text)
    return this.#delta(open, open.inputReader === undefined ? text : open.inputReader.push(text))
  }

  /** Only reasoning that is still open can be signed. */
  sign (block: number, signature: string): void {
    const item = this.#open.get(block)?.item
    if (item !== undefined) item.signature = signature
  }

  /** Closes everything. `isCutShort`: what is not whole is said to be incomplete, or left out. */
  finish (isCutShort: boolean): string {
    let events = ''
    for (const [block, open] of this.#open) {
      if (!isCutShort) events += this.#close(block, open, 'completed')
      else if (open.progress === undefined) events += this.#close(block, open, 'incomplete')
      else if (open.progress.isClosed) events += this.#close(block, open, 'completed')
    }
    return events
  }

  #closeWhole (): string {
    let events = ''
    for (const [block, open] of this.#open) if (open.progress?.isClosed !== false) events += this.#close(block, open, 'completed')
    return events
  }

  #close (block: number, open: OpenItem, status: ItemStatus): string {
    this.#open.delete(block)
    const { item, outputIndex, stream } = open
    const json = JSON.stringify(finishedItem(item, status))
    this.#finished[outputIndex] = json
    // In this order: an event is numbered when it is written.
    let events = this.#missingDelta(open)
    for (const event of stream.closing?.(item) ?? []) events += this.#tell(open, event)
    return events + this.#numbering.event('response.output_item.done', `,"output_index":${outputIndex},"item":${json}`)
  }

  /** Clients add deltas up: one is due where arguments or an input could not be told piece by piece. */
  #missingDelta (open: OpenItem): string {
    const { item, hasTold } = open
    if (hasTold) return ''
    if (item.kind === 'custom') return this.#delta(open, customInput(item.text))
    return item.kind === 'function' ? this.#delta(open, argumentsOf(item)) : ''
  }

  #delta (open: OpenItem, text: string): string {
    const { stream: { delta }, deltaPlace } = open
    if (delta === undefined || text === '') return ''
    open.hasTold = true
    return this.#numbering.event(delta, `${deltaPlace},"delta":${JSON.stringify(text)}`)
  }

  #tell ({ place }: OpenItem, [type, members]: WireEvent): string { return this.#numbering.event(type, place + membersOf(members)) }
}
