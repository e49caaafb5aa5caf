/** Vendors of the OpenAI wire at their Anthropic addresses: lenient about members, strict about their own thinking. */

import { DISCRETION, keyRule } from './chat-rules.ts'
import { deepseek } from './deepseek.ts'
import { glm } from './glm.ts'
import { kimi } from './kimi.ts'
import { LENIENT_BLOCK_RULES, LENIENT_BODY_RULES } from './message-api-rules.ts'
import type { Rule } from './rules/rule.ts'
import type { Vendor } from './vendor.ts'

const THINKING_BACK: Rule = { rule: 'missing-thinking', says: 'The `content[].thinking` in the thinking mode must be passed back to the API.', source: 'reported' }

/** What a client's own vendor may know does not belong here. */
const SILENT_ABOUT_CLIENTS: Rule = { ...DISCRETION, rule: 'client-identity', members: ['metadata', 'safeguards'], headers: /^(?:x-claude|x-codex|x-stainless|x-app$)/u }

const wordsOnly: Rule = {
  rule: 'unknown-part', known: ['text', 'thinking', 'redacted_thinking', 'tool_use', 'tool_result'], models: 'text',
  says: 'messages[{index}]: unknown variant `{type}`', source: 'reported',
}

const messagesAt = (vendor: Vendor, header: 'authorization' | 'x-api-key', own: readonly Rule[]): Vendor => ({
  ...vendor,
  name: `${vendor.name}-messages`,
  preset: vendor.name,
  wire: 'anthropic-messages',
  basePath: '/anthropic',
  thinkingSwitch: 'thinking',
  quirks: [],
  errorShape: 'anthropic',
  rules: [keyRule(`${vendor.name}-messages`, header), ...own, ...LENIENT_BODY_RULES, ...LENIENT_BLOCK_RULES, SILENT_ABOUT_CLIENTS],
})

export const deepseekMessages: Vendor = messagesAt(deepseek, 'x-api-key', [
  THINKING_BACK,
  wordsOnly,
  { rule: 'forced-tool', while: 'thinking', says: 'Thinking mode does not support this tool_choice', source: 'reported' },
])

export const kimiMessages: Vendor = messagesAt(kimi, 'authorization', [
  { ...THINKING_BACK, rule: 'missing-thinking', says: 'thinking is enabled but reasoning_content is missing in assistant tool call message at index {message}' },
  { rule: 'forced-tool', while: 'thinking', says: 'tool_choice \'specified\' is incompatible with thinking enabled', source: 'reported' },
])

export const glmMessages: Vendor = messagesAt(glm, 'authorization', [wordsOnly])
