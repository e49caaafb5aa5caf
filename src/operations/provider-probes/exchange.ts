/** One question and its answer, by the very way on which the router asks, bounded in time and in size. */

import { setTimeout as delay } from 'node:timers/promises'
import { ProviderError } from '../../chat/errors.ts'
import type { ChatRequest } from '../../chat/request.ts'
import { addPart, emptyResult } from '../../chat/result.ts'
import type { ChatResult } from '../../chat/result.ts'
import type { RoutingSettings } from '../../config/snapshot.ts'
import type { Clock } from '../../lib/clock.ts'
import { Attempt, compose } from '../../providers/attempt.ts'
import type { Candidate, OpenStream } from '../../providers/attempt.ts'
import { commitPoint } from '../../routing/commit-point.ts'
import { freshSocket } from '../../routing/fresh-socket.ts'

export interface Answer {
  /** All that was said before the end, or before the failure. */
  readonly result: ChatResult
  readonly text: string
  /** It came event by event. */
  readonly isEventStream: boolean
  readonly statusCode: number | undefined
  readonly error: ProviderError | undefined
}

export interface Line {
  readonly open: OpenStream
  readonly settings: RoutingSettings
  readonly now: Clock
  /** Ends everything. */
  readonly signal: AbortSignal
  /** Called for every request that is sent. */
  readonly onRequest: () => void
}

/** Characters; an answer to a probe is a sentence. */
const LONGEST_ANSWER = 1024 * 1024

const ignore = (): void => {}

/** What the router does with every chat, less what spans several targets. */
export const probingPath = (transport: OpenStream, now: Clock): OpenStream =>
  compose(commitPoint({ now, onEnd: ignore }), freshSocket(ignore))(transport)

const asProviderError = (error: unknown): ProviderError => error instanceof ProviderError
  ? error
  : new ProviderError('bad-response', error instanceof Error ? error.message : String(error), { cause: error })

const read = async (line: Line, request: ChatRequest, attempt: Attempt): Promise<Omit<Answer, 'text' | 'statusCode'>> => {
  const result = emptyResult()
  let hasFrames = false
  let characters = 0
  try {
    for await (const batch of await line.open(request, attempt.candidate, attempt)) {
      for (const part of batch) {
        hasFrames ||= part.frame !== undefined
        characters += part.frame?.length ?? ('text' in part ? part.text.length : 0)
        // Frames are for clients of the same wire; here nobody reads them.
        const { frame: _frame, ...said } = part
        addPart(result, said)
      }
      if (characters > LONGEST_ANSWER) throw new ProviderError('bad-response', 'went on for longer than any answer to this takes')
    }
    return { result, isEventStream: request.isStream && hasFrames, error: undefined }
  } catch (error) {
    return { result, isEventStream: request.isStream && hasFrames, error: asProviderError(error) }
  }
}

const exchangeOnce = async (line: Line, request: ChatRequest, candidate: Candidate, limitMs: number): Promise<Answer> => {
  const attempt = new Attempt({ number: 1, candidate, isHedge: false, startedAtMs: line.now(), settings: line.settings })
  const limit = setTimeout(() => { attempt.abort(new ProviderError('first-content-timeout', `no whole answer within ${limitMs / 1000} s`)) }, limitMs)
  const leave = (): void => { attempt.abandon() }
  line.signal.addEventListener('abort', leave, { once: true })
  if (line.signal.aborted) leave()
  else line.onRequest()
  try {
    const answer = await read(line, request, attempt)
    const text = (answer.result.choices[0]?.blocks ?? []).map(block => block.type === 'text' ? block.text : '').join('')
    return { ...answer, text, statusCode: attempt.statusCode }
  } finally {
    clearTimeout(limit)
    line.signal.removeEventListener('abort', leave)
  }
}

/** Milliseconds; a longer rest is not worth the wait. */
const USUAL_REST_MS = 2_000
const LONGEST_REST_MS = 15_000

/** Probes come in a burst, which some providers put off: those are asked once more. */
const restAfter = ({ error }: Answer): number | undefined => {
  if (error?.failure !== 'rate-limited' && error?.failure !== 'overloaded') return undefined
  const restMs = error.retryAfterMs ?? USUAL_REST_MS
  return restMs <= LONGEST_REST_MS ? restMs : undefined
}

/** Never rejects: how it failed is in the answer. */
export const exchange = async (line: Line, request: ChatRequest, candidate: Candidate, limitMs: number): Promise<Answer> => {
  const answer = await exchangeOnce(line, request, candidate, limitMs)
  const restMs = restAfter(answer)
  if (restMs === undefined) return answer
  const isRested = await delay(restMs, true, { signal: line.signal }).catch(() => false)
  return isRested ? await exchangeOnce(line, request, candidate, limitMs) : answer
}
