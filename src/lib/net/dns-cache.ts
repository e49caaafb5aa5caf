/**
 * Names are resolved once a minute, and an answer that was right is used on for ten minutes when the resolver fails:
 * a failover must not wait for DNS, nor for the thread pool behind it.
 */

import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { LRUCache } from 'lru-cache'
import { type Clock, monotonic } from '../clock.ts'

interface Entry { readonly addresses: readonly LookupAddress[], readonly atMs: number }

type Resolve = (hostname: string, callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void

export interface DnsCacheOptions {
  readonly ttlMs?: number
  readonly staleMs?: number
  readonly now?: Clock
  readonly resolve?: Resolve
}

const resolveAll: Resolve = (hostname, callback) => { systemLookup(hostname, { all: true }, callback) }

/** A `lookup` for sockets. Concurrent questions for one name share one query. */
export const createDnsCache = ({ ttlMs = 60_000, staleMs = 600_000, now = monotonic, resolve = resolveAll }: DnsCacheOptions = {}): LookupFunction => {
  const known = new LRUCache<string, Entry>({ max: 1000 })
  const waiting = new Map<string, Array<(error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void>>()

  const settle = (hostname: string, error: NodeJS.ErrnoException | null, fresh: readonly LookupAddress[]): void => {
    const callbacks = waiting.get(hostname) ?? []
    waiting.delete(hostname)
    const previous = known.get(hostname)
    if (error === null) known.set(hostname, { addresses: fresh, atMs: now() })
    const isUsable = error !== null && previous !== undefined && now() - previous.atMs < staleMs
    for (const callback of callbacks) {
      if (isUsable) callback(null, previous.addresses)
      else callback(error, fresh)
    }
  }

  const addressesOf = (hostname: string, callback: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void): void => {
    const entry = known.get(hostname)
    if (entry !== undefined && now() - entry.atMs < ttlMs) return callback(null, entry.addresses)
    const others = waiting.get(hostname)
    if (others !== undefined) { others.push(callback); return }
    waiting.set(hostname, [callback])
    resolve(hostname, (error, addresses) => { settle(hostname, error, addresses ?? []) })
  }

  return (hostname: string, options: LookupOptions, callback): void => {
    addressesOf(hostname, (error, addresses) => {
      const usable = options.family === 4 || options.family === 6 ? addresses.filter(({ family }) => family === options.family) : addresses
      const first = usable[0]
      if (error !== null || first === undefined) {
        callback(error ?? Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', hostname }), '', 0)
      } else if (options.all === true) callback(null, [...usable])
      else callback(null, first.address, first.family)
    })
  }
}
