/**
 * One exchange as far as its client's connection is concerned: a client that leaves ends it, a stop of the router tells a
 * waiting client so, and whoever left is not answered.
 */

import type { FastifyReply } from 'fastify'
import { RouterError } from '../chat/errors.ts'
import { ClientGone } from '../routing/open-first.ts'
import type { OpenExchanges } from './open-exchanges.ts'

export interface ClientExchange<Answer> {
  readonly reply: FastifyReply
  readonly openExchanges: OpenExchanges
  /** Aborted when the client leaves, or with a `RouterError` when the router stops. */
  open (signal: AbortSignal): Promise<Answer>
  send (answer: Answer): Promise<void>
}

const draining = (): RouterError => new RouterError('router_draining', 'The router is stopping and this request was not answered in time; send it again.', { retryAfterMs: 1_000 })

/** Rejects with what the client is to be told; never for a client that left. */
export const exchangeWithClient = async <Answer extends { readonly leave: () => void }>({ reply, openExchanges, open, send }: ClientExchange<Answer>): Promise<void> => {
  const { raw } = reply
  const waiting = new AbortController()
  let answer: Answer | undefined
  raw.once('close', () => {
    if (raw.writableFinished) return
    waiting.abort()
    answer?.leave()
  })
  openExchanges.set(reply, () => { waiting.abort(draining()) })
  try {
    if (raw.destroyed) throw new ClientGone()
    answer = await open(waiting.signal)
    if (raw.destroyed) { answer.leave(); throw new ClientGone() }
    await send(answer)
  } catch (error) {
    if (!(error instanceof ClientGone) && !raw.destroyed) throw error
    if (!reply.sent) reply.hijack()
  } finally {
    openExchanges.delete(reply)
  }
}
