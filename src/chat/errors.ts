/**
 * The two kinds of failure. A `RouterError` is what a client is told, its code from one table; a `ProviderError` is what
 * one attempt ended with, judged before anybody is told. Wire shapes do not belong here: protocols encode them.
 */

export type OpenAiErrorType = 'invalid_request_error' | 'server_error' | 'requests' | 'tokens' | 'insufficient_quota'
export type AnthropicErrorType = 'invalid_request_error' | 'authentication_error' | 'permission_error' | 'not_found_error'
  | 'request_too_large' | 'rate_limit_error' | 'billing_error' | 'api_error' | 'overloaded_error' | 'timeout_error'

interface ErrorKind {
  readonly statusCode: number
  readonly openAiType: OpenAiErrorType
  readonly anthropicType: AnthropicErrorType
  /** Only where the Anthropic wire answers with another status. */
  readonly anthropicStatusCode?: number
  readonly shouldRetry: boolean
}

const invalid = (statusCode = 400): ErrorKind => ({ statusCode, openAiType: 'invalid_request_error', anthropicType: 'invalid_request_error', shouldRetry: false })
const ours = (statusCode: number, anthropicType: AnthropicErrorType, shouldRetry: boolean): ErrorKind =>
  ({ statusCode, openAiType: 'server_error', anthropicType, shouldRetry })

/** Every error a client can be told: one line each. */
export const ERROR_KINDS = {
  invalid_json: invalid(),
  json_too_deep: invalid(),
  invalid_encoding: invalid(),
  duplicate_key: invalid(),
  invalid_request: invalid(),
  invalid_http: invalid(),
  unsupported_parameter: invalid(),
  thread_unsupported: invalid(),
  context_length_exceeded: invalid(),
  content_policy_violation: invalid(),
  unsupported_media_type: invalid(415),
  header_too_large: invalid(431),
  request_timeout: invalid(408),
  method_not_allowed: invalid(405),
  host_not_allowed: { statusCode: 403, openAiType: 'invalid_request_error', anthropicType: 'permission_error', shouldRetry: false },
  invalid_api_key: { statusCode: 401, openAiType: 'invalid_request_error', anthropicType: 'authentication_error', shouldRetry: false },
  model_not_allowed: { statusCode: 403, openAiType: 'invalid_request_error', anthropicType: 'permission_error', shouldRetry: false },
  model_not_found: { statusCode: 404, openAiType: 'invalid_request_error', anthropicType: 'not_found_error', shouldRetry: false },
  not_found: { statusCode: 404, openAiType: 'invalid_request_error', anthropicType: 'not_found_error', shouldRetry: false },
  request_too_large: { statusCode: 413, openAiType: 'invalid_request_error', anthropicType: 'request_too_large', shouldRetry: false },
  rate_limit_exceeded: { statusCode: 429, openAiType: 'requests', anthropicType: 'rate_limit_error', shouldRetry: true },
  insufficient_quota: { statusCode: 429, openAiType: 'insufficient_quota', anthropicType: 'billing_error', anthropicStatusCode: 402, shouldRetry: false },
  providers_rate_limited: { statusCode: 429, openAiType: 'requests', anthropicType: 'rate_limit_error', shouldRetry: true },
  all_providers_failed: ours(503, 'overloaded_error', false),
  no_provider_available: ours(503, 'overloaded_error', true),
  no_capable_target: invalid(),
  provider_auth_failed: ours(502, 'api_error', false),
  provider_bad_response: ours(502, 'api_error', false),
  provider_timeout: ours(504, 'timeout_error', false),
  router_overloaded: ours(503, 'overloaded_error', true),
  router_draining: ours(503, 'api_error', true),
  internal_error: ours(500, 'api_error', false),
  upstream_stream_interrupted: ours(502, 'api_error', false),
  upstream_stream_stalled: ours(504, 'api_error', false),
  router_shutdown: ours(503, 'overloaded_error', false),
} as const satisfies Record<string, ErrorKind>

export type RouterErrorCode = keyof typeof ERROR_KINDS

export interface RouterErrorOptions {
  readonly cause?: unknown
  /** The request member at fault, as OpenAI's `param`. */
  readonly parameter?: string
  /** Milliseconds after which a retry may help; sent as `retry-after` and `retry-after-ms`, at most 60 s. */
  readonly retryAfterMs?: number
  /** Overrides the table where the circumstances decide. */
  readonly shouldRetry?: boolean
  /** Wire-specific extras, such as Anthropic's `details`. */
  readonly details?: Readonly<Record<string, unknown>>
}

export class RouterError extends Error {
  override readonly name = 'RouterError'
  readonly code: RouterErrorCode
  readonly parameter: string | undefined
  readonly retryAfterMs: number | undefined
  readonly shouldRetry: boolean
  readonly details: Readonly<Record<string, unknown>> | undefined

  constructor (code: RouterErrorCode, message: string, options: RouterErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.parameter = options.parameter
    this.retryAfterMs = options.retryAfterMs
    this.shouldRetry = options.shouldRetry ?? ERROR_KINDS[code].shouldRetry
    this.details = options.details
  }

  get kind (): ErrorKind { return ERROR_KINDS[this.code] }
}

/** What went wrong in one attempt. `routing/verdicts.ts` says what follows from each. */
export const FAILURES = [
  'rate-limited', 'quota-exhausted', 'overloaded', 'server-error', 'unavailable', 'authentication', 'permission',
  'model-not-found', 'invalid-request', 'context-length', 'content-filter', 'request-too-large', 'request-timeout',
  'redirect', 'bad-response', 'bad-http', 'refused', 'connect-timeout', 'dns', 'tls', 'stale-socket', 'reset',
  'first-content-timeout', 'stalled', 'interrupted', 'local-exhaustion',
] as const
export type Failure = (typeof FAILURES)[number]

/** Whether the provider may charge for an attempt that gave no answer. */
export type Billing = 'not-billed' | 'unlikely' | 'maybe' | 'billed'

/** Whether an attempt may cost as much as a whole answer; what is unlikely is not counted. */
export const mayBeBilled = (billing: Billing): boolean => billing === 'maybe' || billing === 'billed'

export interface ProviderErrorOptions {
  readonly cause?: unknown
  readonly statusCode?: number
  /** The provider's own code or type, as text (`1302`, `overloaded_error`, `ECONNREFUSED`). */
  readonly rawCode?: string
  /** How long the provider asks to be left alone, milliseconds. */
  readonly retryAfterMs?: number
  readonly billing?: Billing
  /** For context-length: what the provider counted and allows, tokens. */
  readonly tokens?: { readonly actual?: number; readonly maximum?: number }
}

/** `message` is the provider's own words, shortened and free of secrets; it may reach the client only where the table says so. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly failure: Failure
  readonly statusCode: number | undefined
  readonly rawCode: string | undefined
  readonly retryAfterMs: number | undefined
  readonly billing: Billing
  readonly tokens: { readonly actual?: number; readonly maximum?: number } | undefined

  constructor (failure: Failure, message: string, options: ProviderErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.failure = failure
    this.statusCode = options.statusCode
    this.rawCode = options.rawCode
    this.retryAfterMs = options.retryAfterMs
    this.billing = options.billing ?? 'not-billed'
    this.tokens = options.tokens
  }
}
