/** The protocol of `POST /v1/responses`, put together. What it does is in its folder. */

import type { ChatStream } from '../chat/part.ts'
import { encodeStreamWith } from './encode-stream.ts'
import type { StreamEncoding } from './encode-stream.ts'
import { decodeRequest } from './openai-responses/decode-request.ts'
import { encodeError, encodeStreamError } from './openai-responses/encode-error.ts'
import { encodeResult } from './openai-responses/encode-result.ts'
import { ResponseWriter } from './openai-responses/encode-stream.ts'
import { ResponseRelay, TERMINATOR } from './openai-responses/response-relay.ts'
import type { EncodingContext, Protocol } from './protocol.ts'

const STREAM_ENCODING: StreamEncoding = {
  terminator: TERMINATOR,
  createWriter: (context) => new ResponseWriter(context),
  createRelay: (context) => new ResponseRelay(context),
  encodeStreamError,
}

export const openAiResponses: Protocol = {
  name: 'openai-responses',
  path: '/v1/responses',
  decodeRequest,
  encodeResult,
  encodeStream: (stream: ChatStream, context: EncodingContext) => encodeStreamWith(stream, context, STREAM_ENCODING),
  encodeError,
  encodeStreamError,
  heartbeat: ': keep-alive\n\n',
}
