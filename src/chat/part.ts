/**
 * The neutral stream. A provider's answer is a sequence of batches, one for each network read, of small parts in the
 * order they were said. Failure is thrown by the iterator; leaving the loop early cancels the upstream call.
 */

export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'other'

/** Tokens, cumulative: a later report overwrites an earlier one, nothing is ever added. `undefined`: not reported. */
export interface Usage {
  /** Everything the model read, cached parts included. */
  readonly inputTokens?: number
  /** Everything it wrote, reasoning included. */
  readonly outputTokens?: number
  readonly cacheReadTokens?: number
  readonly cacheWriteTokens?: number
  readonly reasoningTokens?: number
}

interface PartBase {
  /** Index of the choice this belongs to; 0 unless the client asked for several. */
  readonly choice: number
  /**
   * The provider's own event, verbatim, terminator included, on the first part that the event gave. Present only when
   * the client's wire is the provider's wire. A JSON answer is one event: its frame is the whole body.
   */
  readonly frame?: string
}

/**
 * `block` numbers the content blocks of one choice: dense, from 0, in order of their first part.
 * `tool-call-start` opens a block, `tool-call-delta` appends JSON text to it. Blocks may interleave.
 */
export type ChatPart = PartBase & (
  | { readonly type: 'response-start'; readonly id: string; readonly model: string }
  | { readonly type: 'text-delta'; readonly block: number; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly block: number; readonly text: string }
  | { readonly type: 'reasoning-signature'; readonly block: number; readonly signature: string }
  | { readonly type: 'redacted-reasoning'; readonly block: number; readonly data: string }
  | { readonly type: 'refusal-delta'; readonly block: number; readonly text: string }
  | { readonly type: 'tool-call-start'; readonly block: number; readonly id: string; readonly name: string }
  | { readonly type: 'tool-call-delta'; readonly block: number; readonly argumentsText: string }
  /** With a frame: the frame holds usage and nothing else, so a client that did not ask for usage is spared it. */
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'response-end'; readonly finishReason: FinishReason; readonly rawFinishReason: string; readonly stopSequence?: string }
  /** The wire's own last word (`[DONE]`, `message_stop`). Nothing follows it. */
  | { readonly type: 'terminal' }
  /** An event that means nothing to us: pings, comments, unknown types. Never content, never progress. */
  | { readonly type: 'opaque' }
)

export type ChatBatch = readonly ChatPart[]
export type ChatStream = AsyncIterable<ChatBatch>

/** Parts that commit an answer: after one of these was shown, another provider can no longer take over unseen. */
export const isContent = (part: ChatPart): boolean => {
  switch (part.type) {
    case 'text-delta': case 'reasoning-delta': case 'refusal-delta': return part.text !== ''
    case 'tool-call-start': case 'tool-call-delta': case 'redacted-reasoning': return true
    default: return false
  }
}
