/**
 * The client's wishes about the routing itself (`provider`, in OpenRouter's words), obeyed: who is not to be asked, and who
 * first. Rules are rows; what each says is told in the decision.
 */

import { RouterError } from '../chat/errors.ts'
import type { RoutingPreferences } from '../chat/request.ts'
import { didYouMean, listWords } from '../config/did-you-mean.ts'
import type { RoutingConfig } from '../config/snapshot.ts'
import type { Provider, Target } from '../config/target.ts'
import { comparablePrice } from './price-order.ts'

const isNamed = (names: readonly string[], { name }: Provider): boolean => names.some(each => each.toLowerCase() === name.toLowerCase())

const MAX_LISTED = 12

const unknownProvider = (config: RoutingConfig, parameter: string, name: string): RouterError => {
  const known = [...config.providers.keys()]
  const advice = didYouMean(name, known) ?? `known are ${listWords(known.slice(0, MAX_LISTED), 'and')}`
  return new RouterError('invalid_request', `${parameter}: "${name.slice(0, 100)}" is not a provider of this router; ${advice}`, { parameter })
}

/** Throws `RouterError` (`invalid_request`) for a provider that nobody configured: a slip of the pen must not widen or empty the choice. */
export const checkPreferences = (config: RoutingConfig, { order = [], only = [] }: RoutingPreferences): void => {
  const providers = [...config.providers.values()]
  for (const [parameter, names] of [['provider.order', order], ['provider.only', only]] as const) {
    const unknown = names.find(name => !providers.some(provider => isNamed([name], provider)))
    if (unknown !== undefined) throw unknownProvider(config, parameter, unknown)
  }
}

type Rule = (target: Target, preferences: RoutingPreferences) => string | undefined

const RULES: readonly Rule[] = [
  ({ provider }, { only }) => only === undefined || isNamed(only, provider) ? undefined : 'not in provider.only',
  ({ provider }, { ignore }) => ignore !== undefined && isNamed(ignore, provider) ? 'in provider.ignore' : undefined,
  ({ provider }, { order, allowsFallbacks }) => allowsFallbacks !== false || order === undefined || isNamed(order, provider) ? undefined : 'not in provider.order, and fallbacks are not allowed',
  ({ price }, { maxPrice: { input = Infinity, output = Infinity } = {} }) => {
    if (input === Infinity && output === Infinity) return undefined
    if (price === undefined) return 'over max_price: its price is not known'
    return price.input > input || price.output > output ? 'over max_price' : undefined
  },
]

/** Why the client does not want this target, or `undefined`. `leavesOut`: members of the request that it could not take. */
export const unwanted = (target: Target, preferences: RoutingPreferences, leavesOut: (target: Target) => readonly string[]): string | undefined => {
  for (const rule of RULES) {
    const reason = rule(target, preferences)
    if (reason !== undefined) return reason
  }
  const lost = preferences.requiresParameters === true ? leavesOut(target) : []
  return lost.length === 0 ? undefined : `require_parameters: it would have to leave out ${lost.join(', ')}`
}

export interface Placed {
  readonly entry: { readonly target: Target }
  readonly reason: string
  /** Not of the task's own: asked after everybody who is. */
  readonly isFallback?: boolean
}

export interface PaceFacts { p50Ms (target: Target): number | undefined }

/** Throughput is not measured: who begins soon is taken for fast. What is not known comes last. */
const SORT_VALUES: Readonly<Record<NonNullable<RoutingPreferences['sort']>, (target: Target, facts: PaceFacts) => number>> = {
  price: target => comparablePrice(target) ?? Infinity,
  throughput: (target, facts) => facts.p50Ms(target) ?? Infinity,
  latency: (target, facts) => facts.p50Ms(target) ?? Infinity,
}

const compare = (a: number, b: number): number => a === b ? 0 : a - b

const sorted = <Item extends Placed>(items: readonly Item[], sort: NonNullable<RoutingPreferences['sort']>, facts: PaceFacts): readonly Item[] => {
  const valueOf = SORT_VALUES[sort]
  return items
    .map(item => ({ item: { ...item, reason: `${item.reason}, by ${sort}` }, tier: item.isFallback === true ? 1 : 0, value: valueOf(item.entry.target, facts) }))
    .sort((a, b) => compare(a.tier, b.tier) || compare(a.value, b.value))
    .map(({ item }) => item)
}

const orderedFirst = <Item extends Placed>(items: readonly Item[], order: readonly string[]): readonly Item[] => {
  const first = order.flatMap((name, place) => items
    .filter(({ entry }) => isNamed([name], entry.target.provider))
    .map(item => ({ ...item, reason: `${item.reason}, provider.order #${place + 1}` })))
  return [...first, ...items.filter(({ entry }) => !isNamed(order, entry.target.provider))]
}

/** The items in the client's order: `order` goes before `sort`, and `sort` never brings a fallback before a task's own. */
export const placedByPreference = <Item extends Placed>(items: readonly Item[], { order, sort }: RoutingPreferences, facts: PaceFacts): readonly Item[] => {
  const bySort = sort === undefined ? items : sorted(items, sort, facts)
  return order === undefined ? bySort : orderedFirst(bySort, order)
}
