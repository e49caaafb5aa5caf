/** Relays the frames of a provider of this wire, and remembers of them what an error in the middle needs to know. */

import type { RouterError } from '../../chat/errors.ts'
import type { ChatBatch } from '../../chat/part.ts'
import { FrameRelay } from '../encode-stream.ts'
import { answerId } from '../identifiers.ts'
import type { EncodingContext } from '../protocol.ts'
import { encodeFailure } from './encode-error.ts'
import { EventNumbering } from './event-numbering.ts'

/** This wire has no word for the end but the event that holds the whole answer. */
export const TERMINATOR = ''

/** What a frame opens with that is no event of the answer. */
const COMMENT = ':'

export class ResponseRelay extends FrameRelay {
  readonly #requestId: string
  readonly #numbering = new EventNumbering()
  #id = ''
  #model: string | undefined

  constructor ({ request, requestId }: EncodingContext) {
    super(request.wantsUsage, TERMINATOR)
    this.#requestId = requestId
  }

  get nextEventNumber (): number { return this.#numbering.next }

  override write (batch: ChatBatch): string | Buffer {
    for (const part of batch) {
      if (part.frame !== undefined && !part.frame.startsWith(COMMENT)) this.#numbering.next++
      if (part.type !== 'response-start') continue
      this.#id = part.id
      this.#model = part.model
    }
    return super.write(batch)
  }

  encodeError (error: RouterError): string {
    const id = this.#id === '' ? answerId('resp_', '', this.#requestId) : this.#id
    return encodeFailure(error, this.#numbering, { id, model: this.#model, createdAtSeconds: Math.floor(Date.now() / 1000), output: '[]' })
  }
}
