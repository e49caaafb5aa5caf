/** What each simulated vendor alone refuses, with the body of its answer as the vendor writes it. */

import { expect } from 'vitest'
import { ANSWERING, CALL, CALLING, HI, READ, RESULT, SCHEMA, USE, USE_RESULT, USING } from './requests.ts'

export interface RefusalRow {
  readonly vendor: string
  readonly rule: string
  /** Default: the vendor's first one. */
  readonly model?: string
  /** A usual header that is not sent. */
  readonly lacks?: string
  /** Beside a plain question and what the vendor usually wants. */
  readonly body: Readonly<Record<string, unknown>>
  readonly status?: number
  /** The whole body of the refusal. */
  readonly says: unknown
}

const has = (words: string): unknown => expect.stringContaining(words)
const TOOLS = { tools: [READ] } as const
const FORCED = { ...TOOLS, tool_choice: 'required' } as const
const LOST = { messages: [HI, CALLING, RESULT], ...TOOLS } as const
const AS_SCHEMA = { response_format: { type: 'json_schema', json_schema: { name: 'a', schema: SCHEMA } } } as const
const JSON_UNSAID = { response_format: { type: 'json_object' } } as const
const PICTURE = { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }] }] } as const
const withSchema = (schema: object): object => ({ tools: [{ type: 'function', function: { name: 'read', parameters: { ...SCHEMA, ...schema } } }] })

type Row = readonly [rule: string, body: object, words: string, others?: Partial<RefusalRow>]

const rowsOf = (vendor: string, says: (words: string) => unknown, rows: readonly Row[]): readonly RefusalRow[] =>
  rows.map(([rule, body, words, others]) => ({ vendor, rule, body: { ...body }, says: says(words), ...others }))

const DEEPSEEK = rowsOf('deepseek', words => ({ error: { message: has(words), type: 'invalid_request_error', param: null, code: 'invalid_request_error' } }), [
  ['missing-reasoning', LOST, 'The `reasoning_content` in the thinking mode must be passed back to the API.'],
  ['forced-tool', FORCED, 'Thinking mode does not support this tool_choice'],
  ['other-value', AS_SCHEMA, 'This response_format type is unavailable now'],
  ['other-value', { reasoning_effort: 'some' }, 'unknown variant `some`'],
  ['json-unsaid', JSON_UNSAID, 'Prompt must contain the word \'json\''],
  ['unknown-part', PICTURE, 'unknown variant `image_url`, expected `text`'],
  ['out-of-range', { max_tokens: 384_001 }, 'the valid range of max_tokens is [1, 384000]'],
])

const KIMI = rowsOf('kimi', words => ({ error: { message: has(words), type: 'invalid_request_error' } }), [
  ['missing-reasoning', LOST, 'thinking is enabled but reasoning_content is missing in assistant tool call message at index 1'],
  ['excluding-members', { thinking: { type: 'enabled' }, reasoning_effort: 'low' }, 'cannot specify both'],
  ['other-value', { thinking: { type: 'disabled' } }, 'kimi-k3 cannot stop thinking'],
  ['out-of-range', { temperature: 0.7 }, 'invalid temperature: only 1 is allowed'],
  ['out-of-range', { temperature: 0.5, thinking: { type: 'disabled' } }, 'only 0.6 is allowed', { model: 'kimi-k2.6' }],
  ['forced-tool', FORCED, 'incompatible with thinking enabled'],
  ['ambiguous-schema', withSchema({ anyOf: [] }), 'not a valid moonshot flavored json schema, details: <At path \'parameters\': when using anyOf'],
])

const GLM = [
  ...rowsOf('glm', words => ({ error: { code: '1210', message: has(words) } }), [
    ['forced-tool', FORCED, 'Tool choice must be auto'],
    ['other-value', AS_SCHEMA, 'Invalid API parameter'],
    ['refused-member', { max_completion_tokens: 5 }, 'Invalid API parameter'],
    ['out-of-range', { max_tokens: 131_073 }, 'Invalid API parameter'],
    ['unknown-message-member', { messages: [{ ...HI, name: 'me' }] }, 'Invalid API parameter'],
    ['unknown-tool-member', { tools: [{ type: 'function', function: { ...READ.function, strict: true } }] }, 'Invalid API parameter'],
  ]),
  ...rowsOf('glm', words => ({ error: { code: '1214', message: has(words) } }), [['no-user-message', { messages: [{ role: 'system', content: 'x' }] }, 'The messages parameter is illegal']]),
]

const QWEN = rowsOf('qwen', words => ({ error: { message: has(words), type: 'invalid_request_error', param: null, code: 'invalid_parameter_error' }, request_id: has('-') }), [
  ['whole-while-thinking', { enable_thinking: true }, 'parameter.enable_thinking must be set to false for non-streaming calls'],
  ['forced-tool', { ...FORCED, enable_thinking: true, stream: true }, 'does not support being set to required or object in thinking mode'],
  ['late-system', { messages: [HI, { role: 'system', content: 'x' }] }, 'System message must be at the beginning'],
  ['out-of-range', { max_tokens: 128_000 }, 'Range of max_tokens should be [1, 65536]'],
  ['json-unsaid', JSON_UNSAID, '\'messages\' must contain the word \'json\''],
  ['other-value', AS_SCHEMA, 'Invalid value: \'json_schema\''],
])

const signed = (signature: string): object => ({ ...LOST, messages: [HI, { ...CALLING, tool_calls: [{ ...CALL, extra_content: { google: { thought_signature: signature } } }] }, RESULT] })

const GEMINI = rowsOf('gemini', words => [{ error: { code: 400, message: has(words), status: 'INVALID_ARGUMENT' } }], [
  ['missing-call-signature', LOST, 'Function call is missing a thought_signature in functionCall parts'],
  ['wrong-call-signature', signed('invented'), 'Corrupted thought signature'],
  ['refused-keyword', withSchema({ $schema: 'http://json-schema.org/draft-07/schema#' }), 'Unknown name "$schema"'],
  ['unknown-member', { store: false }, 'Unknown name "store": Cannot find field'],
  ['other-value', { reasoning_effort: 'max' }, 'Invalid reasoning_effort'],
  ['out-of-range', { max_tokens: 65_537 }, 'the supported range is from 1 (inclusive) to 65536 (inclusive)'],
])

const OPENAI = [
  ...rowsOf('openai', words => ({ error: { message: has(words), type: 'invalid_request_error', param: null, code: null } }), [
    ['tools-while-thinking', { ...TOOLS, reasoning_effort: 'low' }, 'Function tools with reasoning_effort are not supported for gpt-6-sol'],
    ['out-of-range', { max_completion_tokens: 128_001 }, 'supports at most 128000 completion tokens'],
    ['json-unsaid', JSON_UNSAID, 'must contain the word \'json\''],
  ]),
  ...rowsOf('openai', words => ({ error: { message: has(words), type: 'invalid_request_error', param: null, code: has('un') } }), [
    ['unknown-member', { context_management: {} }, 'Unknown parameter: \'context_management\''],
    ['unknown-message-member', { messages: [{ ...HI, reasoning_content: 'x' }] }, 'Unknown parameter: \'messages[0].reasoning_content\''],
    ['refused-member', { max_tokens: 5 }, 'Use \'max_completion_tokens\' instead'],
    ['refused-member', { stop: ['x'] }, '\'stop\' is not supported'],
    ['out-of-range', { temperature: 0 }, '\'temperature\' does not support 0 with this model'],
    ['other-value', {}, '\'reasoning_effort\' does not support \'none\'', { model: 'gpt-6-astra' }],
  ]),
]

const MISTRAL = [
  ...rowsOf('mistral', words => ({ object: 'error', message: has(words), type: 'invalid_request_error', param: null, code: null, raw_status_code: 422 }), [
    ['unknown-member', { stream: true, stream_options: { include_usage: true } }, 'Extra inputs are not permitted: stream_options', { status: 422 }],
    ['unknown-message-member', { messages: [{ ...HI, reasoning_content: 'x' }] }, 'Extra inputs are not permitted', { status: 422 }],
    ['other-value', { reasoning_effort: 'low' }, 'Input should be', { status: 422 }],
    ['out-of-range', { temperature: 2 }, 'less than or equal to 1.5', { status: 422 }],
  ]),
  ...rowsOf('mistral', words => expect.objectContaining({ message: has(words), raw_status_code: 400 }), [
    ['call-id-form', { messages: [HI, CALLING, RESULT] }, 'Tool call id was call_1 but must be a-z, A-Z, 0-9, with a length of 9.'],
    ['wrong-order', { messages: [HI, { ...CALLING, tool_calls: [{ ...CALL, id: 'abcdefghi' }] }, { ...RESULT, tool_call_id: 'abcdefghi' }, HI] }, 'Unexpected role \'user\' after role \'tool\''],
    ['wrong-last-role', { messages: [HI, { role: 'assistant', content: 'x' }] }, 'Expected last role User or Tool'],
  ]),
]

const THOUGHT = { type: 'thinking', thinking: 'hm', signature: 'invented' } as const
const BUDGET = { thinking: { type: 'enabled', budget_tokens: 1024 }, max_tokens: 2000 } as const
const USE_TOOLS = { tools: [{ name: 'read', input_schema: SCHEMA }] } as const
const CACHED = { cache_control: { type: 'ephemeral' } } as const

const ANTHROPIC = rowsOf('anthropic', words => ({ type: 'error', error: { type: 'invalid_request_error', message: has(words) }, request_id: 'req_simulated' }), [
  ['missing-header', {}, 'anthropic-version: header is required', { lacks: 'anthropic-version' }],
  ['unknown-member', { reasoning_effort: 'low' }, 'reasoning_effort: Extra inputs are not permitted'],
  ['unannounced-member', { context_management: { edits: [] } }, 'context_management: Extra inputs are not permitted'],
  ['missing-member', { max_tokens: null }, 'max_tokens: Field required'],
  ['out-of-range', { max_tokens: 200_000 }, 'max_tokens: 200000 > 128000, which is the maximum allowed number of output tokens for claude-opus-5-5'],
  ['out-of-range', { temperature: 0.5 }, '`temperature` may only be set to 1'],
  ['refused-member', { top_k: 5 }, '`top_k` must be unset'],
  ['budget-above-limit', { ...BUDGET, max_tokens: 1024 }, '`max_tokens` must be greater than `thinking.budget_tokens`'],
  ['forced-tool', { ...USE_TOOLS, tool_choice: { type: 'any' } }, 'Thinking may not be enabled when tool_choice forces tool use.'],
  ['other-value', { thinking: { type: 'disabled' } }, 'thinking.type.disabled is not supported'],
  ['repeated-tool-name', { tools: [...USE_TOOLS.tools, ...USE_TOOLS.tools] }, 'Tool names must be unique'],
  ['unknown-tool-member', { tools: [{ ...USE_TOOLS.tools[0], parameters: {} }] }, 'tools.0.custom.parameters: Extra inputs are not permitted'],
  ['too-many-cache-marks', { system: Array.from({ length: 5 }, () => ({ type: 'text', text: 'x', ...CACHED })) }, 'A maximum of 4 blocks with cache_control may be provided. Found 5.'],
  ['unknown-role', { messages: [{ role: 'tool', content: 'x' }] }, 'Input should be \'user\' or \'assistant\''],
  ['unknown-block-member', { messages: [{ role: 'user', content: [{ type: 'text', text: 'x', name: 'y' }] }] }, 'messages.0.content.0.text.name: Extra inputs are not permitted'],
  ['wrong-first-role', { messages: [{ role: 'assistant', content: 'x' }] }, 'first message must use the "user" role'],
  ['empty-text', { messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] }, 'must contain non-whitespace text'],
  ['call-id-form', { messages: [HI, { role: 'assistant', content: [{ ...USE, id: 'Bash:0' }] }, HI] }, 'String should match pattern'],
  ['repeated-call-id', { messages: [HI, USING, ANSWERING, USING, ANSWERING] }, '`tool_use` ids must be unique'],
  ['unanswered-use', { messages: [HI, USING, HI] }, '`tool_use` ids were found without `tool_result` blocks immediately after: toolu_1'],
  ['stray-use-result', { messages: [ANSWERING] }, 'unexpected `tool_use_id` found in `tool_result` blocks: toolu_1'],
  ['late-result', { messages: [HI, USING, { role: 'user', content: [{ type: 'text', text: 'x' }, USE_RESULT] }] }, 'results come first'],
  ['trailing-space', { messages: [HI, { role: 'assistant', content: 'x ' }] }, 'cannot end with trailing whitespace'],
  ['wrong-signature', { messages: [HI, { role: 'assistant', content: [THOUGHT, USE] }, ANSWERING] }, 'messages.1.content.0: Invalid `signature` in `thinking` block'],
  ['thinking-not-first', { ...BUDGET, messages: [HI, USING, ANSWERING] }, 'Expected `thinking` or `redacted_thinking`, but found `tool_use`'],
  ['ends-with-assistant', { messages: [HI, { role: 'assistant', content: 'x' }] }, 'does not support assistant message prefill'],
])

const STRICT = rowsOf('strict-anthropic', words => ({ type: 'error', error: { type: 'invalid_request_error', message: has(words) }, request_id: 'req_simulated' }), [
  ['client-identity', { metadata: { user_id: 'somebody' } }, 'metadata says who the client is'],
  ['same-role-twice', { messages: [HI, HI] }, 'roles must alternate between "user" and "assistant", but found multiple "user" roles in a row'],
])

const DEEPSEEK_MESSAGES = rowsOf('deepseek-messages', words => ({ type: 'error', error: { type: 'invalid_request_error', message: has(words) }, request_id: 'req_simulated' }), [
  ['missing-thinking', { messages: [HI, USING, ANSWERING] }, 'The `content[].thinking` in the thinking mode must be passed back to the API.'],
  ['unknown-part', { messages: [{ role: 'user', content: [{ type: 'image', source: {} }] }] }, 'unknown variant `image`'],
  ['forced-tool', { ...USE_TOOLS, tool_choice: { type: 'any' } }, 'Thinking mode does not support this tool_choice'],
])

export const REFUSAL_ROWS: readonly RefusalRow[] = [...DEEPSEEK, ...KIMI, ...GLM, ...QWEN, ...GEMINI, ...OPENAI, ...MISTRAL, ...ANTHROPIC, ...STRICT, ...DEEPSEEK_MESSAGES]
