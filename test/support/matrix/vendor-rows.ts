/**
 * Rows of the matrix: vendors with quirks. One question that offends every one of them somewhere, what each is sent in its
 * place, and a captured stream of each with its oddities.
 */

import { expect } from 'vitest'
import type { ClientWire } from '../replies.ts'
import type { HeardBlock } from './heard.ts'

const PARAMETERS = { type: 'object', properties: { city: { type: 'string', const: 'Rome' }, days: { type: 'integer', exclusiveMinimum: 0 } } } as const
const GEMINI_PARAMETERS = { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } } } as const
const ANSWER_SCHEMA = { type: 'object', properties: { warm: { type: 'boolean' } } } as const
const PNG = 'iVBORw0KGgo='

const tool = (name: string, parameters: object): object => ({ type: 'function', function: { name, parameters } })
const call = { id: 'call_a', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } } as const
const picture = { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } } as const
const HI = { role: 'user', content: 'Hi' } as const
const RESULT = { role: 'tool', tool_call_id: 'call_a', content: 'warm' } as const
const LATE = '<system-reminder>\nIt is late.\n</system-reminder>'
const CHOICE = { type: 'function', function: { name: 'weather' } } as const

/** Everything at once: a forced tool while it thinks, a schema, an image, a temperature, a history that lost its thinking. */
export const QUESTION: Readonly<Record<ClientWire, object>> = {
  'openai-chat': {
    messages: [{ role: 'developer', content: 'Be brief.' }, HI, { role: 'assistant', content: null, tool_calls: [call] }, RESULT, { role: 'system', content: 'It is late.' }, { role: 'user', content: [{ type: 'text', text: 'What?' }, picture] }],
    tools: [tool('weather', PARAMETERS), tool('time', { type: 'object', properties: {} })],
    tool_choice: CHOICE,
    temperature: 0.5,
    max_completion_tokens: 20_000,
    reasoning_effort: 'high',
    response_format: { type: 'json_schema', json_schema: { name: 'response', schema: ANSWER_SCHEMA } },
    stream_options: { include_usage: true },
  },
  'anthropic-messages': {
    system: 'Be brief.',
    messages: [
      HI,
      { role: 'assistant', content: [{ type: 'tool_use', id: 'call_a', name: 'weather', input: { city: 'Rome' } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_a', content: 'warm' }] },
      { role: 'system', content: 'It is late.' },
      { role: 'user', content: [{ type: 'text', text: 'What?' }, { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } }] },
    ],
    tools: [{ name: 'weather', input_schema: PARAMETERS }, { name: 'time', input_schema: { type: 'object' } }],
    tool_choice: { type: 'tool', name: 'weather' },
    temperature: 0.5,
    max_tokens: 20_000,
    thinking: { type: 'enabled', budget_tokens: 17_000 },
    output_config: { format: { type: 'json_schema', schema: ANSWER_SCHEMA } },
  },
}

const INSTRUCTION = `Answer with one JSON value that conforms to this JSON Schema and nothing else: no explanation, no code fence.\n${JSON.stringify(ANSWER_SCHEMA)}`
const WITH_INSTRUCTION = `Be brief.\n\n${INSTRUCTION}`

interface Fitted {
  readonly system: string
  /** Beside the call of the history. */
  readonly turn?: object
  readonly call?: object
  readonly seesImages: boolean
  readonly keepsLateSystem: boolean
}

/** The conversation for a client of the same wire: its own messages, mended one by one. */
const ownMessages = ({ system, turn, call: fittedCall = call, seesImages, keepsLateSystem }: Fitted): readonly object[] => [
  { role: 'system', content: system }, HI, { role: 'assistant', content: null, ...turn, tool_calls: [fittedCall] }, RESULT,
  keepsLateSystem ? { role: 'system', content: 'It is late.' } : { role: 'user', content: LATE },
  { role: 'user', content: seesImages ? [{ type: 'text', text: 'What?' }, picture] : 'What?\n\n[image left out, this model cannot see it]' },
]

/** The same conversation, written anew. */
const newMessages = ({ system, turn, call: fittedCall = call, seesImages }: Fitted): readonly object[] => [
  { role: 'system', content: system }, HI, { role: 'assistant', content: null, ...turn, tool_calls: [fittedCall] }, RESULT,
  { role: 'user', content: seesImages ? [{ type: 'text', text: LATE }, { type: 'text', text: 'What?' }, picture] : `${LATE}\n\nWhat?\n\n[image left out, this model cannot see it: image/png]` },
]

const sentBy = (fitted: Fitted, members: object): Readonly<Record<ClientWire, object>> => ({
  'openai-chat': { messages: ownMessages(fitted), ...members },
  'anthropic-messages': { messages: newMessages(fitted), ...members },
})

const FORCED = { tools: [tool('weather', PARAMETERS), tool('time', { type: 'object', properties: {} })], tool_choice: CHOICE } as const
const JSON_OBJECT = { response_format: { type: 'json_object' } } as const
const MINTED = expect.stringMatching(/^(?:call|toolu)_[\da-f]{24}$/u) as string

export interface VendorRow {
  /** A preset, whose quirks are named by `compat:` in the file. */
  readonly vendor: string
  readonly fixture: string
  readonly sent: Readonly<Record<ClientWire, object>>
  /** What the header tells both clients; what only one of them is told. */
  readonly dropped: readonly string[]
  readonly droppedHere?: Readonly<Partial<Record<ClientWire, readonly string[]>>>
  /** Thinking is there without its signature. */
  readonly hears: readonly HeardBlock[]
  /** `hasOwnName`: what was cached is told by a member of the vendor's own, which reaches a client of the same wire as it is. */
  readonly usage: { readonly read: number, readonly written: number, readonly cached: number, readonly hasOwnName?: boolean }
}

export const VENDOR_ROWS: readonly VendorRow[] = [
  {
    vendor: 'deepseek',
    fixture: 'deepseek-tool-call.sse',
    sent: sentBy({ system: WITH_INSTRUCTION, turn: { reasoning_content: ' ' }, seesImages: false, keepsLateSystem: true }, { ...FORCED, ...JSON_OBJECT, temperature: 0.5, max_tokens: 20_000, thinking: { type: 'disabled' } }),
    dropped: ['reasoning'],
    droppedHere: { 'anthropic-messages': ['image'] },
    hears: [['thinking', 'I need the weather.'], ['text', 'Let me look.'], ['call', 'call_00_n9hzoJSh5RkNHGqRHqTiK2XT', 'get_weather', { city: 'القاهرة' }]],
    usage: { read: 200, written: 40, cached: 128, hasOwnName: true },
  },
  {
    vendor: 'kimi',
    fixture: 'kimi-parallel-tools.sse',
    sent: sentBy({ system: 'Be brief.', turn: { reasoning_content: ' ' }, seesImages: true, keepsLateSystem: true }, {
      ...FORCED, max_completion_tokens: 20_000, thinking: { type: 'disabled' }, response_format: { type: 'json_schema', json_schema: { name: 'response', schema: ANSWER_SCHEMA } },
    }),
    dropped: ['reasoning', 'temperature'],
    hears: [['thinking', 'Two commands.'], ['call', MINTED, 'Bash', { command: 'ls' }], ['call', MINTED, 'Bash', { command: 'pwd' }]],
    usage: { read: 600, written: 52, cached: 512, hasOwnName: true },
  },
  {
    vendor: 'gemini',
    fixture: 'gemini-tool-calls.sse',
    sent: sentBy({ system: 'Be brief.', call: { ...call, extra_content: { google: { thought_signature: 'skip_thought_signature_validator' } } }, seesImages: true, keepsLateSystem: true }, {
      tools: [tool('weather', GEMINI_PARAMETERS), tool('time', { type: 'object', properties: {} })],
      tool_choice: CHOICE, temperature: 0.5, max_tokens: 20_000, reasoning_effort: 'high', response_format: { type: 'json_schema', json_schema: { name: 'response', schema: ANSWER_SCHEMA } },
    }),
    dropped: [],
    hears: [['call', MINTED, 'get_weather', { city: 'Paris' }], ['call', MINTED, 'get_weather', { city: 'Rome' }]],
    usage: { read: 90, written: 100, cached: 0 },
  },
  {
    vendor: 'qwen',
    fixture: 'qwen-tool-calls.sse',
    sent: sentBy({ system: WITH_INSTRUCTION, seesImages: true, keepsLateSystem: false }, { ...FORCED, ...JSON_OBJECT, temperature: 0.5, max_tokens: 20_000, enable_thinking: false }),
    dropped: ['reasoning'],
    hears: [['call', 'call_f1', 'get_weather', { city: '北京' }], ['call', 'call_f2', 'get_time', { zone: 'Asia/Shanghai' }]],
    usage: { read: 290, written: 45, cached: 0 },
  },
  {
    vendor: 'glm',
    fixture: 'glm-tool-call.sse',
    sent: sentBy({ system: WITH_INSTRUCTION, seesImages: false, keepsLateSystem: true }, { ...JSON_OBJECT, tools: [tool('weather', PARAMETERS)], tool_choice: 'auto', temperature: 0.5, max_tokens: 20_000, thinking: { type: 'enabled' } }),
    dropped: ['tool_choice'],
    droppedHere: { 'anthropic-messages': ['image'] },
    hears: [['thinking', '\n用户想知道天气。'], ['text', '\n好的。'], ['call', 'call_-7846573921', 'get_weather', { city: '上海' }]],
    usage: { read: 171, written: 33, cached: 43 },
  },
]
