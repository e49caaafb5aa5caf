/** A server of the Anthropic wire that nobody knows: everything the vendor itself refuses, strict turns, and no word about who asks. */

import { DISCRETION, keyRule } from './chat-rules.ts'
import { BLOCK_RULES, BODY_RULES, SIGNATURE_RULES } from './message-api-rules.ts'
import type { Rule } from './rules/rule.ts'
import type { Vendor } from './vendor.ts'

const RULES: readonly Rule[] = [
  keyRule('strict-anthropic', 'x-api-key'),
  ...BODY_RULES,
  { rule: 'unknown-role', known: ['user', 'assistant', 'system'], says: 'messages.{index}.role: Input should be \'user\' or \'assistant\'', source: 'own' },
  ...BLOCK_RULES,
  { rule: 'same-role-twice', says: 'messages: roles must alternate between "user" and "assistant", but found multiple "{role}" roles in a row', source: 'own' },
  ...SIGNATURE_RULES,
  { ...DISCRETION, rule: 'client-identity', members: ['metadata', 'safeguards'], headers: /^(?:x-claude|x-codex|x-stainless|x-app$)/u },
]

export const strictAnthropic: Vendor = {
  name: 'strict-anthropic',
  wire: 'anthropic-messages',
  basePath: '',
  models: [{ id: 'strict-model', thinks: 'when-told', seesImages: true, maxOutputTokens: 200_000 }],
  thinkingSwitch: 'thinking',
  showsThinking: true,
  rules: RULES,
  quirks: ['omits-thinking'],
  errorShape: 'anthropic',
}
