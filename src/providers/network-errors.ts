/** What a socket's or a parser's error means for an attempt. A table of codes; nothing here reads a provider's answer. */

import { type Billing, type Failure, ProviderError } from '../chat/errors.ts'

/** How each is told, after the provider's name. */
const WORDS = {
  refused: 'refused the connection',
  'connect-timeout': 'did not accept a connection in time',
  dns: 'has a host name that does not resolve',
  tls: 'could not agree on a secure connection',
  reset: 'closed the connection before it answered',
  'bad-http': 'answered something that is not HTTP',
  'bad-response': 'answered something that cannot be understood',
  'stale-socket': 'had closed the connection that was kept open',
  'local-exhaustion': 'could not be reached: this machine has run out of sockets',
  interrupted: 'stopped in the middle of its answer',
} as const satisfies Partial<Record<Failure, string>>

type NetworkFailure = keyof typeof WORDS

const FAILURE_OF_CODE: Readonly<Record<string, NetworkFailure>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EHOSTDOWN: 'refused',
  ENETDOWN: 'refused',
  EACCES: 'refused',
  EPERM: 'refused',
  EADDRNOTAVAIL: 'local-exhaustion',
  ENOBUFS: 'local-exhaustion',
  EMFILE: 'local-exhaustion',
  ENFILE: 'local-exhaustion',
  ENOTFOUND: 'dns',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  ETIMEDOUT: 'connect-timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_DESTROYED: 'reset',
  UND_ERR_CLOSED: 'reset',
  UND_ERR_HEADERS_OVERFLOW: 'bad-http',
  // The parser's error has a name and not always a code.
  HTTPParserError: 'bad-http',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  EPROTO: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
}

const FAILURE_OF_PREFIX: ReadonlyArray<readonly [prefix: string, failure: NetworkFailure]> = [
  ['HPE_', 'bad-http'], ['EAI_', 'dns'], ['ERR_TLS_', 'tls'], ['ERR_SSL_', 'tls'], ['CERT_', 'tls'],
]

/** What undici says of answers that break the rules of HTTP, with the same code as for a closed socket. */
const RULE_BREAKERS: ReadonlySet<string> = new Set(['bad response', 'bad upgrade'])

/** Happy eyeballs fail with an error of errors, the real ones inside. */
const rootOf = (error: unknown): Error & { code?: string } => {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return rootOf(error.errors[0])
  return error instanceof Error ? error : new Error(String(error))
}

/** An error that no socket makes comes from what was answered, or from reading it. */
const failureOf = (code: string, message: string): NetworkFailure => {
  if (RULE_BREAKERS.has(message)) return 'bad-http'
  return FAILURE_OF_CODE[code] ?? FAILURE_OF_PREFIX.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'bad-response'
}

/** Failures after which the provider may have done the work all the same, once it had the request. */
const BILLING_OF_SENT: Readonly<Partial<Record<Failure, Billing>>> = { reset: 'maybe', 'bad-http': 'maybe', 'bad-response': 'maybe', 'stale-socket': 'unlikely' }

/** Before the answer is whole, an error of the network; `isStale` when it hit a kept connection that gave no byte. */
export const networkError = (error: unknown, facts: { readonly isSent: boolean, readonly isStale: boolean }): ProviderError => {
  if (error instanceof ProviderError) return error
  const root = rootOf(error)
  const code = root.code ?? root.name
  const known = failureOf(code, root.message)
  const failure = known === 'reset' && facts.isStale ? 'stale-socket' : known
  const billing: Billing = (facts.isSent ? BILLING_OF_SENT[failure] : undefined) ?? 'not-billed'
  return new ProviderError(failure, `${WORDS[failure]} (${code})`, { cause: error, rawCode: code, billing })
}

/** After the answer began: whatever the socket says, the answer is broken off. */
export const interruption = (error: unknown): ProviderError => {
  if (error instanceof ProviderError) return error
  const root = rootOf(error)
  const code = root.code ?? root.name
  return new ProviderError('interrupted', `${WORDS.interrupted} (${code})`, { cause: error, rawCode: code, billing: 'maybe' })
}

/**
 * What an attempt failed with: a failure that was judged already, or what ended the attempt from outside, or, where
 * neither is so, what `translate` makes of the error.
 */
export const failureOfAttempt = (error: unknown, signal: AbortSignal, translate: (error: unknown) => ProviderError): unknown => {
  if (error instanceof ProviderError) return error
  return signal.aborted ? signal.reason : translate(error)
}
