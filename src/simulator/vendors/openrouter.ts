/** OpenRouter: a lenient front before many vendors, with thinking under a name of its own and comments while it looks for one. */

import { CONVERSATION_RULES, DISCRETION, TOOL_RULES, keyRule } from './chat-rules.ts'
import type { Rule } from './rules/rule.ts'
import type { Vendor } from './vendor.ts'

const RULES: readonly Rule[] = [
  keyRule('openrouter'),
  { rule: 'unknown-role', known: ['system', 'developer', 'user', 'assistant', 'tool'], says: 'Invalid input: messages.{index}.role', source: 'documentation' },
  { rule: 'unknown-part', known: ['text', 'image_url', 'input_audio', 'file', 'video_url'], says: 'Invalid input: messages.{index}.content', source: 'documentation' },
  { rule: 'excluding-members', names: ['reasoning', 'reasoning_effort'], says: 'Only one of "reasoning" and "reasoning_effort" may be specified', source: 'reported' },
  ...CONVERSATION_RULES,
  ...TOOL_RULES,
  DISCRETION,
]

export const openrouter: Vendor = {
  name: 'openrouter',
  wire: 'openai-chat',
  basePath: '/api/v1',
  models: [{ id: 'z-ai/glm-5.3', thinks: 'unless-told', seesImages: false, maxOutputTokens: 131_072 }],
  thinkingSwitch: 'reasoning',
  showsThinking: true,
  rules: RULES,
  quirks: ['reasoning-as-reasoning', 'role-in-every-delta', 'native-finish-reason', 'processing-comments'],
  errorShape: 'openrouter',
}
