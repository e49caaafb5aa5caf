/** How the content blocks of a message stand whose events were relayed: a provider numbers them itself, and closes them unsaid. */

import type { ChatBatch } from '../../chat/part.ts'
import type { JsonObject } from '../../chat/request.ts'
import { isObject } from '../members.ts'
import { eventsShown } from '../shown-frames.ts'

export interface ShownBlocks {
  /** Of the last block. */
  readonly index: number
  /** Its type, as long as it is not closed. */
  readonly openType: string | undefined
}

const typeOf = ({ content_block: block }: JsonObject): string | undefined =>
  isObject(block) && typeof block['type'] === 'string' ? block['type'] : undefined

/** `undefined` where no event says how a block begins. */
export const shownBlocks = (shown: ChatBatch): ShownBlocks | undefined => {
  let last: ShownBlocks | undefined
  for (const event of eventsShown(shown)) {
    const { type, index } = event
    if (typeof index !== 'number') continue
    if (type === 'content_block_start') last = { index, openType: typeOf(event) }
    else if (type === 'content_block_stop' && index === last?.index) last = { index, openType: undefined }
  }
  return last
}
