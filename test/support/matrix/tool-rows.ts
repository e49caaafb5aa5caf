/** Rows of the matrix: tools, choices among them, calls and results. */

import { called, said, thought } from './answers.ts'
import { CACHED, HI, HI_BLOCKS, type Row } from './row.ts'

const SCHEMA = { type: 'object', properties: { city: { type: 'string', minLength: 1 } }, required: ['city'], additionalProperties: false } as const
const NOTHING = { type: 'object', properties: {} } as const

/** As each client declares them. */
const OPENAI_TOOLS = [
  { type: 'function', function: { name: 'weather', description: 'The weather', parameters: SCHEMA, strict: true } },
  { type: 'function', function: { name: 'time', parameters: NOTHING } },
] as const
const ANTHROPIC_TOOLS = [
  { name: 'weather', description: 'The weather', input_schema: { $schema: 'https://json-schema.org/draft/2020-12/schema', ...SCHEMA } },
  { name: 'time', input_schema: NOTHING, ...CACHED },
] as const

/** As they reach the other wire. */
const SENT = {
  openai: { messages: HI, max_tokens: 50, tools: [{ type: 'function', function: { name: 'weather', description: 'The weather', parameters: SCHEMA } }, { type: 'function', function: { name: 'time', parameters: NOTHING } }] },
  anthropic: { max_tokens: 8192, messages: HI_BLOCKS, tools: [{ name: 'weather', description: 'The weather', input_schema: SCHEMA }, { name: 'time', input_schema: NOTHING }] },
} as const
const ASKS = {
  'openai-chat': { messages: HI, tools: OPENAI_TOOLS },
  'anthropic-messages': { messages: HI, max_tokens: 50, tools: ANTHROPIC_TOOLS },
} as const

const WEATHER = called('call_weather', 'weather', { city: 'القاهرة', deep: { quote: '"', list: [1, null] } })
const TIME = called('toolu_time', 'time', {})
const ANOTHER_WEATHER = called('call-3', 'weather', { city: 'Rome' })

const withChoice = (openAi: object, anthropic: object): Pick<Row, 'asks' | 'sent'> => ({
  asks: { 'openai-chat': { ...ASKS['openai-chat'], ...openAi }, 'anthropic-messages': { ...ASKS['anthropic-messages'], ...anthropic } },
  sent: { openai: { ...SENT.openai, ...openAi }, anthropic: { ...SENT.anthropic, ...anthropic } },
})

const CALL_ROWS: readonly Row[] = [
  { name: 'one tool call', asks: ASKS, sent: SENT, says: { blocks: [WEATHER], finishReason: 'tool-calls' } },
  { name: 'parallel tool calls, after some words', asks: ASKS, sent: SENT, says: { blocks: [said('Let me look.'), WEATHER, TIME, ANOTHER_WEATHER], finishReason: 'tool-calls' } },
  { name: 'a tool call that its provider ends as if it were none', asks: ASKS, sent: SENT, says: { blocks: [TIME] } },
  {
    name: 'a tool call after thinking',
    model: 'thinker',
    asks: {
      'openai-chat': { ...ASKS['openai-chat'], max_completion_tokens: 20_000, reasoning_effort: 'low' },
      'anthropic-messages': { ...ASKS['anthropic-messages'], max_tokens: 20_000, thinking: { type: 'enabled', budget_tokens: 10_000 } },
    },
    sent: {
      openai: { messages: HI, max_completion_tokens: 20_000, tools: SENT.openai.tools, reasoning_effort: 'medium' },
      anthropic: { ...SENT.anthropic, max_tokens: 20_000, thinking: { type: 'enabled', budget_tokens: 2048 } },
    },
    says: { blocks: [thought('Weather, then.'), said('Looking.'), WEATHER], finishReason: 'tool-calls' },
  },
]

const CHOICE_ROWS: readonly Row[] = [
  {
    name: 'one tool forced, calls one at a time',
    ...withChoice({ tool_choice: { type: 'function', function: { name: 'time' } }, parallel_tool_calls: false }, { tool_choice: { type: 'tool', name: 'time', disable_parallel_tool_use: true } }),
    says: { blocks: [TIME], finishReason: 'tool-calls' },
  },
  { name: 'any tool forced', ...withChoice({ tool_choice: 'required' }, { tool_choice: { type: 'any' } }), says: { blocks: [WEATHER], finishReason: 'tool-calls' } },
  { name: 'tools forbidden', ...withChoice({ tool_choice: 'none' }, { tool_choice: { type: 'none' } }), says: { blocks: [said('No tools.')] } },
]

const OPENAI_CALLS = [
  { id: 'call_a', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } },
  { id: 'call_b', type: 'function', function: { name: 'time', arguments: '{}' } },
] as const
const ANTHROPIC_CALLS = [{ type: 'tool_use', id: 'call_a', name: 'weather', input: { city: 'Rome' } }, { type: 'tool_use', id: 'call_b', name: 'time', input: {} }] as const
const PICTURE = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } } as const

const RESULT_ROWS: readonly Row[] = [
  {
    name: 'a second turn with results in another order than their calls',
    asks: {
      'openai-chat': { ...ASKS['openai-chat'], messages: [...HI, { role: 'assistant', content: null, tool_calls: OPENAI_CALLS }, { role: 'tool', tool_call_id: 'call_b', content: 'noon' }, { role: 'tool', tool_call_id: 'call_a', content: 'warm' }, { role: 'user', content: 'So?' }] },
      'anthropic-messages': { ...ASKS['anthropic-messages'], messages: [...HI, { role: 'assistant', content: [{ type: 'text', text: 'Looking.' }, ...ANTHROPIC_CALLS] }, { role: 'user', content: [{ type: 'text', text: 'Here.' }, { type: 'tool_result', tool_use_id: 'call_b', content: 'no clock', is_error: true }, { type: 'tool_result', tool_use_id: 'call_a', content: [{ type: 'text', text: 'warm' }, PICTURE] }, { type: 'text', text: 'So?', ...CACHED }] }] },
    },
    sent: {
      openai: { ...SENT.openai, messages: [...HI, { role: 'assistant', content: 'Looking.', tool_calls: OPENAI_CALLS }, { role: 'tool', tool_call_id: 'call_a', content: 'warm' }, { role: 'tool', tool_call_id: 'call_b', content: 'Error: no clock' }, { role: 'user', content: [{ type: 'text', text: 'From the result of tool call call_a (weather):' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }, { type: 'text', text: 'Here.' }, { type: 'text', text: 'So?' }] }] },
      anthropic: { ...SENT.anthropic, messages: [...HI_BLOCKS, { role: 'assistant', content: ANTHROPIC_CALLS }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_a', content: 'warm' }, { type: 'tool_result', tool_use_id: 'call_b', content: 'noon' }, { type: 'text', text: 'So?' }] }] },
    },
    says: { blocks: [said('It is warm at noon.')] },
  },
  {
    name: 'a tool without parameters, results in parts, empty, and missing',
    asks: {
      'openai-chat': { tools: [{ type: 'function', function: { name: 'time' } }], messages: [...HI, { role: 'assistant', tool_calls: OPENAI_CALLS }, { role: 'tool', tool_call_id: 'call_a', content: [{ type: 'text', text: 'warm' }] }, { role: 'user', content: 'So?' }] },
      'anthropic-messages': { max_tokens: 50, tools: [{ name: 'time', input_schema: { type: 'object' } }], messages: [...HI, { role: 'assistant', content: ANTHROPIC_CALLS }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_a' }, { type: 'tool_result', tool_use_id: 'call_z', content: 'lost' }] }] },
    },
    sent: {
      openai: { max_tokens: 50, tools: [{ type: 'function', function: { name: 'time', parameters: NOTHING } }], messages: [...HI, { role: 'assistant', content: null, tool_calls: OPENAI_CALLS }, { role: 'tool', tool_call_id: 'call_a', content: '(no output)' }, { role: 'tool', tool_call_id: 'call_b', content: '(no result: the call was interrupted)' }, { role: 'user', content: 'Result of the earlier tool call call_z:\n\nlost' }] },
      anthropic: { max_tokens: 8192, tools: [{ name: 'time', input_schema: NOTHING }], messages: [...HI_BLOCKS, { role: 'assistant', content: ANTHROPIC_CALLS }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_a', content: 'warm' }, { type: 'tool_result', tool_use_id: 'call_b', content: '(no result: the call was interrupted)', is_error: true }, { type: 'text', text: 'So?' }] }] },
    },
    mended: { openai: {
      tools: [{ type: 'function', function: { name: 'time', parameters: NOTHING } }],
      messages: [...HI, { role: 'assistant', tool_calls: OPENAI_CALLS }, { role: 'tool', tool_call_id: 'call_a', content: 'warm' }, { role: 'user', content: 'So?' }],
    } },
    says: { blocks: [said('It is warm.')] },
  },
]

export const TOOL_ROWS: readonly Row[] = [...CALL_ROWS, ...CHOICE_ROWS, ...RESULT_ROWS]
