/**
 * The innermost call at a relayed endpoint: one HTTP call to the same endpoint of a provider, on OpenAI's wire. Time, order
 * and health are other people's.
 */

import type { Compat } from '../config/compat.ts'
import { speaking, type Target } from '../config/target.ts'
import type { Open } from './attempt.ts'
import { callHeaders } from './call-headers.ts'
import { callProvider, type CallProviderOptions } from './call-provider.ts'
import { decodeError } from './decode-error.ts'
import { readRelayAnswer } from './relay-answer.ts'
import type { RelayEndpoint } from './relay-endpoints.ts'
import type { RelayRequest, RelayStream } from './relay-request.ts'

const WIRE = 'openai-chat'

/** Picture APIs that are asked as OpenAI's is. */
const LIKE_OPENAI: ReadonlySet<Compat['imageApi']> = new Set([undefined, 'openai', 'cogview', 'gemini-images'])

/** Why a target cannot be asked at an endpoint, in words; `undefined`: it can. */
export const relayObstacle = (target: Target, { path }: Pick<RelayEndpoint, 'path'>): string | undefined => {
  const { provider: { name, dialect }, kind, compat: { imageApi } } = speaking(target, WIRE)
  if (dialect !== 'openai') return `${name} speaks ${dialect}, which has no ${path}`
  return kind === 'image' && !LIKE_OPENAI.has(imageApi) ? `${name} draws with an API of its own and has no ${path}; it draws where it is asked to converse` : undefined
}

/** Some draw at another address. */
const baseUrlOf = ({ kind, provider, compat }: Target): string => kind === 'image' ? compat.imageApiUrl ?? provider.baseUrl : provider.baseUrl

const headersFor = ({ endpoint, contentType, wantsEvents, wantsText }: RelayRequest) =>
  ({ wire: WIRE, authentication: 'bearer', demanded: {}, contentType, accept: wantsEvents || wantsText || endpoint.whole.form === 'binary' ? '*/*' : 'application/json' } as const)

export const createRelayTransport = (options: CallProviderOptions): Open<RelayRequest, RelayStream> => async (request, candidate, attempt) => {
  const target = speaking(candidate.target, WIRE)
  const call = {
    url: `${baseUrlOf(target)}${request.endpoint.upstreamPath}`,
    headers: callHeaders({ wire: WIRE, isStream: request.isStream, headers: {} }, target, candidate.credential, headersFor(request)),
    body: request.bodyFor(target.model),
  }
  return await callProvider(options, call, attempt, {
    decodeError,
    read: async (answer, exchange) => {
      const { head, stream } = await readRelayAnswer(request, answer, exchange)
      attempt.answerHead = head
      return stream
    },
  })
}
