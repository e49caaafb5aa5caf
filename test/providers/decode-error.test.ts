import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Failure } from '../../src/chat/errors.ts'
import { decodeError, tokenCountsIn } from '../../src/providers/decode-error.ts'

const json = (message: string, others: object = {}): string => JSON.stringify({ error: { message, ...others } })
const failureFor = (statusCode: number, body: string): Failure => decodeError(statusCode, {}, body).failure

afterEach(() => { vi.useRealTimers() })

describe('decodeError, by status alone', () => {
  const statuses: readonly (readonly [number, Failure])[] = [
    [301, 'redirect'], [308, 'redirect'], [400, 'invalid-request'], [401, 'authentication'], [402, 'quota-exhausted'], [403, 'permission'],
    [404, 'unavailable'], [405, 'invalid-request'], [408, 'request-timeout'], [409, 'request-timeout'], [410, 'unavailable'],
    [413, 'request-too-large'], [422, 'invalid-request'], [425, 'request-timeout'], [429, 'rate-limited'], [500, 'server-error'],
    [502, 'unavailable'], [503, 'unavailable'], [504, 'unavailable'], [522, 'unavailable'], [529, 'overloaded'], [101, 'bad-response'],
  ]
  for (const [statusCode, failure] of statuses) {
    it(`status ${statusCode} without a body: is ${failure}`, () => {
      const error = decodeError(statusCode, {}, '')
      expect({ failure: error.failure, statusCode: error.statusCode }).toEqual({ failure, statusCode })
      expect(error.message).toContain(`status ${statusCode}`)
    })
  }

  it('a gateway that gave up: may have been billed', () => {
    expect([502, 504, 524].map(status => decodeError(status, {}, '').billing)).toEqual(['maybe', 'maybe', 'maybe'])
    expect(decodeError(503, {}, '').billing).toBe('not-billed')
  })

  it('a redirect: tells the host and follows nothing', () => {
    expect(decodeError(302, { location: 'https://login.example/x?y' }, '').message).toBe('status 302, sent on to login.example')
    expect(decodeError(302, { location: ['/there'] }, '').message).toBe('status 302, sent on to another place')
    expect(decodeError(302, {}, '').message).toBe('status 302, sent on to another place')
  })
})

describe('decodeError, by what vendors say', () => {
  const sayings: readonly (readonly [string, number, string, Failure])[] = [
    ['OpenAI, quota', 429, json('You exceeded your current quota, please check your plan and billing details.', { type: 'insufficient_quota', code: 'insufficient_quota' }), 'quota-exhausted'],
    ['OpenAI, rate', 429, json('Rate limit reached for gpt-6-sol', { type: 'tokens', code: 'rate_limit_exceeded' }), 'rate-limited'],
    ['OpenAI, window', 400, json('This model\'s maximum context length is 8192 tokens. However, your messages resulted in 10000 tokens.', { code: 'context_length_exceeded' }), 'context-length'],
    ['OpenAI, model', 404, json('The model `gpt-9` does not exist or you do not have access to it.', { code: 'model_not_found' }), 'model-not-found'],
    ['OpenAI, path', 404, json('Invalid URL (POST /v1/chat/completion)', { type: 'invalid_request_error' }), 'unavailable'],
    ['OpenAI, no access', 403, json('Project `p` does not have access to model `m`', { code: 'model_not_found' }), 'model-not-found'],
    ['OpenAI, filter', 400, json('Your request was rejected as a result of our safety system.', { code: 'content_policy_violation' }), 'content-filter'],
    ['OpenAI, parameter', 400, json('Unsupported parameter: \'max_tokens\' is not supported with this model.', { code: 'unsupported_parameter' }), 'invalid-request'],
    ['Azure, filter', 400, json('The response was filtered', { code: 'x', innererror: { code: 'ResponsibleAIPolicyViolation' } }), 'content-filter'],
    ['Anthropic, window', 400, JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', message: 'prompt is too long: 215000 tokens > 200000 maximum' } }), 'context-length'],
    ['Anthropic, credit', 400, JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', message: 'Your credit balance is too low to access the Anthropic API.' } }), 'quota-exhausted'],
    ['Anthropic, model', 404, JSON.stringify({ type: 'error', error: { type: 'not_found_error', message: 'model: claude-9' } }), 'model-not-found'],
    ['Anthropic, overloaded', 529, JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }), 'overloaded'],
    ['Anthropic, limit of output', 400, json('max_tokens: 64000 > 8192, which is the maximum allowed number of output tokens for m'), 'invalid-request'],
    ['DeepSeek, balance', 402, json('Insufficient Balance', { type: 'unknown_error' }), 'quota-exhausted'],
    ['DeepSeek, model', 400, json('Model Not Exist', { type: 'invalid_request_error' }), 'model-not-found'],
    ['DeepSeek, filter', 400, json('Content Exists Risk', { type: 'invalid_request_error' }), 'content-filter'],
    ['DeepSeek, reasoning', 400, json('The `reasoning_content` in the thinking mode must be passed back to the API.'), 'invalid-request'],
    ['DashScope, filter', 400, JSON.stringify({ code: 'DataInspectionFailed', message: 'Input data may contain inappropriate content.' }), 'content-filter'],
    ['DashScope, arrears', 400, json('Access denied, please make sure your account is in good standing.', { code: 'Arrearage', type: 'Arrearage' }), 'quota-exhausted'],
    ['DashScope, minute', 429, json('Allocated quota exceeded, please increase your quota limit.', { code: 'Throttling.AllocationQuota' }), 'rate-limited'],
    ['DashScope, free quota', 429, json('Free allocated quota exceeded.', { code: 'Throttling.AllocationQuota' }), 'quota-exhausted'],
    ['DashScope, window', 400, json('Range of input length should be [1, 129024]', { code: 'invalid_parameter_error' }), 'context-length'],
    ['DashScope, output', 400, json('Range of max_tokens should be [1, 8192]', { code: 'invalid_parameter_error' }), 'invalid-request'],
    ['Zhipu, concurrency', 429, JSON.stringify({ error: { code: '1302', message: '您当前使用该 API 的并发数过高' } }), 'rate-limited'],
    ['Zhipu, traffic', 429, JSON.stringify({ error: { code: '1305', message: 'x' } }), 'rate-limited'],
    ['Zhipu, arrears', 429, JSON.stringify({ error: { code: '1113', message: '您的账户已欠费，请充值后重试' } }), 'quota-exhausted'],
    ['Zhipu, locked', 429, JSON.stringify({ error: { code: 1121, message: '账户已被锁定' } }), 'quota-exhausted'],
    ['Zhipu, filter', 400, JSON.stringify({ error: { code: '1301', message: '系统检测到输入或生成内容可能包含不安全或敏感内容' } }), 'content-filter'],
    ['Zhipu, window', 400, JSON.stringify({ error: { code: '1261', message: 'Prompt 超长' } }), 'context-length'],
    ['Zhipu, busy model', 429, JSON.stringify({ error: { code: '1312', message: '该模型当前访问量过大，请您稍后再试' } }), 'overloaded'],
    ['Kimi, quota', 429, json('Your account is not active', { type: 'exceeded_current_quota_error' }), 'quota-exhausted'],
    ['Kimi, overloaded', 429, json('The engine is currently overloaded, please try again later', { type: 'engine_overloaded_error' }), 'overloaded'],
    ['Kimi, window', 400, json('Invalid request: Your request exceeded model token limit: 262144 (requested: 269030)', { type: 'invalid_request_error' }), 'context-length'],
    ['Kimi, filter', 400, json('The request was rejected because it was considered high risk', { type: 'content_filter' }), 'content-filter'],
    ['Kimi, spent plan', 403, json('You\'ve reached your usage limit for this billing cycle'), 'quota-exhausted'],
    ['Gemini, key', 400, JSON.stringify([{ error: { code: 400, message: 'API key not valid. Please pass a valid API key.', status: 'INVALID_ARGUMENT' } }]), 'authentication'],
    ['Gemini, minute', 429, JSON.stringify([{ error: { code: 429, message: 'You exceeded your current quota, please check your plan', status: 'RESOURCE_EXHAUSTED' } }]), 'rate-limited'],
    ['Gemini, busy', 503, JSON.stringify([{ error: { code: 503, message: 'The model is overloaded. Please try again later.', status: 'UNAVAILABLE' } }]), 'overloaded'],
    ['Gemini, filter', 400, json('PROHIBITED_CONTENT'), 'content-filter'],
    ['Gemini, place', 400, json('User location is not supported for the API use.', { status: 'FAILED_PRECONDITION' }), 'permission'],
    ['Groq, too large for a minute', 413, json('Request too large for model: Limit 6000 tokens per minute (TPM)', { code: 'rate_limit_exceeded' }), 'rate-limited'],
    ['a proxy of OpenRouter', 502, json('Provider returned error', { code: 502, metadata: { raw: '{"error":{"message":"prompt is too long"}}' } }), 'context-length'],
    ['a proxy that wraps JSON', 500, json(json('Insufficient Balance', { code: 'insufficient_balance' }), { code: 'upstream' }), 'quota-exhausted'],
    ['a proxy that wraps a list', 500, json('[{"error":{"message":"The server is busy"}}]'), 'overloaded'],
    ['a broken wrapping', 500, json('{"error":'), 'server-error'],
    ['a local server, window', 400, JSON.stringify({ error: 'request (5000 tokens) exceeds the available context size (4096 tokens)' }), 'context-length'],
    ['FastAPI', 422, JSON.stringify({ detail: [{ loc: ['body', 'x'], msg: 'Extra inputs are not permitted' }] }), 'invalid-request'],
    ['FastAPI, words', 401, JSON.stringify({ detail: 'Unauthorized' }), 'authentication'],
    ['Cloudflare', 502, '<html><head><title>502 Bad Gateway</title></head></html>', 'unavailable'],
    ['plain words', 503, 'upstream connect error', 'unavailable'],
    ['a matryoshka', 500, '[[[[[[[{"message":"server busy"}]]]]]]]', 'server-error'],
    ['a JSON string', 400, '"model not found"', 'model-not-found'],
    ['nothing but an empty list', 400, '[]', 'invalid-request'],
    ['a number', 400, '[7]', 'invalid-request'],
  ]
  for (const [who, statusCode, body, failure] of sayings) {
    it(`${who}, ${statusCode}: is ${failure}`, () => { expect(failureFor(statusCode, body)).toBe(failure) })
  }

  const overflow = [
    'prompt is too long', 'input is too long for requested model', 'maximum context length', 'context_length_exceeded',
    'exceeds the context window', 'ContextWindowExceededError', 'longer than the maximum model length',
    'longer than the model\'s context length', 'exceeds the available context size', 'exceeds the maximum number of tokens allowed',
    'exceeded model token limit', 'Input token length too long', 'input tokens exceed the configured limit', 'maximum context limit',
    'maximum prompt length', 'Prompt exceeds max length', 'tokens in request more than max tokens allowed',
    'Range of input length should be', 'context window exceeds limit', 'but model only supports up to',
    'reduce the length of the messages', 'context exceeds your deployment',
  ]
  for (const phrase of overflow) {
    it(`a 400 that says "${phrase}": is context-length`, () => { expect(failureFor(400, json(`Error: ${phrase} here`))).toBe('context-length') })
  }
})

describe('decodeError, what it keeps', () => {
  it('the provider\'s code: is kept as text, the most specific first', () => {
    expect(decodeError(429, {}, JSON.stringify({ error: { code: 1302, type: 'x', message: 'm' } })).rawCode).toBe('1302')
    expect(decodeError(400, {}, json('m', { innererror: { code: 'Inner' }, code: 'Outer' })).rawCode).toBe('Inner')
    expect(decodeError(500, {}, 'oops').rawCode).toBeUndefined()
  })

  it('a long message of many lines: becomes one line of 300 characters', () => {
    const { message } = decodeError(400, {}, json(`a\n\n b\t${'x'.repeat(1000)}`))
    expect(message).toHaveLength(300)
    expect(message.startsWith('a b xx')).toBe(true)
  })

  it('HTML: is reduced to its title, to its heading, or to the word for it', () => {
    expect(decodeError(502, {}, '<html><title> 502\n Bad </title>').message).toBe('502 Bad')
    expect(decodeError(502, {}, '<h1 class="x">Oops</h1>').message).toBe('Oops')
    expect(decodeError(502, {}, '<body>').message).toBe('an HTML page')
  })

  it('a key that a provider echoes: is hidden', () => {
    const echoes = ['sk-abcdef0123456789', 'AIzaSyA1234567890abcdefghijk', 'Bearer abc.def.ghi-jkl', '0123456789abcdef0123456789abcdef.AbCdEfGhIjKlMnOp']
    for (const echo of echoes) expect(decodeError(401, {}, json(`Incorrect API key provided: ${echo}.`)).message).not.toContain(echo.slice(8))
  })

  const counts: readonly (readonly [string, object | undefined])[] = [
    ['prompt is too long: 215,000 tokens > 200000 maximum', { actual: 215_000, maximum: 200_000 }],
    ['This model\'s maximum context length is 8192 tokens. However, you requested 10208 tokens (9208 in the messages, 1000 in the completion).', { actual: 10_208, maximum: 8192 }],
    ['exceeded model token limit: 262144 (requested: 269030)', { actual: 269_030, maximum: 262_144 }],
    ['The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).', { actual: 1_200_000, maximum: 1_048_576 }],
    ['This model\'s maximum prompt length is 131072 but the request contains 537812 tokens.', { actual: 537_812, maximum: 131_072 }],
    ['request (5000 tokens) exceeds the available context size (4096 tokens)', { actual: 5000, maximum: 4096 }],
    ['input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000', { actual: 190_000, maximum: 200_000 }],
    ['Range of input length should be [1, 129024]', { maximum: 129_024 }],
    ['maximum context length is 4096', { maximum: 4096 }],
    ['context window exceeds limit (2013)', undefined],
  ]
  for (const [message, expected] of counts) {
    it(`"${message}": tells its token counts`, () => { expect(tokenCountsIn(message)).toEqual(expected) })
  }

  it('a context overflow: carries the counts, other failures carry none', () => {
    expect(decodeError(400, {}, json('prompt is too long: 5 tokens > 4 maximum')).tokens).toEqual({ actual: 5, maximum: 4 })
    expect(decodeError(500, {}, json('x')).tokens).toBeUndefined()
  })
})

describe('decodeError, how long to wait', () => {
  const at = (headers: Readonly<Record<string, string | string[]>>, body = ''): number | undefined => {
    vi.useFakeTimers({ now: Date.parse('2026-11-20T10:00:00Z'), toFake: ['Date'] })
    return decodeError(429, headers, body).retryAfterMs
  }

  it('retry-after in seconds: is told in milliseconds', () => { expect(at({ 'retry-after': '2' })).toBe(2000) })
  it('retry-after with several values: the first holds', () => { expect(at({ 'retry-after': ['1.5', '9'] })).toBe(1500) })
  it('retry-after as a date: is the time until then', () => { expect(at({ 'retry-after': 'Fri, 20 Nov 2026 10:00:30 GMT' })).toBe(30_000) })
  it('retry-after as a date gone by: is no wait', () => { expect(at({ 'retry-after': 'Fri, 20 Nov 2026 09:00:00 GMT' })).toBe(0) })
  it('retry-after-ms: wins over retry-after', () => { expect(at({ 'retry-after-ms': '250.4', 'retry-after': '9' })).toBe(251) })
  it('retry-after that says nothing: is passed over', () => { expect(at({ 'retry-after': 'soon', 'retry-after-ms': 'x' })).toBeUndefined() })

  it('Anthropic\'s limits: the longest that is used up holds', () => {
    expect(at({
      'anthropic-ratelimit-requests-remaining': '0', 'anthropic-ratelimit-requests-reset': '2026-11-20T10:00:05Z',
      'anthropic-ratelimit-tokens-remaining': '0', 'anthropic-ratelimit-tokens-reset': '2026-11-20T10:00:20Z',
      'anthropic-ratelimit-input-tokens-remaining': '100', 'anthropic-ratelimit-input-tokens-reset': '2026-11-20T10:01:00Z',
    })).toBe(20_000)
  })

  it('OpenAI\'s limits, none said to be used up: the shortest holds', () => {
    expect(at({ 'x-ratelimit-reset-requests': '1m0.5s', 'x-ratelimit-reset-tokens': '120ms', 'x-ratelimit-reset-odd': '?' })).toBe(120)
  })

  it('a limit with a point in time: is the time until then', () => {
    const now = Date.parse('2026-11-20T10:00:00Z')
    expect(at({ 'x-ratelimit-reset': String(now + 4000), 'x-ratelimit-remaining': '0' })).toBe(4000)
    expect(at({ 'x-ratelimit-reset': String(now / 1000 + 7) })).toBe(7000)
  })

  it('Google\'s retry delay: is read from the body', () => {
    const delay = (details: unknown): string => json('slow down', { status: 'RESOURCE_EXHAUSTED', details })
    expect(at({}, delay([{ '@type': 'QuotaFailure' }, { retryDelay: '34.2s' }]))).toBe(34_200)
    expect(at({}, delay([7, { retryDelay: 'soon' }]))).toBeUndefined()
    expect(at({}, json(delay([{ retryDelay: '3s' }])))).toBe(3000)
    expect(at({}, json(json('x'), { details: [{ retryDelay: '4s' }] }))).toBe(4000)
  })

  it('a message that tells the time: is believed', () => {
    expect(at({}, json('Please try again in 1.2s.'))).toBe(1200)
    expect(at({}, json('Please retry after 20 seconds'))).toBe(20_000)
    expect(at({}, json('try again in 350ms'))).toBe(350)
    expect(at({}, json('try again in 2 minutes'))).toBe(120_000)
    expect(at({}, json('Please try again in 2m59.5s. Visit'))).toBe(179_500)
  })
})
