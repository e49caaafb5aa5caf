/** Tokens that nobody reported, for the usage that a wire must state. Records have estimates of their own. */

import type { ChatPart } from '../chat/part.ts'
import type { ResultBlock } from '../chat/result.ts'

export interface EstimatedUsage {
  readonly inputTokens: number
  readonly outputTokens: number
}

const CHARACTERS_PER_TOKEN = 4

export const tokensOfCharacters = (characters: number): number => Math.ceil(characters / CHARACTERS_PER_TOKEN)

/** What the model wrote in a part, characters; shown to the client or not. A picture is not written. */
export const charactersOfPart = (part: ChatPart): number => {
  switch (part.type) {
    case 'text-delta': case 'reasoning-delta': case 'refusal-delta': return part.text.length
    case 'tool-call-start': return part.name.length
    case 'tool-call-delta': return part.argumentsText.length
    default: return 0
  }
}

/** The same of a whole block. */
export const charactersOfBlock = (block: ResultBlock): number => {
  switch (block.type) {
    case 'tool-call': return block.name.length + block.argumentsText.length
    case 'redacted-reasoning': case 'image': return 0
    default: return block.text.length
  }
}
