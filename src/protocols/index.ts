/** Every protocol, by the wire it speaks. A new one is a line here. */

import type { Wire } from '../chat/request.ts'
import { anthropicMessages } from './anthropic-messages.ts'
import { openAiChat } from './openai-chat.ts'
import { openAiResponses } from './openai-responses.ts'
import type { Protocol } from './protocol.ts'

export const PROTOCOLS: Readonly<Record<Wire, Protocol>> = {
  'openai-chat': openAiChat,
  'openai-responses': openAiResponses,
  'anthropic-messages': anthropicMessages,
}
