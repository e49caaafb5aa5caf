/**
 * Writes the answer of a relayed endpoint: the provider's bytes, their kind and their number. Events that break off get an
 * error event as their last word; other bytes have no such word, and their connection is cut, so that nobody takes them
 * for whole.
 */

import type { FastifyReply } from 'fastify'
import type { RouterError } from '../chat/errors.ts'
import type { RelayAnswer } from '../gateway/relay.ts'
import { openAiChat } from '../protocols/openai-chat.ts'
import { streamFailure } from '../protocols/stream-failure.ts'
import type { RelayStream } from '../providers/relay-request.ts'
import { answerHeaders } from './answer-headers.ts'
import type { ClientLimits } from './client-limits.ts'
import type { OpenExchanges } from './open-exchanges.ts'
import { EVENT_STREAM_HEADERS, piecesOf, shutdown, startRaw } from './raw-answer.ts'
import { StreamResponse } from './stream-response.ts'

export interface RelayResponseOptions {
  readonly openExchanges: OpenExchanges
  readonly limits: ClientLimits
  readonly onSlowClient: () => void
}

async function * bytesOf (stream: RelayStream): AsyncGenerator<Buffer> {
  for await (const batch of stream) {
    for (const { bytes } of batch) if (bytes !== undefined) yield * piecesOf(bytes)
  }
}

/** Never rejects: once the head is written there is nobody left to tell but the client, in its stream. */
export const sendRelayed = async (answer: RelayAnswer, reply: FastifyReply, { openExchanges, limits, onSlowClient }: RelayResponseOptions): Promise<void> => {
  const { raw, request } = reply
  const { answerHead: { contentType, length } = { contentType: 'application/octet-stream', length: undefined }, candidate } = answer.attempt
  const isEvents = length === undefined && contentType.startsWith('text/event-stream')
  startRaw(reply, {
    ...answerHeaders(answer),
    ...(isEvents && EVENT_STREAM_HEADERS),
    'content-type': contentType,
    ...(length !== undefined && { 'content-length': String(length) }),
  })
  const response = new StreamResponse({ raw, limits, onSlowClient, ...(isEvents && { heartbeat: openAiChat.heartbeat }) })
  const interrupt = (error: RouterError): void => {
    if (isEvents) response.interrupt(openAiChat.encodeStreamError(error, request.id))
    else raw.destroy()
  }
  openExchanges.set(reply, () => {
    const error = shutdown()
    interrupt(error)
    answer.leave(error)
  })
  try {
    await response.write(bytesOf(answer.stream))
  } catch (error) {
    interrupt(streamFailure(error, candidate.target.provider.name))
  } finally {
    if (!raw.writableEnded) raw.destroy()
  }
}
