/** A few words of the assistant's between the results of tools and whoever speaks next, for providers that let nobody else go on there. */

import type { ChatRequest, JsonObject } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import type { Target } from '../../config/target.ts'
import { objectsIn } from '../json-values.ts'
import { encodeMessages } from './encode-messages.ts'

const BRIDGE: JsonObject = { role: 'assistant', content: 'OK.' }
const MAY_FOLLOW_TOOL: ReadonlySet<unknown> = new Set(['tool', 'assistant'])

const isCutOff = (message: JsonObject, before: JsonObject | undefined): boolean => before?.['role'] === 'tool' && !MAY_FOLLOW_TOOL.has(message['role'])

const anyCutOff = (messages: readonly JsonObject[]): boolean => messages.some((message, index) => isCutOff(message, messages[index - 1]))

/** The same messages where nothing is to be bridged. */
export const bridgeToolResults = (messages: readonly JsonObject[], { bridgesToolResults }: Compat): readonly JsonObject[] => {
  if (bridgesToolResults !== true || !anyCutOff(messages)) return messages
  return messages.flatMap((message, index) => isCutOff(message, messages[index - 1]) ? [BRIDGE, message] : [message])
}

/** Whether the request is sent with such words. */
export const isBridged = (request: ChatRequest, target: Target): boolean => {
  if (target.compat.bridgesToolResults !== true) return false
  if (request.wire === 'openai-chat') return anyCutOff(objectsIn(request.original.json['messages']))
  return anyCutOff(encodeMessages(request, { target, nameOf: name => name, instruction: '', dropped: new Set(), memory: undefined }))
}
