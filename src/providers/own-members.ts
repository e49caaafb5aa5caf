/**
 * Members of a request's body that are for the router and no provider, and those that a change of wire leaves behind.
 */

import type { JsonObject, JsonValue } from '../chat/request.ts'
import { isObject } from './json-values.ts'

/** OpenRouter's members speak of routing: who understands them may see what is not about this router's own names. */
const ROUTING_MEMBERS: ReadonlySet<string> = new Set(['provider', 'usage', 'plugins', 'transforms'])
const OWN_MEMBERS: ReadonlySet<string> = new Set(['session_id', 'conversation', 'models', 'provider', 'plugins', 'transforms', 'route'])

/** Of `provider`: what the router itself obeys. */
const OBEYED: ReadonlySet<string> = new Set(['order', 'only', 'ignore', 'sort', 'allow_fallbacks', 'max_price', 'require_parameters'])
/** Of `provider`: names of this router's providers, which mean nothing to a marketplace of other ones. */
const NAMING: ReadonlySet<string> = new Set(['order', 'only', 'ignore'])

/** Told in a header: anything else in a name stays out of it. */
const TELLABLE_NAME = /^[\w.$-]{1,64}$/

const isUsageSwitch = (value: JsonValue | undefined): boolean => isObject(value) && 'include' in value

/** Says whether a top-level member is the router's own. */
export const isOwnMember = (name: string, value: JsonValue | undefined): boolean => OWN_MEMBERS.has(name) || (name === 'usage' && isUsageSwitch(value))

/** A member of the router's own as a provider may see it that understands such members; `undefined`: not at all. */
export const routingMember = (name: string, value: JsonValue | undefined): JsonValue | undefined => {
  if (!ROUTING_MEMBERS.has(name)) return undefined
  if (name !== 'provider' || !isObject(value)) return value
  const wishes = Object.entries(value).filter(([wish]) => !NAMING.has(wish))
  return wishes.length === 0 ? undefined : Object.fromEntries(wishes)
}

/** Null, false and one choice ask for nothing. */
const asksForSomething = (name: string, value: JsonValue | undefined): boolean =>
  value !== undefined && value !== null && value !== false && !(name === 'n' && value === 1)

/** Wishes in `provider` that nobody here can grant, such as `data_collection`. */
export const unheardWishes = (body: JsonObject): readonly string[] => {
  const { provider } = body
  if (!isObject(provider)) return []
  return Object.keys(provider).filter(name => !OBEYED.has(name) && asksForSomething(name, provider[name]) && TELLABLE_NAME.test(name)).map(name => `provider.${name}`)
}

/** Members that another wire has no place for. */
export const leftBehind = (body: JsonObject, carried: ReadonlySet<string>): readonly string[] => [
  ...Object.keys(body).filter(name => !carried.has(name) && !isOwnMember(name, body[name]) && asksForSomething(name, body[name]) && TELLABLE_NAME.test(name)),
  ...unheardWishes(body),
]
