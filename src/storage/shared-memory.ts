/**
 * What all processes remember together of what models thought, in Redis. It is nobody's only copy: what Redis does not know,
 * does not say in time or cannot keep is not known, and never an error.
 */

import type { RedisConnection, RedisOptions } from './redis.ts'

export interface SharedTexts {
  /** Never rejects. */
  load (fingerprints: readonly string[]): Promise<ReadonlyMap<string, string>>
  save (fingerprint: string, value: string, timeToLiveMs: number): void
  /** Always resolves, and soon. */
  close (): Promise<void>
}

const PREFIX = 'smart-router:reasoning:'

/** Of one load; a history of more calls than this goes without the thoughts of its oldest. */
const MOST_KEYS = 1_000
/** Sent and not yet taken by Redis; what comes on top of it is not shared. */
const MOST_CHARACTERS_UNDER_WAY = 8 * 1024 * 1024

const NOTHING: ReadonlyMap<string, string> = new Map()

/** At once, and connected when it can be: nobody who has no Redis ever loads what talks to it. */
export const openSharedMemory = (options: RedisOptions): SharedTexts => {
  let redis: RedisConnection | undefined
  let isClosed = false
  let charactersUnderWay = 0
  const opening = import('./redis.ts').then(
    ({ connectRedis }) => { if (!isClosed) redis = connectRedis(options) },
  ).catch((error: unknown) => { options.onDown(String(error)) })
  return {
    load: async (fingerprints) => {
      const asked = fingerprints.slice(-MOST_KEYS)
      const texts = await redis?.texts(asked.map(fingerprint => PREFIX + fingerprint))
      if (texts === undefined) return NOTHING
      return new Map(asked.flatMap((fingerprint, index) => {
        const text = texts[index]
        return typeof text === 'string' ? [[fingerprint, text] as const] : []
      }))
    },
    save: (fingerprint, value, timeToLiveMs) => {
      if (redis === undefined || charactersUnderWay + value.length > MOST_CHARACTERS_UNDER_WAY) return
      charactersUnderWay += value.length
      void redis.keepText(PREFIX + fingerprint, value, timeToLiveMs).finally(() => { charactersUnderWay -= value.length })
    },
    close: async () => {
      isClosed = true
      await opening
      await redis?.close()
    },
  }
}
