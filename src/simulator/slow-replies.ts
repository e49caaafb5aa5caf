/** Replies that take their time on purpose: pings without an answer, and one byte at a time. */

import { type Chunk, type Hold, type HttpReply, type Reply, isWait, promiseOf } from './reply.ts'

interface Pace {
  readonly everyMs: number
  /** When it opens, the rest comes at once. */
  readonly until: Hold | undefined
}

/** Tells whether a pace is over, without waiting for it. */
const watch = ({ until }: Pace): () => boolean => {
  let isReleased = false
  const release = (): void => { isReleased = true }
  if (until !== undefined) promiseOf(until).then(release, release)
  return () => isReleased
}

const pauseOf = ({ everyMs, until }: Pace): Chunk =>
  ({ pauseMs: everyMs, ...(until !== undefined && { orWhen: promiseOf(until) }) })

/** Pings until the hold opens, then the rest. Without a hold: pings for as long as the client stays. */
export const pingsThen = function * (ping: string, pace: Pace, rest: Iterable<Chunk>): Generator<Chunk> {
  const isReleased = watch(pace)
  while (!isReleased()) {
    yield ping
    yield pauseOf(pace)
  }
  yield * rest
}

const dripChunks = function * (chunks: Iterable<Chunk>, pace: Pace): Generator<Chunk> {
  const isReleased = watch(pace)
  for (const chunk of chunks) {
    if (isWait(chunk)) { yield chunk; continue }
    const bytes = Buffer.from(chunk)
    let sent = 0
    for (; sent < bytes.length && !isReleased(); sent++) {
      yield bytes.subarray(sent, sent + 1)
      yield pauseOf(pace)
    }
    if (sent < bytes.length) yield bytes.subarray(sent)
  }
}

const headOf = (reply: HttpReply): string => {
  const headers = Object.entries({ ...reply.headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${reply.status} OK\r\n${headers.join('')}\r\n`
}

/** The same reply one byte at a time; from the status line on it ends with its connection. */
export const dripReply = (reply: HttpReply, { from, ...pace }: Pace & { readonly from: 'status-line' | 'body' }): Reply =>
  from === 'body'
    ? { ...reply, chunks: dripChunks(reply.chunks, pace) }
    : { kind: 'bytes', chunks: dripChunks([headOf(reply), ...reply.chunks], pace), end: 'fin' }
