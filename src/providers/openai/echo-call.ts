/**
 * The call after one in which the model called a tool that its provider runs itself: the same body with two more messages,
 * the call and, as its result, its own arguments. That is how Kimi's `$web_search` is told to search.
 */

import type { JsonObject, JsonValue } from '../../chat/request.ts'
import type { EchoedTurn, UpstreamCall } from '../dialect.ts'

/** Everything the model said goes back as it was: while it thinks, a call without its thoughts is refused. */
const calledMessage = ({ text, reasoning, calls }: EchoedTurn): JsonObject => ({
  role: 'assistant',
  content: text,
  ...(reasoning !== '' && { reasoning_content: reasoning }),
  tool_calls: calls.map(({ id, name, argumentsText }) => ({ id, type: 'builtin_function', function: { name, arguments: argumentsText } })),
})

const resultMessages = ({ calls }: EchoedTurn): readonly JsonObject[] =>
  calls.map(({ id, name, argumentsText }) => ({ role: 'tool', tool_call_id: id, name, content: argumentsText }))

const withTurn = (body: Buffer | string, turn: EchoedTurn): string => {
  const json = JSON.parse(body.toString()) as { readonly messages: readonly JsonValue[] }
  return JSON.stringify({ ...json, messages: [...json.messages, calledMessage(turn), ...resultMessages(turn)] })
}

/** Of `tool` the client must not hear: the answer is written anew, whatever its wire. */
export const echoingCall = (call: UpstreamCall, tool: string): UpstreamCall => ({
  ...call,
  rewritesAnswer: true,
  echo: { tool, next: turn => echoingCall({ ...call, body: withTurn(call.body, turn) }, tool) },
})
