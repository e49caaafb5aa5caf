/** Who answered each conversation last, for the request that will sum it up. A hint in memory: forgotten with the process. */

import { LRUCache } from 'lru-cache'
import type { CallerFacts, RequestClass, Task } from '../chat/request.ts'
import type { Target } from '../config/target.ts'
import type { Conversation } from './summary-target.ts'
import { atMost } from '../lib/bounded.ts'

const MOST_CONVERSATIONS = 10_000
const LIFETIME_MS = 24 * 3_600_000

/** Calls beside a conversation, under its id. */
const ASIDES: ReadonlySet<RequestClass | undefined> = new Set<RequestClass | undefined>(['auxiliary', 'compaction'])

/** A space is in no identifier. A sub-agent has a conversation of its own. */
const keyOf = ({ sessionId, agentId = '' }: CallerFacts): string | undefined => sessionId === undefined ? undefined : `${sessionId} ${agentId}`

export class Conversations {
  readonly #last = new LRUCache<string, Conversation>({ ...atMost(MOST_CONVERSATIONS), ttl: LIFETIME_MS })

  answered (caller: CallerFacts, { id, kind, contextWindow, price }: Target, task: Task): void {
    // Who draws holds no conversation, and cannot sum one up.
    const key = ASIDES.has(caller.requestClass) || kind === 'image' ? undefined : keyOf(caller)
    if (key === undefined) return
    const known = this.#last.get(key)
    const facts = { ...(contextWindow !== undefined && { contextWindow }), ...(price !== undefined && { price }) }
    this.#last.set(key, known?.target.id === id && known.task === task ? known : { task, target: { id, ...facts } })
  }

  /** `undefined` for a conversation of which nothing is known. */
  of (caller: CallerFacts): Conversation | undefined {
    const key = keyOf(caller)
    return key === undefined ? undefined : this.#last.get(key)
  }
}
