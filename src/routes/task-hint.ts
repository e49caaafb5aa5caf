/** `x-task-type`, the client's word on what the request is. */

import type { IncomingHttpHeaders } from 'node:http'
import { RouterError } from '../chat/errors.ts'
import { TASKS, type Task } from '../chat/request.ts'
import { isTask } from '../routing/resolve-model.ts'

/** Throws for a word that is no task; `auto` and nothing leave the question to the router. */
export const taskHint = (headers: IncomingHttpHeaders): Task | undefined => {
  const hint = headers['x-task-type']
  if (typeof hint !== 'string' || hint === '' || hint === 'auto') return undefined
  const task = hint.toLowerCase()
  if (isTask(task)) return task
  throw new RouterError('invalid_request', `x-task-type: "${hint.slice(0, 40)}" is not a task; use ${TASKS.slice(0, -1).join(', ')} or ${TASKS.at(-1)}.`, { parameter: 'x-task-type' })
}
