/**
 * What a client asks of the routing itself, in OpenRouter's members: `models`, `provider`, `usage`. They mean the same on
 * every wire. Whether a provider of that name exists is for the routing to say.
 */

import type { JsonObject, JsonValue, OriginalBody, RoutingPreferences } from '../chat/request.ts'
import { defined, invalid, isObject, kindOf, optionalBoolean, optionalObject, unknownWord } from './members.ts'

const MEMBERS: ReadonlySet<string> = new Set(['models', 'provider', 'usage'])
const MOST_NAMES = 32
const LONGEST_NAME = 256
const SORTS = ['price', 'throughput', 'latency'] as const

/** `usage: { include: true }`. */
export const asksForCost = (body: JsonObject): boolean => isObject(body['usage']) && body['usage']['include'] === true

const namesAt = (holder: JsonObject, name: string, path: string): readonly string[] | undefined => {
  const value = holder[name]
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value) || value.length > MOST_NAMES) throw invalid(path, `${path} must be an array of at most ${MOST_NAMES} names`)
  for (const element of value as readonly JsonValue[]) {
    if (typeof element !== 'string' || element === '' || element.length > LONGEST_NAME) throw invalid(path, `${path} must hold names of 1 to ${LONGEST_NAME} characters`)
  }
  return value as readonly string[]
}

const sortOf = ({ sort }: JsonObject): RoutingPreferences['sort'] => {
  const word = isObject(sort) ? sort['by'] : sort
  if (word === undefined || word === null) return undefined
  const known = SORTS.find((name) => name === word)
  if (known === undefined) throw unknownWord('provider.sort', word, SORTS, 'an order')
  return known
}

/** Numbers come as text too. */
const dollarsAt = (price: JsonObject, name: string): number | undefined => {
  const value = price[name]
  if (value === undefined || value === null) return undefined
  const dollars = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof dollars === 'number' && dollars >= 0) return dollars
  throw invalid(`provider.max_price.${name}`, `provider.max_price.${name} must be US dollars for a million tokens, not ${kindOf(value)}`)
}

const maxPriceOf = (provider: JsonObject): RoutingPreferences['maxPrice'] => {
  const price = optionalObject(provider, 'max_price', 'provider')
  return price === undefined ? undefined : defined({ input: dollarsAt(price, 'prompt'), output: dollarsAt(price, 'completion') })
}

const providerPreferences = (provider: JsonObject): RoutingPreferences => defined({
  order: namesAt(provider, 'order', 'provider.order'),
  only: namesAt(provider, 'only', 'provider.only'),
  ignore: namesAt(provider, 'ignore', 'provider.ignore'),
  sort: sortOf(provider),
  allowsFallbacks: optionalBoolean(provider, 'allow_fallbacks', 'provider'),
  maxPrice: maxPriceOf(provider),
  requiresParameters: optionalBoolean(provider, 'require_parameters', 'provider'),
})

/**
 * `undefined`, without a look at the values, where none of the members is there. Throws `RouterError` (`invalid_request`)
 * for what they cannot mean.
 */
export const decodePreferences = ({ json, members }: OriginalBody): RoutingPreferences | undefined => {
  if (!members.some(({ name }) => MEMBERS.has(name))) return undefined
  return {
    ...providerPreferences(optionalObject(json, 'provider') ?? {}),
    ...defined({ models: namesAt(json, 'models', 'models'), wantsCost: asksForCost(json) ? true : undefined }),
  }
}
