/** What every vendor of the OpenAI wire refuses, in OpenAI's own words: conversations that do not fit together, tools that nobody could call. */

import type { Rule } from './rules/rule.ts'

/** Members of a request that the wire's specification has. */
export const CHAT_MEMBERS = [
  'model', 'messages', 'stream', 'stream_options', 'max_tokens', 'max_completion_tokens', 'temperature', 'top_p', 'n', 'stop', 'seed', 'user',
  'presence_penalty', 'frequency_penalty', 'logit_bias', 'logprobs', 'top_logprobs', 'tools', 'tool_choice', 'parallel_tool_calls', 'functions', 'function_call',
  'response_format', 'reasoning_effort', 'verbosity', 'store', 'metadata', 'service_tier', 'prompt_cache_key', 'prompt_cache_retention', 'safety_identifier',
  'modalities', 'audio', 'prediction', 'web_search_options',
] as const

/** What only a client's own vendor may know of it. */
export const CLIENT_HEADERS = /^(?:x-claude|x-codex|x-stainless|x-session|x-app$|session|thread|originator|chatgpt|openai-|anthropic-)/u

export const keyRule = (vendorName: string, header: 'authorization' | 'x-api-key' = 'authorization'): Rule =>
  ({ rule: 'wrong-key', header, key: keyOf(vendorName), says: 'Incorrect API key provided.', as: { status: 401, code: 'invalid_api_key' }, source: 'documentation' })

/** The one key that a simulated vendor takes. */
export const keyOf = (vendorName: string): string => `simulated-${vendorName}-key`

/** Nobody refuses it, and no vendor may be told. */
export const DISCRETION: Rule = {
  rule: 'client-identity', members: ['safeguards', 'context_management', 'metadata.user_id', 'client_metadata'], headers: CLIENT_HEADERS,
  says: '{name} says who the client is', source: 'own',
}

export const CONVERSATION_RULES: readonly Rule[] = [
  { rule: 'stray-result', says: 'Invalid parameter: messages with role \'tool\' must be a response to a preceeding message with \'tool_calls\'.', source: 'documentation' },
  {
    rule: 'unanswered-call',
    says: 'An assistant message with \'tool_calls\' must be followed by tool messages responding to each \'tool_call_id\'. The following tool_call_ids did not have response messages: {ids}',
    source: 'documentation',
  },
  { rule: 'empty-content', roles: ['system', 'user', 'assistant', 'tool'], says: 'Invalid value for \'content\' of message {index}: expected a string, got null.', source: 'documentation' },
  { rule: 'arguments-form', says: 'Invalid arguments for the call of \'{name}\' in message {index}: not a JSON object.', source: 'documentation' },
  { rule: 'call-id-form', pattern: /^[\w:.-]+$/u, says: 'Invalid tool call id \'{id}\' in message {index}.', source: 'documentation' },
]

export const TOOL_RULES: readonly Rule[] = [
  { rule: 'too-few', name: 'tools', minimum: 1, says: 'Invalid \'tools\': empty array. Expected an array with minimum length 1, but got an empty array instead.', source: 'documentation' },
  { rule: 'tool-name-form', pattern: /^[\w-]{1,64}$/u, says: 'Invalid tool name \'{name}\': expected a string that matches the pattern \'^[a-zA-Z0-9_-]+$\', at most 64 characters.', source: 'documentation' },
  { rule: 'schema-of-no-object', says: 'Invalid schema for function \'{name}\': schema must be a JSON Schema of \'type: "object"\', got \'type: "{type}"\'.', source: 'documentation' },
  { rule: 'unknown-forced-tool', says: 'Tool choice \'{name}\' not found in \'tools\' parameter.', source: 'documentation' },
  { rule: 'needed-member', name: 'tool_choice', needs: 'tools', says: 'Invalid value for \'{name}\': \'{name}\' is only allowed when \'{needs}\' are specified.', source: 'documentation' },
  { rule: 'needed-member', name: 'parallel_tool_calls', needs: 'tools', says: 'Invalid value for \'{name}\': \'{name}\' is only allowed when \'{needs}\' are specified.', source: 'documentation' },
  { rule: 'needed-member', name: 'stream_options', needs: 'stream', says: 'The \'{name}\' parameter is only allowed when \'{needs}\' is enabled.', source: 'documentation' },
  { rule: 'too-many', name: 'stop', maximum: 4, says: 'Invalid \'stop\': array too long. Expected an array with maximum length {maximum}.', source: 'documentation' },
]
