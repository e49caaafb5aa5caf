/**
 * How every protocol writes a stream: the provider's own frames where both sides speak one wire, a writer of the client's
 * wire otherwise; then the wire's terminator, or an error event. One of the two always comes, never both.
 */

import type { ChatBatch, ChatPart, ChatStream } from '../chat/part.ts'
import type { RouterError } from '../chat/errors.ts'
import type { EncodingContext } from './protocol.ts'
import { streamFailure, unfinishedAnswer } from './stream-failure.ts'

/** Turns parts into text. Throws when the answer turns out to be none; the text of that batch is then lost. */
export interface StreamWriter {
  /** The success terminator is out: whatever happens now is no matter of the client's. */
  readonly isFinished: boolean
  write (batch: ChatBatch): string
  /** What is missing at the end, the terminator above all. */
  end (): string
}

/** Which choices were said to be finished. Beyond the 32nd, choices share their bits: nobody asks for so many. */
export class ChoiceEnds {
  #seen = 1
  #ended = 0

  see (choice: number): void { this.#seen |= 1 << choice }
  end (choice: number): void { this.#seen |= 1 << choice; this.#ended |= 1 << choice }

  get areAll (): boolean { return (this.#seen & ~this.#ended) === 0 }
}

/** Relays frames untouched. A part without one came from an event whose frame an earlier part holds. */
class FrameRelay implements StreamWriter {
  isFinished = false
  readonly #wantsUsage: boolean
  readonly #terminator: string
  readonly #ends = new ChoiceEnds()

  constructor (wantsUsage: boolean, terminator: string) {
    this.#wantsUsage = wantsUsage
    this.#terminator = terminator
  }

  write (batch: ChatBatch): string {
    if (batch.length === 1) return this.#relay(batch[0] as ChatPart)
    let text = ''
    for (const part of batch) text += this.#relay(part)
    return text
  }

  end (): string {
    if (this.isFinished) return ''
    if (!this.#ends.areAll) throw unfinishedAnswer()
    this.isFinished = true
    return this.#terminator
  }

  #relay (part: ChatPart): string {
    if (this.isFinished) return ''
    switch (part.type) {
      case 'usage': if (!this.#wantsUsage) return ''; break
      case 'response-end': this.#ends.end(part.choice); break
      case 'terminal': return this.#finish(part.frame)
      default: this.#ends.see(part.choice)
    }
    return part.frame ?? ''
  }

  #finish (frame: string | undefined): string {
    const terminator = this.end()
    return frame ?? terminator
  }
}

export interface StreamEncoding {
  /** The wire's last word after a success. */
  readonly terminator: string
  createWriter (context: EncodingContext): StreamWriter
  encodeStreamError (error: RouterError, requestId: string): string
}

/** Frames are there on every event or on none: on none where the provider speaks another wire. */
const holdsFrames = (batch: ChatBatch): boolean => batch.some((part) => part.frame !== undefined)

const writerFor = (batch: ChatBatch, context: EncodingContext, encoding: StreamEncoding): StreamWriter =>
  holdsFrames(batch) ? new FrameRelay(context.request.wantsUsage, encoding.terminator) : encoding.createWriter(context)

/** Never throws. What the stream throws becomes the wire's error event, unless the answer was finished already. */
export async function * encodeStreamWith (stream: ChatStream, context: EncodingContext, encoding: StreamEncoding): AsyncGenerator<string, void, undefined> {
  let writer: StreamWriter | undefined
  try {
    for await (const batch of stream) {
      if (batch.length === 0) continue
      writer ??= writerFor(batch, context, encoding)
      const text = writer.write(batch)
      if (text !== '') yield text
    }
    if (writer === undefined) throw unfinishedAnswer()
    const text = writer.end()
    if (text !== '') yield text
  } catch (error) {
    if (writer?.isFinished !== true) yield encoding.encodeStreamError(streamFailure(error, context.serviceUsed), context.requestId)
  }
}
