/**
 * Remembers what models thought before they called a tool, so that it can be given back to whoever wants it: clients never
 * send it themselves. Bounded in entries, bytes and time; what is forgotten is replaced by a stand-in, never an error. Whose
 * memory a key stands for, and that nobody else's fits it, is for `call-fingerprint.ts`.
 */

import { LRUCache } from 'lru-cache'
import { type Clock, monotonic } from '../lib/clock.ts'
import { atMost } from '../lib/bounded.ts'

export type Thought =
  | { readonly type: 'reasoning', readonly text: string, readonly signature?: string }
  | { readonly type: 'redacted-reasoning', readonly data: string }

export interface ReasoningMemory {
  /** What came right before the call, since the call before it. */
  readonly thoughts: readonly Thought[]
  /** Of the call itself. */
  readonly thoughtSignature?: string
  /** Whose signatures these are: nobody else believes them. */
  readonly signer: string
}

/**
 * What several processes remember together. Nobody waits for `save`, and it must not throw; `load` may fail or take its
 * time: the vault gives up on it. Values are JSON and may hold what a person said: keep them no longer than asked.
 */
export interface SharedMemory {
  load (fingerprints: readonly string[]): Promise<ReadonlyMap<string, string>>
  save (fingerprint: string, value: string, timeToLiveMs: number): void
}

export interface ReasoningVault {
  /** `fingerprint`: what the call is known by, in which its id is only one part. */
  remember (toolCallId: string, fingerprint: string, memory: ReasoningMemory): void
  /** `fingerprintOf` is called only where something is known of the id: most calls of a history were never thought about. */
  recall (toolCallId: string, fingerprintOf: () => string): ReasoningMemory | undefined
  /** Remembers whose a signature is, by the signature's own fingerprint. */
  rememberSigner (fingerprint: string, signer: string): void
  signerOf (fingerprint: string): string | undefined
  /** `false`: nobody's signature is known, and none need be looked for. */
  readonly knowsSigners: boolean
  /** Others may remember what this process does not: `prefetch` is worth its wait. */
  readonly isShared: boolean
  /** Fetches what others remember, so that `recall` finds it. Always resolves, and soon. */
  prefetch (fingerprints: readonly string[]): Promise<void>
}

export interface VaultLimits {
  readonly maxEntries: number
  /** Of everything remembered, characters. */
  readonly maxCharacters: number
  /** Of one memory; a longer one is not worth its place. */
  readonly maxEntryCharacters: number
  readonly timeToLiveMs: number
  /** How long a request waits for what others remember. */
  readonly prefetchMs: number
}

/** Half a day's work of a busy team; a tool loop that rests longer goes on without its thoughts. */
const LIMITS: VaultLimits = { maxEntries: 50_000, maxCharacters: 32 * 1024 * 1024, maxEntryCharacters: 512 * 1024, timeToLiveMs: 12 * 3_600_000, prefetchMs: 50 }

/** What an entry costs beside its texts. */
const ENTRY_OVERHEAD = 200

const lengthOf = (thought: Thought): number => thought.type === 'reasoning' ? thought.text.length + (thought.signature ?? '').length : thought.data.length

const sizeOf = ({ thoughts, thoughtSignature = '' }: ReasoningMemory): number =>
  thoughts.reduce((sum, thought) => sum + lengthOf(thought), ENTRY_OVERHEAD + thoughtSignature.length)

const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string'

/** The members of an object, or none: what others wrote may be anything. */
const membersOf = (value: unknown): Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null ? { ...value } : {}

const isThought = (value: unknown): value is Thought => {
  const { type, text, signature, data } = membersOf(value)
  return type === 'reasoning' ? typeof text === 'string' && isTextOrAbsent(signature) : type === 'redacted-reasoning' && typeof data === 'string'
}

const isMemory = (value: unknown): value is ReasoningMemory => {
  const { signer, thoughts, thoughtSignature } = membersOf(value)
  return typeof signer === 'string' && isTextOrAbsent(thoughtSignature) && Array.isArray(thoughts) && thoughts.every(isThought)
}

const parseMemory = (text: string): ReasoningMemory | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isMemory(value) ? value : undefined
  } catch {
    return undefined
  }
}

const NOTHING: ReadonlyMap<string, string> = new Map()

/** What others remember, or nothing where that fails or takes too long. */
const loadSoon = async (shared: SharedMemory, fingerprints: readonly string[], limitMs: number): Promise<ReadonlyMap<string, string>> => {
  const { promise: timeIsUp, resolve } = Promise.withResolvers<ReadonlyMap<string, string>>()
  // In a process that was busy for so long the answer may be here and not yet read: it is read before this goes on.
  const timer = setTimeout(() => { setImmediate(resolve, NOTHING) }, limitMs)
  try {
    return await Promise.race([shared.load(fingerprints), timeIsUp])
  } catch {
    return NOTHING
  } finally {
    clearTimeout(timer)
  }
}

export interface VaultOptions {
  /** Default: what this process remembers is all there is. */
  readonly shared?: SharedMemory
  readonly limits?: Partial<VaultLimits>
  readonly now?: Clock
}

export const createReasoningVault = ({ shared, limits: ownLimits = {}, now = monotonic }: VaultOptions = {}): ReasoningVault => {
  const limits = { ...LIMITS, ...ownLimits }
  const leastSize = Math.ceil(limits.maxCharacters / limits.maxEntries)
  const entries = new LRUCache<string, ReasoningMemory>({
    maxSize: limits.maxCharacters,
    // No entry is too small to count: so many of the least size are as many as there may be.
    sizeCalculation: memory => Math.max(sizeOf(memory), leastSize),
    ttl: limits.timeToLiveMs,
    ttlResolution: 0,
    perf: { now },
    // A loop that goes on needs its first thoughts as much as its last.
    updateAgeOnGet: true,
  })
  /** Whether this process may know of an id; what others know of is unknown until it is fetched. */
  const ids = new LRUCache<string, true>(atMost(limits.maxEntries))
  let knowsSigners = shared !== undefined
  const keep = (fingerprint: string, memory: ReasoningMemory): void => {
    if (sizeOf(memory) > limits.maxEntryCharacters) { entries.delete(fingerprint); return }
    entries.set(fingerprint, memory)
    shared?.save(fingerprint, JSON.stringify(memory), limits.timeToLiveMs)
  }
  return {
    isShared: shared !== undefined,
    get knowsSigners () { return knowsSigners },
    remember: (toolCallId, fingerprint, memory) => {
      ids.set(toolCallId, true)
      keep(fingerprint, memory)
    },
    recall: (toolCallId, fingerprintOf) => shared === undefined && ids.get(toolCallId) === undefined ? undefined : entries.get(fingerprintOf()),
    rememberSigner: (fingerprint, signer) => {
      knowsSigners = true
      keep(fingerprint, { thoughts: [], signer })
    },
    signerOf: fingerprint => entries.get(fingerprint)?.signer,
    prefetch: async (fingerprints) => {
      const unknown = fingerprints.filter(fingerprint => !entries.has(fingerprint))
      if (shared === undefined || unknown.length === 0) return
      for (const [fingerprint, text] of await loadSoon(shared, unknown, limits.prefetchMs)) {
        const memory = parseMemory(text)
        if (memory !== undefined && sizeOf(memory) <= limits.maxEntryCharacters) entries.set(fingerprint, memory)
      }
    },
  }
}
