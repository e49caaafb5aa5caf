/** The protocol of `POST /v1/chat/completions`, put together. What it does is in its folder. */

import type { ChatStream } from '../chat/part.ts'
import { FrameRelay, encodeStreamWith } from './encode-stream.ts'
import type { StreamEncoding } from './encode-stream.ts'
import { decodeRequest } from './openai-chat/decode-request.ts'
import { encodeError, encodeStreamError } from './openai-chat/encode-error.ts'
import { encodeResult } from './openai-chat/encode-result.ts'
import { ChunkWriter, TERMINATOR } from './openai-chat/encode-stream.ts'
import { PricedRelay } from './openai-chat/tell-cost.ts'
import type { EncodingContext, Protocol } from './protocol.ts'

const STREAM_ENCODING: StreamEncoding = {
  terminator: TERMINATOR,
  createWriter: (context) => new ChunkWriter(context),
  createRelay: (context) => context.costUsd === undefined ? new FrameRelay(context.request.wantsUsage, TERMINATOR) : new PricedRelay(context, TERMINATOR),
  encodeStreamError,
}

export const openAiChat: Protocol = {
  name: 'openai-chat',
  path: '/v1/chat/completions',
  decodeRequest,
  encodeResult,
  encodeStream: (stream: ChatStream, context: EncodingContext) => encodeStreamWith(stream, context, STREAM_ENCODING),
  encodeError,
  encodeStreamError,
  heartbeat: ': keep-alive\n\n',
}
