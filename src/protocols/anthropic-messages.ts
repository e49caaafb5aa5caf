/** The protocol of `POST /v1/messages`, put together. What it does is in its folder. */

import type { ChatStream } from '../chat/part.ts'
import { decodeRequest } from './anthropic-messages/decode-request.ts'
import { encodeError, encodeStreamError } from './anthropic-messages/encode-error.ts'
import { encodeResult } from './anthropic-messages/encode-result.ts'
import { MessageWriter, TERMINATOR } from './anthropic-messages/encode-stream.ts'
import { encodeStreamWith } from './encode-stream.ts'
import type { StreamEncoding } from './encode-stream.ts'
import type { EncodingContext, Protocol } from './protocol.ts'

export { decodeCountRequest } from './anthropic-messages/decode-request.ts'

const STREAM_ENCODING: StreamEncoding = {
  terminator: TERMINATOR,
  createWriter: (context) => new MessageWriter(context),
  encodeStreamError,
}

export const anthropicMessages: Protocol = {
  name: 'anthropic-messages',
  path: '/v1/messages',
  decodeRequest,
  encodeResult,
  encodeStream: (stream: ChatStream, context: EncodingContext) => encodeStreamWith(stream, context, STREAM_ENCODING),
  encodeError,
  encodeStreamError,
  heartbeat: 'event: ping\ndata: {"type":"ping"}\n\n',
}
