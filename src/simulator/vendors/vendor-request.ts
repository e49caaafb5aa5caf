/** A request as a vendor's rules look at it: the body's parts, the model that was asked for, and whether it is going to think. */

import type { IncomingHttpHeaders } from 'node:http'
import type { CapturedRequest } from '../exchange.ts'
import type { Thinks, ThinkingSwitch, VendorModel } from './vendor-model.ts'

export type JsonRecord = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is JsonRecord => typeof value === 'object' && value !== null && !Array.isArray(value)
export const recordOf = (value: unknown): JsonRecord => isRecord(value) ? value : {}
/** The objects of a list; nothing where there is none. */
export const recordsOf = (value: unknown): readonly JsonRecord[] => Array.isArray(value) ? value.filter(isRecord) : []

export interface VendorRequest {
  readonly model: VendorModel
  readonly headers: IncomingHttpHeaders
  readonly body: JsonRecord
  readonly messages: readonly JsonRecord[]
  readonly tools: readonly JsonRecord[]
  readonly isStream: boolean
  readonly isThinking: boolean
}

/** What the request says of thinking; `undefined` where it says nothing. */
const TOLD: Readonly<Record<ThinkingSwitch, (body: JsonRecord) => boolean | undefined>> = {
  none: () => undefined,
  thinking: ({ thinking }) => isRecord(thinking) ? thinking['type'] !== 'disabled' : undefined,
  enable_thinking: ({ enable_thinking: isOn }) => typeof isOn === 'boolean' ? isOn : undefined,
  reasoning_effort: ({ reasoning_effort: effort }) => typeof effort === 'string' ? effort !== 'none' : undefined,
  reasoning: ({ reasoning }) => isRecord(reasoning) ? reasoning['enabled'] !== false && reasoning['effort'] !== 'none' : undefined,
}

const THINKS: Readonly<Record<Thinks, (told: boolean | undefined) => boolean>> = {
  always: () => true,
  'unless-told': told => told ?? true,
  'when-told': told => told ?? false,
  never: () => false,
}

export const readVendorRequest = (thinkingSwitch: ThinkingSwitch, model: VendorModel, { headers, json }: Pick<CapturedRequest, 'headers' | 'json'>): VendorRequest => ({
  model,
  headers,
  body: json,
  messages: recordsOf(json['messages']),
  tools: recordsOf(json['tools']),
  isStream: json['stream'] === true,
  isThinking: THINKS[model.thinks](TOLD[thinkingSwitch](json)),
})

/** A string is one text part. */
export const partsOf = (content: unknown): readonly JsonRecord[] => typeof content === 'string' ? [{ type: 'text', text: content }] : recordsOf(content)

export const textOf = (content: unknown): string =>
  partsOf(content).map(part => part['text']).filter(text => typeof text === 'string').join('\n')

/** The calls of an assistant message of either wire. */
export interface CallSeen {
  readonly id: unknown
  readonly name: unknown
  /** Text on the OpenAI wire, an object on Anthropic's. */
  readonly input: unknown
  readonly raw: JsonRecord
}

export const callsOf = (message: JsonRecord): readonly CallSeen[] => [
  ...recordsOf(message['tool_calls']).map(raw => {
    const { name, arguments: input } = recordOf(raw['function'])
    return { id: raw['id'], name, input, raw }
  }),
  ...recordsOf(message['content']).filter(({ type }) => type === 'tool_use').map(raw => ({ id: raw['id'], name: raw['name'], input: raw['input'], raw })),
]

/** Name and schema of an offered tool of either wire. */
export const declarationOf = (tool: JsonRecord): { readonly name: unknown; readonly schema: unknown; readonly members: JsonRecord } => {
  const members = isRecord(tool['function']) ? tool['function'] : tool
  return { name: members['name'], schema: members['parameters'] ?? members['input_schema'], members }
}
