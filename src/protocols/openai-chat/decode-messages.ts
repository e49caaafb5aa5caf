/** Messages of the chat completions wire to neutral ones, each on its own; their order and number stay what they were. */

import { customArguments } from '../../chat/custom-tools.ts'
import type { ContentBlock, JsonObject, JsonValue, Message } from '../../chat/request.ts'
import { messagesOf, objectsIn, optionalObject, optionalString, requiredString } from '../members.ts'
import { decodeContent } from './decode-content.ts'
import type { Role } from './survey-messages.ts'

/** The predecessor of tool calls had no ids: a result belongs to the call before it. */
interface FunctionCalls { lastId: string }

/** By the specification a string; some clients send the object itself. */
const argumentsText = (value: JsonValue | undefined): string => {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}

const decodeToolCall = (call: JsonObject, path: string): ContentBlock => {
  const id = optionalString(call, 'id', path) ?? ''
  if (call['type'] === 'custom') {
    const custom = optionalObject(call, 'custom', path) ?? {}
    const input = optionalString(custom, 'input', `${path}.custom`) ?? ''
    return { type: 'tool-call', id, name: requiredString(custom, 'name', `${path}.custom`), argumentsText: customArguments(input) }
  }
  const called = optionalObject(call, 'function', path) ?? {}
  return { type: 'tool-call', id, name: requiredString(called, 'name', `${path}.function`), argumentsText: argumentsText(called['arguments']) }
}

const decodeFunctionCall = (message: JsonObject, path: string, calls: FunctionCalls): ContentBlock[] => {
  const call = optionalObject(message, 'function_call', path)
  if (call === undefined) return []
  calls.lastId = `call_${path.replaceAll(/\W/g, '')}`
  const name = requiredString(call, 'name', `${path}.function_call`)
  return [{ type: 'tool-call', id: calls.lastId, name, argumentsText: argumentsText(call['arguments']) }]
}

const textOf = (value: JsonValue | undefined): string => typeof value === 'string' ? value : ''

/** In the order in which a model says them: what it thought, what it said, what it called. */
const assistantBlocks = (message: JsonObject, path: string, calls: FunctionCalls): ContentBlock[] => {
  const reasoning = textOf(message['reasoning_content']) || textOf(message['reasoning'])
  const refusal = optionalString(message, 'refusal', path) ?? ''
  return [
    ...(reasoning === '' ? [] : [{ type: 'reasoning', text: reasoning } as const]),
    ...decodeContent(message['content'], `${path}.content`),
    ...(refusal === '' ? [] : [{ type: 'refusal', text: refusal } as const]),
    ...decodeFunctionCall(message, path, calls),
    ...objectsIn(message, 'tool_calls', path).map((call, index) => decodeToolCall(call, `${path}.tool_calls[${index}]`)),
  ]
}

const toolResult = (toolCallId: string, message: JsonObject, path: string): Message =>
  ({ role: 'user', content: [{ type: 'tool-result', toolCallId, content: decodeContent(message['content'], `${path}.content`), isError: false }] })

const named = (role: Message['role'], message: JsonObject, content: readonly ContentBlock[]): Message => {
  const name = message['name']
  return typeof name === 'string' ? { role, content, name } : { role, content }
}

const decodeMessage = (message: JsonObject, path: string, calls: FunctionCalls): Message => {
  switch (message['role'] as Role) {
    case 'system': case 'developer': return named('system', message, decodeContent(message['content'], `${path}.content`))
    case 'user': return named('user', message, decodeContent(message['content'], `${path}.content`))
    case 'assistant': return named('assistant', message, assistantBlocks(message, path, calls))
    case 'tool': return toolResult(optionalString(message, 'tool_call_id', path) ?? '', message, path)
    case 'function': return toolResult(calls.lastId, message, path)
  }
}

/** Of a body whose messages were surveyed: each is an object with a known role. */
export const decodeMessages = (body: JsonObject): readonly Message[] => {
  const calls: FunctionCalls = { lastId: '' }
  return (messagesOf(body) as readonly JsonObject[]).map((message, index) => decodeMessage(message, `messages[${index}]`, calls))
}
