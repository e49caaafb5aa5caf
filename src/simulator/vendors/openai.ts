/** OpenAI's reasoning models on chat completions: nothing but the specification's members, and no tools while they reason. */

import { CHAT_MEMBERS, CONVERSATION_RULES, TOOL_RULES, DISCRETION, keyRule } from './chat-rules.ts'
import type { Rule } from './rules/rule.ts'
import type { Vendor } from './vendor.ts'

const UNSUPPORTED = 'Unsupported value: \'{name}\' does not support {value} with this model. Only the default (1) value is supported.'

const RULES: readonly Rule[] = [
  keyRule('openai'),
  { rule: 'unknown-member', known: CHAT_MEMBERS, says: 'Unknown parameter: \'{name}\'.', as: { code: 'unknown_parameter' }, source: 'documentation' },
  { rule: 'unknown-role', known: ['system', 'developer', 'user', 'assistant', 'tool', 'function'], says: 'Invalid value: \'{role}\'. Supported values are: \'system\', \'assistant\', \'user\', \'function\', \'tool\', and \'developer\'.', source: 'documentation' },
  {
    rule: 'unknown-message-member', known: ['role', 'content', 'name', 'tool_calls', 'tool_call_id', 'refusal', 'audio', 'function_call', 'annotations'],
    says: 'Unknown parameter: \'messages[{index}].{name}\'.', as: { code: 'unknown_parameter' }, source: 'reported',
  },
  { rule: 'unknown-part', known: ['text', 'image_url', 'input_audio', 'file', 'refusal'], says: 'Invalid value: \'{type}\'. Supported values are: \'text\', \'image_url\', \'input_audio\', \'refusal\', \'audio\', and \'file\'.', source: 'documentation' },
  { rule: 'refused-member', name: 'max_tokens', says: 'Unsupported parameter: \'max_tokens\' is not supported with this model. Use \'max_completion_tokens\' instead.', as: { code: 'unsupported_parameter' }, source: 'documentation' },
  { rule: 'refused-member', name: 'stop', says: 'Unsupported parameter: \'stop\' is not supported with this model.', as: { code: 'unsupported_parameter' }, source: 'reported' },
  { rule: 'out-of-range', names: ['temperature', 'top_p'], minimum: 1, maximum: 1, says: UNSUPPORTED, as: { code: 'unsupported_value' }, source: 'documentation' },
  { rule: 'out-of-range', names: ['presence_penalty', 'frequency_penalty'], minimum: 0, maximum: 0, says: UNSUPPORTED, as: { code: 'unsupported_value' }, source: 'documentation' },
  { rule: 'out-of-range', names: ['max_completion_tokens'], minimum: 1, maximum: 'max-output', says: 'max_tokens is too large: {value}. This model supports at most {maximum} completion tokens, whereas you provided {value}.', source: 'documentation' },
  { rule: 'other-value', name: 'reasoning_effort', allowed: ['low', 'medium', 'high', 'xhigh', 'max'], models: ['gpt-6-astra'], says: 'Unsupported value: \'{name}\' does not support \'{value}\' with this model.', as: { code: 'unsupported_value' }, source: 'reported' },
  { rule: 'other-value', name: 'reasoning_effort', allowed: ['none', 'low', 'medium', 'high', 'xhigh', 'max'], says: 'Unsupported value: \'{name}\' does not support \'{value}\' with this model.', as: { code: 'unsupported_value' }, source: 'documentation' },
  {
    rule: 'tools-while-thinking', says: 'Function tools with reasoning_effort are not supported for {model} in /v1/chat/completions. To use function tools, use /v1/responses or set reasoning_effort to \'none\'.',
    source: 'reported',
  },
  { rule: 'json-unsaid', says: '\'messages\' must contain the word \'json\' in some form, to use \'response_format\' of type \'json_object\'.', source: 'documentation' },
  ...CONVERSATION_RULES,
  ...TOOL_RULES,
  DISCRETION,
]

const MODEL = { seesImages: true, maxOutputTokens: 128_000 } as const

export const openai: Vendor = {
  name: 'openai',
  wire: 'openai-chat',
  basePath: '/v1',
  models: [
    { id: 'gpt-6-sol', thinks: 'unless-told', ...MODEL },
    { id: 'gpt-6-astra', thinks: 'always', ...MODEL },
  ],
  thinkingSwitch: 'reasoning_effort',
  showsThinking: false,
  rules: RULES,
  quirks: [],
  errorShape: 'openai',
}
