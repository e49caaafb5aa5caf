/** A server of the OpenAI wire that nobody knows, and that takes the specification of two years ago by the letter. */

import { CONVERSATION_RULES, DISCRETION, TOOL_RULES, keyRule } from './chat-rules.ts'
import type { Rule } from './rules/rule.ts'
import type { Vendor } from './vendor.ts'

const MEMBERS = [
  'model', 'messages', 'stream', 'stream_options', 'max_tokens', 'temperature', 'top_p', 'n', 'stop', 'seed', 'user', 'presence_penalty', 'frequency_penalty',
  'logit_bias', 'logprobs', 'top_logprobs', 'tools', 'tool_choice', 'parallel_tool_calls', 'response_format',
] as const

const RULES: readonly Rule[] = [
  keyRule('strict-openai'),
  { rule: 'unknown-member', known: MEMBERS, says: '{name}: extra fields not permitted', source: 'own' },
  { rule: 'unknown-role', known: ['system', 'user', 'assistant', 'tool'], says: 'messages.{index}.role: {role} is not known', source: 'own' },
  { rule: 'unknown-message-member', known: ['role', 'content', 'name', 'tool_calls', 'tool_call_id'], says: 'messages.{index}.{name}: extra fields not permitted', source: 'own' },
  { rule: 'unknown-part', known: ['text', 'image_url'], says: 'messages.{index}.content: {type} is not known', source: 'own' },
  { rule: 'late-system', says: 'System message must be at the beginning.', source: 'own' },
  { rule: 'content-in-parts', roles: ['tool'], says: 'messages.{index}.content: the content of {role} has to be a string', source: 'own' },
  { rule: 'repeated-call-id', says: 'messages.{index}: the id {id} was used before', source: 'own' },
  { rule: 'repeated-tool-name', says: 'tools: {name} is there twice', source: 'own' },
  ...CONVERSATION_RULES,
  ...TOOL_RULES,
  DISCRETION,
]

export const strictOpenAi: Vendor = {
  name: 'strict-openai',
  wire: 'openai-chat',
  basePath: '/v1',
  models: [{ id: 'strict-model', thinks: 'never', seesImages: true, maxOutputTokens: 200_000 }],
  thinkingSwitch: 'none',
  showsThinking: false,
  rules: RULES,
  quirks: [],
  errorShape: 'openai',
}
