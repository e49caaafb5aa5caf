/**
 * The rows of the matrix in the words of the Responses wire. What a provider is sent is what the row says of its own clients,
 * but for the members named here.
 */

import type { DialectName } from './answers.ts'
import { CONVERSATION_ROWS } from './conversation-rows.ts'
import type { Row } from './row.ts'
import { TOOL_ROWS } from './tool-rows.ts'

export interface ResponsesRow {
  readonly asks: object
  /** Members that are sent otherwise than to clients of the row; undefined ones are not sent. */
  readonly sent?: Readonly<Partial<Record<DialectName, object>>>
  readonly dropped?: Readonly<Partial<Record<DialectName, readonly string[]>>>
  /** Thinking is shown to whoever asks for a summary of it. */
  readonly seesThinking?: boolean
}

const HI = { role: 'user', content: 'Hi' } as const
const NO_LIMIT = { openai: { max_tokens: undefined } } as const
const SHOWN = { summary: 'auto' } as const
const text = (said: string): object => ({ type: 'input_text', text: said })
const said = (words: string): object => ({ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: words }] })

const WEATHER = { type: 'object', properties: { city: { type: 'string', minLength: 1 } }, required: ['city'], additionalProperties: false } as const
const TOOLS = [{ type: 'function', name: 'weather', description: 'The weather', parameters: WEATHER, strict: true }, { type: 'function', name: 'time', parameters: { type: 'object', properties: {} } }] as const
const CALLS = [{ type: 'function_call', call_id: 'call_a', name: 'weather', arguments: '{"city":"Rome"}' }, { type: 'function_call', call_id: 'call_b', name: 'time', arguments: '{}' }] as const
const output = (callId: string, given: unknown): object => ({ type: 'function_call_output', call_id: callId, output: given })
const tooled = (members: object = {}): object => ({ input: [HI], tools: TOOLS, ...members })
const SCHEMA = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'], additionalProperties: false } as const

const ROWS: Readonly<Record<string, ResponsesRow>> = {
  'text, with a system prompt, a history and sampling': {
    asks: { instructions: 'Be brief.', input: [HI, said('Yes?'), { role: 'user', content: [text('Say مرحبا'), text('now')] }], temperature: 0.5, top_p: 0.9, max_output_tokens: 300 },
  },
  'system text in the middle, a developer\'s, and Claude Code\'s billing line': {
    asks: { input: [{ role: 'developer', content: 'Be brief.' }, HI, { role: 'system', content: 'It is late.' }] },
    sent: NO_LIMIT,
  },
  'thinking that was asked for': { asks: { input: [HI], max_output_tokens: 20_000, reasoning: { effort: 'high', ...SHOWN } }, sent: { openai: { reasoning_effort: 'high' } }, seesThinking: true },
  'thinking that nobody asked to see': { asks: { input: [HI] }, sent: NO_LIMIT },
  'thinking that was switched off': { asks: { input: 'Hi', reasoning: { effort: 'none' } }, sent: { openai: { max_completion_tokens: undefined } } },
  'a history with thinking, signatures included': {
    asks: { input: [HI, { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }], encrypted_content: 'gAAA' }, said('Yes?'), HI], max_output_tokens: 20_000, reasoning: { effort: 'low', ...SHOWN } },
    sent: { anthropic: { max_tokens: 20_000, thinking: { type: 'enabled', budget_tokens: 2048 } } },
    seesThinking: true,
  },
  'images, in line and by address': {
    asks: { input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'data:image/png;base64,iVBORw0KGgo=' }, { type: 'input_image', image_url: 'https://pictures.test/cat.png' }, text('What?')] }] },
    sent: {
      ...NO_LIMIT,
      anthropic: { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } }, { type: 'image', source: { type: 'url', url: 'https://pictures.test/cat.png' } }, { type: 'text', text: 'What?' }] }] },
    },
  },
  'a document, for a model that reads them': {
    asks: { input: [{ role: 'user', content: [{ type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0xLjQK' }, text('What?')] }] },
    sent: { openai: { max_tokens: undefined, messages: [{ role: 'user', content: [{ type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0xLjQK' } }, { type: 'text', text: 'What?' }] }] } },
    dropped: { openai: [] },
  },
  'structured output': {
    asks: { input: [HI], text: { format: { type: 'json_schema', name: 'person', strict: true, schema: SCHEMA } } },
    sent: { openai: { max_tokens: undefined, response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema: SCHEMA } } } },
  },
  'a stop sequence that was met': { asks: { input: [HI] }, sent: { openai: { max_tokens: undefined, stop: undefined }, anthropic: { stop_sequences: undefined } } },
  'an answer cut short by its limit': { asks: { input: [HI], max_output_tokens: 3 } },
  'an answer that a filter stopped': { asks: { input: [HI] }, sent: NO_LIMIT },
  'settings that only one wire has': {
    asks: { input: [HI], truncation: 'auto', prompt_cache_key: 'k', metadata: { a: 'b' }, user: 'who', store: false, include: ['reasoning.encrypted_content'], text: { verbosity: 'low' }, client_metadata: { id: 'x' } },
    sent: NO_LIMIT,
    dropped: { openai: ['truncation', 'prompt_cache_key', 'metadata', 'user', 'text.verbosity', 'client_metadata'], anthropic: ['truncation', 'prompt_cache_key', 'metadata', 'user', 'text.verbosity', 'client_metadata'] },
  },
  'usage, asked for in a stream': { asks: { input: [HI], stream_options: { include_obfuscation: false } }, sent: NO_LIMIT },
  'one tool call': { asks: tooled(), sent: NO_LIMIT },
  'parallel tool calls, after some words': { asks: tooled(), sent: NO_LIMIT },
  'a tool call that its provider ends as if it were none': { asks: tooled(), sent: NO_LIMIT },
  'a tool call after thinking': { asks: tooled({ max_output_tokens: 20_000, reasoning: { effort: 'low', ...SHOWN } }), sent: { openai: { reasoning_effort: 'low' } }, seesThinking: true },
  'one tool forced, calls one at a time': { asks: tooled({ tool_choice: { type: 'function', name: 'time' }, parallel_tool_calls: false }), sent: NO_LIMIT },
  'any tool forced': { asks: tooled({ tool_choice: 'required' }), sent: NO_LIMIT },
  'tools forbidden': { asks: tooled({ tool_choice: 'none' }), sent: NO_LIMIT },
  'a second turn with results in another order than their calls': {
    asks: tooled({ input: [HI, ...CALLS, output('call_b', 'noon'), output('call_a', [{ type: 'input_text', text: 'warm' }]), { role: 'user', content: 'So?' }] }),
    sent: { openai: { max_tokens: undefined, messages: [
      HI, { role: 'assistant', content: null, tool_calls: [{ id: 'call_a', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } }, { id: 'call_b', type: 'function', function: { name: 'time', arguments: '{}' } }] },
      { role: 'tool', tool_call_id: 'call_a', content: 'warm' }, { role: 'tool', tool_call_id: 'call_b', content: 'noon' }, { role: 'user', content: 'So?' },
    ] } },
  },
  'a tool without parameters, results in parts, empty, and missing': {
    asks: { input: [HI, ...CALLS, output('call_a', ''), output('call_z', 'lost')], tools: [{ type: 'function', name: 'time', parameters: null }] },
    sent: { openai: { max_tokens: undefined }, anthropic: { messages: [
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] }, { role: 'assistant', content: [{ type: 'tool_use', id: 'call_a', name: 'weather', input: { city: 'Rome' } }, { type: 'tool_use', id: 'call_b', name: 'time', input: {} }] },
      { role: 'user', content: [
        { type: 'tool_result', tool_use_id: 'call_a', content: '(no output)' }, { type: 'tool_result', tool_use_id: 'call_b', content: '(no result: the call was interrupted)', is_error: true },
        { type: 'text', text: 'Result of the earlier tool call call_z:' }, { type: 'text', text: 'lost' },
      ] },
    ] } },
  },
}

export const MATRIX_ROWS: readonly Row[] = [...CONVERSATION_ROWS, ...TOOL_ROWS]

export const inResponses = ({ name }: Row): ResponsesRow => {
  const row = ROWS[name]
  if (row === undefined) throw new Error(`"${name}" is not told in the words of the Responses wire`)
  return row
}
