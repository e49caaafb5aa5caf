/** What passes by on the way to the client: usage, length and the end, for the record. It changes nothing. */

import type { ChatBatch, ChatPart, FinishReason, Usage } from '../chat/part.ts'
import { WholeAnswer } from '../chat/whole-answer.ts'
import { WrittenTokens } from '../chat/written-tokens.ts'

export class Observation {
  usage: Usage | undefined
  finishReason: FinishReason | undefined
  readonly #written = new WrittenTokens()

  note (batch: ChatBatch): void {
    for (const part of batch) this.#notePart(part)
  }

  /** Tokens written, counted here: for answers whose provider did not tell. */
  get estimatedOutputTokens (): number { return this.#written.tokens }

  #notePart (part: ChatPart): void {
    switch (part.type) {
      case 'usage': this.usage = this.usage === undefined ? part.usage : { ...this.usage, ...part.usage }; break
      case 'response-end': this.finishReason = part.finishReason; break
      default: this.#written.note(part)
    }
  }
}

/** Whether the stream ended by itself, failed, or was left by its reader. */
export type ObservedEnd = { readonly kind: 'finished' } | { readonly kind: 'failed', readonly error: unknown } | { readonly kind: 'left' }

const finished: IteratorReturnResult<undefined> = { done: true, value: undefined }

type End = (how: ObservedEnd) => void

/** Hears the first end alone. */
const firstOf = (onEnd: End): End => {
  let isOver = false
  return (how) => {
    if (isOver) return
    isOver = true
    onEnd(how)
  }
}

interface Observer<Batch> { note (batch: Batch): void }

/** A whole answer is seen when it is read, and only then. */
class ObservedWhole<Batch> extends WholeAnswer<Batch> {
  readonly #observer: Observer<Batch>
  readonly #end: End

  constructor (batch: Batch, observer: Observer<Batch>, end: End) {
    super(batch)
    this.#observer = observer
    this.#end = end
  }

  override read (): Batch {
    this.#observer.note(this.batch)
    this.#end({ kind: 'finished' })
    return this.batch
  }

  override [Symbol.asyncIterator] (): AsyncIterator<Batch, undefined> {
    return {
      ...super[Symbol.asyncIterator](),
      return: async () => { this.#end({ kind: 'left' }); return finished },
      throw: async (error: unknown) => { this.#end({ kind: 'failed', error }); return finished },
    }
  }
}

const observeBatches = <Batch>(stream: AsyncIterable<Batch>, observer: Observer<Batch>, end: End): AsyncIterable<Batch> => {
  const inner = stream[Symbol.asyncIterator]()
  const leave = async (how: ObservedEnd): Promise<IteratorReturnResult<undefined>> => {
    end(how)
    await inner.return?.()
    return finished
  }
  const iterator: AsyncIterator<Batch> = {
    next: () => inner.next().then(
      (result) => {
        if (result.done === true) end({ kind: 'finished' })
        else observer.note(result.value)
        return result
      },
      (error: unknown) => {
        end({ kind: 'failed', error })
        throw error
      }),
    return: async () => await leave({ kind: 'left' }),
    throw: async (error: unknown) => await leave({ kind: 'failed', error }),
  }
  return { [Symbol.asyncIterator]: () => iterator }
}

/**
 * The same stream, seen by `observer`; `onEnd` is called once, before the reader sees the end. The iterator's `return`
 * says that the reader left, its `throw` that somebody else ended the answer.
 */
export const observe = <Batch>(stream: AsyncIterable<Batch>, observer: Observer<Batch>, onEnd: End): AsyncIterable<Batch> =>
  stream instanceof WholeAnswer ? new ObservedWhole<Batch>(stream.batch as Batch, observer, firstOf(onEnd)) : observeBatches(stream, observer, firstOf(onEnd))
