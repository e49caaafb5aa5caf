/**
 * Opens a target of the kind `image`: one call to its picture API, or a call that makes a task and calls that ask for it
 * again until it is done. The picture comes back as a chat answer. How long it may take is said by the attempt's signal.
 */

import { setTimeout as delay } from 'node:timers/promises'
import { ProviderError } from '../../chat/errors.ts'
import type { ChatPart, ChatStream } from '../../chat/part.ts'
import type { Picture } from '../../chat/picture.ts'
import type { ChatRequest } from '../../chat/request.ts'
import { type Target, speaking } from '../../config/target.ts'
import type { Attempt, Candidate, OpenStream } from '../attempt.ts'
import { callHeaders } from '../call-headers.ts'
import { type CallProviderOptions, callProvider } from '../call-provider.ts'
import { decodeError } from '../decode-error.ts'
import { plainBytes, readWhole } from '../read-body.ts'
import { leftOut } from './left-out.ts'
import { PICTURE_APIS } from './picture-apis.ts'
import type { PictureAnswer, PictureApi, PictureSetting } from './picture-api.ts'
import { type PictureRequest, pictureRequestOf } from './picture-request.ts'

/** Several pictures as base64. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024
/** A task that was made is paid for: it is not given up because one question about it fails. */
const MAX_FAILED_QUESTIONS = 3

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 5_000
/** A second at first, then longer, as the vendor advises. */
export const usualPauseMs = (asked: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 1.5 ** asked)

export interface PictureOptions extends CallProviderOptions {
  /** Milliseconds before a task is asked for again, by how often it was. */
  readonly pauseMs?: (asked: number) => number
}

interface PictureCall {
  readonly api: PictureApi
  readonly asked: PictureRequest
  readonly request: ChatRequest
  readonly target: Target
  readonly candidate: Candidate
  readonly attempt: Attempt
}

const urlOf = ({ api, target: { compat, provider } }: PictureCall, path: string): string =>
  (compat.imageApiUrl ?? api.baseUrl?.(provider.baseUrl) ?? provider.baseUrl) + path

const headersOf = ({ request, target, candidate }: PictureCall): Readonly<Record<string, string>> => ({
  ...callHeaders(request, target, candidate.credential, { wire: 'openai-chat', authentication: 'bearer', demanded: {} }),
  accept: 'application/json',
})

const readerOf = ({ api, request, target }: PictureCall) => ({
  decodeError,
  read: async (answer: { readonly headers: { readonly 'content-encoding'?: string | undefined } }, bytes: AsyncIterable<Buffer>): Promise<PictureAnswer> =>
    api.decode(await readWhole(plainBytes(bytes, answer.headers['content-encoding']), MAX_ANSWER_BYTES), { request, target, keepsFrames: false }),
})

const order = async (call: PictureCall, options: PictureOptions): Promise<PictureAnswer> => {
  const { api, asked, target, candidate } = call
  const body = JSON.stringify(api.encode(asked, target.model, candidate.parameters ?? {}))
  return await callProvider(options, { url: urlOf(call, api.path), headers: { ...headersOf(call), ...api.headers }, body }, call.attempt, readerOf(call))
}

/** Asking does not change anything, so a question that met a closed connection is only asked again. */
const isPassing = (error: unknown): error is ProviderError =>
  error instanceof ProviderError && ['stale-socket', 'reset', 'refused', 'connect-timeout', 'dns', 'unavailable', 'server-error', 'rate-limited', 'overloaded'].includes(error.failure)

/** A question that failed for good is no reason to make the task once more: it must not look like a call that was never heard. */
const asLost = (error: ProviderError): ProviderError => new ProviderError('interrupted', error.message, { cause: error, billing: 'maybe' })

const ask = async (call: PictureCall, path: string, options: PictureOptions): Promise<PictureAnswer> =>
  await callProvider(options, { method: 'GET', url: urlOf(call, path), headers: headersOf(call), body: '' }, call.attempt, readerOf(call))

const waitFor = async (call: PictureCall, first: Extract<PictureAnswer, { kind: 'task' }>, options: PictureOptions): Promise<PictureAnswer> => {
  const { pauseMs = usualPauseMs } = options
  const { signal } = call.attempt
  let answer: PictureAnswer = first
  let failed = 0
  for (let asked = 0; answer.kind === 'task'; asked++) {
    await delay(pauseMs(asked), undefined, { signal }).catch(() => { signal.throwIfAborted() })
    try {
      answer = await ask(call, answer.path, options)
      failed = 0
    } catch (error) {
      signal.throwIfAborted()
      if (!isPassing(error)) throw error
      if (++failed === MAX_FAILED_QUESTIONS) throw asLost(error)
    } finally {
      call.attempt.isSent = true
    }
  }
  return answer
}

/** One choice holds them all, unless the client asked for several choices: then they are dealt out. */
const partsOf = (pictures: readonly Picture[], { asked: { choices }, target }: PictureCall): ChatPart[] => {
  const filled = Math.min(choices, pictures.length)
  const images = pictures.map(({ url, mediaType, description }, index): ChatPart => ({
    type: 'image',
    choice: index % filled,
    block: Math.floor(index / filled),
    url,
    ...(mediaType !== undefined && { mediaType }),
    ...(description !== undefined && { description }),
  }))
  const ends = Array.from({ length: filled }, (_, choice): ChatPart => ({ type: 'response-end', choice, finishReason: 'stop', rawFinishReason: 'stop' }))
  return [{ type: 'response-start', choice: 0, id: '', model: target.model }, ...images, ...ends]
}

const answerParts = (answer: Exclude<PictureAnswer, { kind: 'task' }>, call: PictureCall): readonly ChatPart[] => {
  if (answer.kind === 'parts') return answer.parts
  const { pictures, usage } = answer
  if (pictures.length < (call.asked.count ?? 1)) call.attempt.dropped = [...new Set([...call.attempt.dropped, 'n'])]
  return [...partsOf(pictures, call), ...(usage === undefined ? [] : [{ type: 'usage', choice: 0, usage } as const]), { type: 'terminal', choice: 0 }]
}

async function * oneBatch (parts: readonly ChatPart[]): AsyncGenerator<readonly ChatPart[]> { yield parts }

const openPicture = async (call: PictureCall, options: PictureOptions): Promise<ChatStream> => {
  if (call.asked.prompt === '') throw new ProviderError('invalid-request', 'draws from words, and nobody wrote any')
  const first = await order(call, options)
  const answer = first.kind === 'task' ? await waitFor(call, first, options) : first
  return oneBatch(answerParts(answer as Exclude<PictureAnswer, { kind: 'task' }>, call))
}

/** An API may take pictures that not each of its models does. */
const settingsOf = ({ takes }: PictureApi, { capabilities }: Target): ReadonlySet<PictureSetting> =>
  capabilities === undefined || capabilities.has('images') ? takes : new Set([...takes].filter(setting => setting !== 'image'))

/** Picture APIs are asked here, everything else by `next`. */
export const withPictures = (options: PictureOptions) => (next: OpenStream): OpenStream => async (request, candidate, attempt) => {
  if (candidate.target.kind !== 'image') return await next(request, candidate, attempt)
  // Their APIs stand beside the OpenAI wire's, on whichever wire the client speaks.
  const target = speaking(candidate.target, 'openai-chat')
  const api = PICTURE_APIS[target.compat.imageApi ?? 'openai']
  const takes = settingsOf(api, target)
  const edits = takes.has('image')
  const asked = pictureRequestOf(request, edits)
  attempt.dropped = leftOut(request, asked, takes, candidate.parameters ?? {})
  return await openPicture({ api, asked: edits ? asked : { ...asked, references: [] }, request, target, candidate, attempt }, options)
}
