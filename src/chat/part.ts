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
  /** Some of it was counted here: somebody who wrote a share of the answer did not tell. */
  readonly isEstimated?: boolean
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
  /** A whole picture: a block by itself. `url` may be the data; `description` is what the provider says it painted. */
  | { readonly type: 'image'; readonly block: number; readonly url: string; readonly mediaType?: string; readonly description?: string }
  /** `thoughtSignature`: what Gemini wants back with the call. No client is told; `providers/reasoning-vault.ts` keeps it. */
  | { readonly type: 'tool-call-start'; readonly block: number; readonly id: string; readonly name: string; readonly thoughtSignature?: string }
  | { readonly type: 'tool-call-delta'; readonly block: number; readonly argumentsText: string }
  /** With a frame: the frame holds usage and nothing else, so a client that did not ask for usage is spared it. */
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'response-end'; readonly finishReason: FinishReason; readonly rawFinishReason: string; readonly stopSequence?: string }
  /** The wire's own last word (`[DONE]`, `message_stop`). Nothing follows it. */
  | { readonly type: 'terminal' }
  /**
   * Another target goes on with the answer from here. It comes alone in its batch, and nothing after it has a frame.
   * `shown`: what the client has seen, the text of each block in one part, with the frames that tell how its blocks stand.
   * `serviceUsed`: everybody who wrote the answer (`deepseek+qwen`).
   */
  | { readonly type: 'continued'; readonly shown: readonly ChatPart[]; readonly serviceUsed: string }
  /**
   * An event that means nothing to us: pings, comments, unknown types. Never content, never progress. `opensBlock`: it begins
   * a block that only its own wire can say, as of a tool that the provider runs itself.
   */
  | { readonly type: 'opaque'; readonly opensBlock?: boolean }
)

/** `bytes`: what the network read held, where that is exactly these parts' frames; then they need not be put together again. */
export type ChatBatch = readonly ChatPart[] & { readonly bytes?: Buffer }
export type ChatStream = AsyncIterable<ChatBatch>

/** Parts that commit an answer: after one of these was shown, another provider can no longer take over unseen. */
export const isContent = (part: ChatPart): boolean => {
  switch (part.type) {
    case 'text-delta': case 'reasoning-delta': case 'refusal-delta': return part.text !== ''
    case 'image': case 'tool-call-start': case 'tool-call-delta': case 'redacted-reasoning': return true
    default: return false
  }
}
