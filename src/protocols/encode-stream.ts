/**
 * How every protocol writes a stream: the provider's own frames where both sides speak one wire, a writer of the client's
 * wire otherwise, and from where somebody else goes on with a relayed answer; then the wire's terminator, or an error event.
 * One of the two always comes, never both.
 */

import type { ChatBatch, ChatPart, ChatStream } from '../chat/part.ts'
import type { RouterError } from '../chat/errors.ts'
import type { EncodingContext } from './protocol.ts'
import { streamFailure, unfinishedAnswer } from './stream-failure.ts'

/** Turns parts into text. Throws when the answer turns out to be none; the text of that batch is then lost. */
export interface StreamWriter {
  /** The success terminator is out: whatever happens now is no matter of the client's. */
  readonly isFinished: boolean
  write (batch: ChatBatch): string | Buffer
  /** What is missing at the end, the terminator above all. */
  end (): string
  /**
   * The client has seen `shown` as somebody else's frames. It was written already, to nobody; here the writer takes over
   * what those frames alone say, so that what it writes next fits them. `relay` passed them on.
   */
  adopt? (shown: readonly ChatPart[], relay: FrameRelay | undefined): void
  /** The wire's error event, where it depends on what was written before; otherwise the encoding's own. */
  encodeError? (error: RouterError): string
}

/** Which choices were said to be finished. Beyond the 32nd, choices share their bits: nobody asks for so many. */
export class ChoiceEnds {
  #seen = 1
  #ended = 0

  see (choice: number): void { this.#seen |= 1 << choice }
  end (choice: number): void { this.#seen |= 1 << choice; this.#ended |= 1 << choice }

  get areAll (): boolean { return (this.#seen & ~this.#ended) === 0 }
}

const isUsageEvent = ({ type, frame }: ChatPart): boolean => type === 'usage' && frame !== undefined

/** The last word was said inside another event, which is not the wire's own way. */
const isNamelessEnd = ({ type, frame }: ChatPart): boolean => type === 'terminal' && frame === undefined

const frameBytes = ({ frame = '' }: ChatPart): number => Buffer.byteLength(frame)

/** Measured from the end, where usage stands: most of the batch is never looked at. */
const withoutFrame = (batch: ChatBatch, bytes: Buffer, index: number): Buffer => {
  let end = bytes.length
  for (let later = batch.length - 1; later > index; later--) end -= frameBytes(batch[later] as ChatPart)
  return Buffer.concat([bytes.subarray(0, end - frameBytes(batch[index] as ChatPart)), bytes.subarray(end)])
}

/** Relays frames untouched. A part without one came from an event whose frame an earlier part holds. */
export class FrameRelay implements StreamWriter {
  isFinished = false
  readonly #wantsUsage: boolean
  readonly #terminator: string
  readonly #ends = new ChoiceEnds()

  constructor (wantsUsage: boolean, terminator: string) {
    this.#wantsUsage = wantsUsage
    this.#terminator = terminator
  }

  write (batch: ChatBatch): string | Buffer {
    const bytes = this.isFinished ? undefined : this.#bytesOf(batch)
    let text = ''
    for (const part of batch) text += this.#relay(part)
    return bytes ?? text
  }

  end (): string {
    if (this.isFinished) return ''
    if (!this.#ends.areAll) throw unfinishedAnswer()
    this.isFinished = true
    return this.#terminator
  }

  /** What came, less the one frame that the client is spared. */
  #bytesOf (batch: ChatBatch): Buffer | undefined {
    const { bytes } = batch
    if (bytes === undefined || batch.some(isNamelessEnd)) return undefined
    if (this.#wantsUsage) return bytes
    const spared = batch.findIndex(isUsageEvent)
    if (spared === -1) return bytes
    return batch.findLastIndex(isUsageEvent) === spared ? withoutFrame(batch, bytes, spared) : undefined
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
  /** Where frames are not merely passed on. */
  createRelay? (context: EncodingContext): FrameRelay
  encodeStreamError (error: RouterError, requestId: string): string
}

/** Frames are there on every event or on none: on none where the provider speaks another wire. */
const holdsFrames = (batch: ChatBatch): boolean => batch.some((part) => part.frame !== undefined)

const writerFor = (batch: ChatBatch, context: EncodingContext, encoding: StreamEncoding): StreamWriter =>
  holdsFrames(batch) ? encoding.createRelay?.(context) ?? new FrameRelay(context.request.wantsUsage, encoding.terminator) : encoding.createWriter(context)

type Continued = Extract<ChatPart, { type: 'continued' }>

/** The writer for what others than the first provider say. Nothing was relayed where the client's wire was written all along. */
const writerAfter = (writer: StreamWriter | undefined, { shown }: Continued, context: EncodingContext, encoding: StreamEncoding): StreamWriter => {
  if (writer !== undefined && !(writer instanceof FrameRelay)) return writer
  const next = encoding.createWriter(context)
  next.write(shown)
  next.adopt?.(shown, writer)
  return next
}

/** Never throws. What the stream throws becomes the wire's error event, unless the answer was finished already. */
export async function * encodeStreamWith (stream: ChatStream, context: EncodingContext, encoding: StreamEncoding): AsyncGenerator<string | Buffer, void, undefined> {
  let writer: StreamWriter | undefined
  let { serviceUsed } = context
  try {
    for await (const batch of stream) {
      const first = batch[0]
      if (first === undefined) continue
      if (first.type === 'continued') {
        serviceUsed = first.serviceUsed
        writer = writerAfter(writer, first, context, encoding)
      }
      writer ??= writerFor(batch, context, encoding)
      const text = writer.write(batch)
      if (text.length > 0) yield text
    }
    if (writer === undefined) throw unfinishedAnswer()
    const text = writer.end()
    if (text !== '') yield text
  } catch (error) {
    if (writer?.isFinished === true) return
    const failure = streamFailure(error, serviceUsed)
    yield writer?.encodeError?.(failure) ?? encoding.encodeStreamError(failure, context.requestId)
  }
}
