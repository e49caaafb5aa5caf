/** Kimi (Moonshot): a fixed temperature, its thinking back on calls, call ids that repeat, schemas of its own flavour. */

import { CONVERSATION_RULES, DISCRETION, TOOL_RULES, keyRule } from './chat-rules.ts'
import type { Rule } from './rules/rule.ts'
import type { Vendor } from './vendor.ts'

const MODEL = { seesImages: true, maxOutputTokens: 262_144 } as const

const RULES: readonly Rule[] = [
  keyRule('kimi'),
  { rule: 'unknown-role', known: ['system', 'user', 'assistant', 'tool'], says: 'Invalid request: invalid role: {role}', source: 'reported' },
  { rule: 'missing-reasoning', turns: 'tool', says: 'thinking is enabled but reasoning_content is missing in assistant tool call message at index {index}', source: 'reported' },
  { rule: 'excluding-members', names: ['thinking', 'reasoning_effort'], says: 'cannot specify both \'thinking\' and \'reasoning_effort\'', source: 'reported' },
  { rule: 'other-value', name: 'thinking.type', allowed: ['enabled'], models: ['kimi-k3', 'kimi-k2.7-code'], says: 'invalid thinking: {model} cannot stop thinking', source: 'documentation' },
  { rule: 'other-value', name: 'thinking.type', allowed: ['enabled', 'disabled'], says: 'invalid thinking type: {value}', source: 'documentation' },
  { rule: 'other-value', name: 'reasoning_effort', allowed: ['low', 'high', 'max'], says: 'invalid reasoning_effort: {value}, only {allowed} are allowed', source: 'documentation' },
  { rule: 'out-of-range', names: ['temperature'], minimum: 1, maximum: 1, while: 'thinking', says: 'invalid temperature: only 1 is allowed for this model', source: 'reported' },
  { rule: 'out-of-range', names: ['temperature'], minimum: 0.6, maximum: 1, says: 'invalid temperature: only 0.6 is allowed for this model', source: 'reported' },
  { rule: 'out-of-range', names: ['top_p'], minimum: 0.95, maximum: 0.95, says: 'invalid top_p: only 0.95 is allowed for this model', source: 'reported' },
  { rule: 'forced-tool', while: 'thinking', says: 'tool_choice \'specified\' is incompatible with thinking enabled', source: 'reported' },
  { rule: 'ambiguous-schema', says: 'Invalid request: tools.function.parameters is not a valid moonshot flavored json schema, details: <At path \'{path}\': {why}> ({tool})', source: 'reported' },
  { rule: 'out-of-range', names: ['max_tokens', 'max_completion_tokens'], minimum: 1, maximum: 'max-output', says: 'Invalid request: max_completion_tokens must be at most {maximum}', source: 'documentation' },
  ...CONVERSATION_RULES,
  ...TOOL_RULES,
  DISCRETION,
]

export const kimi: Vendor = {
  name: 'kimi',
  wire: 'openai-chat',
  basePath: '/v1',
  models: [
    { id: 'kimi-k3', thinks: 'always', ...MODEL },
    { id: 'kimi-k2.6', thinks: 'unless-told', ...MODEL },
    { id: 'kimi-k2.7-code', thinks: 'always', ...MODEL },
  ],
  thinkingSwitch: 'thinking',
  showsThinking: true,
  rules: RULES,
  quirks: ['usage-unasked', 'cached-beside', 'usage-in-choice', 'call-ids-by-name'],
  errorShape: 'kimi',
}
