/** GLM (z.ai): no tool choice but its own, no schemas, no output limit by another name; arguments arrive whole. */

import { CONVERSATION_RULES, DISCRETION, TOOL_RULES, keyRule } from './chat-rules.ts'
import type { Rule } from './rules/rule.ts'
import type { Vendor } from './vendor.ts'

const INVALID = 'Invalid API parameter, please check the documentation.'

const RULES: readonly Rule[] = [
  keyRule('glm'),
  { rule: 'unknown-role', known: ['system', 'user', 'assistant', 'tool'], says: 'Incorrect role information', as: { code: '1214' }, source: 'reported' },
  { rule: 'no-user-message', says: 'The messages parameter is illegal. Please check the documentation.', as: { code: '1214' }, source: 'reported' },
  { rule: 'forced-tool', while: 'always', says: 'Tool choice must be auto', as: { code: '1210' }, source: 'documentation' },
  { rule: 'other-value', name: 'response_format.type', allowed: ['text', 'json_object'], says: INVALID, source: 'documentation' },
  { rule: 'refused-member', name: 'max_completion_tokens', says: INVALID, source: 'documentation' },
  { rule: 'out-of-range', names: ['max_tokens'], minimum: 1, maximum: 'max-output', says: INVALID, source: 'documentation' },
  { rule: 'other-value', name: 'thinking.type', allowed: ['enabled'], models: ['glm-5.3', 'glm-5.3-flash'], says: INVALID, source: 'documentation' },
  { rule: 'other-value', name: 'thinking.type', allowed: ['enabled', 'disabled'], says: INVALID, source: 'documentation' },
  { rule: 'other-value', name: 'reasoning_effort', allowed: ['low', 'high', 'max'], says: INVALID, source: 'documentation' },
  {
    rule: 'unknown-message-member', known: ['role', 'content', 'tool_calls', 'tool_call_id', 'reasoning_content'],
    says: INVALID, source: 'documentation',
  },
  { rule: 'unknown-tool-member', known: ['name', 'description', 'parameters'], says: INVALID, source: 'documentation' },
  { rule: 'unknown-part', known: ['text'], models: 'text', says: 'messages.content.type is illegal: {type}', as: { code: '1210' }, source: 'reported' },
  ...CONVERSATION_RULES,
  ...TOOL_RULES,
  DISCRETION,
]

const MODEL = { maxOutputTokens: 131_072 } as const

export const glm: Vendor = {
  name: 'glm',
  wire: 'openai-chat',
  basePath: '/api/paas/v4',
  models: [
    { id: 'glm-5.3', thinks: 'always', seesImages: false, ...MODEL },
    { id: 'glm-5.3-flash', thinks: 'always', seesImages: true, ...MODEL },
    { id: 'glm-5.2', thinks: 'unless-told', seesImages: false, ...MODEL },
  ],
  thinkingSwitch: 'thinking',
  showsThinking: true,
  rules: RULES,
  quirks: ['usage-unasked', 'role-in-every-delta', 'calls-in-one-chunk', 'usage-in-last-chunk', 'no-space-after-data'],
  errorShape: 'glm',
}
