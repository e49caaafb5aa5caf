import { describe, expect, test } from 'vitest'
import { type Failure, ProviderError } from '../../src/chat/errors.ts'
import { failureOfAttempt, interruption, networkError } from '../../src/providers/network-errors.ts'

const withCode = (code: string, message = 'it broke'): Error => Object.assign(new Error(message), { code })

const fresh = { isSent: true, isStale: false }

describe('an error before the answer is whole', () => {
  test.each<[string, Failure]>([
    ['ECONNREFUSED', 'refused'], ['EHOSTUNREACH', 'refused'], ['ENETUNREACH', 'refused'], ['EACCES', 'refused'],
    ['ENOTFOUND', 'dns'], ['EAI_AGAIN', 'dns'], ['EAI_NODATA', 'dns'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect-timeout'], ['ETIMEDOUT', 'connect-timeout'],
    ['ECONNRESET', 'reset'], ['EPIPE', 'reset'], ['UND_ERR_SOCKET', 'reset'],
    ['EMFILE', 'local-exhaustion'], ['EADDRNOTAVAIL', 'local-exhaustion'],
    ['CERT_HAS_EXPIRED', 'tls'], ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'], ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'], ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'], ['EPROTO', 'tls'],
    ['HPE_INVALID_CONSTANT', 'bad-http'], ['UND_ERR_HEADERS_OVERFLOW', 'bad-http'],
    ['UND_ERR_INVALID_ARG', 'bad-response'],
  ])('%s is %s, and tells its code', (code, failure) => {
    const cause = withCode(code)
    const error = networkError(cause, fresh)
    expect(error).toMatchObject({ failure, rawCode: code, cause })
    expect(error.message.endsWith(`(${code})`)).toBe(true)
  })

  test('an error of the parser, which has a name and no code, is bad HTTP', () => {
    const cause = Object.assign(new Error('Response does not match the HTTP/1.1 protocol'), { name: 'HTTPParserError', code: undefined })
    expect(networkError(cause, fresh)).toMatchObject({ failure: 'bad-http', rawCode: 'HTTPParserError' })
  })

  test.each(['bad response', 'bad upgrade'])('a closed socket, when the parser says "%s", is bad HTTP even on a kept connection', (message) => {
    expect(networkError(withCode('UND_ERR_SOCKET', message), { isSent: true, isStale: true })).toMatchObject({ failure: 'bad-http', billing: 'maybe' })
  })

  test('a reset, when the connection was a kept one, is a stale socket and most likely cost nothing', () => {
    expect(networkError(withCode('ECONNRESET'), { isSent: true, isStale: true })).toMatchObject({ failure: 'stale-socket', billing: 'unlikely' })
  })

  test('another failure, when the connection was a kept one, stays what it is', () => {
    expect(networkError(withCode('ECONNREFUSED'), { isSent: false, isStale: true }).failure).toBe('refused')
  })

  test.each([[true, 'maybe'], [false, 'not-billed']])('a reset, when the request was sent: %s, is billed: %s', (isSent, billing) => {
    expect(networkError(withCode('ECONNRESET'), { isSent, isStale: false }).billing).toBe(billing)
  })

  test('an error of several addresses is the first of them', () => {
    expect(networkError(new AggregateError([new AggregateError([withCode('EHOSTUNREACH')]), withCode('ECONNREFUSED')]), fresh).rawCode).toBe('EHOSTUNREACH')
    expect(networkError(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), fresh).failure).toBe('refused')
  })

  test('a defect, or what is no error at all, is a bad response under its name', () => {
    expect(networkError(new TypeError('x is not iterable'), fresh)).toMatchObject({ failure: 'bad-response', rawCode: 'TypeError' })
    expect(networkError('words', fresh)).toMatchObject({ failure: 'bad-response', rawCode: 'Error' })
  })

  test('a failure that was judged already stays what it is', () => {
    const judged = new ProviderError('overloaded', 'is overloaded')
    expect(networkError(judged, fresh)).toBe(judged)
  })
})

describe('an error after the answer began', () => {
  test.each([[withCode('ECONNRESET'), 'ECONNRESET'], [new AggregateError([withCode('EPIPE')]), 'EPIPE'], [new Error('x'), 'Error'], ['words', 'Error']])(
    '%s is an interruption with the code %s', (cause, rawCode) => {
      expect(interruption(cause)).toMatchObject({ failure: 'interrupted', rawCode, cause, billing: 'maybe', message: `stopped in the middle of its answer (${rawCode})` })
    })

  test('a failure that was judged already stays what it is', () => {
    const judged = new ProviderError('overloaded', 'is overloaded')
    expect(interruption(judged)).toBe(judged)
  })
})

describe('what an attempt failed with', () => {
  const reason = new Error('the reason')
  const judged = new ProviderError('overloaded', 'is overloaded')
  const never = (): never => { throw new Error('this was not to be translated') }

  test('a failure that was judged comes before the reason for which the attempt was ended', () => {
    expect(failureOfAttempt(judged, AbortSignal.abort(reason), never)).toBe(judged)
  })

  test('the reason for which the attempt was ended comes before what broke because of it', () => {
    expect(failureOfAttempt(new Error('socket closed'), AbortSignal.abort(reason), never)).toBe(reason)
  })

  test('any other error is translated', () => {
    expect(failureOfAttempt(withCode('ECONNRESET'), new AbortController().signal, interruption)).toMatchObject({ failure: 'interrupted' })
  })
})
