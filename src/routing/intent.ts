/** What a request's task means for how a target is asked: to think, to search the web. Targets that the client named are asked as it says. */

import type { ChatRequest, Task } from '../chat/request.ts'
import type { Target } from '../config/target.ts'
import type { Intent } from '../providers/attempt.ts'

export interface IntentWish {
  /** What the client named. */
  readonly targets?: readonly Target[]
  readonly task: Task
  readonly request: Pick<ChatRequest, 'needs'>
  /** A conversation that is to be summed up: its task was another. */
  readonly conversation?: object | undefined
}

const noIntent = (): undefined => undefined

/** `undefined` for a target that is asked as any other. */
export const intentOf = ({ targets = [], task, request: { needs }, conversation }: IntentWish): (target: Target) => Intent | undefined => {
  const isTaskAlone = conversation === undefined
  if (!needs.webSearch && !(isTaskAlone && (task === 'thinking' || task === 'search'))) return noIntent
  return ({ id }) => {
    const isForTask = isTaskAlone && !targets.some(target => target.id === id)
    const thinks = isForTask && task === 'thinking'
    const searches = needs.webSearch || (isForTask && task === 'search')
    return thinks || searches ? { thinks, searches } : undefined
  }
}
