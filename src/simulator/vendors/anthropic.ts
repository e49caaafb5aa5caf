/** Anthropic's current models: they take a system message between turns, sign what they think, and let nobody begin their answers. */

import { keyRule } from './chat-rules.ts'
import { BLOCK_RULES, BODY_RULES, SIGNATURE_RULES } from './message-api-rules.ts'
import type { Rule } from './rules/rule.ts'
import type { Vendor } from './vendor.ts'

const ALWAYS_THINK = ['claude-opus-5-5', 'claude-sonnet-5-5']

const RULES: readonly Rule[] = [
  keyRule('anthropic', 'x-api-key'),
  ...BODY_RULES,
  { rule: 'other-value', name: 'thinking.type', allowed: ['enabled', 'adaptive'], models: ALWAYS_THINK, says: 'thinking.type.{value} is not supported for this model', source: 'documentation' },
  { rule: 'unknown-role', known: ['user', 'assistant', 'system'], says: 'messages.{index}.role: Input should be \'user\' or \'assistant\'', source: 'documentation' },
  ...BLOCK_RULES,
  ...SIGNATURE_RULES,
  { rule: 'ends-with-assistant', says: 'This model does not support assistant message prefill. The conversation must end with a user message.', source: 'documentation' },
]

const MODEL = { seesImages: true, maxOutputTokens: 128_000 } as const

export const anthropic: Vendor = {
  name: 'anthropic',
  wire: 'anthropic-messages',
  basePath: '',
  models: [
    { id: 'claude-opus-5-5', thinks: 'always', ...MODEL },
    { id: 'claude-haiku-5-5', thinks: 'when-told', ...MODEL },
    { id: 'claude-haiku-4-5', thinks: 'when-told', seesImages: true, maxOutputTokens: 64_000 },
  ],
  thinkingSwitch: 'thinking',
  showsThinking: true,
  rules: RULES,
  quirks: ['omits-thinking'],
  errorShape: 'anthropic',
}
