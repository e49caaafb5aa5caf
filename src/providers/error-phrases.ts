/**
 * What providers say when they refuse, as data: codes and wordings of every vendor met so far, and what each means.
 * Sources: the vendors' error pages and the wordings that coding clients recognise. No code that reads it belongs here.
 */

import type { Billing, Failure } from '../chat/errors.ts'

export interface FailureRule {
  readonly failure: Failure
  /** Codes, types and statuses of the error body, in lower case, compared whole. */
  readonly codes?: readonly string[]
  /** Wordings, in lower case, looked for anywhere in the message. */
  readonly phrases?: readonly (string | RegExp)[]
}

/** Read from the top; the first that fits holds. Where one wording is part of another, the longer one stands first. */
export const FAILURE_RULES: readonly FailureRule[] = [
  {
    failure: 'context-length',
    codes: ['context_length_exceeded', 'contextwindowexceedederror', '1261', 'base_resp.1039'],
    phrases: [
      'prompt is too long', 'input is too long for requested model', 'maximum context length', 'context_length_exceeded',
      'exceeds the context window', 'contextwindowexceedederror', 'longer than the maximum model length',
      'longer than the model\'s context length', 'exceeds the available context size',
      'exceeds the maximum number of tokens allowed', 'exceeded model token limit', 'input token length too long',
      'input tokens exceed the configured limit', 'maximum context limit', 'maximum prompt length',
      'prompt exceeds max length', 'tokens in request more than max tokens allowed', 'range of input length should be',
      'context window exceeds limit', 'but model only supports up to', 'reduce the length of the messages',
      'context exceeds your deployment', 'exceed context limit', 'exceeds the model\'s maximum context', 'prompt 超长',
    ],
  },
  // One sidecar has one code for this and for content that it refuses.
  { failure: 'quota-exhausted', codes: [], phrases: ['使用量已达到上限'] },
  {
    failure: 'content-filter',
    codes: [
      'content_filter', 'content_policy_violation', 'responsibleaipolicyviolation', 'data_inspection_failed', 'datainspectionfailed',
      'prohibited_content', 'moderation_blocked', '1301', '-2006', 'base_resp.1026', 'base_resp.1027',
    ],
    phrases: [
      'data_inspection_failed', 'may contain inappropriate content', 'content_policy_violation', 'content management policy',
      'responsibleaipolicyviolation', 'prohibited_content', 'prohibited content', 'considered high risk', 'content exists risk',
      'rejected as a result of our safety system', 'rejected by the safety system', '敏感内容',
    ],
  },
  // Gemini says "exceeded your current quota" of a limit for one minute, DashScope "allocated quota" of tokens for one minute.
  { failure: 'quota-exhausted', codes: ['allocationquota.freetieronly'], phrases: ['free allocated quota', 'free tier of the model has been exhausted'] },
  { failure: 'rate-limited', codes: ['resource_exhausted', 'throttling.allocationquota'], phrases: ['allocated quota exceeded'] },
  {
    failure: 'quota-exhausted',
    codes: [
      'insufficient_quota', 'credit_balance_exhausted', 'organization_spend_limit_exceeded', 'project_spend_limit_exceeded',
      'billing_hard_limit_reached', 'billing_not_active', 'billing_error', 'exceeded_current_quota_error', 'arrearage', 'insufficient_balance',
      '1113', '1121', '1304', '1308', '1309', '1310', 'base_resp.1008',
    ],
    phrases: [
      'insufficient_quota', 'exceeded your current quota', 'insufficient balance', 'balance is not enough', 'credit balance is too low',
      'insufficient credits', 'out of credits', 'billing hard limit', 'account is in good standing', 'in arrears', 'overdue payment',
      'reached your usage limit', 'membership benefits', '欠费', '余额不足', '使用上限', '套餐已到期',
    ],
  },
  {
    failure: 'authentication',
    codes: [
      'authentication_error', 'invalid_api_key', 'invalidapikey', 'invalid_authentication_error', 'incorrect_api_key_error', 'unauthenticated',
      '1000', '1001', '1002', '1003', '1004', '-2002', 'base_resp.1004', 'base_resp.2049',
    ],
    phrases: [
      'incorrect api key', 'invalid api key', 'api key not valid', 'api key is invalid', 'invalid authentication', 'authentication fails',
      'invalid x-api-key', 'no api key', 'api_key_invalid', 'token已失效', 'token expired', 'invalid token',
    ],
  },
  {
    failure: 'model-not-found',
    codes: ['model_not_found', 'modelnotfound', 'model_not_exist', 'deploymentnotfound', 'resource_not_found_error', '1211'],
    phrases: [
      /\bmodel\b[^.]{0,80}\b(?:does not exist|not found|not exist|decommissioned)\b/, /\bmodel \S+ is not (?:supported|available)\b/,
      /\b(?:unknown|invalid|unsupported|no such) model\b/, /^model: \S+$/,
      'not found the model', 'not a valid model id', 'not a supported model', 'no endpoints found for', 'no available channel for model', '模型不存在',
    ],
  },
  {
    failure: 'overloaded',
    codes: ['overloaded_error', 'engine_overloaded_error', 'insufficient_system_resource', '1312'],
    phrases: ['overloaded', 'server is busy', 'server busy', 'at capacity', 'no capacity', '访问量过大', '服务器繁忙', '系统繁忙'],
  },
  {
    failure: 'rate-limited',
    codes: [
      'rate_limit_error', 'rate_limit_exceeded', 'rate_limit_reached_error', 'requests', 'tokens', 'throttling', 'throttling.ratequota',
      'limit_requests', 'limit_burst_rate', 'too_many_requests', '1302', '1303', '1305', '1313', '-2005', 'base_resp.1002',
    ],
    phrases: ['rate limit', 'rate-limit', 'too many requests', 'throttling', 'tokens per minute', 'requests per minute', '频率过高', '并发数过高'],
  },
  {
    failure: 'permission',
    codes: ['permission_error', 'permission_denied', 'permission_denied_error', 'accessdenied', 'model.accessdenied', '1110', '1111', '1112', '1220', '1311'],
    phrases: ['user location is not supported', 'unsupported_country', 'does not have access to'],
  },
  { failure: 'request-too-large', codes: ['request_too_large'] },
  { failure: 'unavailable', codes: ['timeout_error', 'unavailable', 'deadline_exceeded', '-1', '1221', '1222', 'base_resp.1001'] },
  { failure: 'server-error', codes: ['server_error', 'api_error', 'internal', 'internal_error', 'internalerror', '1234', '-2001', '-2007', 'base_resp.1000', 'base_resp.1024'] },
  { failure: 'invalid-request', codes: ['invalid_request_error', 'invalid_argument', 'invalidparameter', 'invalid_parameter_error', '1210', '1213', '1214', '-2000', '-2003', '-2004'] },
]

export interface StatusRule {
  /** What the status means by itself. */
  readonly failure: Failure
  /** What the body may make of it. */
  readonly unless: readonly Failure[] | 'any'
  readonly billing?: Billing
}

/** Proxies answer 5xx to whatever the provider behind them refused. */
const BEHIND_A_PROXY: readonly Failure[] = ['context-length', 'content-filter', 'quota-exhausted', 'rate-limited', 'overloaded', 'authentication', 'model-not-found']

export const STATUS_RULES: ReadonlyMap<number, StatusRule> = new Map<number, StatusRule>([
  [400, { failure: 'invalid-request', unless: 'any' }],
  [401, { failure: 'authentication', unless: [] }],
  [402, { failure: 'quota-exhausted', unless: [] }],
  [403, { failure: 'permission', unless: ['quota-exhausted', 'rate-limited', 'content-filter', 'model-not-found'] }],
  [404, { failure: 'unavailable', unless: ['model-not-found'] }],
  [408, { failure: 'request-timeout', unless: [] }],
  [409, { failure: 'request-timeout', unless: [] }],
  [410, { failure: 'unavailable', unless: ['model-not-found'] }],
  [413, { failure: 'request-too-large', unless: ['context-length', 'rate-limited'] }],
  [422, { failure: 'invalid-request', unless: 'any' }],
  [425, { failure: 'request-timeout', unless: [] }],
  [429, { failure: 'rate-limited', unless: ['quota-exhausted', 'overloaded'] }],
  [500, { failure: 'server-error', unless: BEHIND_A_PROXY }],
  [502, { failure: 'unavailable', unless: BEHIND_A_PROXY, billing: 'maybe' }],
  [503, { failure: 'unavailable', unless: BEHIND_A_PROXY }],
  [504, { failure: 'unavailable', unless: BEHIND_A_PROXY, billing: 'maybe' }],
  [524, { failure: 'unavailable', unless: BEHIND_A_PROXY, billing: 'maybe' }],
  [529, { failure: 'overloaded', unless: [] }],
])

/** For statuses without a row, by their hundreds. */
export const STATUS_CLASS_RULES: ReadonlyMap<number, StatusRule> = new Map<number, StatusRule>([
  [3, { failure: 'redirect', unless: [] }],
  [4, { failure: 'invalid-request', unless: 'any' }],
  [5, { failure: 'unavailable', unless: BEHIND_A_PROXY }],
])

/** How providers tell what they counted (`actual`) and what they allow (`maximum`) when a prompt is too long. */
export const TOKEN_COUNT_PATTERNS: readonly RegExp[] = [
  /prompt is too long: (?<actual>[\d,]+) tokens > (?<maximum>[\d,]+)/i,
  /maximum context length is (?<maximum>[\d,]+) tokens?.*?(?:resulted in|requested|request has|contains?)(?: about)? (?<actual>[\d,]+)/i,
  /token limit ?: (?<maximum>[\d,]+) \(requested: (?<actual>[\d,]+)\)/i,
  /token count \((?<actual>[\d,]+)\) exceeds the maximum number of tokens allowed \((?<maximum>[\d,]+)\)/i,
  /maximum prompt length is (?<maximum>[\d,]+).*?contains (?<actual>[\d,]+)/i,
  /\((?<actual>[\d,]+) tokens\) exceeds the available context size \((?<maximum>[\d,]+)/i,
  /prompt contains (?<actual>[\d,]+) tokens.*?(?<maximum>[\d,]+) maximum context length/i,
  /exceed context limit: (?<actual>[\d,]+) \+ [\d,]+ > (?<maximum>[\d,]+)/i,
  /range of input length should be \[\d+, ?(?<maximum>[\d,]+)\]/i,
  /maximum context length is (?<maximum>[\d,]+)/i,
  /(?:token limit|model only supports up to|maximum model length of) ?:? ?(?<maximum>[\d,]+)/i,
]
