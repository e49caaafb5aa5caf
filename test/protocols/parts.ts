/** Neutral parts, shortly written. */

import type { ChatPart, FinishReason, Usage } from '../../src/chat/part.ts'

export const start = (id = 'up-1', model = 'deepseek-chat'): ChatPart => ({ type: 'response-start', choice: 0, id, model })
export const text = (said: string, block = 0, choice = 0): ChatPart => ({ type: 'text-delta', choice, block, text: said })
export const reasoning = (said: string, block = 0): ChatPart => ({ type: 'reasoning-delta', choice: 0, block, text: said })
export const signature = (signed: string, block = 0): ChatPart => ({ type: 'reasoning-signature', choice: 0, block, signature: signed })
export const redacted = (data: string, block = 0): ChatPart => ({ type: 'redacted-reasoning', choice: 0, block, data })
export const refusal = (said: string, block = 0): ChatPart => ({ type: 'refusal-delta', choice: 0, block, text: said })
export const call = (id: string, name: string, block = 0): ChatPart => ({ type: 'tool-call-start', choice: 0, block, id, name })
export const args = (argumentsText: string, block = 0): ChatPart => ({ type: 'tool-call-delta', choice: 0, block, argumentsText })
export const usage = (tokens: Usage): ChatPart => ({ type: 'usage', choice: 0, usage: tokens })
export const end = (finishReason: FinishReason = 'stop', choice = 0): ChatPart => ({ type: 'response-end', choice, finishReason, rawFinishReason: finishReason })
export const terminal: ChatPart = { type: 'terminal', choice: 0 }
export const opaque: ChatPart = { type: 'opaque', choice: 0 }

export const framed = (part: ChatPart, frame: string): ChatPart => ({ ...part, frame })
