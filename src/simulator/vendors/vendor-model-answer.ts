/**
 * The small model that a simulated vendor runs: it calls the tools it is asked to call, says in the end what they said, and
 * answers everything else with a sentence that names its vendor. The same request, the same answer.
 */

import { createHash } from 'node:crypto'
import { estimateJsonTokens, estimateTokens, wordsOf } from '../demo-tokens.ts'
import { sampleJson } from '../json-sample.ts'
import type { AnswerBlock, ModelAnswer } from '../model-answer.ts'
import { openTurnOf, schemaInWords, type OpenTurn } from './open-turn.ts'
import { forcedCall, requestedCalls, sampleCall, type RequestedCall } from './requested-calls.ts'
import { signatureOf } from './signatures.ts'
import { isRecord, recordOf, textOf, type JsonRecord, type VendorRequest } from './vendor-request.ts'
import type { Vendor } from './vendor.ts'

const CREATED_AT_SECONDS = 1_767_225_600
const LONGEST_ECHO = 80
const LONGEST_RESULT = 2000
const CACHED_TOKENS = 4

const digest = (...words: readonly unknown[]): string => createHash('sha256').update(words.join(' ')).digest('hex')

/** What every answer in words begins with. */
export const signOf = (vendorName: string): string => `Answered by the simulated ${vendorName}.`

const callIdOf = (vendor: Vendor, count: number, call: RequestedCall, index: number): string => {
  const { quirks, wire } = vendor
  if (quirks.includes('call-ids-by-name')) return `${call.name}:${index}`
  const unique = digest(vendor.name, count, index)
  if (quirks.includes('call-ids-of-nine')) return unique.slice(0, 9)
  return `${wire === 'anthropic-messages' ? 'toolu' : 'call'}_${unique.slice(0, 24)}`
}

/** What the instructions of a conversation spell out; a real model would do as it is told there. */
const schemaTold = ({ body, messages }: VendorRequest): JsonRecord | undefined => {
  const texts = [body['system'], ...messages.filter(({ role }) => role === 'system').map(({ content }) => content)].map(textOf)
  return texts.some(text => text.includes('JSON Schema')) ? schemaInWords(texts) : undefined
}

/** The schema that the answer is to have; an empty one for any JSON object. */
const schemaAsked = (request: VendorRequest): JsonRecord | undefined => {
  const { body } = request
  const { type, schema, json_schema: named } = recordOf(body['response_format'] ?? recordOf(body['output_config'])['format'])
  if (type === 'json_schema') return recordOf(schema ?? recordOf(named)['schema'])
  return schemaTold(request) ?? (type === 'json_object' ? {} : undefined)
}

/** One tool alone, and data asked for: a model would take the hint although nothing forces it. */
const hintedCall = ({ text, rounds }: OpenTurn, { tools }: VendorRequest): RequestedCall | undefined => {
  const [only] = tools
  return only !== undefined && tools.length === 1 && rounds === 0 && /\bas data\b/iu.test(text) ? sampleCall(only) : undefined
}

const callsOfTurn = (turn: OpenTurn, request: VendorRequest): readonly RequestedCall[] => {
  const { body, tools } = request
  const choice = body['tool_choice']
  if (choice === 'none' || recordOf(choice)['type'] === 'none') return []
  const asked = requestedCalls(turn.text, tools, turn.rounds)
  const forced = asked.length === 0 ? forcedCall(choice, tools) ?? hintedCall(turn, request) : undefined
  return forced === undefined ? asked : [forced]
}

const plainText = (vendor: Vendor, { text, results }: OpenTurn): string => {
  if (results.length === 0) return `${signOf(vendor.name)} You wrote: ${text.replaceAll(/\s+/gu, ' ').slice(0, LONGEST_ECHO)}`
  return `${signOf(vendor.name)} The tools said: ${results.map(result => result.slice(0, LONGEST_RESULT)).join('\n')}`
}

const wordsAnswered = (vendor: Vendor, turn: OpenTurn, request: VendorRequest): string => {
  const schema = schemaAsked(request)
  if (schema === undefined) return plainText(vendor, turn)
  const sign = signOf(vendor.name)
  return JSON.stringify(Object.keys(schema).length === 0 ? { answer: sign } : sampleJson(schema, sign))
}

const thoughtOf = ({ body }: VendorRequest, vendor: Vendor, turn: OpenTurn): readonly AnswerBlock[] => {
  const isOmitted = vendor.quirks.includes('omits-thinking') && recordOf(body['thinking'])['display'] === 'omitted'
  const thought = isOmitted ? '' : `The simulated ${vendor.name} thinks about round ${turn.rounds}.`
  return [{ type: 'reasoning', pieces: wordsOf(thought), signature: signatureOf(thought) }]
}

export const answerOf = (vendor: Vendor, request: VendorRequest, count: number): ModelAnswer => {
  const turn = openTurnOf(request.messages)
  const calls = callsOfTurn(turn, request)
  const thought = request.isThinking && vendor.showsThinking ? thoughtOf(request, vendor, turn) : []
  const said: readonly AnswerBlock[] = calls.length === 0
    ? [{ type: 'text', pieces: wordsOf(wordsAnswered(vendor, turn, request)) }]
    : calls.map((call, index) => ({ type: 'tool-call', id: callIdOf(vendor, count, call, index), name: call.name, pieces: cutInThree(call.argumentsText) }))
  const { system, messages, tools } = request.body
  return {
    id: `${vendor.wire === 'anthropic-messages' ? 'msg' : 'chatcmpl'}_${digest(vendor.name, count).slice(0, 24)}`,
    model: request.model.id,
    createdAtSeconds: CREATED_AT_SECONDS,
    choices: [{ blocks: [...thought, ...said], finishReason: calls.length === 0 ? 'stop' : 'tool-calls' }],
    usage: {
      inputTokens: estimateJsonTokens([system, messages, tools]) + CACHED_TOKENS,
      cacheReadTokens: CACHED_TOKENS,
      outputTokens: estimateTokens(JSON.stringify(said)),
      ...(isRecord(thought[0]) && { reasoningTokens: 12 }),
    },
  }
}

/** Arguments come in pieces that mean nothing by themselves. */
const cutInThree = (text: string): readonly string[] => {
  const size = Math.ceil(text.length / 3)
  return [text.slice(0, size), text.slice(size, 2 * size), text.slice(2 * size)].filter(piece => piece !== '')
}
