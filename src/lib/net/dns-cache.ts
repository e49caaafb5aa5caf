/**
 * Names are resolved once a minute, and an answer that was right is used on for ten minutes when the resolver fails or
 * dawdles: a failover must not wait for DNS, nor for the thread pool behind it.
 */

import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { LRUCache } from 'lru-cache'
import { type Clock, monotonic } from '../clock.ts'

interface Entry { readonly addresses: readonly LookupAddress[], readonly atMs: number }

type Answered = (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void

/** A question on its way to the resolver, and everybody who waits for it. */
interface Query {
  readonly callbacks: Answered[]
  /** It takes long; whoever has an older answer need not wait. */
  isSlow: boolean
}

type Resolve = (hostname: string, callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void

export interface DnsCacheOptions {
  /** How long an answer is taken as fresh, milliseconds [60000]. */
  readonly ttlMs?: number
  /** How long it stands in for a resolver that fails or dawdles, milliseconds [600000]. */
  readonly staleMs?: number
  /** How long a resolver may take where an older answer could stand in, milliseconds [250]. */
  readonly slowMs?: number
  readonly now?: Clock
  readonly resolve?: Resolve
}

const resolveAll: Resolve = (hostname, callback) => { systemLookup(hostname, { all: true }, callback) }

class DnsCache {
  readonly #options: Required<DnsCacheOptions>
  readonly #known = new LRUCache<string, Entry>({ max: 1000 })
  readonly #queries = new Map<string, Query>()

  constructor (options: Required<DnsCacheOptions>) { this.#options = options }

  addressesOf (hostname: string, callback: Answered): void {
    const fresh = this.#youngerThan(this.#options.ttlMs, hostname)
    if (fresh !== undefined) { callback(null, fresh); return }
    const query = this.#queries.get(hostname)
    const stale = query?.isSlow === true ? this.#youngerThan(this.#options.staleMs, hostname) : undefined
    if (stale !== undefined) callback(null, stale)
    else if (query !== undefined) query.callbacks.push(callback)
    else this.#ask(hostname, callback)
  }

  #ask (hostname: string, callback: Answered): void {
    const query: Query = { callbacks: [callback], isSlow: false }
    this.#queries.set(hostname, query)
    const patience = setTimeout(() => {
      query.isSlow = true
      const stale = this.#youngerThan(this.#options.staleMs, hostname)
      if (stale !== undefined) answer(query, null, stale)
    }, this.#options.slowMs)
    patience.unref()
    this.#options.resolve(hostname, (error, addresses) => {
      clearTimeout(patience)
      this.#queries.delete(hostname)
      if (error === null) this.#known.set(hostname, { addresses, atMs: this.#options.now() })
      const stale = error === null ? undefined : this.#youngerThan(this.#options.staleMs, hostname)
      answer(query, stale === undefined ? error : null, stale ?? addresses)
    })
  }

  #youngerThan (ageMs: number, hostname: string): readonly LookupAddress[] | undefined {
    const entry = this.#known.get(hostname)
    return entry !== undefined && this.#options.now() - entry.atMs < ageMs ? entry.addresses : undefined
  }
}

const answer = ({ callbacks }: Query, error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]): void => {
  for (const callback of callbacks.splice(0)) callback(error, addresses)
}

const notFound = (hostname: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', hostname })

/** A `lookup` for sockets. Concurrent questions for one name share one query. */
export const createDnsCache = ({ ttlMs = 60_000, staleMs = 600_000, slowMs = 250, now = monotonic, resolve = resolveAll }: DnsCacheOptions = {}): LookupFunction => {
  const cache = new DnsCache({ ttlMs, staleMs, slowMs, now, resolve })
  return (hostname: string, { family, all }: LookupOptions, callback): void => {
    cache.addressesOf(hostname, (error, addresses) => {
      if (error !== null) { callback(error, '', 0); return }
      const usable = family === 4 || family === 6 ? addresses.filter(address => address.family === family) : addresses
      const [first] = usable
      if (first === undefined) callback(notFound(hostname), '', 0)
      else if (all === true) callback(null, [...usable])
      else callback(null, first.address, first.family)
    })
  }
}
