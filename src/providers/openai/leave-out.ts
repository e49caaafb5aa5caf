/** Leaves members out of an object that a provider would refuse with them. */

import type { JsonObject, JsonValue } from '../../chat/request.ts'
import type { Dropped } from '../settle-request.ts'

const NOTHING: ReadonlySet<JsonValue | undefined> = new Set([undefined, null, false, ''])

/** Nothing is lost where nothing was said. */
const saysSomething = (value: JsonValue | undefined): boolean => !NOTHING.has(value) && !(Array.isArray(value) && value.length === 0)

/** The object itself where it has none of them. What is lost is told as a member of `place`. */
export const leaveOut = (given: JsonObject, names: readonly string[] | undefined, place: string, dropped: Dropped): JsonObject => {
  const unwanted = names?.filter(name => given[name] !== undefined) ?? []
  if (unwanted.length === 0) return given
  for (const name of unwanted) if (saysSomething(given[name])) dropped.add(`${place}.${name}`)
  return Object.fromEntries(Object.entries(given).filter(([name]) => !unwanted.includes(name)))
}
