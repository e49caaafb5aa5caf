/** Headers of a call to a provider. Nothing of the client's own is passed on but what its protocol let through. */

import type { ChatRequest, Wire } from '../chat/request.ts'
import type { Compat } from '../config/compat.ts'
import type { Credential, Target } from '../config/target.ts'
import { VERSION } from '../lib/version.ts'

const USER_AGENT = `smart-router/${VERSION}`

type Authentication = NonNullable<Compat['authentication']>

const authenticationHeaders = (authentication: Authentication, credential: Credential): Readonly<Record<string, string>> => {
  switch (authentication) {
    case 'bearer': return { authorization: `Bearer ${credential.secret.reveal()}` }
    case 'x-api-key': return { 'x-api-key': credential.secret.reveal() }
    case 'none': return {}
  }
}

export interface CallHeaderOptions {
  readonly wire: Wire
  /** Where the configuration does not say. */
  readonly authentication: Authentication
  /** Default JSON. */
  readonly contentType?: string
  /** Default: events where a stream is asked for, otherwise JSON. */
  readonly accept?: string
  /** What the wire itself demands; what the client says on the same wire wins. */
  readonly demanded: Readonly<Record<string, string>>
}

/** Lower-case names; the configuration's own headers come last and win. */
export const callHeaders = (request: Pick<ChatRequest, 'isStream' | 'wire' | 'headers'>, target: Target, credential: Credential, options: CallHeaderOptions): Readonly<Record<string, string>> => ({
  'content-type': options.contentType ?? 'application/json',
  accept: options.accept ?? (request.isStream ? 'text/event-stream' : 'application/json'),
  'accept-encoding': 'identity',
  'user-agent': USER_AGENT,
  ...options.demanded,
  ...(request.wire === options.wire && request.headers),
  ...authenticationHeaders(target.compat.authentication ?? options.authentication, credential),
  ...target.provider.headers,
})
