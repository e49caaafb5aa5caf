/** Gemini behind its OpenAI-compatible endpoint: signed calls, no call index, fewer schema keywords, errors in a list. */

import { CONVERSATION_RULES, DISCRETION, TOOL_RULES, keyRule } from './chat-rules.ts'
import type { Rule } from './rules/rule.ts'
import type { Vendor } from './vendor.ts'

const STAND_INS = ['skip_thought_signature_validator', 'context_engineering_is_the_way_to_go'] as const
const MEMBER = 'thought_signature'

/** OpenAI's own additions are unknown here. */
const MEMBERS = [
  'model', 'messages', 'stream', 'stream_options', 'max_tokens', 'max_completion_tokens', 'temperature', 'top_p', 'n', 'stop', 'tools', 'tool_choice',
  'parallel_tool_calls', 'response_format', 'reasoning_effort', 'extra_body', 'modalities', 'seed',
] as const

const RULES: readonly Rule[] = [
  keyRule('gemini'),
  { rule: 'unknown-role', known: ['system', 'developer', 'user', 'assistant', 'tool'], says: 'Invalid role: {role}', source: 'documentation' },
  {
    rule: 'missing-call-signature', member: MEMBER,
    says: 'Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call `default_api:{name}` , position {index}.',
    source: 'documentation',
  },
  { rule: 'wrong-call-signature', member: MEMBER, standIns: STAND_INS, says: 'Corrupted thought signature.', source: 'documentation' },
  {
    rule: 'refused-keyword', keywords: ['$schema', 'exclusiveMinimum', 'exclusiveMaximum', 'propertyNames', 'const'],
    says: 'Invalid JSON payload received. Unknown name "{keyword}" at \'tools.function_declarations.{tool}.{path}\': Cannot find field.', source: 'reported',
  },
  { rule: 'tool-name-form', pattern: /^[A-Za-z_][\w.:-]{0,63}$/u, says: 'Invalid function name. Must start with a letter or an underscore, at most 64 characters: {name}', source: 'documentation' },
  { rule: 'other-value', name: 'reasoning_effort', allowed: ['none', 'minimal', 'low', 'medium', 'high'], says: 'Invalid reasoning_effort: {value}', source: 'documentation' },
  { rule: 'out-of-range', names: ['max_tokens', 'max_completion_tokens'], minimum: 1, maximum: 'max-output', says: 'Unable to submit request because it has a maxOutputTokens value of {value} but the supported range is from 1 (inclusive) to {maximum} (inclusive).', source: 'documentation' },
  { rule: 'unknown-member', known: MEMBERS, says: 'Invalid JSON payload received. Unknown name "{name}": Cannot find field.', source: 'reported' },
  // It gives calls empty ids, and takes them back.
  ...CONVERSATION_RULES.filter(({ rule }) => rule !== 'call-id-form'),
  ...TOOL_RULES,
  DISCRETION,
]

const MODEL = { thinks: 'unless-told', seesImages: true, maxOutputTokens: 65_536 } as const

export const gemini: Vendor = {
  name: 'gemini',
  wire: 'openai-chat',
  basePath: '/v1beta/openai',
  models: [
    { id: 'gemini-pro-latest', ...MODEL },
    { id: 'gemini-3.8-flash', ...MODEL },
  ],
  thinkingSwitch: 'reasoning_effort',
  showsThinking: false,
  rules: RULES,
  quirks: ['usage-in-last-chunk', 'role-in-every-delta', 'calls-in-one-chunk', 'signed-calls', 'no-call-index', 'empty-call-ids', 'stop-after-calls'],
  errorShape: 'gemini',
}
