/**
 * Members of a request's body that are for the router and no provider, and those that a change of wire leaves behind.
 */

import type { JsonObject, JsonValue } from '../chat/request.ts'

const OWN_MEMBERS: ReadonlySet<string> = new Set(['session_id', 'conversation', 'models', 'provider', 'plugins', 'transforms', 'route'])

/** Told in a header: anything else in a name stays out of it. */
const TELLABLE_NAME = /^[\w.$-]{1,64}$/

const isUsageSwitch = (value: JsonValue | undefined): boolean => typeof value === 'object' && value !== null && 'include' in value

/** Says whether a top-level member is the router's own. */
export const isOwnMember = (name: string, value: JsonValue | undefined): boolean => OWN_MEMBERS.has(name) || (name === 'usage' && isUsageSwitch(value))

/** Null, false and one choice ask for nothing. */
const asksForSomething = (name: string, value: JsonValue | undefined): boolean =>
  value !== undefined && value !== null && value !== false && !(name === 'n' && value === 1)

/** Members that another wire has no place for. */
export const leftBehind = (body: JsonObject, carried: ReadonlySet<string>): readonly string[] =>
  Object.keys(body).filter(name => !carried.has(name) && !isOwnMember(name, body[name]) && asksForSomething(name, body[name]) && TELLABLE_NAME.test(name))
