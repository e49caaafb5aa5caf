/** What a vendor of the Anthropic wire refuses, in Anthropic's own words: unknown members, loose results, thinking that it did not sign. */

import type { Rule } from './rules/rule.ts'

const DOCUMENTED = 'documentation'

const MEMBERS = [
  'model', 'messages', 'max_tokens', 'system', 'stream', 'metadata', 'stop_sequences', 'temperature', 'top_p', 'top_k', 'tools', 'tool_choice',
  'thinking', 'output_config', 'context_management', 'safeguards', 'service_tier', 'container', 'mcp_servers', 'cache_control', 'inference_geo',
] as const

const BLOCK_MEMBERS = {
  text: ['type', 'text', 'cache_control', 'citations'],
  thinking: ['type', 'thinking', 'signature'],
  redacted_thinking: ['type', 'data'],
  tool_use: ['type', 'id', 'name', 'input', 'cache_control', 'caller'],
  tool_result: ['type', 'tool_use_id', 'content', 'is_error', 'cache_control'],
  image: ['type', 'source', 'cache_control'],
  document: ['type', 'source', 'title', 'context', 'citations', 'cache_control'],
} as const

/** Of the body and its tools. */
export const BODY_RULES: readonly Rule[] = [
  { rule: 'missing-header', name: 'anthropic-version', says: 'anthropic-version: header is required', source: DOCUMENTED },
  { rule: 'unknown-member', known: MEMBERS, says: '{name}: Extra inputs are not permitted', source: DOCUMENTED },
  { rule: 'unannounced-member', name: 'context_management', header: 'anthropic-beta', word: 'context-management', says: '{name}: Extra inputs are not permitted', source: 'reported' },
  { rule: 'unannounced-member', name: 'safeguards', header: 'anthropic-beta', word: 'dangerous-tool-use', says: '{name}: Extra inputs are not permitted', source: 'reported' },
  { rule: 'missing-member', name: 'max_tokens', says: '{name}: Field required', source: DOCUMENTED },
  { rule: 'out-of-range', names: ['max_tokens'], minimum: 1, maximum: 'max-output', says: 'max_tokens: {value} > {maximum}, which is the maximum allowed number of output tokens for {model}', source: DOCUMENTED },
  { rule: 'budget-above-limit', says: '`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation', source: DOCUMENTED },
  { rule: 'out-of-range', names: ['thinking.budget_tokens'], minimum: 1024, maximum: 1_000_000, says: 'thinking.enabled.budget_tokens: Input should be greater than or equal to {minimum}', source: DOCUMENTED },
  { rule: 'out-of-range', names: ['temperature'], minimum: 1, maximum: 1, while: 'thinking', says: '`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.', source: DOCUMENTED },
  { rule: 'refused-member', name: 'top_k', while: 'thinking', says: '`top_k` must be unset when thinking is enabled or in adaptive mode.', source: DOCUMENTED },
  { rule: 'out-of-range', names: ['top_p'], minimum: 0.95, maximum: 1, while: 'thinking', says: '`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled or in adaptive mode.', source: DOCUMENTED },
  { rule: 'out-of-range', names: ['temperature'], minimum: 0, maximum: 1, says: 'temperature: range: 0..1', source: DOCUMENTED },
  { rule: 'forced-tool', while: 'thinking', says: 'Thinking may not be enabled when tool_choice forces tool use.', source: DOCUMENTED },
  { rule: 'unknown-forced-tool', says: 'Tool \'{name}\' not found in provided tools', source: DOCUMENTED },
  { rule: 'needed-member', name: 'tool_choice', needs: 'tools', says: 'tool_choice may only be specified while providing tools', source: DOCUMENTED },
  { rule: 'repeated-tool-name', says: 'tools: Tool names must be unique.', source: DOCUMENTED },
  { rule: 'tool-name-form', pattern: /^[\w-]{1,128}$/u, says: 'tools.custom.name: String should match pattern \'^[a-zA-Z0-9_-]{1,128}$\'', source: DOCUMENTED },
  {
    rule: 'unknown-tool-member', says: 'tools.{index}.custom.{name}: Extra inputs are not permitted', source: DOCUMENTED,
    known: ['type', 'name', 'description', 'input_schema', 'cache_control', 'defer_loading', 'strict', 'eager_input_streaming', 'input_examples', 'allowed_callers', 'max_uses', 'allowed_domains', 'blocked_domains', 'user_location'],
  },
  { rule: 'too-many-cache-marks', maximum: 4, says: 'A maximum of {maximum} blocks with cache_control may be provided. Found {count}.', source: DOCUMENTED },
]

const ANTHROPICS_OWN: ReadonlySet<string> = new Set(['unknown-member', 'unannounced-member', 'unknown-tool-member', 'too-many-cache-marks', 'missing-header', 'out-of-range', 'refused-member', 'budget-above-limit', 'forced-tool'])

/** Of the body, as other vendors look at it who speak this wire: what they do not know they leave alone. */
export const LENIENT_BODY_RULES: readonly Rule[] = BODY_RULES.filter(({ rule }) => !ANTHROPICS_OWN.has(rule))

/** Of the conversation. */
export const BLOCK_RULES: readonly Rule[] = [
  { rule: 'unknown-block-member', known: BLOCK_MEMBERS, says: 'messages.{message}.content.{index}.{type}.{name}: Extra inputs are not permitted', source: DOCUMENTED },
  { rule: 'wrong-first-role', says: 'messages: first message must use the "user" role', source: DOCUMENTED },
  { rule: 'empty-content', roles: ['user', 'system'], says: 'messages.{index}: {role} messages must have non-empty content', source: DOCUMENTED },
  { rule: 'empty-text', says: 'messages: text content blocks must contain non-whitespace text', source: DOCUMENTED },
  { rule: 'call-id-form', pattern: /^[\w-]+$/u, says: 'messages.{index}.content.tool_use.id: String should match pattern \'^[a-zA-Z0-9_-]+$\'', source: DOCUMENTED },
  { rule: 'repeated-call-id', says: 'messages.{index}.content: `tool_use` ids must be unique', source: DOCUMENTED },
  {
    rule: 'unanswered-use', source: DOCUMENTED,
    says: 'messages.{message}: `tool_use` ids were found without `tool_result` blocks immediately after: {ids}. Each `tool_use` block must have a corresponding `tool_result` block in the next message.',
  },
  {
    rule: 'stray-use-result', source: DOCUMENTED,
    says: 'messages.{message}: unexpected `tool_use_id` found in `tool_result` blocks: {id}. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.',
  },
  { rule: 'late-result', says: 'messages.{message}: `tool_use` ids were found without `tool_result` blocks immediately after: results come first', source: DOCUMENTED },
  { rule: 'trailing-space', says: 'messages: final assistant content cannot end with trailing whitespace', source: DOCUMENTED },
]

/** The same for vendors who take any block, whatever else it holds. */
export const LENIENT_BLOCK_RULES: readonly Rule[] = BLOCK_RULES.filter(({ rule }) => rule !== 'unknown-block-member')

export const SIGNATURE_RULES: readonly Rule[] = [
  { rule: 'wrong-signature', says: 'messages.{message}.content.{index}: Invalid `signature` in `thinking` block', source: DOCUMENTED },
  {
    rule: 'thinking-not-first', source: DOCUMENTED,
    says: 'messages.{message}.content.0.type: Expected `thinking` or `redacted_thinking`, but found `{type}`. When `thinking` is enabled, a final `assistant` message must start with a thinking block.',
  },
]
