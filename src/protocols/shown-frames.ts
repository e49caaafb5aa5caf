/** Reads what was relayed of an answer, where a writer has to go on with it. Frames are a provider's own, so anything may be in them. */

import type { ChatBatch, ChatPart } from '../chat/part.ts'
import type { JsonObject } from '../chat/request.ts'
import { isObject } from './members.ts'

/** The JSON of an event; `undefined` where it holds none. */
export const jsonOfFrame = ({ frame = '' }: ChatPart): JsonObject | undefined => {
  const data = frame.split(/\r\n|\r|\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice('data:'.length)).join('\n')
  try {
    const json: unknown = JSON.parse(data)
    return isObject(json as JsonObject) ? json as JsonObject : undefined
  } catch {
    return undefined
  }
}

/** The events that were relayed, in order. */
export const eventsShown = (shown: ChatBatch): readonly JsonObject[] => shown.map(jsonOfFrame).filter((json) => json !== undefined)
