/**
 * Who could answer a request, in what order, and why the others are left out. Pure: what is known of the world comes in
 * as facts. A target's place is decided by the client's word, then the matrix, then health; a target that cannot do
 * what the request needs has no place at all.
 */

import type { Failure } from '../chat/errors.ts'
import type { ChatRequest, RequestNeeds, Task } from '../chat/request.ts'
import { lacks, measuredWords } from '../config/lacks.ts'
import type { RouteEntry, RoutingConfig, Strategy, TaskRoute } from '../config/snapshot.ts'
import { speaking } from '../config/target.ts'
import type { Capability, Target } from '../config/target.ts'
import type { Candidate } from '../providers/attempt.ts'
import { type Drawing, mayAnswer } from './drawing.ts'
import { intentOf } from './intent.ts'
import { placeTargets, ruleOut } from './place-targets.ts'
import { comparablePrice } from './price-order.ts'
import type { Conversation } from './summary-target.ts'
import { tokensBeyondAll } from './too-long.ts'

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
  /** `capability`: one of a target's, or an endpoint that its provider does not have. */
  | { readonly kind: 'incapable', readonly capability: string }
  /** `unwanted`: the client's preferences exclude it. `unfit`: it could answer, and would do worse than the client relies on. */
  | { readonly kind: 'unwanted' | 'unfit' }
  /** Both in tokens: the prompt is clearly longer than the window. */
  | { readonly kind: 'too-small', readonly window: number, readonly tokens: number }
  | { readonly kind: 'circuit-open', readonly restMs: number }
  | { readonly kind: 'resting', readonly restMs: number, readonly failure: Failure }
)

export interface Selection {
  readonly candidates: readonly Candidate[]
  readonly skipped: readonly Skip[]
  /** What the client should know of how it came to this order, in ASCII. */
  readonly notes?: readonly string[]
}

export interface Wish {
  /** What the client named, in its order; `undefined`: the matrix decides. */
  readonly targets?: readonly Target[]
  readonly task: Task
  readonly request: Pick<ChatRequest, 'needs' | 'estimatedInputTokens' | 'preferences'> & Partial<Pick<ChatRequest, 'wire'>>
  /** Among which requests keys and targets take turns. Default: those of the task. */
  readonly turns?: string
  /** Why the named targets stand in the order, before their number. Default `model`. */
  readonly because?: string
  /** After the named targets the matrix goes on. */
  readonly goesOn?: boolean
  /** Whose targets go before the task's own, and under which name. */
  readonly first?: { readonly name: string, readonly route: TaskRoute }
  /** The conversation that is to be summed up. */
  readonly conversation?: Conversation | undefined
  readonly drawing?: Drawing | undefined
  /** What of the request a target would have to leave out; nothing where nobody can tell. */
  readonly leavesOut?: (target: Target) => readonly string[]
  /** Everything the model would read, counted text by text; without it no prompt is refused for its length. */
  readonly countTokens?: () => number
}

const NEEDED: ReadonlyArray<readonly [need: keyof RequestNeeds, capability: Capability]> = [
  ['tools', 'tools'], ['images', 'images'], ['documents', 'documents'], ['audio', 'audio'], ['imageOutput', 'image_output'],
]

/** The first capability that a target is known to lack, or `undefined` when it can do it all. */
const missingCapability = (target: Target, needs: RequestNeeds): Capability | undefined => {
  // A picture API reads the last words alone; what it cannot take of them is left out and told.
  if (target.kind === 'image') return undefined
  for (const [need, capability] of NEEDED) if (needs[need] && lacks(target, capability)) return capability
  return undefined
}

/** A window that nobody told of is taken to be large enough. */
const windowOf = ({ contextWindow = Infinity, kind }: Target): number => kind === 'image' ? Infinity : contextWindow

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

const priceOf = (target: Target): number => comparablePrice(target) ?? Infinity

/** A target whose pace nobody knows goes first until it is known; it would never be known otherwise. */
const UNKNOWN_PACE_MS = -1

const ORDERS: Readonly<Record<Strategy, (entries: readonly RouteEntry[], wish: Wish, facts: SelectionFacts) => readonly RouteEntry[]>> = {
  priority: entries => entries,
  round_robin: (entries, _wish, facts) => rotated(entries, facts.rotation),
  weighted: (entries, _wish, facts) => weighted(entries, facts.rotation),
  latency: (entries, { request }, facts) => byNumber(entries, ({ id }) => facts.p50Ms(id, request.estimatedInputTokens) ?? UNKNOWN_PACE_MS),
  cost: entries => byNumber(entries, priceOf),
}

interface Ranked { readonly entry: RouteEntry, readonly reason: string, readonly isFallback?: boolean }

/**
 * Which key of a target is whose turn. Where targets take turns themselves, their keys change only after a round of the
 * targets, or a target would meet the same key each time.
 */
const keyTurn = (config: RoutingConfig, { targets, task }: Wish, rotation: number): number => {
  const { strategy, entries } = config.tasks[task]
  return targets === undefined && strategy === 'round_robin' ? Math.floor(rotation / Math.max(1, entries.length)) : rotation
}

const asEntry = (target: Target): RouteEntry => ({ target, weight: target.weight })

/** What was named, the task's own targets, then everybody else by turns: a request is not refused while anyone healthy could answer. */
const ranked = (config: RoutingConfig, wish: Wish, facts: SelectionFacts): readonly Ranked[] => {
  const named = (wish.targets ?? []).map((target, index) => ({ entry: asEntry(target), reason: `${wish.because ?? 'model'} #${index + 1}` }))
  if (wish.targets !== undefined && wish.goesOn !== true) return named
  const isFit = mayAnswer(config, wish.drawing)
  /** The targets of one route, in the order of its strategy. */
  const byRoute = (name: string, { strategy, entries }: TaskRoute): readonly Ranked[] =>
    ORDERS[strategy](entries, wish, facts).filter(({ target }) => isFit(target)).map((entry, index) => ({ entry, reason: `${name} #${index + 1}` }))
  const first = wish.first === undefined ? [] : byRoute(wish.first.name, wish.first.route)
  const mentioned = new Set<string>()
  // The first mention of a target counts.
  const own = [...named, ...first, ...byRoute(wish.task, config.tasks[wish.task])].filter(({ entry: { target: { id } } }) => !mentioned.has(id) && mentioned.add(id))
  const others = [...config.targets.values()].filter(target => !mentioned.has(target.id) && isFit(target)).map(asEntry)
  return [...own, ...rotated(others, facts.rotation).map(entry => ({ entry, reason: 'fallback', isFallback: true }))]
}

/** The targets whose windows a prompt clearly exceeds, when it exceeds them all; who rests or is down would not hold it either. */
const tooSmallFor = (tokens: number, config: RoutingConfig, skipped: readonly Skip[], tooSmall: readonly Candidate[]): readonly Skip[] => {
  const asTooSmall = ({ id, contextWindow = Infinity }: Target): Skip =>
    ({ target: id, reason: `window of ${contextWindow} tokens, the prompt has about ${tokens}`, kind: 'too-small', window: contextWindow, tokens })
  const judged = skipped.map((skip) => {
    const target = 'restMs' in skip ? config.targets.get(skip.target) : undefined
    return target !== undefined && windowOf(target) < tokens ? asTooSmall(target) : skip
  })
  return [...judged, ...[...new Set(tooSmall.map(({ target }) => target))].map(asTooSmall)]
}

/** `allow_fallbacks: false`: rather no answer than somebody else's; who is in `provider.order` was named. */
const asFallbacksAllow = (candidates: readonly Candidate[], skipped: readonly Skip[], { request: { preferences } }: Wish): Selection => {
  if (preferences?.allowsFallbacks !== false || preferences.order !== undefined) return { candidates, skipped }
  const isFirst = ({ target }: Candidate): boolean => target.id === candidates[0]?.target.id
  const others = new Set(candidates.filter(candidate => !isFirst(candidate)).map(({ target }) => target.id))
  return { candidates: candidates.filter(isFirst), skipped: [...skipped, ...[...others].map(target => ({ target, reason: 'fallbacks are not allowed', kind: 'unwanted' as const }))] }
}

/** A long prompt takes the first place from who cannot hold it; the client is told. */
const notesOf = (first: Target | undefined, fitting: readonly Candidate[], { request: { estimatedInputTokens } }: Wish): Pick<Selection, 'notes'> =>
  first === undefined || fitting.length === 0 || estimatedInputTokens <= windowOf(first) ? {} : { notes: [`moved to a larger window: ${first.id} holds ${windowOf(first)} tokens`] }

/** Throws `RouterError` (`invalid_request`) for preferences that name nobody. */
export const selectCandidates = (config: RoutingConfig, wish: Wish, facts: SelectionFacts): Selection => {
  const fitting: Candidate[] = []
  const tooSmall: Candidate[] = []
  const skipped: Skip[] = []
  let first: Target | undefined
  const turn = keyTurn(config, wish, facts.rotation)
  const reasonAgainst = ruleOut(config, wish)
  const intentFor = intentOf(wish)
  for (const { entry, reason } of placeTargets(ranked(config, wish, facts), wish, facts)) {
    const { target, parameters } = entry
    const against = reasonAgainst(target)
    if (against !== undefined) { skipped.push({ target: target.id, ...against }); continue }
    const spoken = wish.request.wire === undefined ? target : speaking(target, wish.request.wire)
    const missing = missingCapability(spoken, wish.request.needs)
    if (missing !== undefined) { skipped.push({ target: target.id, reason: `cannot do ${missing}${measuredWords(spoken, missing)}`, kind: 'incapable', capability: missing }); continue }
    if (!facts.isAvailable(target.id)) { skipped.push({ target: target.id, reason: 'circuit open', kind: 'circuit-open', restMs: facts.circuitRestMs(target.id) }); continue }
    const fits = wish.request.estimatedInputTokens <= windowOf(target)
    first ??= target
    const intent = intentFor(target)
    for (const credential of rotated(target.provider.credentials, turn)) {
      const candidate: Candidate = { target, credential, parameters, reason: fits ? reason : `${reason}, window may be too small`, ...(intent !== undefined && { intent }) }
      const rest = facts.rest(candidate)
      if (rest !== undefined) skipped.push({ target: target.id, reason: `${credential.id} rests: ${rest.failure}`, kind: 'resting', restMs: rest.remainingMs, failure: rest.failure })
      else (fits ? fitting : tooSmall).push(candidate)
    }
  }
  // Sizes are estimates: a target that looks too small is still asked when no larger one is left, and says so itself.
  tooSmall.sort((a, b) => windowOf(b.target) - windowOf(a.target))
  const tokens = fitting.length === 0 ? tokensBeyondAll(tooSmall.map(({ target }) => target), wish) : undefined
  if (tokens !== undefined) return { candidates: [], skipped: tooSmallFor(tokens, config, skipped, tooSmall) }
  return { ...asFallbacksAllow([...fitting, ...tooSmall], skipped, wish), ...notesOf(first, fitting, wish) }
}
