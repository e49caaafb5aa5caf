/** DeepSeek V4 as its documentation and its users tell it: it wants its thinking back, and takes no forced tool while it thinks. */

import { CONVERSATION_RULES, DISCRETION, TOOL_RULES, keyRule } from './chat-rules.ts'
import type { Rule } from './rules/rule.ts'
import type { Vendor } from './vendor.ts'

const MODEL = { thinks: 'unless-told', maxOutputTokens: 384_000 } as const

const RULES: readonly Rule[] = [
  keyRule('deepseek'),
  {
    rule: 'unknown-role', known: ['system', 'user', 'assistant', 'tool'],
    says: 'Failed to deserialize the JSON body into the target type: messages[{index}].role: unknown variant `{role}`, expected one of `system`, `user`, `assistant`, `tool`',
    source: 'reported',
  },
  {
    rule: 'unknown-part', known: ['text'], models: 'text',
    says: 'Failed to deserialize the JSON body into the target type: messages[{index}]: unknown variant `{type}`, expected `text`',
    source: 'reported',
  },
  { rule: 'unknown-part', known: ['text', 'image_url'], says: 'Failed to deserialize the JSON body into the target type: messages[{index}]: unknown variant `{type}`', source: 'reported' },
  { rule: 'missing-reasoning', turns: 'tool', says: 'The `reasoning_content` in the thinking mode must be passed back to the API.', source: 'documentation' },
  { rule: 'forced-tool', while: 'thinking', says: 'Thinking mode does not support this tool_choice', source: 'reported' },
  { rule: 'other-value', name: 'response_format.type', allowed: ['text', 'json_object'], says: 'This response_format type is unavailable now', source: 'reported' },
  { rule: 'json-unsaid', says: 'Prompt must contain the word \'json\' in some form to use \'response_format\' of type \'json_object\'.', source: 'documentation' },
  { rule: 'out-of-range', names: ['max_tokens', 'max_completion_tokens'], minimum: 1, maximum: 'max-output', says: 'Invalid max_tokens value, the valid range of max_tokens is [{minimum}, {maximum}]', source: 'reported' },
  { rule: 'other-value', name: 'reasoning_effort', allowed: ['low', 'medium', 'high', 'xhigh', 'max', 'minimal'], says: 'unknown variant `{value}`, expected one of {allowed}', source: 'documentation' },
  { rule: 'other-value', name: 'thinking.type', allowed: ['enabled', 'disabled'], says: 'thinking.type: unknown variant `{value}`, expected `enabled` or `disabled`', source: 'documentation' },
  ...CONVERSATION_RULES,
  ...TOOL_RULES,
  DISCRETION,
]

export const deepseek: Vendor = {
  name: 'deepseek',
  wire: 'openai-chat',
  basePath: '',
  models: [
    { id: 'deepseek-v4-pro', ...MODEL, seesImages: false },
    { id: 'deepseek-flash', ...MODEL, seesImages: true },
  ],
  thinkingSwitch: 'thinking',
  showsThinking: true,
  rules: RULES,
  quirks: ['null-beside-reasoning', 'cached-as-hits', 'keep-alive-comments'],
  errorShape: 'deepseek',
}
