/**
 * Who may sum up a conversation. A summary replaces everything that was said, so it is asked of the very target that
 * answered last, and otherwise of nobody who holds less or is weaker.
 *
 * Weaker is who stands lower in the task's matrix, where that is ordered by rank, unless both prices are known and it costs
 * at least as much; of two that stand equal, the one that is known to be cheaper.
 */

import type { Task } from '../chat/request.ts'
import type { RouteEntry, RoutingConfig, TaskRoute } from '../config/snapshot.ts'
import type { Target } from '../config/target.ts'
import { comparablePrice } from './price-order.ts'

/** Who answered a conversation last. Facts only: the target itself may be gone from the configuration. */
export interface Conversation {
  readonly task: Task
  readonly target: Pick<Target, 'id' | 'contextWindow' | 'price'>
}

/** 0 is best. Only a ranked matrix says who of its targets is better; whoever it does not name stands below it. */
const rankIn = ({ strategy, entries }: TaskRoute, id: string): number => {
  const place = entries.findIndex(({ target }) => target.id === id)
  if (place === -1) return entries.length
  return strategy === 'priority' ? place : 0
}

/** `undefined` where a price is not known. */
const isCheaper = (target: Conversation['target'], than: Conversation['target']): boolean | undefined => {
  const [price, other] = [comparablePrice(target), comparablePrice(than)]
  return price === undefined || other === undefined ? undefined : price < other
}

const isWeaker = (route: TaskRoute, target: Target, than: Conversation['target']): boolean => {
  const steps = rankIn(route, target.id) - rankIn(route, than.id)
  if (steps < 0) return false
  const cheaper = isCheaper(target, than)
  return steps > 0 ? cheaper !== false : cheaper === true
}

/** Why a target may not sum up this conversation; `undefined` where it may. */
export const unfitToSummarise = (config: RoutingConfig, { target: last, task }: Conversation) => (target: Target): string | undefined => {
  if (target.id === last.id) return undefined
  if ((target.contextWindow ?? Infinity) < (last.contextWindow ?? 0)) return `window smaller than that of ${last.id}, which holds the conversation`
  return isWeaker(config.tasks[task], target, last) ? `weaker than ${last.id}, which holds the conversation` : undefined
}

interface Placed { readonly entry: RouteEntry, readonly reason: string }

/** The items with the conversation's own target in front, as long as it exists. */
export const ownTargetFirst = <Item extends Placed>(items: readonly Item[], { target: { id } }: Conversation): readonly (Item | Placed)[] => {
  const own = items.find(({ entry }) => entry.target.id === id)
  return own === undefined ? items : [{ entry: own.entry, reason: 'session target' }, ...items.filter(item => item !== own)]
}
