/** Rows of the matrix: what is said, thought, shown and counted. Tools have a file of their own. */

import { SIGNATURE, said, thought } from './answers.ts'
import { CACHED, HI, HI_BLOCKS, type Row } from './row.ts'

const PNG = 'iVBORw0KGgo='
const PDF = 'JVBERi0xLjQK'
const HELLO = said('Hello. مرحبا 👋 "quoted" \\ done')

const TEXT_ROWS: readonly Row[] = [
  {
    name: 'text, with a system prompt, a history and sampling',
    asks: {
      'openai-chat': { messages: [{ role: 'system', content: 'Be brief.' }, ...HI, { role: 'assistant', content: 'Yes?' }, { role: 'user', content: [{ type: 'text', text: 'Say مرحبا' }, { type: 'text', text: 'now' }] }], temperature: 0.5, top_p: 0.9, max_tokens: 300 },
      'anthropic-messages': { system: [{ type: 'text', text: 'Be brief.', ...CACHED }], messages: [...HI, { role: 'assistant', content: 'Yes?' }, { role: 'user', content: [{ type: 'text', text: 'Say مرحبا' }, { type: 'text', text: 'now', ...CACHED }] }], temperature: 0.5, top_p: 0.9, max_tokens: 300 },
    },
    sent: {
      openai: { messages: [{ role: 'system', content: 'Be brief.' }, ...HI, { role: 'assistant', content: 'Yes?' }, { role: 'user', content: 'Say مرحبا\n\nnow' }], max_tokens: 300, temperature: 0.5, top_p: 0.9 },
      anthropic: { max_tokens: 300, system: 'Be brief.', messages: [...HI_BLOCKS, { role: 'assistant', content: [{ type: 'text', text: 'Yes?' }] }, { role: 'user', content: [{ type: 'text', text: 'Say مرحبا' }, { type: 'text', text: 'now' }] }], temperature: 0.5, top_p: 0.9 },
    },
    says: { blocks: [HELLO] },
  },
  {
    name: 'system text in the middle, a developer\'s, and Claude Code\'s billing line',
    asks: {
      'openai-chat': { messages: [{ role: 'developer', content: 'Be brief.' }, ...HI, { role: 'system', content: 'It is late.' }] },
      'anthropic-messages': { max_tokens: 50, system: [{ type: 'text', text: 'x-anthropic-billing-header: cc_version=2' }, { type: 'text', text: 'Be brief.' }], messages: [...HI, { role: 'system', content: 'It is late.' }] },
    },
    sent: {
      openai: { max_tokens: 50, messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'Hi\n\n<system-reminder>\nIt is late.\n</system-reminder>' }] },
      anthropic: { max_tokens: 8192, system: 'Be brief.', messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }, { type: 'text', text: '<system-reminder>\nIt is late.\n</system-reminder>' }] }] },
    },
    mended: { openai: { messages: [{ role: 'system', content: 'Be brief.' }, ...HI, { role: 'system', content: 'It is late.' }] } },
    says: { blocks: [HELLO] },
  },
]

const BUDGET = { max_tokens: 20_000, thinking: { type: 'enabled', budget_tokens: 4096 } } as const
const THOUGHT = thought('First I think. أفكر')

const THINKING_ROWS: readonly Row[] = [
  {
    name: 'thinking that was asked for',
    model: 'thinker',
    asks: { 'openai-chat': { messages: HI, max_completion_tokens: 20_000, reasoning_effort: 'high' }, 'anthropic-messages': { messages: HI, ...BUDGET } },
    sent: {
      openai: { messages: HI, max_completion_tokens: 20_000, reasoning_effort: 'low' },
      anthropic: { max_tokens: 20_000, messages: HI_BLOCKS, thinking: { type: 'enabled', budget_tokens: 16_384 } },
    },
    says: { blocks: [THOUGHT, HELLO] },
  },
  {
    name: 'thinking that nobody asked to see',
    asks: { 'openai-chat': { messages: HI, reasoning: { exclude: true } }, 'anthropic-messages': { messages: HI, max_tokens: 50 } },
    sent: { openai: { messages: HI, max_tokens: 50 }, anthropic: { max_tokens: 8192, messages: HI_BLOCKS } },
    says: { blocks: [THOUGHT, HELLO] },
    hidesThinking: ['openai-chat', 'anthropic-messages'],
  },
  {
    name: 'thinking that was switched off',
    model: 'thinker',
    asks: { 'openai-chat': { messages: HI, reasoning_effort: 'none' }, 'anthropic-messages': { messages: HI, max_tokens: 50, thinking: { type: 'disabled' } } },
    sent: { openai: { messages: HI, max_completion_tokens: 50, reasoning_effort: 'none' }, anthropic: { max_tokens: 8192, messages: HI_BLOCKS, thinking: { type: 'disabled' } } },
    says: { blocks: [HELLO] },
  },
  {
    name: 'a history with thinking, signatures included',
    model: 'thinker',
    asks: {
      'openai-chat': { messages: [...HI, { role: 'assistant', content: 'Yes?', reasoning_content: 'Hm.' }, ...HI] },
      'anthropic-messages': { messages: [...HI, { role: 'assistant', content: [{ type: 'thinking', thinking: 'Hm.', signature: SIGNATURE }, { type: 'redacted_thinking', data: 'c2VjcmV0' }, { type: 'text', text: 'Yes?' }] }, ...HI], ...BUDGET },
    },
    sent: {
      openai: { messages: [...HI, { role: 'assistant', content: 'Yes?' }, ...HI], max_completion_tokens: 20_000, reasoning_effort: 'low' },
      anthropic: { max_tokens: 8192, messages: [...HI_BLOCKS, { role: 'assistant', content: [{ type: 'text', text: 'Yes?' }] }, ...HI_BLOCKS] },
    },
    says: { blocks: [THOUGHT, HELLO] },
  },
]

const MEDIA_ROWS: readonly Row[] = [
  {
    name: 'images, in line and by address',
    asks: {
      'openai-chat': { messages: [{ role: 'user', content: [{ type: 'text', text: 'What?' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}`, detail: 'low' } }, { type: 'image_url', image_url: { url: 'https://pictures.test/cat.png' } }] }] },
      'anthropic-messages': { max_tokens: 50, messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG }, ...CACHED }, { type: 'image', source: { type: 'url', url: 'https://pictures.test/cat.png' } }, { type: 'text', text: 'What?' }] }] },
    },
    sent: {
      openai: { max_tokens: 50, messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } }, { type: 'image_url', image_url: { url: 'https://pictures.test/cat.png' } }, { type: 'text', text: 'What?' }] }] },
      anthropic: { max_tokens: 8192, messages: [{ role: 'user', content: [{ type: 'text', text: 'What?' }, { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } }, { type: 'image', source: { type: 'url', url: 'https://pictures.test/cat.png' } }] }] },
    },
    says: { blocks: [HELLO] },
  },
  {
    name: 'a document, for a model that reads them',
    model: 'reader',
    asks: {
      'openai-chat': { messages: [{ role: 'user', content: [{ type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${PDF}` } }, { type: 'text', text: 'What?' }] }] },
      'anthropic-messages': { max_tokens: 50, messages: [{ role: 'user', content: [{ type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: PDF }, title: 'a.pdf', citations: { enabled: true } }, { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'A note.' }, title: 'note' }, { type: 'text', text: 'What?' }] }] },
    },
    sent: {
      openai: { max_tokens: 50, messages: [{ role: 'user', content: [{ type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${PDF}` } }, { type: 'text', text: '[document: note]\nA note.' }, { type: 'text', text: 'What?' }] }] },
      anthropic: { max_tokens: 8192, messages: [{ role: 'user', content: [{ type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: PDF }, title: 'a.pdf' }, { type: 'text', text: 'What?' }] }] },
    },
    dropped: { openai: ['document'] },
    says: { blocks: [HELLO] },
  },
]

const SCHEMA = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'], additionalProperties: false } as const

const SETTING_ROWS: readonly Row[] = [
  {
    name: 'structured output',
    asks: {
      'openai-chat': { messages: HI, response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema: SCHEMA } } },
      'anthropic-messages': { messages: HI, max_tokens: 50, output_config: { format: { type: 'json_schema', schema: SCHEMA } } },
    },
    sent: {
      openai: { messages: HI, max_tokens: 50, response_format: { type: 'json_schema', json_schema: { name: 'response', schema: SCHEMA } } },
      anthropic: { max_tokens: 8192, messages: HI_BLOCKS, output_config: { format: { type: 'json_schema', schema: SCHEMA } } },
    },
    says: { blocks: [said('{"name":"ليلى"}')] },
  },
  {
    name: 'a stop sequence that was met',
    asks: { 'openai-chat': { messages: HI, stop: ['END', 'FIN'] }, 'anthropic-messages': { messages: HI, max_tokens: 50, stop_sequences: ['END', 'FIN'] } },
    sent: { openai: { messages: HI, max_tokens: 50, stop: ['END', 'FIN'] }, anthropic: { max_tokens: 8192, messages: HI_BLOCKS, stop_sequences: ['END', 'FIN'] } },
    says: { blocks: [HELLO], stopSequence: 'END' },
  },
  {
    name: 'an answer cut short by its limit',
    asks: { 'openai-chat': { messages: HI, max_completion_tokens: 3 }, 'anthropic-messages': { messages: HI, max_tokens: 3 } },
    sent: { openai: { messages: HI, max_tokens: 3 }, anthropic: { max_tokens: 3, messages: HI_BLOCKS } },
    mended: { openai: { max_completion_tokens: undefined, max_tokens: 3 } },
    says: { blocks: [HELLO], finishReason: 'length' },
  },
  {
    name: 'an answer that a filter stopped',
    asks: { 'openai-chat': { messages: HI }, 'anthropic-messages': { messages: HI, max_tokens: 50 } },
    sent: { openai: { messages: HI, max_tokens: 50 }, anthropic: { max_tokens: 8192, messages: HI_BLOCKS } },
    says: { blocks: [HELLO], finishReason: 'content-filter' },
  },
  {
    name: 'settings that only one wire has',
    asks: {
      'openai-chat': { messages: HI, n: 1, seed: 7, logit_bias: { 50: -1 }, frequency_penalty: 0.1, prompt_cache_key: 'k', stop: null, parallel_tool_calls: null },
      'anthropic-messages': { messages: HI, max_tokens: 50, top_k: 5, service_tier: 'auto', metadata: { user_id: 'who' }, context_management: { edits: [] } },
    },
    sent: { openai: { messages: HI, max_tokens: 50 }, anthropic: { max_tokens: 8192, messages: HI_BLOCKS } },
    mended: { anthropic: { metadata: undefined } },
    dropped: { openai: ['top_k', 'service_tier', 'metadata', 'context_management'], anthropic: ['seed', 'logit_bias', 'frequency_penalty', 'prompt_cache_key'] },
    droppedOnOwnWire: { anthropic: ['metadata'] },
    says: { blocks: [HELLO] },
  },
  {
    name: 'usage, asked for in a stream',
    wantsUsage: true,
    asks: { 'openai-chat': { messages: HI, stream_options: { include_usage: true } }, 'anthropic-messages': { messages: HI, max_tokens: 50 } },
    sent: { openai: { messages: HI, max_tokens: 50 }, anthropic: { max_tokens: 8192, messages: HI_BLOCKS } },
    says: { blocks: [HELLO] },
  },
]

export const CONVERSATION_ROWS: readonly Row[] = [...TEXT_ROWS, ...THINKING_ROWS, ...MEDIA_ROWS, ...SETTING_ROWS]
