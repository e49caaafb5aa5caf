/** An answer that is all in hand, as a JSON body is: a stream of one batch, which may also be read at once. */

import type { ChatBatch } from './part.ts'

export class WholeAnswer<Batch = ChatBatch> implements AsyncIterable<Batch> {
  readonly batch: Batch

  constructor (batch: Batch) { this.batch = batch }

  /** The same as iterating to the end. */
  read (): Batch { return this.batch }

  [Symbol.asyncIterator] (): AsyncIterator<Batch, undefined> {
    let isRead = false
    return {
      next: async () => {
        if (isRead) return { done: true, value: undefined }
        isRead = true
        return { done: false, value: this.read() }
      },
    }
  }
}
