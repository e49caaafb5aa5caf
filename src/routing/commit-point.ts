/**
 * Waits for the first content of an answer. Until then everything is held back, so that another target can take over
 * unseen; an answer that ends with nothing said is a failure, not an answer.
 */

import { ProviderError } from '../chat/errors.ts'
import { type ChatBatch, type ChatPart, isContent } from '../chat/part.ts'
import { WholeAnswer } from '../chat/whole-answer.ts'
import type { ChatRequest } from '../chat/request.ts'
import type { RoutingSettings } from '../config/snapshot.ts'
import type { Attempt, Candidate, Interceptor } from '../providers/attempt.ts'
import { failureOfAttempt, interruption } from '../providers/network-errors.ts'
import { AnswerEnds, type AnyPart } from './answer-ends.ts'
import { type StreamEnd, WatchedStream } from './watched-stream.ts'

/** Parts, and characters of their frames, held back before the first content; a provider that sends more only wastes time and memory. */
const MAX_HELD_PARTS = 10_000
const MAX_HELD_CHARACTERS = 4 * 1024 * 1024

export interface CommitPointOptions {
  readonly now: () => number
  /** How an answer ended that had passed the commit point. */
  readonly onEnd: (candidate: Candidate, attempt: Attempt, end: StreamEnd, error: ProviderError | undefined) => void
}

const ignore = (): void => {}

/** An end without content that is still an answer: the limit was spent unseen, a filter spoke, a stop sequence came first. */
const isAnswerWithoutContent = (part: ChatPart): boolean => part.type === 'response-end' &&
  (part.finishReason === 'length' || part.finishReason === 'content-filter' || part.finishReason === 'other' || part.stopSequence !== undefined)

const commits = (batch: ChatBatch): boolean => batch.some(part => isContent(part) || isAnswerWithoutContent(part))

const emptyAnswer = (): ProviderError => new ProviderError('bad-response', 'gave an empty answer', { billing: 'maybe' })

/** The last word came, and not every choice was finished: whole in hand, and not whole. */
const halfAnswer = (): ProviderError => new ProviderError('bad-response', 'gave half an answer as a whole one', { billing: 'maybe' })

const endlessBeginning = (): ProviderError => new ProviderError('bad-response', 'went on without ever beginning its answer', { billing: 'maybe' })

const charactersOf = (batch: ChatBatch): number => batch.reduce((sum, { frame }) => sum + (frame?.length ?? 0), 0)

/** How the parts of an answer to one kind of request are read here. */
export interface CommitReading<Request, Part> {
  /** Its last word alone says that an answer is finished. */
  readonly isWhole: (request: Request) => boolean
  readonly commits: (batch: readonly Part[]) => boolean
  /** How much of the provider's text, or bytes, are held with it. */
  readonly sizeOf: (batch: readonly Part[]) => number
  readonly idleTimeoutMs: (request: Request, settings: RoutingSettings) => number
}

const CHAT: CommitReading<ChatRequest, ChatPart> = {
  isWhole: request => !request.isStream,
  commits,
  sizeOf: charactersOf,
  idleTimeoutMs: (_request, settings) => settings.idleTimeoutMs,
}

const readToCommit = async <Part extends AnyPart>(inner: AsyncIterator<readonly Part[]>, isWhole: boolean, reading: Pick<CommitReading<never, Part>, 'commits' | 'sizeOf'>): Promise<ReadonlyArray<readonly Part[]>> => {
  const batches: Array<readonly Part[]> = []
  const ends = new AnswerEnds({ believesTerminal: isWhole })
  let heldParts = 0
  let heldCharacters = 0
  while (heldParts <= MAX_HELD_PARTS && heldCharacters <= MAX_HELD_CHARACTERS) {
    const { done, value } = await inner.next()
    if (done === true) throw emptyAnswer()
    batches.push(value)
    ends.note(value)
    heldParts += value.length
    heldCharacters += reading.sizeOf(value)
    if (!reading.commits(value)) continue
    if (ends.hasTerminal && !ends.isComplete) throw halfAnswer()
    return batches
  }
  throw endlessBeginning()
}

/** Throws for what is no whole answer. */
const checkWhole = <Part extends AnyPart>(batch: readonly Part[], believesTerminal: boolean, { commits }: Pick<CommitReading<never, Part>, 'commits'>): void => {
  if (!commits(batch)) throw emptyAnswer()
  const ends = new AnswerEnds({ believesTerminal })
  ends.note(batch)
  if (!ends.isComplete) throw halfAnswer()
}

export const commitPointOf = <Request, Part extends AnyPart>(reading: CommitReading<Request, Part>) => ({ now, onEnd }: CommitPointOptions): Interceptor<Request, AsyncIterable<readonly Part[]>> => next => async (request, candidate, attempt) => {
  const stream = await next(request, candidate, attempt)
  const isWhole = reading.isWhole(request)
  if (stream instanceof WholeAnswer) {
    checkWhole(stream.batch as readonly Part[], isWhole, reading)
    attempt.firstContentAtMs = now()
    onEnd(candidate, attempt, 'finished', undefined)
    return stream
  }
  const inner = stream[Symbol.asyncIterator]()
  try {
    const batches = await readToCommit(inner, isWhole, reading)
    attempt.firstContentAtMs = now()
    return new WatchedStream({
      inner,
      batches,
      isWhole,
      idleTimeoutMs: reading.idleTimeoutMs(request, attempt.settings),
      cancel: (reason) => { attempt.abort(reason) },
      onEnd: (end, error) => { onEnd(candidate, attempt, end, error) },
    })
  } catch (error) {
    const failure = failureOfAttempt(error, attempt.signal, interruption)
    attempt.abort(failure as Error)
    inner.return?.().catch(ignore)
    throw failure
  }
}

export const commitPoint = commitPointOf(CHAT)
