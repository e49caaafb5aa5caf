/**
 * Who could answer a request, in what order, and why the others are left out. Pure: what is known of the world comes in
 * as facts. A target's place is decided by the client's word, then the matrix, then health; a target that cannot do
 * what the request needs has no place at all.
 */

import type { Failure } from '../chat/errors.ts'
import type { ChatRequest, RequestNeeds, Task } from '../chat/request.ts'
import type { RouteEntry, RoutingConfig, Strategy } from '../config/snapshot.ts'
import type { Capability, Target } from '../config/target.ts'
import type { Candidate } from '../providers/attempt.ts'

export interface SelectionFacts {
  isAvailable (targetId: string): boolean
  /** Milliseconds until the target's breaker lets a request through. */
  circuitRestMs (targetId: string): number
  /** How long the credential is left alone at this target, and why; `undefined`: not at all. */
  rest (candidate: Pick<Candidate, 'target' | 'credential'>): Rest | undefined
  p50Ms (targetId: string, inputTokens: number): number | undefined
  /** Counts up by one for each request; what round robin turns by. */
  readonly rotation: number
}

export interface Rest { readonly remainingMs: number, readonly failure: Failure }

/** Why a target, or one of its credentials, has no place in the order. `reason` is for people. */
export type Skip = { readonly target: string, readonly reason: string } & (
  | { readonly kind: 'incapable', readonly capability: Capability }
  | { readonly kind: 'circuit-open', readonly restMs: number }
  | { readonly kind: 'resting', readonly restMs: number, readonly failure: Failure }
)

export interface Selection {
  readonly candidates: readonly Candidate[]
  readonly skipped: readonly Skip[]
}

export interface Wish {
  /** What the client named, in its order; `undefined`: the matrix decides. */
  readonly targets?: readonly Target[]
  readonly task: Task
  readonly request: ChatRequest
}

const NEEDED: ReadonlyArray<readonly [need: keyof RequestNeeds, capability: Capability]> = [
  ['tools', 'tools'], ['images', 'images'], ['documents', 'documents'], ['audio', 'audio'], ['imageOutput', 'image_output'],
]

/** The first capability that a target is known to lack, or `undefined` when it can do it all. */
const missingCapability = ({ capabilities }: Target, needs: RequestNeeds): Capability | undefined => {
  if (capabilities === undefined) return undefined
  for (const [need, capability] of NEEDED) if (needs[need] && !capabilities.has(capability)) return capability
  return undefined
}

/** A window that nobody told of is taken to be large enough. */
const windowOf = ({ contextWindow = Infinity }: Target): number => contextWindow

const rotated = <Item>(items: readonly Item[], by: number): readonly Item[] => {
  if (items.length < 2) return items
  const start = by % items.length
  return start === 0 ? items : [...items.slice(start), ...items.slice(0, start)]
}

/** Fractions of the golden ratio fill the line evenly: shares come out right after few requests, with no memory kept. */
const GOLDEN = 0.618_033_988_749_895

const weighted = (entries: readonly RouteEntry[], rotation: number): readonly RouteEntry[] => {
  const rest = [...entries]
  const order: RouteEntry[] = []
  let point = rotation * GOLDEN % 1
  while (rest.length > 0) {
    const total = rest.reduce((sum, { weight }) => sum + weight, 0)
    let mark = point * total
    let index = rest.findIndex(({ weight }) => (mark -= weight) < 0)
    if (index < 0) index = 0
    order.push(...rest.splice(index, 1))
    point = (point + GOLDEN) % 1
  }
  return order
}

const byNumber = (entries: readonly RouteEntry[], valueOf: (target: Target) => number): readonly RouteEntry[] =>
  entries.map((entry, index) => ({ entry, index, value: valueOf(entry.target) }))
    .sort((a, b) => (a.value === b.value ? 0 : a.value - b.value) || a.entry.target.provider.priority - b.entry.target.provider.priority || a.index - b.index)
    .map(({ entry }) => entry)

/** A target whose price nobody told is not taken for free. */
const priceOf = ({ price }: Target): number => price === undefined ? Infinity : price.input * 3 + price.output

/** A target whose pace nobody knows goes first until it is known; it would never be known otherwise. */
const UNKNOWN_PACE_MS = -1

const ORDERS: Readonly<Record<Strategy, (entries: readonly RouteEntry[], wish: Wish, facts: SelectionFacts) => readonly RouteEntry[]>> = {
  priority: entries => entries,
  round_robin: (entries, _wish, facts) => rotated(entries, facts.rotation),
  weighted: (entries, _wish, facts) => weighted(entries, facts.rotation),
  latency: (entries, { request }, facts) => byNumber(entries, ({ id }) => facts.p50Ms(id, request.estimatedInputTokens) ?? UNKNOWN_PACE_MS),
  cost: entries => byNumber(entries, priceOf),
}

interface Ranked { readonly entry: RouteEntry, readonly reason: string }

/**
 * Which key of a target is whose turn. Where targets take turns themselves, their keys change only after a round of the
 * targets, or a target would meet the same key each time.
 */
const keyTurn = (config: RoutingConfig, { targets, task }: Wish, rotation: number): number => {
  const { strategy, entries } = config.tasks[task]
  return targets === undefined && strategy === 'round_robin' ? Math.floor(rotation / Math.max(1, entries.length)) : rotation
}

const asEntry = (target: Target): RouteEntry => ({ target, weight: target.weight })

/** A request with tools never becomes a picture because somebody guessed that it asks for one. */
const conversing = (wish: Wish) => ({ kind }: Target): boolean => kind === 'chat' || (kind === 'image' && wish.task === 'image' && !wish.request.needs.tools)

/** The task's own targets, then everybody else by turns: a request is not refused while anyone healthy could answer. */
const ranked = (config: RoutingConfig, wish: Wish, facts: SelectionFacts): readonly Ranked[] => {
  if (wish.targets !== undefined) return wish.targets.map((target, index) => ({ entry: asEntry(target), reason: `model #${index + 1}` }))
  const route = config.tasks[wish.task]
  const isChat = conversing(wish)
  const own = ORDERS[route.strategy](route.entries, wish, facts).filter(({ target }) => isChat(target))
  const named = new Set(own.map(({ target }) => target.id))
  const others = [...config.targets.values()].filter(target => !named.has(target.id) && target.kind === 'chat').map(asEntry)
  return [
    ...own.map((entry, index) => ({ entry, reason: `${wish.task} #${index + 1}` })),
    ...rotated(others, facts.rotation).map(entry => ({ entry, reason: 'fallback' })),
  ]
}

export const selectCandidates = (config: RoutingConfig, wish: Wish, facts: SelectionFacts): Selection => {
  const fitting: Candidate[] = []
  const tooSmall: Candidate[] = []
  const skipped: Skip[] = []
  const turn = keyTurn(config, wish, facts.rotation)
  for (const { entry, reason } of ranked(config, wish, facts)) {
    const { target, parameters } = entry
    const missing = missingCapability(target, wish.request.needs)
    if (missing !== undefined) { skipped.push({ target: target.id, reason: `cannot do ${missing}`, kind: 'incapable', capability: missing }); continue }
    if (!facts.isAvailable(target.id)) { skipped.push({ target: target.id, reason: 'circuit open', kind: 'circuit-open', restMs: facts.circuitRestMs(target.id) }); continue }
    const fits = wish.request.estimatedInputTokens <= windowOf(target)
    for (const credential of rotated(target.provider.credentials, turn)) {
      const candidate: Candidate = { target, credential, parameters, reason: fits ? reason : `${reason}, window may be too small` }
      const rest = facts.rest(candidate)
      if (rest !== undefined) skipped.push({ target: target.id, reason: `${credential.id} rests: ${rest.failure}`, kind: 'resting', restMs: rest.remainingMs, failure: rest.failure })
      else (fits ? fitting : tooSmall).push(candidate)
    }
  }
  // Sizes are estimates: a target that looks too small is still asked when no larger one is left, and says so itself.
  tooSmall.sort((a, b) => windowOf(b.target) - windowOf(a.target))
  return { candidates: [...fitting, ...tooSmall], skipped }
}
