/**
 * What is asked at a relayed endpoint, and the parts in which it is answered. Little is known of either: the body is the
 * client's own but for the model's name, the answer is the provider's own bytes and what they mean for its end.
 */

import type { FinishReason, Usage } from '../chat/part.ts'
import type { AnyRequest } from './attempt.ts'
import type { RelayEndpoint } from './relay-endpoints.ts'

export interface RelayRequest extends AnyRequest {
  readonly endpoint: RelayEndpoint
  /** As the client named it; `undefined` where it named none. */
  readonly model: string | undefined
  /** The client asked for events. */
  readonly wantsEvents: boolean
  /** It asked for plain text where JSON is usual. */
  readonly wantsText: boolean
  /** How many results it asked for; each ends with an event of its own where the answer comes as events. */
  readonly results: number
  /** As the body's content type is told to a provider, boundary included. */
  readonly contentType: string
  /** The client's body with another model's name in it. */
  readonly bodyFor: (model: string) => Buffer
}

/**
 * `bytes` are relayed as they are, in the order of the parts. `content` is what was asked for: after it nobody else can
 * take over unseen. `opaque` says nothing and is no progress either.
 */
export type RelayPart = { readonly choice: number, readonly bytes?: Buffer } & (
  /** `text`: what it says, where its tokens are counted; an empty one is a ping. */
  | { readonly type: 'content', readonly text?: string }
  | { readonly type: 'usage', readonly usage: Usage }
  | { readonly type: 'response-end', readonly finishReason?: FinishReason }
  /** Nothing follows it. */
  | { readonly type: 'terminal' }
  | { readonly type: 'opaque' }
)

export type RelayBatch = readonly RelayPart[]
export type RelayStream = AsyncIterable<RelayBatch>
