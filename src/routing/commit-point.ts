/**
 * Waits for the first content of an answer. Until then everything is held back, so that another target can take over
 * unseen; an answer that ends with nothing said is a failure, not an answer.
 */

import { ProviderError } from '../chat/errors.ts'
import { type ChatBatch, type ChatPart, isContent } from '../chat/part.ts'
import type { Attempt, Candidate, Interceptor } from '../providers/attempt.ts'
import { interruption } from '../providers/network-errors.ts'
import { type StreamEnd, WatchedStream } from './watched-stream.ts'

/** Events held back before the first content; a provider that sends more only wastes time. */
const MAX_HELD_BATCHES = 10_000

export interface CommitPointOptions {
  readonly now: () => number
  /** How an answer ended that had passed the commit point. */
  readonly onEnd: (candidate: Candidate, attempt: Attempt, end: StreamEnd, error: ProviderError | undefined) => void
}

/** An end without content that is still an answer: the limit was spent unseen, a filter spoke, a stop sequence came first. */
const isAnswerWithoutContent = (part: ChatPart): boolean => part.type === 'response-end' &&
  (part.finishReason === 'length' || part.finishReason === 'content-filter' || part.finishReason === 'other' || part.stopSequence !== undefined)

const commits = (batch: ChatBatch): boolean => batch.some(part => isContent(part) || isAnswerWithoutContent(part))

const emptyAnswer = (): ProviderError => new ProviderError('bad-response', 'gave an empty answer', { billing: 'maybe' })

const readToCommit = async (inner: AsyncIterator<ChatBatch>): Promise<readonly ChatBatch[]> => {
  const batches: ChatBatch[] = []
  while (batches.length < MAX_HELD_BATCHES) {
    const { done, value } = await inner.next()
    if (done === true) break
    batches.push(value)
    if (commits(value)) return batches
  }
  throw emptyAnswer()
}

export const commitPoint = ({ now, onEnd }: CommitPointOptions): Interceptor => next => async (request, candidate, attempt) => {
  const stream = await next(request, candidate, attempt)
  const inner = stream[Symbol.asyncIterator]()
  try {
    const batches = await readToCommit(inner)
    attempt.firstContentAtMs = now()
    return new WatchedStream({
      inner,
      batches,
      idleTimeoutMs: attempt.settings.idleTimeoutMs,
      cancel: (reason) => { attempt.abort(reason) },
      onEnd: (end, error) => { onEnd(candidate, attempt, end, error) },
    })
  } catch (error) {
    const failure = interruption(error)
    attempt.abort(failure)
    throw failure
  }
}
