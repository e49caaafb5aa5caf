/** One page of a list, as the Anthropic wire asks for it: `limit`, `after_id`, `before_id`. */

import { RouterError } from '../chat/errors.ts'

interface Item { readonly id: string }

export interface Page<Of extends Item> {
  readonly items: readonly Of[]
  /** There are more in the direction in which the client goes. */
  readonly hasMore: boolean
}

export type PageQuery = Readonly<Record<string, unknown>>

const MOST = 1_000

const limitOf = ({ limit }: PageQuery): number => {
  if (limit === undefined) return MOST
  const count = Number(limit)
  if (Number.isInteger(count) && count >= 1 && count <= MOST) return count
  throw new RouterError('invalid_request', `limit must be a whole number from 1 to ${MOST}`, { parameter: 'limit' })
}

const placeOf = (items: readonly Item[], query: PageQuery, name: string): number | undefined => {
  const id = query[name]
  if (id === undefined) return undefined
  const place = items.findIndex(item => item.id === id)
  if (place === -1) throw new RouterError('invalid_request', `${name}: there is no such id in this list`, { parameter: name })
  return place
}

/** Without a limit the whole list: clients that do not page would miss the rest. Throws `RouterError` `invalid_request`. */
export const pageOf = <Of extends Item>(items: readonly Of[], query: PageQuery): Page<Of> => {
  const limit = limitOf(query)
  const before = placeOf(items, query, 'before_id')
  if (before !== undefined) return { items: items.slice(Math.max(0, before - limit), before), hasMore: before > limit }
  const start = (placeOf(items, query, 'after_id') ?? -1) + 1
  return { items: items.slice(start, start + limit), hasMore: start + limit < items.length }
}
