/** What passes by on the way to the client: usage, length and the end, for the record. It changes nothing. */

import type { ChatBatch, ChatPart, ChatStream, FinishReason, Usage } from '../chat/part.ts'
import { estimateTokens } from '../chat/tokens.ts'

/** Text kept to count by; the rest is counted at the same rate. */
const SAMPLE_CHARACTERS = 4_000

export class Observation {
  usage: Usage | undefined
  finishReason: FinishReason | undefined
  #sample = ''
  #characters = 0

  note (batch: ChatBatch): void {
    for (const part of batch) this.#notePart(part)
  }

  /** Tokens written, counted here: for answers whose provider did not tell. */
  get estimatedOutputTokens (): number {
    if (this.#characters === 0) return 0
    return Math.round(estimateTokens(this.#sample) * this.#characters / this.#sample.length)
  }

  #notePart (part: ChatPart): void {
    switch (part.type) {
      case 'text-delta': case 'reasoning-delta': case 'refusal-delta': this.#count(part.text); break
      case 'tool-call-delta': this.#count(part.argumentsText); break
      case 'usage': this.usage = this.usage === undefined ? part.usage : { ...this.usage, ...part.usage }; break
      case 'response-end': this.finishReason = part.finishReason; break
      default: break
    }
  }

  #count (text: string): void {
    this.#characters += text.length
    if (this.#sample.length < SAMPLE_CHARACTERS) this.#sample += text
  }
}

/** Whether the stream ended by itself, failed, or was left by its reader. */
export type ObservedEnd = { readonly kind: 'finished' } | { readonly kind: 'failed', readonly error: unknown } | { readonly kind: 'left' }

const finished: IteratorReturnResult<undefined> = { done: true, value: undefined }

/**
 * The same stream, seen by `observation`; `onEnd` is called once, before the reader sees the end. The iterator's `return`
 * says that the reader left, its `throw` that somebody else ended the answer.
 */
export const observe = (stream: ChatStream, observation: Observation, onEnd: (end: ObservedEnd) => void): ChatStream => {
  const inner = stream[Symbol.asyncIterator]()
  let isOver = false
  const end = (how: ObservedEnd): void => {
    if (isOver) return
    isOver = true
    onEnd(how)
  }
  const leave = async (how: ObservedEnd): Promise<IteratorReturnResult<undefined>> => {
    end(how)
    await inner.return?.()
    return finished
  }
  const iterator: AsyncIterator<ChatBatch> = {
    next: () => inner.next().then(
      (result) => {
        if (result.done === true) end({ kind: 'finished' })
        else observation.note(result.value)
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
