/** What a simulated model says, before any wire: choices of blocks, each cut into the pieces in which it is streamed. */

import type { Wait } from './reply.ts'

/** One delta, or a wait before the next one. */
export type Piece = string | Wait

export type AnswerBlock =
  | { readonly type: 'reasoning'; readonly pieces: readonly Piece[]; readonly signature: string }
  | { readonly type: 'text'; readonly pieces: readonly Piece[] }
  | { readonly type: 'tool-call'; readonly id: string; readonly name: string; readonly pieces: readonly Piece[] }

/** Known words are said in the wire's own; any other word is sent as it is. */
export type SimulatedFinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | (string & {})

export interface AnswerChoice {
  readonly blocks: readonly AnswerBlock[]
  readonly finishReason: SimulatedFinishReason
  readonly stopSequence?: string
}

/** Tokens. `inputTokens` holds the cached ones too, `outputTokens` the reasoning. */
export interface SimulatedUsage {
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cacheReadTokens?: number
  readonly cacheWriteTokens?: number
  readonly reasoningTokens?: number
}

export interface ModelAnswer {
  readonly id: string
  readonly model: string
  readonly createdAtSeconds: number
  readonly choices: readonly AnswerChoice[]
  /** `undefined`: the provider reports none. */
  readonly usage: SimulatedUsage | undefined
}

/** The text of a block, waits left out. */
export const joinPieces = (pieces: readonly Piece[]): string => pieces.filter(piece => typeof piece === 'string').join('')

/** Pieces of at most `size` UTF-16 units that never part a surrogate pair; the whole text when no size is given. */
export const cutIntoPieces = (text: string, size = Infinity): readonly string[] => {
  const pieces: string[] = []
  for (let start = 0; start < text.length;) {
    let end = Math.min(text.length, start + Math.max(1, size))
    if (/[\uD800-\uDBFF]/u.test(text.charAt(end - 1)) && end < text.length) end += 1
    pieces.push(text.slice(start, end))
    start = end
  }
  return pieces
}
