/** Qwen on DashScope: system text first or nowhere, thinking in streams only, call chunks that lose their names. */

import { CONVERSATION_RULES, DISCRETION, TOOL_RULES, keyRule } from './chat-rules.ts'
import type { Rule } from './rules/rule.ts'
import type { Vendor } from './vendor.ts'

const ALGO = '<400> InternalError.Algo.InvalidParameter:'

const RULES: readonly Rule[] = [
  keyRule('qwen'),
  { rule: 'unknown-role', known: ['system', 'user', 'assistant', 'tool'], says: `${ALGO} {role} is not one of ['system', 'assistant', 'user', 'tool', 'function'] - 'messages.{index}.role'`, source: 'reported' },
  { rule: 'late-system', says: `${ALGO} System message must be at the beginning.`, source: 'reported' },
  { rule: 'forced-tool', while: 'thinking', says: `${ALGO} The tool_choice parameter does not support being set to required or object in thinking mode`, source: 'reported' },
  { rule: 'json-unsaid', says: `${ALGO} 'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.`, source: 'documentation' },
  { rule: 'out-of-range', names: ['max_tokens', 'max_completion_tokens'], minimum: 1, maximum: 'max-output', says: `${ALGO} Range of max_tokens should be [{minimum}, {maximum}]`, source: 'documentation' },
  { rule: 'other-value', name: 'response_format.type', allowed: ['text', 'json_object'], says: `${ALGO} 'response_format.type' Invalid value: '{value}'.`, source: 'reported' },
  { rule: 'out-of-range', names: ['thinking_budget'], minimum: 1, maximum: 1_000_000, says: `${ALGO} The thinking_budget parameter must be a positive integer`, source: 'reported' },
  ...CONVERSATION_RULES,
  ...TOOL_RULES,
  DISCRETION,
]

/** Looked at first: nothing else is read before it. */
const WHOLE_THINKING: Rule = {
  rule: 'whole-while-thinking', says: 'parameter.enable_thinking must be set to false for non-streaming calls', source: 'documentation',
}

export const qwen: Vendor = {
  name: 'qwen',
  wire: 'openai-chat',
  basePath: '/compatible-mode/v1',
  models: [
    { id: 'qwen3.8-max', thinks: 'unless-told', seesImages: true, maxOutputTokens: 65_536 },
    { id: 'qwen3.7-plus', thinks: 'unless-told', seesImages: true, maxOutputTokens: 65_536 },
    { id: 'qwen-max', thinks: 'never', seesImages: false, maxOutputTokens: 8192 },
  ],
  thinkingSwitch: 'enable_thinking',
  showsThinking: true,
  rules: [WHOLE_THINKING, ...RULES],
  quirks: ['null-beside-reasoning', 'empty-names-later', 'usage-null-before'],
  errorShape: 'qwen',
}
