/** Mistral: not one member that it does not know, call ids of nine characters, and a strict order of who speaks after whom. */

import { CONVERSATION_RULES, DISCRETION, TOOL_RULES, keyRule } from './chat-rules.ts'
import type { Rule } from './rules/rule.ts'
import type { Vendor } from './vendor.ts'

const EXTRA = { says: 'Extra inputs are not permitted: {name}', as: { status: 422, code: null }, source: 'reported' } as const

/** The specification's, as far as it is known here. */
const MEMBERS = [
  'model', 'messages', 'stream', 'max_tokens', 'temperature', 'top_p', 'n', 'stop', 'random_seed', 'tools', 'tool_choice', 'parallel_tool_calls',
  'response_format', 'presence_penalty', 'frequency_penalty', 'prediction', 'prompt_mode', 'reasoning_effort', 'safe_prompt', 'metadata', 'guardrails',
] as const

const RULES: readonly Rule[] = [
  keyRule('mistral'),
  { rule: 'unknown-member', known: MEMBERS, ...EXTRA },
  { rule: 'unknown-message-member', known: ['role', 'content', 'name', 'tool_calls', 'tool_call_id', 'prefix'], ...EXTRA },
  { rule: 'unknown-role', known: ['system', 'user', 'assistant', 'tool'], says: 'Input tag \'{role}\' found using \'role\' does not match any of the expected tags', as: { status: 422, code: null }, source: 'reported' },
  { rule: 'unknown-part', known: ['text', 'image_url', 'document_url', 'input_audio', 'thinking'], says: 'Input tag \'{type}\' found using \'type\' does not match any of the expected tags', as: { status: 422, code: null }, source: 'reported' },
  { rule: 'call-id-form', pattern: /^[A-Za-z0-9]{9}$/u, says: 'Tool call id was {id} but must be a-z, A-Z, 0-9, with a length of 9.', as: { type: 'invalid_function_call', code: '3280' }, source: 'reported' },
  { rule: 'wrong-order', pairs: [['tool', 'user'], ['tool', 'system'], ['user', 'tool']], says: 'Unexpected role \'{role}\' after role \'{before}\'', as: { type: 'invalid_request_message_order', code: '3230' }, source: 'reported' },
  { rule: 'wrong-last-role', known: ['user', 'tool'], says: 'Expected last role User or Tool (or Assistant with prefix True) for serving but got {role}', as: { type: 'invalid_request_message_order', code: '3230' }, source: 'reported' },
  { rule: 'other-value', name: 'reasoning_effort', allowed: ['none', 'high'], says: 'Input should be \'none\' or \'high\'', as: { status: 422, code: null }, source: 'documentation' },
  { rule: 'out-of-range', names: ['temperature'], minimum: 0, maximum: 1.5, says: 'Input should be less than or equal to {maximum}', as: { status: 422, code: null }, source: 'documentation' },
  ...CONVERSATION_RULES,
  ...TOOL_RULES,
  DISCRETION,
]

export const mistral: Vendor = {
  name: 'mistral',
  wire: 'openai-chat',
  basePath: '/v1',
  models: [
    { id: 'mistral-medium-latest', thinks: 'never', seesImages: true, maxOutputTokens: 262_144 },
    { id: 'mistral-large-4', thinks: 'when-told', seesImages: false, maxOutputTokens: 262_144 },
  ],
  thinkingSwitch: 'reasoning_effort',
  showsThinking: true,
  rules: RULES,
  quirks: ['usage-unasked', 'reasoning-in-parts', 'usage-in-last-chunk', 'calls-in-one-chunk', 'call-ids-of-nine'],
  errorShape: 'mistral',
}
