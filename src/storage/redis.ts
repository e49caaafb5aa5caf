/**
 * The one connection to Redis. Whatever is wrong with it, nobody waits for it, nothing piles up behind it and no promise of it
 * rejects: what does not come in time is `undefined`. It comes back by itself.
 */

import { Redis, type RedisOptions as ClientOptions } from 'ioredis'

export interface RedisOptions {
  /** `redis://` or `rediss://`; it may hold a password. */
  readonly url: string
  /** Each is told once: when the connection is there (again), and when it is lost or was never there. */
  onUp (): void
  onDown (reason: string): void
  /** Redis is there, but does not do what it is asked; told once for each connection. */
  onRefused (reason: string): void
}

export interface RedisConnection {
  /** `null` for each key that has no text; `undefined` where Redis did not say in time. */
  texts (keys: readonly string[]): Promise<readonly (string | null)[] | undefined>
  keepText (key: string, text: string, timeToLiveMs: number): Promise<void>
  /** What was sent before is let through. Always resolves, and soon. */
  close (): Promise<void>
}

const FIRST_RETRY_MS = 50
const LONGEST_RETRY_MS = 1_000
const RETRY_JITTER_MS = 100

const retryDelayMs = (attempt: number): number => Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS) + Math.random() * RETRY_JITTER_MS

const CLIENT = {
  lazyConnect: true,
  // Without a connection a command fails at once; none is kept for later or sent a second time.
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 1_000,
  // Nobody waits so long; it is for what was sent when the connection ended, which nothing else would settle.
  commandTimeout: 1_000,
  // A Redis that is frozen is one that is gone; until it is, commands would still be written to it.
  socketTimeout: 500,
  retryStrategy: retryDelayMs,
  // Proxies before Redis know this one, and nothing here needs the other.
  protocol: 2,
  disableClientInfo: true,
} satisfies ClientOptions

/** Never the error itself: the command with which it came may be the password. */
const reasonOf = (error: Error & { readonly code?: unknown }): string => error.message === '' ? String(error.code ?? error.name) : error.message

const CLOSED = 'the connection was closed'

/** Told of every event, it passes on only what changes. */
const createWatch = ({ onUp, onDown, onRefused }: RedisOptions) => {
  let isUp: boolean | undefined
  let isRefusing = false
  let reason = CLOSED
  return {
    failed: (error: Error): void => { reason = reasonOf(error) },
    ready: (): void => {
      isRefusing = false
      reason = CLOSED
      if (isUp === true) return
      isUp = true
      onUp()
    },
    closed: (): void => {
      if (isUp === false) return
      isUp = false
      onDown(reason)
      reason = CLOSED
    },
    refused: (error: Error): void => {
      // Commands that get no answer are the connection's matter; this is about answers.
      if (isRefusing || error.name !== 'ReplyError') return
      isRefusing = true
      onRefused(reasonOf(error))
    },
  }
}

export const connectRedis = (options: RedisOptions): RedisConnection => {
  const client = new Redis(options.url, CLIENT)
  const watch = createWatch(options)
  let isClosing = false
  const settled = async <Answer>(command: () => Promise<Answer>): Promise<Answer | undefined> => {
    if (client.status !== 'ready') return undefined
    return await command().catch((error: Error) => { watch.refused(error); return undefined })
  }
  client.on('error', watch.failed)
  client.on('ready', watch.ready)
  client.on('close', () => { if (!isClosing) watch.closed() })
  // It goes on trying by itself; the events tell what came of it.
  client.connect().catch(() => undefined)
  return {
    texts: keys => settled(() => client.mget([...keys])),
    keepText: async (key, text, timeToLiveMs) => { await settled(() => client.set(key, text, 'PX', Math.ceil(timeToLiveMs))) },
    close: async () => {
      isClosing = true
      await settled(() => client.quit())
      client.disconnect()
    },
  }
}
